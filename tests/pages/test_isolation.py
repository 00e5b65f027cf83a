"""Nothing that a visitor sends writes a file, runs code, reaches another host or reads the server's files."""

import ast
import json
import subprocess
import sys
from pathlib import Path

import pytest

from mlp_core.export import numpy_code, pytorch_code
from mlp_core.own_data import OwnData
from pages.common.experiment import Experiment
from pages.common.saved import exported
from pages.common.settings import Settings

ROOT = Path(__file__).parents[2]
NAMES = ('"""', "'''", "\\", "a\\", "'+exec('1')+'", '"); exec("1")#', "\nexec('1')\n", "$title", "{0}")


def audited(*arguments: str) -> list[str]:
    """What the process did while all doors were driven."""
    command = [sys.executable, "-W", "ignore", "-m", "tests.pages.audited_doors", *arguments]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr[-3000:]
    return json.loads(ran.stdout.splitlines()[-1])


def test_no_door_leads_out_of_the_program():
    assert audited() == []


def test_what_would_lead_out_is_seen():
    assert [did.split()[0] for did in audited("planted")] == ["open", "exec", "open"]


@pytest.mark.parametrize("write", [numpy_code, pytorch_code])
@pytest.mark.parametrize("name", NAMES)
def test_names_in_the_code_that_is_taken_home_are_words_in_it(write, name):
    points = OwnData([[0.0, 1.0], [1.0, 0.0]], [0, 1], (name, "b"), (name, "y", name), title=name)
    tree = ast.parse(write(exported(Experiment(Settings().changed(points=points)))))
    usual = OwnData([[0.0, 1.0], [1.0, 0.0]], [0, 1], ("a", "b"), ("x", "y", "t"), title="t")
    other = ast.parse(write(exported(Experiment(Settings().changed(points=usual)))))
    assert calls(tree) == calls(other)
    words = [node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    assert points.classes[0] in words


def calls(tree: ast.AST) -> list[str]:
    """All that a program calls."""
    return [ast.unparse(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)]
