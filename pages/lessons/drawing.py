"""Small drawings of an experiment: its region, its curve, its neurons' maps, its gradients, its losses."""

import io
from base64 import b64decode
from collections.abc import Sequence

import numpy as np
from PIL import Image, ImageDraw

from mlp_core.arrays import Array
from pages.common.answers import class_shares, output_kind
from pages.common.experiment import Experiment
from pages.common.figures.region import HALF_WIDTH, RegionView, plane, region_picture
from pages.common.frames import line as points_of_line
from pages.common.palette import Theme, class_colors, map_palette, palette_index, point_palette

# Pixels: twice what a card shows, so that a sharp screen has them all.
WIDTH, HEIGHT = 520, 250
DOT, MARGIN, STROKE = 5, 12, 4
REGION_POINTS, MAP_POINTS = 80, 32
MOST_POINTS = 90
# Losses above this many times the first are drawn at the rim.
MOST_TIMES = 4.0
MAP_ROWS, MAP_COLUMNS, MAP_GAP = 3, 2, 10
# The smallest gradient with a bar, as a power of ten of the largest.
LEAST_POWER = -4.0


def region(experiment: Experiment, theme: Theme) -> Image.Image:
    """The answer over the plane with the training points, (HEIGHT, HEIGHT)."""
    k, kind, data = REGION_POINTS, output_kind(experiment), experiment.dataset
    outputs = experiment.network.predict(experiment.inputs(plane(k)))
    shares = class_shares(experiment, outputs).reshape(k, k, -1) if kind == "classes" else outputs[:, 0].reshape(k, k)
    view = RegionView(values=shares, theme=theme, X=data.X, T=data.T[:, 0], kind=kind)
    stored = io.BytesIO(b64decode(region_picture(view).partition(",")[2]))
    image = Image.open(stored).convert("RGB").resize((HEIGHT, HEIGHT), Image.Resampling.BICUBIC)
    draw = ImageDraw.Draw(image)
    for x, color in list(zip(data.X, _point_colors(experiment, theme), strict=True))[:MOST_POINTS]:
        place = (x * (1, -1) / HALF_WIDTH + 1) / 2 * HEIGHT
        draw.ellipse([*(place - DOT), *(place + DOT)], fill=color, outline=theme.point_outline)
    return image


def line(experiment: Experiment, theme: Theme) -> Image.Image:
    """The answer on the line over the training points, (HEIGHT, HEIGHT)."""
    image, draw = _empty(theme)
    data, x = experiment.dataset, points_of_line(HEIGHT)
    low, high = float(data.T.min()), float(data.T.max())
    for at, value in zip(data.X[:, 0], data.T[:, 0], strict=True):
        place = np.array([(at / HALF_WIDTH + 1) / 2 * HEIGHT, _up(value, low, high)])
        draw.ellipse([*(place - DOT), *(place + DOT)], fill=theme.grid)
    y = experiment.network.predict(experiment.inputs(x))[:, 0]
    places = [(i, _up(value, low, high)) for i, value in enumerate(y)]
    draw.line(places, fill=theme.positive, width=STROKE + 2, joint="curve")
    return image


def maps(experiment: Experiment, theme: Theme) -> Image.Image:
    """The maps of the first hidden layer's neurons, (HEIGHT, HEIGHT)."""
    image, draw = _empty(theme)
    activations = experiment.network.forward(experiment.inputs(plane(MAP_POINTS))).a[1]
    side = (HEIGHT - (MAP_ROWS - 1) * MAP_GAP) // MAP_ROWS
    left = (HEIGHT - MAP_COLUMNS * side - MAP_GAP) // 2
    center, scale = float(activations.mean()), float(max(activations.std() * 2, 1e-9))
    for neuron in range(min(activations.shape[1], MAP_ROWS * MAP_COLUMNS)):
        values = activations[:, neuron].reshape(MAP_POINTS, MAP_POINTS)[::-1]
        tile = Image.fromarray(np.ascontiguousarray(palette_index(values, center, scale)), mode="P")
        tile.putpalette(map_palette(theme).tobytes())
        x, y = left + neuron % MAP_COLUMNS * (side + MAP_GAP), neuron // MAP_COLUMNS * (side + MAP_GAP)
        image.paste(tile.convert("RGB").resize((side, side), Image.Resampling.BICUBIC), (x, y))
        draw.rectangle([x, y, x + side - 1, y + side - 1], outline=theme.frame, width=2)
    return image


def gradients(experiment: Experiment, theme: Theme) -> Image.Image:
    """The norm of the gradient of each layer, on a logarithmic scale that ends at the largest, (HEIGHT, HEIGHT)."""
    image, draw = _empty(theme)
    norms = experiment.trainer.history.layer_gradient_norms[-1]
    powers = np.log10(np.maximum(norms / norms.max(), 10.0**LEAST_POWER))
    width = (HEIGHT - 2 * MARGIN) / len(norms)
    for layer, power in enumerate(powers):
        x = MARGIN + layer * width
        draw.rectangle([x, _up(power, LEAST_POWER, 0.0), x + width - MAP_GAP, HEIGHT - MARGIN], fill=theme.positive)
    draw.line([MARGIN, HEIGHT - MARGIN, HEIGHT - MARGIN, HEIGHT - MARGIN], fill=theme.muted, width=2)
    return image


def curves(experiments: Sequence[Experiment], theme: Theme, with_test: bool) -> Image.Image:
    """The training losses over the epochs; or, ``with_test``, the first one's beside its test loss, (HEIGHT, WIDTH)."""
    image, draw = _empty(theme, WIDTH)
    histories = [experiment.trainer.history for experiment in experiments]
    first = histories[0]
    if with_test:
        lines = [(first.epoch, first.train_loss, theme.train), (first.epoch, first.test_loss, theme.accent)]
    else:
        colors = (theme.muted, theme.accent, theme.mark)
        lines = [(each.epoch, each.train_loss, color) for each, color in zip(histories, colors, strict=False)]
    last = max(float(epoch[-1]) for epoch, _, _ in lines)
    top = min(max(float(np.nanmax(loss)) for _, loss, _ in lines), MOST_TIMES * float(first.train_loss[0]))
    for epoch, loss, color in lines:
        measured = ~np.isnan(loss)
        draw.line(_places(epoch[measured] / last, loss[measured] / top), fill=color, width=STROKE, joint="curve")
    if with_test and first.best_test_epoch is not None:
        at = list(first.epoch).index(first.best_test_epoch)
        ((x, y),) = _places(first.epoch[at : at + 1] / last, first.test_loss[at : at + 1] / top)
        r = 2.5 * DOT
        draw.polygon([(x - r, y), (x, y - r), (x + r, y), (x, y + r)], fill=theme.accent, outline=theme.background)
    draw.line([MARGIN, HEIGHT - MARGIN, WIDTH - MARGIN, HEIGHT - MARGIN], fill=theme.muted, width=2)
    return image


def _empty(theme: Theme, width: int = HEIGHT) -> tuple[Image.Image, ImageDraw.ImageDraw]:
    image = Image.new("RGB", (width, HEIGHT), theme.background)
    return image, ImageDraw.Draw(image)


def _up(value: float, low: float, high: float) -> float:
    """The height of a value that runs from low to high."""
    return HEIGHT - MARGIN - (min(max(value, low), high) - low) / (high - low) * (HEIGHT - 2 * MARGIN)


def _places(across: Array, up: Array) -> list[tuple[float, float]]:
    """Shares of the width and height as pixels."""
    x = MARGIN + across * (WIDTH - 2 * MARGIN)
    return [(float(a), _up(float(b), 0.0, 1.0)) for a, b in zip(x, up, strict=True)]


def _point_colors(experiment: Experiment, theme: Theme) -> list[str]:
    data = experiment.dataset
    if data.task == "regression":
        palette = point_palette(theme)
        return [palette[i] for i in palette_index(data.T[:, 0], 0.0, 1.0)]
    palette = class_colors(theme, max(data.n_classes, 2))
    return [palette[int(label)] for label in data.labels]
