"""Two experiments that train in step: the same data, first weights and mini-batches, one setting apart."""

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace
from time import perf_counter

from mlp_core import Trainer
from pages.common.experiment import Experiment
from pages.common.played_run import PlayedRun
from pages.compare.choice import Choice

# A page opens on networks that have learnt something: so many epochs, or as many as these steps are.
OPENING_EPOCHS, OPENING_STEPS = 60, 4000
# At each speed: epochs that a frame trains, and seconds after which it ends all the same; "step" is one mini-batch.
A_FRAME = (("epoch", 1, 0.06), ("ten", 10, 0.06), ("max", 1000, 0.018))


class Pair(PlayedRun):
    """The experiments A and B of a choice. Whoever trains, changes or draws holds ``lock``.

    They have always done the same epochs, and with equal batch sizes the same mini-batches, but for one that stopped.

    Attributes
    ----------
    choice : change it by ``change`` alone
    sides : A and B
    """

    def __init__(self, choice: Choice) -> None:
        super().__init__()
        self.choice = choice
        self._begin()
        self._open()

    @property
    def done(self) -> bool:
        """Whether neither can train on."""
        return not self.running

    @property
    def running(self) -> list[Experiment]:
        """Those that have data and have neither diverged nor met a stop rule."""
        return [side for side in self.sides if side.trainer.status == "running" and not side.is_empty]

    @property
    def epoch(self) -> int:
        """Whole epochs done, by the one that is further."""
        return max(side.trainer.epoch for side in self.sides)

    def change(self, choice: Choice) -> None:
        """Take over another choice.

        A value of A or B is changed while it trains and keeps its weights, as in the playground. What the first weights
        follow from, another setting to differ in, and other shared settings begin both anew.
        """
        with self.lock:
            before, self.choice = self.choice, choice
            if before == choice:
                return
            self.generation += 1
            shared_stays = not before.base.different(choice.base)
            if before.differs != choice.differs or not shared_stays or choice.difference.anew:
                trained = self.epoch > 0
                self._begin()
                if trained and not self.playing:
                    self._open()
                return
            for side, settings in zip(self.sides, choice.settings, strict=True):
                side.change(settings)
            self.playing = self.playing and not self.done

    def set_speed(self, speed: str) -> None:
        """How much a frame trains; it changes nothing else."""
        with self.lock:
            self.choice = replace(self.choice, base=self.choice.base.changed(speed=speed))

    def new_weights(self) -> None:
        """Other first weights, again the same for both."""
        seed = (self.choice.base.seed + 1) % 10_000
        self.change(replace(self.choice, base=self.choice.base.changed(seed=seed)))

    def step(self) -> None:
        """One mini-batch of each, by hand."""
        self._by_hand(lambda: self._train(self._a_mini_batch_of_each))

    def reset(self) -> None:
        """Both back to the same first weights."""
        self._by_hand(self._begin)

    def _train_a_frame(self) -> None:
        speed = self.choice.base.speed
        if speed == "step":
            self._train(self._a_mini_batch_of_each)
        else:
            epochs, seconds = next(rest for name, *rest in A_FRAME if name == speed)
            self._train(lambda: self._epochs_of_each(epochs, perf_counter() + seconds))

    def _train(self, train: Callable[[], None]) -> None:
        """Train both by this, keeping what an experiment keeps of a run."""
        with ExitStack() as both:
            for side in self.sides:
                both.enter_context(side.training())
            train()

    def _a_mini_batch_of_each(self) -> None:
        for side in self.running:
            side.trainer.step()

    def _epochs_of_each(self, epochs: int, end: float) -> None:
        """Until both have done so many more epochs, or the time is over; first the one that is behind catches up."""
        target = self.epoch + epochs
        while behind := [side.trainer for side in self.running if side.trainer.epoch < target]:
            equal = len({trainer.batch_size for trainer in behind}) == 1 and len({t.time for t in behind}) == 1
            if equal:
                self._an_epoch_in_step(behind, end)
            else:
                epoch = min(trainer.epoch for trainer in behind)
                for trainer in behind:
                    trainer.run_epochs(int(trainer.epoch == epoch))
            if perf_counter() > end:
                return

    def _an_epoch_in_step(self, trainers: list[Trainer], end: float) -> None:
        """Alternate single mini-batches, so that both have done the same ones wherever the time is over."""
        epoch = trainers[0].epoch + 1
        while any(trainer.epoch < epoch and trainer.status == "running" for trainer in trainers):
            for trainer in trainers:
                trainer.step()
            if perf_counter() > end:
                return

    def _begin(self) -> None:
        """First weights, epoch 0."""
        self.sides = tuple(Experiment(settings) for settings in self.choice.settings)

    def _open(self) -> None:
        """The same number of epochs wherever the page is opened, so that a link shows the same picture."""
        if self.done:
            return
        longest = max(-(-len(side.trainer.X) // side.trainer.batch_size) for side in self.sides)
        epochs = max(1, min(OPENING_EPOCHS, OPENING_STEPS // longest))
        for side in self.sides:
            with side.training() as trainer:
                trainer.run_epochs(epochs)
