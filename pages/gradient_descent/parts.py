"""The parts of the lesson, in the order of their buttons: the name in the address, the button's label, the section."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from pages.gradient_descent.three_ways import three_ways

PARTS: Mapping[str, tuple[str, Callable[[], None]]] = MappingProxyType(
    {
        "ways": ("Three ways", three_ways),
    }
)
