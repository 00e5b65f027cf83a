"""A button that saves a file on the reader's computer: made on the click, and carried by the page's own connection.

Streamlit's own download button names an address instead, and forgets the file behind it while the page runs anew: a
click, or the look that the browser takes at the address, then meets a 404.
"""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from uuid import uuid4

import streamlit as st

from pages.common.icon_button import BARE
from pages.common.own_place import drawn_in_place
from pages.common.web_component import web_component

_component = web_component(Path(__file__).parent)


def file_download(
    label: str,
    name: str,
    make: Callable[[], str | None],
    *,
    key: str,
    help: str,
    icon_only: bool = False,
    disabled: bool = False,
) -> None:
    """Draw the button; call it in a fragment, which runs again when it is pressed and when the file has arrived.

    Parameters
    ----------
    label : the words on the button
    name : the file's name, with its ending
    make : answers the file's text, as of the click; None where there is nothing to save any more
    icon_only : the label is read aloud and not shown
    """
    with st.container(width="content", gap=None):
        st.button(
            label,
            key=key,
            help=help,
            icon=":material/download:",
            disabled=disabled,
            on_click=drawn_in_place(partial(_pack, key, name, make)),
            **(BARE if icon_only else {}),
        )
        parcel = st.session_state.get(f"{key}:parcel")
        if parcel is not None:
            _component(key=f"{key}:save", data=parcel, on_arrived_change=partial(_unpack, key))


def _pack(key: str, name: str, make: Callable[[], str | None]) -> None:
    text = make()
    if text is not None:
        st.session_state[f"{key}:parcel"] = {"id": uuid4().hex, "name": name, "text": text}


def _unpack(key: str) -> None:
    """Until the browser has the file it is sent with every run: a run that another one overtakes may never be shown."""
    parcel, told = st.session_state.get(f"{key}:parcel"), st.session_state.get(f"{key}:save", {})
    if parcel is not None and told.get("arrived") == parcel["id"]:
        del st.session_state[f"{key}:parcel"]
