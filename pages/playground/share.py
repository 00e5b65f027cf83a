"""The popover that hands on the experiment: its link."""

import streamlit as st

from pages.common.address_bar import address_text
from pages.common.experiment import Experiment
from pages.common.links import query_from_settings


def share_popover(experiment: Experiment) -> None:
    """A link that opens the same data, network and first weights anywhere."""
    with st.popover("", icon=":material/share:", type="tertiary", help="Share: a link to this experiment"):
        st.markdown("**The link is the experiment**")
        st.code(full_address(query_from_settings(experiment.settings, spoken=True)), language=None, wrap_lines=True)
        st.caption(
            "It opens with the same data and the same first weights, at epoch 0. "
            "The address bar holds the same link and follows what you change; its names can be edited by hand."
        )


def full_address(query: dict[str, str]) -> str:
    """The address of the playground with this query, as this reader's browser reaches it."""
    return f"{(st.context.url or '').rstrip('/')}/?{address_text(query)}"
