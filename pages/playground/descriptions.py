"""What is seen on the charts, in words, for those who do not see them; renewed now and then, not with each frame."""

from math import isnan
from time import monotonic

import numpy as np

from mlp_core.features import FEATURES
from pages.common.answers import is_line
from pages.common.experiment import Experiment
from pages.common.figures.region import past_edge
from pages.common.labels import shown
from pages.common.points_shown import is_drawing
from pages.common.readings import loss_words, newest, whole_percent
from pages.common.view import ALL_CURVES, GRADIENT, LOSS, View

SECONDS_BETWEEN = 3.0
# So many of the changes are told.
MOST_MARKS = 3


def descriptions(experiment: Experiment, view: View) -> dict[str, str]:
    """Chart → what it shows of the network as it is now. While it trains they are at most a few seconds old."""
    now = monotonic()
    state = (
        experiment.generation,
        view.show_test,
        view.gradient_links,
        is_drawing(experiment, view),
        len(view.pins),
        view.curves,
    )
    when, kept_state, kept = view.drawn.get("descriptions", (0.0, None, None))
    if kept is None or not experiment.playing or state != kept_state or now - when > SECONDS_BETWEEN:
        kept = {
            "network": _network(experiment, view),
            "region": _region(experiment, view),
            "curves": _curves(experiment, view) + (f" In grey {len(view.pins)} pinned." if view.pins else ""),
        }
        view.drawn["descriptions"] = (now, state, kept)
    return kept


def _network(experiment: Experiment, view: View) -> str:
    settings, net = experiment.settings, experiment.network
    inputs = ", ".join(FEATURES[name].label for name in settings.features)
    hidden = [f"{n} {shown(f)} neurons" for n, f in zip(settings.layers, settings.activation, strict=True)]
    n_outputs = net.layer_sizes[-1]
    parts = [f"inputs {inputs}", *hidden, f"{n_outputs} {shown(settings.output)} output{'s' * (n_outputs > 1)}"]
    links = "gradients ∂L/∂w" if view.gradient_links else "weights"
    layer, (to, origin), value = _largest_weight(experiment)
    largest = f"The largest weight is {value:.2f}, into neuron {to + 1} of layer {layer} from {origin + 1}."
    return f"The network: {', then '.join(parts)}. Links are as wide as their {links}. {largest}"


def _largest_weight(experiment: Experiment) -> tuple[int, tuple[int, int], float]:
    net = experiment.network
    found = []
    for layer, weights in enumerate(net.weights, 1):
        place = np.unravel_index(np.abs(np.nan_to_num(weights)).argmax(), weights.shape)
        found.append((layer, (int(place[0]) % net.layer_sizes[layer], int(place[1])), float(weights[place])))
    return max(found, key=lambda each: abs(each[2]))


def _region(experiment: Experiment, view: View) -> str:
    data = experiment.dataset
    drawing = is_drawing(experiment, view)
    points = len(data.X) + (len(data.X_test) if view.show_test or drawing else 0)
    seen = f"What the network answers everywhere, with {points} points of {experiment.settings.kind.label}."
    seen += _past_edge(experiment, with_test=view.show_test or drawing)
    seen += " A click adds a point, a dragged box removes points." if drawing else ""
    if experiment.divergence is not None:
        return f"{seen} Training has diverged."
    history = experiment.trainer.history
    share, test = (newest(each) for each in (history.train_accuracy, history.test_accuracy))
    if isnan(share):
        return f"{seen} Its loss on the training points is {loss_words(newest(history.train_loss))}."
    answers = f"{whole_percent(share)} of the training points"
    return f"{seen} Right on {answers}" + ("." if isnan(test) else f", {whole_percent(test)} of the test points.")


def _past_edge(experiment: Experiment, with_test: bool) -> str:
    data = experiment.dataset
    if is_line(experiment.settings):
        return ""
    past = int(past_edge(data.X).sum() + (past_edge(data.X_test).sum() if with_test else 0))
    return f" {past} of them {'lies' if past == 1 else 'lie'} past the edge, where triangles point." if past else ""


def _curves(experiment: Experiment, view: View) -> str:
    trainer, history = experiment.trainer, experiment.trainer.history
    names = {ALL_CURVES: "Loss and accuracy", LOSS: "The loss", GRADIENT: "The gradient in each layer"}
    if not trainer.steps:
        return f"{names[view.curves]} over the epochs. Nothing is trained yet."
    if view.curves == GRADIENT:
        norms = enumerate(history.layer_gradient_norms[-1], 1)
        told = ", ".join(f"{norm:.2g} in layer {layer}" for layer, norm in norms if not isnan(norm))
        return f"The norm of the gradient in each layer over {trainer.epoch:,} epochs. Now {told}."
    first, last, test = history.train_loss[0], newest(history.train_loss), newest(history.test_loss)
    text = f"Over {trainer.epoch:,} epochs the training loss went from {loss_words(first)} to {loss_words(last)}"
    text += "." if isnan(test) else f"; the test loss is {loss_words(test)}."
    changes = [f"at epoch {epoch:g} {words}" for epoch, words in experiment.marks[-MOST_MARKS:]]
    return f"{text} Changed {'; '.join(changes)}." if changes else text
