"""The parts of the lesson, in the order of their buttons: the name in the address, the button's label, the section."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from pages.universal_approximation.few_bumps import one_bump, two_bumps
from pages.universal_approximation.follow import follow
from pages.universal_approximation.one_neuron import one_neuron
from pages.universal_approximation.two_inputs import two_inputs

PARTS: Mapping[str, tuple[str, Callable[[], None]]] = MappingProxyType(
    {
        "follow": ("N bumps", follow),
        "neuron": ("One neuron", one_neuron),
        "bump": ("A bump", one_bump),
        "two_bumps": ("Two bumps", two_bumps),
        "two_inputs": ("Two inputs", two_inputs),
    }
)
