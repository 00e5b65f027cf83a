"""A trained network as a NumPy script that needs nothing else: the forward pass, written to be read."""

from collections.abc import Mapping
from dataclasses import fields
from string import Template
from types import MappingProxyType

from mlp_core.activations import Activation
from mlp_core.export.code_text import (
    back_to_values,
    feature_words,
    literal,
    standardise_and_expand,
    target_note,
    title,
    what_outputs_mean,
)
from mlp_core.export.trained_network import TrainedNetwork

SHOWN_POINTS = 5
# An activation's name → its formula as a function body, of z (N, rows of W) and its own parameters.
BODIES: Mapping[str, str] = MappingProxyType(
    {
        "linear": "    return z",
        "step": "    return np.where(z >= 0, 1.0, 0.0)",
        "sign": "    return np.where(z >= 0, 1.0, -1.0)",
        "softsign": "    return z / (1 + np.abs(z))",
        "sigmoid": "    return 0.5 * (1 + np.tanh(z / 2))  # 1 / (1 + e^-z), without its overflow",
        "tanh": "    return np.tanh(z)",
        "relu": "    return np.maximum(z, 0)",
        "leaky_relu": "    return np.where(z > 0, z, slope * z)",
        "softplus": "    return np.logaddexp(0, z)  # ln(1 + e^z)",
        "gaussian": "    return np.exp(-(np.clip(z, -40, 40) ** 2))  # clipped: z² must not overflow",
        "swish": "    return z * 0.5 * (1 + np.tanh(beta * z / 2))  # z·σ(βz)",
        "maxout": """\
    n = z.shape[1] // 2  # two linear pieces a neuron: all the first ones, then all the second
    return np.maximum(z[:, :n], z[:, n:])""",
        "softmax": """\
    e = np.exp(z - z.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)""",
    }
)

HEAD = Template('''\
"""$title

It needs NumPy and nothing else. Run it to see some of its answers.
"""

import numpy as np''')

FEATURES = Template('''\
def features(X):
    """What the first layer takes: $words, (N, $n_first)."""
$body''')

PREDICT = Template('''\
def predict(X):
    """The outputs (N, $n_outputs) for inputs X (N, $n_inputs), given as the data have them.

    Row k of a W holds the weights that lead into neuron k, entry k of b its bias.
    $note
    """
    A0 = features(np.asarray(X, dtype=np.float64))
$layers
    return $answer''')

NUMBERS = Template("""\
# Mean and standard deviation of the training inputs.
INPUT_MEAN = np.array($mean)
INPUT_SCALE = np.array($scale)
$units
$parameters

if __name__ == "__main__":
    X = np.array($points)
    targets = np.array($targets)$targets_back
    for x, target, output in zip(X, targets, predict(X)):
        print("input", x.tolist(), "target", target.tolist(), "output", output.tolist())
""")


def numpy_code(trained: TrainedNetwork) -> str:
    """A Python script with ``predict(X)`` on the data's own inputs; run, it prints some answers."""
    net = trained.network
    layers, parameters = [], []
    for i, (W, b, f) in enumerate(zip(net.weights, net.biases, net.activations, strict=True), start=1):
        layers += [f"    Z{i} = A{i - 1} @ W{i}.T + b{i}", f"    A{i} = {_call(f, f'Z{i}')}"]
        parameters += [f"W{i} = np.array({literal(W)})", f"b{i} = np.array({literal(b)})"]
    paragraphs = [
        HEAD.substitute(title=title(trained)),
        *(_function(f) for f in {f.name: f for f in net.activations}.values()),
        FEATURES.substitute(
            words=feature_words(trained),
            n_first=net.layer_sizes[0],
            body=standardise_and_expand(trained, "np", "np.column_stack([{}])"),
        ),
        PREDICT.substitute(
            n_inputs=len(trained.input_mean),
            n_outputs=net.layer_sizes[-1],
            note=target_note(trained),
            layers="\n".join(layers),
            answer=back_to_values(trained, f"A{net.n_layers}"),
        ),
        NUMBERS.substitute(
            mean=literal(trained.input_mean),
            scale=literal(trained.input_scale),
            units="".join(f"{line}\n" for line in what_outputs_mean(trained)),
            parameters="\n".join(parameters),
            points=literal(trained.X[:SHOWN_POINTS], 4),
            targets=literal(trained.T[:SHOWN_POINTS], 4),
            targets_back=back_to_values(trained, ""),
        ),
    ]
    return "\n\n\n".join(paragraphs)


def _own_parameters(f: Activation) -> dict[str, float]:
    return {each.name: float(getattr(f, each.name)) for each in fields(f)}


def _function(f: Activation) -> str:
    return f"def {f.name}({', '.join(['z', *_own_parameters(f)])}):\n{BODIES[f.name]}"


def _call(f: Activation, z: str) -> str:
    given = [f"{name}={value!r}" for name, value in _own_parameters(f).items()]
    return f"{f.name}({', '.join([z, *given])})"
