"""The letters of the reader's notation as plain text, for figures and readouts."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Symbols:
    """Pre-activation, output, target, cost, activation function and learning rate."""

    z: str = "z"
    a: str = "a"
    t: str = "t"
    C: str = "C"
    f: str = "f"
    rate: str = "η"

    @property
    def error(self) -> str:
        """Output − target."""
        return f"{self.a} − {self.t}"

    @property
    def gradient(self) -> str:
        """The derivative of the cost by the weight."""
        return f"∂{self.C}/∂w"

    @property
    def delta(self) -> str:
        """The derivative of the cost by the pre-activation."""
        return f"∂{self.C}/∂{self.z}"

    @property
    def slope(self) -> str:
        """The derivative of the activation function."""
        return f"{self.f}′({self.z})"


DEFAULT = Symbols()
