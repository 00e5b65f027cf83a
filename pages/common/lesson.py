"""What every lesson page is made of: its claim, sections with a prediction and an observation, and rows of charts."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from types import MappingProxyType
from typing import Any

import streamlit as st

from pages.common.live_chart import Grid, live_chart
from pages.common.notation import notation_choice
from pages.common.palette import Theme, theme_named

# Of a figure in a low window, in pixels.
LOWEST = 250


def theme() -> Theme:
    """The colours of the reader's present theme."""
    return theme_named(st.context.theme.type or "light")


def opening(title: str, claim: str) -> None:
    """The title of a page beside the choice of a notation, and what the page claims in one sentence."""
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.markdown(f"### {title}")
        notation_choice()
    st.markdown(claim)


@contextmanager
def section(title: str, predict: str, do: str, observe: str) -> Iterator[None]:
    """A part of a lesson: what to predict and what to try, then its controls and charts, then what is to be seen.

    The observation opens on a click, so that a reader can predict first.
    """
    st.markdown(f"#### {title}")
    st.markdown(f"**Predict:** {predict}  \n**Try:** {do}")
    yield
    # Each section has its own, or the next part's would stand open where this one's did.
    with st.expander("What you should see", key=f"observe:{title}"):
        st.markdown(observe)


def charts(
    figures: Mapping[str, Any] | Sequence[Mapping[str, Any]],
    *,
    key: str,
    columns: int = 2,
    height: int = 320,
    above: int | None = None,
    gap: str = "8px",
    narrow: Mapping[str, tuple[str, str]] = MappingProxyType({}),
    **options: Any,
) -> None:
    """Figures side by side in one live chart, below each other on a phone.

    Parameters
    ----------
    figures : {name: figure}; a name is a word of letters, digits and underscores. Several of them are frames, played
        one after the other.
    columns : figures in a row of a wide page
    height : of each figure, in pixels
    above : pixels of what stands above them on a wide page: in a low window they are so much lower that a row of them
        still fits, down to ``LOWEST``
    narrow : name of a figure → the name of another one that stands in its place on a phone, and the height there
    options : handed on to ``live_chart``
    """
    frames = [figures] if isinstance(figures, Mapping) else figures
    others = dict(narrow.values())
    names = [name for name in frames[0] if name not in others]
    on_phone = [narrow[name][0] if name in narrow else name for name in names]
    heights = [others.get(name, f"{height}px") for name in on_phone]
    row = f"{height}px" if above is None else f"clamp({min(LOWEST, height)}px, calc(100vh - {above}px), {height}px)"
    live_chart(
        frames,
        key=key,
        grid=Grid(
            wide=_places(names, min(columns, len(names)), row),
            narrow={
                "columns": "minmax(0, 1fr)",
                "rows": " ".join(heights),
                "areas": " ".join(f'"{name}"' for name in on_phone),
                "height": "auto",
            },
            gap=gap,
        ),
        **options,
    )


def _places(names: list[str], columns: int, height: str) -> dict[str, str]:
    rows = [names[start : start + columns] for start in range(0, len(names), columns)]
    rows[-1] += ["."] * (columns - len(rows[-1]))
    return {
        "columns": " ".join(["minmax(0, 1fr)"] * columns),
        "rows": " ".join([height] * len(rows)),
        "areas": " ".join(f'"{" ".join(row)}"' for row in rows),
        "height": f"calc({len(rows)} * {height} + {8 * (len(rows) - 1)}px)",
    }
