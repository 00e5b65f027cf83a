"""A whole network, twice: the same data, first weights and mini-batches, trained once with each loss, side by side."""

from typing import Any

import streamlit as st

from mlp_core import DATASETS
from mlp_core.classification import accuracy
from mlp_core.lessons.error_signal import error_signals
from pages.common.figures.region import RegionView, plane, region_figure
from pages.common.icon_button import FRAMED
from pages.common.kept import kept
from pages.common.labels import shown
from pages.common.lesson import section, theme
from pages.common.live_chart import Grid, live_chart
from pages.common.live_slider import live_slider
from pages.common.notation import current_notation
from pages.common.open_in_playground import open_in_playground
from pages.common.palette import Theme
from pages.common.run_buttons import play_button
from pages.quadratic_vs_cross_entropy.figures.losses import loss_name
from pages.quadratic_vs_cross_entropy.figures.two_networks import curves_figure, gradient_figure, share_figure
from pages.quadratic_vs_cross_entropy.letters import reader_symbols
from pages.quadratic_vs_cross_entropy.two_networks import CROSS_ENTROPY, QUADRATIC, Choice, TwoNetworks

KEY = "networks"
DATA = ("circle", "xor", "moons", "spiral", "blobs", "pinwheel")
HIDDEN = ((8,), (8, 8), (8, 8, 8))
ACTIVATIONS = ("tanh", "sigmoid", "relu")
SCALES = (1.0, 4.0, 8.0)
SCALE_NAMES = ("small", "large", "very large")
RATES = (0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0, 30.0)
QUADRATICS = ("half_quadratic", "quadratic")
REGION_POINTS = 56


def whole_network() -> None:
    """Prediction, controls, the two networks, and observation."""
    s, error = reader_symbols(), current_notation().plain("error")
    sign = "−" if current_notation().dialect.error_sign < 0 else ""
    with section(
        "A whole network, once with each loss",
        predict="two networks start from the same large first weights, so many answers are confidently wrong. At one "
        f"learning rate, which is right everywhere first? And which layers still feel {s.f}′?",
        do=f"press **Play**. Then give the quadratic one a larger {s.rate}. Then try first weights **very large**.",
        observe=f"From large first weights the outputs are saturated: {s.slope} is almost 0, and under the "
        "quadratic cost every layer's gradient starts many times smaller than under cross-entropy (as the page opens, "
        f"16 times in the hidden layer and 77 times in the output), for the {error} of the hidden layers is made from "
        f"that of the output. Under cross-entropy {error} of the output "
        f"**is** {sign}({s.error}): its bar reads 1.00. But {s.f}′ cancels only there; the bars of the hidden "
        f"layers stay below 1 under both losses. A larger {s.rate} makes up for part of it, in a lucky run for all: "
        f"the next part gives each loss its best {s.rate} from many starts.",
    ):
        _run()


@st.fragment
def _run() -> None:
    networks: TwoNetworks = kept(KEY, "one a session", lambda: TwoNetworks(Choice()))
    networks.change(_controls(networks))
    with networks.lock:
        figures, readout = _figures(networks, theme()), _readout(networks)
        options = networks.options
    live_chart(
        [figures],
        key=f"{KEY}:charts",
        grid=_grid(),
        texts={"readout": readout},
        descriptions={
            "quadratic": "What the network under the quadratic cost answers everywhere, with the data.",
            "cross_entropy": "What the network under cross-entropy answers everywhere, with the data.",
            "share": "How much of the error signal each layer's f′ lets through, for both losses.",
            "curves": "Training accuracy and loss of both networks over the epochs.",
            "gradient": "Norm of each layer's gradient over the epochs, for both networks.",
        },
        **options,
    )
    _to_playground(networks.choice)


def _controls(networks: TwoNetworks) -> Choice:
    """Draw the controls, and return what they say."""
    for name in ("data", "hidden", "activation", "scale", "quadratic", "rate_quadratic", "rate_cross_entropy", "seed"):
        st.session_state.setdefault(f"{KEY}_{name}", getattr(Choice(), name))
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        words = "Train both: an epoch of each for every picture, later more."
        play_button(networks.playing, networks.set_playing, key=f"{KEY}:play", help=words)
        for name, word, icon, words, act in (
            ("step", "Step", "skip_next", "One epoch of each.", networks.step),
            ("reset", "Reset", "replay", "Back to the same first weights.", networks.reset),
            ("seed", "New weights", "casino", "Other first weights, again the same for both.", _next_seed),
        ):
            st.button(word, key=f"{KEY}:{name}", icon=f":material/{icon}:", help=words, on_click=act, **FRAMED)
        data = st.selectbox(
            "Data", DATA, format_func=lambda name: DATASETS[name].label, width=140, **_kept("data"),
            help="Blobs and Pinwheel have several classes: softmax, and f′ is its whole Jacobian.",
        )  # fmt: skip
        scale = st.segmented_control(
            "First weights", SCALES, required=True, **_kept("scale"),
            format_func=lambda scale: SCALE_NAMES[SCALES.index(scale)],
            help="1, 4 or 8 times Glorot's. Large ones saturate the neurons before anything is learnt.",
        )  # fmt: skip
        rate_quadratic = live_slider(
            f"{reader_symbols().rate} quadratic", RATES, width=120, key=f"{KEY}_rate_quadratic",
            help="Learning rate of the quadratic network. Acts at once; the weights stay.",
        )  # fmt: skip
        rate_cross_entropy = live_slider(
            f"{reader_symbols().rate} cross-entropy", RATES, width=150, key=f"{KEY}_rate_cross_entropy",
            help="Learning rate of the cross-entropy network. Acts at once; the weights stay.",
        )  # fmt: skip
        quadratic = st.segmented_control(
            "Quadratic cost", QUADRATICS, required=True, **_kept("quadratic"),
            format_func=lambda loss: f"{'½' if loss == 'half_quadratic' else ''}({reader_symbols().error})²",
            help=f"Without the ½ every {current_notation().plain('error')} is twice as large: as much as a doubled "
            "learning rate.",
        )  # fmt: skip
        with st.popover("Network", help="Hidden layers and their activation"):
            hidden = st.segmented_control(
                "Hidden layers", HIDDEN, required=True, format_func=lambda sizes: "-".join(map(str, sizes)),
                **_kept("hidden"), help="Neurons of each. More layers: what is left of the gradient at the first?",
            )  # fmt: skip
            activation = st.segmented_control(
                "Their activation", ACTIVATIONS, required=True, format_func=shown, **_kept("activation"),
                help="f′ of sigmoid is at most ¼, of tanh at most 1, of ReLU 0 or 1.",
            )  # fmt: skip
    seed = st.session_state[f"{KEY}_seed"]
    return Choice(data, hidden, activation, scale, quadratic, rate_quadratic, rate_cross_entropy, seed)


def _kept(name: str) -> dict[str, str]:
    """Key of a widget whose value outlives the part of the page that shows it."""
    return {"key": f"{KEY}_{name}", "persist_state": "session"}


def _next_seed() -> None:
    st.session_state[f"{KEY}_seed"] = (st.session_state[f"{KEY}_seed"] + 1) % 10_000


def _figures(networks: TwoNetworks, colors: Theme) -> dict[str, Any]:
    """The figures of both networks as they are now; the caller holds the lock."""
    trainers = networks.trainers.values()
    histories = {trainer.loss.name: trainer.history for trainer in trainers}
    signals = {
        trainer.loss.name: error_signals(trainer.network, trainer.X, trainer.T, trainer.loss) for trainer in trainers
    }
    return {
        QUADRATIC: _region(networks, QUADRATIC, colors),
        CROSS_ENTROPY: _region(networks, CROSS_ENTROPY, colors),
        "share": share_figure(signals, colors, reader_symbols(), current_notation().plain("error")),
        "curves": curves_figure(histories, colors),
        "gradient": gradient_figure(histories, colors),
    }


def _region(networks: TwoNetworks, name: str, colors: Theme) -> dict[str, Any]:
    trainer, data, k = networks.trainers[name], networks.dataset, REGION_POINTS
    answers = trainer.network.predict(plane(k)).reshape(k, k, -1)
    several = data.n_classes > 2
    return region_figure(
        RegionView(
            values=answers if several else answers[..., 0],
            theme=colors,
            X=data.X,
            T=data.labels,
            kind="classes" if several else "binary",
            n_classes=data.n_classes,
            title=f"<b>{loss_name(trainer.loss.name)}</b>",
        )
    )


def _readout(networks: TwoNetworks) -> str:
    parts = [f"Epoch **{networks.epoch}**"]
    for trainer in networks.trainers.values():
        right = int(1000 * accuracy(trainer.network.predict(trainer.X), trainer.T)) / 10
        parts.append(f"{loss_name(trainer.loss.name)}: **{right:.1f} %** right")
    return " · ".join(parts)


def _to_playground(choice: Choice) -> None:
    several = DATASETS[choice.data].task == "multiclass"
    open_in_playground(
        "Open the cross-entropy network in the playground",
        data=choice.data,
        test=0,
        classes=max(DATASETS[choice.data].default_classes, 2),
        layers=choice.hidden,
        activation=(choice.activation,) * len(choice.hidden),
        output="softmax" if several else "sigmoid",
        loss="cross_entropy" if several else "binary_cross_entropy",
        rate=choice.rate_cross_entropy,
        scale=choice.scale,
        seed=choice.seed,
    )


def _grid() -> Grid:
    return Grid(
        wide={
            "columns": "repeat(6, minmax(0, 1fr))",
            "rows": "26px minmax(0, 1fr) minmax(0, 1fr)",
            "areas": '"readout readout readout readout readout readout" '
            '"quadratic quadratic cross_entropy cross_entropy share share" '
            '"curves curves curves gradient gradient gradient"',
            "height": "clamp(480px, calc(100vh - 400px), 900px)",
        },
        narrow={
            "columns": "minmax(0, 1fr) minmax(0, 1fr)",
            "rows": "72px 170px 300px 240px 260px",
            "areas": '"readout readout" "quadratic cross_entropy" "curves curves" "share share" "gradient gradient"',
            "height": "auto",
        },
    )
