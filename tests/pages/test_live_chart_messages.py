"""What Python sends to the live chart, and what it makes of the answers."""

import base64
import json

import numpy as np
import plotly.graph_objects as go
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from streamlit.testing.v1 import AppTest

from pages.common.live_chart import Grid, decode_array, decode_message, live_chart
from pages.common.live_chart.encoding import encode_array, encode_message

FLOATS = arrays(np.float64, st.tuples(st.integers(0, 4), st.integers(1, 4)), elements=st.floats(-1e30, 1e30))
INTEGERS = arrays(np.int64, st.integers(0, 9), elements=st.integers(-(2**40), 2**40))


@given(FLOATS)
def test_floats_arrive_in_single_precision(values: np.ndarray) -> None:
    encoded = encode_array(values)
    assert encoded["dtype"] == "f4"
    np.testing.assert_allclose(decode_array(encoded), values, rtol=1e-7, atol=1e-37)


@given(INTEGERS)
def test_integers_arrive_exactly(values: np.ndarray) -> None:
    decoded = decode_array(encode_array(values))
    assert decoded.dtype != np.int64  # which plotly.js cannot read
    np.testing.assert_array_equal(decoded, values)


def test_bytes_are_those_that_plotly_reads() -> None:
    encoded = encode_array(np.array([[1.0, 2.0], [3.0, 4.0]]))
    assert encoded["shape"] == "2,2"
    assert base64.b64decode(encoded["bdata"]) == np.array([1, 2, 3, 4], dtype="<f4").tobytes()
    assert "shape" not in encode_array(np.arange(3))


@pytest.mark.parametrize("dtype", ["int8", "uint8", "int16", "uint16", "int32", "uint32"])
def test_short_integers_keep_their_type(dtype: str) -> None:
    values = np.array([0, 1, 100], dtype=dtype)
    decoded = decode_array(encode_array(values))
    assert decoded.dtype == values.dtype
    np.testing.assert_array_equal(decoded, values)


def test_a_diverged_loss_neither_overflows_nor_loses_its_gaps() -> None:
    values = np.array([1e121, np.nan, np.inf, -np.inf, 0.0])
    encoded = encode_array(values)
    assert encoded["dtype"] == "f8"
    np.testing.assert_array_equal(decode_array(encoded), values)
    assert encode_array(values[1:])["dtype"] == "f4"


def test_strings_and_truth_values_are_lists() -> None:
    assert encode_array(np.array(["a", "b"])) == ["a", "b"]
    assert encode_array(np.array([True, False])) == [True, False]


def test_a_view_is_encoded_in_its_own_order() -> None:
    values = np.arange(6.0).reshape(2, 3)
    np.testing.assert_array_equal(decode_array(encode_array(values.T)), values.T)


def test_gaps_in_lists_become_null() -> None:
    message = {"y": [1.0, float("nan"), float("inf")], "shape": (1, np.float64("nan")), "z": np.array([np.nan])}
    payload = json.loads(encode_message(message))
    assert payload["y"] == [1.0, None, None]
    assert payload["shape"] == [1, None]
    assert np.isnan(decode_array(payload["z"])).all()


def test_a_plotly_figure_is_taken_too() -> None:
    figure = go.Figure(go.Scatter(x=np.arange(3), y=np.array([1.0, 2.0, 4.0])), layout={"template": "none"})
    sent = decode_message(encode_message({"figure": figure}))["figure"]
    np.testing.assert_array_equal(sent["data"][0]["y"], [1, 2, 4])
    assert sent["data"][0]["type"] == "scatter"


def test_what_json_cannot_carry_is_named() -> None:
    with pytest.raises(TypeError, match="complex"):
        encode_message({"x": 1j})


def page() -> None:
    from types import MappingProxyType

    import numpy as np
    import streamlit as st

    from pages.common.live_chart import Grid, live_chart

    state = st.session_state
    place = MappingProxyType({"columns": "1fr", "rows": "1fr", "areas": '"plane curve"', "height": "400px"})
    plane = {"data": [{"type": "scatter", "x": np.arange(3), "y": np.ones(3)}], "layout": {}}
    first = {"plane": plane, "curve": {"data": [], "layout": {"title": {"text": "é"}}}}
    later = {"plane": plane, "curve": {"data": [], "layout": {"title": {"text": "later"}}}}
    live_chart(
        [first, later],
        key="charts",
        grid=Grid(wide=place, narrow=place, variables={"--h": "400px"}),
        texts={"readout": "epoch **3**"},
        events={"plane": ("click",)},
        playing=True,
        generation=7,
        on_ask=lambda: state.update(asks=state.get("asks", 0) + 1),
        on_event=lambda event: state.setdefault("told", []).append(event),
    )


def sent(app: AppTest) -> dict:
    return decode_message(app.get("bidi_component")[0].proto.bytes)


def test_message_holds_every_figure_once() -> None:
    message = sent(AppTest.from_function(page).run())
    np.testing.assert_array_equal(message["frames"][0]["plane"]["data"][0]["x"], [0, 1, 2])
    assert message["frames"][0]["curve"]["layout"]["title"]["text"] == "é"
    assert message["frames"][1] == {"curve": {"data": [], "layout": {"title": {"text": "later"}}}}
    assert message["playing"] is True
    assert message["generation"] == 7
    assert message["texts"] == {"readout": "epoch **3**"}
    assert message["events"] == {"plane": ["click"]}
    assert message["grid"]["variables"] == {"--h": "400px"}
    assert message["plotly"] == "/plotly/plotly.min.js"


def test_messages_of_a_session_are_numbered() -> None:
    app = AppTest.from_function(page).run()
    first = sent(app)
    second = sent(app.run())
    other = sent(AppTest.from_function(page).run())
    assert second["number"] == first["number"] + 1
    assert second["stream"] == first["stream"]
    assert other["stream"] != first["stream"]


def receiving() -> None:
    import streamlit as st

    from pages.common.live_chart import _exchange, _receive

    state = st.session_state
    state.setdefault("asks", 0)
    state.setdefault("told", [])
    for turn in state.turns:
        state["charts"] = {"turn": turn}
        _receive("charts", lambda: state.update(asks=state.asks + 1), state.told.append)
    state["heard"] = dict(_exchange("charts")["heard"])


def turn(client: str, ask: int, *events: int) -> dict:
    return {
        "client": client,
        "has": 0,
        "ask": ask,
        "events": [{"kind": "click", "number": number} for number in events],
    }


def received(*turns: dict | None) -> tuple[int, int, dict]:
    app = AppTest.from_function(receiving)
    app.session_state["turns"] = list(turns)
    app.run()
    assert not app.exception
    return app.session_state["asks"], len(app.session_state["told"]), app.session_state["heard"]


def test_each_ask_and_event_counts_once() -> None:
    heard = {"client": "a", "ask": 2, "event": 3, "has": 0}
    assert received(turn("a", 1, 1), turn("a", 1, 1), turn("a", 2, 1, 2, 3), turn("a", 2, 3)) == (2, 3, heard)


def test_an_event_alone_is_no_ask() -> None:
    assert received(turn("a", 4), turn("a", 0, 1))[:2] == (1, 1)


def test_a_new_browser_page_counts_anew() -> None:
    assert received(turn("a", 9, 5), turn("b", 1, 1)) == (2, 2, {"client": "b", "ask": 1, "event": 1, "has": 0})


def test_a_callback_without_a_turn_does_nothing() -> None:
    assert received(None)[:2] == (0, 0)


def test_events_reach_the_page_without_their_number() -> None:
    app = AppTest.from_function(receiving)
    app.session_state["turns"] = [turn("a", 0, 1)]
    app.run()
    (told,) = app.session_state["told"]
    assert told["kind"] == "click"
    assert "number" not in told


@pytest.mark.parametrize(("frames", "words"), [([], "at least one frame"), ([{"a": {}}, {"b": {}}], r"\['b'\]")])
def test_bad_frames_are_refused(frames: list[dict], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        live_chart(frames, key="charts", grid=Grid(wide={}, narrow={}))


def in_order(first: str) -> list:
    """What is done where two slides came before a press or a choice and one after it, by which callback is first."""

    def taken() -> None:
        from functools import partial

        import streamlit as st

        from pages.common.in_order import chart_receives, choice_receives, take_what_came_before
        from pages.common.live_chart import _receive

        state = st.session_state
        done = state.setdefault("done", [])
        receive = partial(
            _receive, "charts", partial(done.append, "asked"), lambda told: done.append(told["value"]), done.append
        )

        def choose() -> None:
            if state.get("chosen"):
                return
            state["chosen"] = True
            take_what_came_before()
            done.append("chosen")

        chart_receives("charts", receive)
        choice_receives("choice", choose)
        events = [{"kind": "slide", "value": number, "number": number, "before": number < 3} for number in (1, 2, 3)]
        state["charts"] = {"turn": {"client": "a", "has": 0, "ask": 1, "events": events}}
        for callback in (choose, receive) if state["first"] == "choice" else (receive, choose):
            callback()

    app = AppTest.from_function(taken)
    app.session_state["first"] = first
    app.run()
    assert not app.exception
    return app.session_state["done"]


@pytest.mark.parametrize("first", ["choice", "chart"])
def test_what_comes_together_is_taken_in_the_order_of_the_hand(first: str) -> None:
    assert in_order(first) == [1, 2, "chosen", 3, "asked"]


def test_news_of_a_chart_that_is_gone_is_left_alone() -> None:
    def late() -> None:
        from pages.common.live_chart import _receive

        _receive("gone", None, None)

    assert not AppTest.from_function(late).run().exception
