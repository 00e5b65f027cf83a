"""Wrong backpropagation that people have published, to be caught by a gradient check."""

from typing import ClassVar

from mlp_core.activations import Softmax
from mlp_core.arrays import Array
from mlp_core.network import MLP


class DiagonalSoftmax(Softmax):
    """Softmax carried back through the diagonal of its Jacobian alone, as if outputs did not depend on each other.

    Under cross-entropy its δ is −t(1 − a) in place of a − t: a wrong output with target 0 is never pushed down.
    """

    name: ClassVar[str] = "softmax (diagonal only)"

    def backward(self, z: Array, d_a: Array) -> Array:
        return d_a * self.derivative(z)


def with_diagonal_softmax(net: MLP) -> MLP:
    """The same network, with the mistake in its backward pass; ``ValueError`` where its output is not softmax."""
    if net.activations[-1].name != "softmax":
        raise ValueError(f"the mistake is one of softmax outputs, not of {net.activations[-1].name}")
    mistaken = net.copy()
    mistaken.activations = [*net.activations[:-1], DiagonalSoftmax()]
    return mistaken
