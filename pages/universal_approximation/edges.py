"""Two live sliders for where a bump begins and ends."""

from pages.common.live_slider import evenly, live_slider


def edges(
    of: str, low: float, high: float, first: tuple[float, float], step: float, *, key: str, help: str
) -> tuple[float, float]:
    """The left and the right edge; a left one pulled past the right one becomes the right one.

    Parameters
    ----------
    of : what they are edges of, as in "Left edge of bump 1"; may be empty
    """
    places = [
        live_slider(f"{name} edge{of}", evenly(low, high, step), place, key=f"{key}:{name.lower()}", help=help)
        for name, place in zip(("Left", "Right"), first, strict=True)
    ]
    return min(places), max(places)
