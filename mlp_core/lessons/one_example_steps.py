r"""One neuron that learns one example at a time, and where its steps point.

∂C/∂w = δ·x: where all inputs of an example are positive, all its weights move the same way, up or down together. Two
weights then step into two of the four quadrants only, and reach a goal in another one by zigzag (LeCun et al. 1998).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from mlp_core.arguments import checked_whole
from mlp_core.arrays import Array
from mlp_core.network import MLP
from mlp_core.training import Trainer


@dataclass(frozen=True, eq=False)
class StepsRecord:
    """A run of M updates; read-only.

    weights : (M + 1, 2), entry 0 before the first
    bias : (M + 1,)
    loss : (M + 1,), the mean of ½(a − t)² over all examples
    """

    weights: Array
    bias: Array
    loss: Array

    @property
    def steps(self) -> Array:
        """(M, 2), how the weights moved."""
        return np.diff(self.weights, axis=0)

    def share_together(self, upto: int | None = None) -> float:
        """Share of the first steps in which both weights rose or both fell; steps of 0 in a weight count as neither."""
        product = self.steps[:upto].prod(axis=1)
        moved = product != 0.0
        return float((product[moved] > 0).mean()) if moved.any() else float("nan")

    def detour(self, upto: int) -> float:
        """Length of the way so far, as a multiple of the distance it led; NaN where it led nowhere."""
        way = float(np.hypot(*self.steps[:upto].T).sum())
        direct = float(np.hypot(*(self.weights[upto] - self.weights[0])))
        return way / direct if direct > 0 else float("nan")


def one_example_steps(
    X: ArrayLike,
    t: ArrayLike,
    learning_rate: float,
    updates: int,
    start: tuple[float, float] = (0.0, 0.0),
    bias: float = 0.0,
    seed: int = 0,
) -> StepsRecord:
    """Train a linear neuron with two inputs on ½(a − t)², one example an update, reshuffled every epoch.

    Parameters
    ----------
    X, t : (N, 2) and (N,)
    start, bias : the first weights
    """
    X, T = np.asarray(X, dtype=np.float64), np.asarray(t, dtype=np.float64)[:, None]
    net = MLP([2, 1], "linear", "zeros")
    net.weights[0][0], net.biases[0][0] = start, bias
    trainer = Trainer(net, X, T, "half_quadratic", learning_rate=learning_rate, batch_size=1, seed=seed)
    passed = [net.parameters.copy()]
    for _ in range(checked_whole("updates", updates, at_least=1)):
        trainer.step()
        if trainer.status == "diverged":
            break
        passed.append(net.parameters.copy())
    path = np.array(passed)
    residual = path[:, :2] @ X.T + path[:, 2:] - T.T
    record = StepsRecord(path[:, :2], path[:, 2], 0.5 * (residual * residual).mean(axis=1))
    for array in vars(record).values():
        array.setflags(write=False)
    return record
