"""Numeric predicates over a running experiment: each measures, compares, and says its number."""

from collections.abc import Callable
from math import isnan

from pages.common.experiment import Experiment
from pages.common.lessons import measures
from pages.common.lessons.lesson import Sight
from pages.common.readings import whole_percent


def accuracy_from(least: float, experiment: Experiment) -> Sight:
    """The training points are answered right."""
    share = measures.train_accuracy(experiment)
    return Sight(share >= least, f"accuracy **{whole_percent(share)}**")


def accuracy_up_to(most: float, experiment: Experiment) -> Sight:
    """Many training points are answered wrong."""
    share = measures.train_accuracy(experiment)
    return Sight(share <= most, f"accuracy **{whole_percent(share)}**")


def test_accuracy_from(least: float, experiment: Experiment) -> Sight:
    """Points that were not trained on are answered right."""
    share = measures.test_accuracy(experiment)
    return Sight(share >= least, f"test accuracy **{whole_percent(share)}**")


def test_accuracy_up_to(most: float, experiment: Experiment) -> Sight:
    """Many points that were not trained on are answered wrong."""
    share = measures.test_accuracy(experiment)
    return Sight(share <= most, f"test accuracy **{whole_percent(share)}**")


def straight(least: float, most: float, experiment: Experiment) -> Sight:
    """The boundary is a straight line, with an accuracy in this range."""
    bend, share = measures.boundary_bend(experiment), measures.train_accuracy(experiment)
    return Sight(bend <= measures.NO_BEND and least <= share <= most, _bend_and_accuracy(bend, share))


def bent(experiment: Experiment) -> Sight:
    """The boundary is no straight line."""
    bend, share = measures.boundary_bend(experiment), measures.train_accuracy(experiment)
    return Sight(bend >= 0.1 and share >= 0.95, _bend_and_accuracy(bend, share))


def smooth(experiment: Experiment) -> Sight:
    """The answer is curved nearly everywhere."""
    return _curved(experiment, lambda flat: flat <= 0.05)


def folded(experiment: Experiment) -> Sight:
    """The answer is made of flat pieces."""
    return _curved(experiment, lambda flat: flat >= 0.4)


def alike(experiment: Experiment) -> Sight:
    """All neurons of the first layer are the same."""
    difference = measures.neuron_difference(experiment)
    return Sight(difference <= 1e-9, f"weights differ by **{difference:.2f}**")


def unlike(experiment: Experiment) -> Sight:
    """The neurons of the first layer are different ones, and the network has learned."""
    difference, share = measures.neuron_difference(experiment), measures.train_accuracy(experiment)
    text = f"weights differ by **{difference:.2f}**, accuracy **{whole_percent(share)}**"
    return Sight(difference >= 0.1 and share >= 0.95, text)


def saturated(experiment: Experiment) -> Sight:
    """Most hidden pre-activations are where the activation is flat, and many answers are wrong."""
    return _flat_neurons(experiment, lambda flat, share: flat >= 0.6 and share <= 0.9)


def lively(experiment: Experiment) -> Sight:
    """Most hidden pre-activations are where the activation has a slope, and the network has learned."""
    return _flat_neurons(experiment, lambda flat, share: flat <= 0.3 and share >= 0.95)


def dead(experiment: Experiment) -> Sight:
    """Most hidden neurons are dead."""
    share = measures.dead_share(experiment)
    return Sight(share >= 0.5, f"dead **{whole_percent(share)}** of the neurons")


def alive(experiment: Experiment) -> Sight:
    """Most hidden neurons live, and the network has learned."""
    share, right = measures.dead_share(experiment), measures.train_accuracy(experiment)
    return Sight(
        share <= 0.3 and right >= 0.95, f"dead **{whole_percent(share)}**, accuracy **{whole_percent(right)}**"
    )


def vanished(experiment: Experiment) -> Sight:
    """Layer 1 is hardly reached by the gradient, and nothing is learned."""
    return _gradient(experiment, lambda ratio, share: ratio <= 0.02 and share <= 0.7)


def flowing(experiment: Experiment) -> Sight:
    """Layer 1 is reached by the gradient, and the network has learned."""
    return _gradient(experiment, lambda ratio, share: ratio >= 0.1 and share >= 0.95)


def cut_off(experiment: Experiment) -> Sight:
    """No gradient at all reaches layer 1."""
    norm = measures.first_layer_gradient(experiment)
    return Sight(norm == 0.0, f"∇ layer 1 **{_number(norm)}**")


def reached(experiment: Experiment) -> Sight:
    """A gradient reaches layer 1, and the network has learned."""
    norm, share = measures.first_layer_gradient(experiment), measures.train_accuracy(experiment)
    return Sight(norm > 0.0 and share >= 0.95, f"∇ layer 1 **{_number(norm)}**, accuracy **{whole_percent(share)}**")


def loss_from(least: float, experiment: Experiment) -> Sight:
    """The training loss is large."""
    loss = measures.train_loss(experiment)
    return Sight(loss >= least, f"loss **{loss:.3f}**")


def loss_up_to(most: float, experiment: Experiment) -> Sight:
    """The training loss is small."""
    loss = measures.train_loss(experiment)
    return Sight(loss <= most, f"loss **{loss:.3f}**")


def of_first_loss_from(least: float, experiment: Experiment) -> Sight:
    """The training loss is still, or again, this many times the first one."""
    times = measures.loss_against_start(experiment)
    return Sight(times >= least, _of_first_loss(times))


def of_first_loss_up_to(most: float, experiment: Experiment) -> Sight:
    """The training loss has come down to this share of the first one."""
    times = measures.loss_against_start(experiment)
    return Sight(times <= most, _of_first_loss(times))


def never_rising(experiment: Experiment) -> Sight:
    """The training loss has never risen."""
    share = measures.share_of_rises(experiment)
    return Sight(share == 0.0, f"the loss curve rises **{whole_percent(share)}** of the time")


def often_rising(experiment: Experiment) -> Sight:
    """The training loss goes up and down."""
    share = measures.share_of_rises(experiment)
    return Sight(share >= 0.15, f"the loss curve rises **{whole_percent(share)}** of the time")


def shaking(experiment: Experiment) -> Sight:
    """The training loss does not come to rest."""
    change = measures.loss_shaking(experiment)
    return Sight(change >= 0.04, f"the loss shakes by **{change:.3f}**")


def settled(experiment: Experiment) -> Sight:
    """The training loss has come to rest."""
    change = measures.loss_shaking(experiment)
    return Sight(change <= 0.02, f"the loss shakes by **{change:.3f}**")


def gap_from(least: float, experiment: Experiment) -> Sight:
    """The test loss is far above the training loss."""
    gap = measures.loss_gap(experiment)
    return Sight(gap >= least, f"test loss − loss **{gap:.2f}**")


def gap_up_to(most: float, experiment: Experiment) -> Sight:
    """The test loss is near the training loss."""
    gap = measures.loss_gap(experiment)
    return Sight(gap <= most, f"test loss − loss **{gap:.2f}**")


def past_the_best(experiment: Experiment) -> Sight:
    """The test loss has risen far above its lowest."""
    times = measures.test_loss_against_best(experiment)
    return Sight(times >= 1.6, f"test loss **{times:.1f}** times its lowest")


def stopped_near_the_best(experiment: Experiment) -> Sight:
    """Training was stopped while the test loss was near its lowest."""
    times = measures.test_loss_against_best(experiment)
    stopped = experiment.trainer.status == "reached_epoch"
    return Sight(stopped and times <= 1.3, f"test loss **{times:.1f}** times its lowest")


def no_bump(experiment: Experiment) -> Sight:
    """The answer on the line only rises or only falls."""
    height = measures.bump_height(experiment)
    return Sight(height <= 0.05, f"bump **{height:.2f}** high")


def bump(experiment: Experiment) -> Sight:
    """The answer on the line rises and falls again."""
    height = measures.bump_height(experiment)
    return Sight(height >= 0.8, f"bump **{height:.2f}** high")


def outputs_add_up_to_anything(experiment: Experiment) -> Sight:
    """The outputs are no distribution: in places they add up to less or more than 1 by half."""
    low, high = measures.sum_of_outputs(experiment)
    return Sight(low <= 0.5 or high >= 1.5, f"outputs add up to **{low:.2f}** … **{high:.2f}**")


def outputs_add_up_to_one(experiment: Experiment) -> Sight:
    """The outputs add up to 1 everywhere, and the classes are parted."""
    (low, high), share = measures.sum_of_outputs(experiment), measures.train_accuracy(experiment)
    holds = abs(low - 1) <= 1e-9 and abs(high - 1) <= 1e-9 and share >= 0.95
    return Sight(holds, f"outputs add up to **{low:.2f}** … **{high:.2f}**, accuracy **{whole_percent(share)}**")


def _bend_and_accuracy(bend: float, share: float) -> str:
    return f"bend **{100 * bend:.0f}%**, accuracy **{whole_percent(share)}**"


def _curved(experiment: Experiment, is_so: Callable[..., bool]) -> Sight:
    flat, share = measures.flat_share(experiment), measures.train_accuracy(experiment)
    return Sight(is_so(flat) and share >= 0.95, f"flat **{whole_percent(flat)}**, accuracy **{whole_percent(share)}**")


def _flat_neurons(experiment: Experiment, are_so: Callable[..., bool]) -> Sight:
    flat, share = measures.saturation(experiment), measures.train_accuracy(experiment)
    return Sight(are_so(flat, share), f"saturated **{whole_percent(flat)}**, accuracy **{whole_percent(share)}**")


def _gradient(experiment: Experiment, is_so: Callable[..., bool]) -> Sight:
    ratio, share = measures.gradient_ratio(experiment), measures.train_accuracy(experiment)
    return Sight(is_so(ratio, share), f"∇ layer 1 : last **{_number(ratio)}**, accuracy **{whole_percent(share)}**")


def _number(norm: float) -> str:
    return "–" if isnan(norm) else f"{norm:.3f}"


def _of_first_loss(times: float) -> str:
    return f"loss **{times:,.0f}** times the first" if 1e3 <= times < 1e7 else f"loss **{times:.3g}** times the first"
