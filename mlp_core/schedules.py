"""How the learning rate changes with the epoch: η(epoch) = η₀ · factor(epoch), epochs counted from 0."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import cos, isfinite, pi
from types import MappingProxyType
from typing import ClassVar

from mlp_core.names import known


@dataclass(frozen=True)
class Schedule:
    """A learning-rate schedule; constant within an epoch."""

    name: ClassVar[str]
    formula: ClassVar[str]

    def factor(self, epoch: int) -> float:
        """What the learning rate is multiplied by during this epoch."""
        raise NotImplementedError


class Constant(Schedule):
    """The same learning rate for ever."""

    name = "constant"
    formula = r"\eta = \eta_0"

    def factor(self, epoch: int) -> float:
        return 1.0


@dataclass(frozen=True)
class StepDecay(Schedule):
    """Multiplied by ``drop`` once every ``every`` epochs."""

    drop: float = 0.5
    every: int = 100
    name = "step"
    formula = r"\eta = \eta_0\, d^{\lfloor \text{epoch}/k \rfloor}"

    def __post_init__(self) -> None:
        _check(self.name, "drop", self.drop, 1.0)
        _check(self.name, "every", self.every)

    def factor(self, epoch: int) -> float:
        return float(self.drop ** (epoch // self.every))


@dataclass(frozen=True)
class Exponential(Schedule):
    """Multiplied by ``gamma`` every epoch."""

    gamma: float = 0.995
    name = "exponential"
    formula = r"\eta = \eta_0\, \gamma^{\text{epoch}}"

    def __post_init__(self) -> None:
        _check(self.name, "gamma", self.gamma, 1.0)

    def factor(self, epoch: int) -> float:
        return float(self.gamma**epoch)


@dataclass(frozen=True)
class InverseTime(Schedule):
    """Falls as 1/t: halved after ``half_after`` epochs. Robbins and Monro's condition holds for it."""

    half_after: float = 100.0
    name = "1/t"
    formula = r"\eta = \frac{\eta_0}{1 + \text{epoch}/h}"

    def __post_init__(self) -> None:
        _check(self.name, "half_after", self.half_after)

    def factor(self, epoch: int) -> float:
        return 1.0 / (1.0 + epoch / self.half_after)


@dataclass(frozen=True)
class Cosine(Schedule):
    """Half a cosine from 1 down to ``floor`` over ``epochs``, then the floor (Loshchilov and Hutter 2017)."""

    epochs: int = 500
    floor: float = 0.01
    name = "cosine"
    formula = r"\eta = \eta_0 \Bigl(f + (1-f)\,\tfrac12\bigl(1 + \cos\tfrac{\pi\,\text{epoch}}{E}\bigr)\Bigr)"

    def __post_init__(self) -> None:
        _check(self.name, "epochs", self.epochs)
        _check(self.name, "floor", self.floor, 1.0)

    def factor(self, epoch: int) -> float:
        along = min(1.0, epoch / self.epochs)
        return self.floor + (1.0 - self.floor) * 0.5 * (1.0 + cos(pi * along))


def _check(owner: str, parameter: str, value: float, at_most: float | None = None) -> None:
    if not (isfinite(value) and value > 0 and (at_most is None or value <= at_most)):
        allowed = "positive" if at_most is None else f"in (0, {at_most:g}]"
        raise ValueError(f"{parameter} of the {owner} schedule must be {allowed}, not {value!r}")


SCHEDULES: Mapping[str, Schedule] = MappingProxyType(
    {schedule.name: schedule for schedule in (Constant(), StepDecay(), Exponential(), InverseTime(), Cosine())}
)


def as_schedule(given: str | Schedule) -> Schedule:
    """A registry name or a configured object → the object; ``ValueError`` lists the known names."""
    return given if isinstance(given, Schedule) else known(SCHEDULES, given, "schedule")
