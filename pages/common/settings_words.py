"""Settings in words: one phrase for a whole experiment, and what tells it from others."""

from collections.abc import Mapping, Sequence
from dataclasses import fields
from types import MappingProxyType

from pages.common.labels import FIELD_NAMES, shown
from pages.common.settings import Settings

# What no one compares two runs by.
NOT_COMPARED = frozenset({"speed"})
# Parameters that act only under one choice: field → (setting, its values).
ACT_UNDER: Mapping[str, tuple[str, tuple[str, ...]]] = MappingProxyType(
    {
        "mu": ("optimizer", ("momentum", "nesterov")),
        "gamma": ("optimizer", ("rmsprop",)),
        "beta1": ("optimizer", ("adam",)),
        "beta2": ("optimizer", ("adam",)),
        "drop": ("schedule", ("step",)),
        "every": ("schedule", ("step",)),
        "decay": ("schedule", ("exponential",)),
        "half": ("schedule", ("1/t",)),
        "span": ("schedule", ("cosine",)),
        "slope": ("activation", ("leaky_relu",)),
        "beta": ("activation", ("swish",)),
        "classes": ("task", ("multiclass",)),
    }
)
MOST_DIFFERENCES, MOST_LETTERS = 3, 24


def field_words(settings: Settings, name: str) -> str:
    """The value of one setting, with its name where the value alone does not tell it: "ReLU", "η 0.1", "batch all"."""
    value = getattr(settings, name)
    match name:
        case "activation":
            return shown(value[0] if len(set(value)) == 1 else value)
        case "points":
            return "no own points" if value is None else f"{len(value.X)} points"
        case "data":
            return settings.kind.label
        case "layers":
            return f"layers {shown(value)}" if value else "no hidden layer"
        case "batch":
            return f"batch {value or 'all'}"
        case "noise" | "test":
            return f"{name} {value} %"
        case "samples" | "classes":
            return f"{value} {name}"
        case "clip" | "stop_gradient" | "stop_loss" | "stop_epoch":
            value = value or "off"
    text = shown(value)
    named = FIELD_NAMES.get(name) or (name if isinstance(value, int | float) else "")
    words = f"{named} {text}".strip()
    return words if len(words) <= MOST_LETTERS else f"other {name}"


def summary(settings: Settings) -> str:
    """The experiment in one phrase: "Spiral · 8–8 tanh · SGD η 0.3 · batch 10 · cross-entropy · Glorot uniform"."""
    sizes = f"{shown(settings.layers)} {field_words(settings, 'activation')}" if settings.layers else "no hidden layer"
    parts = [
        settings.kind.label,
        sizes,
        f"{shown(settings.optimizer)} {field_words(settings, 'rate')}",
        field_words(settings, "batch"),
        shown(settings.loss),
        shown(settings.initializer),
    ]
    parts += [field_words(settings, name) for name in ("l1", "l2", "clip") if getattr(settings, name)]
    return " · ".join(parts)


def differing_fields(several: Sequence[Settings]) -> list[str]:
    """The names of the settings in which these are not all alike, parameters only where they act."""
    names = [each.name for each in fields(Settings) if each.name not in NOT_COMPARED]
    return [
        name
        for name in names
        if any(getattr(one, name) != getattr(several[0], name) for one in several[1:])
        and any(_acts(one, name) for one in several)
    ]


def differences(settings: Settings, others: Sequence[Settings]) -> str:
    """What tells these settings from the others, "ReLU, η 0.1"; empty where nothing does."""
    names = differing_fields([settings, *others])
    if "layers" in names and "activation" in names and _same_kinds(settings, others):
        names.remove("activation")  # another number of layers brings another number of activations
    words = [field_words(settings, name) for name in names if _acts(settings, name)]
    return ", ".join(words[:MOST_DIFFERENCES]) + ("…" if len(words) > MOST_DIFFERENCES else "")


def _acts(settings: Settings, name: str) -> bool:
    if name not in ACT_UNDER:
        return True
    by, values = ACT_UNDER[name]
    present = getattr(settings, by)
    return bool(set(values) & ({present} if isinstance(present, str) else set(present)))


def _same_kinds(settings: Settings, others: Sequence[Settings]) -> bool:
    kinds = [set(each.activation) for each in (settings, *others) if each.layers]
    return all(kind == kinds[0] for kind in kinds)
