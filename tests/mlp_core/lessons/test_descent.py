"""Paths down a surface, by the engine's own update rules: what the Trainer would take, and where they end."""

import numpy as np
import pytest

from mlp_core import OPTIMIZERS, Trainer
from mlp_core.lessons.descent import descend, values_after
from mlp_core.lessons.neuron_cost import contradicting_points, overlapping_classes
from mlp_core.lessons.sample_descent import descend_by_samples, descend_many, epoch_orders
from mlp_core.lessons.surfaces import Bowl, Saddle
from mlp_core.schedules import InverseTime

FIT = overlapping_classes()
START = (-2.0, 3.0)


def trainer(**given) -> Trainer:
    return Trainer(FIT.network(START), FIT.x[:, None], FIT.t[:, None], "binary_cross_entropy", **given)


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_every_optimizer_takes_the_trainers_path(optimizer: str) -> None:
    path = descend(FIT, START, optimizer, 0.2, 30)
    trained = trainer(optimizer=optimizer, learning_rate=0.2, batch_size="all")
    for w in path.points[1:]:
        trained.step()
        np.testing.assert_allclose(trained.network.parameters, w, rtol=1e-9)
    assert path.updates == 30
    np.testing.assert_allclose(path.values[-1], FIT.value(path.points[-1]))
    np.testing.assert_allclose(path.gradient_norms[-1], np.linalg.norm(FIT.gradient(path.points[-1])))


def test_an_update_is_an_epoch_of_the_schedule() -> None:
    schedule = InverseTime(2.0)
    path = descend(FIT, START, "sgd", 0.4, 5, schedule=schedule)
    trained = trainer(learning_rate=0.4, batch_size="all", schedule=schedule)
    for w in path.points[1:]:
        trained.step()
        np.testing.assert_allclose(trained.network.parameters, w, rtol=1e-9)


@pytest.mark.parametrize("batch_size", [1, 7, 10, "all"])
def test_parts_of_the_data_take_the_trainers_path(batch_size) -> None:
    schedule = InverseTime(2.0)
    path = descend_by_samples(FIT, START, batch_size, 0.4, 4, seed=3, schedule=schedule)
    trained = trainer(learning_rate=0.4, batch_size=batch_size, seed=3, schedule=schedule)
    for w in path.points[1:]:
        trained.step()
        np.testing.assert_allclose(trained.network.parameters, w, rtol=1e-9)
    assert trained.epoch == 4
    assert path.samples[-1] == 4 * len(FIT)
    np.testing.assert_array_equal(path.points[path.epoch_ends[-1]], path.points[-1])
    assert len(path.epoch_ends) == 5
    assert [path.after(n) for n in (0, len(FIT), 4 * len(FIT))] == [0, path.epoch_ends[1], len(path.points) - 1]


@pytest.mark.parametrize(("batch_size", "replacement"), [(1, False), (7, False), (1, True)])
def test_a_stack_of_runs_is_each_run_alone(batch_size: int, replacement: bool) -> None:
    many = descend_many(FIT, START, batch_size, 0.3, 3, runs=4, replacement=replacement)
    assert many.shape == (4, 4, 2)
    for seed in range(4):
        alone = descend_by_samples(FIT, START, batch_size, 0.3, 3, seed=seed, replacement=replacement)
        np.testing.assert_allclose(many[:, seed], alone.points[alone.epoch_ends], rtol=1e-9)


def test_an_epoch_shows_every_sample_once_unless_it_is_drawn_with_replacement() -> None:
    for order in epoch_orders(60, 5, seed=1):
        np.testing.assert_array_equal(np.sort(order), np.arange(60))
    drawn = epoch_orders(60, 200, seed=1, replacement=True)
    never = np.mean([60 - len(np.unique(order)) for order in drawn]) / 60
    assert never == pytest.approx((1 - 1 / 60) ** 60, abs=0.01)


def test_it_stops_where_the_trainer_stops() -> None:
    path = descend(FIT, START, "sgd", 1.0, 2000, stop_below=0.02)
    trained = trainer(learning_rate=1.0, batch_size="all", stop_gradient_norm=0.02)
    trained.run_epochs(2000)
    assert path.end == trained.status == "converged"
    # The Trainer knows the gradient of an epoch before its update, so that it stops one update later.
    assert trained.epoch in (path.updates, path.updates + 1)
    assert (path.gradient_norms[:-1] >= 0.02).all()
    assert path.gradient_norms[-1] < 0.02


def test_on_a_ridge_it_stops_at_the_saddle() -> None:
    path = descend(Saddle(), (1.5, 0.0), "sgd", 0.2, 500, stop_below=1e-3)
    assert path.end == "converged"
    np.testing.assert_allclose(path.points[-1], [0, 0], atol=2e-3)


def test_what_runs_away_ends_and_says_so() -> None:
    path = descend(Bowl(10), (1.0, 1.0), "sgd", 1.0, 500)
    assert path.end == "diverged"
    assert path.updates < 50
    assert np.isfinite(path.values).all()
    wild = descend_by_samples(contradicting_points(), (0.0, 0.0), 1, 1e9, 2)
    assert wild.diverged
    assert np.isfinite(wild.values).all()


def test_many_rates_at_once_are_each_alone() -> None:
    rates = [0.01, 0.15, 0.19, 0.25, 1e30]
    values = values_after(Bowl(10), (1.0, 1.0), rates, 25)
    for rate, value in zip(rates[:4], values, strict=False):
        assert value == pytest.approx(descend(Bowl(10), (1.0, 1.0), "sgd", rate, 25).values[-1], rel=1e-9)
    assert values[4] == np.inf
    with pytest.raises(ValueError, match="at least 0"):
        values_after(Bowl(10), (1.0, 1.0), [-1.0], 3)


def test_paths_cannot_be_changed() -> None:
    path = descend(Bowl(2), (1.0, 1.0), "adam", 0.1, 3)
    with pytest.raises(ValueError, match="read-only"):
        path.points[0] = 0.0


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda: descend(Bowl(), (1.0,)), r"\(…, 2\)"),
        (lambda: descend(Bowl(), (1.0, np.nan)), "two finite numbers"),
        (lambda: descend(Bowl(), (1.0, 1.0), "adamw"), "unknown optimizer"),
        (lambda: descend(Bowl(), (1.0, 1.0), "sgd", -1.0), "at least 0"),
        (lambda: descend(Bowl(), (1.0, 1.0), "sgd", 0.1, 2.5), "whole number"),
        (lambda: descend_by_samples(FIT, START, 0, 0.1, 1), "batch_size"),
        (lambda: descend_many(FIT, START, 1, 0.1, 1, runs=0), "runs"),
    ],
)
def test_bad_arguments(make, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        make()
