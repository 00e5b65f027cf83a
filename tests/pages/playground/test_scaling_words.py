"""The scaling that the page states is the one that acts."""

import re

import numpy as np
import pytest

from mlp_core.own_data import OwnData
from mlp_core.own_reading import first_choice, read_points
from mlp_core.own_table import read_table
from pages.playground.own_file import scaling_words

# (x − mean) / deviation, as it is written
FORMULA = re.compile(r"= \((.*) ([+−]) (.*)\) / (.*)")


def _points(start: float, step: float) -> OwnData:
    rows = "\n".join(f"{start + step * i!r},{i % 2}" for i in range(40))
    table = read_table(f"u,class\n{rows}\n".encode(), "u.csv")
    return read_points(table, first_choice(table)).points


@pytest.mark.parametrize(("start", "step"), [(1e9, 1000.0), (1950.0, 1.0), (-0.003, 1e-5), (-4e6, 0.25), (0.0, 0.1)])
def test_whoever_copies_the_formula_gets_the_inputs_of_the_network(start: float, step: float) -> None:
    points = _points(start, step)
    name, sign, centre, scale = FORMULA.search(scaling_words(points)[0]).groups()
    assert name == "u"
    stated = (points.X[:, 0] - (1 if sign == "−" else -1) * float(centre)) / float(scale)
    np.testing.assert_allclose(stated, (points.X[:, 0] - points.centre[0]) / points.scale[0], atol=3e-3)
