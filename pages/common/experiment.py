"""An experiment that runs: the data, network and Trainer of its settings, kept in step with them while it trains."""

from collections import deque
from collections.abc import Set
from dataclasses import replace
from math import nan
from threading import RLock
from time import perf_counter

import numpy as np

from mlp_core import DATASETS, MLP, Trainer
from mlp_core.arrays import Array
from mlp_core.classification import accuracy
from mlp_core.datasets import Dataset
from mlp_core.diagnostics import why_diverged
from mlp_core.features import expand_features
from pages.common.changes import one_gesture
from pages.common.engine_parts import activations, initializer, optimizer, schedule, standardised
from pages.common.labels import change_label, changes_label
from pages.common.rewind import Rewind
from pages.common.settings import Settings

DATA_FIELDS = frozenset({"data", "samples", "noise", "test", "classes", "sample"})
SHAPE_FIELDS = frozenset({"layers", "features"})
FIRST_WEIGHT_FIELDS = frozenset({"initializer", "scale", "seed"})
# Hours of playing with a slider must not fill the memory, nor the curves.
MOST_MARKS = 200
# The pace is taken over the last frames, about a second of them.
PACE_FRAMES = 30
# Epochs of a large data set are cut short by this and go on in the next frame, so that a control never waits long.
MOST_SECONDS_A_FRAME = 0.06


class Experiment(Rewind):
    """The data, network and Trainer that settings describe, and what was changed while it ran.

    ``Rewind`` is its past: looking back, going on from there, undoing. All of it belongs to one session. A control
    outside the chart can start a second script run while the first still trains, so whoever trains, changes or draws
    holds ``lock``.

    Attributes
    ----------
    settings : change them by ``change`` alone
    dataset, trainer : of the settings
    marks : (epoch, "old → new") of each change while it trained
    playing : whether the page asks for more
    generation : a number that is another one after each change, so that frames from before it can be dropped
    divergence : why training diverged, or None

    Parameters
    ----------
    network : its parameters are the first ones, until other first weights are asked for; it takes the data's inputs as
        they were before they were standardised

    Raises
    ------
    ValueError : the network has not the layer sizes of the settings
    """

    def __init__(self, settings: Settings, network: MLP | None = None) -> None:
        super().__init__()
        self.lock = RLock()
        self.settings = settings
        self.playing = False
        self.generation = 0
        self.dataset = self._make_dataset()
        self._given = None if network is None else standardised(network, self.dataset, settings.layers)
        self._begin()

    @property
    def network(self) -> MLP:
        """The network that is trained."""
        return self.trainer.network

    def change(self, new: Settings) -> None:
        """Take over new settings. Weights stay unless the data, or the seed of the weights, are others.

        The initializer acts on the next first weights and on new neurons; before the first step at once.
        """
        with self.lock:
            different = self.settings.different(new)
            if not different:  # but for the speed, perhaps
                self.settings = new
                return
            live = not (self._begins(different) or different & SHAPE_FIELDS)
            self._remember(changes_label(self.settings, new), live=live, same=one_gesture(different), to=new)
            self._apply(new)
            self._changed()

    def reset(self) -> None:
        """Back to the same first weights."""
        with self.lock:
            self._remember("Reset")
            self._begin()
            self._changed()

    def step(self) -> None:
        """One mini-batch, by hand."""
        with self.lock:
            self.playing = False
            self.generation += 1
            with self._kept_moments():
                self.trainer.step()
            self._look_at_status()

    def return_to_best(self) -> None:
        """After a divergence: the parameters of the best recorded epoch, a tenth of the learning rate."""
        with self.lock:
            self._remember("Step back")
            self.trainer.return_to_best()
            self.divergence = None
            self._apply(replace(self.settings, rate=max(self.settings.rate / 10, 1e-5)))

    def set_weight(self, layer: int, row: int, column: int, value: float) -> None:
        """Change a weight by hand, or a bias (column = number of inputs of the layer)."""
        with self.lock:
            before = self.network.blocks[layer][row, column]
            label, place = f"weight {before:.3g} → {value:.3g}", frozenset({f"{layer} {row} {column}"})
            self._remember(label, same=place)
            self.network.blocks[layer][row, column] = value
            self._changed()

    def cut(self, layer: int, row: int, column: int, cut: bool) -> None:
        """Cut a link, or free it, with the value it had."""
        with self.lock:
            self._remember("a link cut" if cut else "a link freed")
            weights, place, values = self.network.weights, (layer, row, column), dict(self._before_cut)
            if cut:
                values.setdefault(place, float(weights[layer][row, column]))
            self.network.set_cut(layer, row, column, cut)
            self.trainer.cut_changed()
            if not cut:
                weights[layer][row, column] = values.pop(place, 0.0)
            self._before_cut = values

    def train(self, seconds: float) -> None:
        """What one frame trains at the speed of the settings; ``seconds`` are what "max" may take."""
        with self.lock:
            trainer, speed = self.trainer, self.settings.speed
            with self._kept_moments():
                if speed == "step":
                    trainer.step()
                elif speed == "max":
                    trainer.run_for(seconds)
                else:
                    trainer.run_epochs(10 if speed == "ten" else 1, MOST_SECONDS_A_FRAME)
            self._pace.append((perf_counter(), trainer.steps))
            self._look_at_status()

    @property
    def steps_per_second(self) -> float:
        """SGD steps a second over the last second or so; 0 while nothing is known."""
        pace = self._pace  # another script run of the session may put a new one there
        if len(pace) < 2:
            return 0.0
        (start, first), (end, last) = pace[0], pace[-1]
        return (last - first) / (end - start) if end > start else 0.0

    def rest(self) -> None:
        """Playing was stopped or started: the pace is measured anew."""
        self._pace = deque(maxlen=PACE_FRAMES)

    def measure(self) -> tuple[float, float, float, float]:
        """Loss and then accuracy, each of training and test data, of the network as it is now; NaN without."""
        trainer, network = self.trainer, self.network
        with np.errstate(all="ignore"):
            train_loss = network.loss(trainer.X, trainer.T, trainer.loss)
            test_loss = nan if trainer.test_data is None else network.loss(*trainer.test_data, trainer.loss)
            if not trainer.classification:
                return train_loss, test_loss, nan, nan
            signed = self.settings.output == "tanh"
            data = (trainer.X, trainer.T), trainer.test_data
            shares = (nan if each is None else accuracy(network.predict(each[0]), each[1], signed) for each in data)
            return train_loss, test_loss, *shares

    def inputs(self, X: Array) -> Array:
        """Standardised data (N, 1 or 2) → what the network takes, (N, features)."""
        return expand_features(X, self.settings.features)

    def targets(self, T: Array) -> Array:
        """Targets as the output activation is trained on them: ±1 for classes and tanh, else as they are."""
        signed = self.settings.output == "tanh" and self.dataset.task != "regression"
        return 2.0 * T - 1.0 if signed else T

    def _apply(self, settings: Settings) -> None:
        old, different = self.settings, self.settings.different(settings)
        self.settings = settings
        if different & (DATA_FIELDS | SHAPE_FIELDS | FIRST_WEIGHT_FIELDS):
            self._given = None
        if different & DATA_FIELDS:
            self.dataset = self._make_dataset()
        if self._begins(different):
            self._begin()
            return
        if different & SHAPE_FIELDS:
            self._before_cut = {}
            self._reshape(old)
        self._adjust()
        self._mark(different, old)

    def _begins(self, different: frozenset[str]) -> bool:
        """Whether a change of these fields begins with first weights, at epoch 0."""
        anew = bool(different & DATA_FIELDS) or "seed" in different
        return anew or (bool(different & FIRST_WEIGHT_FIELDS) and self.trainer.steps == 0)

    def _make_dataset(self) -> Dataset:
        s = self.settings
        return DATASETS[s.data].generate(
            n_samples=s.samples,
            noise=s.noise / 100,
            seed=s.sample,
            test_share=s.test / 100,
            n_classes=s.classes if s.task == "multiclass" else None,
        )

    def _begin(self) -> None:
        """First weights, epoch 0."""
        self.trainer = self._make_trainer(self._first_network())
        self._first = self.network.copy()
        self.marks, self.divergence, self._before_cut = [], None, {}
        self._begin_moments()
        self._pace: deque[tuple[float, int]] = deque(maxlen=PACE_FRAMES)

    def _first_network(self) -> MLP:
        settings = self.settings
        sizes = [len(settings.features), *settings.layers, self.dataset.T.shape[1]]
        network = MLP(sizes, activations(self.settings), initializer(self.settings), settings.seed)
        if self._given is not None and self._given.size == network.parameters.size:
            network.parameters[:] = self._given
        return network

    def _make_trainer(self, network: MLP) -> Trainer:
        data = self.dataset
        trainer = Trainer(
            network,
            self.inputs(data.X),
            self.targets(data.T),
            self.settings.loss,
            seed=self.settings.seed,
            test_data=(self.inputs(data.X_test), self.targets(data.T_test)) if len(data.X_test) else None,
            classification=data.task != "regression",
        )
        self._adjust_trainer(trainer)
        return trainer

    def _adjust(self) -> None:
        """Bring the living Trainer in step with the settings; weights stay."""
        trainer, settings, data = self.trainer, self.settings, self.dataset
        if activations(self.settings) != trainer.activations or trainer.loss.name != settings.loss:
            trainer.change_function(
                activations(self.settings), settings.loss, self.targets(data.T), self.targets(data.T_test)
            )
        self._adjust_trainer(trainer)

    def _adjust_trainer(self, trainer: Trainer) -> None:
        s = self.settings
        if trainer.optimizer != optimizer(self.settings):
            trainer.optimizer = optimizer(self.settings)
        if trainer.schedule != schedule(self.settings):
            trainer.schedule = schedule(self.settings)
        trainer.learning_rate = s.rate
        trainer.batch_size = s.batch or "all"
        trainer.l1, trainer.l2, trainer.clip_norm = s.l1, s.l2, s.clip or None
        rules = (s.stop_gradient or None, s.stop_loss or None, s.stop_epoch or None)
        if rules != (trainer.stop_gradient_norm, trainer.stop_loss, trainer.stop_epoch):
            trainer.stop_gradient_norm, trainer.stop_loss, trainer.stop_epoch = rules

    def _reshape(self, old: Settings) -> None:
        """Layers, neurons or features came or went: every weight that still has a place keeps its value."""
        settings, data = self.settings, self.dataset
        sizes = [len(settings.features), *settings.layers, self.network.layer_sizes[-1]]
        places = [old.features.index(f) if f in old.features else -1 for f in settings.features]
        output = self.network.activations[-1]
        shape = sizes, [*activations(self.settings)[:-1], output], initializer(self.settings), settings.seed, places
        self.trainer.resize(self.network.resized(*shape), self.inputs(data.X), self.inputs(data.X_test))
        self._first = self._first.resized(*shape)

    def _mark(self, different: Set[str], old: Settings) -> None:
        if self.trainer.steps == 0:
            return
        if "layers" in different:  # a new layer brings its activation along
            different = different - {"activation"}
        new = [(self.trainer.epoch, change_label(name, old, self.settings)) for name in sorted(different)]
        self.marks = [*self.marks, *new][-MOST_MARKS:]

    def _look_at_status(self) -> None:
        if self.trainer.status == "running":
            return
        self.playing = False
        if self.trainer.status == "diverged" and self.divergence is None:
            self.divergence = why_diverged(self.trainer, self._first)
