"""The controls that choose the function to follow, typed ones among them."""

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from mlp_core.lessons.expression import NotFiniteError
from pages.common.as_written import as_written
from pages.universal_approximation.functions_of_one import CHOICES, FIRST_TYPED, TYPED, TYPED_INTERVALS, Followed

HELP = "What the bumps follow. Try: the step, which no straight-sided bump can miss by little, and one of your own."
TYPED_HELP = "Numbers, x, pi, e, + − * / ^, parentheses, and sin, cos, exp, ln, sqrt, abs, step, max and the like."


def choose_function(key: str) -> Followed:
    """The chosen function. A typed one that is wrong is said so beside it, and the last right one stays."""
    name = st.selectbox(
        "Function to follow", list(CHOICES), format_func=lambda each: CHOICES[each].label, key=f"{key}:function",
        width=190, help=HELP, persist_state="session",
    )  # fmt: skip
    if name != TYPED:
        return Followed(name, "", CHOICES[name].interval)
    text = st.text_input("f(x) =", FIRST_TYPED, key=f"{key}:typed", width=260, help=TYPED_HELP, persist_state="session")
    between = st.selectbox(
        "for x in", list(TYPED_INTERVALS), key=f"{key}:interval", width=110, persist_state="session",
        help="Where the function is followed.",
    )  # fmt: skip
    typed, last = Followed(TYPED, text, TYPED_INTERVALS[between]), f"{key}:last_typed"
    try:
        typed.function()
    except ValueError as error:
        st.warning(f"{sentence(error)} The figure keeps the last function.", width=420)
        return st.session_state.get(last, Followed(TYPED, FIRST_TYPED, CHOICES[TYPED].interval))
    st.session_state[last] = typed
    return typed


def data_in_playground(followed: Followed) -> str:
    """The playground's data set of this function; "" where there is none, which is said instead of the way there."""
    data = CHOICES[followed.name].data
    if not data:
        st.caption("Nielsen's function, the sine and the step can be opened in the playground.")
    return data


@contextmanager
def where_finite() -> Iterator[None]:
    """Says so, in place of figures, where a typed function has no value at a place that only they look at.

    Whether it is finite is checked on a grid, and a pole may lie between two of its places.
    """
    try:
        yield
    except NotFiniteError as error:
        st.warning(sentence(error))


def sentence(error: ValueError) -> str:
    """What an error says, as a sentence; it repeats what was typed."""
    return as_written(f"{str(error)[:1].upper()}{str(error)[1:]}.")
