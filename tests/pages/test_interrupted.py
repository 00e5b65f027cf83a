"""An exception at any moment of training or changing: the experiment is as it was before, or as it is after."""

import contextlib
import sys
from collections.abc import Callable
from dis import opmap
from functools import lru_cache, partial
from pathlib import Path
from random import Random
from threading import Thread
from types import CodeType, FrameType
from typing import Any

import numpy as np
import pytest

from mlp_core.history import FIELDS, History
from pages.common import experiment as module
from pages.common.experiment import Experiment
from pages.common.settings import Settings

ROOT = Path(__file__).parents[2]
OURS = (*(str(ROOT / name) for name in ("mlp_core", "pages")), contextlib.__file__)
STRIKES = 40
# After these instructions the interpreter looks whether an exception was set from outside, or a signal came.
LOOKS = {opmap[name] for name in ("RESUME", "CALL", "CALL_KW", "CALL_FUNCTION_EX", "JUMP_BACKWARD") if name in opmap}
SMALL = Settings(samples=40, layers=(3, 2), activation=("tanh", "tanh"), optimizer="adam", rate=0.01, batch=7)
Action = Callable[[Experiment], object]


class Strike(BaseException):
    """What stops a thread: not even an ``Exception``."""


@pytest.fixture(autouse=True)
def small_history(monkeypatch: pytest.MonkeyPatch) -> None:
    """Histories that are thinned every few epochs, and frames that always hold as many epochs."""
    monkeypatch.setattr("mlp_core.training.History", partial(History, capacity=8))
    monkeypatch.setattr(module, "MOST_SECONDS_A_FRAME", 3600.0)


def trained(**values: Any) -> Experiment:
    experiment = Experiment(SMALL.changed(**values))
    for _ in range(5):
        experiment.train(0.0)
    experiment.change(experiment.settings.changed(rate=0.02))
    experiment.step()
    return experiment


def looked_back() -> Experiment:
    experiment = trained()
    experiment.look_at(3)
    return experiment


def change(**values: Any) -> Action:
    return lambda experiment: experiment.change(experiment.settings.changed(**values))


ACTIONS: list[tuple[Callable[[], Experiment], Action]] = [
    (trained, lambda experiment: experiment.train(0.0)),
    (partial(trained, speed="ten", optimizer="momentum", l2=0.01, clip=0.5), lambda experiment: experiment.train(0.0)),
    (looked_back, lambda experiment: experiment.train(0.0)),
    (trained, Experiment.step),
    (trained, change(activation=("relu", "maxout"))),
    (trained, change(output="tanh", loss="quadratic", optimizer="sgd", batch=0)),
    (trained, change(layers=(3, 4, 2), activation=("tanh", "tanh", "relu"))),
    (trained, change(features=("x1", "x2", "x1_x2"))),
    (trained, change(data="circle")),
    (trained, change(seed=3)),
    (trained, Experiment.reset),
    (trained, Experiment.undo),
    (trained, lambda experiment: experiment.set_weight(0, 1, 1, 0.5)),
    (trained, lambda experiment: experiment.cut(0, 1, 1, True)),
    (trained, lambda experiment: experiment.look_at(2)),
    (looked_back, Experiment.go_on),
    (trained, lambda experiment: experiment.become(Experiment(SMALL.changed(seed=5)), "another one")),
]


def run(action: Callable[[], object], strike_at: int | None = None) -> int:
    """Do this and count the places in our own code where Python looks for exceptions from outside.

    ``Strike`` comes at this one of them.
    """
    count, last = 0, dict[FrameType, int]()

    def trace(frame: FrameType, event: str, _: object) -> Any:
        nonlocal count
        code = frame.f_code
        if not code.co_filename.startswith(OURS) or code.co_filename.endswith("settings.py"):
            return None  # to make settings is long, and changes nothing
        frame.f_trace_opcodes = True
        if event == "opcode":
            looked = last.get(frame) in LOOKS
            last[frame] = _instructions(code)[frame.f_lasti]
            count += looked
            if looked and count == strike_at:
                raise Strike
        elif event == "return":
            last.pop(frame, None)
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        action()
    finally:
        sys.settrace(before)
        last.clear()  # frames hold what they work with
    return count


def is_struck(action: Callable[[], object], strike_at: int) -> bool:
    """Whether ``Strike`` came; it is over then, and nothing holds its frames."""
    try:
        run(action, strike_at)
    except Strike:
        return True
    return False


@lru_cache(maxsize=1000)
def _instructions(code: CodeType) -> bytes:
    return code.co_code


def state(experiment: Experiment) -> list[Any]:
    """All that makes up an experiment but the rows of its history between the first and the last, to be compared."""
    trainer, network = experiment.trainer, experiment.network
    memory, place = trainer.optimizer_memory, trainer.snapshot().place
    arrays = [network.parameters, network.cut, trainer.X, trainer.T, trainer.best_parameters, *memory.vectors]
    arrays += [] if place.order is None else [place.order]
    rows = history(experiment)
    return [
        *(array.tobytes() for array in arrays),
        *(network.layer_sizes, network.activations, memory.count, place.remaining, place.shuffling),
        *(trainer.steps, trainer.epoch, trainer.status, trainer.best_epoch, trainer.learning_rate, trainer.optimizer),
        *(rows[0], rows[-1], trainer.history.best_test_epoch),
        *(experiment.settings, list(experiment.marks), experiment.generation),
        *(experiment.stops, experiment.end, experiment.looking_back, experiment.undo_label, experiment.redo_label),
    ]


def history(experiment: Experiment) -> list[bytes]:
    """The rows of the history."""
    found = experiment.trainer.history
    columns = [*(getattr(found, name) for name in FIELDS), *found.layer_gradient_norms.T]
    return [row.tobytes() for row in np.column_stack(columns)]


def is_free(experiment: Experiment) -> bool:
    """Whether another thread gets the lock."""
    got: list[bool] = []

    def take() -> None:
        got.append(experiment.lock.acquire(blocking=False))
        if got[0]:
            experiment.lock.release()

    thread = Thread(target=take)
    thread.start()
    thread.join()
    return got == [True]


@pytest.mark.parametrize(("make", "action"), ACTIONS)
def test_what_is_interrupted_happened_whole_or_not_at_all(make: Callable[[], Experiment], action: Action) -> None:
    whole = make()
    before, rows = state(whole), history(whole)
    instructions = run(lambda: action(whole))
    after = state(whole)
    assert before != after
    whole.train(0.0)
    undone = 0
    for strike_at in sorted(Random(0).sample(range(1, instructions + 1), STRIKES)):
        experiment = make()
        assert is_struck(partial(action, experiment), strike_at)
        assert is_free(experiment)
        assert np.isfinite(experiment.network.parameters).all()
        found = state(experiment)
        assert found in (before, after)
        if found == before:
            undone += 1
            assert set(history(experiment)) <= set(rows)  # fewer where it was thinned meanwhile, but each whole
            action(experiment)
            assert state(experiment) == after
        experiment.train(0.0)  # what is not in the state would show here
        assert state(experiment) == state(whole)
    assert undone > STRIKES // 2
