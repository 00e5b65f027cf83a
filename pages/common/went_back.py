"""Whether a run follows the browser's own buttons."""

from streamlit.runtime.scriptrunner import get_script_run_ctx


def went_back() -> bool:
    """Whether the address comes from a step back or forward in the browser's history."""
    return getattr(get_script_run_ctx(), "is_history_navigation", False)
