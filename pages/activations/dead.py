"""Dead ReLUs: the share of neurons that no gradient reaches any more, while two networks train."""

from typing import Any

import streamlit as st

from mlp_core import DATASETS, MLP
from pages.activations import formulas
from pages.activations.dying import (
    GOOD,
    LEAKY,
    LOW_BIASES,
    NEGATIVE,
    RELU,
    SIZES,
    Choice,
    DyingRace,
    dataset,
    first_network,
)
from pages.activations.figures.dying import accuracy_figure, dead_figure, units_figure
from pages.common.formula import display_formula
from pages.common.icon_button import FRAMED
from pages.common.labels import shown
from pages.common.lesson import charts, section, theme
from pages.common.live_slider import live_slider
from pages.common.open_in_playground import open_in_playground
from pages.common.palette import Theme
from pages.common.run_buttons import play_button

KEY = "activations:dead"
DATA = ("circle", "moons", "xor", "spiral")
RATES = (0.01, 0.03, 0.1, 0.3, 1.0, 2.0, 3.0, 5.0)
SLOPES = (0.0, 0.01, 0.05, 0.1, 0.2, 0.3)
FIRST, FIRST_EPOCHS = Choice(rate=3.0, slope=0.1), 10


def dead() -> None:
    """The section, with its words."""
    with section(
        "Dead ReLUs",
        predict="one step with too large a learning rate throws a ReLU's bias far down. What brings it back?",
        do="**Restart** and **Play** with η = 3; then 0.1; then start from wrong first weights at η = 0.1.",
        observe="Nothing: with z ≤ 0 for every sample its slope is 0 for every sample, so no gradient reaches its "
        "weights (a neuron behind others may come back when those move its inputs). At η = 3 most neurons die in the "
        "first epochs, and some epochs later the accuracy is a coin's. Biases at −4 kill nearly all before the first "
        "step, at any η. Weights shifted down leave the first layer alive, for its inputs have both signs, but kill "
        "the second, whose inputs are outputs of ReLUs and never negative. Leaky ReLU keeps a slope below 0: "
        "none dies, and from biases at −4 it comes back with slope 0.1 and η = 0.3 in some hundred epochs.",
    ):
        _dead()
        display_formula(formulas.DEAD)


@st.fragment
def _dead() -> None:
    race = st.session_state.get(KEY)
    if race is None:
        race = st.session_state[KEY] = opened()
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        _buttons(race)
        race.change(_choice(race.choice.seed))
    with race.lock:
        figures, words = dying_figures(race, theme()), reading(race)
        options = race.options
    st.markdown(words)
    charts(
        figures,
        key=f"{KEY}:charts",
        columns=2,
        height=190,
        descriptions={
            "dead": "The share of dead hidden neurons over the epochs, ReLU and leaky ReLU.",
            "relu": "For each hidden neuron of the ReLU network, how often it has z > 0, and which are dead.",
            "accuracy": "Training accuracy of both networks over the epochs.",
            "leaky": "For each hidden neuron of the leaky network, how often it has z > 0, and which are dead.",
        },
        **options,
    )
    choice = race.choice
    open_in_playground(
        "Train this ReLU network in the playground", network=_first_weights(choice), key=f"{KEY}:open",
        data=choice.data, samples=300, test=0, layers=SIZES[1:-1], activation=(RELU, RELU), rate=choice.rate,
    )  # fmt: skip


def opened() -> DyingRace:
    """The race that the page opens on: some epochs in, at a rate that kills."""
    race = DyingRace(FIRST)
    for _ in range(FIRST_EPOCHS):
        race.step()
    return race


def _first_weights(choice: Choice) -> MLP:
    """The network before its first step, for inputs as they were before they were standardised."""
    net, data = first_network(choice), dataset(choice.data)
    net.weights[0][:] = net.weights[0] / data.input_scale
    net.biases[0][:] -= net.weights[0] @ data.input_mean
    return net


def _buttons(race: DyingRace) -> None:
    words = "Train both networks, an epoch for every picture."
    play_button(race.playing, race.set_playing, key=f"{KEY}:play", help=words)
    st.button(
        "Step", icon=":material/skip_next:", key=f"{KEY}:step", help="One epoch of each.", on_click=race.step, **FRAMED
    )
    st.button("Restart", icon=":material/replay:", key=f"{KEY}:reset", on_click=race.reset,
              help="Back to the same first weights.")  # fmt: skip
    st.button("Other weights", icon=":material/casino:", key=f"{KEY}:draw", on_click=_draw_anew, args=(race,),
              help="Other first weights, the same for both.")  # fmt: skip


def _draw_anew(race: DyingRace) -> None:
    choice = race.choice
    race.change(Choice(choice.data, choice.rate, choice.start, choice.slope, (choice.seed + 1) % 10_000))


def _choice(seed: int) -> Choice:
    rate = live_slider(
        "Learning rate η", RATES, FIRST.rate, key=f"{KEY}:rate", width=160, help="Acts at once. Try: 3, then 0.1."
    )
    start = st.segmented_control(
        "First weights", (GOOD, LOW_BIASES, NEGATIVE), default=GOOD, required=True, key=f"{KEY}:start",
        persist_state="session", help="Begins anew. The wrong ones put neurons to sleep before the first step.",
    )  # fmt: skip
    slope = st.select_slider("Slope of leaky", SLOPES, FIRST.slope, key=f"{KEY}:slope", width=130,
                             persist_state="session", help="Below 0. Begins anew. Try: 0, ReLU again.")  # fmt: skip
    data = st.selectbox("Data", DATA, format_func=lambda name: DATASETS[name].label, key=f"{KEY}:data", width=140,
                        persist_state="session", help="What both learn. Begins anew.")  # fmt: skip
    return Choice(data, rate, start or GOOD, slope, seed)


def dying_figures(race: DyingRace, colors: Theme) -> dict[str, Any]:
    """The figures of both networks as they are now; the caller holds the lock."""
    leaky = f"leaky {race.choice.slope:g}"
    names = {"ReLU": RELU, leaky: LEAKY}
    return {
        "dead": dead_figure({words: race.dead[name] for words, name in names.items()}, colors),
        "relu": units_figure(race.alive(RELU), race.dead_now(RELU), "ReLU", colors.mark, colors),
        "accuracy": accuracy_figure({words: race.trainers[name].history for words, name in names.items()}, colors),
        "leaky": units_figure(race.alive(LEAKY), race.dead_now(LEAKY), leaky, colors.accuracy, colors),
    }


def reading(race: DyingRace) -> str:
    """Dead neurons now and before the first step, in words."""
    parts = [f"Epoch **{race.epoch}**"]
    for name in (RELU, LEAKY):
        first, now = (100 * shares.mean() for shares in (race.dead[name][0], race.dead[name][-1]))
        end = " · diverged" if race.trainers[name].status == "diverged" else ""
        parts.append(f"{shown(name)}: **{now:.0f} %** dead (before the first step {first:.0f} %){end}")
    return " · ".join(parts)
