"""Programs that are kept running, with a small web server in the place of Streamlit and of nginx."""

import asyncio
import os
import signal
import sys
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from benchmarks.live_page import free_port
from deploy import keeper
from deploy.keeper import DidNotStartError, Program, answers
from tests.deploy.gone import is_gone

# Answers "ok" to every question, and starts another program that would outlive it.
SERVER = """
import http.server, pathlib, subprocess, sys
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
pathlib.Path(sys.argv[2]).write_text(str(child.pid))
class Ok(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"ok")
    def log_message(self, *words):
        pass
http.server.HTTPServer(("127.0.0.1", int(sys.argv[1])), Ok).serve_forever()
"""


class Kept:
    """A program that is kept, what was said of it, and the process that it started."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture) -> None:
        self._child, self._capsys, self.said = folder / "child", capsys, ""
        port = free_port()
        self.program = Program("Server", [sys.executable, "-c", SERVER, str(port), str(self._child)], port)

    def pids(self) -> list[int]:
        """Every process that the program was, one after the other."""
        self.said += self._capsys.readouterr().out
        return [int(line.split("pid ")[1].split(",")[0]) for line in self.said.splitlines() if "pid " in line]

    def child(self) -> int:
        return int(self._child.read_text())

    async def again(self) -> None:
        """Wait until a second process of the program answers."""
        await until(lambda: len(self.pids()) == 2)
        await until_true(lambda: answers("127.0.0.1", self.program.port))


async def until(condition: Callable[[], bool]) -> None:
    async def holds() -> bool:
        return condition()

    await until_true(holds)


async def until_true(condition: Callable[[], Awaitable[bool]]) -> None:
    async with asyncio.timeout(60):
        while not await condition():
            await asyncio.sleep(0.02)


def lived(story: Callable[[], Awaitable[None]]) -> None:
    """Run a story in a loop of its own; in this thread the one of the browser tests may be running."""

    async def run() -> None:
        await story()

    with ThreadPoolExecutor(1) as thread:
        thread.submit(lambda: asyncio.run(run())).result()


def keeping(kept: Kept, story: Callable[[Kept], Awaitable[None]]) -> None:
    """Keep the program while the story is told, then end it."""

    async def run() -> None:
        task = asyncio.create_task(kept.program.keep())
        try:
            await asyncio.wait_for(kept.program.works.wait(), 60)
            await story(kept)
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)

    lived(run)


@pytest.fixture
def kept(tmp_path: Path, capsys: pytest.CaptureFixture) -> Kept:
    return Kept(tmp_path, capsys)


def test_all_that_it_started_ends_with_it(kept: Kept) -> None:
    seen = []

    async def story(kept: Kept) -> None:
        seen.extend([*kept.pids(), kept.child()])
        assert not any(is_gone(pid) for pid in seen)

    keeping(kept, story)
    assert len(seen) == 2
    lived(lambda: until(lambda: all(is_gone(pid) for pid in seen)))


def test_one_that_dies_is_started_again_without_what_it_left_behind(kept: Kept) -> None:
    async def story(kept: Kept) -> None:
        child = kept.child()
        os.kill(kept.pids()[0], signal.SIGKILL)
        await kept.again()
        await until(lambda: is_gone(child))
        assert kept.child() != child

    keeping(kept, story)


def test_one_that_hangs_is_started_again(kept: Kept, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeper, "SECONDS_BETWEEN_LOOKS", 0.05)

    async def story(kept: Kept) -> None:
        monkeypatch.setattr(keeper, "SECONDS_TO_ANSWER", 0.2)
        os.kill(kept.pids()[0], signal.SIGSTOP)
        await until(lambda: len(kept.pids()) == 2)
        monkeypatch.setattr(keeper, "SECONDS_TO_ANSWER", 60.0)
        await kept.again()

    keeping(kept, story)
    assert "Server: does not answer" in kept.said


def test_one_that_never_works_is_given_up() -> None:
    program = Program("Server", [sys.executable, "-c", "raise SystemExit(3)"], free_port())
    with pytest.raises(DidNotStartError, match="Server did not start"):
        lived(program.keep)
