"""The engine beside PyTorch: outputs, gradients, and runs of several steps under every optimizer."""

import numpy as np
import pytest

from mlp_core import MLP, OPTIMIZERS, Trainer
from mlp_core.activations import LeakyReLU
from mlp_core.optimizers import AdaGrad, Adam, Momentum, Nesterov, RMSProp
from tests.mlp_core.problems import random_network, targets

torch = pytest.importorskip("torch")
nn, functional = torch.nn, torch.nn.functional

MODULE = {
    "linear": nn.Identity,
    "softsign": nn.Softsign,
    "sigmoid": nn.Sigmoid,
    "tanh": nn.Tanh,
    "relu": nn.ReLU,
    "leaky_relu": nn.LeakyReLU,
    "softplus": nn.Softplus,
    "swish": nn.SiLU,
    "softmax": lambda: nn.Softmax(dim=1),
}
# name → what PyTorch makes of logits or outputs, and targets: the mean over samples of the sum over outputs
LOSS = {
    ("sigmoid", "binary_cross_entropy"): lambda z, t: (
        functional.binary_cross_entropy_with_logits(z, t, reduction="sum") / len(t)
    ),
    ("softmax", "cross_entropy"): functional.cross_entropy,
    ("linear", "quadratic"): lambda z, t: functional.mse_loss(z, t, reduction="sum") / len(t),
    ("linear", "half_quadratic"): lambda z, t: functional.mse_loss(z, t, reduction="sum") / len(t) / 2,
}


def tensor(array: np.ndarray):
    return torch.tensor(np.array(array), dtype=torch.float64)


def twin(net: MLP, with_output: bool = True):
    """The same network in PyTorch: nn.Linear has the same (n_out, n_in) weights."""
    layers = []
    for W, b, f in zip(net.weights, net.biases, net.activations, strict=True):
        linear = nn.Linear(W.shape[1], W.shape[0], dtype=torch.float64)
        with torch.no_grad():
            linear.weight.copy_(tensor(W))
            linear.bias.copy_(tensor(b))
        layers += [linear, MODULE[f.name]()]
    return nn.Sequential(*(layers if with_output else layers[:-1]))


def parameters(model) -> np.ndarray:
    """Its parameters in the layout of ours: a row is a neuron's weights, then its bias."""
    blocks = [np.column_stack([m.weight.detach(), m.bias.detach()]) for m in model if isinstance(m, nn.Linear)]
    return np.concatenate([block.ravel() for block in blocks])


def gradient(model) -> np.ndarray:
    """Its gradients in the same layout."""
    blocks = [np.column_stack([m.weight.grad, m.bias.grad]) for m in model if isinstance(m, nn.Linear)]
    return np.concatenate([block.ravel() for block in blocks])


def problem(n_outputs: int, n: int = 12) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(5)
    return rng.standard_normal((n, 3)), targets(rng, n, n_outputs)


@pytest.mark.parametrize("hidden", [name for name in MODULE if name != "softmax"])
def test_outputs(hidden: str) -> None:
    net, (X, _) = random_network([3, 5, 4, 3], [hidden, hidden, "softmax"]), problem(3)
    np.testing.assert_allclose(net.predict(X), twin(net)(tensor(X)).detach(), rtol=1e-12)


@pytest.mark.parametrize("n_outputs", [1, 3])
@pytest.mark.parametrize(("output", "loss"), LOSS)
@pytest.mark.parametrize("hidden", ["tanh", "relu", "swish"])
def test_loss_and_gradient(hidden: str, output: str, loss: str, n_outputs: int) -> None:
    net, (X, T) = random_network([3, 5, n_outputs], [hidden, output]), problem(n_outputs)
    model = twin(net, with_output=False)
    if loss == "cross_entropy":
        T = T / T.sum(axis=1, keepdims=True)
    expected = LOSS[output, loss](model(tensor(X)), tensor(T))
    expected.backward()
    value, found = net.loss_and_gradient(X, T, loss)
    assert value == pytest.approx(expected.item(), rel=1e-12)
    np.testing.assert_allclose(found.vector, gradient(model), rtol=1e-10, atol=1e-14)


@pytest.mark.parametrize("z", [1000.0, -1000.0, 40.0])
def test_losses_from_logits_far_out(z: float) -> None:
    """Where both are computed from logits they agree at |z| = 1000 too."""
    for output, loss, logits, T in (
        ("sigmoid", "binary_cross_entropy", [[z]], [[0.0]]),
        ("sigmoid", "binary_cross_entropy", [[z]], [[1.0]]),
        ("softmax", "cross_entropy", [[z, 0.0, -z]], [[0.0, 1.0, 0.0]]),
    ):
        net = MLP([1, len(T[0])], output, "zeros")
        net.biases[0][:] = logits[0]
        model = twin(net, with_output=False)
        expected = LOSS[output, loss](model(torch.ones(1, 1, dtype=torch.float64)), tensor(T))
        expected.backward()
        value, found = net.loss_and_gradient([[1.0]], T, loss)
        assert value == pytest.approx(expected.item(), rel=1e-12)
        np.testing.assert_allclose(found.vector, gradient(model), atol=1e-15)


def follow(optimizer, torch_optimizer, n_steps: int = 12, clip: float | None = None, **arguments) -> None:
    """Train both in batches of all samples, and compare after every step."""
    net, (X, T) = random_network([3, 5, 1], ["tanh", "sigmoid"]), problem(1)
    model = twin(net, with_output=False)
    theirs = torch_optimizer(model)
    ours = Trainer(net, X, T, "binary_cross_entropy", optimizer, batch_size="all", clip_norm=clip, **arguments)
    loss = LOSS["sigmoid", "binary_cross_entropy"]
    for _ in range(n_steps):
        theirs.zero_grad()
        loss(model(tensor(X)), tensor(T)).backward()
        if clip is not None:
            before = torch.nn.utils.clip_grad_norm_(model.parameters(), clip)
            assert before > clip  # else nothing would be compared
        theirs.step()
        ours.step()
        np.testing.assert_allclose(net.parameters, parameters(model), rtol=1e-5 if clip else 1e-8, atol=1e-11)


CASES = [
    ("sgd", lambda p, lr: torch.optim.SGD(p, lr)),
    ("momentum", lambda p, lr: torch.optim.SGD(p, lr, momentum=0.9)),
    (Momentum(0.5), lambda p, lr: torch.optim.SGD(p, lr, momentum=0.5)),
    ("nesterov", lambda p, lr: torch.optim.SGD(p, lr, momentum=0.9, nesterov=True)),
    (Nesterov(0.6), lambda p, lr: torch.optim.SGD(p, lr, momentum=0.6, nesterov=True)),
    ("adagrad", lambda p, lr: torch.optim.Adagrad(p, lr)),
    (AdaGrad(0.01), lambda p, lr: torch.optim.Adagrad(p, lr, eps=0.01)),
    ("rmsprop", lambda p, lr: torch.optim.RMSprop(p, lr)),
    (RMSProp(0.9, 1e-3), lambda p, lr: torch.optim.RMSprop(p, lr, alpha=0.9, eps=1e-3)),
    ("adam", lambda p, lr: torch.optim.Adam(p, lr)),
    (Adam(0.5, 0.7, 1e-2), lambda p, lr: torch.optim.Adam(p, lr, betas=(0.5, 0.7), eps=1e-2)),
]


@pytest.mark.parametrize("learning_rate", [0.01, 0.3])
@pytest.mark.parametrize(("optimizer", "theirs"), CASES)
def test_several_steps_of_every_optimizer(optimizer, theirs, learning_rate: float) -> None:
    follow(optimizer, lambda model: theirs(model.parameters(), learning_rate), learning_rate=learning_rate)


def test_every_optimizer_was_compared() -> None:
    assert {name for name, _ in CASES if isinstance(name, str)} == set(OPTIMIZERS)


@pytest.mark.parametrize("optimizer", ["sgd", "momentum", "adam"])
def test_l2_is_weight_decay_on_weights_alone(optimizer: str) -> None:
    theirs = dict(CASES)[optimizer]

    def decayed(model):
        weights = [p for name, p in model.named_parameters() if "weight" in name]
        biases = [p for name, p in model.named_parameters() if "bias" in name]
        groups = [{"params": weights, "weight_decay": 0.2}, {"params": biases, "weight_decay": 0.0}]
        return theirs(groups, 0.1)

    follow(optimizer, decayed, learning_rate=0.1, l2=0.2)


@pytest.mark.parametrize("optimizer", ["sgd", "nesterov"])
def test_clipping(optimizer: str) -> None:
    """PyTorch divides by norm + 1e-6, so the comparison is a little looser."""
    theirs = dict(CASES)[optimizer]
    follow(optimizer, lambda model: theirs(model.parameters(), 0.1), n_steps=5, clip=0.02, learning_rate=0.1)


def test_slope_of_leaky_relu() -> None:
    net, (X, T) = random_network([3, 5, 1], [LeakyReLU(0.2), "linear"]), problem(1)
    model = twin(net)
    model[1] = nn.LeakyReLU(0.2)
    LOSS["linear", "quadratic"](model(tensor(X)), tensor(T)).backward()
    np.testing.assert_allclose(net.loss_and_gradient(X, T, "quadratic")[1].vector, gradient(model), rtol=1e-10)
