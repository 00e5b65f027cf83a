"""Which activations can follow a function, and which theorem says so."""

from types import MappingProxyType

import streamlit as st

from mlp_core import MLP
from mlp_core.approximation import approximate_1d, best_line_network
from mlp_core.lessons.approximation_error import largest_miss
from pages.common.figures.numbers import plain_number
from pages.common.formula import display_formula
from pages.common.lesson import section, theme
from pages.common.live_slider import live_slider
from pages.universal_approximation import formulas
from pages.universal_approximation.figures.bumps import BumpsView, bumps_figure
from pages.universal_approximation.function_choice import choose_function, where_finite
from pages.universal_approximation.functions_of_one import Followed
from pages.universal_approximation.hypotheses import hypotheses
from pages.universal_approximation.letters import reader_letters
from pages.universal_approximation.side_by_side import network_drawing, side_by_side

# name → (what a person calls it, what the network is built from)
LABELS = MappingProxyType(
    {
        "sigmoid": ("sigmoid", "pairs of steps"),
        "tanh": ("tanh", "pairs of steps"),
        "step": ("step", "pairs of steps"),
        "relu": ("ReLU", "hats"),
        "gaussian": ("Gaussian", "itself"),
        "linear": ("linear", "nothing"),
    }
)
STEEPNESS, NEURONS_MEASURED = 10_000.0, 200
MISS_COLUMN = f"largest miss, {NEURONS_MEASURED} neurons"


def which_activations() -> None:
    """The section, with its words, and the table under it."""
    with section(
        "Which activations work, and which theorem says so",
        predict="the lecture's theorem asks for an activation that is non-constant, bounded, monotonically increasing "
        "and continuous. Which of these six break a condition, and which of them fail?",
        do="go through the activations from the left, with few and with many neurons; the table measures them all.",
        observe="ReLU is not bounded, the Gaussian is not monotone, the step is not continuous: each breaks one of the "
        "lecture's conditions **and still works**. They are sufficient, not necessary. Cybenko (1989) asks for a "
        "continuous sigmoidal activation; Hornik (1991) for a continuous, bounded, non-constant one, which already "
        "lets the Gaussian in; Leshno et al. (1993) give the exact line: **everything that is not a polynomial** "
        "works. Linear neurons are polynomials: their sum is a straight line, however many there are.",
    ):
        _activations()


@st.fragment
@where_finite()
def _activations() -> None:
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        followed = choose_function("activations")
        name = st.segmented_control(
            "Activation of the hidden neurons", list(LABELS), default="relu", required=True,
            format_func=lambda each: LABELS[each][0], key="activations:name", persist_state="session",
            help="What the network is built from. Try: ReLU, then linear.",
        )  # fmt: skip
        n = live_slider(
            "Hidden neurons",
            range(2, NEURONS_MEASURED + 1, 2),
            24,
            key="activations:n",
            help="Try: 24, then 200. Linear ones stay where they are.",
        )
    s = reader_letters()
    net, colors = built(followed, name, n), theme()
    parts = "single terms" if name == "linear" else "single hats" if name == "relu" else "single bumps"
    view = BumpsView(net, followed.interval, followed.value_range(), colors, followed.function(), bumps_name=parts)
    side_by_side(
        {"curve": bumps_figure(view), "network": network_drawing(net, colors, s.notation)},
        key="activations",
        readout=f"**{n}** hidden neurons · largest miss **{plain_number(_miss(followed, name, n))}**",
        above=600,
        descriptions={
            "curve": "The function, the parts the network adds up, and its output.",
            "network": "The network with its weights and biases.",
        },
    )
    display_formula(formulas.building_block(name, s))
    # A table that scrolls within itself: nine columns are wider than a phone.
    st.dataframe(table(followed), hide_index=True, height="content", key="activations:table")


def built(followed: Followed, name: str, n_neurons: int) -> MLP:
    """A network of so many hidden neurons, an even number; of linear ones the best there is."""
    f, interval = followed.function(), followed.interval
    if name == "linear":
        return best_line_network(f, n_neurons, interval)
    n = n_neurons // 2 if name in ("sigmoid", "tanh", "step") else n_neurons
    return approximate_1d(f, n, interval, name, STEEPNESS)


def table(followed: Followed) -> list[dict[str, str]]:
    """The hypotheses of both theorems and what is seen, a row for each activation; nothing in it is typed in."""
    rows = []
    for name, (label, parts) in LABELS.items():
        found = hypotheses(name)
        facts = {
            "non-constant": found.non_constant,
            "bounded": found.bounded,
            "increasing": found.increasing,
            "continuous": found.continuous,
        }
        theorems = {"the lecture's theorem": found.lecture, "Leshno: not a polynomial": found.leshno}
        rows.append(
            {"activation": label}
            | {fact: "yes" if holds else "NO" for fact, holds in facts.items()}
            | {theorem: "applies" if holds else "says nothing" for theorem, holds in theorems.items()}
            | {"built from": parts, MISS_COLUMN: plain_number(_miss(followed, name, NEURONS_MEASURED))}
        )
    return rows


@st.cache_data(max_entries=256, show_spinner=False)
def _miss(followed: Followed, name: str, n_neurons: int) -> float:
    return largest_miss(built(followed, name, n_neurons), followed.function(), followed.interval)
