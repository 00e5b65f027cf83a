"""The page as a script: each part opens by its address, and every control changes the network that is drawn."""

from pathlib import Path

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from mlp_core.approximation import approximate_1d, best_line_network, bumps_network, nielsen_function, step_network
from mlp_core.lessons.approximation_error import errors_of_sizes, largest_miss
from pages.common.live_chart import decode_message
from pages.universal_approximation.error_against_neurons import SIZES
from pages.universal_approximation.figures.bumps import NETWORK
from pages.universal_approximation.figures.miss import BUMPS, HATS, NOW
from pages.universal_approximation.functions_of_one import SYMMETRIC, jump
from pages.universal_approximation.parts import PARTS
from tests.pages.live_sliders import live_charts, playground_addresses, slide

MAIN = Path(__file__).parents[3] / "pages" / "main.py"


def opened(part: str | None = None) -> AppTest:
    app = AppTest.from_file(str(MAIN), default_timeout=60).run()
    app.switch_page("universal_approximation/page.py")
    if part:
        app.query_params["part"] = part
    app.run()
    assert not app.exception
    return app


def message(app: AppTest, figure: str = "curve") -> dict:
    """What the live chart with this figure was sent last."""
    for element in live_charts(app):
        payload = decode_message(element.proto.bytes)
        if figure in payload.get("frames", [{}])[0]:
            return payload
    raise AssertionError(f"no figure {figure}")


def curve(app: AppTest, trace: int = NETWORK) -> tuple[np.ndarray, np.ndarray]:
    drawn = message(app)["frames"][0]["curve"]["data"][trace]
    return np.asarray(drawn["x"], dtype=float), np.asarray(drawn["y"], dtype=float)


def assert_curve(app: AppTest, net, trace: int = NETWORK) -> None:
    """The curve that was sent is this network's, to the rounding of float32."""
    x, y = curve(app, trace)
    np.testing.assert_allclose(y, net.predict(np.linspace(x[0], x[-1], len(x))[:, None])[:, 0], atol=1e-5)


def readout(app: AppTest) -> str:
    return message(app)["texts"]["readout"]


@pytest.mark.parametrize("part", [None, *PARTS])
def test_every_part_opens_by_its_address(part):
    app = opened(part)
    assert app.button_group(key="universal_approximation:part").value == (part or "follow")
    assert sum("Predict:" in each.value for each in app.markdown) >= 1


def test_an_unknown_part_opens_the_first():
    assert opened("nonsense").button_group(key="universal_approximation:part").value == "follow"


def test_the_choice_of_a_part_goes_into_the_address():
    app = opened()
    app.button_group(key="universal_approximation:part").set_value("bump").run()
    assert not app.exception
    assert app.query_params["part"] in ("bump", ["bump"])
    assert any("Two neurons make a bump" in each.value for each in app.markdown)


def test_the_first_screen_is_a_built_network():
    app = opened()
    assert_curve(app, approximate_1d(nielsen_function, 8, steepness=1000.0))
    assert "N = **8** · **16** neurons · largest miss **0.341** · bound 0.437" in readout(app)
    assert app.button(key="follow:play").label == "Play"


def test_n_goes_from_1_to_200():
    app = opened()
    for n in (1, 57, 200):
        app.session_state["follow:timeline"].move_to(n)
        app.run()
        assert not app.exception
        assert_curve(app, approximate_1d(nielsen_function, n, steepness=1000.0))
        assert f"N = **{n}**" in readout(app)
    app.session_state["follow:timeline"].move_to(0)
    app.run()
    np.testing.assert_array_equal(curve(app)[1], 0)


def test_play_asks_for_frames():
    app = opened()
    app.button(key="follow:play").click().run()
    assert message(app)["playing"] is True
    assert app.button(key="follow:play").label == "Pause"


def test_steepness_and_function_change_what_is_built():
    app = opened()
    slide(app, "follow:steepness", 20)
    assert_curve(app, approximate_1d(nielsen_function, 8, steepness=20.0))
    app.selectbox(key="follow:function").set_value("step").run()
    assert_curve(app, approximate_1d(jump, 8, SYMMETRIC, steepness=20.0))
    assert "no bound: f jumps or is infinitely steep" in readout(app)


def test_what_the_page_says_of_twice_the_bumps():
    """Half the miss with steep steps; less than a third of it at steepness 1000 from N = 50 on; none follows at 20."""

    def miss(n: int, steepness: float) -> float:
        return largest_miss(approximate_1d(nielsen_function, n, steepness=steepness), nielsen_function)

    for n in (8, 16, 32, 50, 100):
        assert miss(2 * n, 1e6) / miss(n, 1e6) == pytest.approx(0.5, abs=0.05)
    for n in (50, 100):
        assert miss(2 * n, 1000.0) < miss(n, 1000.0) / 3
    assert miss(100, 20.0) > 0.4


def test_a_function_without_a_bound_need_not_jump():
    app = opened()
    app.selectbox(key="follow:function").set_value("typed").run()
    app.text_input(key="follow:typed").set_value("sqrt(x)").run()
    assert "no bound: f jumps or is infinitely steep" in readout(app)


@pytest.mark.parametrize("part", ["trained", "deep"])
def test_a_race_opens_the_chosen_function_in_the_playground_or_says_that_it_cannot(part):
    app = opened(part)
    for name, data in (("book", "lecture_function"), ("sine", "sine"), ("step", "step")):
        app.selectbox(key=f"{part}:function").set_value(name).run()
        (address,) = playground_addresses(app).values()
        assert address.startswith("/?")
        assert f"data={data}" in address
    app.selectbox(key=f"{part}:function").set_value("abs").run()
    assert not playground_addresses(app)
    assert any("can be opened in the playground" in each.value for each in app.caption)


def test_a_typed_function_is_followed_and_a_wrong_one_loses_nothing():
    app = opened()
    app.selectbox(key="follow:function").set_value("typed").run()
    app.text_input(key="follow:typed").set_value("x^2 - x").run()
    net = approximate_1d(lambda x: x**2 - x, 8, steepness=1000.0)
    assert_curve(app, net)
    for text, words in (("x^2 - y", "“y” in column 7 is not known"), ("1/(x - 0.5)", "“1/(x - 0.5)” (column 1)")):
        app.text_input(key="follow:typed").set_value(text).run()
        assert not app.exception
        assert words in app.warning[0].value
        assert_curve(app, net)
    app.text_input(key="follow:typed").set_value("x").run()
    assert not app.warning
    assert_curve(app, approximate_1d(lambda x: x, 8, steepness=1000.0))


@pytest.mark.parametrize(("part", "key"), [("activations", "activations"), ("error", "error")])
def test_a_pole_that_only_the_figures_meet_gets_a_sentence(part, key):
    app = opened(part)
    app.selectbox(key=f"{key}:function").set_value("typed").run()
    app.text_input(key=f"{key}:typed").set_value("1/(x - 1/6)").run()
    assert not app.exception
    assert [each.value for each in app.warning] == ["“1/(x - 1/6)” (column 1) is not finite at x = 0.166667."]


def test_one_neuron_follows_its_sliders():
    app = opened("neuron")
    assert_curve(app, step_network(10.0, -4.0), trace=0)
    slide(app, "neuron:w", 50.0)
    slide(app, "neuron:b", -20.0)
    slide(app, "neuron:factor", 20)
    assert_curve(app, step_network(1000.0, -400.0), trace=0)
    assert "step at s = **0.4**" in readout(app)
    slide(app, "neuron:w", 0.0)
    assert "no step" in readout(app)


def test_one_bump_follows_its_sliders():
    app = opened("bump")
    assert_curve(app, bumps_network([(0.4, 0.6, 1.2)], 100.0))
    slide(app, "bump:edges1:left", 0.1)
    slide(app, "bump:edges1:right", 0.7)
    slide(app, "bump:height1", -0.6)
    slide(app, "bump:steepness", 10)
    assert_curve(app, bumps_network([(0.1, 0.7, -0.6)], 10.0))


def test_two_bumps_follow_their_sliders():
    app = opened("two_bumps")
    slide(app, "two_bumps:edges1:left", 0.1)
    slide(app, "two_bumps:edges1:right", 0.6)
    slide(app, "two_bumps:edges2:left", 0.3)
    slide(app, "two_bumps:edges2:right", 0.9)
    slide(app, "two_bumps:height2", 0.5)
    assert_curve(app, bumps_network([(0.1, 0.6, 0.8), (0.3, 0.9, 0.5)], 200.0))


def test_errors_are_measured_and_follow_the_steepness():
    app = opened("error")
    drawn = message(app)["frames"][0]["errors"]["data"]
    hats = errors_of_sizes(nielsen_function, SIZES, (0.0, 1.0), "relu", 1.0)
    np.testing.assert_allclose(np.asarray(drawn[HATS]["y"]), hats, rtol=1e-5)
    slide(app, "error:steepness", 100)
    slide(app, "error:n", 160)
    drawn = message(app)["frames"][0]["errors"]["data"]
    bumps = errors_of_sizes(nielsen_function, SIZES, (0.0, 1.0), "sigmoid", 100.0)
    np.testing.assert_allclose(np.asarray(drawn[BUMPS]["y"]), bumps, rtol=1e-5)
    net = approximate_1d(nielsen_function, 160, steepness=100.0)
    assert_curve(app, net)
    assert float(drawn[NOW]["y"][0]) == pytest.approx(largest_miss(net, nielsen_function), rel=1e-5)
    app.button_group(key="error:way").set_value("gaussian").run()
    assert_curve(app, approximate_1d(nielsen_function, 160, activation="gaussian"))


@pytest.mark.parametrize("name", ["sigmoid", "tanh", "step", "relu", "gaussian"])
def test_every_activation_builds_a_network(name):
    app = opened("activations")
    app.button_group(key="activations:name").set_value(name).run()
    assert not app.exception
    n = 12 if name in ("sigmoid", "tanh", "step") else 24
    assert_curve(app, approximate_1d(nielsen_function, n, activation=name, steepness=10_000.0))


def test_linear_neurons_stay_a_line_however_many():
    app = opened("activations")
    app.button_group(key="activations:name").set_value("linear").run()
    few = readout(app)
    assert_curve(app, best_line_network(nielsen_function, 24))
    slide(app, "activations:n", 200)
    assert few.split("·")[1] == readout(app).split("·")[1]


def test_the_table_tells_who_breaks_which_condition_and_who_fails():
    app = opened("activations")
    table = app.dataframe[0].value
    rows = {row[0]: list(row[1:]) for row in table.itertuples(index=False)}
    yes, no = "yes", "NO"
    facts = {name: cells[:4] for name, cells in rows.items()}
    assert facts["sigmoid"] == facts["tanh"] == [yes, yes, yes, yes]
    assert facts["step"] == [yes, yes, yes, no]
    assert facts["ReLU"] == [yes, no, yes, yes]
    assert facts["Gaussian"] == [yes, yes, no, yes]
    assert facts["linear"] == [yes, no, yes, yes]
    lecture = {name for name, cells in rows.items() if cells[4] == "applies"}
    leshno = {name for name, cells in rows.items() if cells[5] == "applies"}
    seen = {name for name, cells in rows.items() if float(cells[7].replace("−", "-")) < 0.05}
    assert lecture == {"sigmoid", "tanh"}
    assert leshno == seen == {"sigmoid", "tanh", "step", "ReLU", "Gaussian"}


@pytest.mark.parametrize(("part", "n_neurons"), [("follow", 16), ("bump", 2), ("two_bumps", 4)])
def test_the_built_network_opens_in_the_playground(part, n_neurons):
    app = opened(part)
    app.button(key=f"{part}:open").click().run()
    assert not app.exception
    experiment = app.session_state["experiment"]
    assert experiment.settings.data == "lecture_function"
    assert experiment.network.layer_sizes == (1, n_neurons, 1)
    x = np.linspace(0, 1, 101)
    built = {
        "follow": approximate_1d(lambda x: 2 * nielsen_function(x) - 1, 8, steepness=1000.0),
        "bump": bumps_network([(0.4, 0.6, 1.2)], 100.0),
        "two_bumps": bumps_network([(0.1, 0.4, 0.8), (0.5, 0.9, -0.6)], 200.0),
    }[part]
    standardised = (x[:, None] - experiment.dataset.input_mean) / experiment.dataset.input_scale
    np.testing.assert_allclose(experiment.network.predict(standardised), built.predict(x[:, None]), atol=1e-6)
