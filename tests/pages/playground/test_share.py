"""The links of the share panel: made while a lesson runs they lead into it, unless its box is not ticked."""

from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import numpy as np
from streamlit.testing.v1 import AppTest

ROOT = Path(__file__).parents[3]


def opened(address: str) -> AppTest:
    app = AppTest.from_file(str(ROOT / "pages" / "main.py"), default_timeout=30)
    for name, value in parse_qsl(urlsplit(address).query):
        app.query_params[name] = value
    app.run()
    assert not app.exception
    return app


def links(app: AppTest) -> list[str]:
    """The link to the experiment, and the one for a class."""
    return [code.value for code in app.code][:2]


def test_a_link_leads_into_the_lesson_that_runs():
    here = opened("/?lesson=dying_relu&step=2&seed=5")
    for link in links(here):
        there = opened(link)
        run = there.session_state["lesson_run"]
        assert (run.lesson.name, run.step) == ("dying_relu", 1)
        mine, theirs = here.session_state["experiment"], there.session_state["experiment"]
        assert theirs.settings == mine.settings
        assert theirs.settings.seed == 5
        np.testing.assert_array_equal(theirs.network.parameters, mine.network.parameters)


def test_without_its_tick_a_link_leads_to_the_network_alone():
    here = opened("/?lesson=dying_relu&step=2")
    here.checkbox(key="share_lesson").uncheck().run()
    for link in links(here):
        there = opened(link)
        assert "lesson_run" not in there.session_state
        assert there.session_state["experiment"].settings == here.session_state["experiment"].settings


def test_without_a_lesson_there_is_no_such_tick():
    assert not [box for box in opened("/?data=xor").checkbox if box.key == "share_lesson"]


def test_of_the_address_bar_is_said_only_what_holds_before_the_first_change():
    app = opened("/")
    assert not dict(app.query_params)
    (words,) = [caption.value for caption in app.caption if "address bar" in caption.value]
    assert "From your first change on, the address bar follows" in words
