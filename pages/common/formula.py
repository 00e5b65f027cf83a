"""A formula on a line of its own."""

import re

import streamlit as st

_GAP = re.compile(r"\\q?quad(?![A-Za-z])")


def display_formula(latex: str) -> None:
    """Show it in the middle of the page; where that is narrow it goes on in the next line, between outermost terms."""
    st.markdown(as_display(latex), text_alignment="center")


def as_display(latex: str) -> str:
    r"""The formula as Markdown that KaTeX breaks behind signs and relations, and in the gaps between its parts.

    It breaks nothing within a group such as \underbrace, a fraction or a matrix: these must be narrow enough.
    """
    gaps = _GAP.sub(lambda gap: rf"{gap[0]}\allowbreak ", latex)
    return rf"$\displaystyle {gaps}$"
