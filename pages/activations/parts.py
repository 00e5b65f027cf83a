"""The parts of the lesson, in the order of their buttons: the name in the address, the button's label, the section."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from pages.activations.centred import centred
from pages.activations.dead import dead
from pages.activations.family import family
from pages.activations.functions import functions
from pages.activations.layers import layers
from pages.activations.linear import linear
from pages.activations.monotone import monotone
from pages.activations.properties import properties

PARTS: Mapping[str, tuple[str, Callable[[], None]]] = MappingProxyType(
    {
        "functions": ("f and f′", functions),
        "properties": ("Properties", properties),
        "family": ("Family ties", family),
        "linear": ("Why non-linear", linear),
        "monotone": ("Why monotone", monotone),
        "layers": ("Through the layers", layers),
        "dead": ("Dead ReLUs", dead),
        "centred": ("Not zero-centred", centred),
    }
)
