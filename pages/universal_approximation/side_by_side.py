"""A large chart, the network that it is drawn from beside it, and a line of numbers above; one column on a phone."""

from collections.abc import Mapping, Sequence
from typing import Any

from mlp_core import MLP
from pages.common.figures.small_network import SmallNetwork, small_network_figure
from pages.common.live_chart import Grid, live_chart
from pages.common.notation import Notation
from pages.common.palette import Theme

WIDE, EQUAL = "minmax(0, 1.5fr) minmax(0, 1fr)", "minmax(0, 1fr) minmax(0, 1fr)"


def network_drawing(net: MLP, theme: Theme, notation: Notation | None = None) -> dict[str, Any]:
    """The little network with all its weights, the function of each layer below it; biases as the notation has them."""
    n, name = net.layer_sizes[1], net.activations[0].name
    titles = ("input", f"{n} · {name}") if net.n_layers == 1 else ("input", f"{n} · {name}", "output")
    inside = (("x",),) if net.n_layers == 1 else (("x",), (), ("Σ",))
    bias = notation.drawn_bias if notation else {}
    return small_network_figure(SmallNetwork.of(net, theme, titles=titles, inside=inside, **bias))


def side_by_side(
    figures: Mapping[str, Any] | Sequence[Mapping[str, Any]],
    *,
    key: str,
    readout: str,
    above: int,
    descriptions: Mapping[str, str],
    equal: bool = False,
    **options: Any,
) -> None:
    """Two figures of the given names, or frames of them, the first one wider unless `equal`.

    above : height in pixels of what stands above and below on the page
    options : handed on to ``live_chart``
    """
    frames = [figures] if isinstance(figures, Mapping) else figures
    first, second = frames[0]
    height = f"clamp(330px, calc(100vh - {above}px), 720px)"
    grid = Grid(
        wide={
            "columns": EQUAL if equal else WIDE,
            "rows": "26px minmax(0, 1fr)",
            "areas": f'"readout readout" "{first} {second}"',
            "height": height,
        },
        narrow={
            "columns": "minmax(0, 1fr)",
            "rows": "26px 300px 330px",
            "areas": f'"readout" "{first}" "{second}"',
            "height": "auto",
        },
    )
    live_chart(frames, key=key, grid=grid, texts={"readout": readout}, descriptions=descriptions, **options)
