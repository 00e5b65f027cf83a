r"""What a stack of like layers does to a signal on its way forward and to an error on its way back.

δ of a layer is f′(z) times Wᵀδ of the layer after. Where weights of mean 0 and variance Var(w) lead to n neurons and
are independent of z, that makes E[δ²] = E[f′(z)²]·n·Var(w) · E[δ²] of the layer after: the error vanishes or explodes
with depth unless this factor is near 1 (Glorot and Bengio 2010; He et al. 2015; Schoenholz et al. 2017).
"""

from dataclasses import dataclass

import numpy as np

from mlp_core.activations import Activation
from mlp_core.arguments import checked_whole
from mlp_core.arrays import Array
from mlp_core.initializers import Initializer
from mlp_core.network import MLP, Trace


@dataclass(frozen=True, eq=False)
class Depth:
    """A stack of L layers: what was measured on it, and what is expected. Read-only arrays, first layer first.

    quantiles : (L + 1, 5), of the activations: 2.5, 25, 50, 75 and 97.5 %; row 0 the inputs
    activation_spread : (L + 1,), their standard deviation over neurons and samples
    delta_spread : (L,), root mean square of δ of each layer
    mean_square_slope : (L,), E[f′(z)²] over neurons and samples on the way forward, summed over maxout's pieces
    predicted_delta : (L,), the root mean square of δ that follows from it and from n_variance
    n_variance : (L,), n·Var(w) of the weights that lead into each layer
    """

    quantiles: Array
    activation_spread: Array
    delta_spread: Array
    mean_square_slope: Array
    predicted_delta: Array
    n_variance: Array

    @property
    def measured_factor(self) -> float:
        """By how much ‖δ‖² is multiplied from a layer to the one before it: e to twice the slope of log‖δ‖."""
        return _factor(self.delta_spread)

    @property
    def predicted_factor(self) -> float:
        """The same of the predicted δ: E[f′²]·n·Var(w), as it is on average over the layers."""
        return _factor(self.predicted_delta)


def stack(
    n_layers: int, width: int, activation: str | Activation, initializer: str | Initializer, seed: int = 0
) -> MLP:
    """The network of equal layers; its last layer is like the others."""
    layers = checked_whole("n_layers", n_layers, at_least=1)
    return MLP([checked_whole("width", width, at_least=1)] * (layers + 1), activation, initializer, seed)


def measure_depth(net: MLP, n_samples: int = 100, seed: int = 0) -> Depth:
    """Send normal inputs forward through a stack and normal ∂L/∂a back.

    Raises ``ValueError`` where layers differ in width or activation.
    """
    width, f = net.layer_sizes[0], net.activations[0]
    if set(net.layer_sizes) != {width} or any(each != f for each in net.activations):
        raise ValueError(f"a stack has layers of one width and one activation, not {net!r}")
    rng = np.random.default_rng(seed)
    shape = (checked_whole("n_samples", n_samples, at_least=1), width)
    trace = net.forward(rng.standard_normal(shape))
    deltas = deltas_back(net, trace, rng.standard_normal(shape))
    n_variance = np.array([width * (W * W).mean() for W in net.weights])
    slopes = f.pieces * np.array([(f.derivative(z) ** 2).mean() for z in trace.z])
    # A layer's δ is f′ times what comes back through the weights after it; what comes to the last has variance 1.
    after = np.append(n_variance[1:], 1.0)
    predicted = np.sqrt(np.cumprod((after * slopes)[::-1])[::-1] / f.pieces)
    found = Depth(
        quantiles=np.array([np.quantile(a, (0.025, 0.25, 0.5, 0.75, 0.975)) for a in trace.a]),
        activation_spread=np.array([a.std() for a in trace.a]),
        delta_spread=np.array([np.sqrt((delta * delta).mean()) for delta in deltas]),
        mean_square_slope=slopes,
        predicted_delta=predicted,
        n_variance=n_variance,
    )
    for array in vars(found).values():
        array.setflags(write=False)
    return found


def deltas_back(net: MLP, trace: Trace, d_a: Array) -> list[Array]:
    """δ of every layer (N, rows), first layer first, where ∂L/∂a of the last layer's activations is d_a (N, n)."""
    deltas: list[Array] = []
    for layer in range(net.n_layers - 1, -1, -1):
        delta = net.activations[layer].backward(trace.z[layer], d_a)
        deltas.insert(0, delta)
        d_a = delta @ net.weights[layer]  # ∂L/∂A_prev = δ W
    return deltas


def _factor(spread: Array) -> float:
    """e to twice the slope of a straight line through log spread, over steps back; NaN for a single layer or a 0."""
    if len(spread) < 2 or not (spread > 0).all() or not np.isfinite(spread).all():
        return float("nan")
    steps_back = -np.arange(len(spread), dtype=np.float64)
    return float(np.exp(2.0 * np.polyfit(steps_back, np.log(spread), 1)[0]))
