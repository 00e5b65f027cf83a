"""Sentences about a run, each of them computed from it."""

from math import floor, isfinite

from pages.common.figures.numbers import plain_number
from pages.common.notation import Notation
from pages.perceptron import formulas
from pages.perceptron.runs import GradientRun, RosenblattRun


def bound_number(value: float) -> str:
    """Novikoff's bound as the whole number of updates it allows; ∞ where there is none."""
    return f"{floor(value + 1e-9 * value):,}" if isfinite(value) else "∞"


def counts(run: RosenblattRun, position: int) -> str:
    """Updates so far beside the bound, and what it is made of."""
    bound, n = run.bound, len(run.record.updates)
    margin = f"γ = {plain_number(bound.margin, 4)}" if bound.margin else "γ = 0: no line separates these points"
    return (
        f"**Update {position} of {n:,}{'' if run.record.converged else ' shown'}**  ·  "
        f"Novikoff's bound (R/γ)² = **{bound_number(bound.updates)}**  ·  R = {plain_number(bound.radius, 4)}, {margin}"
    )


def wrong_now(run: RosenblattRun, position: int) -> str:
    """How many points the weights of this moment have wrong."""
    wrong, n = int(run.wrong[position]), run.n_points
    return f"With these weights {wrong} of {n} points {'is' if wrong == 1 else 'are'} wrong."


def outcome(run: RosenblattRun) -> str:
    """How the whole run ends."""
    record = run.record
    if record.converged:
        updates = "1 update" if run.last == 1 else f"{run.last:,} updates"
        return f"After {updates} all points are right: epoch {record.epochs} passes without an update."
    cycle = record.cycle
    if cycle is not None:
        epochs = "1 epoch" if cycle.epochs == 1 else f"{cycle.epochs:,} epochs"
        return (
            f"It never ends. After update {cycle.start + cycle.length:,} the weights are those of update "
            f"{cycle.start:,} to the bit, at the start of an epoch: the same {cycle.length:,} updates "
            f"({epochs}) repeat for ever."
        )
    if run.bound.margin:
        return f"Not finished after {record.epochs:,} epochs, but it will be: the margin is above 0."
    return (
        f"It never ends: no line separates these points. In {record.epochs:,} epochs the weights have not yet come "
        "back to where they were."
    )


def counted(run: RosenblattRun) -> str:
    """The count beside the bound, and how much of it was needed."""
    if run.record.converged:
        share = 100 * run.last / run.bound.updates
        return (
            f"On the data above: **{run.last:,} updates, at most {bound_number(run.bound.updates)} possible** "
            f"({plain_number(share, 2)} % of the bound). u is the direction of length 1 with the largest margin γ."
        )
    return (
        "On the data above γ = 0: nothing holds w·u up, so no number of updates is ruled out. ‖w‖ ≤ √k R still holds."
    )


def settled(run: RosenblattRun, linear: GradientRun, tanh: GradientRun, n: Notation) -> str:
    """What the three neurons have come to at the end of the epochs."""
    n_wrong = int(run.wrong[-1])
    rosenblatt = (
        f"Rosenblatt stopped after {run.record.epochs} epochs with 0 wrong"
        if run.record.converged
        else f"Rosenblatt goes on for ever ({n_wrong} wrong at the end of its run)"
    )
    parts, error = [rosenblatt], formulas.squared_error(n)
    for name, each in (("linear", linear), ("tanh", tanh)):
        if each.diverged:
            parts.append(f"the {name} neuron **diverged** in epoch {len(each.loss)}: lower {n.plain('rate')}")
        else:
            parts.append(f"the {name} neuron ends at {error} = {plain_number(each.loss[-1])}, {each.wrong[-1]} wrong")
    return "; ".join(parts) + "."


def inequalities(w1: float, w2: float, b: float, n: Notation) -> str:
    """What each row of XOR asks of a neuron, its score with these weights, and how many of the four hold."""
    scores = (b, w2 + b, w1 + b, w1 + w2 + b)
    wanted = (-1, 1, 1, -1)
    lines = ["| | x₁x₂ | XOR asks for | score | |", "|--|:--|:--|--:|:--|"]
    for row, (score, sign) in enumerate(zip(scores, wanted, strict=True)):
        holds = ":material/check: holds" if score * sign > 0 else ":material/close: fails"
        bits = f"{row // 2}{row % 2}"
        lines.append(f"| {row + 1} | {bits} | ${formulas.inequality(row, n)}$ | {plain_number(score)} | {holds} |")
    count = sum(score * sign > 0 for score, sign in zip(scores, wanted, strict=True))
    return (
        "\n".join(lines)
        + f"\n\n**{count} of 4 hold.** The sums of two of them contradict each other, so four never can:"
    )


def cycle_table(run: RosenblattRun, n: Notation) -> str:
    """The updates of the cycle, one a row of a Markdown table."""
    cycle = run.record.cycle
    if cycle is None:
        return ""
    t, bias = n.plain("target"), n.plain("bias")
    names = ("update", "point", t, f"{t} ({formulas.score_in_words(n)})", "w after", f"{bias} after")
    lines = [f"| {' | '.join(names)} |", "|--:|--:|--:|--:|:--|--:|"]
    for number, update in enumerate(run.record.updates[cycle.start :], cycle.start + 1):
        b, *w = update.after
        weights = ", ".join(plain_number(value) for value in w)
        margin, bias = plain_number(update.target * update.score), plain_number(n.shown_bias(b))
        lines.append(f"| {number} | {update.row + 1} | {update.target:+.0f} | {margin} | ({weights}) | {bias} |")
    return "\n".join(lines).replace("| -1 |", "| −1 |")


def bias_trick_seen(n: Notation) -> str:
    """What both forms of the bias have in common."""
    bias = n.plain("bias")
    own = "of the w₀ that stands alone" if n.dialect.bias_as_weight else f"of {bias}"
    if n.dialect.bias_sign < 0:
        own += f", which is −w₀: {bias} ← {bias} − {n.plain('target')}"
    return (
        f"The same sum, so the same {n.plain('pre_activation')} and the same outputs; and the update "
        f"w₀ ← w₀ + {n.plain('target')}·1 is the update {own}. That is why proofs leave the bias out: they put a "
        "1 into every input. The line through the plane becomes a plane through the origin."
    )
