"""What a step does, in a sentence."""

from pages.backpropagation.formulas import row_label, shown_value
from pages.backpropagation.problem import Problem, Solution, solved
from pages.backpropagation.steps import Group, Step
from pages.common.figures.numbers import plain_number
from pages.common.notation import Notation


def said(problem: Problem, groups: tuple[Group, ...], position: int, notation: Notation) -> str:
    """The line above the drawing."""
    if position == 0:
        return "**The network and one sample.** Press Play, or step forward."
    group = groups[position - 1]
    first, error = group[0], notation.plain("error")
    label = row_label(solved(problem), first.layer, first.row) if first.layer else ""
    last = first.layer == len(problem.sizes) - 1
    which = f"of layer {first.layer}" if len(group) > 1 else f"of neuron {label} in layer {first.layer}"
    if first.kind == "pre_activation":
        letter = notation.plain("pre_activation")
        return f"**Forward.** Pre-activation {letter} {which}: weights times what comes in, and the bias."
    if first.kind == "activation":
        return f"**Forward.** What goes out {which}: the activation function of its pre-activation."
    if first.kind == "loss":
        return f"**Loss.** How wrong the output is: {notation.plain('loss')}."
    if first.kind == "error":
        how = "from the loss" if last else f"carried back through the weights from layer {first.layer + 1}"
        return f"**Backward.** Error term {error} {which}: {how}."
    if first.kind == "weight_gradient" and len(group) == 1:
        return (
            f"**Backward.** Slope by the weight from {first.column + 1} to neuron {label} of layer "
            f"{first.layer}: what comes in at its input end times {error} at its output end."
        )
    if first.kind == "weight_gradient":
        return f"**Backward.** Slopes by all weights and biases of layer {first.layer}: {error} times what comes in."
    if first.kind == "bias_gradient":
        return f"**Backward.** Slope by the bias {which}: its input is always 1, so {error} is all that is left."
    if first.kind == "update":
        return "**Update.** Every weight and bias goes a step down its slope."
    return "**Afterwards.** Forward once more with the new weights: the loss now."


def described(solution: Solution, groups: tuple[Group, ...], position: int, notation: Notation) -> str:
    """The drawing in words, for those who do not see it."""
    sizes = ", ".join(str(n) for n in solution.problem.sizes)
    text = f"Network with {sizes} neurons; {position} of {len(groups)} steps done"
    if position and len(groups[position - 1]) == 1:
        step: Step = groups[position - 1][0]
        if step.kind != "update":
            text += f"; the last one found {plain_number(shown_value(solution, step, notation), 4)}"
    return text + "."
