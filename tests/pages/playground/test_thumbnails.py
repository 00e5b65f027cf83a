"""Small pictures of data sets are of the points, and of a person's own nothing is kept for other sessions."""

import gc
from weakref import ref

import pytest

from mlp_core.own_sources import no_points
from pages.common.palette import LIGHT
from pages.playground.thumbnails import own_thumbnail


def test_own_points_have_their_own_picture_and_a_sketch_stands_for_none() -> None:
    drawn = no_points().with_point((0.5, 0.5), 1)
    pictures = {own_thumbnail(points, LIGHT) for points in (None, no_points(), drawn, drawn.with_point((0, 0), 0))}
    assert len(pictures) == 3


@pytest.mark.parametrize("count", [1, 200])
def test_points_are_gone_with_their_session(count: int) -> None:
    points = no_points()
    for k in range(count):
        points = points.with_point((k % 7 / 7, k % 5 / 5), k % 2)
    own_thumbnail(points, LIGHT)
    left = ref(points)
    del points
    gc.collect()
    assert left() is None
