"""A link to the playground with an address that is right wherever it is followed: here, in another tab, or copied.

The address that Streamlit gives to a link to the first page has a query and no path: anywhere but on a plain click it
leads to the page on which the link stands.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from urllib.parse import urlencode

import streamlit as st

from pages.common.own_place import kept_press, was_pressed
from pages.common.session import forget_address
from pages.common.web_component import web_component

PLAYGROUND = "playground/page.py"
_component = web_component(Path(__file__).parent)


@dataclass(frozen=True)
class Picture:
    """A picture above the link, of what it leads to: its address and what it shows, in words."""

    source: str
    alternative: str


def playground_link(
    label: str,
    query: Mapping[str, str],
    *,
    icon: str = "open_in_new",
    key: str | None = None,
    help: str = "",
    picture: Picture | None = None,
    back: bool = False,
) -> None:
    """Draw the link; a plain click goes on in this session, any other is the browser's own.

    Parameters
    ----------
    label : plain text
    query : what the address says
    icon : name of a Material icon
    key : where several links of a page have the same label
    picture : above the link, which is then as wide as its place and its title; a click on it follows the link too
    back : a plain click goes back to the playground as it was left; only elsewhere the address begins it anew
    """
    data = {"label": label, "icon": icon, "help": help, "address": playground_address(query)}
    if picture is not None:
        data["picture"] = asdict(picture)
    name = key or f"playground:{label}"
    _component(key=name, data=data, width="stretch" if picture else "content", on_follow_change=kept_press(name))
    if not was_pressed(name):
        return
    if back:
        st.switch_page(PLAYGROUND)
    else:
        forget_address()
        st.switch_page(PLAYGROUND, query_params=dict(query))


def playground_address(query: Mapping[str, str]) -> str:
    """The playground's address on this server, from its root."""
    base = st.get_option("server.baseUrlPath").strip("/")
    return f"{'/' if base else ''}{base}/?{urlencode(query)}"
