"""The letters of the reader's notation, as this page uses them."""

from pages.common.notation import current_notation
from pages.quadratic_vs_cross_entropy.figures.symbols import Symbols
from pages.quadratic_vs_cross_entropy.formulas import Letters


def reader_symbols() -> Symbols:
    """As plain text."""
    plain = current_notation().plain
    return Symbols(
        plain("pre_activation"), plain("output"), plain("target"), plain("loss"), plain("function"), plain("rate")
    )


def reader_letters() -> Letters:
    """As LaTeX."""
    return Letters.of(current_notation())
