"""The charts of two experiments, and while they play the training between the frames."""

from collections.abc import Mapping
from time import perf_counter
from types import MappingProxyType
from typing import Any

import numpy as np

from pages.common.crowd import Share, crowd, my_share
from pages.common.experiment import Experiment
from pages.common.frames import RESTING, TRAINING
from pages.common.frames import frame as side_frame
from pages.common.live_chart import Grid, live_chart
from pages.common.palette import Theme, pair_colors
from pages.common.received import part_of_network
from pages.common.view import View
from pages.compare.figures.sides import named, small
from pages.compare.figures.two_curves import Run, two_curves_figure
from pages.compare.pair import Pair
from pages.compare.session import address_to_begin_with
from pages.compare.words import lead, progress, readout, score, side_names

CELLS = (("a", "a_network", "a_words"), ("b", "b_network", "b_words"))
EVENTS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {"a": ("tap",), "b": ("tap",), "a_network": ("hover",), "b_network": ("hover",)}
)
FRAMES_A_MESSAGE = 3
SECONDS_A_MESSAGE = 0.1
# The curves are slow to draw; networks and regions must not wait for them.
CURVES_REST = 6.0
Views = tuple[View, View]


def stage(pair: Pair, views: Views, theme: Theme) -> None:
    """One live chart with both networks, both regions and their curves."""
    share = my_share() if pair.playing else Share()
    with crowd().turn(), pair.lock:
        for side, view in zip(pair.sides, views, strict=True):
            view.fit(side.network.layer_sizes)
        frames = next_frames(pair, views, theme)
        scores = tuple(score(side, pair.playing) for side in pair.sides)
        texts = {"message": lead(pair, scores), "readout": progress(pair)}
        for (_, _, words), side, each in zip(CELLS, pair.sides, scores, strict=True):
            texts[words] = readout(side, each)
        playing, generation = pair.playing, pair.generation
    live_chart(
        frames,
        key="compare_charts",
        grid=layout(),
        texts=texts,
        descriptions=_descriptions(pair),
        events=EVENTS,
        playing=playing,
        generation=generation,
        rest=CURVES_REST,
        period=share.period * len(frames) / FRAMES_A_MESSAGE,
        ask_ahead=True,
        address=address_to_begin_with(pair),
        on_event=lambda event: answer(pair, views, event),
    )


def next_frames(pair: Pair, views: Views, theme: Theme) -> list[dict[str, Any]]:
    """The frames of one message: one at rest, or several with training before each. Hold the lock."""
    if not pair.playing:
        return [frame(pair, views, theme, complete=True, resting=True)]
    frames: list[dict[str, Any]] = []
    end = perf_counter() + SECONDS_A_MESSAGE
    # What a person changed shows at once: the first message after it carries one frame.
    most = FRAMES_A_MESSAGE if views[0].drawn.get("generation") == pair.generation else 1
    views[0].drawn["generation"] = pair.generation
    last = False
    while not last:
        pair.advance()
        last = not pair.playing or len(frames) == most - 1 or perf_counter() > end
        frames.append(frame(pair, views, theme, complete=last or not frames, resting=False))
    return frames


def frame(pair: Pair, views: Views, theme: Theme, *, complete: bool, resting: bool) -> dict[str, Any]:
    """Both sides as they are now, and if complete their curves."""
    figures: dict[str, Any] = {}
    names = side_names(pair.choice)
    for (region, network, _), side, view, name, color in zip(
        CELLS, pair.sides, views, names, pair_colors(theme), strict=True
    ):
        effort = RESTING if resting else TRAINING
        drawn = side_frame(side, view, theme, ("network", "region"), effort, new_texts=complete)
        figures[region] = named(drawn["region"], name, color, theme)
        figures[network] = small(drawn["network"])
    if complete:
        with np.errstate(all="ignore"):
            figures["curves"] = two_curves_figure(
                [_run(side, name) for side, name in zip(pair.sides, names, strict=True)],
                theme=theme,
                accuracy=pair.sides[0].settings.task != "regression",
                log_loss=views[0].log_loss or (not pair.running and all(side.divergence for side in pair.sides)),
                comparable=pair.choice.differs != "loss",
            )
    return figures


def _run(side: Experiment, name: str) -> Run:
    return Run(name, side.trainer.history, side.marks, side.divergence is not None)


def layout() -> Grid:
    """The sides beside their curves; on a phone the sides beside each other, then curves and networks."""
    return Grid(
        wide={
            "columns": "minmax(0, 1fr) minmax(0, 1fr) minmax(0, 1.1fr)",
            "rows": "26px 26px minmax(0, 1.5fr) minmax(0, 1fr)",
            "areas": '"message message readout" "a_words b_words curves" "a b curves" "a_network b_network curves"',
            "height": "clamp(560px, calc(100vh - 244px), 1000px)",
        },
        narrow={
            "columns": "minmax(0, 1fr) minmax(0, 1fr)",
            "rows": "26px 66px 66px 46cqw 300px 260px 260px",
            "areas": '"readout readout" "message message" "a_words b_words" "a b" "curves curves" '
            '"a_network a_network" "b_network b_network"',
            "height": "auto",
        },
        breakpoint=800,
    )


def answer(pair: Pair, views: Views, event: dict[str, Any]) -> None:
    """Take what a person pointed at or clicked: a neuron shows its map, a place its output on both sides."""
    name = event["figure"]
    if name in ("a_network", "b_network"):
        view = views[0 if name[0] == "a" else 1]
        kind, layer, to, _ = part_of_network(event) or (None, 0, 0, 0)
        view.hovered = (layer, to) if event["kind"] == "hover" and kind == "neuron" else None
    elif name in ("a", "b") and event["kind"] == "tap":
        x = (event["x"],) if pair.choice.base.n_inputs == 1 else (event["x"], event["y"])
        old = views[0].probe
        near = old is not None and len(old) == len(x) and all(abs(a - b) < 0.08 for a, b in zip(old, x, strict=True))
        for view in views:
            view.probe = None if near else x


def _descriptions(pair: Pair) -> dict[str, str]:
    found = {"curves": "Accuracy and loss of A and B over the epochs, training as lines, test data dashed."}
    for (region, network, _), side, name in zip(CELLS, pair.sides, side_names(pair.choice), strict=True):
        sizes = ", ".join(str(n) for n in side.network.layer_sizes)
        found[region] = f"What {name} answers everywhere, with {len(side.dataset.X)} points."
        found[network] = f"The network of {name}, {sizes} neurons, each with a map of its activation."
    return found
