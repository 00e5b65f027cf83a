"""An experiment that runs: the data, network and Trainer of its settings, kept in step with them while it trains."""

from collections import deque
from dataclasses import replace
from math import nan
from threading import RLock
from time import perf_counter

import numpy as np

from mlp_core import MLP, Trainer
from mlp_core.arrays import Array
from mlp_core.classification import accuracy
from mlp_core.diagnostics import why_diverged
from pages.common.changes import one_gesture
from pages.common.engine_parts import activations, adjust, dataset, initializer, standardised
from pages.common.labels import changes_label
from pages.common.marks import marks_with
from pages.common.moments import Start
from pages.common.rewind import Rewind
from pages.common.settings import DATA_FIELDS, FIRST_WEIGHT_FIELDS, POINTS_FIELDS, SHAPE_FIELDS, Settings
from pages.common.units import network_inputs, network_targets, same_plane, training_rows

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
        self.dataset = dataset(settings)
        self._given = None if network is None else standardised(network, self.dataset, settings)
        self._begin()

    @property
    def network(self) -> MLP:
        """The network that is trained."""
        return self.trainer.network

    def change(self, new: Settings) -> None:
        """Take over new settings. Weights stay unless the data, or the seed of the weights, are others.

        Points that are added or removed keep them too. The initializer acts on the next first weights and on new
        neurons; before the first step at once.
        """
        with self._undivided():
            different = self.settings.different(new)
            if not different:  # but for the speed, perhaps
                self.settings = new
                return
            live = not (self._begins(new) or different & SHAPE_FIELDS)
            self._remember(changes_label(self.settings, new), live=live, same=one_gesture(different), to=new)
            self._apply(new)
            self._changed()

    @property
    def start(self) -> Start:
        """Where a reset leads."""
        return Start(self.settings, self._given, self._opened)

    def reset(self, start: Start | None = None, change: str = "Reset") -> None:
        """Back to the same first weights, or to the run that was opened; or to where another run began, at rest."""
        with self._undivided():
            self._remember(change)
            if start is not None:
                self.playing, self._given, self._opened = False, start.given, start.opened
                self.settings = replace(start.settings, speed=self.settings.speed)
                self.dataset = dataset(self.settings)
            self._begin() if self._opened is None else self._begin_opened(self._opened)
            self._changed()

    def step(self) -> None:
        """One mini-batch, by hand."""
        with self._undivided():
            self.playing = False
            self.generation += 1
            if self.is_empty:
                return
            with self._kept_moments():
                self.trainer.step()
            self._look_at_status()

    def return_to_best(self) -> None:
        """After a divergence: the parameters of the best recorded epoch, a tenth of the learning rate."""
        with self._undivided():
            if self.divergence is None:  # the same press was handed over before
                return
            self._remember("Step back")
            self.trainer.return_to_best()
            self.divergence = None
            self._apply(replace(self.settings, rate=max(self.settings.rate / 10, 1e-5)))

    def set_weight(self, layer: int, row: int, column: int, value: float) -> None:
        """Change a weight by hand, or a bias (column = number of inputs of the layer)."""
        with self._undivided():
            before = self.network.blocks[layer][row, column]
            label, place = f"weight {before:.3g} → {value:.3g}", frozenset({f"{layer} {row} {column}"})
            self._remember(label, same=place)
            self.network.blocks[layer][row, column] = value
            self._changed()

    def cut(self, layer: int, neuron: int, source: int, cut: bool) -> None:
        """Cut a link, all linear pieces of it, or free it, with the value it had."""
        with self._undivided():
            self._remember("a link cut" if cut else "a link freed")
            weights, values = self.network.weights[layer], dict(self._before_cut)
            for row in range(neuron, len(weights), self.network.layer_sizes[layer + 1]):
                if cut:
                    values.setdefault((layer, row, source), float(weights[row, source]))
                self.network.set_cut(layer, row, source, cut)
                if not cut:
                    weights[row, source] = values.pop((layer, row, source), 0.0)
            self.trainer.cut_changed()
            self._before_cut = values

    def train(self, seconds: float) -> None:
        """What one frame trains at the speed of the settings; ``seconds`` are what "max" may take."""
        with self._undivided():
            if self.is_empty:
                self.playing = False
                return
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
        """Playing was stopped or started, or the run is another one: the pace is measured anew."""
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
        return network_inputs(self.settings, self.dataset, X)

    def targets(self, T: Array) -> Array:
        """Targets as the network is trained on them."""
        return network_targets(self.settings, self.dataset, T)

    def _apply(self, settings: Settings) -> None:
        old, different, begins = self.settings, self.settings.different(settings), self._begins(settings)
        self.settings = settings
        if different & ((DATA_FIELDS | SHAPE_FIELDS | FIRST_WEIGHT_FIELDS) - POINTS_FIELDS):
            self._given = self._opened = None
        if different & DATA_FIELDS:
            self.dataset = dataset(settings)
        if begins:
            self._given = self._opened = None
            self._begin()
            return
        if different & SHAPE_FIELDS:
            self._before_cut = {}
            self._reshape(old)
        if different & (POINTS_FIELDS | {"scaling"}):
            self._follow_rows()
        self._adjust()
        if self.trainer.steps:
            self.marks = marks_with(self.marks, self.trainer.epoch, different - {"data"}, old, settings)
        else:
            self._measure_start()

    def _begins(self, new: Settings) -> bool:
        """Whether a change to these settings begins with first weights, at epoch 0."""
        different = self.settings.different(new)
        if different & DATA_FIELDS and not (
            different & DATA_FIELDS <= POINTS_FIELDS and same_plane(self.dataset, dataset(new))
        ):
            return True
        if self.trainer.steps:
            return "seed" in different
        # A shape chosen before the first step has the first weights that its address leads to.
        untouched = self._given is None and np.array_equal(self.network.parameters, self._first.parameters)
        return bool(different & (FIRST_WEIGHT_FIELDS | (SHAPE_FIELDS if untouched else set())))

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
        trainer = Trainer(
            network,
            *self._rows(),
            self.settings.loss,
            seed=self.settings.seed,
            test_data=self._test_rows(),
            classification=self.dataset.task != "regression",
        )
        adjust(trainer, self.settings)
        return trainer

    def _rows(self) -> tuple[Array, Array]:
        X, T = training_rows(self.dataset)
        return self.inputs(X), self.targets(T)

    def _test_rows(self) -> tuple[Array, Array] | None:
        data = self.dataset
        return (self.inputs(data.X_test), self.targets(data.T_test)) if len(data.X_test) else None

    def _follow_rows(self) -> None:
        """Points came or went, or are given in other units: the network goes on with those there are now."""
        if self.trainer.steps:
            self.trainer.replace_data(*self._rows(), self._test_rows())

    def _measure_start(self) -> None:
        """Before the first step the curves begin where the network is now."""
        self.trainer, self.divergence = self._make_trainer(self.network), None

    def _adjust(self) -> None:
        """Bring the living Trainer in step with the settings; weights stay."""
        trainer, settings = self.trainer, self.settings
        if activations(self.settings) != trainer.activations or trainer.loss.name != settings.loss:
            T_test = self.targets(self.dataset.T_test)
            trainer.change_function(activations(self.settings), settings.loss, self._rows()[1], T_test)
        adjust(trainer, self.settings)

    def _reshape(self, old: Settings) -> None:
        """Layers, neurons or features came or went: every weight that still has a place keeps its value."""
        settings = self.settings
        sizes = [len(settings.features), *settings.layers, self.network.layer_sizes[-1]]
        places = [old.features.index(f) if f in old.features else -1 for f in settings.features]
        output = self.network.activations[-1]
        shape = sizes, [*activations(self.settings)[:-1], output], initializer(self.settings), settings.seed, places
        self.trainer.resize(self.network.resized(*shape), self._rows()[0], self.inputs(self.dataset.X_test))
        self._first = self._first.resized(*shape)

    def _look_at_status(self) -> None:
        if self.trainer.status == "running":
            return
        self.playing = False
        if self.trainer.status == "diverged" and self.divergence is None:
            self.divergence = why_diverged(self.trainer, self._first)
