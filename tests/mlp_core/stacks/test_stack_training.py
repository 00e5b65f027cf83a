"""Networks trained as one stack learn what each learns alone."""

import numpy as np
import pytest

from mlp_core import MLP, Trainer
from mlp_core.stacks.network_stack import NetworkStack
from mlp_core.stacks.stack_training import StackTrainer, epochs_until
from tests.mlp_core.problems import two_classes

SEEDS = (3, 1, 7)


def three_classes() -> tuple[np.ndarray, np.ndarray]:
    X, _ = two_classes()
    return X, np.eye(3)[np.digitize(X[:, 0], [-0.5, 0.5])]


@pytest.mark.parametrize(
    ("output", "loss"),
    [("sigmoid", "binary_cross_entropy"), ("sigmoid", "half_quadratic"), ("softmax", "cross_entropy"),
     ("softmax", "quadratic"), ("tanh", "quadratic")],
)  # fmt: skip
@pytest.mark.parametrize("batch_size", [10, 7, "all"])
def test_it_is_single_trainers_with_the_same_seeds_and_mini_batches(output, loss, batch_size) -> None:
    X, T = three_classes() if output == "softmax" else two_classes()
    T = 2 * T - 1 if output == "tanh" else T
    sizes, activations = [2, 8, T.shape[1]], ["tanh", output]
    stack = NetworkStack(sizes, activations, "normal", SEEDS)
    rates = [0.5, 0.05, 1.0]
    together = StackTrainer(stack, X, T, loss, rates, batch_size, seed=5)
    together.run_epochs(12)
    for s, (seed, rate) in enumerate(zip(SEEDS, rates, strict=True)):
        alone = Trainer(MLP(sizes, activations, "normal", seed), X, T, loss, "sgd", rate, batch_size, seed=5)
        alone.run_epochs(12)
        np.testing.assert_allclose(stack.network(s).parameters, alone.network.parameters, rtol=1e-8, atol=1e-10)
        np.testing.assert_allclose(together.train_loss[:, s], alone.history.train_loss, rtol=1e-8)
        np.testing.assert_allclose(together.train_accuracy[:, s], alone.history.train_accuracy, rtol=1e-12)


def test_slices_of_time_make_the_same_run() -> None:
    X, T = two_classes()
    runs = []
    for seconds in (None, 0.0):
        run = StackTrainer(NetworkStack([2, 4, 1], ["tanh", "sigmoid"], seeds=SEEDS), X, T, "half_quadratic", 0.5)
        while run.epoch < 6:
            before = run.epoch
            run.run_epochs(6 - run.epoch, seconds)
            assert run.epoch > before
        runs.append(run.stack.parameters)
    np.testing.assert_array_equal(*runs)


def test_a_network_that_leaves_the_finite_numbers_disturbs_no_other() -> None:
    X, T = two_classes()
    wild = StackTrainer(NetworkStack([2, 4, 1], ["relu", "linear"], seeds=SEEDS), X, T, "quadratic", [0.01, 1e6, 0.01])
    tame = StackTrainer(NetworkStack([2, 4, 1], ["relu", "linear"], seeds=SEEDS), X, T, "quadratic", 0.01)
    wild.run_epochs(20)
    tame.run_epochs(20)
    assert np.isnan(wild.train_loss[-1, 1])
    assert wild.train_accuracy[-1, 1] == 0
    np.testing.assert_array_equal(wild.train_accuracy[:, [0, 2]], tame.train_accuracy[:, [0, 2]])


def test_it_leaves_the_data_alone() -> None:
    X, T = two_classes()
    X_before, T_before = X.copy(), T.copy()
    StackTrainer(NetworkStack([2, 3, 1], "sigmoid", seeds=SEEDS), X, T, "half_quadratic").run_epochs(2)
    np.testing.assert_array_equal(X, X_before)
    np.testing.assert_array_equal(T, T_before)


def test_epochs_until_a_level() -> None:
    accuracy = np.array([[0.5, 0.96, 0.1], [0.95, 0.9, 0.94], [0.9, 1.0, 0.949]])
    assert epochs_until(accuracy, 0.95).tolist() == [1.0, 0.0, np.inf]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"learning_rates": [0.1, 0.1]}, "each of 3 networks"),
        ({"learning_rates": -1.0}, "at least 0"),
        ({"learning_rates": np.nan}, "finite"),
        ({"batch_size": 0}, "batch_size"),
        ({"loss": "cross_entropies"}, "known are"),
        ({"T": np.full((60, 1), 2.0), "loss": "binary_cross_entropy"}, r"targets in \[0, 1\]"),
        ({"T": np.zeros((59, 1))}, r"\(60, 2\) and \(59, 1\)"),
        ({"T": np.full((60, 1), np.inf)}, "not finite"),
    ],
)
def test_bad_arguments_are_explained(change: dict, words: str) -> None:
    X, T = two_classes()
    stack = NetworkStack([2, 3, 1], ["tanh", "sigmoid"], seeds=SEEDS)
    with pytest.raises(ValueError, match=words):
        StackTrainer(**({"stack": stack, "X": X, "T": T, "loss": "half_quadratic"} | change))
