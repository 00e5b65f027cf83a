"""Two networks that start alike, one of ReLUs and one of leaky ReLUs, and how many of their neurons are dead."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from mlp_core import DATASETS, MLP, Trainer
from mlp_core.activations import ACTIVATIONS, LeakyReLU
from mlp_core.arrays import Array
from mlp_core.datasets import Dataset
from mlp_core.diagnostics import dead_units
from pages.common.played_run import PlayedRun

SAMPLES, BATCH_SIZE, SIZES = 300, 10, (2, 16, 16, 1)
LAST_EPOCH = 300
RELU, LEAKY = "relu", "leaky_relu"
# How the first weights may be wrong.
GOOD, LOW_BIASES, NEGATIVE = "He normal", "biases at −4", "weights shifted down"


@dataclass(frozen=True)
class Choice:
    """What both networks learn from, and how.

    start : GOOD, LOW_BIASES (all hidden biases −4) or NEGATIVE (hidden weights lowered by their standard deviation)
    slope : of the leaky ReLUs
    """

    data: str = "circle"
    rate: float = 0.1
    start: str = GOOD
    slope: float = 0.01
    seed: int = 0


class DyingRace(PlayedRun):
    """Both networks of a choice and their training.

    Attributes
    ----------
    choice : change it by ``change`` alone
    dataset, trainers : of the choice; {"relu": …, "leaky_relu": …}
    dead : {name: list of (n_hidden_layers,) shares of dead neurons after 0, 1, … epochs}
    """

    def __init__(self, choice: Choice) -> None:
        super().__init__()
        self.choice = choice
        self._begin()

    @property
    def epoch(self) -> int:
        """Epochs that were measured."""
        return len(self.dead[RELU]) - 1

    @property
    def done(self) -> bool:
        """Whether the last epoch is trained."""
        return self.epoch >= LAST_EPOCH

    def change(self, choice: Choice) -> None:
        """Another learning rate goes on with the same weights; all else begins anew."""
        with self.lock:
            before, self.choice = self.choice, choice
            if before == choice:
                return
            self.generation += 1
            if (before.data, before.start, before.slope, before.seed) != (
                choice.data, choice.start, choice.slope, choice.seed,
            ):  # fmt: skip
                self._begin()
            for trainer in self.trainers.values():
                trainer.learning_rate = choice.rate

    def step(self) -> None:
        """One epoch of each, by hand."""
        self._by_hand(self._train_a_frame)

    def reset(self) -> None:
        """Back to the same first weights."""
        self._by_hand(self._begin)

    def dead_now(self, name: str) -> list[NDArray[np.bool_]]:
        """Per hidden layer (n,): whether a neuron's slope is 0 at every sample."""
        net = self.trainers[name].network
        z = net.forward(self.dataset.X).z[:-1]
        return [dead_units(f, each) for f, each in zip(net.activations, z, strict=False)]

    def alive(self, name: str) -> list[Array]:
        """Per hidden layer (n,): the share of the samples at which each neuron has z > 0."""
        z = self.trainers[name].network.forward(self.dataset.X).z[:-1]
        return [(each > 0).mean(axis=0) for each in z]

    def _train_a_frame(self) -> None:
        for name, trainer in self.trainers.items():
            trainer.run_epochs(1)
            self.dead[name].append(self._dead_shares(name))

    def _begin(self) -> None:
        self.dataset = dataset(self.choice.data)
        first = first_network(self.choice)
        self.trainers = {}
        for name, activation in ((RELU, ACTIVATIONS[RELU]), (LEAKY, LeakyReLU(self.choice.slope))):
            net = first.copy()
            net.activations = (activation, activation, net.activations[-1])
            self.trainers[name] = Trainer(
                net, self.dataset.X, self.dataset.T, "binary_cross_entropy", learning_rate=self.choice.rate,
                batch_size=BATCH_SIZE,
            )  # fmt: skip
        self.dead = {name: [self._dead_shares(name)] for name in self.trainers}

    def _dead_shares(self, name: str) -> Array:
        return np.array([each.mean() for each in self.dead_now(name)])


def first_network(choice: Choice) -> MLP:
    """The first weights of both."""
    net = MLP(SIZES, [RELU, RELU, "sigmoid"], "he_normal", choice.seed)
    for weights, biases in zip(net.weights[:-1], net.biases[:-1], strict=True):
        if choice.start == LOW_BIASES:
            biases[:] = -4.0
        elif choice.start == NEGATIVE:
            weights -= weights.std()
    return net


@lru_cache(maxsize=8)
def dataset(name: str) -> Dataset:
    """The data of that name; read-only, so that all sessions share it."""
    return DATASETS[name].generate(n_samples=SAMPLES, test_share=0.0)
