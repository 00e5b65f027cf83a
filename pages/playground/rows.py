"""The second row of controls above the charts: shaping the network."""

from functools import partial

import streamlit as st

from mlp_core import ACTIVATIONS
from mlp_core.activations import Activation
from pages.common.controls import change, widget
from pages.common.experiment import Experiment
from pages.common.icon_button import FRAMED
from pages.common.labels import shown
from pages.common.notation import current_notation
from pages.common.number_box import number_box, setting_box
from pages.common.settings import HIDDEN_ACTIVATIONS, MOST_LAYERS, MOST_NEURONS
from pages.common.tasks import absent_with_reasons, losses_for, outputs_for
from pages.common.view import View

# From so many on, their row has no room for long words.
SEVERAL_LAYERS = 4
COMMON_ACTIVATIONS = ("tanh", "relu", "sigmoid", "linear")


def gap_of_network_row(experiment: Experiment) -> int:
    """Pixels between its controls, so that the row of a deep network still fits in a line of a small screen."""
    n = len(experiment.settings.layers)
    return 8 if n < SEVERAL_LAYERS else 4 if n < MOST_LAYERS else 2


def network_row(experiment: Experiment, view: View) -> None:
    """Layers, activation and neurons of all hidden layers or of the chosen one."""
    settings = experiment.settings
    n = len(settings.layers)
    # They come first: a layer more makes what follows longer, and the next click must find them where they were.
    st.button(
        "Fewer layers",
        key="fewer_layers",
        icon=":material/remove:",
        disabled=n == 0,
        help="Take the last hidden layer away. Without any, boundaries are straight, unless the inputs are bent.",
        on_click=lambda: change(experiment, layers=experiment.settings.layers[:-1]),
        **FRAMED,
    )
    st.button(
        "More layers",
        key="more_layers",
        icon=":material/add:",
        disabled=n == MOST_LAYERS,
        help=f"Add a hidden layer, up to {MOST_LAYERS}. Every weight that still has a place stays.",
        on_click=partial(add_layer, experiment),
        **FRAMED,
    )
    if n:
        layer = view.layer or 0
        st.segmented_control(
            "Layer to edit",
            range(n + 1),
            default=layer,
            required=True,
            format_func=lambda layer: str(layer or ("All layers" if n < SEVERAL_LAYERS else "All")),
            label_visibility="collapsed",
            help="Which hidden layer the controls beside it change.",
            **widget("layer", layer, lambda chosen: setattr(view, "layer", chosen or None)),
        )
        _activation(experiment, view)
        _neurons(experiment, view)


def add_layer(experiment: Experiment) -> None:
    """A hidden layer more, as wide as the last."""
    layers = experiment.settings.layers
    change(experiment, layers=(*layers, layers[-1] if layers else 4))


def edited(experiment: Experiment, view: View) -> list[int]:
    """Indices of the hidden layers the row edits."""
    return [view.layer - 1] if view.layer else list(range(len(experiment.settings.layers)))


def set_activation(experiment: Experiment, layers: list[int], chosen: str | None) -> None:
    """Give these hidden layers, counted from 0, another activation."""
    activation = list(experiment.settings.activation)
    if chosen is None or layers[-1] >= len(activation):  # late news of a layer that was taken away
        return
    for layer in layers:
        activation[layer] = chosen
    change(experiment, activation=tuple(activation))


def _activation(experiment: Experiment, view: View) -> None:
    layers = edited(experiment, view)
    present = {experiment.settings.activation[layer] for layer in layers}
    only = present.pop() if len(present) == 1 else None
    common = only if only in COMMON_ACTIVATIONS else None
    take = partial(set_activation, experiment, layers)
    st.segmented_control(
        "Activation",
        COMMON_ACTIVATIONS,
        default=common,
        format_func=shown,
        label_visibility="collapsed",
        help="Of the hidden neurons. Switch it while it trains: the weights stay.",
        **widget("activation", common, take),
    )
    with st.popover(
        "More" if common else shown(only or "mixed"),
        type="tertiary",
        help="All twelve activations, with their formulas",
    ):
        st.pills(
            "Activation",
            HIDDEN_ACTIVATIONS,
            default=only,
            format_func=shown,
            **widget("any_activation", only, take),
        )
        if only:
            f = ACTIVATIONS[only]
            st.latex(_function_and_slope(experiment.network.activations[layers[0]]))
            if not f.has_gradient:
                st.caption("Its slope is 0 everywhere: nothing before it can learn. What follows it still trains.")
        if "leaky_relu" in experiment.settings.activation:
            setting_box(experiment, "slope", "Slope α", step=0.01, help="Below zero.")
        if "swish" in experiment.settings.activation:
            setting_box(experiment, "beta", "Sharpness β", step=0.1, help="Large β: ReLU.")


def _function_and_slope(f: Activation) -> str:
    """f(z) and f′(z) in the reader's letters, with the parameters that the network has."""
    notation = current_notation()
    z = notation.pre_activation
    return rf"f({z}) = {notation.function_formula(f)} \qquad f'({z}) = {notation.derivative_formula(f)}"


def _neurons(experiment: Experiment, view: View) -> None:
    layers = edited(experiment, view)
    present = {experiment.settings.layers[layer] for layer in layers}
    alike = present.pop() if len(present) == 1 else None

    def take(chosen: int) -> None:
        sizes = list(experiment.settings.layers)
        if layers[-1] >= len(sizes):  # late news of a layer that was taken away
            return
        for layer in layers:
            sizes[layer] = chosen
        change(experiment, layers=tuple(sizes))

    number_box(
        "Neurons",
        alike,
        take,
        name="neurons",
        allowed=(1, MOST_NEURONS),
        words_below=False,
        step=1,
        placeholder="mixed",
        label_visibility="collapsed",
        width=112,
        help="Neurons of the layer. Every weight that still has a place stays.",
    )
    st.markdown(":small[neurons]", width="content")


def output_popover(experiment: Experiment) -> None:
    """Output activation and loss, those that fit the task, and why the others do not."""
    with st.popover("Output", type="tertiary", help="Output activation and loss"):
        _output(experiment)


def _output(experiment: Experiment) -> None:
    settings = experiment.settings
    st.caption(
        "The **output activation** makes the answer of the last neuron's sum; the **loss** is how wrong the answers "
        "are, which training makes small."
    )
    st.segmented_control(
        "Output activation",
        outputs_for(settings.task),
        default=settings.output,
        required=True,
        format_func=shown,
        help="tanh is trained on targets −1 and +1.",
        **widget("output", settings.output, lambda chosen: change(experiment, output=chosen)),
    )
    st.radio(
        "Loss",
        losses_for(settings.output),
        index=losses_for(settings.output).index(settings.loss),
        format_func=shown,
        help="The same choice as in the sidebar.",
        **widget("output_loss", settings.loss, lambda chosen: change(experiment, loss=chosen)),
    )
    st.caption("Not offered here: " + " ".join(absent_with_reasons(settings.task, settings.output)))
