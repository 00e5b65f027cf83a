"""The popover that hands on the experiment: its link."""

import streamlit as st

from mlp_core.own_limits import MOST_LINK_POINTS
from pages.common.address_bar import address_text
from pages.common.experiment import Experiment
from pages.common.links import query_from_settings
from pages.common.points_text import is_left_out


def share_popover(experiment: Experiment) -> None:
    """A link that opens the same data, network and first weights anywhere."""
    with st.popover("", icon=":material/share:", type="tertiary", help="Share: a link to this experiment"):
        st.markdown("**The link is the experiment**")
        query = query_from_settings(experiment.settings, spoken=True)
        st.code(full_address(query), language=None, wrap_lines=True)
        if is_left_out(query.get("points", "")):
            st.warning(
                f"Your points are not in it: a link carries at most {MOST_LINK_POINTS}. "
                "Download them as CSV beside **Data**, and send the file along."
            )
        st.caption(
            "It opens with the same data and the same first weights, at epoch 0. "
            "The address bar holds the same link and follows what you change; its names can be edited by hand."
        )


def full_address(query: dict[str, str]) -> str:
    """The address of the playground with this query, as this reader's browser reaches it."""
    return f"{(st.context.url or '').rstrip('/')}/?{address_text(query)}"
