"""The parts of the lesson, in the order of their buttons: the name in the address, the button's label, the section."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from pages.gradient_descent.batch_size import batch_size
from pages.gradient_descent.drawing import drawing
from pages.gradient_descent.harmful_steps import harmful_steps
from pages.gradient_descent.learning_rate import learning_rate
from pages.gradient_descent.race import race
from pages.gradient_descent.redundant import redundant
from pages.gradient_descent.settling import settling
from pages.gradient_descent.stopping import stopping
from pages.gradient_descent.three_ways import three_ways
from pages.gradient_descent.two_valleys import two_valleys

PARTS: Mapping[str, tuple[str, Callable[[], None]]] = MappingProxyType(
    {
        "ways": ("Three ways", three_ways),
        "rate": ("Learning rate", learning_rate),
        "race": ("Six optimizers", race),
        "harm": ("Harmful steps", harmful_steps),
        "redundant": ("Redundant data", redundant),
        "valleys": ("Two valleys", two_valleys),
        "settle": ("Settling", settling),
        "drawing": ("Drawing", drawing),
        "size": ("Batch size", batch_size),
        "stop": ("Stopping", stopping),
    }
)
