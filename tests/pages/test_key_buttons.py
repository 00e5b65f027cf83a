"""Each press of a large button is handed over once, in its order; each has a key of its own."""

import pytest

from pages.common import key_buttons as module
from pages.common.key_buttons import KeyButton, KeyGroup, key_buttons

GROUPS = (KeyGroup("Training", (KeyButton("play", "Play", "p"), KeyButton("step", "Step", "ArrowRight"))),)


class Screen:
    """The component as Streamlit runs it: what it is sent, and what its browser tells."""

    def __init__(self, monkeypatch) -> None:
        self.state, self.sent, self.pressed = {}, None, []
        monkeypatch.setattr(module.st, "session_state", self.state)
        monkeypatch.setattr(module, "_component", self.show)

    def show(self, *, key, data, on_pressed_change) -> None:
        self.sent, self.tell_python = data, on_pressed_change

    def run(self, groups=GROUPS) -> None:
        key_buttons(groups, key="keys", on_press=self.pressed.append)

    def tell(self, client, *presses) -> None:
        told = [{"number": number, "value": value} for number, value in presses]
        self.state["keys"] = {"pressed": {"client": client, "presses": told}}
        self.tell_python()


@pytest.fixture
def screen(monkeypatch) -> Screen:
    screen = Screen(monkeypatch)
    screen.run()
    return screen


def test_what_is_told_twice_is_done_once_and_nothing_is_left_out(screen):
    screen.tell("a", (1, "play"))
    screen.tell("a", (1, "play"), (2, "step"), (3, "step"))
    assert screen.pressed == ["play", "step", "step"]
    screen.run()
    assert screen.sent["heard"] == {"client": "a", "number": 3}


def test_a_page_that_is_opened_anew_counts_from_one_again(screen):
    screen.tell("a", (1, "play"), (2, "step"))
    screen.tell("b", (1, "play"))
    assert screen.pressed == ["play", "step", "play"]


def test_no_two_buttons_have_one_key(screen):
    with pytest.raises(ValueError, match="p is there twice"):
        screen.run((*GROUPS, KeyGroup("More", (KeyButton("pause", "Pause", "p"),))))
