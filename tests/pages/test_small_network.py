"""The small drawing shows the weights and biases of the network it is given, and all of it can be pointed at."""

import re
import xml.etree.ElementTree as ET
from urllib.parse import unquote

import numpy as np
import plotly.graph_objects as go
import pytest

from mlp_core import MLP
from pages.common.figures.numbers import plain_number
from pages.common.figures.small_network import SmallNetwork, small_network_figure, small_network_svg
from pages.common.palette import DARK, LIGHT, rgb


def drawing(view: SmallNetwork) -> ET.Element:
    return ET.fromstring(unquote(small_network_svg(view)))


def texts(view: SmallNetwork, kind: str) -> list[str]:
    found = [each for each in drawing(view).iter() if each.tag.endswith("text")]
    return [each.text for each in found if each.get("class").split()[0] == kind]


@pytest.fixture
def net() -> MLP:
    net = MLP([1, 2, 1], ["sigmoid", "linear"])
    net.weights[0][:, 0] = 1000, -250.5
    net.biases[0][:] = -400, 600
    net.weights[1][0] = 0.6, -0.6
    net.biases[1][0] = 0.125
    return net


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
@pytest.mark.parametrize("sizes", [(1, 1), (1, 2, 1), (4, 4, 4, 4), (2, 4, 1, 1), (1, 400, 1), (1, 30, 30, 1)])
def test_plotly_and_xml_accept_every_shape(sizes, theme) -> None:
    net = MLP(sizes, "tanh")
    keys = {"inside": (("x<₁&", "#%", "'", '"')[: sizes[0]],), "titles": ("in", *"abc"[: len(sizes) - 1])}
    view = SmallNetwork.of(net, theme, **keys)
    go.Figure(small_network_figure(view))
    assert texts(view, "i") == [text for text in keys["inside"][0] if len(text) < 4]
    width, height = view.size
    for layer in range(len(sizes)):
        for x, y in view.places(layer).values():
            assert 20 < x < width - 20
            assert view.radius() < y < height - view.radius()


def test_every_number_is_the_networks(net) -> None:
    view = SmallNetwork.of(net, LIGHT)
    assert texts(view, "l") == ["1000", "−250", "0.6", "−0.6"]
    assert texts(view, "b") == ["b −400", "b 600", "b 0.125"]
    net.weights[0][0, 0] = 7.0
    assert texts(view, "l")[0] == "1000"
    assert texts(SmallNetwork.of(net, LIGHT), "l")[0] == "7"


def test_links_have_the_colour_of_their_sign_and_the_width_of_their_size(net) -> None:
    net.weights[1][0, 1] = 0.0
    paths = [each for each in drawing(SmallNetwork.of(net, LIGHT)).iter() if each.tag.endswith("path")]
    assert [path.get("class") for path in paths] == ["p", "n", "p", "z"]
    widths = [float(path.get("stroke-width")) for path in paths]
    assert widths[0] > widths[1] > widths[3]
    scaled = SmallNetwork.of(net, LIGHT, scales=(4000.0, 1.0))
    first = next(each for each in drawing(scaled).iter() if each.tag.endswith("path"))
    assert float(first.get("stroke-width")) < widths[0]


def test_what_is_highlighted_stays_and_the_rest_fades(net) -> None:
    view = SmallNetwork.of(net, LIGHT, highlighted=frozenset({("link", 1, 1, 0), ("bias", 1, 1)}))
    paths = [each.get("class") for each in drawing(view).iter() if each.tag.endswith("path")]
    assert paths == ["p f", "n", "p f", "n f"]
    biases = [each.get("class") for each in drawing(view).iter() if each.get("class", "").startswith("b")]
    assert biases == ["b f", "b", "b f"]


def test_values_fill_the_neurons_by_sign(net) -> None:
    values = [np.array([0.0]), np.array([1.0, -1.0]), np.array([0.5])]
    circles = [
        each for each in drawing(SmallNetwork.of(net, LIGHT, values=values)).iter() if each.tag.endswith("circle")
    ]
    fills = [rgb(each.get("fill")) for each in circles[:3]]
    colours = [rgb(colour) for colour in (LIGHT.midpoint, LIGHT.positive_map, LIGHT.negative_map)]
    np.testing.assert_allclose(fills, colours, atol=3)
    assert texts(SmallNetwork.of(net, LIGHT, values=values), "i") == ["0", "1", "−1", "0.5"]


def test_a_long_layer_shows_its_ends_with_their_own_numbers() -> None:
    net = MLP([1, 200, 1], ["sigmoid", "linear"])
    net.weights[0][:, 0] = np.arange(200) + 1
    view = SmallNetwork.of(net, LIGHT)
    assert view.shown(1) == [0, 1, 198, 199]
    assert texts(view, "l")[:4] == ["1", "2", "199", "200"]


def test_every_part_can_be_pointed_at(net) -> None:
    links, neurons, biases = small_network_figure(SmallNetwork.of(net, LIGHT))["data"]
    assert links["customdata"] == [["link", 1, 0, 0], ["link", 1, 1, 0], ["link", 2, 0, 0], ["link", 2, 0, 1]]
    assert len(neurons["x"]) == len(neurons["customdata"]) == 4
    assert biases["customdata"] == [["bias", 1, 0, -1], ["bias", 1, 1, -1], ["bias", 2, 0, -1]]
    shown = [float(re.search("<b>(.*)</b>", text)[1].replace("−", "-")) for text in links["hovertext"]]
    np.testing.assert_allclose(shown, [1000, -250.5, 0.6, -0.6])


@pytest.mark.parametrize(
    ("value", "text"),
    [
        *((0.0, "0"), (-0.0, "0"), (0.4, "0.4"), (-400.0, "−400"), (1000.0, "1000"), (1e6, "1e6"), (999.96, "1000")),
        *((3.064e-7, "3.06e−7"), (-12.345, "−12.3"), (0.0095238, "0.00952"), (99999.9, "1e5")),
        *((np.inf, "∞"), (-np.inf, "−∞"), (np.nan, "?")),
    ],
)
def test_plain_numbers(value, text) -> None:
    assert plain_number(value) == text
