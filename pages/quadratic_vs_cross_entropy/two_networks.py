"""Two networks that start alike and see the same mini-batches, one under each loss."""

from dataclasses import dataclass
from functools import lru_cache

from mlp_core import DATASETS, MLP, Trainer
from mlp_core.datasets import Dataset
from mlp_core.initializers import GlorotUniform
from pages.common.played_run import PlayedRun

SAMPLES, BATCH_SIZE = 300, 10
QUADRATIC, CROSS_ENTROPY = "quadratic", "cross_entropy"
# A run that nobody stops ends here; the curves have long been flat.
LAST_EPOCH = 2000
EPOCHS_BEFORE_TWO_A_FRAME = 40


@dataclass(frozen=True)
class Choice:
    """What both networks are and learn from, and the learning rate of each.

    Attributes
    ----------
    hidden : neurons of each hidden layer
    scale : factor on the first weights of Glorot and Bengio
    quadratic : the quadratic cost, "half_quadratic" or "quadratic"
    seed : of the first weights
    """

    data: str = "circle"
    hidden: tuple[int, ...] = (8,)
    activation: str = "tanh"
    scale: float = 4.0
    quadratic: str = "half_quadratic"
    rate_quadratic: float = 0.3
    rate_cross_entropy: float = 0.3
    seed: int = 0


class TwoNetworks(PlayedRun):
    """The two networks of a choice and their training.

    Attributes
    ----------
    choice : change it by ``change`` alone
    dataset : of the choice
    trainers : {"quadratic": …, "cross_entropy": …}
    """

    def __init__(self, choice: Choice) -> None:
        super().__init__()
        self.choice = choice
        self._begin()

    @property
    def epoch(self) -> int:
        """Whole epochs that both have done."""
        return min(trainer.epoch for trainer in self.trainers.values())

    @property
    def done(self) -> bool:
        """Whether the last epoch is trained."""
        return self.epoch >= LAST_EPOCH

    def change(self, choice: Choice) -> None:
        """Take over another choice. Learning rates and the ½ change while it trains; all else begins anew."""
        with self.lock:
            before, self.choice = self.choice, choice
            if before == choice:
                return
            self.generation += 1
            if _start_of(before) != _start_of(choice):
                self._begin()
                return
            quadratic, cross_entropy = self.trainers.values()
            if before.quadratic != choice.quadratic:
                quadratic.loss = choice.quadratic
            quadratic.learning_rate, cross_entropy.learning_rate = choice.rate_quadratic, choice.rate_cross_entropy

    def step(self) -> None:
        """One epoch of each, by hand."""
        self._by_hand(lambda: self._train(1))

    def reset(self) -> None:
        """Back to the same first weights."""
        self._by_hand(self._begin)

    def _train_a_frame(self) -> None:
        """One epoch of each, later more, as less happens in each."""
        self._train(max(1, int(self.part * self.epoch / EPOCHS_BEFORE_TWO_A_FRAME)))

    def _train(self, epochs: int) -> None:
        for trainer in self.trainers.values():
            trainer.run_epochs(epochs)

    def _begin(self) -> None:
        choice = self.choice
        self.dataset = dataset(choice.data)
        several = self.dataset.n_classes > 2
        sizes = (self.dataset.X.shape[1], *choice.hidden, self.dataset.T.shape[1])
        activations = [*[choice.activation] * len(choice.hidden), "softmax" if several else "sigmoid"]
        losses = {QUADRATIC: choice.quadratic, CROSS_ENTROPY: "cross_entropy" if several else "binary_cross_entropy"}
        rates = {QUADRATIC: choice.rate_quadratic, CROSS_ENTROPY: choice.rate_cross_entropy}
        first = MLP(sizes, activations, GlorotUniform(choice.scale), choice.seed)
        self.trainers = {
            name: Trainer(
                first.copy(), self.dataset.X, self.dataset.T, loss, learning_rate=rates[name], batch_size=BATCH_SIZE
            )
            for name, loss in losses.items()
        }


@lru_cache(maxsize=16)
def dataset(name: str) -> Dataset:
    """The data of that name that both networks learn from; read-only, so that all sessions share it."""
    return DATASETS[name].generate(n_samples=SAMPLES, test_share=0.0)


def _start_of(choice: Choice) -> tuple[object, ...]:
    """What the first weights and the data follow from."""
    return choice.data, choice.hidden, choice.activation, choice.scale, choice.seed
