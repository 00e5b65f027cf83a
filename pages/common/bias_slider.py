"""A slider of a bias, with the sign that the reader's notation gives it."""

from pages.common.figures.numbers import plain_number
from pages.common.live_slider import evenly, live_slider
from pages.common.notation import current_notation


def bias_slider(
    label: str, low: float, high: float, first: float, step: float, *, key: str, help: str, width: int | str = "stretch"
) -> float:
    """The bias that is set, as the engine has it; low, high and first are the engine's too.

    Where the notation subtracts the bias the slider shows its negative, and rises to the right all the same. The
    session keeps the engine's value, so that a change of the notation changes how it is shown and not what it is.
    """
    sign = current_notation().dialect.bias_sign
    stops = evenly(low, high, step)[::sign]
    return live_slider(
        label, stops, first, key=key, help=help, width=width, said=lambda bias: plain_number(sign * bias + 0.0, 4)
    )
