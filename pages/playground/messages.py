"""The words beside the charts: readouts, and the one line of messages."""

from math import isnan
from typing import Any

from pages.common.experiment import Experiment
from pages.common.readings import divergence_words, loss_words, newest, whole_percent
from pages.common.settings import Settings

# So long a learner may stand still before the page says so.
EPOCHS_OF_PATIENCE = 100
# Where a straight line answers fewer right, it is the line that is wrong, and not its training.
STRAIGHT_ENOUGH = 0.75


def readout(experiment: Experiment, pace: bool = True) -> str:
    """Epoch, steps, losses, accuracies and pace: the last epoch's while it plays, the network's as it is at rest."""
    trainer, history = experiment.trainer, experiment.trainer.history
    parts = [f"Epoch **{trainer.epoch:,}**", f"Steps **{trainer.steps:,}**"]
    if experiment.is_empty:
        return " · ".join([*parts, "no points yet"])
    if experiment.divergence is not None:
        return " · ".join(parts)
    if experiment.playing:
        columns = history.train_loss, history.test_loss, history.train_accuracy, history.test_accuracy
        train, test, accuracy, test_accuracy = map(newest, columns)
    else:
        train, test, accuracy, test_accuracy = experiment.measure()
    parts.append(_pair("loss", loss_words(train), "" if isnan(test) else loss_words(test)))
    if not isnan(accuracy):
        parts.append(
            _pair("accuracy", whole_percent(accuracy), "" if isnan(test_accuracy) else whole_percent(test_accuracy))
        )
    if pace and experiment.playing and experiment.steps_per_second:
        parts.append(f"{experiment.steps_per_second:,.0f} steps/s")
    return " · ".join(parts)


def _pair(name: str, train: str, test: str) -> str:
    return f"{name} **{train}**, test **{test}**" if test else f"{name} **{train}**"


def message(
    experiment: Experiment,
    notes: list[str],
    selected: tuple[Any, ...] | None = None,
    drawing: bool = False,
    observed: str = "",
    guided: bool = True,
) -> str:
    """The one sentence that matters most now.

    ``observed`` is what a lesson sees in the network. It guides by itself, and asks for what a hint would give away.
    """
    settings, trainer = experiment.settings, experiment.trainer
    if experiment.divergence is not None:
        return f"**Diverged** at epoch {experiment.trainer.epoch:,}: {divergence_words(experiment)}."
    if notes:
        return " ".join(notes[:2])
    if experiment.looking_back:
        return f"Looking back at epoch **{trainer.epoch:,}** of {int(experiment.end):,}: **Go on** trains on from here."
    if selected is not None:
        return f"{weight_name(experiment, selected)} is now **{_weights(experiment, selected)}**."
    if observed:
        return observed
    if trainer.status == "converged":
        return f"Stopped: the gradient's norm fell below {settings.stop_gradient:g}. Change the rule to go on."
    if trainer.status == "reached_loss":
        return f"Stopped: the training loss fell below {settings.stop_loss:g}. Change the rule to go on."
    if trainer.status == "reached_epoch":
        return f"Stopped: {settings.stop_epoch:,} epochs are done. Change the rule to go on."
    flat = sorted({name for name in settings.activation if name in ("step", "sign")})
    if flat and guided:
        names = " and ".join(flat)
        return f"**{names}** has slope 0: no gradient passes, so its layer and those before stay. The rest learns."
    alike = settings.points is not None and settings.points.has_one_class
    if drawing and experiment.trainer.steps == 0:
        how = "Click in the region to add points, drag a box to remove some."
        if experiment.is_empty:
            return how
        return f"{how} Choose another class for the next." if alike else f"{how} Then press **Play**."
    if alike:
        return "All points are of one class: there is nothing to tell apart. Choose another class and add points."
    return _guide(experiment) if guided else ""


def weight_name(experiment: Experiment, selected: tuple[Any, ...]) -> str:
    """The weight or bias that was clicked, ("link", layer, to, from) or ("bias", layer, to), in words."""
    kind, layer, to, *origin = selected
    n_hidden = len(experiment.settings.layers)
    neuron = f"neuron {to + 1} of layer {layer}" if layer <= n_hidden else f"output {to + 1}"
    if kind == "bias":
        return f"The bias of {neuron}"
    before = f"neuron {origin[0] + 1} of layer {layer - 1}" if layer > 1 else f"input {origin[0] + 1}"
    return f"The weight from {before} to {neuron}"


def _weights(experiment: Experiment, selected: tuple[Any, ...]) -> str:
    """The value of now; both of a maxout neuron's."""
    _, layer, to, *origin = selected
    net = experiment.network
    column = origin[0] if origin else net.layer_sizes[layer - 1]
    return " and ".join(f"{value:.3f}" for value in net.blocks[layer - 1][to :: net.layer_sizes[layer], column])


def _guide(experiment: Experiment) -> str:
    trainer, settings = experiment.trainer, experiment.settings
    if trainer.steps == 0:
        hint = ""
        if _is_straight(settings):
            why = "With linear layers" if settings.layers else "Without a hidden layer"
            hint = f" {why}, only straight lines part the classes."
        elif settings.data == "spiral":
            hint = " No straight line parts these two."
        return f"Press **Play**.{hint}"
    if settings.initializer == "zeros" and settings.layers:
        return "All first weights were **0**: the neurons of a layer stay alike. Choose another initializer."
    history = trainer.history
    accuracy = history.train_accuracy[-1]
    if experiment.playing and accuracy >= 0.99 and set(settings.activation) == {"tanh"} and not experiment.marks:
        return "Now switch **tanh** to **ReLU** while it runs."
    if trainer.epoch >= EPOCHS_OF_PATIENCE and _is_straight(settings) and accuracy < STRAIGHT_ENOUGH:
        return f"{'Linear layers draw' if settings.layers else 'This network draws'} only a straight line."
    if trainer.epoch >= EPOCHS_OF_PATIENCE and history.train_loss[-1] > 0.95 * history.train_loss[0]:
        return "**No progress** so far: try another learning rate, more neurons, or New weights."
    return ""


def _is_straight(settings: Settings) -> bool:
    """Whether the network can part classes by straight lines alone."""
    bent = set(settings.activation) - {"linear"} or set(settings.features) - {"x1", "x2"}
    return settings.task != "regression" and not bent
