"""One frame of an experiment: its network is asked over a grid, and the figures are built from its answers."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache
from time import monotonic
from typing import Any

import numpy as np

from mlp_core.arrays import Array
from mlp_core.classification import wrong_answers
from mlp_core.features import FEATURES
from pages.common.answers import (
    class_names,
    class_shares,
    class_values,
    is_line,
    layer_titles,
    neuron_title,
    output_kind,
    probe_text,
)
from pages.common.experiment import Experiment
from pages.common.figures.curves import curves_figure
from pages.common.figures.gradient_norms import gradient_curves
from pages.common.figures.line import LineView, line_figure
from pages.common.figures.network import network_figure, network_hover
from pages.common.figures.network_view import NetworkView
from pages.common.figures.pinned_lines import PinnedLine
from pages.common.figures.region import HALF_WIDTH, RegionView, plane, region_figure, settled
from pages.common.palette import Theme
from pages.common.pins import lines as pinned_lines
from pages.common.points_shown import Rows, is_drawing, shown_history, shown_rows
from pages.common.units import drawn_outputs
from pages.common.view import ALL_CURVES, GRADIENT, View

Figure = dict[str, Any]
LINE_POINTS = 200
# So many times its lowest value a loss has risen to be seen.
RISEN = 1.05


@dataclass(frozen=True)
class Effort:
    """What frames may cost.

    Attributes
    ----------
    region_points, map_points : points a side of the region and of the neurons' maps
    text_seconds : between two renewals of the texts that hovering brings
    network_every : of so many frames in a row one draws the network too
    """

    region_points: int = 64
    map_points: int = 24
    text_seconds: float = 0.5
    network_every: int = 1


TRAINING, RESTING, CROWDED = Effort(), Effort(region_points=120), Effort(48, 16, 5.0, 3)
CHARTS = ("network", "region", "curves")


def frame(
    experiment: Experiment,
    view: View,
    theme: Theme,
    charts: Collection[str] = CHARTS,
    effort: Effort = TRAINING,
    new_texts: bool = True,
) -> dict[str, Figure]:
    """These figures of the main screen for the network as it is now; the links' texts may be new. Hold the lock."""
    figures: dict[str, Figure] = {}
    with np.errstate(all="ignore"):  # a diverged network's numbers are drawn as they are
        if "network" in charts:
            figures["network"] = _network(experiment, view, theme, new_texts, effort)
        if "region" in charts and is_line(experiment.settings):
            figures["region"] = _line(experiment, view, theme)
        elif "region" in charts:
            figures["region"] = _region(experiment, view, theme, effort.region_points)
        if "curves" in charts:
            figures["curves"] = _curves(experiment, view, theme)
    return figures


def probe_outputs(experiment: Experiment, view: View) -> list[Array] | None:
    """Per layer, inputs included, the activations at the probed point; None where nothing is probed."""
    if view.probe is None or len(view.probe) != experiment.settings.n_inputs:
        return None
    trace = experiment.network.forward(experiment.inputs(np.array([view.probe])))
    return [a[0] for a in trace.a]


@lru_cache
def line(k: int) -> Array:
    """k points (k, 1) over the line."""
    return settled(np.linspace(-HALF_WIDTH, HALF_WIDTH, k)[:, None])


def _network(experiment: Experiment, view: View, theme: Theme, new_texts: bool, effort: Effort) -> Figure:
    settings, net = experiment.settings, experiment.network
    k, one_input = effort.map_points, settings.n_inputs == 1
    points = line(2 * k) if one_input else plane(k)
    shape = (-1, 2 * k) if one_input else (-1, k, k)
    trace = net.forward(experiment.inputs(points))
    maps = [a.T.reshape(shape) for a in trace.a]
    if output_kind(experiment) == "classes":
        maps[-1] = class_values(experiment, maps[-1])
    gradient = _gradient(experiment) if view.gradient_links and not experiment.is_empty else None
    network_view = NetworkView(
        layer_sizes=net.layer_sizes,
        weights=net.weights,
        biases=net.biases,
        maps=maps,
        theme=theme,
        titles=layer_titles(experiment),
        input_labels=tuple(FEATURES[name].label for name in settings.features),
        output_labels=class_names(experiment) if net.layer_sizes[-1] > 1 else (),
        output=output_kind(experiment),
        link_values=gradient and gradient.weights,
        bias_values=gradient and gradient.biases,
        value_name="∂L/∂w" if gradient else "weight",
        cut=net.cut_links if net.cut.any() else None,
        selected=view.selected,
        hovered=view.hovered,
        probe=probe_outputs(experiment, view),
        selected_layer=view.layer,
    )
    return network_figure(network_view, _hover_texts(network_view, view, new_texts, effort))


def _hover_texts(network_view: NetworkView, view: View, new: bool, effort: Effort) -> Any:
    """Texts for every link are dear: they are renewed now and then, and always at rest."""
    sizes, now = network_view.layer_sizes, monotonic()
    renewed, kept_sizes, texts = view.drawn.get("hover", (0.0, None, None))
    if effort is RESTING or (new and (kept_sizes != sizes or now - renewed > effort.text_seconds)):
        texts = network_hover(network_view)
        view.drawn["hover"] = (now, sizes, texts)
    return texts if view.drawn.get("hover", (0, None))[1] == sizes else None


def _gradient(experiment: Experiment) -> Any:
    trainer = experiment.trainer
    _, gradient = experiment.network.loss_and_gradient(trainer.X, trainer.T, trainer.loss, trainer.l1, trainer.l2)
    return gradient


def _region(experiment: Experiment, view: View, theme: Theme, k: int) -> Figure:
    data, settings, net = experiment.dataset, experiment.settings, experiment.network
    one_input = settings.n_inputs == 1
    inputs = experiment.inputs(line(k) if one_input else plane(k))
    kind, title, scale = output_kind(experiment), "", 1.0
    if view.hovered is not None and not _is_only_output(experiment, view.hovered):
        layer, neuron = view.hovered
        values, kind = _grid(net.forward(inputs).a[layer][:, neuron], k), "values"
        title = neuron_title(experiment, layer, neuron)
        scale = max(1.0, float(np.percentile(np.abs(values), 90))) if np.isfinite(values).all() else 1.0
    else:
        outputs = drawn_outputs(settings, data, net.predict(inputs))
        if kind == "classes" and not view.sharp:  # the class of the largest output is that of the outputs as they are
            outputs = class_shares(experiment, outputs)
        values = _grid(outputs if kind == "classes" else outputs[:, 0], k)
    train, test = shown_rows(data), shown_rows(data, test=True)
    show_test = view.show_test or is_drawing(experiment, view)
    probe = probe_outputs(experiment, view)
    return region_figure(
        RegionView(
            values=values,
            theme=theme,
            X=train.places,
            T=_point_values(train.T),
            kind=kind,
            X_test=test.places if show_test else None,
            T_test=_point_values(test.T) if show_test else None,
            errors=_errors(experiment, view, train),
            test_errors=_errors(experiment, view, test) if show_test else None,
            targets_are_values=settings.task == "regression",
            n_classes=max(data.n_classes, 2),
            value_scale=scale,
            sharp=view.sharp,
            probe=None if probe is None else (*view.probe, 0.0)[:2],
            probe_text="" if probe is None else probe_text(probe[-1]),
            title=title,
            drawing=is_drawing(experiment, view),
        )
    )


def _grid(values: Array, k: int) -> Array:
    """Values on a line (k, …) or on the plane (k², …) as the plane's grid (k, k, …)."""
    if len(values) == k:
        return np.broadcast_to(values, (k, *values.shape))
    return values.reshape(k, k, *values.shape[1:])


def _is_only_output(experiment: Experiment, neuron: tuple[int, int]) -> bool:
    sizes = experiment.network.layer_sizes
    return neuron[0] == len(sizes) - 1 and sizes[-1] == 1


def _point_values(T: Array) -> Array:
    return T.argmax(axis=1) if T.shape[1] > 1 else T[:, 0]


def _errors(experiment: Experiment, view: View, rows: Rows) -> Any:
    if not view.errors or experiment.settings.task == "regression" or not len(rows.X):
        return None
    answers = experiment.network.predict(experiment.inputs(rows.X))
    return wrong_answers(answers, experiment.targets(rows.T), output_kind(experiment) == "signed")


def _line(experiment: Experiment, view: View, theme: Theme) -> Figure:
    data, net = experiment.dataset, experiment.network
    train, test = shown_rows(data), shown_rows(data, test=True)
    show_test = view.show_test or is_drawing(experiment, view)
    x = line(LINE_POINTS)
    trace = net.forward(experiment.inputs(x))
    last = len(experiment.settings.layers)
    hovers_hidden = view.hovered is not None and 0 < view.hovered[0] <= last
    layer = view.hovered[0] if hovers_hidden else view.layer or last
    probe = probe_outputs(experiment, view)
    return line_figure(
        LineView(
            x=x[:, 0],
            outputs=drawn_outputs(experiment.settings, data, trace.a[-1][:, 0]),
            theme=theme,
            X=train.X[:, 0],
            T=train.T[:, 0],
            X_test=test.X[:, 0] if show_test else None,
            T_test=test.T[:, 0] if show_test else None,
            truth=None if data.true_function is None else data.true_function(x)[:, 0],
            neurons=trace.a[layer].T if view.neuron_curves and last else None,
            neurons_title=f"neurons of layer {layer}",
            outgoing=net.weights[-1][0] if view.neuron_curves and last and layer == last else None,
            hovered=view.hovered[1] if hovers_hidden and view.neuron_curves else None,
            probe=None
            if probe is None
            else (view.probe[0], float(drawn_outputs(experiment.settings, data, probe[-1])[0])),
            probe_text="" if probe is None else probe_text(probe[-1]),
            drawing=is_drawing(experiment, view),
            x_name=_x_name(experiment),
        )
    )


def _x_name(experiment: Experiment) -> str:
    points = experiment.settings.points
    name = "x" if points is None else points.columns[0]
    return name if points is not None and not points.is_scaled else f"{name}, standardised"


def _curves(experiment: Experiment, view: View, theme: Theme) -> Figure:
    history, end = shown_history(experiment), int(experiment.end)
    shown_epoch = experiment.trainer.time if experiment.looking_back else None
    if view.curves == GRADIENT:
        return gradient_curves(
            history.epoch, history.layer_gradient_norms, theme, experiment.whole_marks, shown_epoch=shown_epoch
        )
    best = history.best_test_epoch
    # The mark says where one should have stopped; while the test loss still falls there is nothing to say.
    past = best is not None and 0 < best < min(0.9 * end, end - 20) and _has_risen(history.test_loss)
    changed = max((at for at, _ in experiment.whole_marks), default=0.0)  # what came before was another training
    return curves_figure(
        history,
        experiment.whole_marks,
        theme=theme,
        log_loss=view.log_loss or experiment.whole_diverged,
        accuracy=experiment.settings.task != "regression" and view.curves == ALL_CURVES,
        knee_epoch=history.knee_epoch(),
        best_test_epoch=best if past and best >= changed else None,
        pins=_pinned(experiment, view),
        shown_epoch=shown_epoch,
        low=view.low_curves,
    )


def _has_risen(losses: Array) -> bool:
    """Whether the last loss is clearly above the lowest, and not only by the noise of a line that stays level."""
    measured = losses[np.isfinite(losses)]
    return bool(measured[-1] > RISEN * measured.min())


def _pinned(experiment: Experiment, view: View) -> tuple[PinnedLine, ...]:
    """The pins in words that fit the present settings, put together once for each change of either."""
    kept = view.drawn.get("pins")
    if kept is None or kept[0] is not view.pins or kept[1] != experiment.settings:
        kept = view.drawn["pins"] = (view.pins, experiment.settings, pinned_lines(view.pins, experiment.settings))
    return kept[2]
