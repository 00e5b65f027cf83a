"""A cut link is held at 0 and not trained; its neighbours train."""

import pytest

from mlp_core import MLP, OPTIMIZERS
from tests.mlp_core.problems import steps, trainer


def test_cut_links() -> None:
    net = MLP([2, 3, 1], "tanh", seed=1)
    net.set_cut(0, 1, 0)
    assert net.weights[0][1, 0] == 0.0
    assert net.cut.sum() == 1
    assert net.cut_links[0][1, 0]
    assert net.copy().cut_links[0][1, 0]
    net.initialize("normal", 2)
    assert net.weights[0][1, 0] == 0.0
    net.set_cut(0, 1, 0, cut=False)
    assert not net.cut.any()


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_a_cut_link_stays_at_zero_and_its_neighbours_train(optimizer: str) -> None:
    run = trainer(optimizer=optimizer, l1=0.01, l2=0.1, clip_norm=0.5, learning_rate=0.02)
    steps(run, 13)  # with momentum towards somewhere
    cut = [(0, 2, 1), (1, 0, 3), (1, 2, 2)]
    for link in cut:
        run.network.set_cut(*link)
    run.cut_changed()
    before = run.network.parameters.copy()
    for _ in range(30):
        run.step()
        assert [run.network.weights[layer][row, column] for layer, row, column in cut] == [0.0] * 3
    others = ~run.network.cut
    assert others.sum() == before.size - 3
    assert (run.network.parameters[others] != before[others]).all()

    run.activations = ["tanh", "maxout", "sigmoid"]
    run.run_epochs(2)
    assert [run.network.weights[layer][row, column] for layer, row, column in cut] == [0.0] * 3
    run.network.set_cut(*cut[0], cut=False)
    run.cut_changed()
    run.run_epochs(1)
    assert run.network.weights[0][2, 1] != 0.0
    assert run.network.weights[1][0, 3] == 0.0


def test_a_cut_link_is_no_part_of_the_gradient_norm() -> None:
    run = trainer(batch_size="all")
    for column in range(4):
        run.network.set_cut(2, 0, column)
    run.cut_changed()
    _, gradient = run.network.loss_and_gradient(run.X, run.T, run.loss)
    run.step()
    assert run.history.layer_gradient_norms[-1, 2] == pytest.approx(abs(gradient.biases[2][0]))
    again = trainer(network=run.network.copy())
    _, gradient = run.network.loss_and_gradient(run.X, run.T, run.loss)
    assert again.history.layer_gradient_norms[0, 2] == pytest.approx(abs(gradient.biases[2][0]))


def test_a_value_written_into_a_cut_link_does_not_last() -> None:
    run = trainer()
    run.network.set_cut(0, 2, 1)
    run.cut_changed()
    run.network.weights[0][2, 1] = 5.0
    run.step()
    assert run.network.weights[0][2, 1] == 0.0


def test_a_link_that_is_freed_has_lost_its_momentum() -> None:
    run = trainer(optimizer="momentum")
    steps(run, 13)
    run.learning_rate = 0.0
    run.network.set_cut(0, 2, 1)
    run.cut_changed()
    run.network.set_cut(0, 2, 1, cut=False)
    run.cut_changed()
    velocity = run.network.split(run._update._memory[0])
    assert velocity[0][2, 1] == 0.0
    assert (velocity[0] != 0.0).sum() == velocity[0].size - 1
