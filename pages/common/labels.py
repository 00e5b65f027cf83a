"""What settings are called on the screen."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from mlp_core.features import FEATURES
from mlp_core.own_data import OwnData
from pages.common.settings import Settings

NAMES: Mapping[str, str] = MappingProxyType(
    {
        "relu": "ReLU",
        "leaky_relu": "leaky ReLU",
        "gaussian": "Gaussian",
        "binary_cross_entropy": "cross-entropy",
        "cross_entropy": "cross-entropy",
        "symmetric_cross_entropy": "symmetric cross-entropy",
        "half_quadratic": "½ quadratic",
        "sgd": "SGD",
        "nesterov": "Nesterov",
        "adagrad": "AdaGrad",
        "rmsprop": "RMSProp",
        "adam": "Adam",
        "zeros": "zeros",
        "lecun_normal": "LeCun normal",
        "glorot_uniform": "Glorot uniform",
        "glorot_normal": "Glorot normal",
        "he_normal": "He normal",
        "he_uniform": "He uniform",
        "own": "own points",
    }
)
# Words that fit below a small picture, where a data set's own label does not.
TILE_LABELS: Mapping[str, str] = MappingProxyType(
    {"gaussians": "Gauss", "checkerboard": "Checker", "pinwheel": "Wheel", "lecture_function": "f(x)", "own": "Own"}
)
# What is trained between two pictures, where four choices stand side by side.
SPEED_LABELS: Mapping[str, str] = MappingProxyType({"step": "step", "epoch": "epoch", "ten": "10", "max": "max"})
# What a field is called in a mark on the curves; fields whose values say it themselves have no entry.
FIELD_NAMES: Mapping[str, str] = MappingProxyType(
    {
        "rate": "η",
        "batch": "batch",
        "l1": "L1",
        "l2": "L2",
        "clip": "clip",
        "mu": "μ",
        "gamma": "γ",
        "beta1": "β₁",
        "beta2": "β₂",
        "slope": "slope",
        "beta": "β",
        "scale": "scale of weights",
        "schedule": "schedule",
        "drop": "drop",
        "every": "every",
        "decay": "decay",
        "half": "half after",
        "span": "span",
        "stop_gradient": "stop at ‖∇‖",
        "stop_loss": "stop at loss",
        "stop_epoch": "stop at epoch",
        "layers": "layers",
        "features": "inputs",
        "noise": "noise",
        "samples": "samples",
        "scaling": "inputs",
        "test": "test share",
        "classes": "classes",
    }
)
# Fields whose values mean nothing to a person.
DRAWN_ANEW: Mapping[str, str] = MappingProxyType({"seed": "New weights", "sample": "New sample"})
# Fields that bring others along.
LEADING = ("data", "layers", "output")


def shown(value: Any) -> str:
    """A value as a person reads it."""
    if isinstance(value, bool):
        return "on" if value else "off"
    if isinstance(value, int | float):
        return f"{value:g}"
    if isinstance(value, tuple):
        return "–".join(shown(each) for each in value) or "none"
    if value in FEATURES:
        return FEATURES[value].label
    return NAMES.get(value, str(value).replace("_", " "))


def change_label(field: str, old: Settings, new: Settings) -> str:
    """One change of settings as "old → new", with the field's name where the values do not tell it."""
    before, after = getattr(old, field), getattr(new, field)
    if field == "points":
        return f"points {_count(before)} → {_count(after)}"
    if field == "scaling":
        before, after = ("scaled" if each == "standard" else "not scaled" for each in (before, after))
    if field == "activation":
        return _activation_label(old, new)
    if field == "batch":
        before, after = before or "all", after or "all"
    if field in ("clip", "stop_gradient", "stop_loss", "stop_epoch"):
        before, after = before or "off", after or "off"
    name = FIELD_NAMES.get(field)
    text = f"{shown(before)} → {shown(after)}"
    if field in ("initializer", "scale"):
        text += " (next weights)"
    return f"{name} {text}" if name else text


def changes_label(old: Settings, new: Settings) -> str:
    """All that differs, in a few words."""
    different = old.different(new)
    names = [name for name in LEADING if name in different][:1] or sorted(different)
    if not names:
        return "nothing"
    name = names[0]
    text = DRAWN_ANEW.get(name) or change_label(name, old, new)
    return text if len(names) == 1 else f"{text} and more"


def _count(points: OwnData | None) -> int:
    return 0 if points is None else len(points)


def _activation_label(old: Settings, new: Settings) -> str:
    layers = [i for i, (a, b) in enumerate(zip(old.activation, new.activation, strict=False)) if a != b]
    text = f"{shown(old.activation[layers[0]])} → {shown(new.activation[layers[0]])}"
    alike = all(
        (old.activation[i], new.activation[i]) == (old.activation[layers[0]], new.activation[layers[0]]) for i in layers
    )
    if not alike:
        return f"{shown(old.activation)} → {shown(new.activation)}"
    if len(layers) == len(new.activation):
        return text
    return f"layer {', '.join(str(i + 1) for i in layers)}: {text}"
