"""Points of one's own on the page: the tile, what a click draws, files in and out, and what is said."""

from math import inf

import numpy as np
import pytest

from mlp_core.limits import MOST_LINK_POINTS
from mlp_core.own_data import OwnData
from mlp_core.own_reading import points_as_csv
from mlp_core.own_sources import PLANE_EDGE, no_points, standardised
from pages.common import drawing as by_hand
from pages.common.drawing import choose_data
from pages.common.experiment import Experiment
from pages.common.figures.region import HALF_WIDTH
from pages.common.links import query_from_settings
from pages.common.saved import saved
from pages.common.settings import Settings
from pages.playground import sidebar as beside
from pages.playground.stage import answer
from tests.pages.playground.test_page import experiment, message, newest, opened, settings

CSV = b"height;weight;animal\n1,5;20;cat\n2,5;30;dog\n3,5;25;cat\n4,5;35;dog\n"


def click(app, x, y, kind="tap", **keys):
    """What the browser tells of a click in the region, and the run that follows."""
    event = {"kind": kind, "figure": "region", "x": x, "y": y, "pointer": [x, y], **keys}
    answer(experiment(app), app.session_state["view"], event)
    app.run()
    assert not app.exception


def drawing(**query):
    """The page with an empty plane."""
    return opened(data="own", **query)


def places(app):
    """X and T of the points, as the experiment has them."""
    data = experiment(app).dataset
    return data.X.tolist(), data.T[:, 0].tolist()


def drawn(app):
    """The places of the training points in the region that was sent last."""
    trace = message(app)["frames"][-1]["region"]["data"][0]
    return np.column_stack([trace["x"], trace["y"]])


def test_an_empty_plane_says_what_to_do_and_shows_nothing_untrue():
    app = drawing()
    sent = message(app)
    assert "Click in the region to add points" in sent["texts"]["message"]
    assert sent["texts"]["readout"] == "Epoch **0** · Steps **0** · no points yet"
    figures = sent["frames"][0]
    assert figures["region"]["layout"]["dragmode"] == "select"
    assert all(np.isnan(trace["y"]).all() or not len(trace["y"]) for trace in figures["curves"]["data"][:2])
    app.button(key="play").click().run()
    assert experiment(app).trainer.steps == 0
    assert not app.exception


@pytest.mark.parametrize("tab", ["Gradient per layer", "Pre-activations", "Weights", "Confusion matrix"])
def test_every_tab_opens_without_points(tab):
    app = drawing()
    app.session_state["details"] = tab
    app.run()
    assert not app.exception


def test_a_click_adds_a_point_and_the_picture_shows_it():
    app = drawing()
    click(app, 0.5, -0.25)
    app.session_state["view"].brush = 1
    click(app, 1.234, 1)
    assert places(app) == ([[0.5, -0.25], [1.23, 1.0]], [0.0, 1.0])
    np.testing.assert_allclose(drawn(app), [[0.5, -0.25], [1.23, 1.0]], atol=1e-6)
    assert app.session_state["view"].probe is None
    app.button(key="undo").click().run()
    assert len(settings(app).points) == 1


@pytest.mark.parametrize(("until_it_rests", "runs"), [(inf, 1), (0.0, 2)])
def test_the_page_runs_when_a_hand_that_draws_has_come_to_rest(monkeypatch, until_it_rests, runs):
    app = drawing()
    shown, sidebar = [], beside.sidebar

    def sidebar_and_then_a_point(*arguments):
        sidebar(*arguments)
        shown.append(len(settings(app).points))
        if len(shown) == 1:
            event = {"kind": "tap", "figure": "region", "x": 1, "y": 1, "pointer": [1, 1]}
            answer(experiment(app), app.session_state["view"], event)

    monkeypatch.setattr(by_hand, "SECONDS_TO_REST", until_it_rests)
    monkeypatch.setattr(beside, "sidebar", sidebar_and_then_a_point)
    app.run()
    assert shown == [0, 1][:runs]
    assert len(drawn(app)) == 1  # the chart shows it in any case


def test_after_a_point_the_chart_asks_once_more_so_that_the_page_can_follow():
    app = drawing()
    assert message(app)["askAfter"] is None
    click(app, 1, 1)
    assert message(app)["askAfter"] == by_hand.SECONDS_TO_REST


@pytest.mark.parametrize(
    ("query", "brush"),
    [
        ({"points": "0,0,0;1,1,1"}, 1),
        ({"points": "classes:a,b,c;0,0,0;1,1,1"}, 2),
        ({"points": "values:0,1;0,0,0.5;1,1,-0.5"}, -0.3),
        ({"points": "columns:x,y;values:0,1;0,0.5;1,-0.5"}, 0),
    ],
)
def test_a_click_leaves_at_once_the_dot_that_is_drawn_then(query, brush):
    app = opened(**query)
    assert message(app)["echoes"]["region"] is None  # a click probes
    app.session_state["view"].drawing, app.session_state["view"].brush = True, brush
    app.run()
    dot = message(app)["echoes"]["region"]
    click(app, 0.5, 0.25)
    region = message(app)["frames"][-1]["region"]["data"]
    marker = region[5 if settings(app).n_inputs == 1 else 0]["marker"]
    color = marker["color"]
    assert dot["color"] == (color if isinstance(color, str) else color[-1])
    assert dot["edge"] == marker["line"]["color"]


def test_a_click_on_bands_of_classes_leaves_no_dot_where_no_point_comes():
    app = opened(points="classes:a,b;1,0;-1,1")
    app.session_state["view"].drawing = True
    app.run()
    assert message(app)["echoes"]["region"] is None


def test_a_box_removes_the_points_in_it_and_clear_all():
    app = opened(points="0,0,0;1,1,1;2,2,1")
    app.session_state["view"].drawing = True
    click(app, [0.5, 1.5], [0.5, 1.5], kind="select")
    assert settings(app).points == OwnData([[0, 0], [2, 2]], [0, 1])
    app.button(key="own_clear").click().run()
    assert experiment(app).is_empty
    app.button(key="undo").click().run()
    assert len(settings(app).points) == 2


def test_points_that_were_opened_are_probed_until_one_draws():
    app = opened(points="0,0,0;1,1,1")
    click(app, 0.5, 0.5)
    assert app.session_state["view"].probe == (0.5, 0.5)
    assert len(settings(app).points) == 2
    assert message(app)["frames"][0]["region"]["layout"]["dragmode"] is False


@pytest.mark.parametrize(("kind", "targets"), [("values", [0.7]), ("line", [0.4])])
def test_values_are_drawn_on_the_plane_and_on_the_line(kind, targets):
    app = drawing()
    app.button_group(key="own_kind").set_value(kind).run()
    assert settings(app).task == "regression"
    app.session_state["view"].brush = 0.7
    click(app, 0.5, 0.4)
    assert places(app)[1] == pytest.approx(targets)
    app.button(key="play").click().run()
    assert experiment(app).trainer.epoch >= 1


def test_one_input_with_classes_is_drawn_as_bands():
    app = opened(points="classes:a,b,c;1,0;-1,1;0.5,2", rate="0.1")
    place = drawn(app)
    np.testing.assert_allclose(place[:, 0], [1, -1, 0.5])
    assert place[0, 1] < place[1, 1] < place[2, 1]
    click(app, 0.25, 1.5)
    assert app.session_state["view"].probe == (0.25,)
    app.button(key="play").click().run()
    assert experiment(app).trainer.epoch >= 1


def test_a_data_set_can_be_edited_and_its_network_goes_on():
    app = opened(data="moons", samples="60")
    app.button(key="step").click().run()
    before = experiment(app).network.parameters.copy()
    app.button(key="edit_points").click().run()
    assert len(settings(app).points) == 60
    np.testing.assert_array_equal(experiment(app).network.parameters, before)
    click(app, 0.5, 0.5)
    assert len(settings(app).points) == 61


def test_own_points_wait_while_other_data_are_looked_at():
    app = opened(points="0,0,0;1,1,1")
    points = settings(app).points
    choose_data(experiment(app), app.session_state["view"], "xor")
    app.run()
    assert settings(app).data == "xor"
    choose_data(experiment(app), app.session_state["view"], "own")
    app.run()
    assert settings(app).points == points


def test_scaling_is_shown_and_can_be_undone():
    points = standardised([[100.0, 1.0], [300.0, 3.0]], [0, 1], ("a", "b"), ("mass", "size", "kind"))
    app = opened()
    experiment(app).change(settings(app).changed(points=points, test=0))
    app.run()
    assert "x₁ = (mass − 200) / 100 · x₂ = (size − 2) / 1" in [caption.value for caption in app.caption]
    app.toggle(key=newest(app, "setting_scaling")).set_value(False).run()
    np.testing.assert_array_equal(experiment(app).trainer.X, points.X)
    assert not app.exception


def test_drawn_points_have_no_scaling_to_undo():
    app = opened(points="0,0,0;1,1,1")
    assert "setting_scaling" not in [toggle.key for toggle in app.toggle]


def paste(app, text):
    app.button(key="open_csv").click().run()
    app.text_area(key="own_pasted").set_value(text).run()
    assert not app.exception


def test_a_table_is_previewed_before_it_is_used():
    app = opened()
    paste(app, CSV.decode())
    assert settings(app).data == "spiral"
    assert any("separated by semicolon, decimal commas" in caption.value for caption in app.caption)
    assert list(app.table[0].value.columns) == ["x₁: height", "x₂: weight", "target: animal"]
    app.button(key="own_use").click().run()
    points = settings(app).points
    assert (points.classes, points.columns, len(points)) == (("cat", "dog"), ("height", "weight", "animal"), 4)
    assert "own_use" not in [button.key for button in app.button]


def test_drawn_points_are_opened_where_they_were_drawn():
    drawn = opened(points="0.5,0.25,0;1.5,-1,1;2,2,1;-2.1,0.3,0;1,1,0")
    app = opened()
    paste(app, points_as_csv(settings(drawn).points))
    assert [toggle.value for toggle in app.toggle if toggle.label == "Scale to the plane"] == [False]
    assert any("on the plane where its numbers say" in caption.value for caption in app.caption)
    app.button(key="own_use").click().run()
    assert settings(app).scaling == settings(drawn).scaling
    for name in ("X", "X_test", "input_mean", "input_scale"):
        np.testing.assert_array_equal(getattr(experiment(app).dataset, name), getattr(experiment(drawn).dataset, name))


def test_points_can_be_drawn_as_far_out_as_drawn_points_are_known():
    assert PLANE_EDGE == HALF_WIDTH


def test_drawn_points_can_be_scaled_all_the_same():
    app = opened()
    paste(app, "x1,x2,class\n0.5,0.25,0\n1.5,-1,1\n2,2,1\n")
    app.toggle(key="own_scaled:True").set_value(True).run()
    app.button(key="own_use").click().run()
    assert settings(app).points.is_scaled


def test_a_network_in_the_door_for_tables_is_named_and_can_be_opened():
    other = Experiment(Settings().changed(data="circle", layers=(5,)))
    other.trainer.run_epochs(3)
    app = opened(points="0,0,0;1,1,1")
    before = settings(app)
    paste(app, saved(other))
    assert not app.error
    assert "no table of points but a network that was taken home here" in app.info[0].value
    assert "Epoch 3" in app.info[0].value
    assert settings(app) == before
    app.button(key="own_network_open").click().run()
    assert settings(app) == other.settings
    np.testing.assert_array_equal(experiment(app).network.parameters, other.network.parameters)
    assert "Opened at epoch 3" in message(app)["texts"]["message"]
    assert "own_network_open" not in [button.key for button in app.button]
    assert app.session_state["view"].own == before.points
    app.button(key="undo").click().run()
    assert settings(app).points == before.points


@pytest.mark.parametrize("text", ['{"a": 1}', "\ufeff { no", '{"format": "mlp-playground", "version": 99}'])
def test_other_json_in_the_door_for_tables_is_called_what_it_is(text):
    app = opened()
    paste(app, text)
    assert app.error[0].value.startswith("This is a JSON file, and no table of points.")
    assert "Your present data stay." in app.error[0].value
    assert "own_use" not in [button.key for button in app.button]


def not_in_link(app):
    return [caption.value for caption in app.caption if "a reload loses them" in caption.value]


def test_points_that_a_link_cannot_carry_are_said_to_be_lost_on_a_reload():
    rows = "".join(f"{k},{k % 7},{'ab'[k % 2]}\n" for k in range(MOST_LINK_POINTS + 1))
    app = opened()
    paste(app, rows)
    assert len(not_in_link(app)) == 1  # before they are used
    app.button(key="own_use").click().run()
    assert "a reload loses these 101 points" in message(app)["texts"]["message"]
    (words,) = not_in_link(app)
    assert "not for these 101" in words
    assert all(way in words for way in ("CSV", "JSON", "Take home"))
    app.session_state["view"].drawing = True
    click(app, [-3, 0], [-3, 3], kind="select")
    assert len(settings(app).points) <= MOST_LINK_POINTS
    assert not_in_link(app) == []


def test_the_address_of_such_points_says_where_their_file_is_opened():
    points = standardised(np.arange(202.0).reshape(101, 2), np.arange(101) % 2, ("a", "b"), title="many")
    app = opened(**query_from_settings(Settings().changed(points=points)))
    assert "The 101 points are not in the address" in app.warning[0].value
    assert "upload button beside Data" in app.warning[0].value


def test_a_broken_table_says_its_row_and_the_present_data_stay():
    app = opened(points="0,0,0;1,1,1")
    before = settings(app)
    paste(app, "x,y,t\n1,2,a\n3,four,b\n5,6,a\n7,8,b\n")
    assert "Row 3: “four” is not a number. Your present data stay." in [error.value for error in app.error]
    assert "own_use" not in [button.key for button in app.button]
    assert settings(app) == before


def test_the_dialog_outlives_a_run_of_the_page():
    app = opened()
    paste(app, CSV.decode())
    app.run()
    assert app.text_area(key="own_pasted").value == CSV.decode()
    assert app.button(key="own_use")


def test_whole_numbers_can_be_values_instead_of_classes():
    app = opened()
    paste(app, "1,2,3\n4,5,7\n7,8,3\n")
    group = next(each for each in app.button_group if each.key and each.key.startswith("own_either"))
    group.set_value("values").run()
    app.button(key="own_use").click().run()
    assert settings(app).task == "regression"


def test_a_link_with_points_shows_the_same_picture():
    points = no_points()
    for k in range(20):
        points = points.with_point((np.cos(k), np.sin(k)), k % 2)
    app = opened()
    experiment(app).change(settings(app).changed(points=points))
    app.run()
    other = opened(**query_from_settings(settings(app)))
    for name in ("network", "region"):
        assert repr(message(other)["frames"][0][name]) == repr(message(app)["frames"][0][name])


def test_a_link_that_cannot_carry_the_points_says_so():
    app = opened(data="moons", samples="60")
    assert not app.warning
    app.button(key="edit_points").click().run()
    assert not app.warning
    experiment(app).change(settings(app).changed(data="moons", samples=300))
    app.run()
    app.button(key="edit_points").click().run()
    assert "Your points are not in it" in app.warning[0].value
