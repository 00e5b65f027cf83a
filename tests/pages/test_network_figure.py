"""The drawing of a network shows this network's weights, biases and maps."""

import re
from itertools import pairwise
from urllib.parse import unquote
from xml.etree import ElementTree

import numpy as np
import plotly.graph_objects as go
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlp_core import MLP
from pages.common.figures.geometry import HEIGHT, WIDTH, geometry
from pages.common.figures.network import network_figure, network_hover
from pages.common.figures.network_drawing import LEVELS, layer_scale, short_number, strength_levels
from pages.common.palette import DARK, LIGHT, class_colors, map_palette, palette_index, rgb

SVG = "{http://www.w3.org/2000/svg}"
ARCHITECTURES = [(2, 8, 8, 1), (2, 1), (1, 5, 1), (2, 4, 3), (7, 16, 16, 16, 16, 16, 16, 6)]


def drawing(figure) -> ElementTree.Element:
    source = figure["layout"]["images"][0]["source"]
    return ElementTree.fromstring(unquote(source.split(",", 1)[1]))


def groups(figure) -> dict[str, str]:
    """Class of a group of links → its path, over all layers."""
    found: dict[str, str] = {}
    for path in drawing(figure).iter(f"{SVG}path"):
        if path.get("d") and path.get("class") != "c":
            found[path.get("class")] = found.get(path.get("class"), "") + path.get("d")
    return found


def windows(figure, pixels) -> list[np.ndarray]:
    """The part of the atlas each box shows, as colours, in the order of layers and neurons."""
    root = drawing(figure)
    atlas = np.asarray(pixels(root.find(f".//{SVG}image").get("href")))
    cut = []
    for window in root.iter(f"{SVG}svg"):
        if window is not root:
            x, y, width, height = (float(v) for v in window.get("viewBox").split())
            # The window runs from the first pixel's centre to the last one's.
            cut.append(atlas[int(y) : int(y) + int(height) + 1, int(x) : int(x) + int(width) + 1])
    return cut


@pytest.mark.parametrize("sizes", ARCHITECTURES, ids=str)
@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
def test_plotly_accepts_the_figure_and_the_drawing_is_well_formed(make, sizes, theme) -> None:
    net = make.network(sizes, output="softmax" if sizes[-1] > 1 else "sigmoid")
    view = make.view(
        net,
        theme=theme,
        input_labels=(),
        output="classes" if sizes[-1] > 1 else "binary",
        probe=[a[0] for a in net.forward(np.zeros((1, sizes[0]))).a],
        hovered=(1, 0),
        selected=("link", 1, 0, 0),
        selected_layer=1,
    )
    figure = network_figure(view, network_hover(view))
    go.Figure(figure)
    assert drawing(figure).get("viewBox") == f"0 0 {WIDTH} {HEIGHT}"


@pytest.mark.parametrize("sizes", ARCHITECTURES, ids=str)
def test_every_link_is_drawn_with_the_sign_and_strength_of_its_weight(make, sizes) -> None:
    net = make.network(sizes, output="softmax" if sizes[-1] > 1 else "sigmoid")
    figure = network_figure(make.view(net, input_labels=(), output="classes" if sizes[-1] > 1 else "binary"))
    drawn = groups(figure)
    place = geometry(net.layer_sizes)
    for paths, weights in zip(place.paths, net.weights, strict=True):
        for at in np.ndindex(*weights.shape):
            level = min(int((1 - np.exp(-abs(weights[at]) / 1.2)) * LEVELS), LEVELS - 1)
            assert paths[at] in drawn[f"{'p' if weights[at] > 0 else 'n'}{level}"]
    assert "".join(drawn.values()).count("M") == sum(weights.size for weights in net.weights)


@pytest.mark.parametrize("n", range(1, 17))
def test_no_dot_is_cut_and_the_lowest_stands_off_the_words_below(make, n) -> None:
    dots = list(drawing(network_figure(make.view(make.network((2, n, 1))))).iter(f"{SVG}circle"))
    assert len(dots) == n + 1
    assert max(float(dot.get("cy")) + float(dot.get("r")) for dot in dots) <= HEIGHT - 3


def test_links_are_drawn_the_weakest_first(make) -> None:
    figure = network_figure(make.view(make.network((2, 16, 1))))
    order = [path.get("class") for path in drawing(figure).iter(f"{SVG}path")]
    levels = [int(name[1:]) for name in order]
    # Two layers: two runs of rising levels.
    assert sum(b < a for a, b in pairwise(levels)) == 1


def test_a_box_shows_its_neurons_activations_over_the_plane(make) -> None:
    net = make.network()
    activations = net.forward(make.grid()).a
    shown = windows(network_figure(make.view(net)), make.pixels)
    expected = []
    for layer, a in enumerate(activations):
        maps = a.T.reshape(-1, make.k, make.k)
        if layer == len(activations) - 1:
            index = palette_index(maps, center=0.5, scale=0.5)
        else:
            index = palette_index(maps, scale=2.15 if layer == 0 else 1.0)
        expected += list(index[:, ::-1])
    assert len(shown) == len(expected) == 19
    for box, (picture, wanted) in enumerate(zip(shown, expected, strict=True)):
        assert (picture == wanted).all(), f"box {box}"


def test_an_output_box_of_a_class_shows_its_probability_in_its_colour(make) -> None:
    net = make.network((2, 4, 3), output="softmax")
    figure = network_figure(make.view(net, output="classes", output_labels=("a", "b", "c")))
    probability = net.predict(make.grid()).T.reshape(-1, make.k, make.k)[:, ::-1]
    assert probability.max() - probability.min() > 0.5
    for c, p in enumerate(probability):
        color = 255 + 0.9 * p[..., None] * (rgb(class_colors(LIGHT, 3)[c]) - 255)
        # Probabilities are shown in 64 steps.
        assert np.abs(windows(figure, make.pixels)[-3 + c] - color).max() < 255 / 64 + 1


def test_one_input_shows_each_neuron_as_a_curve(make) -> None:
    net = make.network((1, 5, 1), output="linear")
    figure = network_figure(make.view(net, output="values"))
    curves = [path.get("d") for path in drawing(figure).iter(f"{SVG}path") if path.get("class") == "c"]
    hidden = net.forward(make.grid(n_inputs=1)).a[1].T
    for d, values in zip(curves[1:6], hidden, strict=True):
        x, y = np.array([float(v) for v in d[1:].split()]).reshape(-1, 2).T
        assert (np.diff(x) > 0).all()
        # y is down in a drawing; heights are rounded to a tenth of 44 units, colours to a 256th.
        np.testing.assert_allclose(-y / (0.46 * 44), values, atol=0.015)


@pytest.mark.parametrize("index", [0, 20, -1])
def test_changing_one_weight_changes_the_image_and_nothing_else(make, index) -> None:
    net = make.network()
    hover = network_hover(make.view(net))
    before = network_figure(make.view(net), hover)
    net.parameters[index] += 1.5
    after = network_figure(make.view(net), hover)
    assert before["layout"]["images"][0]["source"] != after["layout"]["images"][0]["source"]
    for old, new in zip(before["data"], after["data"], strict=True):
        assert old.keys() == new.keys()
        assert all(new[key] is old[key] or new[key] == old[key] for key in old)
    assert {**before["layout"], "images": 0} == {**after["layout"], "images": 0}


def test_bias_dots_take_the_sign_and_strength_of_the_biases(make) -> None:
    net = make.network((2, 3, 1))
    net.biases[0][:] = [-9.0, 0.0, 9.0]
    fills = [dot.get("fill") for dot in drawing(network_figure(make.view(net))).iter(f"{SVG}circle")]
    palette = [[int(fill[i : i + 2], 16) for i in (1, 3, 5)] for fill in fills[:3]]
    ends = map_palette(LIGHT).astype(int)
    assert np.abs(np.array(palette[0]) - ends[0]).max() < 20
    assert np.abs(np.array(palette[1]) - 255).max() < 20
    assert np.abs(np.array(palette[2]) - ends[255]).max() < 20


def test_a_cut_link_is_drawn_as_cut_and_only_there(make) -> None:
    net = make.network((2, 3, 1))
    cut = [np.zeros((3, 2), bool), None]
    cut[0][1, 0] = True
    drawn = groups(network_figure(make.view(net, cut=cut)))
    assert drawn["x"] == geometry(net.layer_sizes).paths[0][1, 0]
    assert sum(drawn["x"] in d for d in drawn.values()) == 1


def test_links_can_show_gradients_on_one_scale_for_all_layers(make) -> None:
    net = make.network((2, 4, 4, 1))
    gradients = [np.full(w.shape, 0.02) for w in net.weights]
    gradients[0][:] = -1e-4
    view = make.view(net, link_values=gradients, bias_values=[np.zeros(len(b)) for b in net.biases], value_name="∂L/∂w")
    drawn = groups(network_figure(view))
    strong = strength_levels(np.array([0.02]), view.strength_scale())[0]
    assert strong >= LEVELS - 3
    assert geometry(net.layer_sizes).paths[1][0, 0] in drawn[f"p{strong}"]
    assert geometry(net.layer_sizes).paths[0][0, 0] in drawn["n0"]
    assert "∂L/∂w <b>2.00e−02" in network_hover(view)[0][-1]


def test_all_gradients_zero_draws_weak_links(make) -> None:
    net = make.network((2, 3, 1))
    drawn = groups(network_figure(make.view(net, link_values=[np.zeros(w.shape) for w in net.weights])))
    assert set(drawn) == {"n0"}


def test_maxout_shows_the_larger_piece_and_tells_both(make) -> None:
    net = MLP((2, 2, 1), ["maxout", "sigmoid"], seed=0)
    net.weights[0][:] = [[0.1, 2.0], [0.0, 0.0], [-3.0, 0.5], [0.0, 0.0]]
    view = make.view(net)
    assert view.shown_links(1).tolist() == [[-3.0, 2.0], [0.0, 0.0]]
    assert "weight <b>0.100 and −3.000</b>" in network_hover(view)[0][0]
    go.Figure(network_figure(view))


def test_hover_tells_the_exact_values(make) -> None:
    net = make.network((2, 2, 1))
    net.weights[0][1, 0] = 0.5321
    net.biases[0][1] = -1.25
    probe = [a[0] for a in net.forward(np.array([[0.3, -0.7]])).a]
    view = make.view(net, probe=probe)
    figure = network_figure(view, network_hover(view))
    links, neurons, biases = figure["data"]
    text = dict(zip(map(tuple, links["customdata"]), links["hovertext"], strict=True))
    assert text["link", 1, 1, 0] == "x₁ → neuron 2 of layer 1<br>weight <b>0.532</b>"
    text = dict(zip(map(tuple, biases["customdata"]), biases["hovertext"], strict=True))
    assert text["bias", 1, 1, -1] == "bias of neuron 2 of layer 1<br><b>−1.250</b>"
    text = dict(zip(map(tuple, neurons["customdata"]), neurons["hovertext"], strict=True))
    assert text["neuron", 0, 1, -1] == "<b>x₂</b><br>at the probe −0.700"
    assert text["neuron", 2, 0, -1].startswith("<b>output</b>")


def test_a_pointer_finds_a_link_where_it_is_drawn(make) -> None:
    net = make.network((2, 3, 1))
    links = network_figure(make.view(net))["data"][0]
    assert {tuple(at) for at in links["customdata"]} == {
        ("link", layer, to, origin)
        for layer, weights in enumerate(net.weights, start=1)
        for to, origin in np.ndindex(*weights.shape)
    }
    t = np.linspace(0, 1, 2001)[:, None]
    for (_, layer, to, origin), x, y in zip(links["customdata"], links["x"], links["y"], strict=True):
        d = geometry(net.layer_sizes).paths[layer - 1][to, origin]
        p0, p1, p2, p3 = np.array([float(v) for v in re.findall(r"-?[\d.]+", d)]).reshape(4, 2)
        curve = (1 - t) ** 3 * p0 + 3 * (1 - t) ** 2 * t * p1 + 3 * (1 - t) * t**2 * p2 + t**3 * p3
        assert np.hypot(*(curve - [x, y]).T).min() < 0.3


@given(hidden=st.lists(st.integers(1, 16), max_size=6), n_in=st.integers(1, 7), n_out=st.integers(1, 6))
def test_nothing_is_cropped_and_no_boxes_overlap(hidden, n_in, n_out) -> None:
    place = geometry((n_in, *hidden, n_out))
    edges = []
    for centers, size in zip(place.centers, place.sizes, strict=True):
        assert size > 15
        assert centers.min() - size / 2 >= 3
        assert centers[:, 0].max() + size / 2 <= WIDTH - 3
        assert centers[:, 1].max() + size / 2 <= HEIGHT - 3
        if len(centers) > 1:
            assert np.diff(centers[:, 1]).min() >= size + 6
        edges += [centers[0, 0] - size / 2, centers[0, 0] + size / 2]
    assert (np.diff(edges) > 6).all()


def test_selection_and_hover_are_drawn(make) -> None:
    net = make.network((2, 3, 1))
    plain = network_figure(make.view(net))["layout"]["images"][0]["source"]
    for keys in (
        {"hovered": (1, 2)},
        {"selected": ("link", 2, 0, 1)},
        {"selected": ("bias", 1, 2)},
        {"selected_layer": 1},
    ):
        assert network_figure(make.view(net, **keys))["layout"]["images"][0]["source"] != plain
    titles = [note["text"] for note in network_figure(make.view(net, selected_layer=1))["layout"]["annotations"]]
    assert "<b>3 · tanh</b>" in titles


def test_the_probed_activations_stand_in_the_boxes(make) -> None:
    net = make.network((2, 3, 1))
    probe = [a[0] for a in net.forward(np.array([[0.4, 1.5]])).a]
    texts = [text.text for text in drawing(network_figure(make.view(net, probe=probe))).iter(f"{SVG}text")]
    assert [float(text.replace("−", "-")) for text in texts] == pytest.approx(np.concatenate(probe), abs=0.005)


def test_unbounded_activations_share_a_scale_that_one_large_neuron_does_not_pale() -> None:
    maps = np.ones((5, 3, 3)) * np.array([0.5, 2.0, 3.0, 4.0, 500.0])[:, None, None]
    assert layer_scale(maps) == 3.0
    assert layer_scale(maps[:1]) == 1.0
    assert layer_scale(np.full((1, 2, 2), np.inf)) == 1e300


@pytest.mark.parametrize(
    ("value", "digits", "text"),
    [
        (0.534, 3, "0.53"),
        (-0.001, 3, "0.00"),
        (-12.34, 3, "−12.3"),
        (123.4, 2, "1e2"),
        (-3e12, 3, "−3e12"),
        (0, 2, "0.0"),
    ],
)
def test_short_numbers(value, digits, text) -> None:
    assert short_number(value, digits) == text


@pytest.mark.parametrize(("value", "text"), [(np.inf, "∞"), (-np.inf, "−∞"), (np.nan, "nan")])
def test_what_is_no_number_is_still_written(value, text) -> None:
    assert short_number(value, 3) == text


def test_a_diverged_network_is_still_drawn(make) -> None:
    net = make.network((2, 3, 1))
    gradients = [np.full(w.shape, np.nan) for w in net.weights]
    maps = [np.full((n, 4, 4), np.nan) for n in net.layer_sizes]
    maps[1][0] = np.inf
    view = make.view(net, link_values=gradients, maps=maps, probe=[np.full(n, -np.inf) for n in net.layer_sizes])
    assert drawing(network_figure(view, network_hover(view))) is not None


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_the_legend_names_the_colours_that_links_have(make, theme) -> None:
    net = make.network((1, 1))
    for sign, name, weight in ((theme.negative, "negative", -3.0), (theme.positive, "positive", 3.0)):
        net.weights[0][:] = weight
        layout = network_figure(make.view(net, theme=theme))["layout"]
        legend = layout["annotations"][-1]["text"]
        assert f'<span style="color:{sign}">━</span> {name}' in legend
        assert sign.lstrip("#") in layout["images"][0]["source"]
