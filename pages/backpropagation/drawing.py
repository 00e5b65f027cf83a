"""The drawing of the network twice: as a wide page shows it, and as a phone does."""

from typing import Any

from pages.backpropagation.figures.chain import chain_figure
from pages.backpropagation.figures.chain_places import Down
from pages.backpropagation.figures.chain_view import ChainView

# Pixels: on a wider page the text would be as large as a heading.
WIDEST = 480


def upright(name: str) -> str:
    """What the drawing of this name is called where its layers stand below each other."""
    return f"{name}_upright"


def drawings(view: ChainView, name: str) -> dict[str, dict[str, Any]]:
    """Both figures, by their names."""
    return {name: chain_figure(view), upright(name): chain_figure(view, Down)}


def upright_height(view: ChainView) -> str:
    """What the second one needs, in CSS, where it is as wide as the page."""
    at = Down(view)
    return f"calc(min(100cqw, {WIDEST}px) * {at.height / at.width:.4f})"
