"""A living experiment: what may change while it trains keeps the weights, acts, and leaves a mark."""

from threading import Event, Thread

import numpy as np
import pytest

from mlp_core import MLP
from pages.common.experiment import Experiment
from pages.common.settings import Settings

TRAINED = Settings(samples=60, layers=(4, 3), activation=("tanh", "tanh"), schedule="exponential")
LIVE_CHANGES = [
    ({"activation": ("relu", "tanh")}, "layer 1: tanh → ReLU"),
    ({"activation": ("relu", "relu")}, "tanh → ReLU"),
    ({"activation": ("sigmoid", "swish")}, "tanh–tanh → sigmoid–swish"),
    ({"output": "tanh", "loss": "quadratic"}, "sigmoid → tanh"),
    ({"output": "linear"}, "sigmoid → linear"),
    ({"loss": "half_quadratic"}, "cross-entropy → ½ quadratic"),
    ({"optimizer": "adam"}, "SGD → Adam"),
    ({"rate": 0.1}, "η 0.3 → 0.1"),
    ({"batch": 0}, "batch 10 → all"),
    ({"batch": 3}, "batch 10 → 3"),
    ({"l1": 0.01}, "L1 0 → 0.01"),
    ({"l2": 0.01}, "L2 0 → 0.01"),
    ({"clip": 0.001}, "clip off → 0.001"),
    ({"schedule": "1/t"}, "schedule exponential → 1/t"),
    ({"decay": 0.5}, "decay 0.995 → 0.5"),
]


def trained(**values) -> Experiment:
    experiment = Experiment(TRAINED.changed(**values))
    experiment.trainer.run_epochs(4)
    experiment.trainer.step()
    return experiment


@pytest.mark.parametrize(("change", "label"), LIVE_CHANGES)
def test_a_live_change_keeps_the_weights_acts_and_is_marked(change, label):
    experiment, unchanged = trained(), trained()
    before, trainer = experiment.network.parameters.copy(), experiment.trainer
    experiment.change(experiment.settings.changed(**change))
    assert experiment.trainer is trainer
    np.testing.assert_array_equal(experiment.network.parameters, before)
    experiment.trainer.step()
    unchanged.trainer.step()
    assert not np.array_equal(experiment.network.parameters, unchanged.network.parameters)
    assert label in [text for _, text in experiment.marks]
    assert {epoch for epoch, _ in experiment.marks} == {4}


@pytest.mark.parametrize(
    ("change", "label"),
    [
        ({"stop_gradient": 0.001}, "stop at ‖∇‖ off → 0.001"),
        ({"stop_loss": 0.001}, "stop at loss off → 0.001"),
        ({"stop_epoch": 5}, "stop at epoch off → 5"),
        ({"initializer": "he_normal"}, "Glorot uniform → He normal (next weights)"),
        ({"scale": 2.0}, "scale of weights 1 → 2 (next weights)"),
    ],
)
def test_a_change_that_acts_later_keeps_the_weights_and_is_marked(change, label):
    experiment = trained()
    before = experiment.network.parameters.copy()
    experiment.change(experiment.settings.changed(**change))
    np.testing.assert_array_equal(experiment.network.parameters, before)
    assert [text for _, text in experiment.marks] == [label]


def test_an_epoch_that_takes_long_goes_on_in_the_next_frame(monkeypatch):
    monkeypatch.setattr("pages.common.experiment.MOST_SECONDS_A_FRAME", 0.0)
    experiment = Experiment(TRAINED)
    for steps in range(1, 6):
        experiment.train(0.001)
        assert experiment.trainer.steps == steps  # one at least, and no more once the time is over
    assert experiment.trainer.epoch == 1


@pytest.mark.parametrize("parameter", [{"slope": 0.5}, {"beta": 4.0}])
def test_parameters_of_an_activation_act_at_once(parameter):
    activation = ("leaky_relu", "swish")
    experiment, unchanged = trained(activation=activation), trained(activation=activation)
    before = experiment.network.parameters.copy()
    experiment.change(experiment.settings.changed(**parameter))
    np.testing.assert_array_equal(experiment.network.parameters, before)
    X = experiment.trainer.X
    assert not np.array_equal(experiment.network.predict(X), unchanged.network.predict(X))


@pytest.mark.parametrize(
    ("optimizer", "parameter"),
    [
        ("momentum", {"mu": 0.1}),
        ("nesterov", {"mu": 0.1}),
        ("rmsprop", {"gamma": 0.5}),
        ("adam", {"beta1": 0.1}),
        ("adam", {"beta2": 0.5}),
    ],
)
def test_parameters_of_an_optimizer_act_at_once(optimizer, parameter):
    experiment, unchanged = trained(optimizer=optimizer, rate=0.01), trained(optimizer=optimizer, rate=0.01)
    before = experiment.network.parameters.copy()
    experiment.change(experiment.settings.changed(**parameter))
    np.testing.assert_array_equal(experiment.network.parameters, before)
    assert len(experiment.marks) == 1
    experiment.trainer.step()
    unchanged.trainer.step()
    assert not np.array_equal(experiment.network.parameters, unchanged.network.parameters)


def test_tanh_outputs_are_trained_on_plus_and_minus_one():
    experiment = trained()
    assert set(np.unique(experiment.trainer.T)) == {0.0, 1.0}
    experiment.change(experiment.settings.changed(output="tanh"))
    assert set(np.unique(experiment.trainer.T)) == {-1.0, 1.0}
    assert set(np.unique(experiment.trainer.test_data[1])) == {-1.0, 1.0}
    experiment.trainer.run_epochs(2)
    assert experiment.trainer.status == "running"
    experiment.change(experiment.settings.changed(output="sigmoid"))
    assert set(np.unique(experiment.trainer.T)) == {0.0, 1.0}


def test_the_initializer_waits_for_the_next_first_weights_once_trained():
    experiment = trained()
    before = experiment.network.parameters.copy()
    experiment.change(experiment.settings.changed(initializer="he_normal", scale=2.0))
    np.testing.assert_array_equal(experiment.network.parameters, before)
    experiment.reset()
    fresh = Experiment(experiment.settings)
    np.testing.assert_array_equal(experiment.network.parameters, fresh.network.parameters)


def test_the_initializer_acts_at_once_before_the_first_step():
    experiment = Experiment(TRAINED)
    before = experiment.network.parameters.copy()
    experiment.change(experiment.settings.changed(initializer="zeros"))
    assert not experiment.network.parameters.any()
    assert before.any()


def test_reset_goes_back_to_the_same_first_weights_and_the_same_run():
    experiment = Experiment(TRAINED)
    first = experiment.network.parameters.copy()
    experiment.trainer.run_epochs(3)
    after = experiment.network.parameters.copy()
    experiment.reset()
    np.testing.assert_array_equal(experiment.network.parameters, first)
    assert (experiment.trainer.epoch, experiment.marks) == (0, [])
    experiment.trainer.run_epochs(3)
    np.testing.assert_array_equal(experiment.network.parameters, after)


def test_new_weights_are_others():
    experiment = Experiment(TRAINED)
    first = experiment.network.parameters.copy()
    experiment.change(experiment.settings.changed(seed=1))
    assert not np.array_equal(experiment.network.parameters, first)


def test_a_neuron_or_layer_more_or_less_keeps_every_weight_that_has_a_place():
    experiment = trained()
    old = [W.copy() for W in experiment.network.weights]
    experiment.change(experiment.settings.changed(layers=(5, 3)))
    assert experiment.network.layer_sizes == (2, 5, 3, 1)
    np.testing.assert_array_equal(experiment.network.weights[0][:4], old[0])
    np.testing.assert_array_equal(experiment.network.weights[1][:, :4], old[1])
    np.testing.assert_array_equal(experiment.network.weights[2], old[2])
    assert experiment.trainer.epoch == 4
    assert [text for _, text in experiment.marks] == ["layers 4–3 → 5–3"]
    experiment.change(experiment.settings.changed(layers=(4,)))
    np.testing.assert_array_equal(experiment.network.weights[0], old[0])
    experiment.trainer.run_epochs(1)
    assert experiment.trainer.epoch == 5


def test_another_input_feature_keeps_the_weights_of_the_others():
    experiment = trained()
    old = experiment.network.weights[0].copy()
    experiment.change(experiment.settings.changed(features=("x1", "x1_squared", "x2")))
    np.testing.assert_array_equal(experiment.network.weights[0][:, [0, 2]], old)
    X = experiment.dataset.X
    np.testing.assert_array_equal(experiment.trainer.X, np.column_stack([X[:, 0], X[:, 0] ** 2, X[:, 1]]))
    experiment.trainer.run_epochs(1)
    assert experiment.trainer.epoch == 5


@pytest.mark.parametrize("change", [{"noise": 30}, {"samples": 80}, {"test": 50}, {"sample": 1}, {"data": "circle"}])
def test_other_data_begin_anew(change):
    experiment = trained()
    before = experiment.trainer.X.copy()
    experiment.change(experiment.settings.changed(**change))
    assert (experiment.trainer.epoch, experiment.trainer.steps) == (0, 0)
    assert experiment.trainer.X.shape != before.shape or not np.array_equal(experiment.trainer.X, before)


def test_a_weight_changed_or_cut_by_hand_stays_so():
    experiment = trained()
    experiment.set_weight(0, 1, 0, 2.5)
    assert experiment.network.weights[0][1, 0] == 2.5
    experiment.set_weight(0, 1, 2, -1.5)
    assert experiment.network.biases[0][1] == -1.5
    experiment.cut(0, 1, 0, True)
    experiment.trainer.run_epochs(2)
    assert experiment.network.weights[0][1, 0] == 0.0
    experiment.cut(0, 1, 0, False)
    experiment.trainer.run_epochs(1)
    assert experiment.network.weights[0][1, 0] != 0.0


@pytest.mark.parametrize(
    ("change", "cause"),
    [
        ({"data": "hills", "activation": ("relu", "relu"), "rate": 100.0}, "learning_rate"),
        ({"activation": ("relu", "relu"), "output": "linear", "loss": "quadratic", "rate": 3.0}, "unbounded_output"),
        ({"data": "plane", "activation": ("linear", "linear"), "scale": 20.0}, "initial_scale"),
    ],
)
def test_a_divergence_pauses_names_its_cause_and_can_be_taken_back(change, cause):
    experiment = Experiment(Settings().changed(**change))
    experiment.playing = True
    for _ in range(200):
        experiment.train(0.01)
    assert not experiment.playing
    assert experiment.divergence.cause == cause
    rate = experiment.settings.rate
    experiment.return_to_best()
    assert experiment.divergence is None
    experiment.return_to_best()  # the same press once more does nothing
    assert experiment.settings.rate == pytest.approx(rate / 10)
    assert np.isfinite(experiment.network.parameters).all()
    assert experiment.trainer.status == "running"


def test_the_cause_of_a_divergence_is_that_of_the_run_not_of_settings_changed_since():
    experiment = Experiment(Settings().changed(data="plane", activation=("linear", "linear"), rate=0.01))
    experiment.train(0.01)
    experiment.change(experiment.settings.changed(scale=20.0))  # acts on the next first weights alone
    experiment.change(experiment.settings.changed(rate=100.0))
    for _ in range(20):
        experiment.train(0.01)
    assert experiment.divergence.cause == "learning_rate"
    assert experiment.divergence.weight_scale < 2
    experiment.change(experiment.settings.changed(rate=0.001))
    assert experiment.divergence.learning_rate == 100.0


@pytest.mark.parametrize("rule", [{"stop_epoch": 2}, {"stop_loss": 100.0}, {"stop_gradient": 100.0}])
def test_a_stop_rule_pauses(rule):
    experiment = Experiment(TRAINED.changed(**rule))
    experiment.playing = True
    for _ in range(5):
        experiment.train(0.01)
    assert not experiment.playing
    assert experiment.trainer.status != "running"
    assert 1 <= experiment.trainer.epoch <= 5


@pytest.mark.parametrize(("speed", "epochs"), [("epoch", 1), ("ten", 10)])
def test_a_frame_trains_what_the_speed_says(speed, epochs):
    experiment = Experiment(TRAINED.changed(speed=speed))
    experiment.train(0.001)
    assert experiment.trainer.epoch == epochs


def test_the_slowest_speed_is_one_mini_batch_a_frame():
    experiment = Experiment(TRAINED.changed(speed="step"))
    experiment.train(0.001)
    assert experiment.trainer.steps == 1


def test_the_speed_changes_nothing_but_the_pace():
    experiment = trained()
    generation = experiment.generation
    experiment.change(experiment.settings.changed(speed="max"))
    assert experiment.marks == []
    assert experiment.generation == generation
    steps = experiment.trainer.steps
    experiment.train(0.02)
    assert experiment.trainer.steps > steps


def test_the_default_run_learns_the_spiral_and_goes_on_with_relu():
    experiment = Experiment(Settings())
    experiment.trainer.run_epochs(60)
    switched = Experiment(Settings())
    switched.trainer.run_epochs(60)
    experiment.trainer.run_epochs(40)
    assert experiment.trainer.history.train_accuracy[-1] >= 0.99
    switched.change(switched.settings.changed(activation=("relu", "relu")))
    switched.trainer.run_epochs(60)
    assert switched.trainer.epoch == 120
    assert switched.trainer.history.train_accuracy[-1] >= 0.95


def test_changes_from_a_second_script_run_wait_for_the_slice_that_trains():
    """Streamlit may run the page a second time while the chart's fragment still trains."""
    experiment = Experiment(TRAINED.changed(speed="max"))
    errors, stop = [], Event()

    def train():
        try:
            while not stop.is_set():
                experiment.train(0.001)
        except Exception as error:
            errors.append(error)

    trainer = Thread(target=train)
    trainer.start()
    changes = [{"layers": (5,)}, {"activation": ("relu",)}, {"output": "tanh"}, {"layers": (4, 3)}, {"noise": 9}]
    changes += [{"features": ("x1",)}, {"batch": 3}, {"optimizer": "adam", "rate": 0.01}, {"output": "sigmoid"}]
    for change in changes * 10:
        experiment.change(experiment.settings.changed(**change))
    stop.set()
    trainer.join(30)
    assert not trainer.is_alive()
    assert errors == []
    assert experiment.network.layer_sizes == (1, 4, 3, 1)
    assert np.isfinite(experiment.network.parameters).all()


def test_a_given_network_is_the_first_one_and_answers_to_the_inputs_of_the_data():
    given = MLP([1, 4, 1], ["tanh", "linear"], seed=3)
    settings = Settings().changed(data="lecture_function", layers=(4,), activation=("tanh",))
    experiment = Experiment(settings, given)
    data = experiment.dataset
    original = data.X * data.input_scale + data.input_mean
    np.testing.assert_allclose(experiment.network.predict(data.X), given.predict(original), atol=1e-12)
    first = experiment.network.parameters.copy()
    experiment.step()
    experiment.reset()
    np.testing.assert_array_equal(experiment.network.parameters, first)
    experiment.change(experiment.settings.changed(seed=5))
    assert not np.array_equal(experiment.network.parameters, first)
    experiment.reset()
    assert not np.array_equal(experiment.network.parameters, first)


def test_a_given_network_of_another_shape_is_refused():
    with pytest.raises(ValueError, match=r"\(2, 3, 1\).*\(2, 8, 8, 1\)"):
        Experiment(Settings(), MLP([2, 3, 1]))


def test_a_freed_link_has_the_value_it_was_cut_with():
    experiment = Experiment(TRAINED)
    experiment.step()
    before = experiment.network.parameters.copy()
    experiment.cut(1, 2, 3, True)
    experiment.cut(1, 2, 3, True)  # once more changes nothing
    assert experiment.network.weights[1][2, 3] == 0.0
    experiment.cut(1, 2, 3, False)
    np.testing.assert_array_equal(experiment.network.parameters, before)


def test_a_link_of_maxout_is_cut_and_freed_as_one():
    experiment = Experiment(TRAINED.changed(activation=("maxout", "tanh")))
    experiment.step()
    before, pieces = experiment.network.parameters.copy(), [1, 1 + TRAINED.layers[0]]
    experiment.cut(0, 1, 0, True)
    assert experiment.network.weights[0][pieces, 0].tolist() == [0, 0]
    assert np.argwhere(experiment.network.cut_links[0]).tolist() == [[piece, 0] for piece in pieces]
    experiment.cut(0, 1, 0, False)
    np.testing.assert_array_equal(experiment.network.parameters, before)
    experiment.undo()
    assert experiment.network.cut_links[0][pieces, 0].tolist() == [True, True]
    experiment.undo()
    np.testing.assert_array_equal(experiment.network.parameters, before)


@pytest.mark.parametrize("change", [{"layers": (8, 8, 8)}, {"layers": (3,)}, {"features": ("x1", "x2", "x1_x2")}])
def test_a_shape_chosen_before_the_first_step_has_the_first_weights_of_its_address(change):
    experiment = Experiment(Settings())
    experiment.change(experiment.settings.changed(**change))
    assert np.array_equal(experiment.network.parameters, Experiment(experiment.settings).network.parameters)


def test_before_the_first_step_weights_that_were_given_or_set_keep_their_places():
    by_hand = Experiment(Settings())
    by_hand.set_weight(0, 0, 0, 3.0)
    by_hand.change(by_hand.settings.changed(layers=(8, 8, 8)))
    assert by_hand.network.blocks[0][0, 0] == 3.0
    given = Experiment(Settings(), Experiment(Settings(seed=7)).network)
    first = given.network.blocks[0].copy()
    given.change(given.settings.changed(layers=(8, 8, 8)))
    assert np.array_equal(given.network.blocks[0], first)


@pytest.mark.parametrize("change", [{"activation": ("relu", "relu")}, {"layers": (8, 8, 8)}])
def test_before_the_first_step_the_curves_begin_where_the_network_is(change):
    experiment = Experiment(Settings())
    experiment.set_weight(0, 0, 0, 3.0)
    experiment.change(experiment.settings.changed(**change))
    train_loss, test_loss, train_accuracy, _ = experiment.measure()
    history = experiment.trainer.history
    assert history.epoch.tolist() == [0]
    assert history.train_loss[0] == pytest.approx(train_loss)
    assert history.test_loss[0] == pytest.approx(test_loss)
    assert history.train_accuracy[0] == pytest.approx(train_accuracy)
