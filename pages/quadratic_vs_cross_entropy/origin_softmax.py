"""The same for several classes: counts, logits, softmax with its full Jacobian, and one-hot targets."""

from functools import partial

import numpy as np
import streamlit as st

from mlp_core.lessons.likelihood import descend_multinomial, multinomial_cost
from pages.common.formula import display_formula
from pages.common.lesson import charts, section, theme
from pages.common.live_slider import evenly, live_slider
from pages.common.notation import current_notation
from pages.quadratic_vs_cross_entropy.figures.softmax import (
    SOFTMAX,
    delta_figure,
    jacobian_figure,
    probabilities_figure,
)
from pages.quadratic_vs_cross_entropy.letters import reader_letters, reader_symbols
from pages.quadratic_vs_cross_entropy.origin_formulas import multinomial

KEY = "softmax"
CLASSES = 3
LOGITS, COUNTS, ONE_HOT = (1.5, 0.0, -1.0), (2, 5, 3), (0, 1, 0)
MOST_LOGIT = 8.0
RATE = 0.5


def softmax_section() -> None:
    """Prediction, the sample and the logits, and observation."""
    s, plain = reader_letters(), reader_symbols()
    wrong = rf"${current_notation().error}_k = {s.t}_k(1 - {s.a}_k)$"
    with section(
        "Several classes: counts and softmax",
        predict="raise one logit alone. Which bars fall, and by how much? What does adding 1 to **every** logit do?",
        do=f"move **{plain.z}₁**. Press **All logits + 1**. Press **One step downhill** until the filled bars meet the "
        "outlined ones. Then **One-hot**.",
        observe="The bars always add up to 1, so every column of the Jacobian adds up to 0: what one output gains, "
        f"the others lose; {wrong} alone would forget them. Adding the same to all logits changes nothing. −ln ℒ is "
        f"lowest where ${s.a}_k = n_k/N$, and through the whole Jacobian the gradient of its mean is simply ${s.a} "
        f"- {s.t}$. A **one-hot** target is a sample of one draw: the loss is $-\\ln {s.a}_k$, and no finite logits "
        "reach its minimum 0. A step on the sum is N times as long as one on the mean.",
    ):
        display_formula(multinomial(s))
        _run()


@st.fragment
def _run() -> None:
    for name, value in _values(LOGITS, COUNTS).items():
        st.session_state.setdefault(name, value)
    s = reader_symbols()
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        for k in range(CLASSES):
            live_slider(
                f"{s.z}{'₁₂₃'[k]}",
                evenly(-MOST_LOGIT, MOST_LOGIT, 0.1),
                width=140,
                key=f"{KEY}_z{k}",
                help=f"Logit of class {k + 1}.",
            )
        for k in range(CLASSES):
            st.number_input(
                f"n{'₁₂₃'[k]}", 0, 20, step=1, width=96, key=f"{KEY}_n{k}", persist_state="session",
                help=f"How often class {k + 1} was drawn.",
            )  # fmt: skip
        reduction = st.segmented_control(
            "Loss", ("sum", "mean"), default="mean", required=True, key=f"{KEY}_reduction", persist_state="session",
            help=f"Over the draws. The minimum is the same; a step at the same {s.rate} is N times as long on the sum.",
        )  # fmt: skip
    logits, counts = _chosen()
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.button(
            "One step downhill", icon=":material/south_east:", key=f"{KEY}:step", disabled=sum(counts) == 0,
            on_click=partial(_descend, reduction),
            help=f"{s.z} ← {s.z} − {s.rate} {s.delta} with {s.rate} = {RATE}, on the sum or on the mean.",
        )  # fmt: skip
        st.button(
            "All logits + 1", key=f"{KEY}:shift", on_click=_shift, disabled=bool(logits.max() > MOST_LOGIT - 1),
            help="Does any bar move?",
        )  # fmt: skip
        st.button("One-hot", key=f"{KEY}:one_hot", on_click=partial(_take, LOGITS, ONE_HOT), help="One draw: class 2.")
        st.button(
            "Ten draws", key=f"{KEY}:ten", on_click=partial(_take, LOGITS, COUNTS), help="The sample of the beginning."
        )
        if sum(counts) == 0:
            st.markdown("Nothing was drawn: one draw of class 2 is shown.")
    if sum(counts) == 0:
        counts = ONE_HOT
    shares, colors = np.array(counts) / sum(counts), theme()
    charts(
        {
            "probabilities": probabilities_figure(logits, shares, colors, s),
            "jacobian": jacobian_figure(logits, colors, s),
            "delta": delta_figure(logits, shares, colors, s),
        },
        key=f"{KEY}:charts",
        columns=3,
        height=270,
        descriptions={
            "probabilities": "Softmax of the logits beside the shares of the classes in the sample.",
            "jacobian": "The Jacobian of softmax as a table of coloured numbers.",
            "delta": f"Gradient of the loss for each logit, equal to {s.a} minus {s.t}.",
        },
    )
    a = SOFTMAX(logits[None])[0]
    total, mean = (float(multinomial_cost(counts, a, each)) for each in ("sum", "mean"))
    lowest = float(multinomial_cost(counts, shares, "mean"))
    st.markdown(
        f"N = **{sum(counts)}** · −Σ n ln {s.a} = **{total:.3f}** · the mean **{mean:.3f}**, at best **{lowest:.3f}**, "
        "the entropy of the sample's shares"
    )


def _chosen() -> tuple[np.ndarray, tuple[int, ...]]:
    z, n = ([st.session_state[f"{KEY}_{name}{k}"] for k in range(CLASSES)] for name in "zn")
    return np.array(z), tuple(int(each or 0) for each in n)


def _values(logits: tuple[float, ...], counts: tuple[int, ...]) -> dict[str, float]:
    """The widgets' values, by their keys."""
    z = {f"{KEY}_z{k}": float(np.clip(each, -MOST_LOGIT, MOST_LOGIT)) for k, each in enumerate(logits)}
    return z | {f"{KEY}_n{k}": each for k, each in enumerate(counts)}


def _take(logits: tuple[float, ...], counts: tuple[int, ...]) -> None:
    st.session_state.update(_values(logits, counts))


def _shift() -> None:
    logits, counts = _chosen()
    _take(tuple(logits + 1.0), counts)


def _descend(reduction: str) -> None:
    logits, counts = _chosen()
    _take(tuple(descend_multinomial(counts, logits, RATE, 1, reduction).z[-1]), counts)
