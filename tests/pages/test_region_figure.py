"""The plane shows what the network answers there, the points stand where the data is, and errors are the network's."""

import numpy as np
import plotly.graph_objects as go
import pytest

from pages.common.figures.region import RegionView, region_figure, region_picture
from pages.common.palette import DARK, LIGHT, blend, class_colors, palette_index, point_palette, region_palette

RNG_SEED = 3


@pytest.fixture
def data():
    rng = np.random.default_rng(RNG_SEED)
    X = rng.uniform(-2, 2, (40, 2))
    return X, (X[:, 0] * X[:, 1] > 0).astype(float)


def plane(net, make) -> np.ndarray:
    return net.predict(make.grid()).reshape(make.k, make.k, -1).squeeze()


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
def test_each_pixel_is_the_networks_answer_there(make, data, theme) -> None:
    net = make.network()
    figure = region_figure(RegionView(plane(net, make), theme, *data))
    go.Figure(figure)
    image = figure["layout"]["images"][0]
    pixels = make.pixels(image["source"])
    side = image["sizex"] / make.k
    for row, column in [(0, 0), (0, make.k - 1), (5, 7), (make.k - 1, 2)]:
        x1 = image["x"] + (column + 0.5) * side
        x2 = image["y"] - (row + 0.5) * side
        answer = net.predict(np.array([[x1, x2]]))[0]
        assert abs(int(pixels[row, column]) - int(palette_index(answer, 0.5, 0.5)[0])) <= 1
    assert image["x"] + side / 2 == pytest.approx(-2.15)
    assert figure["layout"]["xaxis"]["range"] == pytest.approx([-2.15, 2.15], abs=0.002)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
def test_the_picture_wears_the_regions_colours(make, data, theme) -> None:
    values = plane(make.network(), make)
    colors = make.pixels(region_picture(RegionView(values, theme, *data)), mode="RGB")
    assert (colors == region_palette(theme)[palette_index(values[::-1], 0.5, 0.5)]).all()


def test_changing_a_weight_changes_the_picture_alone(make, data) -> None:
    net = make.network()
    before = region_figure(RegionView(plane(net, make), LIGHT, *data))
    net.weights[0][0, 0] += 0.5
    after = region_figure(RegionView(plane(net, make), LIGHT, *data))
    assert before["layout"].pop("images") != after["layout"].pop("images")
    assert before["layout"] == after["layout"]


def test_several_classes_are_blended(make, data) -> None:
    net = make.network((2, 4, 3), output="softmax")
    P = plane(net, make)
    T = np.arange(40) % 3
    pixels = make.pixels(region_picture(RegionView(P, LIGHT, data[0], T, kind="classes", n_classes=3)))
    assert (pixels == blend(P[::-1], LIGHT)).all()


def test_sharp_shows_the_class_alone_with_its_boundary_where_the_network_has_it(make, data) -> None:
    net = make.network(gain=1.5)
    view = RegionView(plane(net, make), LIGHT, *data, sharp=True)
    pixels = make.pixels(region_picture(view))
    assert set(np.unique(pixels)) == {0, 255}
    coarse = pixels[2::4, 2::4] > 128
    assert (coarse == (plane(net, make)[::-1] >= 0.5)).mean() > 0.9
    net = make.network((2, 4, 3), output="softmax")
    view = RegionView(plane(net, make), LIGHT, data[0], data[1], kind="classes", n_classes=3, sharp=True)
    colors = np.unique(make.pixels(region_picture(view)).reshape(-1, 3), axis=0)
    assert len(colors) == len(np.unique(plane(net, make).argmax(axis=-1)))


def test_a_neurons_map_or_a_regression_is_shown_by_its_value(make, data) -> None:
    net = make.network()
    neuron = net.forward(make.grid()).a[1][:, 2].reshape(make.k, make.k)
    view = RegionView(neuron, LIGHT, *data, kind="values", title="neuron 3 of layer 1 · tanh")
    assert (make.pixels(region_picture(view)) == palette_index(neuron[::-1])).all()
    assert [note["text"] for note in region_figure(view)["layout"]["annotations"]] == ["neuron 3 of layer 1 · tanh"]
    view = RegionView(4 * neuron, LIGHT, *data, kind="values", value_scale=4.0)
    assert (make.pixels(region_picture(view)) == palette_index(neuron[::-1])).all()


def test_points_stand_at_the_data_in_the_colours_of_their_classes(make, data) -> None:
    X, T = data
    view = RegionView(np.zeros((3, 3)), LIGHT, X[:30], T[:30], X_test=X[30:], T_test=T[30:])
    train, test, errors, probe = region_figure(view)["data"]
    np.testing.assert_allclose(np.column_stack([train["x"], train["y"]]), X[:30], rtol=1e-6)
    np.testing.assert_allclose(np.column_stack([test["x"], test["y"]]), X[30:], rtol=1e-6)
    assert train["marker"]["color"] == [class_colors(LIGHT, 2)[int(t)] for t in T[:30]]
    assert test["marker"]["color"] == [class_colors(LIGHT, 2)[int(t)] for t in T[30:]]
    assert test["marker"]["symbol"] != train["marker"].get("symbol", "circle")
    assert len(errors["x"]) == len(probe["x"]) == 0


def test_points_of_a_regression_are_coloured_by_value(data) -> None:
    values = np.linspace(-2, 2, 40)
    view = RegionView(np.zeros((3, 3)), LIGHT, data[0], values, kind="values", targets_are_values=True, value_scale=2.0)
    colors = region_figure(view)["data"][0]["marker"]["color"]
    assert (colors[0], colors[-1]) == (point_palette(LIGHT)[0], point_palette(LIGHT)[255])
    assert len(set(colors)) > 30


def test_errors_are_ringed_where_they_are(data) -> None:
    X, T = data
    errors, test_errors = np.arange(30) % 7 == 0, np.arange(10) % 5 == 0
    view = RegionView(
        np.zeros((3, 3)), LIGHT, X[:30], T[:30], X_test=X[30:], T_test=T[30:], errors=errors, test_errors=test_errors
    )
    ringed = region_figure(view)["data"][2]
    expected = np.concatenate([X[:30][errors], X[30:][test_errors]])
    np.testing.assert_allclose(np.column_stack([ringed["x"], ringed["y"]]), expected, rtol=1e-6)
    assert ringed["marker"]["symbol"].endswith("open")


@pytest.mark.parametrize(("x", "anchor"), [(-1.9, "left"), (1.9, "right")])
def test_the_probes_output_stands_beside_it_inside_the_picture(data, x, anchor) -> None:
    view = RegionView(np.zeros((3, 3)), LIGHT, *data, probe=(x, 0.5), probe_text="0.83")
    figure = region_figure(view)
    assert figure["data"][3]["x"].tolist() == pytest.approx([x])
    (note,) = figure["layout"]["annotations"]
    assert (note["text"], note["x"], note["y"], note["xanchor"]) == ("<b>0.83</b>", x, 0.5, anchor)


def test_a_click_on_the_plane_is_answered_by_the_plane(data) -> None:
    figure = region_figure(RegionView(np.zeros((3, 3)), LIGHT, *data))
    assert figure["layout"]["clickanywhere"] is True
    assert {trace["hoverinfo"] for trace in figure["data"]} == {"skip"}


def test_a_point_on_the_edge_is_drawn_whole_and_one_past_it_is_pointed_to() -> None:
    X = np.array([[2.15, 0.0], [-2.15, 2.15], [0.5, -1.0], [3.0, 1.0], [-2.2, 2.0], [1.0, 9.0], [-4.0, -5.0]])
    view = RegionView(np.zeros((3, 3)), LIGHT, X, np.zeros(7), X_test=X[2:4], T_test=np.zeros(2), errors=X[:, 0] > 2)
    figure = region_figure(view)
    train, test, errors, _ = figure["data"]
    triangles = ["triangle-right", "triangle-left", "triangle-up", "triangle-down"]
    assert train["marker"]["symbol"] == ["circle"] * 3 + triangles
    assert test["marker"]["symbol"] == ["square", "triangle-right"]
    np.testing.assert_allclose(np.column_stack([train["x"], train["y"]]), np.clip(X, -2.15, 2.15), rtol=1e-6)
    np.testing.assert_allclose(errors["x"], [2.15, 2.15], rtol=1e-6)
    low, high = figure["layout"]["xaxis"]["range"]
    assert all(((low <= trace["x"]) & (trace["x"] <= high)).all() for trace in figure["data"])
    assert not any(trace["cliponaxis"] for trace in figure["data"])
    room = min(figure["layout"]["margin"].values())
    assert room >= errors["marker"]["size"] / 2 - 1


def test_where_no_point_lies_past_the_edge_all_have_one_symbol(data) -> None:
    assert region_figure(RegionView(np.zeros((3, 3)), LIGHT, *data))["data"][0]["marker"]["symbol"] == "circle"
