"""The loss on a plane through a network's weights."""

import numpy as np
import pytest

from mlp_core import MLP, Trainer
from mlp_core.landscape import affordable, landscape, losses_at, path_plane, random_plane
from tests.mlp_core.problems import FITTING, random_network, targets, two_classes


def trained(epochs: int = 30) -> tuple[Trainer, np.ndarray]:
    """A trained network and its parameters after each epoch but the last."""
    X, T = two_classes()
    trainer = Trainer(MLP((2, 5, 4, 1), ["tanh", "relu", "sigmoid"], seed=2), X, T, "binary_cross_entropy")
    path = []
    for _ in range(epochs):
        path.append(trainer.network.parameters.copy())
        trainer.run_epochs(1)
    return trainer, np.array(path)


@pytest.mark.parametrize(("output", "loss"), FITTING)
@pytest.mark.parametrize("hidden", ["tanh", "maxout"])
def test_each_loss_is_that_of_a_network_with_these_parameters(output, loss, hidden) -> None:
    rng = np.random.default_rng(0)
    network = random_network((2, 4, 2), [hidden, output])
    X, T = rng.standard_normal((23, 2)), targets(rng, 23, 2)
    parameters = network.parameters + 0.3 * rng.standard_normal((40, network.parameters.size))
    expected = []
    for each in parameters:
        network.parameters = each
        expected.append(network.loss(X, T, loss))
    np.testing.assert_allclose(losses_at(network, parameters, X, T, loss), expected, rtol=1e-12)


def test_what_is_done_in_parts_is_the_same(monkeypatch) -> None:
    trainer, path = trained(9)
    whole = losses_at(trainer.network, path, trainer.X, trainer.T, trainer.loss)
    monkeypatch.setattr("mlp_core.landscape.AT_ONCE", 1)
    np.testing.assert_allclose(losses_at(trainer.network, path, trainer.X, trainer.T, trainer.loss), whole, rtol=1e-12)


def test_losses_out_of_all_bounds_are_infinite() -> None:
    network = MLP((2, 3, 1), ["linear", "linear"])
    parameters = np.full((1, network.parameters.size), 1e200)
    assert losses_at(network, parameters, np.ones((4, 2)), np.zeros((4, 1)), "quadratic") == np.inf


def test_random_directions_are_as_long_as_each_neurons_weights() -> None:
    network = random_network((2, 6, 5, 1), ["tanh", "maxout", "sigmoid"], seed=3)
    network.blocks[0][2] = 0.0
    network.set_cut(1, 3, 4)
    plane = random_plane(network, seed=1)
    for direction in plane.directions:
        for part, block in zip(network.split(direction), network.blocks, strict=True):
            np.testing.assert_allclose(np.linalg.norm(part, axis=1), np.linalg.norm(block, axis=1))
        assert direction[network.cut] == 0.0
    cosine = np.corrcoef(plane.directions)[0, 1]
    assert abs(cosine) < 0.5
    assert not np.array_equal(plane.directions, random_plane(network, seed=2).directions)


def test_main_directions_hold_most_of_the_path() -> None:
    trainer, path = trained()
    plane = path_plane(path, trainer.network.parameters)
    np.testing.assert_allclose(plane.directions @ plane.directions.T, np.eye(2), atol=1e-12)
    assert plane.shares[0] > plane.shares[1] > 0
    assert 0.8 < sum(plane.shares) <= 1
    centred = path - path.mean(axis=0)
    projected = centred @ plane.directions.T
    np.testing.assert_allclose(plane.shares, (projected**2).sum(axis=0) / (centred**2).sum(), rtol=1e-9)
    assert (plane.coordinates(path)[0] <= 0).all()


def test_a_path_on_a_line_has_no_two_directions() -> None:
    present = np.zeros(5)
    assert path_plane(np.linspace(1, 2, 6)[:, None] * np.ones(5), present) is None
    assert path_plane(np.ones((1, 5)), present) is None


@pytest.mark.parametrize("which", ["path", "random"])
def test_the_middle_is_the_network_and_the_path_ends_there(which) -> None:
    trainer, path = trained()
    network = trainer.network
    plane = path_plane(path, network.parameters) if which == "path" else random_plane(network)
    found = landscape(network, plane, path, trainer.X, trainer.T, trainer.loss, side=11)
    assert found.losses.shape == (11, 11)
    assert found.losses[5, 5] == pytest.approx(network.loss(trainer.X, trainer.T, trainer.loss), rel=1e-12)
    np.testing.assert_allclose(found.path[-1], 0.0, atol=1e-12)
    assert len(found.path) == len(found.path_losses) == len(path) + 1
    assert found.path_losses[-1] == found.losses[5, 5]
    assert found.path_losses[3] == losses_at(network, path[3:4], trainer.X, trainer.T, trainer.loss)
    corner = network.copy()
    corner.parameters = network.parameters + found.x[9] * plane.directions[0] + found.y[2] * plane.directions[1]
    assert found.losses[2, 9] == pytest.approx(corner.loss(trainer.X, trainer.T, trainer.loss), rel=1e-12)
    if which == "path":
        assert (np.abs(found.path) <= [found.x[-1], found.y[-1]]).all()
    with pytest.raises(ValueError, match="odd"):
        landscape(network, plane, path, trainer.X, trainer.T, trainer.loss, side=10)


def test_projected_points_of_the_plane_stay_where_they_are() -> None:
    network = random_network((2, 4, 1), ["tanh", "sigmoid"])
    plane = random_plane(network)
    places = np.array([[0.3, -0.7], [1.0, 1.0]])
    np.testing.assert_allclose(plane.coordinates(plane.origin + places @ plane.directions), places)


def test_large_networks_get_a_coarser_grid_and_fewer_samples() -> None:
    assert affordable([8, 8, 1], 210) == (41, 210)
    side, samples = affordable([16] * 6 + [1], 1400)
    assert side == 21
    assert 50 <= samples < 1400
