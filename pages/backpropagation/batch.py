"""A batch: its gradient is the mean over its samples, and one sample's gradient may point elsewhere."""

import numpy as np
import streamlit as st

from mlp_core.network import Gradient
from pages.backpropagation.controls import problem_controls
from pages.backpropagation.figures.gradients import directions_figure, samples_figure
from pages.backpropagation.parameters import parameter_name, parameters_of
from pages.backpropagation.problem import N_SAMPLES, Problem, solved
from pages.common.formula import display_formula
from pages.common.lesson import charts, section, theme
from pages.common.live_slider import live_slider
from pages.common.notation import Setting, current_notation


def batch() -> None:
    """Prediction, the weight to look at, samples and their mean."""
    with section(
        "A batch",
        predict="do all samples want to change a weight in the same direction?",
        do="go through the weights, then through the samples, and look for a sample that disagrees.",
        observe="The gradient of a batch is the mean of its samples' gradients (some lectures take the sum, which is "
        "the same direction with a longer step). A single sample points roughly there, or elsewhere, or even against "
        "it: a step that lowers its own loss can raise that of the others.",
    ):
        _batch()


@st.fragment
def _batch() -> None:
    notation = current_notation()
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        problem = problem_controls(notation)
        solution = solved(problem)
        names = [parameter_name(solution, each, notation) for each in parameters_of(solution.network)]
        number = st.selectbox(
            "Weight or bias",
            range(len(names)),
            format_func=lambda i: names[i],
            width=200,
            key=f"backpropagation_batch_weight:{problem.sizes}:{problem.activations}",
            help="Whose slope is shown for each sample.",
        )
        sample = live_slider(
            "Sample", range(1, N_SAMPLES + 1), (problem.sample or 0) + 1, width=260,
            key=f"backpropagation_batch:{problem.sample}", help="Compared with the whole batch; the weights stay.",
        ) - 1  # fmt: skip
    each, together = gradients_of_batch(problem)
    times = N_SAMPLES if notation.dialect.sums_batch else 1
    signs = np.array([notation.dialect.bias_sign if p.column < 0 else 1 for p in parameters_of(solution.network)])
    vectors, mean = signs * np.array([g.vector for g in each]), times * signs * together.vector
    setting = Setting(problem.loss, n_outputs=problem.sizes[-1])
    display_formula(notation.latex("batch_gradient", setting=setting))
    word = "sum" if notation.dialect.sums_batch else "mean"
    cosine = cosine_between(vectors[sample], mean)
    st.markdown(
        f"Sample **{sample + 1}** against the {word} of {N_SAMPLES}: cosine **{cosine:+.2f}**"
        + (" · it points against the batch" if cosine < 0 else "")
    )
    charts(
        {
            "samples": samples_figure(vectors[:, number], float(mean[number]), sample, word, theme()),
            "directions": directions_figure(vectors[sample], mean, names, f"{word} of the batch", theme()),
        },
        key="backpropagation_batch_charts",
        height=350,
        above=454,
        descriptions={
            "samples": f"The slope by {names[number]} for each of {N_SAMPLES} samples, and their {word}.",
            "directions": f"All slopes of sample {sample + 1} beside the {word}.",
        },
    )


def gradients_of_batch(problem: Problem) -> tuple[list[Gradient], Gradient]:
    """The gradient of each of the eight samples, and that of their batch."""
    network, (X, T) = problem.network(), problem.data()
    each = [network.loss_and_gradient(X[[i]], T[[i]], problem.loss)[1] for i in range(len(X))]
    return each, network.loss_and_gradient(X, T, problem.loss)[1]


def cosine_between(one: np.ndarray, other: np.ndarray) -> float:
    """Of the angle between two vectors; 0 where one has no length."""
    lengths = float(np.linalg.norm(one) * np.linalg.norm(other))
    return float(one @ other) / lengths if lengths > 0 else 0.0
