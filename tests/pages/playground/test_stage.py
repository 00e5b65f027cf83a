"""The live part: what a message holds, and what pointing at the charts does."""

import numpy as np
import pytest

from pages.common.crowd import Cost, Share
from pages.common.experiment import Experiment
from pages.common.palette import LIGHT
from pages.common.settings import Settings
from pages.common.view import View
from pages.playground.stage import answer, next_frames, slide_to

ALONE = Share()
COMPLETE = {"network", "region", "curves"}


def frames_of(experiment: Experiment, view: View, share: Share = ALONE) -> list[dict]:
    return next_frames(experiment, view, LIGHT, share, Cost())


def test_a_resting_page_gets_one_frame_and_does_not_train() -> None:
    experiment = Experiment(Settings())
    frames = frames_of(experiment, View())
    assert [set(frame) for frame in frames] == [COMPLETE]
    assert experiment.trainer.steps == 0


def test_the_first_and_the_last_frame_of_a_message_are_complete() -> None:
    experiment = Experiment(Settings())
    experiment.playing = True
    frames = frames_of(experiment, View())
    assert set(frames[0]) == set(frames[-1]) == COMPLETE
    assert experiment.trainer.epoch == len(frames)


def test_a_run_that_stops_within_a_message_ends_it_with_a_complete_frame() -> None:
    experiment = Experiment(Settings(stop_epoch=2))
    experiment.playing = True
    frames = frames_of(experiment, View())
    assert len(frames) <= 2
    assert set(frames[-1]) == COMPLETE


def test_in_a_crowd_messages_are_longer_and_the_network_is_drawn_less_often() -> None:
    experiment, view, cost = Experiment(Settings()), View(), Cost()
    experiment.playing = True
    frames_of(experiment, view)
    frames = next_frames(experiment, view, LIGHT, Share(frames=7, training=0.001, period=60.0, n=30), cost)
    assert len(frames) == cost.frames == 7
    assert [set(frame) for frame in frames[:4]] == [COMPLETE, {"region"}, {"region"}, {"network", "region"}]
    assert set(frames[-1]) == COMPLETE
    assert 0 < cost.training < 60


def test_pointing_at_a_neuron_a_weight_and_the_plane() -> None:
    experiment, view = Experiment(Settings()), View()
    answer(experiment, view, {"figure": "network", "kind": "hover", "customdata": ["neuron", 1, 2, -1]})
    assert view.hovered == (1, 2)
    answer(experiment, view, {"figure": "network", "kind": "unhover"})
    assert view.hovered is None
    answer(experiment, view, {"figure": "network", "kind": "click", "customdata": ["neuron", 2, 2, -1]})
    assert view.layer == 2
    answer(experiment, view, {"figure": "network", "kind": "click", "customdata": ["link", 1, 2, 0]})
    assert (view.selected, view.inspections) == (("link", 1, 2, 0), 1)
    answer(experiment, view, {"figure": "network", "kind": "click", "customdata": ["bias", 1, 2, -1]})
    assert (view.selected, view.inspections) == (("bias", 1, 2), 2)
    click = {"figure": "region", "kind": "tap", "x": 0.5, "y": -1.0}
    answer(experiment, view, click)
    assert view.probe == (0.5, -1.0)
    answer(experiment, view, click)
    assert view.probe is None


@pytest.mark.parametrize(
    "pointed", [{"hovered": (1, 7)}, {"selected": ("link", 2, 7, 7)}, {"selected": ("bias", 2, 7)}, {"layer": 2}]
)
def test_what_is_pointed_at_may_vanish_with_its_neuron(pointed) -> None:
    experiment, view = Experiment(Settings()), View(**pointed)
    view.fit(experiment.network.layer_sizes)
    assert all(getattr(view, name) == value for name, value in pointed.items())
    experiment.change(experiment.settings.changed(layers=(2,)))
    view.fit(experiment.network.layer_sizes)
    assert all(getattr(view, name) is None for name in pointed)
    frames_of(experiment, view)


def test_hovering_a_neuron_puts_its_map_into_the_region() -> None:
    experiment, view = Experiment(Settings()), View(show_test=True)
    plain = frames_of(experiment, view)[0]["region"]
    view.hovered = (1, 2)
    hovered = frames_of(experiment, view)[0]["region"]
    assert hovered["layout"]["images"] != plain["layout"]["images"]
    assert "neuron 3 of layer 1" in hovered["layout"]["annotations"][-1]["text"]
    for points in (0, 1):
        np.testing.assert_array_equal(hovered["data"][points]["x"], plain["data"][points]["x"])


def test_under_a_moving_hand_frames_are_coarse_and_are_made_whole_when_it_lets_go() -> None:
    experiment, view = Experiment(Settings()), View()
    experiment.train(0.01)
    experiment.train(0.01)
    whole = frames_of(experiment, view)[0]
    at = experiment.stops[1]
    slide_to(experiment, view, at)
    first = frames_of(experiment, view)[0]
    assert set(first) == COMPLETE
    assert picture_bytes(first) < picture_bytes(whole)
    assert first["curves"] is whole["curves"]  # drawn a moment ago; the slider lies on them
    view.drawn["curves"] = (whole["curves"], -1.0)
    slide_to(experiment, view, at)
    later = frames_of(experiment, view)[0]
    assert later["curves"]["layout"]["shapes"][-1]["x0"] == experiment.trainer.time == at
    # Whatever comes without a hand on the slider is drawn as finely as before.
    let_go = frames_of(experiment, view)[0]
    assert picture_bytes(let_go) > picture_bytes(later)
    assert let_go["curves"]["layout"]["shapes"][-1]["x0"] == at


def picture_bytes(figures: dict) -> int:
    return len(figures["region"]["layout"]["images"][0]["source"])
