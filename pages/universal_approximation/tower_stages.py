"""The stages from a step to a tower: the network of each, its figures and what is read off it. No widgets here."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from mlp_core import MLP
from mlp_core.towers import bump_in_plane, step_in_plane, tower_network
from pages.common.figures.numbers import plain_number
from pages.common.figures.small_network import SmallNetwork, small_network_figure
from pages.common.notation import Notation
from pages.common.palette import Theme
from pages.universal_approximation import plane
from pages.universal_approximation.figures.surface import surface_figure
from pages.universal_approximation.letters import Letters

STAGES = ("Step in x", "Step in y", "Bump in x", "Bump in y", "Tower")


@dataclass(frozen=True)
class TowerSettings:
    """What the controls say: where the tower stands, h, the bias of its neuron, and w of its steps."""

    x_edges: tuple[float, float]
    y_edges: tuple[float, float]
    h: float
    bias: float
    steepness: float


def stage_network(stage: str, settings: TowerSettings) -> MLP:
    """The network of a stage, built from the settings."""
    axis = int(stage.endswith("y"))
    left, right = settings.y_edges if axis else settings.x_edges
    if stage.startswith("Step"):
        return step_in_plane(axis, left, settings.steepness)
    if stage.startswith("Bump"):
        return bump_in_plane(axis, left, right, settings.h, settings.steepness)
    net = tower_network(settings.x_edges, settings.y_edges, 1.0, settings.h, settings.steepness)
    net.biases[1][0] = settings.bias
    return net


def tower_figures(stage: str, net: MLP, settings: TowerSettings, colors: Theme, s: Letters) -> dict[str, Any]:
    """The drawing of the network, at the tower also what its second neuron receives, and the output."""
    along = plane.line()
    sigmoid = "f" if len(s.drawn_sigmoid) > 1 else s.drawn_sigmoid
    hidden = [(sigmoid,) * n for n in net.layer_sizes[1:-1]]
    drawing = SmallNetwork.of(net, colors, inside=(("x", "y"), *hidden, ("Σ",)), scales=_scales(net),
                              **s.notation.drawn_bias)  # fmt: skip
    figures = {"network": small_network_figure(drawing)}
    h, output = settings.h, plane.surface(net)
    if stage != "Tower":
        top = 1.0 if stage.startswith("Step") else h
        title = "Output of the step" if stage.startswith("Step") else "Output: height h"
        return figures | {"output": surface_figure(along, output, colors, title, (-0.05 * top, 1.1 * top), top)}
    received = net.forward(plane.pairs(along, along)).z[1].reshape(output.shape)
    span = (min(settings.bias, 0.0) - 0.1 * h, max(2 * h + settings.bias, 0.0) + 0.1 * h)
    before = "Before the sigmoid: the sum and its bias"
    return figures | {
        "received": surface_figure(along, received, colors, before, span, 1.5 * h, level=0.0),
        "output": surface_figure(along, output, colors, "After the sigmoid: the tower", (-0.05, 1.1), 1.0),
    }


def _scales(net: MLP) -> list[float]:
    return [float(np.abs(W).max()) or 1.0 for W in net.weights]


def reading(stage: str, net: MLP, settings: TowerSettings, n: Notation) -> str:
    """The outputs in the middle, on the arms and outside, from the network itself."""
    (x0, x1), (y0, y1) = settings.x_edges, settings.y_edges
    if stage != "Tower":
        return (
            f"A network **{'-'.join(map(str, net.layer_sizes))}**: the other input has weight 0, so it changes nothing."
        )
    x, y = (x0 + x1) / 2, (y0 + y1) / 2
    # Half a square beyond an edge a step of any useful steepness is done.
    inside, arm, outside = net.predict([[x, y], [x, y1 + 1.0], [x1 + 1.0, y1 + 1.0]])[:, 0]
    return (
        f"On the tower **{plain_number(inside, 5)}**, on the plateaus **{plain_number(arm, 3)}**, "
        f"outside **{plain_number(outside, 3)}**. Bias {n.plain('bias')} = "
        f"{plain_number(n.shown_bias(settings.bias), 4)}."
    )
