"""Runs that a session keeps: computed once for each settings, shown as they end."""

from streamlit.testing.v1 import AppTest


def script() -> None:
    import streamlit as st

    from pages.common.kept import kept, rest_at_end
    from pages.common.timeline import timeline

    def compute() -> int:
        st.session_state["computed"] = st.session_state.get("computed", 0) + 1
        return st.session_state["computed"]

    settings = st.slider("settings", 0, 5)
    st.markdown(f"run {kept('run', settings, compute)}")
    rest_at_end("clock", settings, 10, 4.0)
    moving = timeline("clock", 10)
    st.markdown(f"at {moving.position}")


def test_a_run_is_computed_again_only_for_other_settings() -> None:
    app = AppTest.from_function(script).run()
    app.run()
    assert app.markdown[0].value == "run 1"
    app.slider[0].set_value(3).run()
    assert app.markdown[0].value == "run 2"


def test_other_settings_are_shown_as_they_end() -> None:
    app = AppTest.from_function(script).run()
    assert app.markdown[1].value == "at 10"
    app.button(key="clock:start").click().run()
    assert app.markdown[1].value == "at 0"
    app.slider[0].set_value(3).run()
    assert app.markdown[1].value == "at 10"
