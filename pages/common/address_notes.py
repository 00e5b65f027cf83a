"""What was not understood in the address, told above the page until the reader has done with it."""

from collections.abc import Sequence
from functools import partial

import streamlit as st

from pages.common.as_written import as_written
from pages.common.icon_button import BARE
from pages.common.own_place import drawn_in_place

# Who reads the address: the frame of the app, the playground, its lessons, a page's parts, the comparison.
OF_VIEW, OF_NOTATION, OF_SETTINGS, OF_LESSON = "view", "notation", "settings", "lesson"
OF_PART, OF_COMPARISON = "part", "comparison"
# So many sentences stand on the page, each in full; what is more unfolds below them.
MOST_AT_ONCE = 6
_NOTES = "address_notes"


def tell_of_address(part: str, sentences: Sequence[str], took: bool) -> None:
    """From now on this is what one of the readers has not understood in the address; and whether it took the rest."""
    st.session_state.setdefault(_NOTES, {})[part] = tuple(sentences), took


def told_of_address(*parts: str) -> list[str]:
    """Their sentences that were not dismissed."""
    return [sentence for sentences, _ in _told(parts) for sentence in sentences]


def _told(parts: Sequence[str]) -> list[tuple[tuple[str, ...], bool]]:
    told = st.session_state.get(_NOTES, {})
    return [told[part] for part in parts if part in told]


def address_notes(*parts: str) -> None:
    """Draw what these readers have not understood, each sentence in full; nothing where they have."""
    sentences = [as_written(sentence) for sentence in told_of_address(*parts)]
    if not sentences:
        return
    took = any(took for _, took in _told(parts))
    words = f"{sentences[0]} The rest was taken." if took else sentences[0]
    if len(sentences) > 1:
        rest = "; the rest was taken." if took else ":"
        words = f"Not all of the address was understood{rest}\n\n{_listed(sentences[:MOST_AT_ONCE])}"
    more = sentences[MOST_AT_ONCE:]
    with st.container(horizontal=True, gap="small"):
        with st.container(gap="small"):
            st.warning(words, icon=":material/link_off:")
            if more:
                st.expander(f"{len(more)} more").markdown(_listed(more))
        st.button(
            "Dismiss",
            key=f"{_NOTES}:{parts[0]}",
            icon=":material/close:",
            help="I have read it: take these words away.",
            on_click=drawn_in_place(partial(_done, parts)),
            **BARE,
        )


def _listed(sentences: Sequence[str]) -> str:
    return "\n".join(f"- {sentence}" for sentence in sentences)


def _done(parts: Sequence[str]) -> None:
    for part in parts:
        st.session_state.get(_NOTES, {}).pop(part, None)
