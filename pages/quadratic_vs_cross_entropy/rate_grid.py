"""The learning rates at which outcomes are computed."""

from functools import lru_cache

import numpy as np

from mlp_core.arrays import Array

SMALLEST, USUAL_LARGEST, A_DECADE = 1e-3, 100.0, 16


def rate_grid(largest: float) -> Array:
    """Learning rates from 0.001, 16 a decade, to 100 or to the decade that holds `largest`; read-only."""
    return _rates(int(np.ceil(np.log10(max(largest, USUAL_LARGEST)) - 1e-9)))


@lru_cache
def _rates(decade: int) -> Array:
    first = round(np.log10(SMALLEST))
    rates = np.logspace(first, decade, (decade - first) * A_DECADE + 1)
    rates.setflags(write=False)
    return rates
