"""A script that Streamlit stops at any of the points where it may: the next run finds all in order, and trains on."""

from collections.abc import Callable
from pathlib import Path
from threading import RLock

import numpy as np
import pytest
from streamlit.runtime.scriptrunner import StopException
from streamlit.runtime.scriptrunner.script_runner import ScriptRunner
from streamlit.testing.v1 import AppTest

from pages.common.experiment import Experiment

ROOT = Path(__file__).parents[3]
OTHERS = 6


class Stops:
    """Streamlit's look for a stop: counts the looks of a run, notes those under the experiment's lock, stops at one."""

    def __init__(self) -> None:
        self.lock: RLock | None = None
        self.begin()

    def begin(self, stop_at: int | None = None) -> None:
        """The next run stops at this look."""
        self.looks, self.locked, self.stop_at = 0, list[int](), stop_at

    def look(self, runner: ScriptRunner) -> None:
        if not runner._execing:
            return
        self.looks += 1
        if self.lock is not None and self.lock._is_owned():
            self.locked.append(self.looks)
        if self.looks == self.stop_at:
            raise StopException


@pytest.fixture
def stops(monkeypatch: pytest.MonkeyPatch) -> Stops:
    found = Stops()
    monkeypatch.setattr(ScriptRunner, "_maybe_handle_execution_control_request", lambda runner: found.look(runner))
    return found


def opened() -> AppTest:
    return AppTest.from_file(str(ROOT / "pages" / "main.py"), default_timeout=60).run()


def nothing(app: AppTest) -> None:
    """Nobody touches a control."""


def change_and_shape(app: AppTest) -> None:
    """Two controls at once, one of which changes the network's shape."""
    settings, count = app.session_state["experiment"].settings, app.session_state["activation:count"]
    control = app.segmented_control(key=f"activation:{count}" if count else "activation")
    control.set_value("relu" if settings.activation[0] == "tanh" else "tanh")
    app.button(key="more_layers" if len(settings.layers) == 2 else "fewer_layers").click()


def is_in_order(experiment: Experiment) -> None:
    """One network of the settings, whole, and nobody holds its lock."""
    assert experiment.lock.acquire(blocking=False)
    experiment.lock.release()
    settings, network, history = experiment.settings, experiment.network, experiment.trainer.history
    assert network.layer_sizes == (len(settings.features), *settings.layers, 1)
    assert [f.name for f in network.activations[:-1]] == list(settings.activation)
    assert np.isfinite(network.parameters).all()
    assert history.epoch[-1] == experiment.trainer.epoch
    assert history.steps[-1] <= experiment.trainer.steps
    assert experiment.stops[-1] == experiment.trainer.time


@pytest.mark.parametrize("use", [nothing, change_and_shape])
def test_a_run_may_stop_anywhere(stops: Stops, use: Callable[[AppTest], None]) -> None:
    app = opened()
    app.button(key="play").click().run()
    experiment = app.session_state["experiment"]
    stops.lock = experiment.lock
    stops.begin()
    use(app)
    app.run()
    looks, locked = stops.looks, stops.locked
    assert locked, "the page asks Streamlit for something while it holds the lock"
    others = np.linspace(1, looks, OTHERS).astype(int).tolist()
    for stop_at in sorted({*locked, *others}):
        steps = experiment.trainer.steps
        stops.begin(stop_at)
        use(app)
        app.run()
        assert stops.looks >= stop_at
        is_in_order(experiment)
        assert experiment.trainer.steps >= steps
        stops.begin()
        steps = experiment.trainer.steps
        app.run()
        assert not app.exception
        is_in_order(experiment)
        assert experiment.trainer.steps > steps
