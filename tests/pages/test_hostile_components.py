"""Whatever the components of a page send, in place of what a browser would: the page stays as it is, or goes on."""

import json
from itertools import count

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from streamlit.proto.WidgetStates_pb2 import WidgetState

from mlp_core.limits import LARGEST_SENT, MOST_EVENTS
from pages.common import received
from pages.common.live_chart import decode_message
from pages.common.settings import Settings
from tests.pages.hostile import SENT
from tests.pages.test_hostile_addresses import PAGES, opened

KINDS = ("click", "hover", "unhover", "tap", "drag", "select", "slide", "key", "theme", "nothing")
ENTRIES = ("figure", "x", "y", "pointer", "customdata", "curve", "point", "value", "key", "released", "begins")
EVENTS = st.fixed_dictionaries(
    {"kind": st.sampled_from(KINDS) | SENT, "number": st.just(0) | SENT},
    optional=dict.fromkeys(ENTRIES, SENT | st.just([1, 2])),
)
fuzzed = settings(max_examples=300, derandomize=True, deadline=None)


@fuzzed
@given(EVENTS | SENT)
def test_an_event_is_made_sure_of_or_dropped(given_event):
    told = received.event(given_event)
    if told is None:
        return
    assert told["kind"] in KINDS[:-1]
    assert told["figure"] is None or isinstance(told["figure"], str)
    places = [told.get(name) for name in ("x", "y", "value") if name in told] + [told.get("pointer") or []]
    numbers = np.hstack([np.ravel(each) for each in places]).astype(float)
    assert (np.abs(numbers) <= LARGEST_SENT).all()
    if told["kind"] in ("tap", "drag", "select"):
        assert np.shape([told["x"], told["y"]])[0] == 2
    json.dumps(told, allow_nan=False)
    part = received.part_of_network(told)
    assert part is None or all(isinstance(each, int) for each in part[1:])


class Hostile:
    """A page, and a client that speaks for its components."""

    def __init__(self, url_path: str, query: dict[str, str]) -> None:
        self.app = opened(url_path, query)
        assert not self.app.exception
        self._numbers = count(1)

    def components(self, kind: str) -> list[str]:
        """The identities of those of a kind."""
        return [each.proto.id for each in self.app.get("bidi_component") if each.proto.component_name == kind]

    def send(self, identity: str, name: str, value: object) -> None:
        """What a component reports under this name, as it does: once, or as what it shows from now on."""
        if name == "choice":
            sent = WidgetState(id=identity, json_value=json.dumps({name: value}))
        else:
            sent = WidgetState(id=f"$$STREAMLIT_INTERNAL_KEY_{identity}__events")
            sent.json_trigger_value = json.dumps([{"event": name, "value": value}])
        usual = self.app._tree.get_widget_states()
        usual.widgets.append(sent)
        self.app._run(usual)
        assert not self.app.exception, [each.value for each in self.app.exception]

    def turn(self, *events: object) -> dict[str, object]:
        told = [{**event, "number": next(self._numbers)} for event in events if isinstance(event, dict)]
        return {"client": "c", "has": 0, "ask": next(self._numbers), "events": told}


def parts(**more: object) -> list[dict[str, object]]:
    """Events that are well formed and point where nothing is, or far too far."""
    far = (0, -1e15, 1e15, 0.3)
    events: list[dict[str, object]] = [{"kind": "key", "key": key} for key in ("mod+z", "x", "")]
    events += [{"kind": "slide", "value": value, "released": True} for value in (*far, 0.5)]
    for figure in ("network", "region", "curves", "plane", "ground", "heights", "a", "a_network", "f", "tanh", "zz"):
        events += [{"kind": kind, "figure": figure, "x": x, "y": -x, "pointer": [x, x]} for x in far
                   for kind in ("click", "tap", "drag")]  # fmt: skip
        events += [{"kind": "select", "figure": figure, "x": [-1e15, 1e15], "y": [1, 0]}]
        events += [
            {"kind": kind, "figure": figure, "customdata": data, **more}
            for kind in ("hover", "click")
            for data in (["neuron", 99, 0, -1], ["neuron", 0, 99, 0], ["link", 1, 0, 99], ["link", 0, 0, 0],
                         ["bias", 0, 0, -1], ["bias", 99, 99, 99], ["neuron", "1", None, {}], "neuron", [1] * 50)
        ]  # fmt: skip
    return events


NONSENSE = (
    None, 0, "x", [], {}, [[]], {"client": None}, {"client": ["a"], "number": 1, "value": 0},
    {"client": "c", "has": float("nan"), "ask": 1, "events": []}, {"client": "c", "has": 0, "ask": "1", "events": {}},
    {"client": "c", "has": 0, "ask": 1, "events": [None, 1, [], {"number": float("inf")}, {"number": 10**400}]},
    {"client": "c" * 100_000, "number": 1, "value": 0}, {"client": "c", "number": 2**60, "value": 2**60},
    {"client": "c", "number": 3, "value": float("nan")}, {"client": "c", "number": -1, "value": -1},
    {"client": "c", "presses": "abc"}, {"client": "d", "presses": [None, {"number": 1}, {"number": 2, "value": []}]},
    {"client": "d", "presses": [{"number": 3, "value": "rate:1e400"}, {"number": 4, "value": "data:\x00"},
                                {"number": 5, "value": "activation:__class__"}, {"number": 6, "value": "speed:warp"},
                                {"number": 7, "value": "rate:"}, {"number": 8, "value": "loss:x"}]},
    {"number": {}, "value": "a"}, {"number": 1, "value": ["a"]}, {"number": 2, "value": "nothing"},
)  # fmt: skip


DOORS = (
    ("", {}, "live_chart", "turn"),
    ("gradient_descent", {}, "live_slider", "slid"),
    ("", {"view": "present"}, "key_buttons", "pressed"),
    ("", {}, "picture_choice", "choice"),
    ("lessons", {}, "playground_link", "follow"),
)


@pytest.mark.parametrize(("url_path", "query", "kind", "name"), DOORS, ids=[kind for _, _, kind, _ in DOORS])
def test_nonsense_leaves_the_page_as_it_is(url_path, query, kind, name):
    page = Hostile(url_path, query)
    identity = page.components(kind)[0]
    for value in NONSENSE if name != "follow" else NONSENSE[-1:]:
        page.send(identity, name, value)
    if "experiment" in page.app.session_state and name != "follow":
        assert page.app.session_state["experiment"].settings == Settings()


def test_what_makes_sense_is_heard():
    page = Hostile("", {})
    page.send(page.components("picture_choice")[0], "choice", {"number": 1, "value": "xor"})
    assert page.app.session_state["experiment"].settings.data == "xor"
    page = Hostile("", {"view": "present"})
    pressed = {"client": "c", "presses": [{"number": 1, "value": "activation:relu"}]}
    page.send(page.components("key_buttons")[0], "pressed", pressed)
    assert set(page.app.session_state["experiment"].settings.activation) == {"relu"}


@pytest.mark.parametrize("url_path", PAGES)
def test_events_that_point_nowhere_harm_no_page(url_path):
    page = Hostile(url_path, {})
    everything = parts()
    for identity in page.components("live_chart")[:2]:
        for start in range(0, len(everything), MOST_EVENTS):
            page.send(identity, "turn", page.turn(*everything[start : start + MOST_EVENTS]))
    for identity in page.components("live_chart")[:1]:
        page.send(identity, "turn", page.turn(*[{"kind": "click", "figure": "region", "x": 0, "y": 0}] * 10_000))


@pytest.mark.parametrize("nothing", [True, False])
@pytest.mark.parametrize("url_path", PAGES)
def test_what_was_not_offered_leaves_a_page_that_works(url_path, nothing):
    page = Hostile(url_path, {})
    sent = page.app._tree.get_widget_states()
    for widget in sent.widgets:
        match widget.WhichOneof("value"):
            case "string_value":
                widget.string_value = "" if nothing else "not offered"
            case "string_array_value":
                widget.string_array_value.data[:] = [] if nothing else ["not offered"]
            case "double_array_value":
                widget.double_array_value.data[:] = [] if nothing else [1e308]
            case "double_value":
                widget.double_value = -1e308
    page.app._run(sent)
    assert not page.app.exception
    page.app.run()
    assert not page.app.exception


def test_points_are_drawn_no_farther_than_numbers_go():
    page = Hostile("", {"data": "own"})
    chart = next(each.proto for each in page.app.get("bidi_component") if b"region" in each.proto.bytes[:20_000])
    for value in (0.5, 1e15, -1e15, 0.25):
        event = {"kind": "tap", "figure": "region", "x": value, "y": value, "pointer": [value, value]}
        page.send(chart.id, "turn", page.turn(event))
    points = page.app.session_state["experiment"].settings.points
    assert len(points) >= 2
    assert np.isfinite(points.X).all()
    page.app.button(key="play").click().run()
    assert not page.app.exception


def test_the_answer_to_a_long_word_is_not_as_long():
    page = Hostile("", {})
    identity = page.components("live_chart")[0]
    page.send(identity, "turn", {"client": "c" * 1_000_000, "has": 0, "ask": 1, "events": []})
    for each in page.app.get("bidi_component"):
        if each.proto.bytes:
            assert "c" * 1000 not in json.dumps(decode_message(each.proto.bytes).get("heard"))
