"""What is said about two experiments: what differs, who leads now and by how much, computed from both."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import isnan
from types import MappingProxyType

import numpy as np

from pages.common.experiment import Experiment
from pages.common.readings import divergence_words, loss_words, newest, whole_percent
from pages.compare.choice import Choice
from pages.compare.pair import Pair

LETTERS = ("A", "B")
STOPPED: Mapping[str, str] = MappingProxyType(
    {"converged": "gradient small enough", "reached_loss": "loss low enough", "reached_epoch": "all epochs done"}
)


@dataclass(frozen=True)
class Score:
    """How one side does: NaN where it has no such number."""

    loss: float
    test_loss: float
    accuracy: float
    test_accuracy: float


def what_differs(pair: Pair) -> str:
    """What both share and what they do not, also what they did not share from the start."""
    choice, (a, b) = pair.choice, pair.choice.names
    shared = f"The same data, {_first_weights(choice)}, {_mini_batches(choice)}."
    what = choice.difference.label.lower()
    if a == b:
        return f"{shared} The {what} is the same too: **A {a}**, **B {b}**.{_switched(pair)}"
    return f"{shared} Only the {what} differs: **A {a}**, **B {b}**.{_switched(pair)}"


def _switched(pair: Pair) -> str:
    """Which side has trained otherwise before: its weights, and what is said of it, come from that as well."""
    words = [
        f"{letter} was switched at epoch {side.marks[-1][0]:,.0f} ({side.marks[-1][1]})"
        for letter, side in zip(LETTERS, pair.sides, strict=True)
        if side.marks
    ]
    return f" {' and '.join(words)}: **Reset** to compare from the start." if words else ""


def _first_weights(choice: Choice) -> str:
    if choice.differs == "depth" and "0" not in choice.values:
        return "the same first weights in the hidden layers that both have"
    drawn_otherwise = choice.differs in ("initializer", "depth")
    if drawn_otherwise or ("maxout" in choice.values and choice.differs == "activation"):
        return "the same seed of the first weights"
    return "the same first weights"


def _mini_batches(choice: Choice) -> str:
    return "the same order of samples" if choice.differs == "batch" else "the same mini-batches"


def side_names(choice: Choice) -> tuple[str, str]:
    """ "A · tanh" and "B · ReLU"."""
    a, b = (f"{letter} · {name}" for letter, name in zip(LETTERS, choice.names, strict=True))
    return a, b


def progress(pair: Pair) -> str:
    """How far both are: the same epochs, and as many steps where the batch sizes are equal."""
    a, b = (side.trainer for side in pair.sides)

    def both(first: int, second: int) -> str:
        return f"**{first:,}**" if first == second else f"A **{first:,}**, B **{second:,}**"

    return f"Epoch {both(a.epoch, b.epoch)} · Steps {both(a.steps, b.steps)}"


def readout(experiment: Experiment, score: Score) -> str:
    """The numbers of one side."""
    if experiment.divergence is not None:
        return f"**Diverged** at epoch {experiment.trainer.epoch:,}"
    parts = [f"loss **{loss_words(score.loss)}**" + _test(score.test_loss, loss_words)]
    if not isnan(score.accuracy):
        parts.append(f"accuracy **{whole_percent(score.accuracy)}**" + _test(score.test_accuracy, whole_percent))
    if experiment.trainer.status in STOPPED:
        parts.append(f"stopped: {STOPPED[experiment.trainer.status]}")
    return " · ".join(parts)


def score(experiment: Experiment, playing: bool) -> Score:
    """The last epoch's while it plays, the network's as it is at rest."""
    history = experiment.trainer.history
    if playing and experiment.trainer.status == "running":
        columns = history.train_loss, history.test_loss, history.train_accuracy, history.test_accuracy
        return Score(*map(newest, columns))
    return Score(*experiment.measure())


def lead(pair: Pair, scores: tuple[Score, Score]) -> str:
    """Who leads now, with the numbers; or which one has left the race and why."""
    a, b = (f"**{letter} ({name})**" for letter, name in zip(LETTERS, pair.choice.names, strict=True))
    lost = [side.divergence is not None for side in pair.sides]
    if any(lost):
        return _lost(pair, (a, b), lost, scores)
    if pair.sides[0].is_empty:
        return "There are no points yet: add some in the playground, or choose other data."
    if not any(side.trainer.steps for side in pair.sides):
        return "Both stand at their first weights. Press **Play**."
    first, second = scores
    if isnan(first.accuracy):
        return _by_error(pair, (a, b), scores)
    if abs(first.accuracy - second.accuracy) >= 0.0005:
        ahead, one, other = (a, first, second) if first.accuracy > second.accuracy else (b, second, first)
        right = f"**{one.accuracy:.1%}** right against **{other.accuracy:.1%}**"
        tested = [
            (name, f"{each.test_accuracy:.1%}", -each.test_accuracy) for name, each in zip((a, b), scores, strict=True)
        ]
        return f"{ahead} leads on the training data: {right}{_on_test(ahead, tested)}."
    equal = f"Both have {first.accuracy:.1%} of the training data right"
    if pair.choice.differs == "loss":
        return f"{equal}. Their losses do not compare."
    if first.loss == second.loss:
        return f"{equal}, and the same loss."
    ahead, one, other = (a, first, second) if first.loss <= second.loss else (b, second, first)
    lower = f"{ahead} has the lower loss on it: **{one.loss:.3g}** against **{other.loss:.3g}**"
    return f"{equal}. {lower}{_on_test(ahead, _test_losses((a, b), scores))}."


def _by_error(pair: Pair, names: tuple[str, str], scores: tuple[Score, Score]) -> str:
    """Of regressions; under losses of their own both are held against the same squared error."""
    what, values = "loss", [score.loss for score in scores]
    if pair.choice.differs == "loss":
        what = "mean squared error"
        with np.errstate(all="ignore"):
            values = [side.network.loss(side.trainer.X, side.trainer.T, "quadratic") for side in pair.sides]
    i = int(values[1] < values[0])
    if values[0] == values[1]:
        return f"Both have the same {what}: **{values[0]:.3g}**."
    tested = _on_test(names[i], _test_losses(names, scores)) if what == "loss" else ""
    return f"{names[i]} leads on the training data: {what} **{values[i]:.3g}** against **{values[1 - i]:.3g}**{tested}."


def _test_losses(names: tuple[str, str], scores: tuple[Score, Score]) -> list[tuple[str, str, float]]:
    return [(name, f"{each.test_loss:.3g}", each.test_loss) for name, each in zip(names, scores, strict=True)]


def _on_test(ahead: str, sides: list[tuple[str, str, float]]) -> str:
    """Who leads on the test data, beside the leader on the training data.

    ``sides`` are each one's name, its number on the test data as it is written, and how badly that does.
    """
    if any(isnan(badness) for _, _, badness in sides):
        return ""
    (name, best, _), (_, other, _) = sorted(sides, key=lambda side: side[2])
    if best == other:
        return f"; on the test data both have {best}"
    too = f"; on the test data too: {best} against {other}"
    return too if name == ahead else f". On the test data {name} leads: {best} against {other}"


def _lost(pair: Pair, names: tuple[str, str], lost: list[bool], scores: tuple[Score, Score]) -> str:
    if all(lost):
        epochs = " and ".join(f"{names[i]} at epoch {side.trainer.epoch:,}" for i, side in enumerate(pair.sides))
        return f"Both diverged: {epochs}. A: {divergence_words(pair.sides[0])}."
    i = lost.index(True)
    side, other = pair.sides[i], scores[1 - i]
    stands = f"loss {loss_words(other.loss)}" if isnan(other.accuracy) else f"{whole_percent(other.accuracy)} right"
    goes_on = "goes on" if pair.sides[1 - i].trainer.status == "running" else "has stopped"
    return (
        f"{names[i]} **diverged** at epoch {side.trainer.epoch:,}: {divergence_words(side)}. "
        f"{LETTERS[1 - i]} {goes_on}: {stands}."
    )


def _test(value: float, words: Callable[[float], str]) -> str:
    return "" if isnan(value) else f", test {words(value)}"
