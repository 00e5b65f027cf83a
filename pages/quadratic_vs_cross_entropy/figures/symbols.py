"""The letters of the reader's notation as plain text, for figures and readouts."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Symbols:
    """Pre-activation, output, target, cost, activation function, learning rate and bias; −1 where it is subtracted."""

    z: str = "z"
    a: str = "a"
    t: str = "t"
    C: str = "C"
    f: str = "f"
    rate: str = "η"
    b: str = "b"
    bias_sign: int = 1

    @property
    def error(self) -> str:
        """Output − target."""
        return f"{self.a} − {self.t}"

    @property
    def plus_bias(self) -> str:
        """The bias behind a sum."""
        return f"{'+' if self.bias_sign > 0 else '−'} {self.b}"

    def start(self, weight: float, bias: float) -> str:
        """A weight and a bias of the engine with their names."""
        return f"w = {weight:g}, {self.b} = {self.bias_sign * bias + 0.0:g}".replace("-", "−")

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
