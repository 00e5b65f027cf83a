"""An hour in one session: what is kept and what is sent is no more than after a tenth of it, and the start is in it."""

import gc
from dataclasses import dataclass
from itertools import count

import pytest

from pages.common.experiment import Experiment
from pages.common.frames import RESTING, frame
from pages.common.live_chart.encoding import encode_message
from pages.common.live_chart.repeats import without_repeats
from pages.common.marks import MOST_MARKS
from pages.common.palette import LIGHT
from pages.common.settings import Settings
from pages.common.view import View
from tests.pages.reachable import reachable

# A browser draws about 25 frames a second.
HOUR = 25 * 3600
# Of the playing person: an activation now and then, a weight by hand, a look back, an undo.
FRAMES_BETWEEN_CHANGES, CHANGES_BETWEEN_LOOKS = 100, 5
ACTIVATIONS = ("relu", "tanh", "sigmoid")
SMALL = Settings(samples=10, layers=(4,), activation=("tanh",), batch=0, rate=0.01, speed="epoch")


@dataclass(frozen=True)
class Sizes:
    """How much there is."""

    rows: int
    moments: int
    marks: int
    objects: int
    bytes: int
    message: int


class Session:
    """An experiment as a person plays with it, without a browser."""

    def __init__(self) -> None:
        self.experiment, self.view = Experiment(SMALL), View()
        self.sent: dict[str, dict] = {}
        self._changes = count()

    def play(self, frames: int) -> None:
        """Train so many frames; change something now and then."""
        for number in range(1, frames + 1):
            self.experiment.train(0.0)
            if number % FRAMES_BETWEEN_CHANGES == 0:
                self._change(next(self._changes))

    def _change(self, number: int) -> None:
        experiment, settings = self.experiment, self.experiment.settings
        chosen = ACTIVATIONS[number % len(ACTIVATIONS)]
        kind = number % 4
        if kind == 0:
            experiment.set_weight(0, 0, 0, 0.5)
        elif kind == 1:
            experiment.change(settings.changed(activation=(chosen,)))
        elif kind == 2:
            experiment.look_at(experiment.end / 2)
            if number % CHANGES_BETWEEN_LOOKS == 0:
                self.message()
            experiment.look_at(experiment.end)
        else:
            experiment.change(settings.changed(rate=0.01 + (number % 7) / 1000))
            if number % 3 == 0:
                experiment.undo()

    def message(self) -> bytes:
        """What the browser gets where it has nothing yet."""
        figures = frame(self.experiment, self.view, LIGHT, effort=RESTING)
        _, self.sent = without_repeats([figures], self.sent)
        return encode_message({"frames": without_repeats([figures], {})[0]})

    def sizes(self) -> Sizes:
        experiment = self.experiment
        message = len(self.message())
        gc.collect()
        objects, size = reachable(experiment, self.view, self.sent)
        kept = len(experiment.trainer.history), len(experiment.stops), len(experiment.marks)
        return Sizes(*kept, objects, size, message)


@pytest.fixture(scope="module")
def hour() -> tuple[Session, Sizes, Sizes]:
    """A session after an hour; what there was after a tenth of it, and at its end."""
    session = Session()
    session.play(HOUR // 10)
    tenth = session.sizes()
    session.play(HOUR - HOUR // 10)
    return session, tenth, session.sizes()


def test_an_hour_keeps_and_sends_no_more_than_its_first_tenth(hour: tuple[Session, Sizes, Sizes]) -> None:
    _, tenth, end = hour
    assert end.rows <= 2000
    assert end.moments <= 161
    assert end.marks == MOST_MARKS
    assert end.objects < 1.5 * tenth.objects
    assert end.bytes < 1.5 * tenth.bytes
    assert end.message < 1.5 * tenth.message


def test_curves_and_slider_still_reach_from_the_first_epoch_to_the_last(hour: tuple[Session, Sizes, Sizes]) -> None:
    experiment = hour[0].experiment
    assert experiment.trainer.epoch == HOUR
    epochs = experiment.trainer.history.epoch
    assert (epochs[0], epochs[-1]) == (0, HOUR)
    assert (epochs[1:] - epochs[:-1]).max() <= HOUR / 500
    assert (experiment.stops[0], experiment.stops[-1]) == (0, HOUR)
    curves = frame(experiment, View(), LIGHT, ["curves"])["curves"]
    drawn = [trace["x"] for trace in curves["data"] if trace.get("name") and len(trace["x"]) > 100]
    assert drawn
    for x in drawn:
        assert x[0] == 0
        assert x[-1] > 0.99 * HOUR  # the test loss is measured now and then
    experiment.look_at(0)
    assert experiment.trainer.steps == 0
