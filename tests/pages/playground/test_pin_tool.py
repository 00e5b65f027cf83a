"""Pin keeps a run through everything that comes after it, until it is taken off."""

from pathlib import Path

from streamlit.testing.v1 import AppTest

from pages.common.as_written import as_written
from pages.common.settings_words import summary

ROOT = Path(__file__).parents[3]


def opened(**query: str) -> AppTest:
    app = AppTest.from_file(str(ROOT / "pages" / "main.py"), default_timeout=30)
    for name, value in query.items():
        app.query_params[name] = value
    app.run()
    return app


def press(app: AppTest, key: str) -> None:
    app.button(key=key).click().run()
    assert not app.exception


def numbers(app: AppTest) -> list[int]:
    return [pin.number for pin in app.session_state["view"].pins]


def test_pins_stay_until_they_are_taken_off():
    app = opened(rate="0.1")
    press(app, "step")
    press(app, "pin")
    for key in ("reset", "new_weights", "more_layers", "pin"):
        press(app, key)
    app.switch_page("perceptron/page.py").run()
    app.switch_page("playground/page.py").run()
    assert numbers(app) == [1, 2]
    first = app.session_state["view"].pins[0]
    assert (first.steps, first.settings.rate, first.settings.layers) == (1, 0.1, (8, 8))
    press(app, "unpin:1")
    assert numbers(app) == [2]
    press(app, "pin")
    press(app, "unpin_all")
    assert numbers(app) == []


def test_the_list_says_what_each_run_was_and_where_it_stood():
    app = opened(rate="0.1", optimizer="adam")
    press(app, "step")
    press(app, "pin")
    experiment = app.session_state["experiment"]
    words = next(each.value for each in app.caption if "epochs, loss" in each.value)
    assert as_written(summary(experiment.settings)) in words
    assert "0 epochs, loss 0." in words


def test_a_pinned_run_can_be_run_again():
    app = opened()
    press(app, "pin")
    pinned_loss = app.session_state["experiment"].trainer.history.train_loss[0]
    for key in ("new_weights", "more_layers", "step", "pin_again:1"):
        press(app, key)
    experiment = app.session_state["experiment"]
    assert (experiment.settings.layers, experiment.trainer.steps, experiment.marks) == ((8, 8), 0, [])
    assert experiment.trainer.history.train_loss[0] == pinned_loss
    assert experiment.undo_label == "running 1 again (back to epoch 0)"
    press(app, "undo")
    assert (experiment.settings.layers, experiment.trainer.steps) == ((8, 8, 8), 1)
