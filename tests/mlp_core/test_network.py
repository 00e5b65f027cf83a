"""The network: its one parameter vector and the views into it, forward, backward, cut links, other sizes."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlp_core import INITIALIZERS, MLP, Trainer
from mlp_core.activations import LeakyReLU
from tests.mlp_core.problems import random_network, targets


def test_layout_of_the_parameters() -> None:
    net = MLP([2, 3, 1], ["maxout", "sigmoid"])
    assert net.layer_sizes == (2, 3, 1)
    assert [W.shape for W in net.weights] == [(6, 2), (1, 3)]
    assert [b.shape for b in net.biases] == [(6,), (1,)]
    assert net.parameters.shape == (6 * 3 + 1 * 4,)
    assert net.parameters.flags.c_contiguous
    assert net.parameters.dtype == np.float64
    net.parameters[:] = np.arange(22)
    # a row is a neuron's weights, then its bias
    np.testing.assert_array_equal(net.weights[0], [[0, 1], [3, 4], [6, 7], [9, 10], [12, 13], [15, 16]])
    np.testing.assert_array_equal(net.biases[0], [2, 5, 8, 11, 14, 17])
    np.testing.assert_array_equal(net.weights[1], [[18, 19, 20]])
    np.testing.assert_array_equal(net.biases[1], [21])
    np.testing.assert_array_equal(net.blocks[1], [[18, 19, 20, 21]])
    parts = net.split(np.arange(22.0))
    np.testing.assert_array_equal(parts[0], net.blocks[0])


def test_views_write_through_both_ways() -> None:
    net = MLP([2, 3, 1], "tanh")
    net.weights[0][1, 0] = 7.0
    net.biases[1][0] = -3.0
    assert net.parameters[3] == 7.0
    assert net.parameters[-1] == -3.0
    net.parameters[:] = 5.0
    assert all((W == 5.0).all() for W in (*net.weights, *net.biases))
    assert all(np.shares_memory(W, net.parameters) for W in (*net.weights, *net.biases, *net.blocks))


def test_assigning_parameters_keeps_the_views() -> None:
    net = MLP([2, 1], "tanh")
    vector = net.parameters
    net.parameters = [1.0, 2.0, 3.0]
    net.parameters -= 1.0
    assert net.parameters is vector
    np.testing.assert_array_equal(net.weights[0], [[0.0, 1.0]])
    with pytest.raises(ValueError, match=r"shape \(3,\), not \(2,\)"):
        net.parameters = [1.0, 2.0]


def test_forward_and_backward_worked_by_hand() -> None:
    """2-2-1 with ReLU and a linear output; every number is exact."""
    net = MLP([2, 2, 1], ["relu", "linear"], "zeros")
    net.weights[0][:] = [[1.0, -1.0], [0.5, 1.0]]
    net.biases[0][:] = [0.5, -1.0]
    net.weights[1][:] = [[2.0, -2.0]]
    net.biases[1][:] = [1.0]
    X, T = np.array([[1.0, 2.0]]), np.array([[1.0]])

    trace = net.forward(X)
    assert trace.a[0] is X
    np.testing.assert_array_equal(trace.z[0], [[-0.5, 1.5]])  # 1 − 2 + 0.5, 0.5 + 2 − 1
    np.testing.assert_array_equal(trace.a[1], [[0.0, 1.5]])
    np.testing.assert_array_equal(trace.z[1], [[-2.0]])  # 2·0 − 2·1.5 + 1
    np.testing.assert_array_equal(trace.a[2], [[-2.0]])
    np.testing.assert_array_equal(net.predict(X), [[-2.0]])

    loss, gradient = net.loss_and_gradient(X, T, "half_quadratic")
    assert loss == 4.5  # ½(−2 − 1)²
    np.testing.assert_array_equal(gradient.deltas[1], [[-3.0]])  # a − t
    np.testing.assert_array_equal(gradient.weights[1], [[0.0, -4.5]])  # δ·a
    np.testing.assert_array_equal(gradient.biases[1], [-3.0])
    np.testing.assert_array_equal(gradient.deltas[0], [[0.0, 6.0]])  # (δ·W) ⊙ ReLU′ = (−6, 6) ⊙ (0, 1)
    np.testing.assert_array_equal(gradient.weights[0], [[0.0, 0.0], [6.0, 12.0]])
    np.testing.assert_array_equal(gradient.biases[0], [0.0, 6.0])
    np.testing.assert_array_equal(gradient.vector, [0, 0, 0, 6, 12, 6, 0, -4.5, -3])

    # With a second sample (0, 0) → 0: z = (0.5, −1), a = (0.5, 0), output 2, δ = 2; δ₁ = (4, 0); its dW₂ = (1, 0).
    X, T = np.array([[1.0, 2.0], [0.0, 0.0]]), np.array([[1.0], [0.0]])
    loss, gradient = net.loss_and_gradient(X, T, "half_quadratic")
    assert loss == (4.5 + 2.0) / 2
    np.testing.assert_array_equal(gradient.deltas[0], [[0.0, 6.0], [4.0, 0.0]])  # without the mean's 1/N
    np.testing.assert_array_equal(gradient.weights[1], [[0.5, -2.25]])
    np.testing.assert_array_equal(gradient.biases[1], [-0.5])
    np.testing.assert_array_equal(gradient.weights[0], [[0.0, 0.0], [3.0, 6.0]])
    np.testing.assert_array_equal(gradient.biases[0], [2.0, 3.0])


def test_sigmoid_chain_worked_by_hand() -> None:
    """1-1-1 of sigmoids, Nielsen's way: BP1 to BP4."""
    net = MLP([1, 1, 1], "sigmoid", "zeros")
    net.parameters[:] = [0.5, 0.0, -1.0, 0.5]  # w₁, b₁, w₂, b₂
    trace = net.forward([[1.0]])
    assert trace.a[1].item() == pytest.approx(0.622459, abs=5e-7)  # σ(0.5)
    assert trace.z[1].item() == pytest.approx(-0.122459, abs=5e-7)  # −0.622459 + 0.5
    assert trace.a[2].item() == pytest.approx(0.469423, abs=5e-7)
    loss, gradient = net.loss_and_gradient([[1.0]], [[1.0]], "half_quadratic")
    assert loss == pytest.approx(0.140756, abs=5e-7)  # ½·0.530577²
    # δ₂ = (a − t)·a(1 − a) = −0.530577·0.249065; δ₁ = δ₂·w₂·0.622459·0.377541
    assert gradient.deltas[1].item() == pytest.approx(-0.132148, abs=5e-7)
    assert gradient.deltas[0].item() == pytest.approx(0.031055, abs=5e-7)
    np.testing.assert_allclose(gradient.vector, [0.031055, 0.031055, -0.082257, -0.132148], atol=5e-7)


@pytest.mark.parametrize(("w", "b", "outputs"), [(0.6, 0.9, (0.8176, 0.1527, 0.0940)), (2.0, 2.0, (0.9820, None, 0.2))])
def test_one_neuron_learns_as_in_the_book(w: float, b: float, outputs: tuple) -> None:
    """Nielsen, chapter 3: quadratic cost, η = 0.15, from the input 1 to the answer 0."""
    net = MLP([1, 1], ["sigmoid"], "zeros")
    net.parameters[:] = [w, b]
    trainer = Trainer(net, [[1.0]], [[0.0]], "half_quadratic", learning_rate=0.15)
    seen = [net.predict([[1.0]]).item()]
    for _ in range(300):
        trainer.step()
        seen.append(net.predict([[1.0]]).item())
    start, middle, end = outputs
    assert seen[0] == pytest.approx(start, abs=5e-5)
    if middle is None:  # the plateau: half of the time almost nothing happens, then it falls
        assert seen[100] > 0.9
        assert seen[300] < end + 0.01
    else:
        assert seen[150] == pytest.approx(middle, abs=5e-5)
        assert seen[300] == pytest.approx(end, abs=5e-5)


def test_penalty() -> None:
    net = MLP([2, 1], "linear", "zeros")
    net.parameters[:] = [3.0, -4.0, 100.0]  # the bias is free
    assert net.penalty(l1=0.5, l2=0.0) == 3.5  # 0.5·(3 + 4)
    assert net.penalty(l1=0.0, l2=0.1) == pytest.approx(1.25)  # 0.05·(9 + 16)
    X, T = np.array([[1.0, 1.0]]), np.array([[0.0]])
    plain, g = net.loss_and_gradient(X, T, "quadratic")
    value, penalised = net.loss_and_gradient(X, T, "quadratic", l1=0.5, l2=0.1)
    assert value == pytest.approx(plain + 4.75)
    np.testing.assert_allclose(penalised.vector - g.vector, [0.5 + 0.3, -0.5 - 0.4, 0.0], atol=1e-12)


def test_no_hidden_layer_one_neuron_one_sample() -> None:
    net = MLP([1, 1], "sigmoid", seed=3)
    assert net.n_layers == 1
    _, gradient = net.loss_and_gradient([[2.0]], [[1.0]], "binary_cross_entropy")
    a = net.predict([[2.0]]).item()
    np.testing.assert_allclose(gradient.vector, [2.0 * (a - 1.0), a - 1.0])


def test_gradient_is_views_of_one_vector() -> None:
    net = random_network([3, 4, 2], ["maxout", "softmax"])
    X = np.random.default_rng(0).standard_normal((5, 3))
    _, gradient = net.loss_and_gradient(X, targets(np.random.default_rng(1), 5, 2), "cross_entropy")
    assert gradient.vector.shape == net.parameters.shape
    for part, own in ((gradient.weights, net.weights), (gradient.biases, net.biases)):
        assert [p.shape for p in part] == [o.shape for o in own]
        assert all(np.shares_memory(p, gradient.vector) for p in part)
    assert [d.shape for d in gradient.deltas] == [(5, 8), (5, 2)]


@given(st.integers(1, 9), st.integers(0, 99), st.sampled_from(["tanh", "maxout", "swish"]))
def test_batch_gradient_is_the_mean_of_single_gradients(n: int, seed: int, hidden: str) -> None:
    rng = np.random.default_rng(seed)
    net = random_network([2, 3, 2], [hidden, "softmax"], seed)
    X, T = rng.standard_normal((n, 2)), targets(rng, n, 2)
    kept = X.copy(), T.copy(), net.parameters.copy()
    loss, gradient = net.loss_and_gradient(X, T, "quadratic")
    single = [net.loss_and_gradient(X[[i]], T[[i]], "quadratic") for i in range(n)]
    assert loss == pytest.approx(np.mean([value for value, _ in single]))
    np.testing.assert_allclose(gradient.vector, np.mean([g.vector for _, g in single], axis=0), atol=1e-13)
    for before, after in zip(kept, (X, T, net.parameters), strict=True):
        np.testing.assert_array_equal(before, after)


def test_same_seed_same_weights_and_initialize() -> None:
    one, two = MLP([2, 4, 1], seed=5), MLP([2, 4, 1], seed=5)
    np.testing.assert_array_equal(one.parameters, two.parameters)
    assert (MLP([2, 4, 1], seed=6).weights[0] != one.weights[0]).all()
    one.initialize("he_normal", 1)
    assert (one.parameters[one.parameters != 0] != two.parameters[one.parameters != 0]).all()
    one.initialize(INITIALIZERS["glorot_uniform"], 5)
    np.testing.assert_array_equal(one.parameters, two.parameters)


def test_copy_is_independent() -> None:
    net = random_network([2, 3, 1], ["maxout", LeakyReLU(0.3)])
    other = net.copy()
    np.testing.assert_array_equal(other.parameters, net.parameters)
    assert other.activations == net.activations
    other.parameters[:] = 0.0
    assert (net.parameters != 0).all()


def test_tanh_to_maxout_and_back_keeps_all_weights() -> None:
    net = random_network([2, 3, 2, 1], ["tanh", "tanh", "sigmoid"])
    net.set_cut(1, 1, 2)
    before = net.parameters.copy()
    W, b = [W.copy() for W in net.weights], [b.copy() for b in net.biases]
    net.activations = ["maxout", "tanh", "maxout"]
    assert [len(rows) for rows in net.weights] == [6, 2, 2]
    for layer, n_out in ((0, 3), (1, 2), (2, 1)):
        np.testing.assert_array_equal(net.weights[layer][:n_out], W[layer])
        np.testing.assert_array_equal(net.biases[layer][:n_out], b[layer])
        assert not net.blocks[layer][n_out:].any()
    assert all(np.shares_memory(each, net.parameters) for each in net.weights)
    assert [links.sum() for links in net.cut_links] == [0, 1, 0]
    net.activations = "tanh"
    np.testing.assert_array_equal(net.parameters, before)
    assert net.cut_links[1][1, 2]
    assert net.cut.sum() == 1


def test_other_activations_of_the_same_shape_keep_the_vector_itself() -> None:
    net = random_network([2, 3, 1], ["tanh", "sigmoid"])
    vector = net.parameters
    net.activations = ["relu", "linear"]
    assert net.parameters is vector
    assert [f.name for f in net.activations] == ["relu", "linear"]


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda: MLP([3]), r"at least two whole numbers from 1 on \(inputs … outputs\), not \(3,\)"),
        (lambda: MLP(3), r"not \(3,\)"),
        (lambda: MLP([2, 1], seed=-1), "seed must be a whole number from 0 on, not -1"),
        (lambda: MLP([2, 1], seed=None), "seed must be a whole number from 0 on, not None"),
        (lambda: MLP([2, 0, 1]), r"not \(2, 0, 1\)"),
        (lambda: MLP([2, 1.5]), r"not \(2, 1.5\)"),
        (lambda: MLP([2, True]), r"not \(2, True\)"),
        (lambda: MLP([2, 3, 1], ["tanh"]), r"2 layers after the inputs need 2 activations, not 1: \['tanh'\]"),
        (lambda: MLP([2, 3, 1], "tahn"), "unknown activation 'tahn'; known are: linear, step, sign"),
        (lambda: MLP([2, 3, 1], ["softmax", "linear"]), "softmax looks at a whole layer and belongs to the output"),
        (lambda: MLP([2, 1], initializer="he"), "unknown initializer 'he'; known are: zeros, uniform"),
        (lambda: MLP([2, 1]).predict([[1.0]]), r"X must have shape \(N, 2\) with N ≥ 1, not \(1, 1\)"),
        (lambda: MLP([2, 1]).forward([1.0, 2.0]), r"not \(2,\)"),
        (lambda: MLP([2, 1]).forward(np.empty((0, 2))), r"not \(0, 2\)"),
        (
            lambda: MLP([2, 1]).loss_and_gradient(np.ones((3, 2)), np.ones(3), "quadratic"),
            r"T has shape \(3,\), the network's outputs have shape \(3, 1\)",
        ),
        (lambda: MLP([2, 1]).loss(np.ones((3, 2)), np.ones((2, 1)), "quadratic"), r"\(2, 1\).*\(3, 1\)"),
    ],
)
def test_bad_arguments(make, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        make()


def test_a_refused_change_of_activations_changes_nothing() -> None:
    net = MLP([2, 3, 1], ["tanh", "sigmoid"])
    for given_ in (["tanh"], ["tanh", "sigmoyd"], "softmax"):
        with pytest.raises(ValueError, match=r"activation|softmax"):
            net.activations = given_
    assert [f.name for f in net.activations] == ["tanh", "sigmoid"]


def test_repr_names_what_it_is() -> None:
    assert repr(MLP([2, 8, 1], ["tanh", "sigmoid"])) == "MLP(2-8-1; tanh, sigmoid; 33 parameters)"
