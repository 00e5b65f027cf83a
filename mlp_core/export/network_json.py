"""A network as JSON values, and back: parameters are equal to the last bit."""

from dataclasses import fields, replace
from typing import Any

import numpy as np

from mlp_core.activations import ACTIVATIONS, Activation
from mlp_core.arrays import Array
from mlp_core.export.json_text import Entry
from mlp_core.export.trained_network import TrainedNetwork
from mlp_core.features import FEATURES
from mlp_core.names import known
from mlp_core.network import MLP


def network_entries(trained: TrainedNetwork) -> dict[str, Any]:
    """The network: what its inputs are, and each layer with its activation, weights (a row a neuron) and biases.

    A layer of maxout has two rows a neuron, all first pieces before all second ones. ``cut`` lists the row and column
    of each link that is held at 0.
    """
    net = trained.network
    layers = []
    for W, b, f, cut in zip(net.weights, net.biases, net.activations, net.cut_links, strict=True):
        layer = {"activation": f.name, **{each.name: float(getattr(f, each.name)) for each in fields(f)}}
        layer |= {"weights": W.tolist(), "biases": b.tolist()}
        if cut.any():
            layer["cut"] = np.argwhere(cut).tolist()
        layers.append(layer)
    return {
        "features": list(trained.features),
        "input_mean": trained.input_mean.tolist(),
        "input_scale": trained.input_scale.tolist(),
        "layers": layers,
    }


def read_network(entry: Entry) -> tuple[MLP, tuple[str, ...], Array, Array]:
    """The network, its features, and mean and scale of its inputs, (n_inputs,) each: the inverse of network_entries.

    Raises ValueError with one sentence that names the place of what is wrong.
    """
    entries = entry.entries(("features", "input_mean", "input_scale", "layers"))
    mean = entries["input_mean"].vector()
    scale = entries["input_scale"].vector(len(mean))
    if not len(mean) or not (scale > 0.0).all():
        raise ValueError(f"{entries['input_scale'].place} must hold numbers above 0, one for each input")
    features = tuple(_named(each, FEATURES, "feature") for each in entries["features"].items())
    n_in = len(features) or len(mean)
    layers: list[tuple[Activation, Array, Array, Array]] = []
    for each in entries["layers"].items():
        layers.append(_read_layer(each, n_in))
        n_in = len(layers[-1][2]) // layers[-1][0].pieces
    if not layers:
        raise ValueError(f"{entries['layers'].place} is empty")
    sizes = [layers[0][1].shape[1], *(len(b) // f.pieces for f, _, b, _ in layers)]
    try:
        network = MLP(sizes, [f for f, *_ in layers], "zeros")
    except ValueError as error:
        raise ValueError(f"{entries['layers'].place}: {error}") from None
    for layer, (_, W, b, cut) in enumerate(layers):
        network.weights[layer][:], network.biases[layer][:] = W, b
        network.cut_links[layer][:] = cut
    if (network.parameters[network.cut] != 0.0).any():
        raise ValueError(f"{entries['layers'].place}: a link that is cut must have the weight 0")
    return network, features, mean, scale


def _read_layer(entry: Entry, n_in: int) -> tuple[Activation, Array, Array, Array]:
    name = entry.any_entries().get("activation")
    if name is None:
        raise ValueError(f'{entry.place} has no entry "activation"')
    f = ACTIVATIONS[_named(name, ACTIVATIONS, "activation")]
    own = [each.name for each in fields(f)]
    entries = entry.entries(("activation", *own, "weights", "biases"), ("cut",))
    try:
        f = replace(f, **{each: entries[each].number() for each in own})
    except ValueError as error:
        message = str(error)
        raise ValueError(message if message.startswith(entry.place) else f"{entry.place}: {message}") from None
    W = entries["weights"].matrix(n_in)
    if len(W) % f.pieces:
        raise ValueError(f"{entries['weights'].place} must hold an even number of rows for maxout, not {len(W)}")
    b = entries["biases"].vector(len(W))
    cut = np.zeros(W.shape, dtype=bool)
    for link in entries["cut"].items() if "cut" in entries else ():
        row, column = (each.whole() for each in link.items(2, "numbers"))
        if row >= len(W) or column >= n_in:
            raise ValueError(f"{link.place} must name a row below {len(W)} and a column below {n_in}")
        cut[row, column] = True
    return f, W, b, cut


def _named(entry: Entry, registry: Any, what: str) -> str:
    try:
        known(registry, entry.text(), what)
    except ValueError as error:
        message = str(error)
        raise ValueError(message if message.startswith(entry.place) else f"{entry.place}: {message}") from None
    return entry.text()
