"""The curves are the history's, the axes hold still, and each change has its mark."""

from itertools import pairwise
from types import SimpleNamespace

import numpy as np
import plotly.graph_objects as go
import pytest

from pages.common.figure_style import MOST_MARKS
from pages.common.figures.curves import MOST_POINTS, curves_figure
from pages.common.palette import DARK, LIGHT


def history(n=100, test_every=3, seed=0) -> SimpleNamespace:
    rng = np.random.default_rng(seed)
    epoch = np.arange(n + 1.0)
    test = np.where(epoch % test_every == 0, 1.0, np.nan)
    return SimpleNamespace(
        epoch=epoch,
        train_loss=0.7 * np.exp(-epoch / 40) + 0.02 * rng.random(n + 1),
        test_loss=test * (0.72 * np.exp(-epoch / 50) + 0.02 * rng.random(n + 1)),
        train_accuracy=1 - 0.5 * np.exp(-epoch / 40),
        test_accuracy=test * (1 - 0.5 * np.exp(-epoch / 35)),
    )


def lines(figure) -> dict[str, dict]:
    return {trace["name"]: trace for trace in figure["data"] if trace["mode"] == "lines"}


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
@pytest.mark.parametrize("n", [0, 1, 100])
@pytest.mark.parametrize("log_loss", [False, True])
def test_plotly_accepts_the_figure(theme, n, log_loss) -> None:
    marks = [(0.0, "tanh → ReLU")]
    figure = curves_figure(history(n), marks, theme=theme, log_loss=log_loss, knee_epoch=n / 2, best_test_epoch=n)
    go.Figure(figure)


@pytest.mark.parametrize("name", ["train_loss", "test_loss", "train_accuracy", "test_accuracy"])
def test_a_line_is_what_was_measured(name) -> None:
    past = history()
    line = lines(curves_figure(past, theme=LIGHT))[name.replace("_", " ")]
    values = getattr(past, name)
    measured = np.isfinite(values)
    np.testing.assert_allclose(line["x"], past.epoch[measured])
    np.testing.assert_allclose(line["y"], values[measured], rtol=1e-6)


def test_a_long_history_is_thinned_from_first_to_last() -> None:
    past = history(5000)
    for trace in lines(curves_figure(past, theme=LIGHT)).values():
        assert MOST_POINTS / 2 < len(trace["x"]) <= MOST_POINTS
        values = getattr(past, trace["name"].replace(" ", "_"))
        np.testing.assert_allclose(trace["y"], values[trace["x"].astype(int)], rtol=1e-6)
        measured = past.epoch[np.isfinite(values)]
        assert (trace["x"][0], trace["x"][-1]) == (measured[0], measured[-1])


def test_a_history_without_test_data_draws_without_it() -> None:
    past = history()
    past.test_loss = past.test_accuracy = np.full(101, np.nan)
    figure = curves_figure(past, theme=LIGHT, log_loss=True)
    assert len(lines(figure)["test loss"]["x"]) == 0
    assert [note["text"] for note in figure["layout"]["annotations"]].count("test") == 0


def test_axes_hold_all_values_and_do_not_move_with_each_epoch() -> None:
    ranges = []
    for n in range(60, 81):
        figure = curves_figure(history(n), theme=LIGHT)
        layout = figure["layout"]
        assert layout["xaxis"]["range"][1] >= n
        for trace in lines(figure).values():
            low, high = layout["yaxis2" if trace["yaxis"] == "y2" else "yaxis"]["range"]
            assert low <= trace["y"].min()
            assert trace["y"].max() <= high
        ranges.append((*layout["xaxis"]["range"], *layout["yaxis"]["range"]))
    assert len(set(ranges)) <= 3


def test_a_log_axis_holds_all_values_in_decades() -> None:
    figure = curves_figure(history(), theme=LIGHT, log_loss=True)
    assert figure["layout"]["yaxis"]["type"] == "log"
    low, high = figure["layout"]["yaxis"]["range"]
    for name in ("train loss", "test loss"):
        assert low <= np.log10(lines(figure)[name]["y"].min())
        assert np.log10(lines(figure)[name]["y"].max()) <= high


def test_a_loss_of_zero_and_a_huge_loss_still_have_an_axis() -> None:
    past = history()
    past.train_loss = np.zeros(101)
    past.test_loss = np.full(101, np.nan)
    for log_loss in (False, True):
        low, high = curves_figure(past, theme=LIGHT, log_loss=log_loss)["layout"]["yaxis"]["range"]
        assert low < high
    past.train_loss[50:] = [1e121, 1e300, np.inf, np.nan, *[0.5] * 47]
    figure = curves_figure(past, theme=LIGHT)
    assert figure["layout"]["yaxis"]["range"][1] >= 1e300
    assert 1e121 in lines(figure)["train loss"]["y"]


def test_accuracy_below_forty_percent_is_not_cut_off() -> None:
    past = history()
    past.train_accuracy = np.linspace(0.1, 0.9, 101)
    assert curves_figure(past, theme=LIGHT)["layout"]["yaxis2"]["range"][0] == 0


def test_a_regression_has_loss_alone() -> None:
    figure = curves_figure(history(), theme=LIGHT, accuracy=False)
    assert set(lines(figure)) == {"train loss", "test loss"}
    assert "yaxis2" not in figure["layout"]


def test_a_mark_stands_at_its_epoch_with_its_words() -> None:
    layout = curves_figure(history(), [(30, "tanh → ReLU"), (80, "SGD → Adam")], theme=LIGHT)["layout"]
    assert sorted(line["x0"] for line in layout["shapes"]) == [30, 80]
    assert all(line["x0"] == line["x1"] for line in layout["shapes"])
    assert {"tanh → ReLU", "SGD → Adam"} <= {note["text"] for note in layout["annotations"]}


def test_marks_neither_pile_up_nor_leave_the_figure() -> None:
    marks = [(90 + i / 2, f"rate {i} → {i + 1}") for i in range(20)]
    layout = curves_figure(history(), marks, theme=LIGHT)["layout"]
    assert len(layout["shapes"]) == MOST_MARKS
    notes = [note for note in layout["annotations"] if "→" in note["text"]]
    assert marks[-1][1] in {note["text"] for note in notes}
    rows: dict[int, list[tuple[float, float]]] = {}
    for note in notes:
        half = 7.8 / 280 * len(note["text"]) / 2
        rows.setdefault(note["yshift"], []).append((note["x"] - half, note["x"] + half))
    for places in rows.values():
        places.sort()
        assert places[0][0] >= -1e-9
        assert places[-1][1] <= 1 + 1e-9
        assert all(a[1] < b[0] for a, b in pairwise(places))


def test_the_name_of_an_early_mark_begins_behind_the_strips_name_however_narrow_the_plot() -> None:
    layout = curves_figure(history(), [(2, "η 10 → 0.3")], theme=LIGHT)["layout"]
    (note,) = (each for each in layout["annotations"] if "→" in each["text"])
    assert (note["x"], note["xanchor"]) == (0, "left")
    assert note["xshift"] >= 30  # pixels, of which the name has some thirty


def test_knee_and_early_stopping_stand_on_their_curves() -> None:
    past = history()
    figure = curves_figure(past, theme=LIGHT, knee_epoch=40, best_test_epoch=90)
    stop, knee = figure["data"][-2:]
    assert (stop["x"][0], knee["x"][0]) == (90, 40)
    assert stop["y"][0] == pytest.approx(past.test_loss[90])
    assert (knee["y"][0], knee["yaxis"]) == (pytest.approx(past.train_accuracy[40]), "y2")
    assert {"◆ levels off at 40", "early stop 90"} <= {note["text"] for note in figure["layout"]["annotations"]}
    assert "test loss was lowest" in stop["hovertemplate"]
    assert "hardly changed" in knee["hovertemplate"]


@pytest.mark.parametrize("at", [0, 1, 3, 50, 99, 100])
def test_the_names_of_marked_points_stay_within_the_plot_and_off_its_names(at) -> None:
    layout = curves_figure(history(), theme=LIGHT, knee_epoch=at, best_test_epoch=at)["layout"]
    notes = {note["text"].split(" at")[0].rstrip(" 0123456789"): note for note in layout["annotations"]}
    stop, knee = notes["early stop"], notes["◆ levels off"]
    low, high = layout["xaxis"]["range"]
    width = 7.8 / 280 * len(stop["text"]) * (high - low)
    left = stop["x"] if stop["xanchor"] == "left" else stop["x"] - width
    assert low - 1e-9 <= left <= at + 1e-9
    assert at - 1e-9 <= left + width <= high + 1e-9
    # In a smaller plot it grows away from the edge that is nearer.
    assert stop["xanchor"] == ("left" if at < high / 2 else "right")
    low, high = layout["yaxis"]["range"]
    assert stop["yanchor"] == ("top" if stop["y"] > low + 0.6 * (high - low) else "bottom")
    # The knee's stands in the line of the strip's name, behind it.
    name = notes["<b>accuracy</b>"]
    assert (knee["yref"], knee["y"], knee["yanchor"]) == (name["yref"], name["y"], name["yanchor"])
    assert knee["x"] >= name["x"] + 7.8 / 170 * len("accuracy")
    assert knee["x"] + 7.8 / 280 * len(knee["text"]) <= 1 + 1e-9


def test_line_ends_are_named_a_line_of_text_apart() -> None:
    past = history()
    past.test_loss = past.train_loss
    notes = curves_figure(past, theme=LIGHT)["layout"]
    at = {n["text"]: n["y"] for n in notes["annotations"] if n["text"] in ("train", "test") and n["yref"] == "y"}
    span = notes["yaxis"]["range"][1] - notes["yaxis"]["range"][0]
    assert abs(at["train"] - at["test"]) >= 0.1 * span
    assert all(notes["yaxis"]["range"][0] < y < notes["yaxis"]["range"][1] for y in at.values())


@pytest.mark.parametrize("accuracy", [0.3, 0.9])
def test_in_a_low_place_numbers_and_names_stand_a_line_of_text_apart(accuracy) -> None:
    past = history()
    past.test_loss, past.train_accuracy, past.test_accuracy = past.train_loss, *[np.full(101, accuracy)] * 2
    layout = curves_figure(past, theme=LIGHT, low=True)["layout"]
    axes = {"y": layout["yaxis"], "y2": layout["yaxis2"]}
    assert layout["yaxis"]["domain"][1] + 14 / 90 <= layout["yaxis2"]["domain"][0] + 1e-9
    for name, drawn in axes.items():
        pixels = 90 * np.diff(drawn["domain"])[0] / np.diff(drawn["range"])[0]  # 90 is the height of the plot
        numbers = drawn.get("tickvals") or np.arange(0, drawn["range"][1], drawn["dtick"])
        shown = [number for number in numbers if number >= drawn["range"][0]]
        assert len(shown) >= 2
        assert np.diff(shown).min() * pixels >= 14
        ends = [n["y"] for n in layout["annotations"] if n["text"] in ("train", "test") and n["yref"] == name]
        assert abs(ends[0] - ends[1]) * pixels >= 12


@pytest.mark.parametrize("log_loss", [False, True])
def test_every_mark_is_named_where_one_points_at_it_also_without_room_for_its_label(log_loss) -> None:
    marks = [(10.0 + i, f"η 0.{i} → 0.{i + 1}") for i in range(9)]
    figure = curves_figure(history(), marks, theme=LIGHT, log_loss=log_loss)
    changed = next(trace for trace in figure["data"] if trace.get("name") == "changed")
    assert list(zip(changed["x"], changed["customdata"], strict=True)) == marks
    top = figure["layout"]["yaxis"]["range"][1]
    assert changed["y"][0] == pytest.approx(10**top if log_loss else top)
    assert sum("η" in each["text"] for each in figure["layout"]["annotations"]) < len(marks)
