"""Data and learning rates at the edge of what is taken: every number stays finite, or training says it diverged."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from mlp_core import ACTIVATIONS, INITIALIZERS, LOSSES, MLP, OPTIMIZERS, SCHEDULES, Trainer
from mlp_core.diagnostics import why_diverged
from mlp_core.limits import LARGEST_NUMBER
from mlp_core.losses import why_not
from mlp_core.own_sources import standardised

HIDDEN = [name for name, f in ACTIVATIONS.items() if not f.output_only]
ENDS = [
    (output, loss)
    for output in ("sigmoid", "tanh", "linear", "softmax", "relu", "softplus", "maxout", "step", "gaussian")
    for loss in LOSSES
    if why_not(LOSSES[loss], ACTIVATIONS[output]) is None
]
CAUSES = {"learning_rate", "initial_scale", "unbounded_output", "penalty"}
STATUSES = {"running", "converged", "reached_loss", "reached_epoch", "diverged"}
NUMBERS = [0.0, 1.0, -1.0, 0.5, 1e-300, -1e-300, 5e-324, 1e-12, 1e6, LARGEST_NUMBER, -LARGEST_NUMBER]
RATES = [1e-300, 1e-5, 0.3, 10.0, 1000.0, 1e300]


@st.composite
def inputs(draw) -> np.ndarray:
    """(N, 2): anything; the same point many times; a constant column; one point."""
    rows = draw(st.lists(st.tuples(*[st.sampled_from(NUMBERS)] * 2), min_size=1, max_size=6))
    X = np.array(rows)
    match draw(st.sampled_from(["any", "same", "constant", "one"])):
        case "same":
            X = np.repeat(X[:1], 6, axis=0)
        case "constant":
            X[:, 0] = X[0, 0]
        case "one":
            X = X[:1]
    return X


@st.composite
def trainers(draw) -> Trainer:
    """Trainers with every kind of function, optimizer and schedule, on inputs of any size; often of one class only."""
    X, (output, loss) = draw(inputs()), draw(st.sampled_from(ENDS))
    n_outputs = 3 if output == "softmax" else draw(st.sampled_from([1, 3]))
    labels = np.zeros(len(X), int) if draw(st.booleans()) else np.arange(len(X)) % max(n_outputs, 2)
    T = labels[:, None].astype(float) if n_outputs == 1 else np.eye(3)[labels]
    sizes = [2, *draw(st.lists(st.integers(1, 3), max_size=3)), n_outputs]
    hidden = [draw(st.sampled_from(HIDDEN)) for _ in sizes[2:]]
    scale = draw(st.sampled_from([1e-3, 1.0, 100.0]))
    initializer = replace(INITIALIZERS[draw(st.sampled_from(sorted(INITIALIZERS)))], scale=scale)
    net = MLP(sizes, [*hidden, output], initializer, seed=0)
    trainer = Trainer(
        net, X, T, loss, draw(st.sampled_from(sorted(OPTIMIZERS))), draw(st.sampled_from(RATES)),
        draw(st.sampled_from([1, 2, "all"])), seed=0, test_data=(X, T),
    )  # fmt: skip
    trainer.schedule = SCHEDULES[draw(st.sampled_from(sorted(SCHEDULES)))]
    trainer.l1, trainer.l2 = draw(st.sampled_from([0.0, 10.0])), draw(st.sampled_from([0.0, 10.0]))
    trainer.clip_norm = draw(st.sampled_from([None, 1e-3, 1000.0]))
    return trainer


@settings(max_examples=250, derandomize=True, deadline=None)
@given(trainers())
def test_training_stays_finite_or_says_that_it_diverged(trainer):
    first = trainer.network.copy()
    trainer.step()
    trainer.run_epochs(4)
    assert trainer.status in STATUSES
    history = trainer.history
    assert len(history.train_loss) == len(history.epoch)
    if trainer.status == "diverged":
        assert why_diverged(trainer, first).cause in CAUSES
        if np.isfinite(history.train_loss[0]):
            trainer.return_to_best()
            assert trainer.status == "running"
            assert np.isfinite(trainer.network.parameters).all()
        return
    assert np.isfinite(trainer.network.parameters).all()
    assert np.isfinite(history.train_loss).all()
    with np.errstate(all="raise", under="ignore", over="ignore"):
        assert not np.isnan(trainer.network.predict(trainer.X)).any()


@settings(max_examples=200, derandomize=True, deadline=None)
@given(inputs(), st.sampled_from(NUMBERS), st.booleans())
@example(np.array([[1e-300, 1e-300], [2e-300, 5e-324]]), 1e-300, False)
@example(np.array([[LARGEST_NUMBER, -LARGEST_NUMBER]]), LARGEST_NUMBER, False)
def test_points_of_any_size_are_brought_to_the_plane(X, value, labels):
    targets = np.zeros(len(X)) if labels else np.where(np.arange(len(X)) % 2 == 0, value, -value)
    points = standardised(X, targets, ("a", "b") if labels else ())
    data = points.generate(test_share=0.0)
    for values in (data.X, data.T):
        assert np.isfinite(values).all()
    assert (np.abs(data.T) <= 1 + 1e-3).all()
    # what differs from the rest by a rounding error only counts as constant
    large = np.abs(X).max(axis=0)
    assert (np.abs(data.X) <= np.maximum(4.0, large)).all()
    again = points.X / np.array(points.scale) - np.array(points.centre) / np.array(points.scale)
    np.testing.assert_allclose(again, data.X, atol=1e-6 * max(1.0, np.abs(again).max()))


@pytest.mark.parametrize("output", ["sigmoid", "tanh", "softmax"])
@pytest.mark.parametrize("optimizer", sorted(OPTIMIZERS))
def test_one_class_alone_is_learned_without_end_or_harm(output, optimizer):
    n_outputs = 2 if output == "softmax" else 1
    T = np.eye(2)[[0] * 8] if n_outputs == 2 else np.ones((8, 1))
    loss = {"sigmoid": "binary_cross_entropy", "softmax": "cross_entropy"}.get(output, "half_quadratic")
    X = np.linspace(-1.0, 1.0, 16).reshape(8, 2)
    trainer = Trainer(MLP([2, 3, n_outputs], ["tanh", output], seed=0), X, T, loss, optimizer, 1.0, 4, seed=0)
    trainer.run_epochs(300)
    assert trainer.status == "running"
    assert np.isfinite(trainer.network.parameters).all()
    assert trainer.history.train_loss[-1] <= trainer.history.train_loss[0]
