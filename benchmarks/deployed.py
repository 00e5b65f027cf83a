"""The app as deploy/ runs it, on a free port: several server processes behind one nginx, with their process ids."""

import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.live_page import ROOT, free_port

STARTED = re.compile(r"^(?P<name>Process \d+|nginx): pid (?P<pid>\d+), port \d+$", re.MULTILINE)
SECONDS_TO_START = 120


@dataclass(frozen=True)
class Deployment:
    """A running playground.

    Attributes
    ----------
    address : where visitors come in
    log : what it said
    """

    address: str
    log: Path

    def pids(self) -> dict[str, int]:
        """Process id of each program that runs now: "Process 1", "Process 2", …, "nginx"."""
        return {found["name"]: int(found["pid"]) for found in STARTED.finditer(self.log.read_text())}

    def everyone(self) -> list[int]:
        """Process ids of the servers, and of nginx with its workers; what tidies its files comes and goes."""
        pids = self.pids()
        nginx = pids["nginx"]
        children = Path(f"/proc/{nginx}/task/{nginx}/children").read_text().split()
        workers = [child for child in children if "worker process" in Path(f"/proc/{child}/cmdline").read_text()]
        return [*pids.values(), *map(int, workers)]


@contextmanager
def deployed(processes: int, folder: Path = ROOT, script: Path = Path("app.py")) -> Iterator[Deployment]:
    """Run so many server processes of the app in this folder behind nginx, and end all of them afterwards."""
    port = free_port()
    command = [sys.executable, "-m", "deploy.serve", "--processes", str(processes), "--port", str(port)]
    command += ["--script", str(folder / script)]
    with tempfile.TemporaryDirectory() as logs:
        log = Path(logs) / "log.txt"
        with log.open("w") as file:
            process = subprocess.Popen(command, cwd=folder, stdout=file, stderr=subprocess.STDOUT)
        try:
            for _ in range(10 * SECONDS_TO_START):
                if "The playground is at" in log.read_text() or process.poll() is not None:
                    break
                time.sleep(0.1)
            if "The playground is at" not in log.read_text():
                raise RuntimeError(f"The playground did not start:\n{log.read_text()}")
            yield Deployment(f"http://127.0.0.1:{port}", log)
        finally:
            process.terminate()
            process.wait()
