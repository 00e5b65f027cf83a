"""The files that are written for nginx: who is a visitor's process, who stands in for it, and how much comes in."""

import re
import subprocess
from pathlib import Path

import pytest

from deploy import nginx_files
from deploy.nginx_files import find_nginx, listen, most_megabytes, processes, write_nginx_files


@pytest.mark.parametrize("ports", [[8601], [8601, 8602], [8601, 8602, 8603]])
def test_nginx_understands_them(ports: list[int], tmp_path: Path) -> None:
    configuration = write_nginx_files(tmp_path, ports, "127.0.0.1", 8600)
    command = [find_nginx(), "-t", "-q", "-e", "stderr", "-p", str(tmp_path), "-c", str(configuration)]
    told = subprocess.run(command, capture_output=True, text=True)
    assert (told.returncode, told.stderr) == (0, "")


def test_the_others_stand_in_for_a_process() -> None:
    text = processes([8601, 8602, 8603])
    groups = dict(re.findall(r"^upstream (\w+) \{\n(.*?)\n\}", text, re.MULTILINE | re.DOTALL))
    assert list(groups) == ["any", "process_1", "process_2", "process_3"]
    for number in (1, 2, 3):
        servers = re.findall(r"server 127\.0\.0\.1:(\d+) .*?( backup)?;", groups[f"process_{number}"])
        assert [int(port) for port, reserve in servers if not reserve] == [8600 + number]
        assert sorted(int(port) for port, _ in servers) == [8601, 8602, 8603]
    assert "backup" not in groups["any"]


def test_an_upload_may_be_as_large_as_the_app_takes_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "client_max_body_size 8m;" in listen("127.0.0.1", 80, 7)
    monkeypatch.setattr(nginx_files, "ROOT", tmp_path)
    (tmp_path / ".streamlit").mkdir()
    (tmp_path / ".streamlit" / "config.toml").write_text("[server]\nmaxUploadSize = 5\n")
    assert most_megabytes() == 5
    (tmp_path / ".streamlit" / "config.toml").write_text("[theme]\nbaseFontSize = 14\n")
    assert most_megabytes() == 200
