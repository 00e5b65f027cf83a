"""An expression in x, or in x and y, typed by a person → a function on arrays. Nothing typed is ever run as Python.

The text is cut into tokens of a whitelist, parsed by ``ast`` and evaluated here, node by node, on float64 arrays. So a
power takes the same time whatever its numbers (9**9**9 is too large for float64 and gets a sentence); length and depth
are capped. A person may write 2x, x^2, x², π and 3(x + 1).
"""

import ast
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from mlp_core.activations import ACTIVATIONS
from mlp_core.arrays import Array
from mlp_core.limits import MOST_DEPTH, MOST_EXPRESSION_CHARACTERS, MOST_PARENTHESES

# name → (function on arrays, number of arguments)
FUNCTIONS: Mapping[str, tuple[Callable[..., Array], int]] = MappingProxyType(
    {
        "sin": (np.sin, 1),
        "cos": (np.cos, 1),
        "tan": (np.tan, 1),
        "arcsin": (np.arcsin, 1),
        "asin": (np.arcsin, 1),
        "arccos": (np.arccos, 1),
        "acos": (np.arccos, 1),
        "arctan": (np.arctan, 1),
        "atan": (np.arctan, 1),
        "sinh": (np.sinh, 1),
        "cosh": (np.cosh, 1),
        "tanh": (np.tanh, 1),
        "exp": (np.exp, 1),
        "ln": (np.log, 1),
        "log": (np.log, 1),
        "log2": (np.log2, 1),
        "log10": (np.log10, 1),
        "sqrt": (np.sqrt, 1),
        "abs": (np.abs, 1),
        "sign": (np.sign, 1),
        "floor": (np.floor, 1),
        "ceil": (np.ceil, 1),
        "step": (ACTIVATIONS["step"], 1),
        "sigmoid": (ACTIVATIONS["sigmoid"], 1),
        "relu": (ACTIVATIONS["relu"], 1),
        "min": (np.minimum, 2),
        "max": (np.maximum, 2),
    }
)
CONSTANTS: Mapping[str, float] = MappingProxyType({"pi": np.pi, "e": np.e})

_OPERATIONS: Mapping[type, Callable[..., Array]] = MappingProxyType(
    {
        ast.Add: np.add,
        ast.Sub: np.subtract,
        ast.Mult: np.multiply,
        ast.Div: np.divide,
        ast.Pow: np.power,
        ast.UAdd: np.positive,
        ast.USub: np.negative,
    }
)
# What a person may write for what Python knows.
_WRITTEN: Mapping[str, str] = MappingProxyType(
    {"^": "**", "−": "-", "–": "-", "·": "*", "×": "*", "÷": "/", "π": " pi ", "²": "**2", "³": "**3"}
)
_TOKEN = re.compile(
    r"(?P<space>\s+)|(?P<number>(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)|(?P<name>[A-Za-z_][A-Za-z_0-9]*)"
    r"|(?P<operator>\*\*|[-+*/^−–·×÷²³π(),])"
)
_MAY_BEGIN = ("(", ")", "+", "-", "−", "–", "π")


class NotFiniteError(ValueError):
    """An expression has no finite value at a place where it was asked for one."""


@dataclass(frozen=True)
class Expression:
    """A function on equal-shaped arrays, made by ``parse_expression``.

    text : as it was typed; names : of its arguments
    """

    text: str
    names: tuple[str, ...]
    _tree: ast.expr
    _columns: tuple[int, ...]

    def __call__(self, *arguments: Array) -> Array:
        """Equal-shaped arrays, one for each name → values of that shape.

        Raises ``NotFiniteError``, a ``ValueError``, where a value is not finite: it says at which x, and which part of
        the text began it.
        """
        known = dict(zip(self.names, (np.asarray(each, dtype=np.float64) for each in arguments), strict=True))
        shape = next(iter(known.values())).shape
        with np.errstate(all="ignore"):
            values = np.array(np.broadcast_to(_value(self._tree, known), shape))
            bad = np.flatnonzero(~np.isfinite(values))
            if len(bad):
                self._refuse({name: np.ravel(each)[bad[0]] for name, each in known.items()})
        return values

    def _refuse(self, at: Mapping[str, Array]) -> None:
        """Point at the innermost part that is not finite at these arguments."""
        part = self._tree
        while inner := [each for each in _parts(part) if not np.isfinite(_value(each, at))]:
            part = inner[0]
        start, end = self._columns[part.col_offset], self._columns[(part.end_col_offset or 1) - 1]
        place = ", ".join(f"{name} = {float(value):.6g}" for name, value in at.items())
        value = float(_value(part, at))
        why = "is not finite" if np.isinf(value) else "is not a number"
        raise NotFiniteError(f"“{self.text[start : end + 1]}” (column {start + 1}) {why} at {place}")


def parse_expression(text: str, names: Sequence[str] = ("x",)) -> Expression:
    """Read an expression in these names; ``ValueError`` says in a sentence what is wrong, and in which column."""
    if not text.strip():
        raise ValueError(f"type an expression in {' and '.join(names)}, such as {names[0]}**2")
    if len(text) > MOST_EXPRESSION_CHARACTERS:
        raise ValueError(f"the expression has {len(text):,} characters; allowed are {MOST_EXPRESSION_CHARACTERS}")
    source, columns = _as_python(text, tuple(names))
    try:
        tree = ast.parse(source, mode="eval").body
    except SyntaxError as error:
        at = min(max((error.offset or 1) - 1, 0), len(columns) - 1)
        raise ValueError(f"“{text[columns[at]]}” in column {columns[at] + 1} cannot stand there") from None
    _check(tree, text, columns)
    return Expression(text, tuple(names), tree, columns)


def _as_python(text: str, names: tuple[str, ...]) -> tuple[str, tuple[int, ...]]:
    """The text with every token in Python's form and every × written; and for each character its old column."""
    source, position, before = "", 0, ""
    columns: list[int] = []
    open_at: list[tuple[int, bool]] = []  # its place, and whether a function stands before it
    while position < len(text):
        found = _TOKEN.match(text, position)
        if found is None:
            hint = "; write abs(…)" if text[position] == "|" else ""
            raise ValueError(f"“{text[position]}” in column {position + 1} is not understood{hint}")
        kind, token = str(found.lastgroup), found.group()
        written = _WRITTEN.get(token, " " if kind == "space" else token)
        if kind == "name":
            _check_name(token, text, position, names)
        starts = kind in ("name", "number") or token in ("(", "π")
        if starts and before in ("value", ")") and not (kind == "number" and before == "value"):
            source, columns = source + "*", [*columns, position]
        inside = bool(open_at) and open_at[-1][1]
        if (before == "" and kind == "operator" and token not in _MAY_BEGIN) or (token == "," and not inside):
            raise ValueError(f"“{token}” in column {position + 1} cannot stand there")
        if token == "(":
            open_at.append((position, before == "function"))
            if len(open_at) > MOST_PARENTHESES:
                raise ValueError(f"column {position + 1} lies in more than {MOST_PARENTHESES} parentheses")
        elif token == ")":
            if not open_at:
                raise ValueError(f"“)” in column {position + 1} closes nothing")
            open_at.pop()
        source += written
        columns += [position] * len(written) if kind in ("operator", "space") else range(position, found.end())
        position = found.end()
        if kind != "space":
            before = _kind_of(kind, token)
    if before not in ("value", ")"):
        raise ValueError(f"the expression breaks off after column {len(text.rstrip())}: something must follow")
    if open_at:
        raise ValueError(f"“(” in column {open_at[-1][0] + 1} is never closed")
    lead = len(source) - len(source.lstrip())
    return source[lead:], tuple(columns[lead:])


def _kind_of(kind: str, token: str) -> str:
    """What a token leaves behind for the next: "value", "function", ")" or ""."""
    if kind == "name":
        return "function" if token in FUNCTIONS else "value"
    if kind == "number" or token == "π":
        return "value"
    return ")" if token in (")", "²", "³") else ""


def _check_name(name: str, text: str, position: int, names: tuple[str, ...]) -> None:
    if name in FUNCTIONS:
        if not text[position + len(name) :].lstrip().startswith("("):
            raise ValueError(f"“{name}” in column {position + 1} needs parentheses: {name}(…)")
    elif name not in names and name not in CONSTANTS:
        known = ", ".join((*names, *CONSTANTS))
        hint = f"; write {'*'.join(name)}" if set(name) <= set(names) else ""
        raise ValueError(
            f"“{name}” in column {position + 1} is not known{hint}; "
            f"known are {known} and functions such as sin, exp, sqrt and abs"
        )


def _check(node: ast.expr, text: str, columns: tuple[int, ...], depth: int = 0) -> None:
    """Let nothing through but what ``_value`` knows."""
    column = columns[node.col_offset] + 1
    if depth > MOST_DEPTH:
        raise ValueError(f"the part in column {column} is nested more than {MOST_DEPTH} deep")
    if isinstance(node, ast.Call):
        wanted = FUNCTIONS[node.func.id][1] if isinstance(node.func, ast.Name) and node.func.id in FUNCTIONS else 0
        if wanted and len(node.args) != wanted:
            many = f"{wanted} argument{'s' if wanted > 1 else ''}"
            raise ValueError(f"the function in column {column} takes {many}, not {len(node.args)}")
        fine = wanted > 0 and not node.keywords
    elif isinstance(node, ast.BinOp | ast.UnaryOp):
        fine = type(node.op) in _OPERATIONS
    else:
        fine = isinstance(node, ast.Name) or (isinstance(node, ast.Constant) and type(node.value) in (int, float))
    if not fine:
        raise ValueError(f"“{text[columns[node.col_offset]]}” in column {column} cannot stand there")
    for each in _parts(node):
        _check(each, text, columns, depth + 1)


def _parts(node: ast.expr) -> list[ast.expr]:
    """The operands or arguments of a node."""
    if isinstance(node, ast.Call):
        return node.args
    if isinstance(node, ast.BinOp):
        return [node.left, node.right]
    return [node.operand] if isinstance(node, ast.UnaryOp) else []


def _value(node: ast.expr, known: Mapping[str, Array]) -> Array:
    """The value of a checked node for these arguments."""
    if isinstance(node, ast.Constant):
        return np.float64(node.value)  # type: ignore[arg-type, return-value]
    if isinstance(node, ast.Name):
        return known[node.id] if node.id in known else np.float64(CONSTANTS[node.id])  # type: ignore[return-value]
    if isinstance(node, ast.UnaryOp):
        return _OPERATIONS[type(node.op)](_value(node.operand, known))
    if isinstance(node, ast.BinOp):
        return _OPERATIONS[type(node.op)](_value(node.left, known), _value(node.right, known))
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
        return FUNCTIONS[node.func.id][0](*(_value(each, known) for each in node.args))
    raise ValueError(f"{type(node).__name__} is not allowed")
