"""What is looked at of an experiment: choices of view and what is pointed at. None of it changes the experiment."""

from dataclasses import dataclass, field
from typing import Any

from mlp_core.own_data import OwnData
from pages.common.pins import PinnedRun

# What the curves can show.
ALL_CURVES, LOSS, GRADIENT = "accuracy and loss", "loss", "gradient"


@dataclass
class View:
    """The view of one session.

    Attributes
    ----------
    show_test, sharp, errors : the test points, hard classes, rings around errors on the region
    gradient_links : links show ∂L/∂w instead of the weights
    log_loss : a logarithmic loss axis
    curves : what they show: accuracy and loss, the loss alone, or the gradient in each layer
    low_curves : their place is low for the size of the words
    neuron_curves : the hidden neurons' curves, for data on the line
    layer : the hidden layer that the row of controls edits, from 1; None edits all
    hovered : (layer, neuron) under the pointer, layer 0 the inputs
    selected : ("link", layer, to, from) or ("bias", layer, to), clicked in the drawing
    inspections : how often a weight was clicked; each click opens a popover of its own
    probe : the point clicked in the plane, (x₁, x₂), or (x,) on the line
    pins : runs kept on the curves
    drawing : a click in the region adds a point of one's own, and a dragged box removes those in it
    brush : the class that a click adds, or the value, as it is learned
    own : the points of one's own while other data are looked at
    opening : a file of points is about to be opened
    drawn : what the last frame left for the next one
    """

    show_test: bool = False
    sharp: bool = False
    errors: bool = False
    gradient_links: bool = False
    log_loss: bool = False
    curves: str = ALL_CURVES
    low_curves: bool = False
    neuron_curves: bool = True
    layer: int | None = None
    hovered: tuple[int, int] | None = None
    selected: tuple[Any, ...] | None = None
    inspections: int = 0
    probe: tuple[float, ...] | None = None
    pins: tuple[PinnedRun, ...] = ()
    drawing: bool = False
    brush: float = 0
    own: OwnData | None = None
    opening: bool = False
    drawn: dict[str, Any] = field(default_factory=dict)

    def fit(self, layer_sizes: tuple[int, ...]) -> None:
        """Let go of what no longer exists in a network of these sizes."""
        if self.layer is not None and self.layer > len(layer_sizes) - 2:
            self.layer = None
        if self.hovered is not None and not _exists(layer_sizes, *self.hovered):
            self.hovered = None
        if self.selected is not None:
            _, layer, to, *origin = self.selected
            there = _exists(layer_sizes, layer, to) and (not origin or _exists(layer_sizes, layer - 1, origin[0]))
            if not there:
                self.selected = None


def _exists(layer_sizes: tuple[int, ...], layer: int, neuron: int) -> bool:
    return 0 <= layer < len(layer_sizes) and 0 <= neuron < layer_sizes[layer]
