r"""The largest margin of separable data, and Novikoff's bound on the perceptron's updates that follows from it.

With the bias as the weight of an extra input 1, a row x̃ = (1, x) with target y is right by y (w·x̃). The margin
γ = max over ‖w‖ = 1 of min over the rows of y (w·x̃) is the distance of the origin from the convex hull of the points
y x̃, and the nearest point of the hull, brought to length 1, is the w that has it.
"""

from dataclasses import dataclass
from math import inf

import numpy as np
from numpy.typing import ArrayLike

from mlp_core.arrays import Array
from mlp_core.perceptron import augmented, checked_signs

# Below this share of the radius a margin cannot be told from rounding errors.
SMALLEST_MARGIN = 1e-9
MOST_STEPS = 10_000


@dataclass(frozen=True, eq=False)
class NovikoffBound:
    """At most (R/γ)² updates, from weights of 0 and in any order of the rows.

    radius : R, the length of the longest row with its extra 1
    margin : γ; 0 where no weights separate the classes
    direction : (n_inputs + 1,) weights of length 1 that have the margin, w₀ (the bias) first; zeros where γ = 0
    """

    radius: float
    margin: float
    direction: Array

    @property
    def updates(self) -> float:
        """(R/γ)², infinite where γ = 0."""
        return (self.radius / self.margin) ** 2 if self.margin > 0.0 else inf


def novikoff_bound(X: ArrayLike, targets: ArrayLike) -> NovikoffBound:
    """Radius, largest margin and the bound for X (N, n_inputs) and targets (N,) of ±1.

    Source: Novikoff (1962), On convergence proofs for perceptrons. ``ValueError`` for other shapes and values.
    """
    X = np.asarray(X, dtype=np.float64)
    if X.ndim != 2 or len(X) == 0 or not np.isfinite(X).all():
        raise ValueError(f"X must have shape (N, n_inputs) with N ≥ 1 and finite values, not {X.shape}")
    points = checked_signs(targets, len(X))[:, None] * augmented(X)
    radius = float(np.linalg.norm(points, axis=1).max())
    nearest = nearest_point_of_hull(points)
    length = float(np.linalg.norm(nearest))
    nothing = NovikoffBound(radius, 0.0, np.zeros_like(nearest))
    if length <= SMALLEST_MARGIN * radius:
        return nothing
    direction = nearest / length
    # What this direction has for certain, where the length is what rounding errors leave of it.
    margin = float((points @ direction).min())
    return NovikoffBound(radius, margin, direction) if margin > SMALLEST_MARGIN * radius else nothing


def nearest_point_of_hull(points: Array) -> Array:
    r"""The point of the convex hull of points (N, d) that is nearest to the origin, (d,).

    Keeps a few corners whose affine hull's nearest point x lies between them; takes in the corner that reaches
    furthest below the plane through x, and drops corners until x lies between the rest again. Each x is shorter than
    the one before, so no set of corners comes twice and it ends. Source: Wolfe (1976), Finding the nearest point in a
    polytope, Mathematical Programming 11.
    """
    scale = float(np.abs(points).max()) or 1.0
    points = points / scale
    first = int(np.argmin((points**2).sum(axis=1)))
    corners, shares = [first], np.array([1.0])
    x = points[first]
    for _ in range(MOST_STEPS):
        below = int(np.argmin(points @ x))
        if points[below] @ x >= x @ x - 1e-12 or below in corners:
            break
        corners.append(below)
        shares = np.append(shares, 0.0)
        while True:
            wanted = _affine_shares(points[corners])
            if wanted.min() > 1e-12:
                shares = wanted
                break
            # As far towards the wanted shares as none turns negative; the corner that stops it goes.
            leaving = wanted <= 1e-12
            gaps = shares[leaving] - wanted[leaving]
            steps = np.divide(shares[leaving], gaps, out=np.zeros_like(gaps), where=gaps > 0.0)
            shares = shares + min(1.0, float(steps.min())) * (wanted - shares)
            dropped = int(np.flatnonzero(leaving)[np.argmin(steps)])
            del corners[dropped]
            shares = np.delete(shares, dropped)
            shares = np.maximum(shares, 0.0) / np.maximum(shares, 0.0).sum()
        x = shares @ points[corners]
    return np.asarray(x * scale, dtype=np.float64)


def _affine_shares(corners: Array) -> Array:
    """Shares (m,) that sum to 1 of the point nearest to the origin in the affine hull of corners (m, d)."""
    m = len(corners)
    system = np.ones((m + 1, m + 1))
    system[:m, :m] = corners @ corners.T
    system[m, m] = 0.0
    right = np.zeros(m + 1)
    right[m] = 1.0
    return np.asarray(np.linalg.lstsq(system, right, rcond=None)[0][:m], dtype=np.float64)
