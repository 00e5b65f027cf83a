"""The exported PyTorch code, run: the same outputs, the same next step, a loop that trains on."""

import subprocess
import sys

import numpy as np
import pytest

from mlp_core import ACTIVATIONS, LOSSES, OPTIMIZERS
from mlp_core.activations import LeakyReLU, Swish
from mlp_core.export import pytorch_code, trained_network
from mlp_core.optimizers import AdaGrad, Adam, Momentum, Nesterov, RMSProp
from mlp_core.schedules import SCHEDULES, Cosine, Exponential, InverseTime, StepDecay
from tests.mlp_core.exported import FEATURES, next_batch, run_code, trained
from tests.mlp_core.problems import FITTING, HIDDEN

torch = pytest.importorskip("torch")

OPTIONS = {
    "slope and beta": {"hidden": (LeakyReLU(0.3), Swish(2.5))},
    "maxout": {"hidden": ("maxout", "maxout"), "optimizer": "adam"},
    "two betas": {"hidden": (Swish(0.5), Swish(3.0))},
    "features": {"features": FEATURES, "optimizer": "nesterov"},
    "l1 and l2": {"l1": 0.02, "l2": 0.3, "optimizer": "momentum"},
    "l2 under adam": {"l2": 0.3, "optimizer": "adam"},
    "clip": {"clip_norm": 0.02},
    "clip, l1, l2, cut links": {"clip_norm": 0.1, "l1": 0.1, "l2": 0.2, "cut": ((0, 1, 0), (1, 2, 3), (2, 0, 1))},
    "cut links under adam": {"cut": ((0, 1, 0), (1, 2, 3)), "optimizer": "adam"},
    "cut pieces of maxout": {"hidden": ("maxout", "tanh"), "cut": ((0, 6, 1),), "optimizer": "rmsprop"},
    "all samples at once": {"batch_size": "all"},
    "no hidden layer": {"hidden": ()},
    "three classes": {"output": "softmax", "loss": "cross_entropy", "n_outputs": 3, "optimizer": "adagrad"},
    "no rate": {"learning_rate": 0.0},
    **{f"schedule {each.name}": {"schedule": each, "n_steps": 23} for each in
       (StepDecay(0.3, 2), Exponential(0.9), InverseTime(3.0), Cosine(9, 0.1), Cosine(2, 0.1))},
    **{str(each): {"optimizer": each} for each in
       (Momentum(0.5), Momentum(0.0), Nesterov(0.6), Nesterov(0.0), AdaGrad(0.01), RMSProp(0.9, 1e-3),
        Adam(0.5, 0.7, 1e-2))},
}  # fmt: skip


def blocks(space) -> np.ndarray:
    """The network's parameters in the layout of ours."""
    values = [p.detach().numpy() for p in space["network"].parameters()]
    rows = [np.column_stack(pair).ravel() for pair in zip(values[::2], values[1::2], strict=True)]
    return np.concatenate(rows)


def is_followed(n_steps: int = 0, most: float = 1e-9, **options) -> None:
    """The script answers as the network does, and its next three steps are the Trainer's."""
    trainer, exported = trained(n_steps=n_steps, **options)
    net, space = trainer.network, run_code(pytorch_code(exported))
    np.testing.assert_array_equal(blocks(space), net.parameters)
    np.testing.assert_allclose(space["predict"](exported.X).numpy(), net.predict(trainer.X), atol=most)
    for _ in range(3):
        before = net.parameters.copy()
        loss = net.copy()
        rows = next_batch(trainer)
        if "schedule" in options:
            for group in space["optimizer"].param_groups:
                group["lr"] = space["learning_rate"](trainer.epoch if trainer._batches.remaining else trainer.epoch - 1)
        told = space["train_step"](space["X"][rows], space["T"][rows])
        assert told == pytest.approx(loss.loss(trainer.X[rows], trainer.T[rows], trainer.loss), abs=most)
        np.testing.assert_allclose(blocks(space), net.parameters, rtol=most, atol=most)
        output = net.activations[-1]
        constant = not output.has_gradient or (output.name == "softmax" and len(net.biases[-1]) == 1)
        moves = trainer.learning_rate > 0 and not constant
        assert (np.abs(net.parameters - before).max() > 1e-6) == moves  # else nothing would be compared


@pytest.mark.parametrize("hidden", HIDDEN)
def test_every_hidden_activation(hidden: str) -> None:
    is_followed(hidden=(hidden, hidden), optimizer="momentum", n_steps=6)


@pytest.mark.parametrize(("output", "loss"), FITTING)
@pytest.mark.parametrize("n_outputs", [1, 3])
def test_every_loss_on_every_output_it_fits(output: str, loss: str, n_outputs: int) -> None:
    is_followed(output=output, loss=loss, n_outputs=n_outputs, optimizer="sgd", learning_rate=0.01)


@pytest.mark.parametrize("n_steps", [0, 17])
@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_every_optimizer_with_what_it_remembers(optimizer: str, n_steps: int) -> None:
    is_followed(optimizer=optimizer, n_steps=n_steps, most=1e-8)


@pytest.mark.parametrize("name", OPTIONS)
def test_options(name: str) -> None:
    is_followed(**({"n_steps": 8, "most": 1e-8} | OPTIONS[name]))


def test_ties_of_maxout_and_zeros_of_steps() -> None:
    """Where all weights are 0, every pre-activation lies on a kink."""
    for hidden in ("maxout", "relu", "step", "sign"):
        trainer, _ = trained(hidden=(hidden, hidden))
        trainer.network.parameters[:] = 0.0
        exported = trained_network(trainer)
        space = run_code(pytorch_code(exported))
        rows = next_batch(trainer)
        space["train_step"](space["X"][rows], space["T"][rows])
        np.testing.assert_allclose(blocks(space), trainer.network.parameters, atol=1e-12)


def test_what_was_compared_is_all_there_is() -> None:
    assert set(HIDDEN) == {name for name, f in ACTIVATIONS.items() if not f.output_only}
    assert {loss for _, loss in FITTING} == set(LOSSES)
    tried = {options["schedule"].name for options in OPTIONS.values() if "schedule" in options}
    assert tried | {"constant"} == set(SCHEDULES)


def test_the_script_runs_by_itself(tmp_path) -> None:
    trainer, exported = trained(features=FEATURES, schedule=Cosine(9, 0.1), optimizer="adam", n_steps=12, l2=0.01)
    script = tmp_path / "network.py"
    script.write_text(pytorch_code(exported), encoding="utf-8")
    run = subprocess.run([sys.executable, "-I", str(script)], capture_output=True, text=True, cwd=tmp_path, timeout=100)
    assert run.returncode == 0, run.stderr
    lines = run.stdout.splitlines()
    first = float(lines[0].split("output [")[1].rstrip("]"))
    assert first == pytest.approx(trainer.network.predict(trainer.X)[0, 0], abs=1e-9)
    assert lines[5].startswith("epoch 3: loss ")
    assert lines[-1].startswith("epoch 12: loss ")
    assert all(len(line) <= 120 for line in script.read_text(encoding="utf-8").splitlines())
