"""The parts of the lesson, in the order of their buttons: the name in the address, the button's label, the section."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from pages.perceptron.bias_trick import bias_trick
from pages.perceptron.bound import bound
from pages.perceptron.gradient import gradient
from pages.perceptron.rule import rule
from pages.perceptron.xor import hidden_layer, xor

PARTS: Mapping[str, tuple[str, Callable[[], None]]] = MappingProxyType(
    {
        "rule": ("Rosenblatt's rule", rule),
        "bound": ("Why it ends", bound),
        "bias": ("The bias trick", bias_trick),
        "gradient": ("Delta rule beside", gradient),
        "xor": ("XOR", xor),
        "hidden": ("A hidden layer", hidden_layer),
    }
)
