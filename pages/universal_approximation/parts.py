"""The parts of the lesson, in the order of their buttons: the name in the address, the button's label, the section."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from pages.universal_approximation.built_against_trained import built_against_trained
from pages.universal_approximation.challenge import challenge
from pages.universal_approximation.error_against_neurons import error_against_neurons
from pages.universal_approximation.few_bumps import one_bump, two_bumps
from pages.universal_approximation.follow import follow
from pages.universal_approximation.one_neuron import one_neuron
from pages.universal_approximation.two_inputs import two_inputs
from pages.universal_approximation.which_activations import which_activations
from pages.universal_approximation.wide_or_deep import wide_or_deep

PARTS: Mapping[str, tuple[str, Callable[[], None]]] = MappingProxyType(
    {
        "follow": ("N bumps", follow),
        "neuron": ("One neuron", one_neuron),
        "bump": ("A bump", one_bump),
        "two_bumps": ("Two bumps", two_bumps),
        "error": ("Error", error_against_neurons),
        "activations": ("Activations", which_activations),
        "two_inputs": ("Two inputs", two_inputs),
        "trained": ("Built or trained", built_against_trained),
        "deep": ("Wide or deep", wide_or_deep),
        "challenge": ("The challenge", challenge),
    }
)
