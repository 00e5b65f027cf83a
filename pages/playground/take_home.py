"""Take home: the network as a file that opens here again, as NumPy and PyTorch code, and its history.

Nothing is computed before it is asked for, and training goes on meanwhile: a file holds the moment of its click.
"""

from collections.abc import Callable
from functools import partial

import streamlit as st

from mlp_core.export import history_csv, numpy_code, pytorch_code
from mlp_core.limits import MOST_JSON_BYTES
from pages.common.as_written import as_written
from pages.common.experiment import Experiment
from pages.common.file_download import file_download
from pages.common.icon_button import POPOVER
from pages.common.own_place import draw_in_place
from pages.common.saved import exported, saved
from pages.playground.open_network import open_button, read, take, what_it_is

PANEL, JUST_OPENED, READ, UPLOADS = "take_home", "take_home:opened", "take_home:read", "take_home:uploads"
MOST_MEGABYTES = MOST_JSON_BYTES // 1_000_000


@st.fragment
def take_home(experiment: Experiment) -> None:
    """The button, and while it is open the panel; what is asked for there reruns nothing else of the page."""
    if st.session_state.pop(JUST_OPENED, False):
        st.rerun()
    panel = st.popover(
        "Take home",
        icon=":material/download:",
        help="Take home: the network as a file, as NumPy or PyTorch code, and its history; or open such a file.",
        key=PANEL,
        on_change=draw_in_place,
        **POPOVER,
    )
    if panel.open:
        with panel:
            _downloads(experiment)
            _code(experiment)
            _open(experiment)


def _downloads(experiment: Experiment) -> None:
    diverged = experiment.divergence is not None
    if diverged:
        st.markdown("The network has **diverged**: there are no weights to take home. Step back first.")
    sizes = "-".join(map(str, experiment.network.layer_sizes))
    stem = f"{experiment.settings.data}_{sizes}"
    with st.container(horizontal=True, gap="small"):
        for label, ending, text, words in (
            ("JSON", ".json", saved, "Settings and weights in one file that opens here again."),
            ("NumPy", "_numpy.py", _numpy, "The forward pass as a script that needs NumPy alone."),
            ("PyTorch", "_pytorch.py", _pytorch, "The same network in PyTorch, which trains on."),
            ("History", "_history.csv", _history, "Losses, accuracies and gradients, epoch by epoch, as CSV."),
        ):
            file_download(
                label,
                f"{stem}{ending}",
                partial(_now, experiment, text),
                key=f"take_home:{label}",
                help=f"{words} As it is when you click.",
                disabled=diverged and text is not _history,
            )
    st.caption("A chart's picture: point at the chart, and choose PNG or SVG in its corner.")


def _now(experiment: Experiment, text: Callable[[Experiment], str]) -> str | None:
    """The text as of now; None where training has diverged since the panel was drawn, and left no weights."""
    with experiment.lock:
        return None if experiment.divergence is not None and text is not _history else text(experiment)


def _numpy(experiment: Experiment) -> str:
    with experiment.lock:
        network = exported(experiment)
    return numpy_code(network)


def _pytorch(experiment: Experiment) -> str:
    with experiment.lock:
        network = exported(experiment)
    return pytorch_code(network)


def _history(experiment: Experiment) -> str:
    with experiment.lock:
        return history_csv(experiment.trainer.history)


def _code(experiment: Experiment) -> None:
    readers: dict[str, Callable[[Experiment], str]] = {"NumPy": _numpy, "PyTorch": _pytorch}
    chosen = st.segmented_control(
        "Read the code",
        list(readers),
        key="take_home:code",
        help="With the weights of the epoch that it names.",
    )
    if chosen is not None and experiment.divergence is None:
        st.code(readers[chosen](experiment), height=360)


def _open(experiment: Experiment) -> None:
    key = f"take_home:file:{st.session_state.setdefault(UPLOADS, 0)}"
    st.file_uploader(
        "Open a network",
        type="json",
        key=key,
        max_upload_size=MOST_MEGABYTES,
        help=f"A JSON file that was taken home here, up to {MOST_MEGABYTES} MB. It is only read, never executed.",
        on_change=partial(_read, key),
    )
    found = st.session_state.get(READ)
    if isinstance(found, str):
        st.error(f"This file cannot be opened: {as_written(found)}. The present experiment stays.")
    elif found is not None:
        st.markdown(what_it_is(found))
        open_button("take_home:open", on_click=partial(_take, experiment))


def _read(key: str) -> None:
    """Open the file that was chosen into an experiment of its own, or keep the sentence that says why not."""
    file = st.session_state[key]
    if file is None:
        st.session_state.pop(READ, None)
        return
    st.session_state[READ] = read(file.getvalue())


def _take(experiment: Experiment) -> None:
    network = st.session_state.pop(READ, None)
    if not isinstance(network, Experiment):  # the same press was handed over before
        return
    take(experiment, network)
    st.session_state[PANEL] = False
    st.session_state[JUST_OPENED] = True
    st.session_state[UPLOADS] += 1
