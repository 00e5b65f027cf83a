"""Settings: the one description of an experiment, frozen and validated here and nowhere else."""

from collections.abc import Mapping
from dataclasses import Field, dataclass, field, fields, replace
from math import isfinite
from typing import Any

from mlp_core import ACTIVATIONS, DATASETS, INITIALIZERS, LOSSES, OPTIMIZERS, SCHEDULES
from mlp_core.datasets import DatasetKind
from mlp_core.features import FEATURES, legal_features
from mlp_core.own_data import OwnData
from mlp_core.own_sources import no_points
from pages.common.tasks import DEFAULT_FUNCTION, why_loss_not, why_output_not

HIDDEN_ACTIVATIONS = tuple(name for name, f in ACTIVATIONS.items() if not f.output_only)
SPEEDS = ("step", "epoch", "ten", "max")
MOST_LAYERS, MOST_NEURONS = 6, 16
OWN = OwnData.name
NO_POINTS = no_points()
# What the settings are about.
DATA_FIELDS = frozenset({"data", "points", "samples", "noise", "test", "classes", "sample"})
# Points of one's own that come or go on the same plane.
POINTS_FIELDS = frozenset({"data", "points"})
SHAPE_FIELDS = frozenset({"layers", "features"})
FIRST_WEIGHT_FIELDS = frozenset({"initializer", "scale", "seed"})


def number(default: float, low: float, high: float, whole: bool = False) -> Any:
    """A field that holds a number from low to high."""
    return field(default=default, metadata={"kind": "whole" if whole else "number", "low": low, "high": high})


def choice(default: str, among: tuple[str, ...]) -> Any:
    """A field that holds one of these names."""
    return field(default=default, metadata={"kind": "choice", "among": among})


def names(default: tuple[str, ...], among: tuple[str, ...]) -> Any:
    """A field that holds several of these names."""
    return field(default=default, metadata={"kind": "names", "among": among})


@dataclass(frozen=True)
class Settings:
    """Everything that makes an experiment what it is. Illegal values raise ``ValueError`` with a clear sentence.

    Percentages are whole numbers; a threshold or norm of 0 is off; ``batch`` 0 takes all samples at once. ``points``
    are the person's own, where ``data`` is "own", and None elsewhere. ``scaling`` says in which units the network
    is given the inputs, and a regression's values: those of the drawn plane, or the data's own.
    """

    data: str = choice("spiral", (*DATASETS, OWN))
    points: OwnData | None = field(default=None, metadata={"kind": "points"})
    samples: int = number(300, 10, 2000, whole=True)
    noise: int = number(5, 0, 50, whole=True)
    test: int = number(30, 0, 90, whole=True)
    classes: int = number(3, 2, 6, whole=True)
    sample: int = number(0, 0, 9999, whole=True)
    features: tuple[str, ...] = names(("x1", "x2"), tuple(FEATURES))
    scaling: str = choice("standard", ("standard", "none"))

    layers: tuple[int, ...] = field(
        default=(8, 8), metadata={"kind": "sizes", "most": MOST_LAYERS, "low": 1, "high": MOST_NEURONS}
    )
    activation: tuple[str, ...] = names(("tanh", "tanh"), HIDDEN_ACTIVATIONS)
    slope: float = number(0.01, 0.0, 1.0)
    beta: float = number(1.0, 0.1, 10.0)
    output: str = choice("sigmoid", ("sigmoid", "tanh", "linear", "softmax"))
    loss: str = choice(
        "binary_cross_entropy",
        ("quadratic", "half_quadratic", "binary_cross_entropy", "cross_entropy", "symmetric_cross_entropy"),
    )

    initializer: str = choice("glorot_uniform", tuple(INITIALIZERS))
    scale: float = number(1.0, 0.01, 100.0)
    seed: int = number(20, 0, 9999, whole=True)
    optimizer: str = choice("sgd", tuple(OPTIMIZERS))
    rate: float = number(0.3, 1e-5, 1000.0)
    mu: float = number(0.9, 0.0, 0.999)
    gamma: float = number(0.99, 0.0, 0.9999)
    beta1: float = number(0.9, 0.0, 0.9999)
    beta2: float = number(0.999, 0.0, 0.99999)
    batch: int = number(10, 0, 2000, whole=True)
    l1: float = number(0.0, 0.0, 10.0)
    l2: float = number(0.0, 0.0, 10.0)
    clip: float = number(0.0, 0.0, 1000.0)
    schedule: str = choice("constant", tuple(SCHEDULES))
    drop: float = number(0.5, 0.01, 1.0)
    every: int = number(100, 1, 10000, whole=True)
    decay: float = number(0.995, 0.5, 1.0)
    half: float = number(100.0, 1.0, 10000.0)
    span: int = number(500, 10, 10000, whole=True)
    stop_gradient: float = number(0.0, 0.0, 100.0)
    stop_loss: float = number(0.0, 0.0, 100.0)
    stop_epoch: int = number(0, 0, 1_000_000, whole=True)
    speed: str = choice("epoch", SPEEDS)

    def __post_init__(self) -> None:
        for each in fields(self):
            object.__setattr__(self, each.name, _checked(each, getattr(self, each.name)))
        if len(self.activation) != len(self.layers):
            raise ValueError(
                f"{len(self.layers)} hidden layers need {len(self.layers)} activations, not {len(self.activation)}"
            )
        if self.data == OWN and self.points is None:
            object.__setattr__(self, "points", NO_POINTS)
        if self.data != OWN and self.points is not None:
            raise ValueError(f"points belong to data={OWN}, not to {self.data}")
        kind = self.kind
        low, high = kind.class_range
        if self.task == "multiclass" and not low <= self.classes <= high:
            raise ValueError(f"classes of {self.data} must be from {low} to {high}, not {self.classes}")
        if not self.features:
            raise ValueError("features must name at least one input")
        if len(set(self.features)) < len(self.features):
            raise ValueError("features must name each input once")
        legal = legal_features(kind.n_inputs)
        if not set(self.features) <= set(legal):
            raise ValueError(f"{self.data} has one input: features must be among {', '.join(legal)}")
        reason = why_output_not(self.output, self.task) or why_loss_not(self.loss, self.output)
        if reason:
            raise ValueError(reason)

    @property
    def kind(self) -> DatasetKind | OwnData:
        """The kind of data: a built-in one, or the person's own points."""
        return DATASETS[self.data] if self.points is None else self.points

    @property
    def task(self) -> str:
        """binary, multiclass or regression."""
        return self.kind.task

    @property
    def n_inputs(self) -> int:
        """Inputs of the data before features are made of them, 1 or 2."""
        return self.kind.n_inputs

    def changed(self, **values: Any) -> "Settings":
        """These settings with other values, and with what no longer fits them set to what does."""
        return replace(self, **{**self._fitting(values), **values})

    def different(self, other: "Settings") -> frozenset[str]:
        """The names of the fields that differ, but for the speed, which changes no result."""
        names = (each.name for each in fields(self) if getattr(self, each.name) != getattr(other, each.name))
        return frozenset(names) - {"speed"}

    def _fitting(self, values: Mapping[str, Any]) -> dict[str, Any]:
        data, output, loss = (values.get(name, getattr(self, name)) for name in ("data", "output", "loss"))
        points = values.get("points")
        if points is not None and "data" not in values:
            data = OWN
        known = ((data, (*DATASETS, OWN)), (output, ACTIVATIONS), (loss, LOSSES))
        if any(not isinstance(name, str) or name not in registry for name, registry in known):
            return {}  # nothing fits what does not exist; the check that follows says so
        if points is not None and not isinstance(points, OwnData):
            return {}
        fitting: dict[str, Any] = {"data": data, "points": None}
        if data == OWN:
            fitting["points"] = next(each for each in (points, self.points, NO_POINTS) if each is not None)
            if self.data != OWN and not fitting["points"].is_scaled:  # drawn by hand: all of them for training
                fitting["test"] = 0
        elif self.data == OWN and self.test == 0:
            fitting["test"] = Settings.test
        kind = fitting["points"] if data == OWN else DATASETS[data]
        if kind.task == "multiclass":
            fitting["classes"] = min(max(self.classes, kind.class_range[0]), kind.class_range[1])
        if kind.n_inputs == 1:
            fitting["features"] = tuple(f for f in self.features if f in legal_features(1)) or ("x1",)
        elif self.n_inputs == 1:
            fitting["features"] = ("x1", "x2")
        default_before = kind.task != self.task and (output, self.loss) == DEFAULT_FUNCTION[self.task]
        if (default_before and "output" not in values) or why_output_not(output, kind.task):
            fitting["output"], fitting["loss"] = DEFAULT_FUNCTION[kind.task]
        elif why_loss_not(loss, output):
            fitting["loss"] = natural_loss(output)
        layers = values.get("layers")
        if layers is not None and len(layers) != len(self.activation):
            last = self.activation[-1:] or ("tanh",)
            fitting["activation"] = (self.activation + last * MOST_LAYERS)[: len(layers)]
        return fitting


def natural_loss(output: str) -> str:
    """The loss that a page offers first for an output activation."""
    return next(
        (loss for activation, loss in DEFAULT_FUNCTION.values() if activation == output),
        "half_quadratic",
    )


def _checked(each: Field, value: Any) -> Any:  # type: ignore[type-arg]
    meta, kind = each.metadata, each.metadata["kind"]
    if kind in ("number", "whole"):
        right_type = isinstance(value, int) if kind == "whole" else isinstance(value, int | float)
        if isinstance(value, bool) or not right_type or not isfinite(value) or not meta["low"] <= value <= meta["high"]:
            what = "a whole number" if kind == "whole" else "a number"
            raise ValueError(
                f"{each.name} must be {what} from {meta['low']:g} to {meta['high']:g}, not {_short(value)}"
            )
        return value if kind == "whole" else float(value)
    if kind == "points":
        if value is not None and not isinstance(value, OwnData):
            raise ValueError(f"{each.name} must be points of one's own, not {_short(value)}")
        return value
    if kind == "choice":
        if value not in meta["among"]:
            raise ValueError(f"{each.name} must be one of {', '.join(meta['among'])}, not {_short(value)}")
        return value
    values = tuple(value)
    if kind == "sizes":
        right = all(isinstance(n, int) and meta["low"] <= n <= meta["high"] for n in values)
        if len(values) > meta["most"] or not right:
            allowed = f"at most {meta['most']} sizes from {meta['low']} to {meta['high']}"
            raise ValueError(f"{each.name} must be {allowed}, not {_short(value)}")
        return values
    unknown = list(dict.fromkeys(name for name in values if name not in meta["among"]))
    if unknown:
        raise ValueError(
            f"{each.name} must be among {', '.join(meta['among'])}, not {', '.join(map(_short, unknown[:4]))}"
        )
    return values


def _short(value: Any) -> str:
    text = ",".join(map(str, value)) if isinstance(value, tuple) else repr(value)
    return text if len(text) <= 40 else text[:37] + "…"
