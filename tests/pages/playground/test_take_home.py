"""Take home on the page: nothing before it is opened, good and bad files, and the way back."""

import json
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from pages.common.experiment import Experiment
from pages.common.saved import saved
from pages.common.settings import Settings
from pages.playground import take_home
from pages.playground.open_network import read

ROOT = Path(__file__).parents[3]
BUTTONS = ["JSON", "NumPy", "PyTorch", "History"]


@pytest.fixture
def app() -> AppTest:
    """The playground with the panel open."""
    opened = AppTest.from_file(str(ROOT / "pages" / "main.py"), default_timeout=30)
    opened.run()
    opened.session_state[take_home.PANEL] = True
    return opened.run()


def downloads(app: AppTest) -> dict[str, bool]:
    """The download buttons of the panel, and whether they can be pressed."""
    buttons = [each for each in app.button if (each.key or "").startswith("take_home:")]
    return {each.label: not each.disabled for each in buttons if each.label in BUTTONS}


def taken(app: AppTest, label: str) -> list[dict[str, str]]:
    """What the browser is given to save when this button is pressed."""
    app.button(key=f"take_home:{label}").click().run()
    assert not app.exception
    sent = [json.loads(each.proto.json) for each in app.get("bidi_component") if "take_home:" in each.proto.id]
    return [parcel for parcel in sent if parcel["id"] == app.session_state[f"take_home:{label}:parcel"]["id"]]


def upload(app: AppTest, text: str) -> None:
    """What the upload of this file leaves in the session."""
    app.session_state[take_home.READ] = read(text.encode())
    app.run()
    assert not app.exception


def test_nothing_is_made_before_the_panel_is_open() -> None:
    closed = AppTest.from_file(str(ROOT / "pages" / "main.py"), default_timeout=30).run()
    assert downloads(closed) == {}
    assert [each for each in closed.get("file_uploader") if "take_home:" in each.proto.id] == []


def test_the_panel(app: AppTest) -> None:
    assert not app.exception
    assert downloads(app) == dict.fromkeys(BUTTONS, True)
    assert not any("import" in each.value for each in app.code)


@pytest.mark.parametrize("library", ["NumPy", "PyTorch"])
def test_the_code_can_be_read(app: AppTest, library: str) -> None:
    app.session_state["take_home:code"] = library
    app.run()
    assert f"import {'numpy as np' if library == 'NumPy' else 'torch'}" in app.code[-1].value


def test_a_diverged_network_leaves_only_its_history(app: AppTest) -> None:
    experiment = app.session_state["experiment"]
    experiment.network.parameters[:] = float("nan")
    experiment.step()
    app.run()
    assert not app.exception
    assert downloads(app) == dict.fromkeys(BUTTONS, False) | {"History": True}
    assert any("diverged" in each.value for each in app.markdown)


def test_a_bad_file_says_why_and_changes_nothing(app: AppTest) -> None:
    before = app.session_state["experiment"].network.parameters.tobytes()
    upload(app, '{"format": "keras"}')
    assert "not from here" in app.error[0].value
    assert '"mlp-playground"' in app.error[0].value
    assert "The present experiment stays" in app.error[0].value
    assert [each for each in app.button if each.key == "take_home:open"] == []
    assert app.session_state["experiment"].network.parameters.tobytes() == before


def test_a_press_that_is_handed_over_twice_opens_once(monkeypatch: pytest.MonkeyPatch) -> None:
    experiment, other = Experiment(Settings()), Experiment(Settings().changed(data="blobs"))
    monkeypatch.setattr(take_home.st, "session_state", {take_home.READ: other, take_home.UPLOADS: 0})
    for _ in range(2):
        take_home._take(experiment)
    assert experiment.settings.data == "blobs"
    experiment.undo()
    assert (experiment.settings.data, experiment.undo_label) == ("spiral", None)


def test_a_good_file_is_opened_and_undone(app: AppTest) -> None:
    experiment = app.session_state["experiment"]
    other = Experiment(Settings(data="blobs", output="softmax", loss="cross_entropy", samples=40))
    other.trainer.run_epochs(3)
    upload(app, saved(other))
    assert experiment.settings.data == "spiral"  # only read so far
    app.button(key="take_home:open").click().run()
    assert not app.exception
    assert experiment.settings == other.settings
    assert experiment.network.parameters.tobytes() == other.network.parameters.tobytes()
    assert app.session_state["notes"] == ["Opened at epoch 3. Undo brings back what was here before."]
    assert downloads(app) == {}  # the panel is closed
    experiment.undo()
    app.run()
    assert not app.exception
    assert experiment.settings == Settings()


def test_what_the_buttons_give() -> None:
    experiment = Experiment(Settings(samples=40, layers=(3,), activation=("maxout",)))
    experiment.trainer.run_epochs(2)
    assert read(saved(experiment)).measure() == experiment.measure()
    assert "trained for 2 epochs" in take_home._numpy(experiment)
    assert "EPOCH = 2 " in take_home._pytorch(experiment)
    assert take_home._history(experiment).count("\n") == 1 + len(experiment.trainer.history) == 4


def test_a_file_holds_the_moment_of_its_click(app: AppTest) -> None:
    experiment = app.session_state["experiment"]
    experiment.trainer.run_epochs(3)  # since the panel was drawn
    [file] = taken(app, "JSON")
    assert file["name"] == "spiral_2-8-8-1.json"
    assert read(file["text"]).measure() == experiment.measure()
    [file] = taken(app, "History")
    assert file["name"] == "spiral_2-8-8-1_history.csv"
    assert file["text"].count("\n") == 5


def test_a_network_that_has_diverged_since_is_not_made(app: AppTest) -> None:
    experiment = app.session_state["experiment"]
    experiment.network.parameters[:] = float("nan")
    experiment.step()
    app.button(key="take_home:PyTorch").click().run()
    assert not app.exception
    assert "take_home:PyTorch:parcel" not in app.session_state
