"""The row of controls that chooses the data."""

import streamlit as st

from pages.common.controls import widget
from pages.common.live_slider import live_slider
from pages.perceptron.choice import NAMES, OWN, Choice


def data_row(choice: Choice, clicks: bool = False) -> None:
    """Data, what the chosen data have to set, and the class that a click adds where `clicks` are taken."""
    with st.container(horizontal=True, vertical_alignment="bottom", gap=16):
        st.segmented_control(
            "Data",
            NAMES,
            default=choice.name,
            required=True,
            wrap=True,
            help="The points; all parts but the last two use them. Gates have outputs −1 for false and +1 for true.",
            **_setter(choice, "name"),
        )
        if clicks:
            st.segmented_control(
                "A click adds",
                ("+1", "−1"),
                default=choice.new_class,
                required=True,
                help="The class of the point that a click in the plane adds. A click on a point takes it away.",
                **_setter(choice, "new_class"),
            )
        if choice.name == "Random":
            _random(choice)
        if choice.name == OWN:
            st.button("Undo", icon=":material/undo:", disabled=not choice.undo, on_click=choice.undo_click,
                      help="Take back the last click.")  # fmt: skip
            st.button("Clear", icon=":material/delete:", disabled=not choice.own.points, on_click=choice.clear,
                      help="Take all points away; Undo brings them back.")  # fmt: skip


def _random(choice: Choice) -> None:
    choice.margin = live_slider(
        "Margin γ",
        (0.02, 0.03, 0.05, 0.07, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5),
        choice.margin,
        key="perceptron:margin",
        width=220,
        help="The exact margin of the data, with the extra input 1. Halve it: what does the bound do, what the count?",
    )
    choice.n = live_slider(
        "Points", (6, 12, 30, 60, 100), choice.n, key="perceptron:n", width=160, help="How many points are drawn."
    )
    st.button("Draw", icon=":material/casino:", on_click=choice.draw_anew, help="Other points with the same margin.")


def _setter(choice: Choice, name: str) -> dict[str, object]:
    def take(value: object) -> None:
        if value is not None:
            setattr(choice, name, value)
            choice.note = ""

    return widget(f"perceptron:{name}", getattr(choice, name), take)
