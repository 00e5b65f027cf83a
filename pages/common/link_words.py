"""The words an address may use besides the names of ``Settings``: those that the page, books and other programs use."""

from collections.abc import Mapping
from types import MappingProxyType

from pages.common.labels import TILE_LABELS

# What people call a setting → its name.
OTHER_NAMES: Mapping[str, str] = MappingProxyType(
    {
        "dataset": "data",
        "test_share": "test",
        "inputs": "features",
        "hidden": "layers",
        "neurons": "layers",
        "activations": "activation",
        "output_activation": "output",
        "learning_rate": "rate",
        "lr": "rate",
        "eta": "rate",
        "batch_size": "batch",
        "momentum": "mu",
        "regularisation": "l2",
        "regularization": "l2",
        "weight_decay": "l2",
        "initialiser": "initializer",
        "init": "initializer",
        "clipping": "clip",
    }
)
# Names of settings → words for one of their values.
OTHER_VALUES: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "data": MappingProxyType({words.lower(): name for name, words in TILE_LABELS.items()}),
        "batch": MappingProxyType({"all": "0"}),
        "clip": MappingProxyType({"off": "0"}),
        "stop_gradient": MappingProxyType({"off": "0"}),
        "stop_loss": MappingProxyType({"off": "0"}),
        "stop_epoch": MappingProxyType({"off": "0"}),
        "speed": MappingProxyType({"10": "ten"}),
    }
)
# The page calls both of them cross-entropy; which of them is meant follows from the output activation.
CROSS_ENTROPY: Mapping[str, str] = MappingProxyType({"sigmoid": "binary_cross_entropy", "softmax": "cross_entropy"})


def plain_name(name: str) -> str:
    """The name of the setting that is meant: learning_rate, Learning-Rate and lr are all rate."""
    name = name.strip().lower().replace("-", "_").replace(" ", "_")
    return OTHER_NAMES.get(name, name)


def plain_value(name: str, text: str, kind: str) -> str:
    """A value as ``Settings`` writes it: batch=all is 0, noise=20% is 20, ReLU is relu."""
    text = OTHER_VALUES.get(name, {}).get(text.strip().lower(), text)
    if kind in ("choice", "names"):
        return text.strip().lower().replace("-", "_").replace(" ", "_")
    return text.strip().removesuffix("%") if kind == "whole" else text


def meant_loss(loss: str, output: str) -> str:
    """The cross-entropy that goes with an output activation, where one of them is asked for."""
    return CROSS_ENTROPY.get(output, loss) if loss in CROSS_ENTROPY.values() else loss


def spoken_value(name: str, text: str) -> str:
    """A value in the words of the page."""
    if name == "loss" and text in CROSS_ENTROPY.values():
        return "cross_entropy"
    return "all" if (name, text) == ("batch", "0") else text
