"""The challenge: its pictures are the network's, and clicks, sliders and the best score do what they say."""

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from mlp_core import DATASETS
from mlp_core.approximation import nielsen_function
from mlp_core.lessons.height_challenge import BEST_HEIGHTS, height_network, score, weighted_input
from pages.common.palette import LIGHT
from pages.universal_approximation.challenge import BEST, SHOWN, height_key, on_the_playground
from pages.universal_approximation.figures.challenge import (
    GAP,
    WEIGHTED,
    bump_at,
    heights_figure,
    output_figure,
)
from tests.pages.live_sliders import slide, stands


def section() -> None:
    from pages.universal_approximation.challenge import challenge

    challenge()


def opened() -> AppTest:
    app = AppTest.from_function(section, default_timeout=30)
    app.run()
    assert not app.exception
    return app


def text(app: AppTest) -> str:
    return next(each.value for each in app.markdown if "Score" in each.value)


def test_pictures_show_the_network():
    net = height_network((1.0, -1.0, 0.5, 2.0, -2.5))
    heights = heights_figure(net, LIGHT)["data"]
    np.testing.assert_allclose(heights[WEIGHTED]["y"], weighted_input(net, heights[WEIGHTED]["x"]))
    ends = heights[GAP]["y"].reshape(-1, 3)
    assert np.abs(ends[:, 0] - ends[:, 1]).mean() == pytest.approx(score(net))
    output = output_figure(net, LIGHT)["data"][1]
    np.testing.assert_allclose(output["y"], net.predict(output["x"][:, None])[:, 0])
    net.biases[1][0] += 1.0
    moved = heights_figure(net, LIGHT)["data"][WEIGHTED]["y"]
    np.testing.assert_allclose(moved - heights[WEIGHTED]["y"], 1.0)


@pytest.mark.parametrize(("x", "bump"), [(-0.2, 0), (0.0, 0), (0.19, 0), (0.2, 1), (0.5, 2), (0.99, 4), (1.3, 4)])
def test_a_place_belongs_to_a_bump(x, bump):
    assert bump_at(x) == bump


def test_heights_by_hand_give_a_score_and_the_best_is_kept():
    app = opened()
    assert "Score **1.055**" in text(app)
    assert "none yet" in text(app)
    for k, height in enumerate((-1.2, -1.4, -0.3, -1.0, 1.1)):
        slide(app, f"challenge:height{k}", height)
    app.run()
    assert "Goal reached" in text(app)
    best = app.session_state[BEST]
    assert best < 0.40
    slide(app, "challenge:height0", 3.0)
    assert "Goal reached" not in text(app)
    assert app.session_state[BEST] == best
    assert f"sitting **{best:.3f}**" in text(app)


def test_the_shown_best_does_not_count():
    app = opened()
    app.button(key="challenge:solve").click().run()
    assert "Score **0.372**" in text(app)
    assert BEST not in app.session_state
    assert tuple(stands(app, height_key(k)) for k in range(5)) == SHOWN
    app.button(key="challenge:zero").click().run()
    assert "Score **1.055**" in text(app)


def test_on_the_playgrounds_data_it_answers_the_same():
    net = height_network(BEST_HEIGHTS)
    other = on_the_playground(net)
    x = (np.arange(50) + 0.5) / 50
    expected = 2 * net.predict(x[:, None]) - 1
    np.testing.assert_allclose(other.predict(x[:, None]), expected, atol=1e-12)
    target = DATASETS["lecture_function"].target(x[:, None])
    np.testing.assert_allclose(target, 2 * nielsen_function(x) - 1, atol=1e-12)
