"""Points of one's own from a file and into a file: the dialog with its preview, and the download."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from math import floor, log10

import streamlit as st

from mlp_core.limits import MOST_BYTES, MOST_CLASSES, MOST_LINK_POINTS, MOST_ROWS
from mlp_core.own_data import OwnData
from mlp_core.own_reading import Choice, Reading, first_choice, points_as_csv, read_points
from mlp_core.own_sources import as_drawn, were_drawn
from mlp_core.own_table import Table, read_table
from pages.common.as_written import as_written
from pages.common.controls import change
from pages.common.drawing import leave_points, present_points
from pages.common.experiment import Experiment
from pages.common.file_download import file_download
from pages.common.icon_button import BARE
from pages.common.kept import kept
from pages.common.labels import shown
from pages.common.leading_button import leading
from pages.common.own_place import kept_press, was_pressed
from pages.common.palette import Theme
from pages.common.points_text import fits_in_address
from pages.common.session import notes
from pages.common.view import View
from pages.playground.open_network import open_button, read, take, what_it_is
from pages.playground.thumbnails import own_thumbnail

PREVIEW_ROWS = 5
# What may stand before the first sign of a file.
BLANK = b"\xef\xbb\xbf \t\r\n"
LIMITS = f"Up to {MOST_BYTES / 1e6:g} MB, {MOST_ROWS:,} rows, {MOST_CLASSES} classes. The file stays in this session."


def file_buttons(experiment: Experiment, view: View) -> None:
    """Open a file, and download the present points, of whichever data set they are."""
    st.button(
        "Open a file of points",
        key="open_csv",
        icon=":material/upload:",
        help=f"Your own points, from a CSV file or pasted from a table. {LIMITS}",
        on_click=partial(setattr, view, "opening", True),
        **BARE,
    )
    with st.container(width="content"):  # a fragment would take all the room there is
        _download(experiment)


@st.fragment
def _download(experiment: Experiment) -> None:
    file_download(
        "Download the points",
        f"{experiment.settings.data}.csv",
        lambda: None if experiment.is_empty else points_as_csv(present_points(experiment)),
        key="download_csv",
        icon_only=True,
        disabled=experiment.is_empty,
        help="Download: these points as a CSV file, training and test points, in their own units.",
    )


def file_dialog(experiment: Experiment, view: View, theme: Theme) -> None:
    """While a file is being opened: the dialog. It outlives runs of the page, and whatever trains goes on."""
    if view.opening:
        opened = st.dialog("Your own data", width="medium", on_dismiss=partial(_close, view))
        opened(partial(_body, experiment, view, theme))()


def _body(experiment: Experiment, view: View, theme: Theme) -> None:
    upload = st.file_uploader(
        "CSV file", ["csv", "tsv", "txt", "json"], max_upload_size=MOST_BYTES // 1_000_000, key="own_file", help=LIMITS
    )
    pasted = ""
    if upload is None:
        pasted = st.text_area(
            "or rows pasted from a table", height=100, max_chars=MOST_BYTES, key="own_pasted", help="A row a line."
        )
    content = pasted.encode() if upload is None else upload.getvalue()
    if upload is not None and not content:
        st.error("The file is empty: there are no rows in it. Your present data stay.", icon=":material/error:")
        return
    if not content:
        st.caption(f"Columns are separated by comma, semicolon, tab, | or spaces. {LIMITS}")
        return
    if content.lstrip(BLANK)[:1] == b"{":
        _network(experiment, view, content)
        return
    name = "pasted points" if upload is None else upload.name
    try:
        table = _table(content)
        reading, scaled = _reading(table, name)
    except ValueError as error:
        st.error(f"{as_written(str(error))} Your present data stay.", icon=":material/error:")
        return
    _preview(table, reading, theme)
    use = "own_use"
    st.button("Use these points", key=use, type=leading(), icon=":material/check:", on_click=kept_press(use))
    if was_pressed(use):
        leave_points(experiment, view)
        change(experiment, points=reading.points, scaling="standard" if scaled else "none")
        if not fits_in_address(reading.points):
            notes()[:] = [f"**Not in the link**: a reload loses these {len(reading.points):,} points. Keep their file."]
        _close(view)
        st.rerun()


def _network(experiment: Experiment, view: View, content: bytes) -> None:
    """A file that holds no points but a network: what it is, and the way to open it all the same."""
    key, found = hash(content), st.session_state.get("own_network")
    if found is None or found[0] != key:
        found = st.session_state["own_network"] = (key, read(content))
    network = found[1]
    if isinstance(network, str):
        st.error(
            f"This is a JSON file, and no table of points. As a network it cannot be opened either: "
            f"{as_written(network)}. Your present data stay.",
            icon=":material/error:",
        )
        return
    st.info(
        f"This is no table of points but a network that was taken home here, with its data: {what_it_is(network)}.",
        icon=":material/info:",
    )
    take_it = "own_network_open"
    open_button(take_it, on_click=kept_press(take_it))
    if was_pressed(take_it):
        leave_points(experiment, view)
        take(experiment, network)
        _close(view)
        st.rerun()


def _close(view: View) -> None:
    """The file that was read is not kept."""
    view.opening = False
    st.session_state.pop("own_table", None)
    st.session_state.pop("own_network", None)


def _table(content: bytes) -> Table:
    found = _read(content, None)
    header = st.checkbox(
        "The first row is names", found.header, key=f"own_header:{hash(content)}", help="Not a row of points."
    )
    return found if header == found.header else _read(content, header)


def _read(content: bytes, header: bool | None) -> Table:
    """Read once, however often the dialog runs: 5 MB take a second."""
    key, kept = (hash(content), header), st.session_state.get("own_table")
    if kept is None or kept[0] != key:
        kept = st.session_state["own_table"] = (key, read_table(content, header))
    return kept[1]


def _reading(table: Table, name: str) -> tuple[Reading, bool]:
    """What the chosen columns give, and whether the network is given the plane's coordinates."""
    columns, key = range(len(table.columns)), f"{hash(table)}"
    first = first_choice(table)
    left, middle, right = st.columns(3)
    name_of = table.columns.__getitem__
    x1 = left.selectbox(
        "Input x₁", columns, first.inputs[0], format_func=name_of, key=f"own_x1:{key}", help="A column of numbers."
    )
    second: Sequence[int | None] = (None, *columns)
    x2 = middle.selectbox(
        "Input x₂",
        second,
        second.index(first.inputs[1]) if len(first.inputs) > 1 else 0,
        format_func=lambda i: "none" if i is None else table.columns[i],
        key=f"own_x2:{key}",
        help="None: points on a line.",
    )
    target = right.selectbox(
        "Target",
        columns,
        first.target,
        format_func=name_of,
        key=f"own_target:{key}",
        help="What is to be learned: labels become classes, numbers are values.",
    )
    choice = Choice((x1,) if x2 is None else (x1, x2), target)
    reading = read_points(table, choice, title=name)
    if reading.may_be_either:
        what = st.segmented_control(
            "The target is",
            ("classes", "values"),
            default="classes" if reading.points.classes else "values",
            required=True,
            key=f"own_either:{key}:{target}",
            help="A class answers which, a value how much.",
        )
        reading = read_points(table, choice, what == "classes", name)
    drawn = were_drawn(reading.points)
    scaled = st.toggle(
        "Scale to the plane",
        not drawn,
        key=f"own_scaled:{drawn}",
        help="Inputs to mean 0 and standard deviation 1, values to −1 … 1. Off: "
        + ("each point stays where it was drawn." if drawn else "the network is given them as they are."),
    )
    if drawn and not scaled:
        # As while they were drawn: plane and network have the same numbers.
        return replace(reading, points=as_drawn(reading.points)), True
    return reading, scaled


def _preview(table: Table, reading: Reading, theme: Theme) -> None:
    points = reading.points
    rows, picture = st.columns([3, 1], vertical_alignment="center")
    labels = [*(f"{x}: {name}" for x, name in zip(("x₁", "x₂"), points.columns[:-1], strict=False))]
    labels.append(f"target: {points.columns[-1]}")
    labels = list(map(as_written, labels))
    rows.table([dict(zip(labels, map(as_written, row), strict=True)) for row in _first_rows(points)])
    picture.image(kept("own_preview", (points, theme), partial(own_thumbnail, points, theme)))
    st.caption(as_written(" ".join([table.found, points.description, *reading.said])))
    if not fits_in_address(points):
        st.caption(f":material/link_off: {not_in_link(points)}")
    st.caption(as_written(" · ".join(scaling_words(points)) or "Each point is on the plane where its numbers say."))


def _first_rows(points: OwnData) -> list[list[str]]:
    x, targets = points.X[:PREVIEW_ROWS].tolist(), points.targets[:PREVIEW_ROWS].tolist()
    names = [points.classes[int(t)] if points.classes else shown(t) for t in targets]
    return [[*(f"{each:.10g}" for each in row), name] for row, name in zip(x, names, strict=True)]


def not_in_link(points: OwnData) -> str:
    """That these points live in this session alone, and how to keep them."""
    return (
        f"The link has room for {MOST_LINK_POINTS} points, not for these {len(points):,}: **a reload loses them**. "
        "To keep them, download CSV (above, beside **Data**) or JSON (**Take home**, with the network)."
    )


def scaling_words(points: OwnData) -> list[str]:
    """How inputs and values become the coordinates of the plane."""
    scales = list(zip(("x₁", "x₂"), points.columns, points.centre, points.scale, strict=False))[: points.n_inputs]
    if not points.classes:
        scales.append(("target", points.columns[-1], points.target_centre, points.target_scale))
    acting = [each for each in scales if each[2:] != (0.0, 1.0)]
    return [f"{x} = ({name} {'+' if c < 0 else '−'} {_centre(c, scale)}) / {scale:.4g}" for x, name, c, scale in acting]


def _centre(centre: float, scale: float) -> str:
    """Its size, to a thousandth of the scale: years and amounts of money have a large mean beside it."""
    return f"{round(abs(centre), 3 - floor(log10(scale))):.15g}"
