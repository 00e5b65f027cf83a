"""Small learning problems and comparisons that the tests of mlp_core share."""

import numpy as np

from mlp_core import ACTIVATIONS, LOSSES, MLP, Trainer
from mlp_core.losses import why_not

HIDDEN = tuple(name for name, f in ACTIVATIONS.items() if not f.output_only)
FITTING = tuple(
    (f.name, loss.name) for f in ACTIVATIONS.values() for loss in LOSSES.values() if why_not(loss, f) is None
)
SINGLE_PIECE = tuple(name for name in HIDDEN if ACTIVATIONS[name].pieces == 1)


def targets(rng: np.random.Generator, n: int, n_outputs: int) -> np.ndarray:
    """Soft targets (n, n_outputs) inside (0, 1) that sum to 1 where there are several: legal for every loss."""
    t = rng.uniform(0.05, 0.95, (n, n_outputs))
    return t if n_outputs == 1 else t / t.sum(axis=1, keepdims=True)


def distance_to_kink(net: MLP, X: np.ndarray) -> np.ndarray:
    """How far (N,) each row of X keeps every pre-activation from a kink or jump: z = 0, or equal pieces of maxout."""
    nearest = np.full(len(X), np.inf)
    for f, z in zip(net.activations, net.forward(X).z, strict=True):
        n = z.shape[1] // 2
        gap = np.abs(z[:, :n] - z[:, n:]) if f.pieces == 2 else np.abs(z)
        nearest = np.minimum(nearest, gap.min(axis=1))
    return nearest


def off_kinks(net: MLP, rng: np.random.Generator, n: int, margin: float = 1e-2) -> np.ndarray:
    """Inputs (n, n_inputs) at which no pre-activation comes near a kink."""
    X = rng.standard_normal((200 * n, net.layer_sizes[0]))
    X = X[distance_to_kink(net, X) > margin][:n]
    assert len(X) == n
    return X


def random_network(sizes, activations, seed: int = 0) -> MLP:
    """A network whose biases are drawn too."""
    net = MLP(sizes, activations, "normal", seed)
    net.parameters *= 0.6
    for b in net.biases:
        b[:] = 0.3 * np.random.default_rng(seed + 1).standard_normal(len(b))
    return net


def two_classes(n: int = 60, seed: int = 0) -> tuple[np.ndarray, np.ndarray]:
    """Points (n, 2) inside and outside a circle, and their class (n, 1) as 0 or 1."""
    X = np.random.default_rng(seed).standard_normal((n, 2))
    return X, ((X**2).sum(axis=1, keepdims=True) > 1.4).astype(float)


def line(n: int = 60, seed: int = 0) -> tuple[np.ndarray, np.ndarray]:
    """A noisy straight line: (n, 1) and (n, 1)."""
    rng = np.random.default_rng(seed)
    X = rng.standard_normal((n, 1))
    return X, 0.7 * X - 0.2 + 0.3 * rng.standard_normal((n, 1))


def trainer(**changed) -> Trainer:
    """A 2-5-4-1 network on 60 points of two classes, mini-batches of 7; ``changed`` replaces arguments of Trainer."""
    X, T = two_classes()
    net = changed.pop("network", None) or random_network([2, 5, 4, 1], ["tanh", "tanh", "sigmoid"])
    given = {"X": X, "T": T, "loss": "binary_cross_entropy", "learning_rate": 0.1, "batch_size": 7} | changed
    return Trainer(net, **given)


def steps(trainer: Trainer, n: int) -> None:
    """n mini-batches."""
    for _ in range(n):
        trainer.step()


def pair(n_steps: int) -> tuple[Trainer, Trainer]:
    """The same run twice, with momentum, so many steps along; 9 steps are an epoch."""
    runs = trainer(optimizer="momentum"), trainer(optimizer="momentum")
    for run in runs:
        steps(run, n_steps)
    return runs


def history_columns(trainer: Trainer) -> dict[str, np.ndarray]:
    """All arrays of a history under their names."""
    names = ("epoch", "steps", "train_loss", "test_loss", "penalty", "train_accuracy", "test_accuracy", "gradient_norm")
    return {name: getattr(trainer.history, name) for name in (*names, "layer_gradient_norms")}


def assert_same_run(one: Trainer, other: Trainer) -> None:
    """Bit-equal parameters and history."""
    np.testing.assert_array_equal(one.network.parameters, other.network.parameters)
    assert (one.steps, one.epoch, one.status) == (other.steps, other.epoch, other.status)
    for name, column in history_columns(one).items():
        np.testing.assert_array_equal(column, history_columns(other)[name], err_msg=name)


def does_nothing(run: Trainer) -> bool:
    """Whether no way of asking for training changes anything."""
    before = run.network.parameters.copy(), run.steps, run.epoch, len(run.history), run.status
    run.step()
    run.run_epochs(3)
    run.run_for(0.01)
    after = run.network.parameters, run.steps, run.epoch, len(run.history), run.status
    return all(np.array_equal(x, y, equal_nan=not isinstance(x, str)) for x, y in zip(before, after, strict=True))
