"""The charts in words: what they say is what the network and its record hold, and a frame does not renew them."""

from pages.common.experiment import Experiment
from pages.common.points_text import points_from_text
from pages.common.readings import whole_percent
from pages.common.settings import Settings
from pages.common.view import GRADIENT, LOSS, View
from pages.playground.descriptions import descriptions


def trained(**settings) -> Experiment:
    experiment = Experiment(Settings().changed(**settings))
    for _ in range(5):
        experiment.train(0.01)
    return experiment


def test_an_untrained_network_is_described():
    texts = descriptions(Experiment(Settings().changed(data="xor", activation=("tanh", "relu"))), View())
    assert "inputs x₁, x₂, then 8 tanh neurons, then 8 ReLU neurons, then 1 sigmoid output" in texts["network"]
    assert "points of XOR." in texts["region"]
    assert "Nothing is trained yet" in texts["curves"]


def test_the_largest_weight_is_the_networks():
    experiment = trained()
    experiment.set_weight(1, 3, 2, -77.0)
    assert (
        "The largest weight is -77.00, into neuron 4 of layer 2 from 3" in descriptions(experiment, View())["network"]
    )


def test_losses_and_shares_are_the_records():
    experiment = trained(data="circle")
    experiment.change(experiment.settings.changed(rate=0.1))
    history, texts = experiment.trainer.history, descriptions(experiment, View())
    assert f"from {history.train_loss[0]:.3f} to {history.train_loss[-1]:.3f}" in texts["curves"]
    assert "η 0.3 → 0.1" in texts["curves"]
    assert f"Right on {whole_percent(history.train_accuracy[-1])} of the training points" in texts["region"]


def test_values_have_a_loss_in_place_of_right_answers():
    assert "Its loss on the training points is" in descriptions(trained(data="sine"), View())["region"]


def test_while_it_trains_a_frame_keeps_the_words_and_a_change_renews_them():
    experiment, view = trained(), View()
    experiment.playing = True
    first = descriptions(experiment, view)
    experiment.train(0.01)
    assert descriptions(experiment, view) is first
    experiment.change(experiment.settings.changed(activation=("relu", "relu")))
    assert "ReLU" in descriptions(experiment, view)["network"]


def test_points_past_the_edge_are_counted():
    experiment = Experiment(Settings().changed(points=points_from_text("0,0,0;1,1,1;3,0,1;0,-5,0")))
    assert "with 4 points of Own points. 2 of them lie past the edge" in descriptions(experiment, View())["region"]
    assert "past the edge" not in descriptions(Experiment(Settings().changed(data="xor")), View())["region"]


def test_where_the_curves_show_gradients_these_are_told():
    experiment = trained(layers=(3,))
    first, last = experiment.trainer.history.layer_gradient_norms[-1]
    text = descriptions(experiment, View(curves=GRADIENT))["curves"]
    assert text.endswith(f"Now {first:.2g} in layer 1, {last:.2g} in layer 2.")
    assert descriptions(experiment, View(curves=LOSS))["curves"].startswith("Over ")
