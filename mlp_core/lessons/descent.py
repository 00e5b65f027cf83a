"""The path of an optimizer down a surface over two weights, every update recorded."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from mlp_core.arguments import checked_number, checked_whole
from mlp_core.arrays import Array
from mlp_core.lessons.surfaces import Surface, as_weights
from mlp_core.optimizers import Optimizer, as_optimizer
from mlp_core.plain_descent import plain_descent
from mlp_core.schedules import Schedule, as_schedule

# A weight beyond this will not come back.
FARTHEST = 1e6


@dataclass(frozen=True, eq=False)
class Path:
    """A path of M points, the first before the first update; read-only arrays.

    points : (M, 2), the weights
    values, gradient_norms : (M,), C and ‖∂C/∂w‖ there
    end : "diverged" if the weights ran away, "converged" if the norm of the gradient fell below θ, else "ran"
    """

    points: Array
    values: Array
    gradient_norms: Array
    end: Literal["ran", "converged", "diverged"]

    @property
    def updates(self) -> int:
        """How many it took."""
        return len(self.points) - 1


def descend(
    surface: Surface,
    start: ArrayLike,
    optimizer: str | Optimizer = "sgd",
    learning_rate: float = 0.1,
    updates: int = 100,
    *,
    schedule: str | Schedule = "constant",
    stop_below: float | None = None,
) -> Path:
    """Go down from ``start`` (2,) with the full gradient.

    Parameters
    ----------
    optimizer, schedule : registry names or configured objects; an update is an epoch
    updates : at most so many; fewer where the weights run away or a stop rule holds
    stop_below : θ: end where ‖∂C/∂w‖ < θ after an update, as the Trainer does; None goes on

    Raises ``ValueError`` for bad arguments.
    """
    rule, falling = as_optimizer(optimizer), as_schedule(schedule)
    rate, updates = checked_number("learning_rate", learning_rate), checked_whole("updates", updates, at_least=0)
    if stop_below is not None:
        stop_below = checked_number("stop_below", stop_below)
    w = checked_start(start)
    memory, points, gradients = rule.memory(2), [w.copy()], [surface.gradient(w)]
    end: Literal["ran", "converged", "diverged"] = "ran"
    with np.errstate(all="ignore"):  # what runs away is found and said, not warned of
        for count in range(1, updates + 1):
            g = gradients[-1].copy()
            rule.update(w, g, rate * falling.factor(count - 1), memory, count)
            if not np.abs(w).max() < FARTHEST:
                end = "diverged"
                break
            points.append(w.copy())
            gradients.append(surface.gradient(w))
            if stop_below is not None and np.linalg.norm(gradients[-1]) < stop_below:
                end = "converged"
                break
        at = np.array(points)
        return settled(Path(at, surface.value(at), np.linalg.norm(gradients, axis=1), end))


def values_after(surface: Surface, start: ArrayLike, learning_rates: ArrayLike, updates: int) -> Array:
    """The cost (R,) after so many updates of plain descent from ``start`` (2,), one for each rate (R,).

    Infinite where the weights left float64. Raises ``ValueError`` for bad arguments.
    """
    rates = np.asarray(learning_rates, dtype=np.float64)
    if rates.ndim != 1 or not (np.isfinite(rates).all() and (rates >= 0).all()):
        raise ValueError("learning_rates must be a list of finite numbers, at least 0")
    starts = np.tile(checked_start(start), (len(rates), 1))
    w = plain_descent(surface.gradient, starts, rates[:, None], updates)[-1]
    with np.errstate(all="ignore"):
        values = surface.value(w)
    return np.where(np.isfinite(values), values, np.inf)


def checked_start(start: ArrayLike) -> Array:
    """A copy of the first weights (2,); ``ValueError`` for another shape or what is not finite."""
    w = as_weights(start).copy()
    if w.shape != (2,) or not np.isfinite(w).all():
        raise ValueError(f"start must be two finite numbers, not {np.asarray(start).tolist()}")
    return w


def settled(path: Path) -> Path:
    """The path, its arrays read-only."""
    for array in (path.points, path.values, path.gradient_norms):
        array.setflags(write=False)
    return path
