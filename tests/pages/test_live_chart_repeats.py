"""What the browser has already does not travel again, and nothing that changed is ever left out."""

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from pages.common.figures.network import network_figure
from pages.common.images import svg_uri
from pages.common.live_chart import decode_message
from pages.common.live_chart.repeats import same, short_drawing, without_repeats


def frozen(values) -> np.ndarray:
    array = np.array(values, dtype=float)
    array.flags.writeable = False
    return array


def figure(*traces, **layout):
    return {"data": list(traces), "layout": layout}


def put_back(frames, known):
    """What the browser does: None means the same as before."""
    figures, full = dict(known), []
    for frame in frames:
        for name, short in frame.items():
            before = figures.get(name)
            data = [trace if trace is not None else before["data"][i] for i, trace in enumerate(short["data"])]
            figures[name] = {"data": data, "layout": before["layout"] if short["layout"] is None else short["layout"]}
        full.append(dict(figures))
    return full


def test_an_unchanged_trace_and_layout_are_left_out_and_can_be_put_back():
    still, x = {"x": frozen([1, 2])}, frozen([3, 4])
    frames = [
        {"a": figure(still, {"x": x}, height=1), "b": figure(still)},
        {"a": figure(still, {"x": frozen([5, 6])}, height=1), "b": figure(still)},
        {"a": figure(still, {"x": frozen([5, 6])}, height=2)},
    ]
    short, shown = without_repeats(frames, {})
    assert short[0] == frames[0]
    assert short[1]["a"]["data"][0] is None
    assert short[1]["a"]["layout"] is None
    assert "b" not in short[1]
    assert short[2]["a"]["data"] == [None, None]
    full = put_back(short, {})
    for sent, back in zip(frames, full, strict=True):
        for name, each in sent.items():
            assert repr(back[name]) == repr(each)
    assert shown["a"]["layout"] == {"height": 2}


def test_the_first_frame_keeps_every_chart_even_where_all_of_it_is_known():
    known = {"a": figure({"x": frozen([1])}, title="t")}
    short, _ = without_repeats([{"a": figure({"x": frozen([1])}, title="t")}], known)
    assert short == [{"a": {"data": [None], "layout": None}}]


def drawn(*tags: str) -> dict:
    return figure(images=[{"source": svg_uri("".join(tags)), "x": 0}])


def test_of_a_drawing_only_the_tags_that_changed_travel():
    head, end = "<svg viewBox='0 0 9 9'>", "</svg>"
    one = drawn(head, "<path d='M0 0'/>", "<text>0.5</text>", end)
    other = drawn(head, "<path d='M0 1'/>", "<text>0.5</text>", end)
    more = drawn(head, "<path d='M0 1'/>", "<path d='M5 5'/>", "<text>0.5</text>", end)
    short, shown = without_repeats([{"a": one}, {"a": other}, {"a": more}], {})
    assert short[1]["a"]["layout"] == {"images": [{"source": {"tags": {2: "path d='M0 1'/>"}}, "x": 0}]}
    assert short[2] == {"a": more}  # not the same tags
    assert shown == {"a": more}
    assert one["layout"]["images"][0]["source"] == svg_uri(head + "<path d='M0 0'/><text>0.5</text>" + end)


def test_the_tags_that_changed_make_the_new_drawing_of_the_old_one(make) -> None:
    net = make.network((2, 8, 8, 1))
    before = network_figure(make.view(net))["layout"]["images"][0]["source"]
    net.parameters[:] += np.random.default_rng(0).normal(scale=0.02, size=net.parameters.size)
    after = network_figure(make.view(net))["layout"]["images"][0]["source"]
    changed = short_drawing(after, before)["tags"]
    tags = before.split("<")
    for place, tag in changed.items():
        tags[place] = tag
    assert "<".join(tags) == after
    assert 0 < len(changed) < len(tags) / 2


def test_other_images_travel_whole():
    png = figure(images=[{"source": "data:image/png;base64,AA<A"}])
    other = figure(images=[{"source": "data:image/png;base64,AA<B"}])
    assert without_repeats([{"a": png}, {"a": other}], {})[0][1] == {"a": other}
    assert without_repeats([{"a": drawn("<svg/>")}, {"a": figure(images=[])}], {})[0][1]["a"]["layout"] == {
        "images": []
    }
    assert without_repeats([{"a": figure()}, {"a": drawn("<svg/>")}], {})[0][1] == {"a": drawn("<svg/>")}


def test_another_number_of_traces_travels_whole():
    known = {"a": figure({"x": frozen([1])})}
    new = figure({"x": frozen([1])}, {"x": frozen([2])})
    assert without_repeats([{"a": new}], known)[0] == [{"a": new}]


@pytest.mark.parametrize(
    ("a", "b"),
    [
        (np.array([1.0]), np.array([1.0])),  # its owner may have changed it since
        (frozen([1.0]), frozen([1.5])),
        ({"x": 1}, {"x": 1, "y": 2}),
        ({"x": {"y": 1}}, {"x": {"y": 2}}),
        ([1, 2], [1, 3]),
        (["a"] * 200, ["a"] * 199 + ["b"]),
        (1, True),
        ("1", 1),
        (None, 0),
    ],
)
def test_what_differs_or_may_differ_is_not_the_same(a, b):
    assert not same(a, b)
    assert not same(b, a)


def test_a_writeable_array_is_not_the_same_as_itself():
    array = np.array([1.0])
    assert not same(array, array)


@pytest.mark.parametrize("value", [frozen([1, np.inf]), {"x": ["a", {"y": frozen([2])}]}, ["red"] * 500, None, 0.5])
def test_what_is_the_same_is_found_so(value):
    assert same(value, value)


def drawing() -> None:
    import streamlit as st

    from pages.common.live_chart import Grid, live_chart

    if "acknowledged" in st.session_state:
        st.session_state["charts:exchange"]["heard"]["has"] = st.session_state["acknowledged"]
    place = {"columns": "1fr", "rows": "1fr", "areas": '"a"', "height": "100px"}
    live_chart([{"a": {"data": [{"y": [1, 2]}], "layout": {}}}], key="charts", grid=Grid(wide=place, narrow=place))


def test_only_a_message_the_browser_says_it_has_is_built_upon():
    app = AppTest.from_function(drawing)

    def sent():
        app.run()
        return decode_message(app.get("bidi_component")[0].proto.bytes)

    first, second = sent(), sent()
    assert first["base"] is second["base"] is None
    assert second["frames"][0]["a"]["data"] == [{"y": [1, 2]}]
    app.session_state["acknowledged"] = second["number"]
    third = sent()
    assert third["base"] == second["number"]
    assert third["frames"][0]["a"]["data"] == [None]
    # the browser still has only the second
    assert sent()["base"] is None
