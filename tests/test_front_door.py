"""The server below a path of its own: Plotly is where the charts look for it."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit as st

from pages.common.live_chart import _plotly_url

ROOT = Path(__file__).parents[1]


@pytest.fixture(params=["", "lecture/play"])
def server(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The address of a server process, and the charts told of its path."""
    base = request.param
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    options = {"server.address": "127.0.0.1", "server.port": port, "server.headless": "true"}
    options |= {"server.baseUrlPath": base} if base else {}
    command = [sys.executable, "-m", "streamlit", "run", "app.py", *(f"--{k}={v}" for k, v in options.items())]
    process = subprocess.Popen(command, cwd=ROOT, env={**os.environ}, stdout=subprocess.DEVNULL)
    address, health = f"http://127.0.0.1:{port}", f"{base}/_stcore/health".lstrip("/")
    try:
        for _ in range(600):
            try:
                urllib.request.urlopen(f"{address}/{health}", timeout=5).close()
                break
            except OSError:
                time.sleep(0.1)
        monkeypatch.setattr(st, "get_option", lambda _: base)
        yield address
    finally:
        process.terminate()
        process.wait()


def test_plotly_is_where_the_charts_look_for_it(server: str) -> None:
    with urllib.request.urlopen(f"{server}{_plotly_url()}", timeout=30) as answer:
        assert answer.status == 200
        assert b"plotly.js" in answer.read(300)
