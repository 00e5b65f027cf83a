"""What the lesson follows through: a small network, one sample, a loss; and everything the engine says about it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from mlp_core import ACTIVATIONS, LOSSES, MLP
from mlp_core.limits import MOST_KEPT, MOST_VALUE_CHARACTERS
from mlp_core.losses import check_targets, why_not
from mlp_core.names import known
from mlp_core.network import Gradient, Trace

Array = NDArray[np.float64]
Update = tuple[tuple[float, ...], tuple[float, ...], float]
MOST_LAYERS, MOST_NEURONS, N_SAMPLES = 4, 4, 8
# Wider than this, nothing is left to see in a drawing.
LARGEST_INPUT = 10.0


@dataclass(frozen=True)
class Problem:
    """A network of at most 4 layers after its inputs, at most 4 neurons each, and a sample of its data.

    Attributes
    ----------
    sizes, activations, loss : names of the engine
    seed : of the weights and biases, which are drawn with one decimal
    sample : number of the sample; None takes `inputs` and `targets`, as typed
    rate : learning rate of the update
    done : (inputs, targets, rate) of each step of gradient descent that was done before

    Raises ``ValueError`` with a clear sentence for what is not allowed.
    """

    sizes: tuple[int, ...] = (2, 3, 2)
    activations: tuple[str, ...] = ("sigmoid", "sigmoid")
    loss: str = "half_quadratic"
    seed: int = 4
    sample: int | None = 0
    inputs: tuple[float, ...] = ()
    targets: tuple[float, ...] = ()
    rate: float = 0.5
    done: tuple[Update, ...] = ()

    def __post_init__(self) -> None:
        if not 1 <= len(self.sizes) - 1 <= MOST_LAYERS or not all(1 <= n <= MOST_NEURONS for n in self.sizes):
            raise ValueError(f"a network here has 1 to {MOST_LAYERS} layers of 1 to {MOST_NEURONS} neurons")
        if len(self.done) > MOST_KEPT:
            raise ValueError(
                f"{MOST_KEPT} updates are the most that are done one by one; choose New weights to begin anew"
            )
        reason = why_not(LOSSES[self.loss], ACTIVATIONS[self.activations[-1]])
        if reason:
            raise ValueError(reason)
        if self.sample is None:
            _check_typed(self)

    def changed(self, **values: object) -> "Problem":
        """Another problem: what no longer fits falls to what does.

        The updates that were done stay with another sample or rate; another network or loss starts from first weights.
        """
        _check_choices(values)
        new = dict(values)
        if not values.keys() <= {"sample", "inputs", "targets", "rate", "done"}:
            new["done"] = ()
        sizes = new.get("sizes", self.sizes)
        activations = new.get("activations", self.activations)
        if len(activations) != len(sizes) - 1:
            hidden = (activations[0] if len(activations) > 1 else "sigmoid",) * MOST_LAYERS
            activations = new["activations"] = (*hidden[: len(sizes) - 2], activations[-1])
        loss = new.get("loss", self.loss)
        if why_not(LOSSES[loss], ACTIVATIONS[activations[-1]]):
            new["loss"] = "half_quadratic"
        if "sizes" in new and "sample" not in new and self.sample is None and (sizes[0], sizes[-1]) != self.ends:
            new["sample"] = 0
        return replace(self, **new)

    def updated(self) -> "Problem":
        """The same sample after its update."""
        x, t = self.chosen()
        return replace(self, done=(*self.done, (tuple(x[0].tolist()), tuple(t[0].tolist()), self.rate)))

    @property
    def ends(self) -> tuple[int, int]:
        """Inputs and outputs."""
        return self.sizes[0], self.sizes[-1]

    def data(self) -> tuple[Array, Array]:
        """Eight samples for as many inputs and outputs: X (8, inputs), T (8, outputs)."""
        return _samples(*self.ends)

    def network(self) -> MLP:
        """The network, after the updates that were done."""
        net = MLP(self.sizes, self.activations, seed=0)
        rng = np.random.default_rng(self.seed)
        net.parameters[:] = np.round(rng.uniform(0.2, 1.4, net.parameters.size), 1)
        net.parameters[:] *= np.where(rng.random(net.parameters.size) < 0.45, -1.0, 1.0)
        for x, t, rate in self.done:
            _, gradient = net.loss_and_gradient(np.array([x]), np.array([t]), self.loss)
            net.parameters[:] -= rate * gradient.vector
        return net

    def chosen(self) -> tuple[Array, Array]:
        """The sample that is followed: x (1, inputs), t (1, outputs)."""
        if self.sample is None:
            return np.array([self.inputs]), np.array([self.targets])
        X, T = self.data()
        return X[[self.sample]], T[[self.sample]]


@dataclass(frozen=True)
class Solution:
    """What the engine computes of a problem: nothing on the page is computed anywhere else."""

    problem: Problem
    network: MLP
    x: Array
    t: Array
    trace: Trace
    loss: float
    gradient: Gradient
    updated: MLP
    loss_after: float


@lru_cache(maxsize=32)
def solved(problem: Problem) -> Solution:
    """Forward pass, loss, backward pass, update and the loss after it. Shared, so that its arrays are read-only."""
    network, (x, t) = problem.network(), problem.chosen()
    loss, gradient = network.loss_and_gradient(x, t, problem.loss)
    updated = network.copy()
    updated.parameters[:] -= problem.rate * gradient.vector
    after, trace = updated.loss(x, t, problem.loss), network.forward(x)
    for each in (network, updated):
        _lock(each.parameters, *each.weights, *each.biases)
    _lock(x, t, *trace.z, *trace.a, gradient.vector, *gradient.weights, *gradient.biases, *gradient.deltas)
    return Solution(problem, network, x, t, trace, loss, gradient, updated, after)


def _lock(*arrays: Array) -> None:
    for array in arrays:
        array.flags.writeable = False


@lru_cache(maxsize=32)
def _samples(n_inputs: int, n_outputs: int) -> tuple[Array, Array]:
    """Two or more clouds of points, one decimal; targets 0 and 1."""
    rng = np.random.default_rng(5)
    classes = np.arange(N_SAMPLES) % max(n_outputs, 2)
    centers = rng.normal(size=(max(n_outputs, 2), n_inputs))
    X = np.round(centers[classes] + 0.5 * rng.normal(size=(N_SAMPLES, n_inputs)), 1)
    T = classes[:, None].astype(float) if n_outputs == 1 else np.eye(n_outputs)[classes]
    _lock(X, T)
    return X, T


def numbers_typed(text: str, count: int, what: str) -> tuple[float, ...]:
    """Numbers with commas between; ``ValueError`` says what is wrong."""
    if len(text) > MOST_VALUE_CHARACTERS:
        raise ValueError(f"{what} have {len(text):,} characters; allowed are {MOST_VALUE_CHARACTERS}")
    parts = [part.strip().replace("−", "-") for part in text.replace(";", ",").split(",") if part.strip()]
    try:
        values = tuple(float(part) for part in parts)
    except ValueError:
        raise ValueError(f"{what} must be numbers with commas between, such as {', '.join(['0.5'] * count)}") from None
    if len(values) != count:
        raise ValueError(f"this network needs {count} {what}, and {len(values)} were typed")
    if not all(abs(value) <= LARGEST_INPUT for value in values):
        raise ValueError(f"{what} must lie between −{LARGEST_INPUT:g} and {LARGEST_INPUT:g}")
    return values


def _check_choices(values: Mapping[str, object]) -> None:
    """A browser may send what was not offered."""
    for name in values.get("activations", ()):
        known(ACTIVATIONS, name, "activation")
    if "loss" in values:
        known(LOSSES, values["loss"], "loss")
    rate, sample = values.get("rate", 1.0), values.get("sample")
    if not isinstance(rate, float) or not 0.0 < rate <= LARGEST_INPUT:
        raise ValueError(f"the learning rate must be a number up to {LARGEST_INPUT:g}")
    if sample is not None and sample not in range(N_SAMPLES):
        raise ValueError(f"there are {N_SAMPLES} samples")


def _check_typed(problem: Problem) -> None:
    for values, count, what in (
        (problem.inputs, problem.sizes[0], "inputs"),
        (problem.targets, problem.sizes[-1], "targets"),
    ):
        if len(values) != count:
            raise ValueError(f"this network needs {count} {what}, and {len(values)} were typed")
    targets = np.array(problem.targets)
    check_targets(LOSSES[problem.loss], targets)
    if problem.loss == "cross_entropy" and abs(targets.sum() - 1.0) > 1e-9:
        raise ValueError(f"targets of cross-entropy are a distribution and sum to 1; these sum to {targets.sum():g}")
