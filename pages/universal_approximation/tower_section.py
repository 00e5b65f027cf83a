"""From a step in the plane to a tower, in stages: the little network, what it sums up, and what it answers."""

import streamlit as st

from mlp_core import MLP
from pages.common.bias_slider import bias_slider
from pages.common.formula import display_formula
from pages.common.lesson import charts, section, theme
from pages.common.live_slider import evenly, live_slider
from pages.common.open_in_playground import open_in_playground
from pages.common.palette import Theme
from pages.universal_approximation import tower_formulas
from pages.universal_approximation.edges import edges
from pages.universal_approximation.figures.surface import surface_options
from pages.universal_approximation.letters import reader_letters
from pages.universal_approximation.network_view import weights_popover
from pages.universal_approximation.tower_stages import STAGES, TowerSettings, reading, stage_network, tower_figures

STEEPNESS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 1_000_000)
ACTIVATIONS_OF_TOWER = ("sigmoid", "sigmoid")


def tower_section() -> None:
    """The section, with its words."""
    s = reader_letters()
    above, below = ("below", "above") if s.notation.dialect.bias_sign < 0 else ("above", "below")
    with section(
        "A tower over the plane",
        "two neurons make a bump along x, two more a bump along y. Added up, how high are the arms of the cross, "
        "and which bias leaves only its middle standing?",
        "go through the stages from *Step in x* to *Tower*; then move the bias from "
        f"{s.bias('3h/2')} towards 0, and turn the surfaces with the mouse.",
        f"The sum is 2h where the bumps cross and h along each arm. The bias {s.bias('3h/2')} puts the threshold "
        "between them: the middle stays h/2 above 0, the arms fall to h/2 below it, and the sigmoid turns that into "
        f"0.993 and 0.007 for h = 10. With a bias {above} {s.bias('h')} the arms stand up again; {below} "
        f"{s.bias('2h')} the tower is gone as well. A larger h makes the "
        "plateaus flatter: they never vanish. The theorem needs one hidden layer; this construction uses **two**, four "
        "neurons in the first and one in the second.",
    ):
        _tower()


@st.fragment
def _tower() -> None:
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        stage = st.segmented_control(
            "Stage",
            STAGES,
            default="Tower",
            key="tower:stage",
            required=True,
            persist_state="session",
            help="From one neuron to the tower. Try: go through them from the left.",
        )
        steepness = live_slider(
            "Steepness w",
            STEEPNESS,
            50,
            key="tower:steepness",
            width=220,
            help="The weight of the step neurons. Try: 5, and the walls lean; 1,000,000, and they are upright.",
        )
    settings = _settings(stage, float(steepness))
    net = stage_network(stage, settings)
    _figures(stage, net, settings, theme())
    st.markdown(reading(stage, net, settings, reader_letters().notation))
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        weights_popover(net, "tower")
        if stage == "Tower":
            open_in_playground(
                "Open this tower in the playground",
                network=net,
                key="tower:open",
                data="hills",
                layers=net.layer_sizes[1:-1],
                activation=ACTIVATIONS_OF_TOWER,
            )
    display_formula(tower_formulas.of_stage(stage, reader_letters()))


def _settings(stage: str, steepness: float) -> TowerSettings:
    x_edges, y_edges, h, bias = (-0.4, 0.4), (-0.4, 0.4), 10.0, -1.5
    with st.container(horizontal=True, gap="medium"):
        if stage != "Step in y" and stage != "Bump in y":
            x_edges = edges(
                " in x", -1.0, 1.0, x_edges, 0.05, key="tower:x",
                help="Where the bump along x begins or ends; a step stands at the left one.",
            )  # fmt: skip
        if stage != "Step in x" and stage != "Bump in x":
            y_edges = edges(
                " in y", -1.0, 1.0, y_edges, 0.05, key="tower:y",
                help="Where the bump along y begins or ends; a step stands at the left one.",
            )  # fmt: skip
        if "Step" not in stage:
            h = live_slider(
                "Height h of the bumps",
                evenly(1.0, 20.0, 0.5),
                h,
                key="tower:h",
                help="Try: 2, and the plateaus of the tower stand high; 20, and they are flat.",
            )
        if stage == "Tower":
            s = reader_letters()
            bias = bias_slider(
                "Bias, in h", -2.5, 0.0, bias, 0.05, key="tower:bias",
                help="Of the neuron in the second hidden layer. "
                f"Try: {s.bias('0.5')}, {s.bias('1.5')} and {s.bias('2.25')}.",
            )  # fmt: skip
    return TowerSettings(x_edges, y_edges, h, bias * h, steepness)


def _figures(stage: str, net: MLP, settings: TowerSettings, colors: Theme) -> None:
    figures = tower_figures(stage, net, settings, colors, reader_letters())
    charts(
        figures,
        key="tower",
        columns=3,
        height=350,
        config=surface_options(*figures),
        descriptions={
            "network": f"The network {'-'.join(map(str, net.layer_sizes))} with its weights and biases.",
            "received": "A cross with a raised middle, and the plane at 0 that parts what stays from what goes.",
            "output": f"What the network answers over the square: {stage.lower()}.",
        },
    )
