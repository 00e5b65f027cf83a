"""Formulas in the reader's own notation.

    notation = current_notation()
    st.latex(notation.latex("forward"))                  # z = Wa + b and a = σ(z), in the reader's letters
    st.markdown(rf"The error ${notation.error}$ …")       # also pre_activation, activation, output, target, loss, rate
    notation.plain("error")                              # "δ", for drawings
    notation.slope("w")                                  # ∂C/∂w

The equations are objects: what a page writes is what a test evaluates on a network, held against the engine.
"""

from pages.common.notation.choice import current_notation, keep_notation_in_address, notation_choice
from pages.common.notation.dialects import DIALECTS, Dialect
from pages.common.notation.equations import Setting
from pages.common.notation.notation import Notation

__all__ = [
    "DIALECTS",
    "Dialect",
    "Notation",
    "Setting",
    "current_notation",
    "keep_notation_in_address",
    "notation_choice",
]
