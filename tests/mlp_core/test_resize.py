"""Layers, neurons and inputs come and go: every weight that still has a place keeps its value, and training goes on."""

import numpy as np
import pytest

from tests.mlp_core.problems import pair, random_network, steps, trainer, two_classes


def test_resized_keeps_every_weight_that_has_a_place() -> None:
    net = random_network([2, 3, 4, 1], ["maxout", "tanh", "sigmoid"])
    net.set_cut(0, 0, 1)
    wider = net.resized([2, 5, 3, 1], net.activations, seed=9)
    np.testing.assert_array_equal(wider.weights[0][:3], net.weights[0][:3])  # first pieces
    np.testing.assert_array_equal(wider.weights[0][5:8], net.weights[0][3:])  # second pieces
    np.testing.assert_array_equal(wider.weights[1][:3, :3], net.weights[1][:3])
    np.testing.assert_array_equal(wider.biases[1], net.biases[1][:3])
    np.testing.assert_array_equal(wider.weights[2], net.weights[2][:, :3])
    np.testing.assert_array_equal(wider.biases[2], net.biases[2])
    assert wider.weights[1][:, 3:].all()  # what is new is drawn
    assert wider.cut.sum() == 1
    assert wider.cut_links[0][0, 1]

    back = wider.resized([2, 3, 3, 1], net.activations)
    np.testing.assert_array_equal(back.weights[0], net.weights[0])


def test_resized_keeps_the_output_layer_when_hidden_layers_come_and_go() -> None:
    net = random_network([2, 3, 1], ["tanh", "sigmoid"])
    deeper = net.resized([2, 3, 3, 1], ["tanh", "tanh", "sigmoid"])
    np.testing.assert_array_equal(deeper.blocks[0], net.blocks[0])
    np.testing.assert_array_equal(deeper.blocks[2], net.blocks[1])
    flat = deeper.resized([2, 3, 1], ["tanh", "sigmoid"])
    np.testing.assert_array_equal(flat.parameters, net.parameters)
    assert net.resized([2, 1], ["sigmoid"]).biases[0] == net.biases[1]


def test_resized_to_other_inputs() -> None:
    net = random_network([3, 2, 1], ["tanh", "sigmoid"])
    other = net.resized([3, 2, 1], net.activations, inputs=[2, -1, 0])
    np.testing.assert_array_equal(other.weights[0][:, 0], net.weights[0][:, 2])
    np.testing.assert_array_equal(other.weights[0][:, 2], net.weights[0][:, 0])
    assert not np.isin(other.weights[0][:, 1], net.weights[0]).any()
    np.testing.assert_array_equal(other.biases[0], net.biases[0])
    for inputs in ([0, 1], [0, 1, 3], [0, 0, 1]):
        with pytest.raises(ValueError, match="each of 3 inputs its old number, 0 … 2, or −1"):
            net.resized([3, 2, 1], net.activations, inputs=inputs)


def test_resize_keeps_weights_and_goes_on() -> None:
    run = trainer(optimizer="momentum", stop_loss=1e-9)
    steps(run, 13)
    old = run.network
    run.resize(old.resized([2, 6, 3, 2, 1], ["tanh", "relu", "maxout", "sigmoid"], seed=5))
    np.testing.assert_array_equal(run.network.weights[0][:5], old.weights[0])
    np.testing.assert_array_equal(run.network.weights[1][:, :5], old.weights[1][:3])
    assert (run.steps, run.epoch) == (13, 1)
    assert run.best_parameters.shape == run.network.parameters.shape
    before = run.network.parameters.copy()
    run.run_epochs(3)
    assert (run.network.parameters != before).any()
    assert len(run.history) == 5
    assert run.history.layer_gradient_norms.shape == (5, 4)
    assert old.layer_sizes == (2, 5, 4, 1)


def test_resize_to_other_inputs_keeps_the_rows_in_step() -> None:
    """A third feature with weight 0 that is always 0: the run is the same, in the middle of an epoch too."""
    changed, plain = pair(13)
    for run in (changed, plain):
        run.optimizer = "sgd"
    X_test = np.ones((4, 2))
    wider = changed.network.resized([3, 5, 4, 1], changed.activations, inputs=[1, -1, 0])
    wider.weights[0][:, 1] = 0.0
    X = plain.X
    changed.resize(wider, np.column_stack([X[:, 1], np.zeros(60), X[:, 0]]), X_test[:, :1])  # no test data: ignored
    assert changed.test_data is None
    changed.run_epochs(2)
    plain.run_epochs(2)
    np.testing.assert_allclose(changed.network.weights[0][:, [2, 0]], plain.network.weights[0], rtol=1e-9)
    # the epoch in which it happened is measured from there on
    assert changed.history.train_loss[2] != pytest.approx(plain.history.train_loss[2], rel=1e-9)
    assert changed.history.train_loss[3] == pytest.approx(plain.history.train_loss[3], rel=1e-9)


def test_resize_takes_test_inputs_along() -> None:
    X_test, T_test = two_classes(20, seed=1)
    run = trainer(test_data=(X_test, T_test))
    narrow = run.network.resized([1, 5, 4, 1], run.activations)
    with pytest.raises(ValueError, match=r"the test data must be X \(N, 1\)"):
        run.resize(narrow, run.X[:, :1])
    run.resize(narrow, run.X[:, :1], X_test[:, :1])
    run.run_epochs(1)
    assert run.history.test_loss[-1] == pytest.approx(narrow.loss(X_test[:, :1], T_test, run.loss))
