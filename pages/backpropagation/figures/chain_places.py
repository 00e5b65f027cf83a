"""Where the parts of the drawing stand: layers beside each other, or below each other as a phone needs them.

Lengths are in units of about a pixel, y downwards.
"""

from abc import ABC, abstractmethod
from functools import cached_property
from itertools import accumulate

from pages.backpropagation.figures.chain_view import ChainView

Point = tuple[float, float]
# Between box and border, above the lines of a box and below them together.
EDGE = 6


class Places(ABC):
    """The places of one drawing.

    Attributes
    ----------
    box : width of a neuron's box
    line : height of a line in it
    indent : of its text, behind a coloured square
    sizes_of_text : in a box, at a link, and of the loss
    stacked : a neuron's bias has lines in its box, and a link's slope stands below its weight; else the bias stands
        above the box, and the slope beside the weight
    """

    box: float
    line: float
    indent: float
    sizes_of_text: tuple[int, int, int]
    stacked: bool

    def __init__(self, view: ChainView) -> None:
        self.view = view

    @property
    @abstractmethod
    def width(self) -> float:
        """Of the drawing."""

    @property
    @abstractmethod
    def height(self) -> float:
        """Of the drawing."""

    @abstractmethod
    def middle(self, layer: int, neuron: int) -> Point:
        """Of a neuron's box."""

    @abstractmethod
    def ends(self, layer: int, to: int, origin: int) -> tuple[float, float, float, float]:
        """x, y where a link begins, then where it ends."""

    @abstractmethod
    def share(self, layer: int, to: int, origin: int) -> float:
        """How far along a link its label stands, 0 … 1."""

    @abstractmethod
    def target(self, neuron: int) -> Point:
        """Where the text of a target begins."""

    @abstractmethod
    def loss(self, length: float) -> Point:
        """Where the loss begins, a text that is so long."""

    def lines(self, layer: int) -> int:
        """In the boxes of a layer."""
        return 1 if layer == 0 else 5 if self.stacked else 3

    def box_height(self, layer: int) -> float:
        """Of each neuron of a layer."""
        return self.line * self.lines(layer) + EDGE

    def label(self, layer: int, to: int, origin: int) -> Point:
        """The middle of a link's label, which stands on the link."""
        x0, y0, x1, y1 = self.ends(layer, to, origin)
        share = self.share(layer, to, origin)
        return x0 + share * (x1 - x0), y0 + share * (y1 - y0)

    def share_of_lit(self, layer: int) -> float:
        """Where only the links of the present step have labels: near the side where these lie apart."""
        shown = self.view.lit_links(layer)
        apart_from, apart_to = (len({link[i] for link in shown}) > 1 for i in (1, 0))
        return 0.5 + 0.18 * (apart_to - apart_from)


class Across(Places):
    """Layers beside each other, from left to right."""

    box, indent = 132, 26
    sizes_of_text = 17, 16, 20
    stacked = False
    height = 372
    # Left of the middle of the inputs, and right of the outputs, where their targets stand.
    left, right = 72, 200
    # Between two layers, by their number: a deep network is drawn closer, so that its numbers stay large.
    gaps = 230, 230, 190, 160

    @property
    def line(self) -> float:
        """With four neurons in a layer there is less room."""
        return 24 if max(self.view.sizes) < 4 else 20

    @property
    def width(self) -> float:
        return self._column(self.view.last) + self.right

    def _column(self, layer: int) -> float:
        return self.left + layer * (self.box + self.gaps[min(self.view.last, len(self.gaps)) - 1])

    def middle(self, layer: int, neuron: int) -> Point:
        sizes = self.view.sizes
        pitch = min(118.0, (self.height - 12) / max(sizes))
        return self._column(layer), self.height / 2 + 6 + pitch * (neuron - (sizes[layer] - 1) / 2)

    def ends(self, layer: int, to: int, origin: int) -> tuple[float, float, float, float]:
        (x0, y0), (x1, y1) = self.middle(layer - 1, origin), self.middle(layer, to)
        return x0 + self.box / 2, y0, x1 - self.box / 2, y1

    def share(self, layer: int, to: int, origin: int) -> float:
        """Labels of a full layer stand evenly apart: near the side with more neurons."""
        if not self.view.has_labels(layer):
            return self.share_of_lit(layer)
        n_from, n_to = self.view.sizes[layer - 1], self.view.sizes[layer]
        share = 1 / (n_to + 1) if n_to <= n_from else 1 - 1 / (n_from + 1)
        return min(max(share, 0.22), 0.78)

    def target(self, neuron: int) -> Point:
        x, y = self.middle(self.view.last, neuron)
        return x + self.box / 2 + 10, y + 4

    def loss(self, length: float) -> Point:
        return min(self.width - 66, self.width - length - 6), self.height - 22


class Down(Places):
    """Layers below each other, as on a phone: up to three neurons in a layer its text is nearly as large as the page's.

    Four need more width than a phone has, so that the drawing is shown smaller there.
    """

    box, line, indent = 112, 21, 22
    sizes_of_text = 15, 14, 18
    stacked = True
    narrowest, most_apart = 356, 150
    # Below the last layer: its targets, the loss, and what stands at a link.
    below = 84
    # Between two layers, by the rows of labels there.
    gaps = 84, 118, 188
    # How far the first row of labels stands from where the links fan out, as a share, and the last from the boxes.
    fanned, clear = 0.55, 20

    @property
    def width(self) -> float:
        return max(self.narrowest, (self.box + 6) * max(self.view.sizes))

    @property
    def height(self) -> float:
        return self._tops[-1] + self.box_height(self.view.last) + self.below

    @cached_property
    def _tops(self) -> list[float]:
        """The upper edge of each layer's boxes."""
        layers = range(1, len(self.view.sizes))
        return list(accumulate((self.box_height(layer - 1) + self._gap(layer) for layer in layers), initial=2.0))

    def _rows(self, layer: int) -> int:
        """Of labels: on links that fan out from a neuron they stand in a row."""
        sizes = self.view.sizes
        return min(sizes[layer - 1], sizes[layer]) if self.view.has_labels(layer) else 1

    def _gap(self, layer: int) -> float:
        return self.gaps[self._rows(layer) - 1]

    def middle(self, layer: int, neuron: int) -> Point:
        sizes = self.view.sizes
        pitch = min(self.width / max(sizes), self.most_apart)
        x = self.width / 2 + pitch * (neuron - (sizes[layer] - 1) / 2)
        return x, self._tops[layer] + self.box_height(layer) / 2

    def ends(self, layer: int, to: int, origin: int) -> tuple[float, float, float, float]:
        (x0, _), (x1, _) = self.middle(layer - 1, origin), self.middle(layer, to)
        return x0, self._tops[layer] - self._gap(layer), x1, self._tops[layer]

    def share(self, layer: int, to: int, origin: int) -> float:
        """Labels of a full layer stand in rows, a row for each neuron of the smaller side."""
        if not self.view.has_labels(layer):
            return self.share_of_lit(layer)
        n_from, n_to = self.view.sizes[layer - 1], self.view.sizes[layer]
        n_rows = self._rows(layer)
        if n_rows == 1:
            return 0.5 + 0.18 * ((n_to > n_from) - (n_from > n_to))
        last = 1 - self.clear / self._gap(layer)
        step = (last - self.fanned) / (n_rows - 1)
        return self.fanned + origin * step if n_to >= n_from else 1 - last + to * step

    def target(self, neuron: int) -> Point:
        x, y = self.middle(self.view.last, neuron)
        return x - 24, y + self.box_height(self.view.last) / 2 + 20

    def loss(self, length: float) -> Point:
        return (self.width - length) / 2, self.height - 34
