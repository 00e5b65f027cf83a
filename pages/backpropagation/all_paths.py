"""All paths: the chain rule forwards is a sum over every path from a weight to the outputs; backwards, one product."""

from itertools import pairwise

import numpy as np
import streamlit as st

from mlp_core.lessons.paths import paths_of_weight, work_of_all_weights, work_of_weight
from pages.backpropagation.controls import columns_beside, problem_controls
from pages.backpropagation.drawing import drawings, upright, upright_height
from pages.backpropagation.figures.chain_view import Part
from pages.backpropagation.figures.paths import contributions_figure
from pages.backpropagation.formulas import row_label
from pages.backpropagation.parameters import parameter_name, weights_of
from pages.backpropagation.problem import Solution, solved
from pages.backpropagation.steps import groups_of
from pages.backpropagation.view import lit, view_of
from pages.common.lesson import charts, section, theme
from pages.common.live_slider import live_slider
from pages.common.notation import current_notation
from pages.common.notation.writers import in_brackets, latex_number


def all_paths() -> None:
    """Prediction, and one weight's paths."""
    with section(
        "All paths",
        predict="on how many ways does a weight of the first layer reach the outputs? How many with one more layer?",
        do="choose a weight, and follow its paths one by one. Then give the network three layers of 4.",
        observe="A weight moves the loss along every path from its neuron to an output. The chain rule multiplies "
        "along each path and adds them up: the number of paths grows with each layer by a factor. The error term at "
        "the weight's output end **is** that sum, and all weights of all layers share the sums of the layers behind "
        "them: one pass backwards, and one product a weight.",
    ):
        _paths()


@st.fragment
def _paths() -> None:
    notation = current_notation()
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        problem = problem_controls(notation)
        solution = solved(problem)
        weight = st.selectbox(
            "Weight",
            weights_of(solution.network),
            format_func=lambda each: parameter_name(solution, each, notation),
            width=200,
            key=f"backpropagation_weight:{problem.sizes}:{problem.activations}",
            help="Whose slope is found in both ways.",
        )
        place = weight.layer - 1, weight.row, weight.column
        paths = paths_of_weight(solution.network, solution.trace, solution.gradient, *place)
        chosen = 1
        if len(paths) > 1:
            chosen = live_slider(
                "Path",
                range(1, len(paths) + 1),
                width=260,
                help="Which one is lit.",
                key=f"backpropagation_path:{problem.sizes}:{problem.activations}:{weight.layer}",
            )
    path = paths[chosen - 1]
    product = float(solution.gradient.weights[weight.layer - 1][weight.row, weight.column])
    st.markdown(_counted(solution, weight.layer))
    # A formula for each factor: a long product goes on in the next line of a phone.
    factors = " · ".join(f"${in_brackets(latex_number(factor))}$" for factor in path.factors)
    st.markdown(f"Path {chosen}: {factors} = **${latex_number(path.contribution)}$**")
    groups = groups_of(problem.sizes, problem.activations, True)
    view = view_of(solution, groups, len(groups) - 2, notation, theme())
    view = lit(view, *_parts(solution, place, path.rows))
    minus = "−" if notation.dialect.error_sign < 0 else ""
    word = f"{minus}{notation.plain('error')} × what comes in"
    through = (row_label(solution, weight.layer + i, row) for i, row in enumerate(path.rows))
    way = f"One path through the network, {', '.join(through)}"
    contributions = np.array([each.contribution for each in paths])
    charts(
        {
            **drawings(view, "network"),
            "sum": contributions_figure(contributions, chosen - 1, product, word, theme()),
        },
        key="backpropagation_paths",
        narrow={"network": (upright("network"), upright_height(view))},
        columns=columns_beside(problem),
        height=330,
        descriptions={
            "network": way,
            upright("network"): way,
            "sum": f"The contributions of {len(paths)} paths, which add up to {product:.4g}.",
        },
    )


def _counted(solution: Solution, layer: int) -> str:
    """Counts of this weight and of the whole network; maxout's two pieces count as two neurons."""
    sizes = (solution.problem.sizes[0], *(len(b) for b in solution.network.biases))
    one, every = work_of_weight(sizes, layer), work_of_all_weights(sizes)
    return (
        f"This weight: **{one.paths}** path{'s' * (one.paths > 1)}, **{one.path_multiplications}** multiplications; "
        f"backwards **{one.backward_multiplications}**. All weights: **{every.paths:,}** paths, "
        f"**{every.path_multiplications:,}** multiplications; backwards **{every.backward_multiplications:,}**."
    )


def _parts(solution: Solution, place: tuple[int, int, int], rows: tuple[int, ...]) -> tuple[list[Part], list[Part]]:
    """What a path takes, and the weight it starts with."""
    layer, row, column = place
    sizes = solution.problem.sizes
    used: list[Part] = [("a", layer, column), ("d", len(sizes) - 1, rows[-1])]
    for i, (origin, to) in enumerate(pairwise(rows), start=layer + 1):
        used += [("z", i, origin), ("link", i + 1, to, origin % sizes[i])]
    return used, [("link", layer + 1, row, column)]
