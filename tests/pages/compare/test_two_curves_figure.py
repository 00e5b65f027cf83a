"""The curves of two runs are what both measured."""

import numpy as np
import plotly.graph_objects as go
import pytest

from pages.common.palette import DARK, LIGHT, pair_colors
from pages.common.settings import Settings
from pages.compare.choice import fitting
from pages.compare.figures.two_curves import MOST_HIGHER, MOST_POINTS, Run, two_curves_figure
from pages.compare.pair import Pair

BASE = Settings().changed(samples=60)


def runs_of(pair: Pair) -> list[Run]:
    return [
        Run(name, side.trainer.history, side.marks, side.divergence is not None)
        for name, side in zip(("A · one", "B · two"), pair.sides, strict=True)
    ]


@pytest.mark.parametrize("theme", [LIGHT, DARK])
@pytest.mark.parametrize("log_loss", [False, True])
def test_lines_are_what_was_measured_in_the_colour_of_their_side(theme, log_loss) -> None:
    pair = Pair(fitting(BASE, "optimizer")[0])
    figure = two_curves_figure(runs_of(pair), theme=theme, log_loss=log_loss)
    go.Figure(figure)
    lines = iter(figure["data"])
    for column in ("loss", "accuracy"):
        for side, color in zip(pair.sides, pair_colors(theme), strict=True):
            for kind in ("train", "test"):
                line, values = next(lines), getattr(side.trainer.history, f"{kind}_{column}")
                np.testing.assert_array_equal(line["y"], values[np.isfinite(values)])
                assert line["line"]["color"] == color
    low, high = figure["layout"]["yaxis"]["range"]
    losses = np.concatenate([side.trainer.history.train_loss for side in pair.sides])
    losses = np.log10(losses) if log_loss else losses
    assert low <= losses.min() <= losses.max() <= high


def test_a_long_run_is_thinned() -> None:
    pair = Pair(fitting(BASE, "rate")[0])
    for side in pair.sides:
        side.trainer.run_epochs(1000)
    for line in two_curves_figure(runs_of(pair), theme=LIGHT)["data"][:8]:
        assert len(line["x"]) <= MOST_POINTS
        assert (line["x"][0], line["x"][-1]) == (0, 1060)


def test_one_that_runs_away_does_not_flatten_the_other() -> None:
    pair = Pair(fitting(BASE.changed(output="linear", loss="half_quadratic"), "rate", "0.03", "10")[0])
    a, b = (side.trainer.history.train_loss for side in pair.sides)
    assert pair.sides[1].divergence is not None
    assert b.max() > 10 * a.max()
    top = two_curves_figure(runs_of(pair), theme=LIGHT)["layout"]["yaxis"]["range"][1]
    assert a.max() <= top <= 2 * MOST_HIGHER * a.max()


def test_a_change_of_one_side_is_marked_in_its_colour() -> None:
    pair = Pair(fitting(BASE, "optimizer")[0])
    pair.change(pair.choice.with_value(1, "adam"))
    figure = two_curves_figure(runs_of(pair), theme=LIGHT)
    (line,) = figure["layout"]["shapes"]
    assert (line["x0"], line["line"]["color"]) == (60, pair_colors(LIGHT)[1])
    assert "AdaGrad → Adam" in [note["text"] for note in figure["layout"]["annotations"]]
    assert figure["data"][-1]["customdata"] == ["AdaGrad → Adam"]


def test_a_regression_has_losses_alone_and_losses_of_their_own_are_called_so() -> None:
    pair = Pair(fitting(BASE.changed(data="sine", rate=0.03), "loss")[0])
    figure = two_curves_figure(runs_of(pair), theme=LIGHT, accuracy=False, comparable=False)
    assert "yaxis2" not in figure["layout"]
    assert "<b>loss, each its own</b>" in [note["text"] for note in figure["layout"]["annotations"]]
