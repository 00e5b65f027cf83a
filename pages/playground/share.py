"""The popover that hands on the experiment: its link, the presenting view, and a link for a class."""

from functools import partial

import streamlit as st

from mlp_core.limits import MOST_LINK_POINTS
from pages.common.address_bar import address_text
from pages.common.experiment import Experiment
from pages.common.icon_button import BARE, POPOVER
from pages.common.lessons.present import lesson_in_address, running_lesson
from pages.common.links import query_from_settings
from pages.common.points_text import is_left_out
from pages.common.presenting import PARTS, Presentation
from pages.common.session import present


def share_popover(experiment: Experiment) -> None:
    """A link that opens the same data, network and first weights anywhere, as it is or as a class shall see it."""
    st.button(
        "Present",
        key="present",
        icon=":material/present_to_all:",
        help="Present: large charts and words, keys instead of a sidebar. Esc leads back.",
        on_click=partial(present, Presentation()),
        **BARE,
    )
    with st.popover("Share", icon=":material/share:", help="Share: links to this experiment", **POPOVER):
        query = query_from_settings(experiment.settings, spoken=True)
        st.markdown("**The link is the experiment**")
        with_lesson = _with_lesson()
        if with_lesson:
            query = lesson_in_address() | query
        st.code(full_address(query), language=None, wrap_lines=True)
        if is_left_out(query.get("points", "")):
            st.warning(
                f"Your points are not in it: a link carries at most {MOST_LINK_POINTS}. "
                "Download them as CSV beside **Data**, and send the file along."
            )
        opens = "the lesson at this step, with" if with_lesson else "with the same data and"
        at = "." if with_lesson else ", at epoch 0."
        st.caption(
            f"It opens {opens} the same first weights{at} "
            "From your first change on, the address bar follows what you do; its names can be edited by hand."
        )
        st.markdown("**Share for class**: the presenting view with what is ticked")
        columns = st.columns(3)
        ticked = [
            columns[i % 3].checkbox(label, True, key=f"class_shows:{name}", help=f"hide={name} leaves it out.")
            for i, (name, label) in enumerate(PARTS.items())
        ]
        hidden = frozenset(name for name, shown in zip(PARTS, ticked, strict=True) if not shown)
        presentation = Presentation(hidden)
        st.code(full_address(query | presentation.query()), language=None, wrap_lines=True)
        st.button(
            "Present this",
            key="present_class",
            icon=":material/present_to_all:",
            help="Go to the presenting view with what is ticked.",
            on_click=partial(present, presentation),
        )


def _with_lesson() -> bool:
    """Whether the links lead into the lesson that runs; False where none does."""
    run = running_lesson()
    if run is None:
        return False
    label = f"With the lesson: {run.lesson.title}, step {run.step + 1}"
    return st.checkbox(label, True, key="share_lesson", help="Off: only its network and settings.")


def full_address(query: dict[str, str]) -> str:
    """The address of the playground with this query, as this reader's browser reaches it."""
    return f"{(st.context.url or '').rstrip('/')}/?{address_text(query)}"
