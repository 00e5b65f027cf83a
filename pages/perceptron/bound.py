"""Novikoff's bound: why the rule must end, and how close the count comes."""

import streamlit as st

from pages.common.formula import display_formula
from pages.common.lesson import charts, section, theme
from pages.perceptron import formulas
from pages.perceptron.choice import current_choice
from pages.perceptron.data_row import data_row
from pages.perceptron.figures.growth import CountsView, GrowthView, counts_figure, growth_figure
from pages.perceptron.kept import kept_run
from pages.perceptron.runs import CountsByMargin, counts_by_margin
from pages.perceptron.words import bound_number, counted

POINTS = 30
counts_of_many = st.cache_data(counts_by_margin, show_spinner=False)  # the same for everyone


def bound() -> None:
    """The section, with its words."""
    with section(
        "Why it must end: Novikoff's bound",
        predict="the margin is halved. What becomes of the bound, and of the count?",
        do="choose Random, move γ, draw again, and look where the diamond goes.",
        observe="Each update carries **w** at least γ further along u, but its square grows by at most R². A line of "
        "slope 1 overtakes one of slope ½, and where they cross, at (R/γ)², it must be over. Halving γ makes the bound "
        "four times as large. The count stays far below it: the bound is for the worst order of the worst points.",
    ):
        _bound()


@st.fragment
def _bound() -> None:
    """Both sides of the proof for the chosen data, and counts on many data of other margins."""
    choice = current_choice()
    data_row(choice)
    data, many = choice.data, counts_of_many(POINTS)
    display_formula(formulas.BOUND)
    figures = {"counts": counts_figure(_counts(many, None))}
    if data.points:
        run = kept_run(data)
        here = (run.bound.margin, run.last) if run.record.converged else None
        figures = {
            "growth": growth_figure(GrowthView(theme(), run.weights, run.bound)),
            "counts": counts_figure(_counts(many, here)),
        }
        st.markdown(counted(run))
    charts(
        figures,
        key="perceptron:bound",
        height=340,
        above=426,
        descriptions={
            "growth": "The length of the weights and their part along the best direction, between the two lines of "
            "the proof, against the number of updates.",
            "counts": f"Updates counted on {len(many.margins)} random data sets, and their bounds up to "
            f"{bound_number(float(many.bounds.max()))}, against the margin.",
        },
    )


def _counts(many: CountsByMargin, here: tuple[float, int] | None) -> CountsView:
    return CountsView(theme(), many.margins, many.updates, many.bounds, here)
