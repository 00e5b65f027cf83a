"""Smooth activations on their way to others."""

from math import log

import numpy as np
import pytest

from mlp_core.activations import ACTIVATIONS
from mlp_core.lessons.family_ties import TIES

Z = tuple(np.linspace(-6, 6, 4801))


def test_softplus_misses_relu_by_ln_2_over_k():
    for k in (1.0, 4.0, 64.0):
        assert TIES["relu"].largest_gap(k, np.array(Z)) == pytest.approx(log(2) / k)


def test_sigmoid_and_softsign_come_near_everywhere_but_at_the_jump():
    z = np.array(Z)
    for name in ("step", "sign"):
        widths = [TIES[name].unsettled_width(k, z, 0.05) for k in (4.0, 16.0, 64.0)]
        assert widths[0] > 3 * widths[1] > 9 * widths[2] > 0
        assert TIES[name].largest_gap(64.0, z) >= 0.5


def test_the_unsettled_width_is_where_the_sigmoid_is_5_percent_off():
    z = np.linspace(-6, 6, 120_001)
    assert TIES["step"].unsettled_width(4.0, z, 0.05) == pytest.approx(2 * log(19) / 4, abs=2e-4)


def test_tanh_is_a_sigmoid_at_k_2_and_nowhere_else():
    z = np.array(Z)
    assert TIES["tanh"].largest_gap(2.0, z) < 1e-15
    assert TIES["tanh"].largest_gap(1.0, z) > 0.2
    np.testing.assert_allclose(np.tanh(z), 2 * ACTIVATIONS["sigmoid"](2 * z) - 1, atol=1e-15)
