"""Drives every door of the app with bad words under Python's audit hook, and prints what they made the process do.

python -m tests.pages.audited_doors            prints [] where nothing of the kind happened
python -m tests.pages.audited_doors planted    does such things itself, to be caught
"""

import json
import sys
import sysconfig
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path

from streamlit.testing.v1 import AppTest

from mlp_core.export import numpy_code, pytorch_code
from mlp_core.own_reading import first_choice, read_points
from mlp_core.own_table import read_table
from pages.common.experiment import Experiment
from pages.common.links import query_from_settings
from pages.common.saved import exported, opened, saved
from pages.common.settings import Settings

ROOT = Path(__file__).parents[2]
BAD = "__import__('os').system('touch /tmp/written') ../../../../etc/passwd http://b.example/ file:///etc/passwd"
# What nothing that a visitor sends may lead to.
NEVER = (
    *(
        "socket.connect",
        "socket.getaddrinfo",
        "socket.gethostbyname",
        "socket.bind",
        "urllib.Request",
        "webbrowser.open",
    ),
    *("subprocess.Popen", "os.system", "os.exec", "os.fork", "os.forkpty", "os.posix_spawn", "os.spawn"),
    *("os.remove", "os.rename", "os.mkdir", "os.rmdir", "os.link", "os.symlink", "os.truncate", "os.chmod"),
    *("shutil.copyfile", "shutil.rmtree", "tempfile.mkstemp", "tempfile.mkdtemp", "sqlite3.connect"),
    *("marshal.loads", "ctypes.dlopen"),
)
# Code of these places alone is run, and files of these places alone are read.
OWN = tuple(str(Path(path).resolve()) for path in (ROOT, sys.prefix, sys.base_prefix, *sysconfig.get_paths().values()))


def page(url_path: str, query: dict[str, str], use: Callable[[AppTest], object] = lambda app: None) -> None:
    """Open a page from this address, and use it."""
    app = AppTest.from_file(str(ROOT / "pages" / "main.py"), default_timeout=120).run()
    if url_path:
        app.switch_page(f"{url_path}/page.py")
    for name, value in query.items():
        app.query_params[name] = value
    app.run()
    use(app)
    app.run()
    assert not app.exception


def typed(app: AppTest, word: str) -> None:
    """A function that somebody typed."""
    app.selectbox(key="follow:function").set_value("typed").run()
    app.text_input(key="follow:typed").set_value(word[:190]).run()


def pasted(app: AppTest, text: str) -> None:
    """A table that somebody pasted, opened and taken home."""
    app.session_state["view"].opening = True
    app.run()
    app.text_area(key="own_pasted").set_value(text).run()


def refused(door: Callable[[], object]) -> None:
    """Through a door that may say no."""
    with suppress(ValueError):
        door()


def doors(word: str) -> None:
    """Every door, with this word."""
    table = f"x,y,{word}\n1,2,{word}\n3,4,b\n5,6,b\n"
    points = read_points(found := read_table(table.encode()), first_choice(found), title=word).points
    query = query_from_settings(Settings().changed(points=points))
    experiment = opened(saved(Experiment(Settings().changed(points=points))))
    for code in (numpy_code, pytorch_code):
        code(exported(experiment))
    entries = json.loads(saved(experiment))
    for name in ("format", "settings", "network", "progress", "history"):
        refused(lambda name=name: opened(json.dumps(entries | {name: word})))
    page("", query | {"data": "own"})
    page("", {"data": word, word: word, "lesson": word, "part": word, "view": word, "notation": word})
    page("", {}, lambda app: pasted(app, table))
    page("compare", {"differs": word, "a": word, "b": word})
    page("universal_approximation", {"part": "functions"}, lambda app: typed(app, word))


def main() -> None:
    planted = "planted" in sys.argv
    if not planted:  # what is only done once: modules, fonts, figures that are kept
        doors("a")
        page("universal_approximation", {}, lambda app: typed(app, "x + 1"))
    done: list[str] = []
    looking = True

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        if not looking:
            return
        if event in NEVER:
            done.append(f"{event} {arguments!r:.200}")
        elif event == "open" and isinstance(arguments[0], str | bytes):
            path, mode, flags = str(arguments[0]), arguments[1], arguments[2]
            writes = any(letter in str(mode or "") for letter in "wax+") or bool(int(flags or 0) & 0o1103)
            if writes or not str(Path(path).resolve()).startswith(OWN):
                done.append(f"open {path} {mode}")
        elif event == "exec":
            place = getattr(arguments[0], "co_filename", "")
            if not place.startswith((*OWN, "<frozen")):
                done.append(f"exec {place}")

    sys.addaudithook(hook)
    if planted:
        for plant in (Path("/proc/self/status").read_text, partial(exec, "1"), partial(Path("/no/x").write_text, "x")):
            with suppress(OSError):
                plant()
    else:
        doors(BAD)
    looking = False
    print(json.dumps(done))


if __name__ == "__main__":
    main()
