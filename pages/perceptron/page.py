"""The perceptron: a rule that ends where a line exists, and never where none does."""

import streamlit as st

from pages.common.lesson import opening, section
from pages.common.notation import current_notation
from pages.perceptron.bias_trick import bias_trick_section
from pages.perceptron.bound import bound
from pages.perceptron.choice import current_choice
from pages.perceptron.data_row import data_row
from pages.perceptron.formulas import contradiction_in_words, squared_error
from pages.perceptron.gradient import gradient
from pages.perceptron.rule import rule
from pages.perceptron.words import bias_trick_seen
from pages.perceptron.xor import four_inequalities, hidden_layer, the_cycle, ways_on

choice, notation = current_choice(), current_notation()
opening(
    "The perceptron",
    "Add the inputs that come out wrong: if a line separates the two classes, this finds one after at most (R/γ)² "
    "updates; if none does, it never ends.",
)
data_row(choice)
shown = (choice.name, choice.data)


@st.fragment
def rule_section() -> None:
    """One update at a time."""
    with section(
        "Rosenblatt's rule, one update at a time",
        predict="which way does the line turn when a + point is wrong, and can a point that was right become wrong?",
        do="press Play or step; take AND, XOR, or click points of your own into the plane.",
        observe="A wrong point x pulls the weights: **w** moves by +x for a + point and by −x for a − point, the bias "
        "by ±1, so the score of that point moves its way by |x|² + 1. The line turns towards it, often past others: a "
        "point that was right becomes wrong and is put right later. The number of wrong points goes up and down, the "
        "end comes all the same. On XOR the weights come back to where they were.",
    ):
        rule(choice)
    # A click in the plane has made other data: the sections below show them too.
    if (choice.name, choice.data) != shown:
        st.rerun()


@st.fragment
def bound_section() -> None:
    """Why the rule ends."""
    with section(
        "Why it must end: Novikoff's bound",
        predict="the margin is halved. What becomes of the bound, and of the count?",
        do="choose Random above, move γ, draw again, and look where the diamond goes.",
        observe="Each update carries **w** at least γ further along u, but its square grows by at most R². A line of "
        "slope 1 overtakes one of slope ½, and where they cross, at (R/γ)², it must be over. Halving γ makes the bound "
        "four times as large. The count stays far below it: the bound is for the worst order of the worst points.",
    ):
        bound(choice)


@st.fragment
def bias_section() -> None:
    """The bias as one more weight."""
    with section(
        "The bias trick",
        predict="does a neuron answer differently when its bias becomes a weight on an input that is always 1?",
        do="flip the switch and compare the two columns of answers.",
        observe=bias_trick_seen(notation),
    ):
        bias_trick_section(choice)


@st.fragment
def gradient_section() -> None:
    """The delta rule beside Rosenblatt's."""
    with section(
        "By gradient instead: the linear neuron and the single-layer perceptron",
        predict="on points that a line separates, does the smallest squared error put every point right?",
        do=f"choose Far points; raise {notation.plain('rate')} until the linear neuron diverges, lower it; then XOR.",
        observe="Rosenblatt stops at the first line that is right. The gradient goes on to the smallest "
        f"{squared_error(notation)}: on Far points the linear neuron answers more than 1 to points that are far on the "
        "right side, counts that as an error, and gives up near points for it. The tanh neuron saturates instead and "
        "gets them right. On XOR, where Rosenblatt never ends, steps of all points leave both at w = 0: answer 0 to "
        f"everything, an error of {2 if notation.dialect.halved else 4}.",
    ):
        gradient(choice)


@st.fragment
def xor_section() -> None:
    """What one neuron cannot do."""
    with section(
        "XOR: four inequalities that contradict each other",
        predict="how many of the four rows can one neuron get right?",
        do="move the three sliders until all four inequalities hold.",
        observe=f"Three hold, never four: rows 2 and 3 together ask that {contradiction_in_words(notation)} is "
        "positive, rows 1 and 4 that it is negative. So no perceptron answers XOR, and the rule, which ends only when "
        "all rows are right, goes round in a cycle (Minsky and Papert, 1969).",
    ):
        four_inequalities()
        the_cycle()


@st.fragment
def hidden_section() -> None:
    """What one hidden layer can."""
    with section(
        "One hidden layer solves it",
        predict="two lines and one more neuron: what does the third neuron need to do?",
        do="send the four inputs through, then open the playground and let a network find its own weights.",
        observe="OR and NAND are each a line, and XOR is what both agree on. The hidden layer moves the points 01 and "
        "10 onto one place, and then one line is enough. In the playground XOR is four quadrants: four ReLUs by hand "
        "make |x₁ + x₂| − |x₁ − x₂|, which is positive just where x₁ and x₂ have the same sign. "
        "Training finds its own way with four tanh neurons; with four ReLUs and this seed it sticks at three "
        "quarters right, though the weights by hand are there to be found: another seed may find them.",
    ):
        hidden_layer()
        ways_on()


rule_section()
bound_section()
bias_section()
gradient_section()
xor_section()
hidden_section()
