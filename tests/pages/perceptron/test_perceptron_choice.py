"""Clicks make a person's own points, take them away again, and lose nothing that Undo cannot bring back."""

import numpy as np
import pytest

from mlp_core.lessons.margin import novikoff_bound
from mlp_core.limits import MOST_KEPT
from pages.perceptron.choice import NAMES, NO_POINTS, OWN, Choice
from pages.perceptron.data import MOST_OWN, far_points


def test_a_click_on_a_gate_makes_its_points_ones_own_and_adds_one() -> None:
    choice = Choice(name="AND")
    gate = choice.data
    choice.new_class = "−1"
    choice.clicked(0.51, 0.23)
    assert choice.name == OWN
    assert choice.data.points == (*gate.points, (0.5, 0.25, -1.0))
    assert (choice.data.low, choice.data.high) == (gate.low, gate.high)


def test_a_click_on_a_point_takes_it_away() -> None:
    choice = Choice(name="OR")
    choice.clicked(0.02, 0.98)
    assert (0.0, 1.0, 1.0) not in choice.data.points
    assert len(choice.data.points) == 3


def test_undo_brings_back_every_state_also_own_points_that_a_gate_replaced() -> None:
    choice = Choice(name="OR")
    choice.clicked(0.5, 0.5)
    choice.clear()
    choice.clicked(0.25, 0.25)
    own = choice.data.points
    choice.name = "XOR"
    choice.clicked(0.5, 0.75)
    assert len(choice.data.points) == 5
    counts = []
    while choice.undo:
        choice.undo_click()
        counts.append(len(choice.data.points))
        if len(counts) == 2:
            assert choice.data.points == own
    assert counts == [4, 1, 0, 5, 4]
    choice.undo_click()
    assert choice.name == OWN


def test_too_many_points_are_refused_with_a_sentence() -> None:
    choice = Choice(name="Random", n=MOST_OWN)
    before = choice.data
    choice.clicked(5.0, 5.0)
    assert choice.data == before
    assert str(MOST_OWN) in choice.note


@pytest.mark.parametrize("name", [each for each in NAMES if each != OWN])
def test_all_points_lie_in_what_is_shown(name: str) -> None:
    data = Choice(name=name).data
    assert set(data.y) == {-1.0, 1.0}
    assert (data.X - data.low > 0).all()
    assert (data.high - data.X > 0).all()


def test_only_xor_has_no_margin() -> None:
    margins = {name: novikoff_bound(*_rows(name)).margin for name in NAMES if name != OWN}
    assert [name for name, margin in margins.items() if margin == 0] == ["XOR"]
    assert margins["Random"] == pytest.approx(Choice().margin)


def test_least_squares_gets_some_of_the_far_points_wrong() -> None:
    data = far_points()
    inputs = np.column_stack([np.ones(len(data.X)), data.X])
    best = np.linalg.lstsq(inputs, data.y, rcond=None)[0]
    assert ((inputs @ best) * data.y <= 0).any()


def _rows(name: str) -> tuple[np.ndarray, np.ndarray]:
    data = Choice(name=name).data
    return data.X, data.y


def test_a_point_clicked_past_the_corners_stays_in_sight() -> None:
    choice = Choice(name=OWN)
    choice.clicked(-3.0, -0.75)
    assert choice.data.low[0] < -3.0
    assert choice.data.high == NO_POINTS.high


def test_clicks_without_end_keep_no_more_than_the_newest_states() -> None:
    choice = Choice(name="OR")
    for _ in range(MOST_KEPT):
        choice.clicked(0.5, 0.5)  # puts a point there, and takes it away
    assert len(choice.undo) == MOST_KEPT
