"""The same architecture twice: with weights that were built, and with random ones that descend."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import streamlit as st

from mlp_core import MLP
from mlp_core.approximation import approximate_1d
from mlp_core.arrays import Array
from mlp_core.patterns import hills_target
from pages.common.lesson import charts, section, theme
from pages.common.open_in_playground import open_in_playground
from pages.common.palette import Theme
from pages.universal_approximation import plane
from pages.universal_approximation.city_errors import city
from pages.universal_approximation.figures.race import ErrorLine, curve_figure, errors_figure
from pages.universal_approximation.figures.surface import surface_figure, surface_options
from pages.universal_approximation.function_choice import choose_function, data_in_playground, where_finite
from pages.universal_approximation.functions_of_one import Followed
from pages.universal_approximation.functions_of_two import hills
from pages.universal_approximation.network_view import weights_popover
from pages.universal_approximation.race import Race
from pages.universal_approximation.race_controls import race_buttons, race_for, seed

KEY = "trained"
ONE, TWO = "one input", "two inputs"
OPTIMIZERS = ("SGD", "Adam")
RATES = (0.1, 0.01)
SAMPLES, CHECKED, LINE_POINTS, LAST_EPOCH = 200, 1000, 301, 20_000
SAMPLES_A_SIDE, CHECK_A_SIDE = 24, 41
# A surface is drawn often here.
SURFACE_POINTS = 40
# A surface takes the browser long, so that more may be trained for each.
SECONDS_A_CURVE, SECONDS_A_SURFACE = 0.045, 0.12
STEEPNESS_1D, STEEPNESS_2D = 10_000.0, 10_000.0
MOST_TOWERS = 6


@dataclass(frozen=True)
class Match:
    """What is compared: bumps that follow a function of one input, or towers that follow the hills."""

    inputs: str
    followed: Followed | None
    n: int
    optimizer: str
    seed: int


def built_against_trained() -> None:
    """The section, with its words."""
    with section(
        "Built against trained",
        predict="the built network shows that good weights exist for this architecture. Will descent from random "
        "weights find any as good?",
        do="press **Play** and wait a thousand epochs; then take Adam, other random weights, two inputs.",
        observe="On Nielsen's function plain SGD stays near the error **0.12** for thousands of epochs, five times "
        "that of the 20 built bumps (0.025): the theorem says that weights exist, **not that descent finds them**. "
        "Adam comes far closer. On two inputs it is the other way round: within a few hundred epochs Adam finds far "
        "better weights than 4 × 4 towers (0.23). The construction proves that it can be done, not that it is the "
        "best way.",
    ):
        _match()


@st.fragment
@where_finite()
def _match() -> None:
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        match = _controls()
    race = race_for(KEY, match, lambda: new_race(match))
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        race_buttons(KEY, race)
        built = built_network(match)
        weights_popover(built, KEY)
        _into_the_playground(match, built)
    with race.lock:
        figures, options = match_figures(match, built, race, theme()), race.options
        reading = _reading(race)
    charts(
        figures,
        key=KEY,
        columns=3,
        height=390,
        config=surface_options("built", "descended"),
        descriptions={
            "built": "The function and the network that was built.",
            "descended": "The function and the network that is trained from random weights.",
            "errors": "The mean error of both over the epochs.",
        },
        **options,
    )
    st.markdown(reading)


def _controls() -> Match:
    inputs = st.segmented_control(
        "Network of", (ONE, TWO), default=ONE, key="trained:inputs", required=True, persist_state="session",
        help="Bumps over a line, or towers over a plane.",
    )  # fmt: skip
    followed = None
    if inputs == ONE:
        followed = choose_function("trained")
        n = st.slider(
            "Bumps N", 2, 50, 20, key="trained:bumps", width=240, persist_state="session",
            help="2N hidden neurons in both networks.",
        )  # fmt: skip
    else:
        n = st.slider(
            "Towers a side, n", 2, MOST_TOWERS, 4, key="trained:towers", width=240, persist_state="session",
            help="2(n + 1) and n² hidden neurons in both networks.",
        )  # fmt: skip
    optimizer = st.segmented_control(
        "Descent", OPTIMIZERS, default="SGD", key="trained:optimizer", required=True, persist_state="session",
        help="SGD with learning rate 0.1, or Adam with 0.01; it starts anew. Try: both.",
    )  # fmt: skip
    return Match(inputs, followed, n, optimizer, seed(KEY))


def built_network(match: Match) -> MLP:
    """The network built by hand."""
    if match.followed is None:
        return city(hills, match.n, STEEPNESS_2D, None)
    return approximate_1d(match.followed.function(), match.n, match.followed.interval, "sigmoid", STEEPNESS_1D)


def new_race(match: Match) -> Race:
    """A network of the built one's shape with random weights, before its first step."""
    built = built_network(match)
    fresh = MLP(built.layer_sizes, built.activations, "glorot_uniform", match.seed)
    (X, T), check = samples(match)
    return Race(
        {"trained": fresh}, (X, T), check,
        optimizer=match.optimizer.lower(), learning_rate=RATES[OPTIMIZERS.index(match.optimizer)],
        batch_size=10 if match.followed else 24, last_epoch=LAST_EPOCH, made_for=match,
        seconds=SECONDS_A_CURVE if match.followed else SECONDS_A_SURFACE,
    )  # fmt: skip


def samples(match: Match) -> tuple[tuple[Array, Array], tuple[Array, Array]]:
    """(X, f(X)) to learn from, and where the errors are measured."""
    if match.followed is None:
        X, check = (plane.pairs(*[_middles(-1, 1, n)] * 2) for n in (SAMPLES_A_SIDE, CHECK_A_SIDE))
        return (X, hills_target(X)), (check, hills_target(check))
    f, (low, high) = match.followed.function(), match.followed.interval
    x, checked = _middles(low, high, SAMPLES), _middles(low, high, CHECKED)
    return (x[:, None], f(x)), (checked[:, None], f(checked))


def _middles(low: float, high: float, n: int) -> Array:
    """The middles of n equal parts."""
    return low + (high - low) * (np.arange(n) + 0.5) / n


def match_figures(match: Match, built: MLP, race: Race, colors: Theme) -> dict[str, Any]:
    """What both networks answer, and both errors over the epochs."""
    _, (X, truth) = samples(match)
    built_error = np.array([np.abs(plane.outputs(built, X) - truth).mean()])
    lines = (
        ErrorLine("built", colors.text, built_error),
        ErrorLine("trained", colors.accent, race.errors("trained"), race.epochs),
    )
    nets = {"built": (built, colors.text, "Built"), "descended": (race.network("trained"), colors.accent, "Trained")}
    figures = {}
    for name, (net, color, title) in nets.items():
        if match.followed is None:
            z = plane.surface(net, SURFACE_POINTS)
            along = plane.line(SURFACE_POINTS)
            figures[name] = surface_figure(along, z, colors, title, (-1.35, 1.35), 1.0)
        else:
            f, y_range = match.followed.function(), match.followed.value_range()
            x = np.linspace(*match.followed.interval, LINE_POINTS)
            figures[name] = curve_figure(x, f(x), plane.outputs(net, x[:, None]), y_range, colors, title, color)
    return figures | {"errors": errors_figure(lines, colors)}


def _reading(race: Race) -> str:
    sizes = "-".join(map(str, race.network("trained").layer_sizes))
    end = " It diverged: start again." if race.diverged() else ""
    return f"Both networks are **{sizes}**. Epoch **{race.epoch:,}**.{end}"


def _into_the_playground(match: Match, built: MLP) -> None:
    if match.followed is None and match.n <= 4:
        open_in_playground(
            "Open the built one in the playground", network=built, key="trained:open", data="hills",
            layers=built.layer_sizes[1:-1], activation=("sigmoid", "sigmoid"),
        )  # fmt: skip
    data = "hills" if match.followed is None else data_in_playground(match.followed)
    if not data:
        return
    open_in_playground(
        "Train in the playground", data=data,
        layers=(10, 16) if match.followed is None else (16,),
        activation=("sigmoid",) * (2 if match.followed is None else 1),
    )  # fmt: skip
