"""A person's own points in a living experiment: the network goes on while they come and go."""

import numpy as np
import pytest

from mlp_core.own_sources import no_points, standardised
from pages.common.drawing import present_points
from pages.common.experiment import Experiment
from pages.common.settings import NO_POINTS, OWN, Settings


def ring(n=30, n_classes=2):
    """Points on a ring, class after class."""
    points = no_points().with_classes([str(k) for k in range(n_classes)])
    for k in range(n):
        points = points.with_point((np.cos(k), np.sin(k)), k % n_classes)
    return points


def trained(points, epochs=3, **values) -> Experiment:
    experiment = Experiment(Settings().changed(points=points, **values))
    experiment.trainer.run_epochs(epochs)
    return experiment


def test_points_make_the_data_own_and_other_data_drop_them():
    settings = Settings().changed(points=ring())
    assert (settings.data, settings.task) == (OWN, "binary")
    assert settings.changed(data="xor").points is None
    assert Settings().changed(data=OWN).points == NO_POINTS
    assert settings.changed(data=OWN).points == ring()
    assert settings.changed(points=no_points()).points == NO_POINTS
    with pytest.raises(ValueError, match="data=own"):
        Settings(points=ring())
    with pytest.raises(ValueError, match="points of one's own"):
        Settings().changed(points=[1, 2])


def test_the_task_of_the_points_brings_a_legal_output_loss_and_inputs():
    assert Settings().changed(points=ring(n_classes=3)).output == "softmax"
    line = Settings().changed(points=no_points("line"))
    assert (line.features, line.output, line.loss) == (("x1",), "linear", "half_quadratic")
    assert line.changed(points=ring()).features == ("x1", "x2")


def test_drawn_points_are_all_for_training_and_data_that_follow_have_test_points_again():
    assert Settings().changed(data=OWN).test == 0
    assert Settings().changed(points=standardised([[0.0], [9.0]], [0.0, 5.0])).test == 30
    drawn = Settings().changed(points=ring())
    assert (drawn.test, drawn.changed(test=50).changed(points=ring(9)).test) == (0, 50)
    assert drawn.changed(data="moons").test == 30
    assert drawn.changed(data="moons", test=0).test == 0
    assert Settings(test=0).changed(data="moons").test == 0


def test_a_point_more_keeps_the_weights_and_is_learned():
    experiment = trained(ring(), test=0)
    trainer, before = experiment.trainer, experiment.network.parameters.copy()
    more = experiment.settings.points.with_point((1.5, 1.5), 1)
    experiment.change(experiment.settings.changed(points=more))
    assert experiment.trainer is trainer
    np.testing.assert_array_equal(experiment.network.parameters, before)
    assert len(trainer.X) == 31
    assert experiment.dataset.X[-1].tolist() == [1.5, 1.5]
    experiment.train(0.01)
    assert trainer.epoch == 4


def test_a_series_of_clicks_leaves_one_mark():
    experiment = trained(ring(10), test=0)
    points = experiment.settings.points
    for k in range(5):
        points = points.with_point((0, 0), k % 2)
        experiment.change(experiment.settings.changed(points=points))
    assert experiment.marks == [(3, "points 10 → 15")]
    experiment.change(experiment.settings.changed(rate=0.01))
    experiment.change(experiment.settings.changed(points=ring(4)))
    assert [text for _, text in experiment.marks] == ["points 10 → 15", "η 0.3 → 0.01", "points 15 → 4"]


def test_points_that_come_much_later_have_a_mark_of_their_own_and_leave_the_first_where_it_was():
    experiment = trained(ring(10), test=0, epochs=10)
    for n, epochs in ((11, 5), (12, 185), (13, 8), (9, 50)):
        experiment.change(experiment.settings.changed(points=ring(n)))
        experiment.trainer.run_epochs(epochs)
    assert experiment.marks == [(10, "points 10 → 12"), (200, "points 12 → 9")]


def test_before_the_first_step_the_history_begins_with_the_points_there_are():
    experiment = Experiment(Settings().changed(points=ring(4), test=0))
    weights = experiment.network.parameters.copy()
    experiment.change(experiment.settings.changed(points=ring(9)))
    np.testing.assert_array_equal(experiment.network.parameters, weights)
    data = experiment.dataset
    expected = experiment.network.loss(data.X, data.T, experiment.trainer.loss)
    assert experiment.trainer.history.train_loss.tolist() == [pytest.approx(expected)]


def test_another_class_is_another_network():
    experiment = trained(ring())
    experiment.change(experiment.settings.changed(points=ring().with_classes(("0", "1", "2"))))
    assert experiment.network.layer_sizes[-1] == 3
    assert experiment.trainer.steps == 0


@pytest.mark.parametrize("kind", ["classes", "values", "line"])
def test_an_empty_plane_trains_nothing_and_a_first_point_is_enough(kind):
    experiment = Experiment(Settings().changed(points=no_points(kind), test=0))
    assert experiment.is_empty
    experiment.playing = True
    experiment.train(0.01)
    experiment.step()
    assert (experiment.playing, experiment.trainer.steps) == (False, 0)
    experiment.change(experiment.settings.changed(activation=("relu", "tanh"), layers=(8, 3), l2=0.1))
    place = (0.5,) if kind == "line" else (0.5, 0.5)
    experiment.change(experiment.settings.changed(points=experiment.settings.points.with_point(place, 1)))
    assert not experiment.is_empty
    experiment.train(0.01)
    assert experiment.trainer.steps == 1
    assert np.isfinite(experiment.network.parameters).all()


def test_clearing_after_training_keeps_network_and_history():
    experiment = trained(ring(), test=0)
    before, length = experiment.network.parameters.copy(), len(experiment.trainer.history)
    experiment.change(experiment.settings.changed(points=no_points()))
    experiment.train(0.01)
    np.testing.assert_array_equal(experiment.network.parameters, before)
    assert len(experiment.trainer.history) == length
    experiment.change(experiment.settings.changed(output="tanh"))
    experiment.change(experiment.settings.changed(points=ring(6)))
    assert set(np.unique(experiment.trainer.T)) == {-1.0, 1.0}
    experiment.train(0.01)
    assert len(experiment.trainer.history) == length + 1


@pytest.mark.parametrize("name", ["spiral", "blobs", "hills", "sine"])
def test_editing_a_data_set_keeps_the_network(name):
    experiment = Experiment(Settings().changed(data=name, samples=60))
    experiment.trainer.run_epochs(2)
    before = experiment.network.parameters.copy()
    test_rows = experiment.dataset.X_test
    experiment.change(experiment.settings.changed(points=present_points(experiment)))
    np.testing.assert_allclose(experiment.dataset.X_test, test_rows, atol=1e-4)  # still not trained on
    np.testing.assert_array_equal(experiment.network.parameters, before)
    assert experiment.trainer.epoch == 2
    experiment.train(0.01)
    assert experiment.trainer.epoch == 3


def test_points_of_another_plane_begin_anew():
    experiment = trained(standardised([[0.0, 0.0], [10.0, 5.0]], [0, 1], ("a", "b")), test=0)
    experiment.change(experiment.settings.changed(points=no_points()))
    assert experiment.trainer.steps == 0


def test_scaling_can_be_undone_while_it_trains():
    X = np.column_stack([np.linspace(100, 200, 20), np.linspace(0.0, 0.1, 20)])
    experiment = trained(standardised(X, np.linspace(5.0, 9.0, 20)), test=0, rate=0.001)
    before = experiment.network.parameters.copy()
    experiment.change(experiment.settings.changed(scaling="none"))
    np.testing.assert_array_equal(experiment.network.parameters, before)
    np.testing.assert_allclose(experiment.trainer.X, X)
    np.testing.assert_allclose(experiment.trainer.T[:, 0], np.linspace(5.0, 9.0, 20))
    assert np.abs(experiment.dataset.X).max() < 2
    assert experiment.marks[-1][1] == "inputs scaled → not scaled"
    experiment.change(experiment.settings.changed(scaling="standard"))
    np.testing.assert_array_equal(experiment.trainer.X, experiment.dataset.X)
