"""One learning rate, from crawling to divergence, on four surfaces; the largest stable one is marked."""

from functools import lru_cache, partial
from math import isfinite
from typing import Any

import numpy as np
import streamlit as st

from mlp_core.arrays import Array
from mlp_core.lessons.descent import Path, descend, values_after
from mlp_core.lessons.surfaces import largest_stable_rate
from pages.common.figures.numbers import plain_number
from pages.common.formula import display_formula
from pages.common.kept import kept, rest_at_end
from pages.common.lesson import section, theme
from pages.common.live_slider import live_slider
from pages.common.notation import current_notation
from pages.common.open_in_playground import open_in_playground
from pages.common.own_place import drawn_in_place
from pages.common.palette import Theme
from pages.common.timeline import timeline
from pages.gradient_descent import formulas
from pages.gradient_descent.controls import choose_place, picture, start_of, take_start
from pages.gradient_descent.figures.ground import Ground, GroundView, Way, ground_figure
from pages.gradient_descent.figures.lines import Curve, LinesView, lines_figure, on_log
from pages.gradient_descent.figures.relief import relief_figure
from pages.gradient_descent.letters import Letters, reader_letters
from pages.gradient_descent.places import Place, ground

KEY = "gd:rate"
UPDATES, SECONDS = 60, 8.0
SLIDER = f"{KEY}:rate"


@lru_cache(maxsize=1)
def rates() -> tuple[float, ...]:
    """From 0.001 to 30, each 6 % above the one before, in three digits."""
    return tuple(float(f"{rate:.3g}") for rate in 0.001 * 1.06 ** np.arange(178))


def learning_rate() -> None:
    """The section, with its words."""
    n = current_notation()
    with section(
        "How far in one step?",
        predict="the bowl becomes five times as steep across as it was. What happens to the largest rate that works?",
        do=f"move {n.plain('rate')} from left to right, then use **Just below** and **Just above**; make the bowl "
        "narrower; try the other surfaces, and click another start.",
        observe="Far left the path crawls. Then it goes straight down, then it zig-zags across the valley, and past "
        "2/λ_max every step lands higher on the other side: it diverges. 2/λ_max is set by the **steepest** "
        "direction, the time to arrive by the **flattest**: a bowl of condition number κ needs about κ times the "
        "updates. Where the ground is no bowl, 2/λ_max holds only near a minimum. On the saddle the path first goes "
        "to the saddle point, because from far away it looks like a minimum; with two valleys the start decides.",
    ):
        _run()
    display_formula(formulas.stable(n))
    open_in_playground(
        "A linear neuron in the playground: raise its rate until it diverges", data="plane", layers=(), activation=(),
        rate=0.3, batch=0, test=0, samples=100,
    )  # fmt: skip


@st.fragment
def _run() -> None:
    letters = reader_letters()
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        here, condition = choose_place(KEY)
        start = start_of(KEY, here)
        limit = largest_stable_rate(here.surface, here.minimum_below(start))
        st.session_state.setdefault(SLIDER, rates()[0])
        if st.session_state.get(f"{KEY}:first") is None:
            st.session_state[f"{KEY}:first"] = True
            st.session_state[SLIDER] = below(limit * 0.95)
        rate = live_slider(
            f"Learning rate {letters.rate}", rates(), key=SLIDER, help="Far left it crawls, far right it diverges."
        )
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        for name, words, value, text in (
            ("crawling", "Crawling", below(limit / 60), "About a sixtieth of 2/λ_max."),
            ("half", r"$1/\lambda_{\max}$", below(limit / 2), "In one step down the steepest direction of a bowl."),
            ("below", r"Just below $2/\lambda_{\max}$", below(limit), "The slider's last rate that is stable here."),
            ("above", "Just above", above(limit), "The slider's first rate that is not."),
        ):
            st.button(words, key=f"{KEY}:{name}", help=text, on_click=drawn_in_place(partial(_set_rate, value)))
        arrows = st.toggle(
            "Gradient arrows", True, key=f"{KEY}:arrows", persist_state="session",
            help=f"−∂{letters.cost}/∂w at a grid of places: at right angles to the contour lines.",
        )  # fmt: skip
    path = kept(KEY, (here.name, condition, start, rate), lambda: descend(here.surface, start, "sgd", rate, UPDATES))
    swept = kept(
        f"{KEY}:sweep", (here.name, condition, start), lambda: values_after(here.surface, start, rates(), UPDATES)
    )
    rest_at_end(KEY, (here.name, condition, start, rate), path.updates, SECONDS)
    moving = timeline(KEY, path.updates, seconds=SECONDS, unit="update")
    picture(
        [rate_figures(here, ground(here.name, condition, letters), path, at, theme(), letters, rate, limit, swept,
                      arrows) for at in moving.moments],
        ("ground relief curve", "ground relief sweep"),
        key=KEY,
        readout=rate_readout(here, path, moving.position, letters, rate, limit),
        descriptions={
            "ground": f"The surface from above and the path of plain descent after {moving.position} updates.",
            "relief": "The same in space.",
            "curve": "The cost above the lowest, update by update.",
            "sweep": f"The cost after {UPDATES} updates against the learning rate, with the largest stable one marked.",
        },
        above=545,
        events={"ground": ("drag",)},
        on_event=lambda event: take_start(KEY, here, event),
        **moving.options,
    )  # fmt: skip


def below(limit: float) -> float:
    """The largest rate of the slider below a limit."""
    return max((rate for rate in rates() if rate < limit), default=rates()[0])


def above(limit: float) -> float:
    """The smallest rate of the slider above a limit."""
    return min((rate for rate in rates() if rate > limit), default=rates()[-1])


def _set_rate(rate: float) -> None:
    st.session_state[SLIDER] = rate


def rate_figures(
    here: Place, scene: Ground, path: Path, position: int, colors: Theme, letters: Letters,
    rate: float, limit: float, swept: Array, arrows: bool,
) -> dict[str, Any]:  # fmt: skip
    """The path from above and in space, its cost, and the cost after all updates for every rate."""
    shown = slice(position + 1)
    way = Way(path.points[shown], path.values[shown], colors.text, "descent", dots=True, width=2.5)
    above_lowest = on_log(path.values - here.lowest)
    y_range = (1e-8, 1e4)
    after = on_log(swept - here.lowest)
    now = values_at(swept, rate) - here.lowest
    marked = ((limit, "2/λ<sub>max</sub>"),) if isfinite(limit) else ()
    return {
        "ground": ground_figure(
            GroundView(colors, scene, [way], here.minima, path.points[0], arrows, title="Seen from above")
        ),
        "relief": relief_figure(colors, scene, [way]),
        "curve": lines_figure(LinesView(
            colors, [Curve(letters.cost, np.arange(position + 1), above_lowest[shown], colors.text)],
            f"{letters.cost} − lowest, update by update", "updates", (0, UPDATES), y_range, y_log=True, names=False,
        )),
        "sweep": lines_figure(LinesView(
            colors,
            [Curve("all rates", np.array(rates()), after, colors.muted, head=False),
             Curve(letters.rate, np.array([rate]), on_log(np.array([now])), colors.text, "markers", size=12)],
            f"{letters.cost} − lowest after {UPDATES} updates, against {letters.rate}", letters.rate,
            (rates()[0], rates()[-1]), y_range, x_log=True, y_log=True, verticals=marked, names=False,
        )),
    }  # fmt: skip


def values_at(swept: Array, rate: float) -> float:
    """The swept value at a rate of the slider."""
    return float(swept[rates().index(rate)])


def rate_readout(here: Place, path: Path, position: int, letters: Letters, rate: float, limit: float) -> str:
    """Where it stands, and what became of it."""
    parts = [
        f"Update **{position}** · {letters.cost} = **{plain_number(path.values[position], 4)}**",
        f"2/λ_max = **{plain_number(limit)}**, {letters.rate} = **{plain_number(rate / limit, 2)}** of it",
    ]
    if position == path.updates:
        words = ending(here, path)
        if rate > limit and words.endswith("is left"):
            words += f": {letters.rate} is above 2/λ_max, so it cannot settle here"
        parts.append(f"**{words}**")
    return " · ".join(parts)


def ending(here: Place, path: Path) -> str:
    """What became of a descent, in a few words."""
    first, last = float(path.values[0]), float(path.values[-1])
    if path.end == "diverged":
        return f"it diverged: after {path.updates} updates a weight was past a million"
    if last > first:
        return "it diverges: the cost is higher than at the start"
    left = (last - here.lowest) / max(first - here.lowest, 1e-300)
    if left < 1e-4:
        return "arrived"
    nearest = min(float(np.linalg.norm(at - path.points[-1])) for at, _ in here.minima)
    if nearest < 0.05 and path.gradient_norms[-1] < 1e-2:
        return "arrived in a minimum that is not the lowest"
    return f"{plain_number(100 * left, 2)} % of the way down is left"
