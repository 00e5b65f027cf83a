"""The exported NumPy code, run: the same outputs, for the data's own inputs."""

import subprocess
import sys

import numpy as np
import pytest

from mlp_core import ACTIVATIONS
from mlp_core.activations import LeakyReLU, Swish
from mlp_core.export import numpy_code, pytorch_code, trained_network
from mlp_core.export.code_text import FEATURE_CODE, literal
from mlp_core.export.numpy_code import BODIES
from mlp_core.features import FEATURES
from tests.mlp_core.exported import MEAN, SCALE, run_code, trained
from tests.mlp_core.problems import HIDDEN, trainer

try:
    import torch
except ImportError:
    torch = None

OUTPUTS = ("linear", "sigmoid", "tanh", "softmax")


def answers_alike(run, exported) -> None:
    predict = run_code(numpy_code(exported))["predict"]
    np.testing.assert_allclose(predict(exported.X), run.network.predict(run.X), rtol=1e-10, atol=1e-12)


@pytest.mark.parametrize("hidden", HIDDEN)
@pytest.mark.parametrize("output", OUTPUTS)
def test_every_activation(hidden: str, output: str) -> None:
    answers_alike(*trained((hidden, hidden), output, "quadratic", n_outputs=3, n_steps=5))


@pytest.mark.parametrize("hidden", [(LeakyReLU(0.3), LeakyReLU(0.7)), (Swish(0.4), Swish(9.0)), ("maxout",), ()])
def test_parameters_of_activations_and_depth(hidden) -> None:
    answers_alike(*trained(hidden, cut=((0, 0, 0),)))


@pytest.mark.parametrize("features", [("x1",), ("x2", "x1"), tuple(FEATURES), ("sin_x2", "x1_x2")])
def test_features_and_standardisation(features) -> None:
    answers_alike(*trained(features=features))


def test_inputs_as_they_are() -> None:
    """A Trainer of its own data, of which nothing is standardised."""
    run = trainer()
    answers_alike(run, trained_network(run))


def test_every_activation_and_feature_has_code() -> None:
    assert set(BODIES) == set(ACTIVATIONS)
    assert {name for name, _ in FEATURE_CODE} == set(FEATURES)


def test_numbers_are_written_to_the_last_bit() -> None:
    values = np.array([[1e-310, -0.0, 0.1 + 0.2], [1e22, -1 / 3, 5e-324]] * 9)
    for packed in (False, True):
        back = np.array(eval(literal(values, packed=packed)))
        assert back.tobytes() == values.tobytes()
    assert eval(literal(values[0])) == values[0].tolist()


def test_far_out_nothing_overflows() -> None:
    """The process turns warnings into errors."""
    for f in BODIES:
        _, exported = trained((f,) if f in HIDDEN else (), "softmax" if f == "softmax" else "linear", "quadratic")
        far = np.array([[1e200, -1e200], [-3e150, 2e150]]) * SCALE + MEAN
        assert not np.isnan(run_code(numpy_code(exported))["predict"](far)).any()


def test_the_script_runs_by_itself(tmp_path) -> None:
    run, exported = trained(hidden=("maxout", "swish"), features=("x1", "x2", "x1_squared"), n_steps=4)
    script = tmp_path / "network.py"
    script.write_text(numpy_code(exported), encoding="utf-8")
    done = subprocess.run([sys.executable, "-I", str(script)], capture_output=True, text=True, cwd=tmp_path, timeout=60)
    assert done.returncode == 0, done.stderr
    told = [float(line.split("output [")[1].rstrip("]")) for line in done.stdout.splitlines()]
    np.testing.assert_allclose(told, run.network.predict(run.X[:5])[:, 0], atol=1e-12)
    assert all(len(line) <= 120 for line in script.read_text(encoding="utf-8").splitlines())


def test_what_is_exported_stays_as_it_was() -> None:
    run, exported = trained()
    before = exported.network.parameters.copy()
    run.run_epochs(2)
    np.testing.assert_array_equal(exported.network.parameters, before)
    assert exported.progress.epoch == 0


def test_a_diverged_network_is_not_exported() -> None:
    run = trainer()
    run.network.parameters[3] = np.nan
    with pytest.raises(ValueError, match="diverged"):
        trained_network(run)


def test_values_in_units_of_their_own_and_names_of_classes() -> None:
    run, _ = trained(output="linear", loss="quadratic")
    names = ('"""; import os', "x\n", "ü")
    exported = trained_network(run, ("x1", "x2"), target_units=(30.0, 7.0), classes=names)
    for code in (numpy_code(exported), pytorch_code(exported) if torch else numpy_code(exported)):
        space = run_code(code)
        np.testing.assert_allclose(
            space["predict"](run.X.tolist()), run.network.predict(run.X) * 7.0 + 30.0, rtol=1e-12
        )
        assert space["CLASSES"] == list(names)
