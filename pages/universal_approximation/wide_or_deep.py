"""One wide layer against two and three narrower ones with equally many parameters, trained side by side."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import numpy as np
import streamlit as st

from mlp_core import MLP
from pages.common.lesson import charts, section, theme
from pages.common.open_in_playground import open_in_playground
from pages.common.palette import Theme
from pages.universal_approximation import plane
from pages.universal_approximation.figures.race import ErrorLine, curve_figure, errors_figure
from pages.universal_approximation.function_choice import choose_function, data_in_playground, where_finite
from pages.universal_approximation.functions_of_one import Followed
from pages.universal_approximation.race import Race
from pages.universal_approximation.race_controls import race_buttons, race_for, seed

KEY = "deep"
# Parameters → hidden layers with so many, one more at most.
SHAPES: Mapping[int, tuple[tuple[int, ...], ...]] = MappingProxyType(
    {
        46: ((15,), (5, 5), (3, 4, 4)),
        97: ((32,), (8, 8), (6, 5, 7)),
        286: ((95,), (15, 15), (10, 11, 11)),
    }
)
NAMES = ("one", "two", "three")
ACTIVATIONS = ("tanh", "sigmoid", "relu")
RATE, BATCH, LAST_EPOCH = 0.01, 10, 10_000
SAMPLES, CHECKED, LINE_POINTS = 200, 1000, 301


@dataclass(frozen=True)
class Contest:
    """What is compared."""

    followed: Followed
    parameters: int
    activation: str
    seed: int


def wide_or_deep() -> None:
    """The section, with its words."""
    with section(
        "Wide or deep?",
        predict="one wide layer suffices for the theorem. With equally many parameters, which network learns the "
        "function best: one wide layer, two or three narrower ones?",
        do="press **Play** for a thousand epochs; then *Other random weights* a few times, ReLU, and another function.",
        observe="On Nielsen's function with tanh both narrower networks find the waves within 500 epochs, at less than "
        "half the error of the wide one, which comes after them, slowly: a later layer bends what an earlier one has "
        "bent already. That is no law: other first weights, another activation or function change the order. The "
        "theorem says that width alone is enough; it says nothing about how much of it, or about learning.",
    ):
        _contest()


@st.fragment
@where_finite()
def _contest() -> None:
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        contest = _controls()
    race = race_for(KEY, contest, lambda: new_race(contest))
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        race_buttons(KEY, race)
        _into_the_playground(contest)
    with race.lock:
        figures, options = contest_figures(contest, race, theme()), race.options
        reading = _reading(race)
    charts(
        figures,
        key=KEY,
        columns=2,
        height=232,
        descriptions={
            **{name: f"The function and the network with hidden layers: {name}." for name in NAMES},
            "errors": "The mean errors of the three networks over the epochs.",
        },
        **options,
    )
    st.markdown(reading)


def _controls() -> Contest:
    followed = choose_function("deep")
    parameters = st.segmented_control(
        "Parameters of each", list(SHAPES), default=97, key="deep:parameters", required=True, persist_state="session",
        help="Weights and biases; the three networks differ by one at most. Try: 286.",
    )  # fmt: skip
    activation = st.segmented_control(
        "Activation", ACTIVATIONS, default="tanh", key="deep:activation", required=True, persist_state="session",
        help="Of all hidden neurons. Try: ReLU, whose pieces are straight.",
    )  # fmt: skip
    return Contest(followed, parameters, activation, seed(KEY))


def new_race(contest: Contest) -> Race:
    """The three networks before their first step."""
    networks = {
        name: MLP([1, *hidden, 1], [*[contest.activation] * len(hidden), "linear"], "glorot_uniform", contest.seed)
        for name, hidden in zip(NAMES, SHAPES[contest.parameters], strict=True)
    }
    f, (low, high) = contest.followed.function(), contest.followed.interval
    x, check = (low + (high - low) * (np.arange(n) + 0.5) / n for n in (SAMPLES, CHECKED))
    return Race(
        networks, (x[:, None], f(x)), (check[:, None], f(check)), optimizer="adam", learning_rate=RATE,
        batch_size=BATCH, last_epoch=LAST_EPOCH, made_for=contest,
    )  # fmt: skip


def contest_figures(contest: Contest, race: Race, colors: Theme) -> dict[str, Any]:
    """What each network answers, and their errors over the epochs."""
    f, interval, y_range = contest.followed.function(), contest.followed.interval, contest.followed.value_range()
    x = np.linspace(*interval, LINE_POINTS)
    shades = (colors.accent, colors.mark, colors.accuracy)
    figures, lines = {}, []
    for name, color in zip(NAMES, shades, strict=True):
        net = race.network(name)
        sizes = "-".join(map(str, net.layer_sizes))
        answer = plane.outputs(net, x[:, None])
        title = f"{sizes}: {net.parameters.size} parameters"
        figures[name] = curve_figure(x, f(x), answer, y_range, colors, title, color)
        lines.append(ErrorLine(sizes, color, race.errors(name), race.epochs))
    return figures | {"errors": errors_figure(lines, colors)}


def _reading(race: Race) -> str:
    gone = ", ".join("-".join(map(str, race.network(name).layer_sizes)) for name in race.diverged())
    end = f" {gone} diverged." if gone else ""
    how = f"Adam, learning rate {RATE:g}, batches of {BATCH}"
    return f"Epoch **{race.epoch:,}**; all learn the same samples with {how}.{end}"


def _into_the_playground(contest: Contest) -> None:
    data, hidden = data_in_playground(contest.followed), SHAPES[contest.parameters][-1]
    if not data:
        return
    open_in_playground(
        "Train the deep one in the playground", data=data, layers=hidden,
        activation=(contest.activation,) * len(hidden), optimizer="adam", rate=RATE,
    )  # fmt: skip
