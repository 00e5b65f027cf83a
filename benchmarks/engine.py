"""Speed of the engine beside scikit-learn and PyTorch: the same network, data and mini-batches, one thread each.

All contenders of a case take turns in one run, so that a busy machine slows them alike; each figure is a median over
the rounds, and each ratio the median of the ratios within a round. mlp_core also records loss, accuracy and gradient
norm while it trains, as on the page. Prints Markdown; PyTorch is left out where it is absent.
"""

import platform
import statistics
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import version
from time import perf_counter

import numpy as np
from sklearn.datasets import load_digits
from sklearn.neural_network import MLPClassifier, MLPRegressor
from threadpoolctl import threadpool_limits

from mlp_core import DATASETS, MLP, Trainer

try:
    import torch
except ImportError:
    torch = None

ROUNDS = 15
SECONDS_PER_ROUND = 0.15
Epoch = Callable[[], object]
"""Trains for one epoch."""


@dataclass(frozen=True)
class Case:
    """A network, its data and its mini-batches; targets T as mlp_core takes them."""

    layer_sizes: tuple[int, ...]
    hidden: str
    output: str
    loss: str
    batch_size: int
    X: np.ndarray
    T: np.ndarray
    learning_rate: float = 0.05

    @property
    def steps(self) -> int:
        return -(-len(self.X) // self.batch_size)

    @property
    def title(self) -> str:
        network = "-".join(map(str, self.layer_sizes))
        return f"{network} {self.hidden}, {self.output}; batch {self.batch_size}, {len(self.X):,} samples"


def cases() -> tuple[Case, ...]:
    spiral = DATASETS["spiral"].generate(n_samples=300, test_share=0.0)
    sine = DATASETS["sine"].generate(n_samples=300, test_share=0.0)
    digits, digit_labels = load_digits(return_X_y=True)
    rng = np.random.default_rng(0)
    labels = rng.integers(0, 10, 2000)
    images = rng.standard_normal((10, 784))[labels] + rng.standard_normal((2000, 784))
    one_hot = np.eye(10)
    return (
        Case((2, 8, 8, 1), "tanh", "sigmoid", "binary_cross_entropy", 10, spiral.X, spiral.T),
        Case((1, 16, 16, 1), "tanh", "linear", "half_quadratic", 10, sine.X, sine.T),
        Case((64, 64, 10), "tanh", "softmax", "cross_entropy", 32, digits / 16.0, one_hot[digit_labels]),
        Case((784, 100, 10), "relu", "softmax", "cross_entropy", 32, images / 28.0, one_hot[labels]),
    )


def mlp_core_epoch(case: Case) -> Epoch:
    activations = (*(case.hidden,) * (len(case.layer_sizes) - 2), case.output)
    trainer = Trainer(
        MLP(case.layer_sizes, activations, seed=0),
        case.X,
        case.T,
        loss=case.loss,
        learning_rate=case.learning_rate,
        batch_size=case.batch_size,
    )
    return lambda: trainer.run_epochs(1)


def scikit_learn_model(case: Case) -> tuple[MLPClassifier | MLPRegressor, np.ndarray, dict[str, np.ndarray]]:
    kind = MLPRegressor if case.output == "linear" else MLPClassifier
    model = kind(
        hidden_layer_sizes=case.layer_sizes[1:-1],
        activation=case.hidden,
        solver="sgd",
        alpha=0.0,
        batch_size=case.batch_size,
        learning_rate_init=case.learning_rate,
        momentum=0.0,
        nesterovs_momentum=False,
        random_state=0,
    )
    if kind is MLPRegressor:
        return model, case.T[:, 0], {}
    labels = case.T[:, 0].astype(int) if case.output == "sigmoid" else case.T.argmax(axis=1)
    return model, labels, {"classes": np.unique(labels)}


def scikit_learn_batches(case: Case) -> Epoch:
    """partial_fit on each mini-batch, as in training that stops between two steps."""
    model, y, classes = scikit_learn_model(case)
    model.batch_size = "auto"
    rng = np.random.default_rng(0)

    def epoch() -> None:
        order = rng.permutation(len(y))
        for start in range(0, len(y), case.batch_size):
            rows = order[start : start + case.batch_size]
            model.partial_fit(case.X[rows], y[rows], **classes)

    return epoch


def scikit_learn_epoch(case: Case) -> Epoch:
    """partial_fit on all samples, which makes the mini-batches of an epoch itself."""
    model, y, classes = scikit_learn_model(case)
    return lambda: model.partial_fit(case.X, y, **classes)


def pytorch_parts(case: Case) -> tuple:
    """Model, optimizer, loss, inputs and targets; the output's activation is in the loss, as PyTorch advises."""
    torch.manual_seed(0)
    torch.set_num_threads(1)
    layers = []
    for n_in, n_out in zip(case.layer_sizes, case.layer_sizes[1:], strict=False):
        layers += [torch.nn.Linear(n_in, n_out), {"tanh": torch.nn.Tanh, "relu": torch.nn.ReLU}[case.hidden]()]
    model = torch.nn.Sequential(*layers[:-1]).double()
    optimizer = torch.optim.SGD(model.parameters(), lr=case.learning_rate)
    losses = {
        "sigmoid": torch.nn.BCEWithLogitsLoss(),
        "linear": torch.nn.MSELoss(),
        "softmax": torch.nn.CrossEntropyLoss(),
    }
    T = torch.tensor(case.T.argmax(axis=1) if case.output == "softmax" else case.T)
    return model, optimizer, losses[case.output], torch.tensor(case.X), T


def pytorch_loader(case: Case) -> Epoch:
    """The loop of PyTorch's tutorials: a DataLoader shuffles, and the loss of the epoch is added up."""
    model, optimizer, loss_of, X, T = pytorch_parts(case)
    data = torch.utils.data.TensorDataset(X, T)
    loader = torch.utils.data.DataLoader(data, batch_size=case.batch_size, shuffle=True)

    def epoch() -> float:
        total = 0.0
        for x, t in loader:
            optimizer.zero_grad()
            loss = loss_of(model(x), t)
            loss.backward()
            optimizer.step()
            total += loss.item() * len(x)
        return total / len(X)

    return epoch


def pytorch_bare(case: Case) -> Epoch:
    """The least that still trains: rows fetched by index, nothing measured."""
    model, optimizer, loss_of, X, T = pytorch_parts(case)

    def epoch() -> None:
        order = torch.randperm(len(X))
        for start in range(0, len(X), case.batch_size):
            rows = order[start : start + case.batch_size]
            optimizer.zero_grad()
            loss_of(model(X[rows]), T[rows]).backward()
            optimizer.step()

    return epoch


def region_contenders() -> dict[str, Epoch]:
    """A 100 × 100 decision region by the library, and by its matrix products and activations written out."""
    net = MLP((2, 8, 8, 1), ("tanh", "tanh", "sigmoid"), seed=0)
    axis = np.linspace(-2.15, 2.15, 100)
    X = np.stack(np.meshgrid(axis, axis), axis=-1).reshape(-1, 2)
    W, b = net.weights, net.biases

    def bare() -> np.ndarray:
        A = np.tanh(X @ W[0].T + b[0])
        A = np.tanh(A @ W[1].T + b[1])
        return 1.0 / (1.0 + np.exp(-(A @ W[2].T + b[2])))

    np.testing.assert_allclose(net.predict(X), bare(), rtol=1e-12)
    return {"bare": bare, "predict": lambda: net.predict(X), "forward": lambda: net.forward(X)}


def take_turns(contenders: dict[str, Epoch]) -> dict[str, list[float]]:
    """Milliseconds of one call of each contender, round by round."""
    calls = {}
    for name, call in contenders.items():
        call()
        start = perf_counter()
        call()
        calls[name] = max(1, int(SECONDS_PER_ROUND / (perf_counter() - start)))
    times: dict[str, list[float]] = {name: [] for name in contenders}
    for _ in range(ROUNDS):
        for name, call in contenders.items():
            start = perf_counter()
            for _ in range(calls[name]):
                call()
            times[name].append(1000.0 * (perf_counter() - start) / calls[name])
    return times


def ratio(times: dict[str, list[float]], slow: str, fast: str) -> float:
    return statistics.median(s / f for s, f in zip(times[slow], times[fast], strict=True))


PEERS = (
    ("scikit-learn, `partial_fit` an epoch", scikit_learn_epoch),
    ("scikit-learn, `partial_fit` a mini-batch", scikit_learn_batches),
    ("PyTorch, `DataLoader` and loss", pytorch_loader),
    ("PyTorch, bare loop", pytorch_bare),
)


def print_training() -> None:
    peers = tuple((title, make) for title, make in PEERS if torch or not title.startswith("PyTorch"))
    print("| network and mini-batches | mlp_core: SGD steps/s | ms an epoch |", *(f"{title} |" for title, _ in peers))
    print("|---|" + "---:|" * (2 + len(peers)))
    for case in cases():
        times = take_turns({"mlp_core": mlp_core_epoch(case)} | {title: make(case) for title, make in peers})
        own = statistics.median(times["mlp_core"])
        cells = [case.title, f"{1000.0 * case.steps / own:,.0f}", f"{own:.2f}"]
        cells += [
            f"{statistics.median(times[title]):.2f} (**{ratio(times, title, 'mlp_core'):.1f} ×**)" for title, _ in peers
        ]
        print(f"| {' | '.join(cells)} |", flush=True)


def print_region() -> None:
    times = take_turns(region_contenders())
    print("| 100 × 100 decision region of 2-8-8-1 | ms | beside the bare computation |\n|---|---:|---:|")
    for name, title in (
        ("bare", "matrix products and activations alone"),
        ("predict", "`MLP.predict`"),
        ("forward", "`MLP.forward`, every neuron's map"),
    ):
        print(f"| {title} | {statistics.median(times[name]):.2f} | {ratio(times, name, 'bare'):.2f} × |")


def main() -> None:
    libraries = ("numpy", "scikit-learn", *(("torch",) if torch else ()))
    versions = ", ".join(f"{library} {version(library)}" for library in libraries)
    print(f"Python {platform.python_version()}, {versions}; float64, one thread each; medians of {ROUNDS} rounds.\n")
    with threadpool_limits(limits=1):
        print_training()
        print()
        print_region()


if __name__ == "__main__":
    main()
