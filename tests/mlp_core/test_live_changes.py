"""What is changed while it trains keeps every weight, acts from the next step on, and nothing else does."""

import numpy as np
import pytest

from mlp_core import OPTIMIZERS
from mlp_core.activations import LeakyReLU
from mlp_core.optimizers import Adam, Momentum
from mlp_core.schedules import Exponential
from mlp_core.training_parts.mini_batch_update import MOST_KERNELS
from tests.mlp_core.problems import assert_same_run, pair, random_network, steps, trainer, two_classes


def change(name: str, value):
    """A change of one attribute."""
    return pytest.param(lambda run: setattr(run, name, value), id=f"{name}={value}")


ACTING = [
    change("activations", ["relu", "tanh", "sigmoid"]),
    change("activations", ["tanh", "swish", "sigmoid"]),
    change("activations", ["relu", "relu", "sigmoid"]),
    change("activations", ["tanh", LeakyReLU(0.2), "sigmoid"]),
    change("activations", ["tanh", "tanh", "gaussian"]),
    change("loss", "quadratic"),
    change("loss", "symmetric_cross_entropy"),
    change("optimizer", "sgd"),
    change("optimizer", "adam"),
    change("optimizer", Momentum(0.5)),
    change("learning_rate", 0.01),
    change("schedule", Exponential(0.5)),
    change("batch_size", 3),
    change("batch_size", "all"),
    change("l1", 0.1),
    change("l2", 0.1),
    change("clip_norm", 1e-3),
    pytest.param(lambda run: run.change_function(["relu", "tanh", "linear"], "quadratic"), id="function"),
]
WAITING = [
    change("stop_loss", 0.5),
    change("stop_gradient_norm", 0.5),
    change("stop_epoch", 100),
    change("activations", ["tanh", "tanh", "sigmoid"]),
    change("loss", "binary_cross_entropy"),
    change("optimizer", Momentum(0.9)),
    change("learning_rate", 0.1),
    change("clip_norm", 1e3),
    change("clip_norm", None),
    change("schedule", "constant"),
    change("batch_size", 7),
]


@pytest.mark.parametrize("n_steps", [0, 18, 22])
@pytest.mark.parametrize("act", ACTING)
def test_a_change_keeps_the_weights_and_acts_on_the_next_step(act, n_steps: int) -> None:
    changed, plain = pair(n_steps)
    before, net = changed.network.parameters.copy(), changed.network
    act(changed)
    assert changed.network is net
    np.testing.assert_array_equal(net.parameters, before)
    assert (changed.steps, changed.epoch, len(changed.history)) == (plain.steps, plain.epoch, len(plain.history))
    if n_steps == 0 and changed.schedule != plain.schedule:
        return  # no schedule differs in epoch 0
    for run in (changed, plain):
        steps(run, 1 if n_steps else 2)  # momentum begins to differ with the second step
    assert (net.parameters != plain.network.parameters).any()
    changed.run_epochs(2)
    assert changed.status == "running"
    assert np.isfinite(changed.history.train_loss).all()


@pytest.mark.parametrize("n_steps", [18, 22])
@pytest.mark.parametrize("act", WAITING)
def test_a_rule_or_the_same_value_again_changes_no_step(act, n_steps: int) -> None:
    changed, plain = pair(n_steps)
    act(changed)
    for _ in range(8):
        changed.step()
        plain.step()
        if changed.status != "running":
            break
        np.testing.assert_array_equal(changed.network.parameters, plain.network.parameters)


@pytest.mark.parametrize("n_steps", [18, 22])
@pytest.mark.parametrize("layer", [0, 1, 2])
@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_maxout_and_back_keeps_weights_and_memory(optimizer: str, layer: int, n_steps: int) -> None:
    """tanh → maxout → tanh between two steps leaves no trace at all."""
    net = [random_network([2, 5, 4, 1], ["tanh", "tanh", "linear"]) for _ in range(2)]
    changed, plain = (trainer(network=n, optimizer=optimizer, loss="quadratic", learning_rate=0.01) for n in net)
    steps(changed, n_steps)
    steps(plain, n_steps)
    before = changed.activations
    with_maxout = [*before[:layer], "maxout", *before[layer + 1 :]]
    changed.activations = with_maxout
    n_out = changed.network.layer_sizes[layer + 1]
    np.testing.assert_array_equal(changed.network.blocks[layer][:n_out], plain.network.blocks[layer])
    assert not changed.network.blocks[layer][n_out:].any()
    changed.activations = before
    for _ in range(12):
        np.testing.assert_array_equal(changed.network.parameters, plain.network.parameters)
        changed.step()
        plain.step()


@pytest.mark.parametrize("optimizer", ["momentum", "adam"])
def test_training_under_maxout_keeps_the_memory_of_the_first_pieces(optimizer: str) -> None:
    run = trainer(optimizer=optimizer, learning_rate=0.01)
    steps(run, 20)
    memory = [run.network.split(vector.copy()) for vector in run._update._memory]
    run.activations = ["maxout", "tanh", "sigmoid"]
    for vector, old in zip(run._update._memory, memory, strict=True):
        new = run.network.split(vector)
        np.testing.assert_array_equal(new[0][:5], old[0])
        assert not new[0][5:].any()
        np.testing.assert_array_equal(new[1], old[1])
    run.run_epochs(3)
    assert run.network.blocks[0][5:].any()
    assert run.status == "running"


def test_a_change_in_the_middle_of_an_epoch_splits_its_measurement() -> None:
    """Losses of another function do not compare: the epoch's loss is that of the rows after the change."""
    run = trainer(learning_rate=0.0)
    steps(run, 4)
    run.loss = "quadratic"
    run.activations = ["relu", "relu", "sigmoid"]
    steps(run, 5)
    assert run.epoch == 1
    rest = run._batches.order[28:]
    assert run.history.train_loss[1] == pytest.approx(run.network.loss(run.X[rest], run.T[rest], "quadratic"))


def test_early_stopping_looks_at_one_loss_only() -> None:
    run = trainer(test_data=two_classes(20, seed=1), loss="quadratic")
    run.run_epochs(5)
    assert run.history.best_test_epoch is not None
    run.loss = "binary_cross_entropy"  # larger numbers
    assert run.history.best_test_epoch is None
    run.run_epochs(2)
    assert run.history.best_test_epoch in (6, 7)
    kept = run.history.best_test_epoch
    run.activations = ["relu", "tanh", "sigmoid"]  # the same loss
    run.change_function(run.activations, run.loss, run.T, run.test_data[1])  # and the same targets
    assert run.history.best_test_epoch == kept
    run.change_function(run.activations, run.loss, 0.9 * run.T, run.test_data[1])
    assert run.history.best_test_epoch is None


def test_activations_changed_on_the_network_itself_are_followed() -> None:
    """No step ever uses other activations than the network's own forward pass."""
    for activations in (["relu", "tanh", "sigmoid"], ["maxout", "tanh", "sigmoid"]):
        behind, openly = pair(13)
        behind.network.activations = activations
        openly.activations = activations
        behind.run_epochs(2)
        openly.run_epochs(2)
        assert_same_run(behind, openly)


def test_the_same_rule_with_other_parameters_keeps_its_memory_and_another_rule_starts_empty() -> None:
    run, plain = pair(20)
    run.optimizer = Momentum(0.0)
    assert run._update._memory[0].any()
    run.optimizer = Momentum(0.9)
    run.step()
    plain.step()
    np.testing.assert_array_equal(run.network.parameters, plain.network.parameters)

    run.optimizer = "rmsprop"  # has as many vectors as momentum
    assert not any(vector.any() for vector in run._update._memory)
    run.step()
    run.optimizer = "adam"
    before = run.network.parameters.copy()
    run.step()
    moved = np.abs(run.network.parameters - before)
    # Adam's first step is the learning rate in every direction, its bias correction beginning anew
    np.testing.assert_allclose(moved[moved > 0.01], 0.1, rtol=1e-3)
    assert (moved > 0.01).mean() > 0.9
    run.optimizer = Adam(0.5)
    assert run._update._count == 1


def test_work_arrays_of_past_batch_sizes_are_given_back() -> None:
    run = trainer()
    for size in range(1, 30):
        run.batch_size = size
        run.run_epochs(1)
    assert len(run._update._kernels) <= MOST_KERNELS


def test_signed_targets_come_and_go_with_the_output() -> None:
    """tanh is trained on ±1, sigmoid on 0 and 1: targets change in the middle of an epoch, rows stay what they are."""
    X_test, T_test = two_classes(20, seed=1)
    changed, plain = (trainer(test_data=(X_test, T_test)) for _ in range(2))
    for run in (changed, plain):
        steps(run, 13)
    T = changed.T
    before = changed.network.parameters.copy()
    changed.change_function(["tanh", "tanh", "tanh"], "quadratic", 2 * T - 1, 2 * T_test - 1)
    np.testing.assert_array_equal(changed.network.parameters, before)
    np.testing.assert_array_equal(changed.T, 2 * T - 1)
    np.testing.assert_array_equal(changed.test_data[1], 2 * T_test - 1)
    assert changed._passes.signed
    changed.change_function(["tanh", "tanh", "sigmoid"], "binary_cross_entropy", T, T_test)
    steps(changed, 14)
    steps(plain, 14)
    np.testing.assert_array_equal(changed.network.parameters, plain.network.parameters)

    changed.change_function(["tanh", "tanh", "tanh"], "quadratic", 2 * T - 1, 2 * T_test - 1)
    changed.run_epochs(60)
    assert changed.history.train_accuracy[-1] > 0.85
    assert changed.history.test_accuracy[-1] > 0.7


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda run: setattr(run, "activations", ["tanh", "tanh", "tanh"]), "Losses that fit tanh: quadratic"),
        (lambda run: setattr(run, "activations", ["tanh", "sigmoid"]), "3 layers .* need 3 activations, not 2"),
        (lambda run: setattr(run, "activations", "rellu"), "unknown activation 'rellu'"),
        (lambda run: setattr(run, "loss", "mse"), "unknown loss 'mse'"),
        (lambda run: setattr(run, "optimizer", "adamw"), "unknown optimizer 'adamw'"),
        (lambda run: setattr(run, "schedule", "linear"), "unknown schedule 'linear'"),
        (lambda run: setattr(run, "learning_rate", -1.0), "at least 0, not -1.0"),
        (lambda run: setattr(run, "batch_size", 0), "not 0"),
        (lambda run: setattr(run, "clip_norm", -1.0), "above 0, not -1.0"),
        (lambda run: setattr(run, "l2", np.inf), "finite number, not inf"),
        (lambda run: setattr(run, "stop_epoch", -3), "not -3"),
        (lambda run: run.change_function("tanh", "quadratic", T=np.ones((3, 1))), r"not \(60, 2\) and \(3, 1\)"),
        (
            lambda run: run.change_function("sigmoid", "binary_cross_entropy", T=2 * run.T - 1),
            r"targets in \[0, 1\]; these lie in \[-1, 1\]",
        ),
        (lambda run: run.resize(run.network.resized([2, 5, 4, 2], "sigmoid")), r"T \(N, 2\)"),
        (lambda run: run.resize(run.network.resized([3, 5, 4, 1], "sigmoid")), r"X \(N, 3\)"),
        (lambda run: run.resize(run.network.resized([2, 5, 4, 1], "linear")), "linear leaves that range"),
    ],
)
def test_a_refused_change_changes_nothing(call, said: str) -> None:
    changed, plain = pair(13)
    with pytest.raises(ValueError, match=said):
        call(changed)
    changed.run_epochs(2)
    plain.run_epochs(2)
    assert_same_run(changed, plain)


def test_a_weight_changed_by_hand_is_what_trains_on() -> None:
    changed, plain = pair(13)
    changed.network.weights[1][2, 3] = 5.0
    changed.network.biases[0][1] = -1.0
    kept = changed.network.parameters.copy()
    changed.learning_rate = 0.0
    changed.run_epochs(1)
    np.testing.assert_array_equal(changed.network.parameters, kept)
    changed.learning_rate = 0.1
    changed.step()
    plain.step()
    assert abs(changed.network.weights[1][2, 3] - 5.0) < 0.5
    assert (changed.network.parameters != plain.network.parameters).any()


@pytest.mark.parametrize("n_steps", [0, 18, 22])
def test_other_samples_keep_weights_memory_and_history(n_steps: int) -> None:
    changed, _ = pair(n_steps)
    net, before, length = changed.network, changed.network.parameters.copy(), len(changed.history)
    rng = np.random.default_rng(5)
    X, T = rng.normal(size=(13, 2)), rng.integers(0, 2, (13, 1)).astype(float)
    changed.replace_data(X, T, (X[:3], T[:3]))
    assert changed.network is net
    np.testing.assert_array_equal(net.parameters, before)
    assert (changed.steps, len(changed.history)) == (n_steps, length)
    epoch = changed.epoch
    changed.run_epochs(1)
    assert changed.epoch == epoch + 1
    assert changed.steps == n_steps + -(-13 // changed.batch_size)
    np.testing.assert_array_equal(changed.test_data[0], X[:3])


def test_a_sample_more_is_learned_like_the_others() -> None:
    run, _ = pair(0)
    run.batch_size = "all"
    X, T = np.vstack([run.X, [[0.3, -0.2]]]), np.vstack([run.T, [[1.0]]])
    run.replace_data(X, T)
    _, gradient = run.network.loss_and_gradient(X, T, run.loss)
    run.optimizer, run.learning_rate = "sgd", 0.1
    expected = run.network.parameters - 0.1 * gradient.vector
    run.step()
    np.testing.assert_allclose(run.network.parameters, expected, atol=1e-12)


def test_samples_that_do_not_fit_change_nothing() -> None:
    run, plain = pair(5)
    with pytest.raises(ValueError, match="training data"):
        run.replace_data(np.zeros((3, 5)), np.zeros((3, 1)))
    with pytest.raises(ValueError, match="training data"):
        run.replace_data(np.zeros((0, 2)), np.zeros((0, 1)))
    for each in (run, plain):
        each.run_epochs(2)
    assert_same_run(run, plain)
