"""A slider of a bias, with the sign that the reader's notation gives it."""

from typing import Any

import streamlit as st

from pages.common.notation import current_notation


def bias_slider(label: str, low: float, high: float, first: float, step: float, *, key: str, **keys: Any) -> float:
    """The bias that is set, as the engine has it; low, high and first are the engine's too.

    Where the notation subtracts the bias the slider shows its negative. The engine's value is kept in the session under
    ``engine_bias(key)``, so that a change of the notation changes how it is shown and not what it is.
    """
    sign = current_notation().dialect.bias_sign
    kept, shown = engine_bias(key), key if sign > 0 else f"{key}:subtracted"
    st.session_state.setdefault(kept, first)
    st.session_state[shown] = sign * st.session_state[kept] + 0.0  # + 0.0: no bias of −0

    def taken() -> None:
        st.session_state[kept] = sign * st.session_state[shown] + 0.0

    ends = sorted((sign * low + 0.0, sign * high + 0.0))
    st.slider(label, *ends, step=step, key=shown, on_change=taken, **keys)
    return float(st.session_state[kept])


def engine_bias(key: str) -> str:
    """Where the session keeps the bias of the slider with this key."""
    return f"{key}:engine"
