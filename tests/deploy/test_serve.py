"""The program that starts everything: a wrong number, a port that is taken, and its end."""

import os
import socket
import subprocess
import sys
from pathlib import Path

from benchmarks.deployed import ROOT, deployed
from tests.deploy.gone import is_gone


def told(*options: str, **environment: str) -> tuple[int, str]:
    """Exit code and words of the program with these options."""
    command = [sys.executable, "-m", "deploy.serve", *options]
    done = subprocess.run(
        command,
        cwd=ROOT,
        env={**os.environ, **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=120,
    )
    return done.returncode, done.stdout


def test_it_runs_at_least_one_process() -> None:
    assert "--processes is 0; at least one is needed" in told(PROCESSES="0")[1]


def test_it_is_not_well_where_nobody_listens() -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        assert told("--check", PORT=str(probe.getsockname()[1])) == (1, "")


def test_a_port_that_is_taken_ends_it(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text("")
    with socket.create_server(("127.0.0.1", 0)) as taken:
        code, words = told("--processes", "1", "--port", str(taken.getsockname()[1]), "--script", str(script))
    assert code == 1
    assert "Address already in use" in words
    assert words.endswith("nginx did not start\n")


def test_everything_ends_with_it(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text("")
    with deployed(1, script=script) as running:
        assert told("--check", PORT=running.address.rpartition(":")[2]) == (0, "")
        pids = running.pids()
        assert set(pids) == {"Process 1", "nginx"}
        assert not any(is_gone(pid) for pid in pids.values())
    assert all(is_gone(pid) for pid in pids.values())
