"""The sidebar of the playground: the data, and how the network is trained on them."""

from functools import partial

import streamlit as st

from mlp_core import DATASETS, INITIALIZERS, OPTIMIZERS, SCHEDULES
from mlp_core.features import FEATURES, legal_features
from pages.common.as_written import as_written
from pages.common.controls import change, choice, setting
from pages.common.drawing import choose_data
from pages.common.experiment import Experiment
from pages.common.icon_button import POPOVER
from pages.common.kept import kept
from pages.common.labels import TILE_LABELS, shown
from pages.common.notation import current_notation
from pages.common.number_box import setting_box
from pages.common.offered import BATCHES, RATES
from pages.common.palette import Theme
from pages.common.picture_choice import PictureOption, picture_choice
from pages.common.settings import OWN
from pages.common.tasks import absent_with_reasons, losses_for
from pages.common.view import View
from pages.playground.own_controls import own_controls, scaling_and_editing
from pages.playground.own_file import file_buttons, file_dialog
from pages.playground.thumbnails import own_thumbnail, thumbnail

DATA_HELP = "Samples, test share, inputs, scaling, new sample, edit these points"


def sidebar(experiment: Experiment, view: View, theme: Theme) -> None:
    """Data and training, what is rarer in a popover each."""
    with st.sidebar:
        with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
            st.markdown("**Data**")
            with st.container(horizontal=True, vertical_alignment="center", width="content", gap=12):
                file_buttons(experiment, view)
                with st.popover("Data settings", icon=":material/tune:", help=DATA_HELP, **POPOVER):
                    _data_details(experiment, view)
        _data_pictures(experiment, view, theme)
        if experiment.settings.points is None:
            _noise(experiment)
        else:
            own_controls(experiment, view, theme)
        with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
            st.markdown("**Training**")
            with st.popover(
                "Training settings",
                icon=":material/tune:",
                help="First weights, regularisation, clipping, schedule, stop rules",
                **POPOVER,
            ):
                _training_details(experiment)
        _training(experiment)
    file_dialog(experiment, view, theme)


def _noise(experiment: Experiment) -> None:
    st.slider(
        "Noise",
        0,
        50,
        format="%d%%",
        help="How far the points stray. At 50 % no network can be right everywhere.",
        **setting(experiment, "noise"),
    )


def _data_pictures(experiment: Experiment, view: View, theme: Theme) -> None:
    options = [
        PictureOption(value=name, label=TILE_LABELS.get(name, kind.label), picture=thumbnail(name, theme))
        for name, kind in DATASETS.items()
    ]
    points = experiment.settings.points or view.own
    picture = kept("own_tile", (points, theme), partial(own_thumbnail, points, theme))
    options.append(PictureOption(value=OWN, label=TILE_LABELS[OWN], picture=picture))
    picture_choice(
        "Data set",
        options,
        experiment.settings.data,
        key="data",
        on_change=lambda name: choose_data(experiment, view, name),
    )


def _data_details(experiment: Experiment, view: View) -> None:
    settings = experiment.settings
    if settings.points is None:
        st.slider(
            "Samples", 20, 2000, step=20, help="Points in all, test points included.", **setting(experiment, "samples")
        )
    st.slider(
        "Test share",
        0,
        90,
        step=5,
        format="%d%%",
        help="Kept out of training. The gap between train and test loss shows overfitting.",
        **setting(experiment, "test"),
    )
    kind = settings.kind
    if settings.task == "multiclass" and settings.points is None:
        low, high = kind.class_range
        st.slider("Classes", low, high, help="One output neuron each.", **setting(experiment, "classes"))
    st.pills(
        "Inputs",
        legal_features(settings.n_inputs),
        selection_mode="multi",
        format_func=lambda name: FEATURES[name].label,
        help="What the first layer is given. Try x₁² and x₂² on the circle, with no hidden layer.",
        **setting(experiment, "features", "default", list, lambda chosen: _in_order(chosen, settings.n_inputs)),
    )
    st.button(
        "New sample" if settings.points is None else "Other test points",
        icon=":material/casino:",
        disabled=settings.points is not None and settings.test == 0,
        help="Other points of the same kind." if settings.points is None else "Others of the points are for testing.",
        on_click=lambda: change(experiment, sample=(experiment.settings.sample + 1) % 10_000),
    )
    st.caption(as_written(kind.description))
    scaling_and_editing(experiment, view)


def _in_order(chosen: list[str], n_inputs: int) -> tuple[str, ...] | None:
    return tuple(name for name in legal_features(n_inputs) if name in chosen) or None


def _training(experiment: Experiment) -> None:
    settings = experiment.settings
    st.select_slider(
        f"Learning rate {current_notation().plain('rate')}",
        sorted({*RATES, settings.rate}),
        format_func=shown,
        help="How far each step goes. Small crawls; large jumps over the valley, or diverges.",
        **setting(experiment, "rate"),
    )
    optimizer, batch = st.columns([1.25, 1], gap="small")
    optimizer.selectbox(
        "Optimizer",
        format_func=shown,
        help="The update rule. Adam and RMSProp want a learning rate near 0.01.",
        **choice(experiment, "optimizer", tuple(OPTIMIZERS)),
    )
    batch.selectbox(
        "Batch",
        format_func=lambda size: str(size or "all"),
        help="Samples per step: 1 is one example at a time, all is batch descent.",
        **choice(experiment, "batch", sorted({*BATCHES, settings.batch}, key=lambda size: size or 10**9)),
    )
    st.selectbox(
        "Loss",
        format_func=shown,
        help="What is descended. " + " ".join(absent_with_reasons(settings.task, settings.output)),
        **choice(experiment, "loss", losses_for(settings.output)),
    )


def _training_details(experiment: Experiment) -> None:
    settings = experiment.settings
    _optimizer_parameters(experiment)
    first, second = st.columns(2)
    first.selectbox(
        "Initializer",
        format_func=shown,
        help="How first weights are drawn. A trained network keeps its weights: press Reset to see it act.",
        **choice(experiment, "initializer", tuple(INITIALIZERS)),
    )
    box = partial(setting_box, experiment)
    words = "Multiplies the drawn weights. Try 10: the neurons saturate before they learn."
    box("scale", "Scale of first weights", step=0.5, help=words, place=second)
    box("l1", "L1", step=0.001, help="Adds λ‖W‖₁: pulls weights to exactly 0.", place=first)
    box("l2", "L2", step=0.001, help="Adds (λ/2)‖W‖²: keeps weights small.", place=second)
    words = "Shortens a longer gradient to this norm. 0 is off."
    box("clip", "Clip gradient at", step=0.5, help=words, place=first)
    second.selectbox(
        "Schedule",
        format_func=shown,
        help="How the learning rate falls with the epochs.",
        **choice(experiment, "schedule", tuple(SCHEDULES)),
    )
    _schedule_parameters(experiment, first, second)
    st.markdown("**Stop when** (0 is off)")
    gradient, loss, epoch = st.columns(3)
    words = "The norm of the gradient over all training data."
    box("stop_gradient", "gradient below", step=0.001, help=words, place=gradient)
    box("stop_loss", "loss below", step=0.01, help="The epoch's training loss.", place=loss)
    box("stop_epoch", "epoch is", step=100, help="Epochs done in all.", place=epoch)
    if settings.schedule != "constant" and not experiment.playing:  # while it trains this stands still, the rate not
        st.caption(f"Learning rate of this epoch: {experiment.trainer.present_rate:.4g}")


def _optimizer_parameters(experiment: Experiment) -> None:
    own = {
        "momentum": (("mu", "Momentum μ"),),
        "nesterov": (("mu", "Momentum μ"),),
        "rmsprop": (("gamma", "Decay γ"),),
        "adam": (("beta1", "Decay β₁"), ("beta2", "Decay β₂")),
    }.get(experiment.settings.optimizer, ())
    for column, (name, label) in zip(st.columns(2), own, strict=False):
        setting_box(experiment, name, label, step=0.01, help="How much of the past is kept.", place=column)


def _schedule_parameters(experiment: Experiment, *columns: st.delta_generator.DeltaGenerator) -> None:
    own = {
        "step": (("drop", "Multiply by", 0.1), ("every", "every … epochs", 10)),
        "exponential": (("decay", "Multiply each epoch by", 0.001),),
        "1/t": (("half", "Halved after … epochs", 10.0),),
        "cosine": (("span", "Down within … epochs", 50),),
    }.get(experiment.settings.schedule, ())
    for column, (name, label, step) in zip(columns, own, strict=False):
        setting_box(experiment, name, label, step=step, help="A parameter of the schedule.", place=column)
