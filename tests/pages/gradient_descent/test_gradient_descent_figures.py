"""The page's figures: every number on them is the run's or the surface's own."""

import base64
import io

import numpy as np
import pytest
from PIL import Image

from mlp_core.lessons.descent import descend
from mlp_core.lessons.gradient_cloud import spread
from mlp_core.lessons.sample_descent import descend_by_samples
from pages.common.live_chart.repeats import without_repeats
from pages.common.palette import DARK, LIGHT, rgb
from pages.gradient_descent import (
    batch_size,
    drawing,
    harmful_steps,
    learning_rate,
    race,
    redundant,
    settling,
    stopping,
    three_ways,
    two_valleys,
)
from pages.gradient_descent.controls import in_step
from pages.gradient_descent.figures.contour_picture import LEVELS, levels_passed
from pages.gradient_descent.figures.ground import GroundView, Way, ground_figure
from pages.gradient_descent.figures.lines import Curve, LinesView, lines_figure, on_log
from pages.gradient_descent.figures.relief import relief_figure
from pages.gradient_descent.letters import Letters
from pages.gradient_descent.places import NAMES, ground, ground_around, place

LETTERS = Letters("C", "η", "w", "b")
FIT = place("fit")


def scene(name="fit", condition=10.0):
    return ground(name, condition, LETTERS)


def trace(figure, name):
    return next(each for each in figure["data"] if each.get("name") == name)


@pytest.mark.parametrize("name", NAMES)
def test_the_ground_is_the_surface(name):
    here, drawn = place(name), scene(name)
    for row, column in ((0, 0), (20, 33), (55, 71)):
        w = [drawn.x[column], drawn.y[row]]
        assert drawn.cost[row, column] == pytest.approx(float(here.surface.value(w)), rel=1e-12)
        assert drawn.slope[row, column] == pytest.approx(float(np.linalg.norm(here.surface.gradient(w))), rel=1e-12)
    np.testing.assert_allclose(drawn.arrow_along[17], -here.surface.gradient(drawn.arrow_from[17]))
    figure = relief_figure(LIGHT, drawn, [])
    mesh = figure["data"][0]
    np.testing.assert_allclose(mesh["z"].reshape(drawn.cost.shape), drawn.cost, rtol=1e-6)
    np.testing.assert_allclose(mesh["x"].reshape(drawn.cost.shape)[5], drawn.x, rtol=1e-6)
    np.testing.assert_allclose(mesh["y"].reshape(drawn.cost.shape)[:, 5], drawn.y, rtol=1e-6)
    told = trace(ground_figure(GroundView(LIGHT, drawn, [])), "cost")
    np.testing.assert_array_equal(told["z"], drawn.cost)
    assert figure["layout"]["scene"]["uirevision"] == "kept"


@pytest.mark.parametrize("name", NAMES)
def test_a_place_shows_its_start_and_all_its_minima(name):
    here = place(name)
    for x, y in (here.start, *(at for at, _ in here.minima)):
        assert here.x_range[0] < x < here.x_range[1]
        assert here.y_range[0] < y < here.y_range[1]
    for at, _ in here.minima:
        assert np.linalg.norm(here.surface.gradient(at)) < 1e-6
    assert here.lowest == min(float(here.surface.value(at)) for at, _ in here.minima)


@pytest.mark.parametrize("name", NAMES)
def test_contour_lines_lie_where_the_cost_is_that_of_their_level(name):
    here, drawn = place(name), scene(name)
    at = levels_passed(drawn.cost)
    low, high = drawn.cost.min(), drawn.cost.max()
    rows, columns = np.nonzero(np.abs(at - np.floor(at) - 0.5) < 0.02)
    assert len(rows) > 1000
    w = np.stack(
        [
            np.interp((columns + 0.5) / at.shape[1], [0, 1], drawn.x[[0, -1]]),
            np.interp((rows + 0.5) / at.shape[0], [0, 1], drawn.y[[0, -1]]),
        ],
        axis=1,
    )
    # the lowest point of the grid counts as level 0
    height = np.sqrt(np.maximum(here.surface.value(w) - low, 0) / (high - low)) * LEVELS
    np.testing.assert_allclose(height, np.floor(at[rows, columns]) + 0.5, atol=0.1)


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_the_picture_of_the_contours_fills_the_axes_and_is_drawn_once(theme):
    drawn = scene("valleys")
    view = GroundView(theme, drawn, [])
    (image,), (again,) = (ground_figure(view)["layout"]["images"] for _ in range(2))
    assert image["source"] is again["source"]
    assert (image["x"], image["x"] + image["sizex"]) == pytest.approx((drawn.x[0], drawn.x[-1]))
    assert (image["y"] - image["sizey"], image["y"]) == pytest.approx((drawn.y[0], drawn.y[-1]))
    with Image.open(io.BytesIO(base64.b64decode(image["source"].split(",")[1]))) as picture:
        pixels = np.asarray(picture.convert("RGB"), dtype=float)[::-1]
    brightness = pixels.mean(axis=2)
    row, column = np.unravel_index(drawn.cost.argmin(), drawn.cost.shape)
    shape = brightness.shape
    lowest = brightness[int((row + 0.5) * shape[0] / 56), int((column + 0.5) * shape[1] / 72)]
    to_background = abs(brightness - rgb(theme.background).mean())
    assert abs(lowest - rgb(theme.background).mean()) < 0.2 * to_background.max()


def test_what_stays_does_not_travel_with_the_next_moment():
    paths = three_ways.ways_paths(FIT, 0.5, 10, FIT.start, 0)
    frames = [
        three_ways.ways_figures(FIT, scene(), paths, samples, LIGHT, LETTERS, 10, True) for samples in (601, 602, 603)
    ]
    sent, _ = without_repeats(in_step(frames), {})
    assert ["relief" in each for each in sent] == [True, False, False]
    assert trace(sent[0]["relief"], "one")["x"][-1] == paths[2].points[603][0]
    later = sent[1]["ground"]
    assert later["layout"] is None
    assert [each["name"] for each in later["data"] if each] == ["one", "heads"]
    assert "epochs" not in sent[1]
    relief, _ = without_repeats([{"relief": frames[1]["relief"]}], {"relief": frames[0]["relief"]})
    assert relief[0]["relief"]["data"][0] is None


def test_arrows_point_down_the_gradient():
    figure = ground_figure(GroundView(LIGHT, scene(), [], arrows=True))
    arrows, drawn = trace(figure, "arrows"), scene()
    x, y = arrows["x"].reshape(-1, 6), arrows["y"].reshape(-1, 6)
    assert len(x) == len(drawn.arrow_from)
    assert np.isnan(x[:, 5]).all()
    shafts = np.stack([x[:, 1] - x[:, 0], y[:, 1] - y[:, 0]], axis=1)
    cosines = (shafts * drawn.arrow_along).sum(axis=1) / np.linalg.norm(shafts, axis=1)
    np.testing.assert_allclose(cosines, np.linalg.norm(drawn.arrow_along, axis=1), rtol=1e-3)
    assert len(trace(ground_figure(GroundView(LIGHT, scene(), [])), "arrows")["x"]) == 0


def test_a_way_is_drawn_where_it_went_and_not_beside_the_relief():
    path = descend(place("bowl").surface, (1.0, 1.0), "sgd", 0.25, 8)
    way = Way(path.points, path.values, "#123456", "descent")
    line = trace(ground_figure(GroundView(DARK, scene("bowl"), [way])), "descent")
    np.testing.assert_array_equal(line["x"], path.points[:, 0])
    z = trace(relief_figure(DARK, scene("bowl"), [way]), "descent")["z"]
    outside = (np.abs(path.points) > [2.3, 1.8]).any(axis=1)
    assert outside.any()
    np.testing.assert_array_equal(np.isnan(z), outside)


def test_three_ways_on_one_clock():
    paths = three_ways.ways_paths(FIT, 0.5, 10, FIT.start, 0)
    for samples in (0, 1, 59, 60, 600, 1200):
        figures = three_ways.ways_figures(FIT, scene(), paths, samples, LIGHT, LETTERS, 10)
        for name, path, updates in zip(("batch", "b = 10", "one"), paths, (samples // 60, samples // 10, samples),
                                       strict=True):  # fmt: skip
            line = trace(figures["ground"], name)
            assert line["x"][-1] == path.points[updates][0]
            epochs = trace(figures["epochs"], name)
            assert epochs["x"][-1] == samples // 60
            at = path.epoch_ends[samples // 60]
            assert epochs["y"][-1] == pytest.approx(path.values[at] - FIT.lowest, rel=1e-5)
            seen = trace(figures["samples"], name)
            assert len(seen["x"]) == 0 or seen["x"][-1] == path.samples[updates]
    text = three_ways.ways_readout(paths, 1200, 10, LETTERS)
    assert "batch: 20 updates" in text
    assert "one example: 1200 updates" in text


def test_the_rate_that_is_swept_is_the_rate_that_runs():
    bowl = place("bowl", 10.0)
    rates = learning_rate.rates()
    swept = learning_rate.values_after(bowl.surface, bowl.start, rates, learning_rate.UPDATES)
    rate = learning_rate.below(0.2)
    assert 0.18 < rate < 0.2 < learning_rate.above(0.2) < 0.22
    path = descend(bowl.surface, bowl.start, "sgd", rate, learning_rate.UPDATES)
    figures = learning_rate.rate_figures(bowl, scene("bowl"), path, 60, LIGHT, LETTERS, rate, 0.2, swept, True)
    assert trace(figures["sweep"], "η")["y"][0] == pytest.approx(path.values[-1] - bowl.lowest, rel=1e-5)
    assert figures["sweep"]["layout"]["shapes"][0]["x0"] == 0.2
    assert "diverge" not in learning_rate.ending(bowl, path)


@pytest.mark.parametrize(
    ("rate", "words"), [(0.001, "is left"), (0.1, "arrived"), (0.21, "it diverges"), (5.0, "it diverged")]
)
def test_every_end_is_said(rate, words):
    bowl = place("bowl", 10.0)
    assert words in learning_rate.ending(bowl, descend(bowl.surface, bowl.start, "sgd", rate, 60))


@pytest.mark.parametrize("name", ["saddle", "bowl", "fit"])
def test_what_runs_away_in_the_race_is_drawn_to_its_end(name):
    here = place(name)
    runs = race.race_runs(here, here.start, 5.0)
    curves = race.race_figures(here, scene(name), runs, race.UPDATES, LIGHT, LETTERS, False)["curves"]
    top = 10 ** curves["layout"]["yaxis"]["range"][1]
    for line, (_, path) in zip(curves["data"], runs.values(), strict=False):
        highest = float(path.values.max() - here.lowest)
        assert np.max(line["y"]) == pytest.approx(highest, rel=1e-5)
        assert highest < top
    # The axis stands still while they race.
    early = race.race_figures(here, scene(name), runs, 1, LIGHT, LETTERS, False)["curves"]
    assert early["layout"]["yaxis"]["range"] == curves["layout"]["yaxis"]["range"]


def test_the_race_is_of_the_engines_optimizers():
    bowl = place("bowl", 10.0)
    runs = race.race_runs(bowl, bowl.start, 0.05)
    figures = race.race_figures(bowl, scene("bowl"), runs, 40, LIGHT, LETTERS, False)
    for name, (rate, path) in runs.items():
        np.testing.assert_array_equal(path.points, descend(bowl.surface, bowl.start, name, 0.05, race.UPDATES).points)
        line = trace(figures["ground"], race.optimizer_name(name))
        assert (line["x"][-1], line["y"][-1]) == tuple(path.points[40])
        assert rate == 0.05
    best = race.race_runs(bowl, bowl.start, None)
    for name in runs:
        assert race.arrived_after(bowl, best[name][1]) <= race.arrived_after(bowl, runs[name][1])
    assert "nobody yet" in race.arrivals(bowl, runs, 0)
    wild = race.race_runs(bowl, bowl.start, 5.0)
    assert "diverged: **SGD" in race.arrivals(bowl, wild, race.UPDATES)


def test_harmful_steps_are_drawn_above_the_line():
    path, effects = harmful_steps.harm_run(FIT, 0.5, 1, FIT.start)
    figures = harmful_steps.harm_figures(scene(), FIT, path, effects, 200, LIGHT, LETTERS)
    harmful = trace(figures["changes"], "harmful")
    assert len(harmful["x"]) == effects.harmful[:200].sum()
    assert (harmful["y"] > 0).all()
    assert (harmful["x"] < 0).all()
    text = harmful_steps.harm_readout(FIT, path, effects, 200, LETTERS)
    assert f"**{effects.harmful[:200].sum()} of 200**" in text


def test_repeating_points_costs_batch_descent_so_many_times_as_much():
    runs = {k: redundant.redundant_runs(FIT, 2.0, k) for k in (1, 3)}
    needed = redundant.samples_needed(FIT, 2.0)
    assert needed[3][0] == 3 * needed[1][0]
    assert needed[3][1] < 2 * needed[1][1]
    figures = redundant.redundant_figures(FIT, runs, needed, 3, LIGHT, LETTERS)
    np.testing.assert_allclose(trace(figures["needed"], "batch")["y"], [each[0] for each in needed.values()])


def test_the_shares_are_those_of_runs():
    valleys = place("valleys")
    shares = two_valleys.share_in_deeper(valleys, 0.5, valleys.start)
    assert shares[0] == 1
    assert shares[-1] == 0
    paths = two_valleys.valley_paths(valleys, 0.5, 1, valleys.start, 0)
    figures = two_valleys.valley_figures(valleys, scene("valleys"), paths, shares, 1, 2400, LIGHT, LETTERS)
    np.testing.assert_allclose(trace(figures["share"], "all sizes")["y"], shares)
    text = two_valleys.valley_readout(valleys, paths, shares, 1, 2400, LETTERS)
    assert "**poorer** valley · b = 1" in text
    assert "**20 of 20** runs" in text


def test_schedules_are_the_engines_and_the_falling_one_ends_nearer():
    paths = settling.settle_path(FIT, 1.0, settling.Constant()), settling.settle_path(FIT, 1.0, settling.FALLING["1/t"])
    near = ground_around("fit", tuple(FIT.minima[0][0]), 2.0, LETTERS)
    figures = settling.settle_figures(FIT, near, paths, 1.0, "1/t", 100, LIGHT, LETTERS)
    for name, schedule in settling.FALLING.items():
        y = trace(figures["schedules"], name)["y"]
        np.testing.assert_allclose(y, [schedule.factor(epoch) for epoch in range(101)], rtol=1e-6)
    ends = [path.values[path.epoch_ends[-5:]].mean() - FIT.lowest for path in paths]
    assert ends[1] < 0.1 * ends[0]


def test_points_are_counted_as_they_are_drawn():
    with_it, without = (drawing.drawn_counts(60, 0, replacement) for replacement in (True, False))
    np.testing.assert_array_equal(without, [0, 60, 0, 0, 0, 0])
    assert with_it.sum() == 60
    assert with_it[0] > 10
    ends = drawing.drawn_runs(FIT, 0.1, False)
    near = ground_around("fit", tuple(FIT.minima[0][0]), 1.2, LETTERS)
    figures = drawing.drawing_figures(FIT, near, ends, [with_it, without], LIGHT, LETTERS)
    np.testing.assert_allclose(trace(figures["ground"], "reshuffled")["x"], ends[1][-1][:, 0])
    assert trace(figures["counts"], "reshuffled")["y"].tolist() == [60]
    assert "times as much" in drawing.drawing_readout(FIT, ends, [with_it, without], LETTERS)


def test_the_clouds_spread_is_measured_on_the_cloud():
    clouds = batch_size.clouds_at(FIT, FIT.start, False)
    figures = batch_size.cloud_figures(FIT, scene(), FIT.start, clouds, 4, False, LIGHT, LETTERS)
    full = FIT.fit.gradient(FIT.start)
    np.testing.assert_allclose(trace(figures["cloud"], "mini-batch")["x"], clouds[4][:, 0], rtol=1e-5)
    measured = trace(figures["spread"], "measured")
    assert measured["y"][0] == pytest.approx(spread(clouds[1], full), rel=1e-5)
    assert spread(clouds[60], full) < 1e-12


@pytest.mark.parametrize(
    ("name", "threshold", "words"),
    [
        ("saddle", 0.1, "a saddle or a plateau"),
        ("saddle", 0.003, "from the minimum"),
        ("valleys", 0.001, "poorer valley"),
    ],
)
def test_where_it_stops_is_said(name, threshold, words):
    here = place(name)
    path = descend(here.surface, here.start, "sgd", 0.3, stopping.UPDATES, stop_below=threshold)
    assert path.end == "converged"
    assert words in stopping.stopped(here, path, threshold)
    figures = stopping.stop_figures(here, scene(name), path, threshold, path.updates, LIGHT, LETTERS)
    calm = trace(figures["ground"], "calm")
    assert calm["contours"]["value"] == threshold
    np.testing.assert_array_equal(calm["z"], scene(name).slope)
    assert figures["norm"]["data"][0]["y"][-1] == pytest.approx(path.gradient_norms[-1], rel=1e-5)


def test_what_does_not_stop_says_so():
    fit = FIT.surface
    path = descend(fit, FIT.start, "sgd", 0.02, stopping.UPDATES, stop_below=1e-4)
    assert "not stopped within" in stopping.stopped(FIT, path, 1e-4)
    bowl = place("bowl", 100.0)
    wild = descend(bowl.surface, bowl.start, "sgd", 1.0, stopping.UPDATES, stop_below=0.1)
    assert "it diverged" in stopping.stopped(bowl, wild, 0.1)


def test_what_is_lower_than_the_axis_is_named_with_its_own_value():
    values = np.array([1.0, 1e-3, 1e-12])
    figure = lines_figure(
        LinesView(LIGHT, [Curve("run", np.arange(3), values, "#000000")], "t", "x", (0, 2), (1e-6, 1), y_log=True)
    )
    assert len(trace(figure, "heads")["x"]) == 0
    assert any("run 1e−12" in each["text"] for each in figure["layout"]["annotations"])
    np.testing.assert_array_equal(on_log(np.array([-1.0, np.inf, 2.0])), [1e-30, 1e30, 2.0])


def test_a_path_by_samples_ends_early_where_it_runs_away():
    path = descend_by_samples(place("valleys").fit, (0.0, 0.0), 1, 1e9, 1)
    assert path.diverged
    assert path.after(40) == len(path.rows)
