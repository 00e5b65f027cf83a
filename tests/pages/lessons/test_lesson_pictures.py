"""The pictures of the cards are drawn from the networks of their lessons."""

import numpy as np
import pytest

from pages.common.figures.region import HALF_WIDTH
from pages.common.lessons import LESSONS
from pages.common.palette import DARK, LIGHT, rgb
from pages.lessons.drawing import HEIGHT, MARGIN, WIDTH, curves, gradients, line, maps, region
from pages.lessons.pictures import alternative, observed, picture


def shows(pixels: np.ndarray, color: str) -> np.ndarray:
    """Where an image has exactly this colour."""
    return (pixels == rgb(color)).all(axis=-1)


def test_a_region_has_the_color_of_the_answer():
    experiment = observed("xor_needs_a_hidden_layer")[-1]
    pixels = np.asarray(region(experiment, LIGHT)).astype(float)
    rows = np.random.default_rng(0).integers(10, HEIGHT - 10, (400, 2))
    points = (2 * rows[:, ::-1] / HEIGHT - 1) * HALF_WIDTH * (1, -1)
    outputs = experiment.network.predict(experiment.inputs(points))[:, 0]
    colors = pixels[rows[:, 0], rows[:, 1]]
    blue = colors[:, 2] > colors[:, 0]
    sure = np.abs(outputs - 0.5) > 0.3
    # Points lie on the picture too, some of them of the other class.
    assert (blue[sure] == (outputs[sure] > 0.5)).mean() > 0.97


def test_the_curve_peaks_where_the_network_does():
    experiment = observed("a_bump_from_two_neurons")[-1]
    pixels = np.asarray(line(experiment, LIGHT))
    drawn = shows(pixels, LIGHT.positive)
    tops = np.where(drawn.any(axis=0), drawn.argmax(axis=0), HEIGHT)
    x = np.linspace(-HALF_WIDTH, HALF_WIDTH, HEIGHT)[:, None]
    peak = experiment.network.predict(experiment.inputs(x))[:, 0].argmax()
    assert abs(int(tops.argmin()) - int(peak)) <= 6


def test_maps_of_equal_neurons_are_equal_and_of_others_not():
    alike, unlike = (np.asarray(maps(each, LIGHT)) for each in observed("all_weights_zero"))
    side = (HEIGHT - 20) // 3
    left = (HEIGHT - 2 * side - 10) // 2

    def tile(pixels: np.ndarray, row: int, column: int) -> np.ndarray:
        y, x = row * (side + 10), left + column * (side + 10)
        return pixels[y : y + side, x : x + side]

    for row in range(3):
        for column in range(2):
            same = np.array_equal(tile(alike, row, column), tile(alike, 0, 0))
            assert same
            assert (row, column) == (0, 0) or not np.array_equal(tile(unlike, row, column), tile(unlike, 0, 0))


def test_bars_are_as_high_as_the_logarithms_of_the_gradients():
    for experiment in observed("the_gradient_vanishes"):
        norms = experiment.trainer.history.layer_gradient_norms[-1]
        drawn = shows(np.asarray(gradients(experiment, LIGHT)), LIGHT.positive)
        width = (HEIGHT - 2 * MARGIN) / len(norms)
        heights = [drawn[:, int(MARGIN + (layer + 0.3) * width)].sum() for layer in range(len(norms))]
        powers = np.log10(norms / norms.max()) / 4 + 1
        np.testing.assert_allclose(heights, powers * (HEIGHT - 2 * MARGIN), atol=4)


def test_curves_end_at_the_last_losses():
    experiments = observed("momentum_in_a_ravine")
    pixels = np.asarray(curves(experiments, LIGHT, with_test=False))
    history = experiments[-1].trainer.history
    top = max(float(each.trainer.history.train_loss.max()) for each in experiments)
    column = shows(pixels, LIGHT.accent)[:, WIDTH - MARGIN - 3]
    height = HEIGHT - MARGIN - np.flatnonzero(column).mean()
    assert height == pytest.approx(history.train_loss[-1] / top * (HEIGHT - 2 * MARGIN), abs=4)


def test_the_mark_of_the_lowest_test_loss_stands_at_its_epoch():
    (first, *_) = experiments = observed("early_stopping")
    drawn = shows(np.asarray(curves(experiments, DARK, with_test=True)), DARK.accent)
    history = first.trainer.history
    x = MARGIN + history.best_test_epoch / history.epoch[-1] * (WIDTH - 2 * MARGIN)
    thickest = drawn.sum(axis=0).astype(float)
    assert abs(np.convolve(thickest, np.ones(9), "same")[60:].argmax() + 60 - x) <= 12


@pytest.mark.parametrize("name", LESSONS)
def test_every_lesson_has_a_picture_in_both_themes_and_words_for_it(name, make):
    light, dark = (make.pixels(picture(name, theme), "RGB") for theme in (LIGHT, DARK))
    assert light.shape == dark.shape == (HEIGHT, WIDTH, 3)
    assert not np.array_equal(light, dark)
    assert len(np.unique(light.reshape(-1, 3), axis=0)) >= 3
    assert alternative(LESSONS[name]).startswith(LESSONS[name].title)
