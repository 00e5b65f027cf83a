"""How a page test moves a slider: Streamlit's own, or a live one by its value in the session, as the browser would.

And how it finds the charts among the components of a page, of which sliders are others.
"""

import json
from typing import Any

from streamlit.testing.v1 import AppTest


def slide(app: AppTest, key: str, value: Any) -> AppTest:
    """Move the slider of this key and run; KeyError where there is none."""
    own = [each for each in (*app.slider, *app.select_slider) if each.key == key]
    if own:
        own[0].set_value(value).run()
    else:
        stands(app, key)
        app.session_state[key] = value
        app.run()
    assert not app.exception
    return app


def stands(app: AppTest, key: str) -> float:
    """Where the live slider of this key stands."""
    if f"{key}:heard" not in app.session_state:
        raise KeyError(f"no live slider {key!r} was drawn")
    return app.session_state[key]


def live_charts(app: AppTest) -> list[Any]:
    """The page's live charts, in their order; their messages are bytes."""
    return [each for each in app.get("bidi_component") if each.proto.bytes]


def live_sliders(app: AppTest) -> dict[str, dict[str, Any]]:
    """{label: what the browser was sent of the slider}: its `words` now, and `said`, `last` and `help` in `slider`."""
    sent = [json.loads(each.proto.json) for each in app.get("bidi_component") if not each.proto.bytes]
    return {each["slider"]["label"]: each for each in sent if "slider" in each}


def playground_addresses(app: AppTest) -> dict[str, str]:
    """{label: address} of the links to the playground."""
    sent = [json.loads(each.proto.json) for each in app.get("bidi_component") if not each.proto.bytes]
    return {each["label"]: each["address"] for each in sent if "address" in each}
