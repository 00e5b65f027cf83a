"""Checks of numbers given as arguments: a ``ValueError`` says what was given and what is allowed."""

import operator
from math import isfinite
from typing import SupportsIndex

import numpy as np


def checked_batch_size(given: int | str) -> int:
    """A whole number from 1 on; ``"all"`` becomes one that no data set reaches."""
    if isinstance(given, str) and given == "all":
        return 2**62
    if not _is_whole(given) or int(given) < 1:
        raise ValueError(f'batch_size must be a whole number from 1 on, or "all", not {given!r}')
    return int(given)


def checked_number(name: str, given: float, positive: bool = False) -> float:
    """A finite number from 0 on, or above 0."""
    if isinstance(given, bool) or not isinstance(given, int | float | np.number) or not isfinite(given):
        raise ValueError(f"{name} must be a finite number, not {given!r}")
    if given < 0 or (positive and given == 0):
        raise ValueError(f"{name} must be {'above 0' if positive else 'at least 0'}, not {given!r}")
    return float(given)


def checked_finite(name: str, given: float) -> float:
    """Any finite number."""
    if not isfinite(given):
        raise ValueError(f"{name} must be a finite number, not {given!r}")
    return float(given)


def checked_whole(name: str, given: int, at_least: int) -> int:
    """A whole number from ``at_least`` on."""
    if not _is_whole(given) or given < at_least:
        raise ValueError(f"{name} must be a whole number from {at_least} on, not {given!r}")
    return int(given)


def check_range(what: str, value: float, low: float, high: float) -> None:
    """``ValueError`` where a number is not from low to high."""
    try:
        allowed = low <= value <= high
    except TypeError:
        allowed = False
    if not allowed:
        raise ValueError(f"{what} is {value!r}; allowed: {low:g} to {high:g}")


def whole_number(what: str, value: SupportsIndex, low: int, high: int | None) -> int:
    """A whole number from low to high, or from low on."""
    allowed = f"a whole number of at least {low}" if high is None else f"a whole number from {low} to {high}"
    try:
        number = operator.index(value)
    except TypeError:
        raise ValueError(f"{what} is {value!r}; allowed: {allowed}") from None
    if number < low or (high is not None and number > high):
        raise ValueError(f"{what} is {value!r}; allowed: {allowed}")
    return number


def _is_whole(given: object) -> bool:
    return isinstance(given, int | np.integer) and not isinstance(given, bool)
