"""Many random starts: trained in slices and kept, drawn as they are, and the section's controls."""

import numpy as np
import plotly.graph_objects as go
import pytest
from streamlit.testing.v1 import AppTest

from mlp_core.stacks.rate_grid import band
from mlp_core.stacks.stack_training import epochs_until
from pages.common.live_chart import decode_message
from pages.common.palette import LIGHT
from pages.quadratic_vs_cross_entropy.figures.starts import band_figure, grid_figure, reached_figure
from pages.quadratic_vs_cross_entropy.starts_run import EPOCHS, RATES, Starts, StartsRun
from tests.pages.live_sliders import live_charts, slide

FEW = Starts(count=20)


@pytest.fixture(scope="module")
def run() -> StartsRun:
    """Both losses, a few epochs."""
    run = StartsRun(FEW)
    for grid in run.grids.values():
        grid.run_epochs(12)
    return run


def at(run: StartsRun, rate: float) -> dict:
    return {loss: grid.accuracy[:, RATES.index(rate)] for loss, grid in run.grids.items()}


def test_slices_train_both_losses_to_the_end_and_no_further(monkeypatch) -> None:
    monkeypatch.setattr("pages.quadratic_vs_cross_entropy.starts_run.EPOCHS", 3)
    run = StartsRun(FEW)
    run.advance()
    assert run.epoch == 0
    run.set_playing(True)
    seen = []
    while run.playing:
        run.advance()
        seen.append([grid.epoch for grid in run.grids.values()])
    assert run.done
    assert seen[-1] == [3, 3]
    assert all(first == second for first, second in seen)
    run.set_playing(True)
    assert not run.playing
    assert run.n_networks == 2 * len(RATES) * 20


def test_the_grid_s_figure_is_the_grids_scores(run) -> None:
    best = {loss: grid.best for loss, grid in run.grids.items()}
    figure = grid_figure(run.grids, best, LIGHT)
    go.Figure(figure)
    for trace, diamond, grid in zip(figure["data"][::2], figure["data"][1::2], run.grids.values(), strict=True):
        np.testing.assert_array_equal(trace["y"], grid.scores)
        np.testing.assert_array_equal(trace["x"], RATES)
        assert diamond["y"] == grid.scores.max()
        assert diamond["x"] == RATES[grid.best]


def test_the_band_is_the_starts_quantiles(run) -> None:
    accuracies = at(run, 3.0)
    figure = band_figure(accuracies, EPOCHS, 0.95, LIGHT)
    go.Figure(figure)
    for number, accuracy in enumerate(accuracies.values()):
        low, high, middle = figure["data"][3 * number : 3 * number + 3]
        np.testing.assert_array_equal([low["y"], middle["y"], high["y"]], band(accuracy))
        assert high["fill"] == "tonexty"
    assert figure["layout"]["shapes"][0]["y0"] == 0.95


def test_the_reached_share_counts_the_starts(run) -> None:
    accuracies = at(run, 3.0)
    figure = reached_figure(accuracies, EPOCHS, 0.95, LIGHT)
    go.Figure(figure)
    for trace, median, accuracy in zip(figure["data"][::2], figure["data"][1::2], accuracies.values(), strict=True):
        expected = [(accuracy[: epoch + 1] >= 0.95).any(axis=0).mean() for epoch in range(len(accuracy))]
        np.testing.assert_allclose(trace["y"], expected)
        middle = band(epochs_until(accuracy, 0.95))[1]
        assert list(median["x"]) == ([middle] if np.isfinite(middle) else [])


@pytest.mark.parametrize(("epochs", "words"), [(0, ""), (7, "median > 7")])
def test_a_median_start_that_is_not_there_yet_is_not_called_never(epochs, words) -> None:
    accuracies = dict.fromkeys(("half_quadratic", "binary_cross_entropy"), np.full((epochs + 1, 20), 0.5))
    names = reached_figure(accuracies, EPOCHS, 0.95, LIGHT)["layout"]["annotations"][1:]
    assert [each["text"].split("<br>")[1] for each in names] == [words, words]


def test_each_loss_has_a_best_rate_inside_the_grid_and_cross_entropy_needs_fewer_epochs(run) -> None:
    quadratic, cross_entropy = run.grids.values()
    assert all(0 < grid.best < len(RATES) - 1 for grid in (quadratic, cross_entropy))
    assert RATES[quadratic.best] > RATES[cross_entropy.best]
    until = [band(epochs_until(grid.accuracy[:, grid.best], 0.95))[1] for grid in (quadratic, cross_entropy)]
    assert until[1] < until[0]


def section() -> None:
    from pages.quadratic_vs_cross_entropy.random_starts import random_starts

    random_starts()


@pytest.fixture
def app() -> AppTest:
    app = AppTest.from_function(section, default_timeout=30).run()
    assert not app.exception
    return app


def message(app: AppTest) -> dict:
    return decode_message(live_charts(app)[0].proto.bytes)


def newest(app: AppTest) -> StartsRun:
    return list(app.session_state["starts_runs"].values())[-1]


def test_it_opens_training_and_train_is_pause_is_go_on(app) -> None:
    assert message(app)["playing"] is True
    newest(app).advance()
    app.button(key="starts:train").click().run()
    assert app.button(key="starts:train").label == "Go on"
    sent = message(app)
    assert any("Epochs until 95%" in each.value and "η" in each.value for each in app.markdown)
    assert len(sent["frames"][0]["band"]["data"][2]["y"]) == newest(app).epoch + 1


def test_a_choice_that_was_trained_is_kept(app) -> None:
    first = newest(app)
    first.advance()
    app.selectbox(key="starts_data").set_value("xor").run()
    assert newest(app).starts.data == "xor"
    assert not first.playing
    assert app.button(key="starts:train").label.startswith("Train ")
    app.button(key="starts:train").click().run()
    assert newest(app).playing
    app.selectbox(key="starts_data").set_value("circle").run()
    assert newest(app) is first
    assert first.epoch > 0


@pytest.mark.parametrize(
    ("kind", "name", "value"),
    [("button_group", "scale", 1.0), ("button_group", "count", 32), ("selectbox", "data", "pinwheel")],
)
def test_each_control_chooses_other_starts(app, kind, name, value) -> None:
    getattr(app, kind)(key=f"starts_{name}").set_value(value).run()
    assert not app.exception
    assert getattr(newest(app).starts, name) == value


def test_other_starts_and_one_rate_for_both(app) -> None:
    app.button(key="starts:seed").click().run()
    assert newest(app).starts.first_seed == 24
    for grid in newest(app).grids.values():
        grid.run_epochs(2)
    app.button_group(key="starts_compare").set_value("the same η").run()
    slide(app, "starts_rate", 1.0)
    diamonds = [trace for trace in message(app)["frames"][0]["grid"]["data"] if trace["mode"] == "markers"]
    assert [float(trace["x"][0]) for trace in diamonds] == [1.0, 1.0]
    lines = message(app)["frames"][0]["band"]["data"][2::3]
    for line, grid in zip(lines, newest(app).grids.values(), strict=True):
        np.testing.assert_allclose(line["y"], band(grid.accuracy[:, RATES.index(1.0)])[1], rtol=1e-6)
