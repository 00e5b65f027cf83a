"""The rules of the house, read from the source: who may import what, how long a page may be, and what may change.

1. mlp_core imports NumPy and the standard library only; the engine imports nothing of the lessons' mathematics.
2. A figure module imports mlp_core, NumPy, Plotly and the common colours and figures, never Streamlit.
3. A page.py holds widgets and words: under 150 lines, no NumPy, no Plotly, no mathematics; main.py under 60 lines.
4. A page never imports another page.
5. Nothing at module level can be changed.
6. A press is taken by a callback: a run that ends before it comes to the button's line would drop it.

Each rule is a function from a file's place and text to the violations in it, so that each is tried on a planted one.
"""

import ast
import sys
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path, PurePosixPath

import pytest

ROOT = Path(__file__).parent.parent
SOURCES = tuple(
    path.relative_to(ROOT).as_posix()
    for folder in ("mlp_core", "pages")
    for path in sorted(ROOT.glob(f"{folder}/**/*.py"))
)
STANDARD_LIBRARY = tuple(sys.stdlib_module_names)

FIGURE_IMPORTS = (
    "mlp_core",
    "numpy",
    "plotly",
    "pages.common.palette",
    "pages.common.images",
    "pages.common.figure_style",
    "pages.common.figures",
)
PAGE_FORBIDDEN = ("numpy", "plotly", "math", "cmath", "statistics", "scipy", "PIL")
PAGE_LINES, MAIN_LINES = 150, 60

MUTABLE_CALLS = frozenset(
    (
        *("list", "dict", "set", "bytearray", "defaultdict", "deque", "Counter", "OrderedDict", "ChainMap"),
        *("SimpleNamespace", "Lock", "RLock", "Event", "Queue", "Random", "default_rng", "count", "cycle", "iter"),
        *("array", "asarray", "zeros", "ones", "empty", "full", "eye", "identity", "arange", "linspace", "logspace"),
        *("zeros_like", "ones_like", "full_like", "empty_like", "column_stack", "vstack", "hstack", "stack"),
        *("concatenate", "tile", "repeat", "meshgrid"),
    )
)
MUTABLE_LITERALS = (ast.List, ast.Dict, ast.Set, ast.ListComp, ast.DictComp, ast.SetComp, ast.GeneratorExp)


def imports(place: str, text: str) -> Iterator[str]:
    """Dotted names of all that a file imports, at any depth; `from a import b` counts as a.b."""
    package = PurePosixPath(place).parent.parts
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else ()
            module = ".".join((*base, *((node.module,) if node.module else ())))
            yield from (f"{module}.{alias.name}" for alias in node.names)


def is_within(name: str, modules: tuple[str, ...]) -> bool:
    return any(name == module or name.startswith(f"{module}.") for module in modules)


def core_imports(place: str, text: str) -> list[str]:
    if not place.startswith("mlp_core/"):
        return []
    allowed = ("mlp_core", "numpy", *STANDARD_LIBRARY)
    found = [f"{place} imports {name}" for name in imports(place, text) if not is_within(name, allowed)]
    if not place.startswith("mlp_core/lessons/"):
        names = imports(place, text)
        found += [f"{place} imports {name}" for name in names if is_within(name, ("mlp_core.lessons",))]
    return found


def figure_imports(place: str, text: str) -> list[str]:
    path = PurePosixPath(place)
    package = [index for index, part in enumerate(path.parts[:-1]) if part == "figures"]
    if path.parts[0] != "pages" or not (package or "figure" in path.stem):
        return []
    own = (".".join(path.parts[: package[0] + 1]),) if package else ()
    allowed = (*FIGURE_IMPORTS, *own, *STANDARD_LIBRARY)
    return [f"{place} imports {name}" for name in imports(place, text) if not is_within(name, allowed)]


def page_is_thin(place: str, text: str) -> list[str]:
    limit = {"page.py": PAGE_LINES, "main.py": MAIN_LINES}.get(PurePosixPath(place).name)
    if limit is None or not place.startswith("pages/"):
        return []
    found = [f"{place} imports {name}" for name in imports(place, text) if is_within(name, PAGE_FORBIDDEN)]
    lines = len(text.splitlines())
    if lines >= limit:
        found.append(f"{place} has {lines} lines; allowed: under {limit}")
    return found


def pages_stay_apart(place: str, text: str) -> list[str]:
    parts = PurePosixPath(place).parts
    if parts[0] != "pages" or len(parts) < 3:
        return []
    found = []
    for name in imports(place, text):
        module = name.split(".")
        if module[0] == "pages" and (len(module) < 2 or module[1] not in (parts[1], "common")):
            found.append(f"{place} imports {name}")
    return found


def module_level_values(body: list[ast.stmt]) -> Iterator[ast.expr]:
    """Every value assigned where it outlives a call: in the module or a class, also under if, try, for and with."""
    for node in body:
        if isinstance(node, ast.Assign):
            if not any(isinstance(target, ast.Name) and target.id == "__all__" for target in node.targets):
                yield node.value
        elif isinstance(node, ast.AnnAssign | ast.AugAssign) and node.value is not None:
            yield node.value
        elif not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            for inner in ("body", "orelse", "finalbody"):
                yield from module_level_values(getattr(node, inner, []))
            for handler in getattr(node, "handlers", []):
                yield from module_level_values(handler.body)


def is_immutable_class(node: ast.ClassDef) -> bool:
    bases = {base.attr if isinstance(base, ast.Attribute) else getattr(base, "id", "") for base in node.bases}
    if bases & {"NamedTuple", "Enum", "StrEnum", "IntEnum", "Protocol"}:
        return True
    return any(
        isinstance(decorator, ast.Call)
        and any(
            keyword.arg == "frozen" and isinstance(keyword.value, ast.Constant) and keyword.value.value is True
            for keyword in decorator.keywords
        )
        for decorator in node.decorator_list
    )


def classes(texts: Iterable[str]) -> dict[str, bool]:
    """Name of every class in these texts → whether its instances are immutable."""
    nodes = (node for text in texts for node in ast.walk(ast.parse(text)) if isinstance(node, ast.ClassDef))
    return {node.name: is_immutable_class(node) for node in nodes}


@cache
def project_classes() -> dict[str, bool]:
    return classes((ROOT / source).read_text(encoding="utf-8") for source in SOURCES)


def mutable_parts(value: ast.expr, known: dict[str, bool]) -> Iterator[ast.expr]:
    """The parts of a value that someone could change later."""
    if isinstance(value, MUTABLE_LITERALS):
        yield value
    elif isinstance(value, ast.Tuple):
        for element in value.elts:
            yield from mutable_parts(element, known)
    elif isinstance(value, ast.IfExp | ast.BoolOp | ast.BinOp | ast.Starred | ast.NamedExpr):
        for child in ast.iter_child_nodes(value):
            if isinstance(child, ast.expr):
                yield from mutable_parts(child, known)
    elif isinstance(value, ast.Call):
        name = value.func.attr if isinstance(value.func, ast.Attribute) else getattr(value.func, "id", "")
        if name in MUTABLE_CALLS or known.get(name) is False:
            yield value
        elif name == "MappingProxyType":
            inner = value.args[0]
            if isinstance(inner, ast.Dict):
                for element in inner.values:
                    yield from mutable_parts(element, known)
            elif isinstance(inner, ast.DictComp):
                yield from mutable_parts(inner.value, known)
        elif known.get(name):
            for argument in (*value.args, *(keyword.value for keyword in value.keywords)):
                yield from mutable_parts(argument, known)


def nothing_mutable(place: str, text: str) -> list[str]:
    tree = ast.parse(text)
    known = {**project_classes(), **classes((text,))}
    changed = [part for value in module_level_values(tree.body) for part in mutable_parts(value, known)]
    changed += [node for node in ast.walk(tree) if isinstance(node, ast.Global)]
    return [f"{place}:{node.lineno} can be changed: {ast.unparse(node)[:60]}" for node in changed]


def presses_have_callbacks(place: str, text: str) -> list[str]:
    asked = [node.test for node in ast.walk(ast.parse(text)) if isinstance(node, (ast.If, ast.IfExp))]
    calls = [node.func for test in asked for node in ast.walk(test) if isinstance(node, ast.Call)]
    buttons = [func for func in calls if isinstance(func, ast.Attribute) and func.attr == "button"]
    return [f"{place}:{each.lineno} asks a button whether it was pressed" for each in buttons]


RULES = (core_imports, figure_imports, page_is_thin, pages_stay_apart, nothing_mutable, presses_have_callbacks)


@pytest.mark.parametrize("rule", RULES)
def test_the_house_keeps_its_rules(rule) -> None:
    assert len(SOURCES) > 10
    violations = [found for place in SOURCES for found in rule(place, (ROOT / place).read_text(encoding="utf-8"))]
    assert violations == []


@pytest.mark.parametrize(
    ("rule", "place", "text"),
    [
        (core_imports, "mlp_core/losses.py", "import scipy.special"),
        (core_imports, "mlp_core/losses.py", "def f():\n    from pages.common import palette"),
        (core_imports, "mlp_core/losses.py", "from ..pages import common"),
        (core_imports, "mlp_core/network.py", "from mlp_core.lessons.depth import stack"),
        (figure_imports, "pages/playground/figures.py", "import streamlit as st"),
        (figure_imports, "pages/playground/figures/network.py", "from pages.playground.session import trainer"),
        (figure_imports, "pages/common/figure_parts.py", "from pages.common import settings"),
        (page_is_thin, "pages/playground/page.py", "import numpy as np"),
        (page_is_thin, "pages/playground/page.py", "from plotly.graph_objects import Figure"),
        (page_is_thin, "pages/playground/page.py", "from math import tanh"),
        (page_is_thin, "pages/playground/page.py", "pass\n" * 150),
        (page_is_thin, "pages/main.py", "pass\n" * 60),
        (pages_stay_apart, "pages/perceptron/page.py", "from pages.playground.figures import region"),
        (pages_stay_apart, "pages/perceptron/page.py", "from ..playground import figures"),
        (pages_stay_apart, "pages/common/session.py", "from pages import playground"),
        (nothing_mutable, "pages/common/session.py", "cache = {}"),
        (nothing_mutable, "pages/common/session.py", "names: list[str] = ['a']"),
        (nothing_mutable, "pages/common/session.py", "from collections import deque\nif True:\n    last = deque()"),
        (nothing_mutable, "pages/common/session.py", "ORDER = ('a', ['b'])"),
        (nothing_mutable, "pages/common/session.py", "TABLE = MappingProxyType({'a': []})"),
        (nothing_mutable, "pages/common/session.py", "class Session:\n    open_sessions = set()"),
        (nothing_mutable, "pages/common/session.py", "class Session: pass\nTHE_SESSION = Session()"),
        (nothing_mutable, "pages/common/session.py", "def f():\n    global step\n    step = 1"),
        (nothing_mutable, "mlp_core/approximation.py", "import numpy as np\nGRID = np.linspace(0, 1, 5)"),
        (presses_have_callbacks, "pages/compare/page.py", "if playing and st.button('Draw'):\n    draw()"),
    ],
)
def test_a_planted_violation_is_caught(rule, place: str, text: str) -> None:
    assert len(rule(place, text)) == 1


@pytest.mark.parametrize(
    ("place", "text"),
    [
        (
            "mlp_core/losses.py",
            "import math\nimport numpy\nfrom . import names\nfrom mlp_core.names import known",
        ),
        ("pages/playground/figures/network.py", "import plotly.graph_objects as go\nfrom .geometry import box\n"),
        ("pages/playground/figures.py", "from pages.common import images, palette\nfrom mlp_core import MLP"),
        ("pages/playground/page.py", "import streamlit as st\nfrom pages.playground.figures import region"),
        ("pages/playground/session.py", "NAMES = ('a', 'b')\nTABLE = MappingProxyType({n: len(n) for n in NAMES})"),
        ("pages/playground/session.py", "@dataclass(frozen=True)\nclass Size:\n    x: int = 1\nSMALL = (Size(1),)"),
    ],
)
def test_what_is_allowed_passes(place: str, text: str) -> None:
    assert [found for rule in RULES for found in rule(place, text)] == []
