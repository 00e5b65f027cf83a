"""The letters of the reader's notation, as this page uses them."""

from pages.common.notation import current_notation
from pages.quadratic_vs_cross_entropy.figures.symbols import Symbols
from pages.quadratic_vs_cross_entropy.formulas import Letters


def reader_symbols() -> Symbols:
    """As plain text."""
    notation = current_notation()
    names = ("pre_activation", "output", "target", "loss", "function", "rate", "bias")
    return Symbols(*(notation.plain(name) for name in names), notation.dialect.bias_sign)


def reader_letters() -> Letters:
    """As LaTeX."""
    return Letters.of(current_notation())
