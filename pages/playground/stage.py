"""The live part of the playground: trains a little, draws, and answers what a person points at."""

from functools import partial
from time import monotonic, perf_counter, thread_time
from typing import Any

from pages.common.crowd import MANY, Cost, Share, crowd, my_share
from pages.common.drawing import SECONDS_TO_REST, draw, hand_draws
from pages.common.experiment import Experiment
from pages.common.figure_style import CURVE_MARGINS
from pages.common.figures.pinned_lines import own_line
from pages.common.frames import CHARTS, CROWDED, RESTING, TRAINING, frame
from pages.common.lessons.panel import PANEL_HEIGHT
from pages.common.lessons.present import lesson_in_address, running_lesson
from pages.common.live_chart import Grid, live_chart
from pages.common.palette import Theme
from pages.common.points_shown import is_drawing
from pages.common.received import part_of_network
from pages.common.session import address_to_write, notes
from pages.common.view import ALL_CURVES, View
from pages.playground.brush import dot_of_a_click
from pages.playground.descriptions import descriptions
from pages.playground.messages import message, readout

UNDO, REDO = "mod+z", ("mod+shift+z", "mod+y")
# The curves are slow to draw; the network and the region must not wait for them.
CURVES_REST = 8.0
# A message that is computed for longer than this makes a click wait.
SECONDS_A_MESSAGE = 0.1
SLIDING, SECONDS_BETWEEN_CURVES = "sliding", 0.25


def stage(experiment: Experiment, view: View, theme: Theme, grid: Grid | None = None, low_curves: bool = False) -> None:
    """The charts, and while it plays the training between them; `grid` is another arrangement than the usual one."""
    lesson = running_lesson()
    share = my_share() if experiment.playing else Share()
    people = crowd()
    with people.turn(urgent=not _was_drawn(experiment, view)), people.measured() as cost:
        with experiment.lock:
            # A control's rerun may have been merged into this one, and then nothing else has looked at the new sizes.
            view.fit(experiment.network.layer_sizes)
            view.low_curves = low_curves
            view.curves = lesson.lesson.curves if lesson else ALL_CURVES
            frames = next_frames(experiment, view, theme, share, cost)
            observed = lesson.words(experiment) if lesson else ""
            words = message(
                experiment, notes(), view.selected, is_drawing(experiment, view), observed, guided=lesson is None
            )
            texts = {"message": words, "readout": readout(experiment, pace=grid is None and lesson is None)}
            playing, generation = experiment.playing, experiment.generation
            seen = descriptions(experiment, view)
            # It stands on the axis of the curves, so it is there where they are.
            with_curves = grid is None or "curves" in grid.wide["areas"]
            slider = time_slider(experiment, frames[-1]["curves"]) if with_curves else None
        live_chart(
            frames,
            key="stage",
            grid=grid or layout(wide_message=experiment.divergence is not None, panel=lesson is not None),
            texts=texts,
            descriptions=seen,
            events={"network": ("hover", "click"), "region": ("tap", "select")},
            echoes={"region": dot_of_a_click(experiment, view, theme)},
            playing=playing,
            generation=generation,
            rest=CURVES_REST,
            period=share.period * len(frames) / share.frames,
            ask_ahead=True,
            ask_after=SECONDS_TO_REST if hand_draws(view) else None,
            address=address_to_write(experiment, lesson_in_address()),
            slider=slider,
            keys=(UNDO, *REDO),
            on_event=partial(answer, experiment, view),
            on_slide=partial(slide_to, experiment, view),
            on_release=experiment.settle,
        )


def next_frames(experiment: Experiment, view: View, theme: Theme, share: Share, cost: Cost) -> list[dict[str, Any]]:
    """The frames of one message: one of the resting network, or several with training before each. Hold the lock."""
    if not experiment.playing:
        return [_looked_at(experiment, view, theme)]
    frames: list[dict[str, Any]] = []
    end = perf_counter() + max(SECONDS_A_MESSAGE, share.period / 2)
    # What a person changed shows at once: the first message after it carries one frame.
    most = share.frames if _was_drawn(experiment, view) else 1
    view.drawn["generation"] = experiment.generation
    effort = CROWDED if share.n >= MANY else TRAINING
    last = False
    while not last:  # a message holds a frame, also where Pause is pressed right now
        start = thread_time()
        experiment.train(share.training)
        cost.training += thread_time() - start
        last = not experiment.playing or len(frames) == most - 1 or perf_counter() > end
        # The curves, which cost most in the browser, come with the first frame and the last.
        whole = last or not frames
        some = ("network", "region") if len(frames) % effort.network_every == 0 else ("region",)
        frames.append(frame(experiment, view, theme, CHARTS if whole else some, effort, new_texts=whole))
    cost.frames = len(frames)
    return frames


def slide_to(experiment: Experiment, view: View, time: float) -> None:
    """Show the kept moment nearest to this one; a hand is on the slider, and the frame that answers it comes soon."""
    experiment.look_at(time)
    view.drawn[SLIDING] = True


def _looked_at(experiment: Experiment, view: View, theme: Theme) -> dict[str, Any]:
    """A frame of the resting network. Under a moving hand it is as coarse as while it trains.

    The curves, which cost most in the browser, follow a hand a few times a second; the slider lies on them anyway.
    """
    curves, since = view.drawn.get("curves", (None, 0.0))
    if not view.drawn.pop(SLIDING, False):
        figures = frame(experiment, view, theme, effort=RESTING)
    elif curves is None or monotonic() - since > SECONDS_BETWEEN_CURVES:
        figures = frame(experiment, view, theme, effort=TRAINING)
    else:
        return frame(experiment, view, theme, ("network", "region"), effort=TRAINING) | {"curves": curves}
    view.drawn["curves"] = figures["curves"], monotonic()
    return figures


def _was_drawn(experiment: Experiment, view: View) -> bool:
    """Whether a frame has shown the experiment since it was last changed."""
    return view.drawn.get("generation") == experiment.generation


def time_slider(experiment: Experiment, curves: dict[str, Any]) -> dict[str, Any]:
    """The slider through the run, on the axis of its curves. Hold the lock."""
    return {
        "label": "Epoch",
        "last": experiment.end,
        "values": [experiment.trainer.time],
        "stops": None if experiment.playing else experiment.stops,
        "help": "Drag back through the run. Play goes on from any moment.",
        "along": {
            "cell": "curves", **CURVE_MARGINS, "line": own_line(curves), "end": curves["layout"]["xaxis"]["range"][1],
        },
    }  # fmt: skip


def layout(wide_message: bool = False, panel: bool = False) -> Grid:
    """Network beside region and curves; on a phone region, curves, network below each other.

    They leave room for the panel of a lesson.
    """
    above, curves = (240 + PANEL_HEIGHT, "max(var(--h) * 0.38, 180px)") if panel else (240, "var(--h) * 0.38")
    words = "message message readout" if wide_message else "message readout readout"
    # Where a lesson's text and the controls stand above, the region is to be seen with them; then come its numbers.
    narrow = ("region", "message", "readout") if panel else ("readout", "message", "region")
    heights = {"region": "min(100cqw, 400px)", "curves": "200px", "network": "420px"}
    return Grid(
        wide={
            "columns": f"minmax(0, 1fr) {220 if panel else 190}px var(--side)",
            "rows": "26px var(--side) minmax(0, 1fr)",
            "areas": f'"{words}" "network network region" "network network curves"',
            "height": "calc(var(--h) + 26px)",
        },
        narrow={
            "columns": "minmax(0, 1fr)",
            "rows": " ".join(heights.get(name, "40px") for name in (*narrow, "curves", "network")),
            "areas": " ".join(f'"{name}"' for name in (*narrow, "curves", "network")),
            "height": "auto",
        },
        variables={
            "--h": f"clamp(420px, calc(100vh - {above}px), 900px)",
            "--side": f"min(calc(var(--h) - {curves}), 36cqw)",
        },
    )


def answer(experiment: Experiment, view: View, event: dict[str, Any]) -> None:
    """Take what a person pointed at or clicked."""
    if event["kind"] == "key":
        experiment.undo() if event["key"] == UNDO else experiment.redo()
    elif event["figure"] == "network":
        kind, layer, to, origin = part_of_network(event) or (None, 0, 0, 0)
        if event["kind"] == "unhover":
            view.hovered = None
        elif event["kind"] == "hover":
            view.hovered = (layer, to) if kind == "neuron" else None
        elif kind == "neuron":
            view.hovered = (layer, to)
            view.layer = layer if 0 < layer <= len(experiment.settings.layers) else view.layer
        elif kind is not None:
            view.selected = ("link", layer, to, origin) if kind == "link" else ("bias", layer, to)
            view.inspections += 1
    elif is_drawing(experiment, view):
        draw(experiment, view, event)
    elif event["kind"] == "tap":
        x = (event["x"],) if experiment.settings.n_inputs == 1 else (event["x"], event["y"])
        near = view.probe is not None and all(abs(a - b) < 0.08 for a, b in zip(view.probe, x, strict=False))
        view.probe = None if near else x
