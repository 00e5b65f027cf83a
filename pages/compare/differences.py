"""The settings that two experiments may differ in, and the values of each as text: in the address and in the menus."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from mlp_core import INITIALIZERS, OPTIMIZERS
from mlp_core.names import shortened
from pages.common.labels import shown
from pages.common.offered import BATCHES, RATES
from pages.common.settings import HIDDEN_ACTIVATIONS, MOST_LAYERS, Settings
from pages.common.tasks import losses_for

PENALTIES = ("none", "l2:0.001", "l2:0.003", "l2:0.01", "l2:0.03", "l2:0.1", "l1:0.001", "l1:0.003", "l1:0.01")


@dataclass(frozen=True)
class Difference:
    """One setting that A and B differ in. A value is a text.

    Attributes
    ----------
    label : of the setting
    try_this : what to try, a sentence
    options : (settings) → values that are offered
    value : (settings) → the value that they have
    apply : (settings, value) → settings with it; ValueError where it cannot be
    shown : (value) → what the screen says
    against : (value, the one that is offered against it first); the last pair holds for all others
    anew : whether both begin anew when a value changes, because first weights follow from it
    """

    label: str
    try_this: str
    options: Callable[[Settings], tuple[str, ...]]
    value: Callable[[Settings], str]
    apply: Callable[[Settings, str], Settings]
    shown: Callable[[str], str]
    against: tuple[tuple[str, str], ...]
    anew: bool = False

    def opposite(self, settings: Settings, value: str) -> str:
        """A value to hold against this one."""
        others = [option for option in self.options(settings) if option != value]
        asked = dict(self.against).get(value, self.against[-1][1])
        return asked if asked in others else others[0] if others else value


def _named(field: str) -> Callable[[Settings], str]:
    return lambda settings: getattr(settings, field)


def _set(field: str) -> Callable[[Settings, str], Settings]:
    return lambda settings, value: settings.changed(**{field: value})


def _activation(settings: Settings, value: str) -> Settings:
    if not settings.layers:
        raise ValueError("activation needs a hidden layer")
    return settings.changed(activation=(value,) * len(settings.layers))


def _batch(settings: Settings, value: str) -> Settings:
    return settings.changed(batch=0 if value == "all" else _number("batch", value, int))


def _rate(settings: Settings, value: str) -> Settings:
    return settings.changed(rate=_number("rate", value, float))


def _depth(settings: Settings, value: str) -> Settings:
    depth, layers = _number("depth", value, int), settings.layers
    if not 0 <= depth <= MOST_LAYERS:
        raise ValueError(f"depth must be a whole number from 0 to {MOST_LAYERS}, not {depth}")
    return settings.changed(layers=(layers + (layers[-1:] or (8,)) * MOST_LAYERS)[:depth])


def _penalty(settings: Settings, value: str) -> Settings:
    strengths = {"l1": 0.0, "l2": 0.0}
    for part in value.split(",") if value != "none" else ():
        name, _, strength = part.strip().partition(":")
        if name not in strengths or not strength:
            raise ValueError(f"regularisation must be none, l1:0.01 or l2:0.01, not {shortened(value)}")
        strengths[name] = _number(name, strength, float)
    return settings.changed(**strengths)


def _penalty_of(settings: Settings) -> str:
    parts = [f"{name}:{getattr(settings, name):g}" for name in ("l1", "l2") if getattr(settings, name)]
    return ",".join(parts) or "none"


def _shown_penalty(value: str) -> str:
    return "no penalty" if value == "none" else value.upper().replace(":", " ").replace(",", ", ")


def _number(name: str, text: str, kind: type) -> Any:
    try:
        return kind(text)
    except ValueError:
        what = "a whole number" if kind is int else "a number"
        raise ValueError(f"{name} must be {what}, not {shortened(text)}") from None


DIFFERENCES: Mapping[str, Difference] = MappingProxyType(
    {
        "activation": Difference(
            label="Activation",
            try_this="tanh against ReLU, then sigmoid against tanh.",
            options=lambda settings: HIDDEN_ACTIVATIONS if settings.layers else (),
            value=lambda settings: settings.activation[0] if settings.layers else "tanh",
            apply=_activation,
            shown=shown,
            against=(("tanh", "relu"), ("", "tanh")),
        ),
        "loss": Difference(
            label="Loss",
            try_this="cross-entropy against the quadratic loss, from first weights of scale 4.",
            options=lambda settings: tuple(losses_for(settings.output)),
            value=_named("loss"),
            apply=_set("loss"),
            shown=shown,
            against=(("quadratic", "half_quadratic"), ("half_quadratic", "quadratic"), ("", "half_quadratic")),
        ),
        "optimizer": Difference(
            label="Optimizer",
            try_this="SGD against Adam, at a learning rate of 0.01, then at 0.3.",
            options=lambda settings: tuple(OPTIMIZERS),
            value=_named("optimizer"),
            apply=_set("optimizer"),
            shown=shown,
            against=(("sgd", "adagrad"), ("", "sgd")),
        ),
        "rate": Difference(
            label="Learning rate",
            try_this="0.03 against 0.3, then against 10, which never settles.",
            options=lambda settings: tuple(f"{rate:g}" for rate in sorted({*RATES, settings.rate})),
            value=lambda settings: f"{settings.rate:g}",
            apply=_rate,
            shown=lambda value: f"η {value}",
            against=(("0.03", "0.3"), ("", "0.03")),
        ),
        "batch": Difference(
            label="Batch size",
            try_this="10 against all: as many epochs, but far fewer steps.",
            options=lambda settings: tuple(str(size or "all") for size in BATCHES),
            value=lambda settings: str(settings.batch or "all"),
            apply=_batch,
            shown=lambda value: f"batch {value}",
            against=(("all", "10"), ("", "all")),
        ),
        "initializer": Difference(
            label="Initializer",
            try_this="Glorot uniform against zeros: all neurons of a layer stay alike.",
            options=lambda settings: tuple(INITIALIZERS),
            value=_named("initializer"),
            apply=_set("initializer"),
            shown=shown,
            against=(("zeros", "glorot_uniform"), ("", "zeros")),
            anew=True,
        ),
        "regularisation": Difference(
            label="Regularisation",
            try_this="no penalty against L2 0.01, on noisy data; look at the test loss.",
            options=lambda settings: PENALTIES,
            value=_penalty_of,
            apply=_penalty,
            shown=_shown_penalty,
            against=(("none", "l2:0.001"), ("", "none")),
        ),
        "depth": Difference(
            label="Depth",
            try_this="one hidden layer against three.",
            options=lambda settings: tuple(str(depth) for depth in range(MOST_LAYERS + 1)),
            value=lambda settings: str(len(settings.layers)),
            apply=_depth,
            shown=lambda value: f"{'no' if value == '0' else value} hidden layer{'' if value in '01' else 's'}",
            against=(("1", "3"), ("", "1")),
            anew=True,
        ),
    }
)


def offered(settings: Settings) -> tuple[str, ...]:
    """The names of the differences that make sense under these settings."""
    return tuple(name for name, difference in DIFFERENCES.items() if len(difference.options(settings)) > 1)
