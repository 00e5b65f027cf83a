"""XOR: four inequalities that contradict each other, and the hidden layer that solves it."""

import streamlit as st

from pages.common.bias_slider import bias_slider
from pages.common.lesson import charts, section, theme
from pages.common.live_slider import evenly, live_slider
from pages.common.notation import current_notation
from pages.common.open_in_playground import open_in_playground
from pages.perceptron import formulas
from pages.perceptron.data import CORNERS, gate
from pages.perceptron.figures.layers import hidden_layer_figures
from pages.perceptron.figures.plane import Line, PlaneView, plane_figure
from pages.perceptron.kept import kept_run
from pages.perceptron.neurons import quadrants_by_hand, xor_by_hand
from pages.perceptron.runs import weights_of
from pages.perceptron.words import cycle_table, inequalities, outcome

KEY = "perceptron:xor"
INPUTS = ("00", "01", "10", "11")


def xor() -> None:
    """What one neuron cannot do: the section, with its words."""
    with section(
        "XOR: four inequalities that contradict each other",
        predict="how many of the four rows can one neuron get right?",
        do="move the three sliders until all four inequalities hold.",
        observe=f"Three hold, never four: rows 2 and 3 together ask that "
        f"{formulas.contradiction_in_words(current_notation())} is positive, rows 1 and 4 that it is negative. So no "
        "perceptron answers XOR, and the rule, which ends only when all rows are right, goes round in a cycle (Minsky "
        "and Papert, 1969).",
    ):
        _four_inequalities()
        _the_cycle()
        open_in_playground("One neuron on XOR in the playground: it cannot", data="xor", layers=(), activation=())


def hidden_layer() -> None:
    """What one hidden layer can: the section, with its words."""
    with section(
        "One hidden layer solves it",
        predict="two lines and one more neuron: what does the third neuron need to do?",
        do="send the four inputs through, then open the playground and let a network find its own weights.",
        observe="OR and NAND are each a line, and XOR is what both agree on. The hidden layer moves the points 01 and "
        "10 onto one place, and then one line is enough. In the playground XOR is four quadrants: four ReLUs by hand "
        "make |x₁ + x₂| − |x₁ − x₂|, which is positive just where x₁ and x₂ have the same sign. "
        "Training finds its own way with four tanh neurons; with four ReLUs and this seed it sticks at three "
        "quarters right, though the weights by hand are there to be found: another seed may find them.",
    ):
        _hidden_layer()
        _ways_on()


@st.fragment
def _four_inequalities() -> None:
    """Three sliders, the line they make, and which of the four inequalities hold."""
    data, n = gate("XOR"), current_notation()
    plane, words = st.columns([3, 4])
    with words:
        w1 = live_slider("w₁", evenly(-3.0, 3.0, 0.25), 2.0, key=f"{KEY}:w1", help="Weight of x₁. Make all four hold.")
        w2 = live_slider("w₂", evenly(-3.0, 3.0, 0.25), 2.0, key=f"{KEY}:w2", help="Weight of x₂. Make all four hold.")
        b = bias_slider(n.plain("bias"), -3.0, 3.0, -1.0, 0.25, key=f"{KEY}:b", help="The bias. Make all four hold.")
        st.markdown(inequalities(w1, w2, b, n))
        st.markdown(formulas.in_a_row(formulas.contradiction(n)))
    with plane:
        w = weights_of(b, w1, w2)
        view = PlaneView(theme(), data.X, data.y, data.low, data.high, [Line(w, theme().text)], w, arrow=True)
        charts({"xor": plane_figure(view)}, key=f"{KEY}:plane", columns=1, height=360,
               descriptions={"xor": f"XOR's four points and the line {w1:g} x₁ + {w2:g} x₂ + {b:g} = 0."})  # fmt: skip


def _the_cycle() -> None:
    """What Rosenblatt's rule does on XOR, computed."""
    run = kept_run(gate("XOR"))
    st.markdown(outcome(run))
    st.markdown(cycle_table(run, current_notation()))


@st.fragment
def _hidden_layer() -> None:
    """The network by hand on one of the four inputs, its region, and the ways into the playground."""
    data, network, n = gate("XOR"), xor_by_hand(), current_notation()
    st.markdown(formulas.in_a_row(formulas.by_hand(n)))
    chosen = st.segmented_control(
        "Input x₁x₂", INPUTS, default="01", key=f"{KEY}:input", required=True,
        help="Which of the four inputs runs through the network and is ringed.",
    )  # fmt: skip
    charts(
        hidden_layer_figures(
            network, data.X, data.y, INPUTS.index(chosen), theme(), n.plain("activation"), **n.drawn_bias
        ),
        key=f"{KEY}:hidden",
        columns=3,
        height=340,
        descriptions={
            "network": f"The network by hand with the activations for the input {chosen}.",
            "region": "The plane of the inputs: two lines, and +1 between them.",
            "hidden": "The same four points as the hidden layer has them: one line separates them.",
        },
    )
    outputs = network.predict(data.X)[:, 0]
    answers = ", ".join(f"{name} → {value:+.0f}" for name, value in zip(INPUTS, outputs, strict=True))
    merged = len(CORNERS) - len({tuple(row) for row in network.forward(data.X).a[1].tolist()})
    st.markdown(
        f"The network's outputs: **{answers.replace('-', '−')}**. {merged + 1} of the four points meet in one place of "
        "the hidden layer, and a line separates what is left."
    )


def _ways_on() -> None:
    """XOR in the playground: solved by hand, and to be trained."""
    with st.container(horizontal=True, gap=16):
        open_in_playground(
            "By hand: four ReLUs on the playground's XOR", network=quadrants_by_hand(), key=f"{KEY}:by_hand",
            data="xor", layers=(4,), activation=("relu",), noise=0,
        )  # fmt: skip
        for name, activation in (("tanh", "tanh"), ("ReLU", "relu")):
            open_in_playground(
                f"By training, {name}: press Play there", data="xor", layers=(4,), activation=(activation,), noise=0
            )
