"""The container's recipe, read: what is in it, who runs in it, and how it is asked whether it is well."""

import json
import re

from tests.deploy.container import CONTAINERFILE, ROOT, copied

TEXT = CONTAINERFILE.read_text(encoding="utf-8")


def test_it_holds_the_app_and_nothing_of_its_tests() -> None:
    assert set(copied()) == {"requirements.txt", "app.py", ".streamlit", "mlp_core", "pages", "deploy"}
    assert all((ROOT / source).exists() for source in copied())


def test_the_build_sends_what_is_copied_and_no_more() -> None:
    sent = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    assert sent.index("*") < min(sent.index(f"!{source}") for source in copied())
    assert {line.removeprefix("!") for line in sent if line.startswith("!")} == set(copied())


def test_nobody_in_it_is_root() -> None:
    after = TEXT[TEXT.index("\nUSER ") :]
    assert re.search(r"useradd .*\bplayground\b", TEXT)
    assert after.startswith("\nUSER playground\n")
    assert "ENTRYPOINT" in after
    assert int(re.search(r"\bPORT=(\d+)", after)[1]) >= 1024


def test_its_base_names_no_host() -> None:
    assert re.findall(r"^FROM (.*)$", TEXT, re.MULTILINE) == ["python:3.11-slim-bookworm"]
    assert "://" not in TEXT


def test_it_starts_and_asks_the_program_that_the_other_tests_run() -> None:
    started = json.loads(re.search(r"^ENTRYPOINT (.*)$", TEXT, re.MULTILINE)[1])
    asked = json.loads(re.search(r"CMD (\[.*\])$", TEXT, re.MULTILINE)[1])
    assert started == ["tini", "--", "python", "-m", "deploy.serve"]
    assert asked == ["python", "-m", "deploy.serve", "--check"]
