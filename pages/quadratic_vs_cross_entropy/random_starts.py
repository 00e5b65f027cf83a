"""Many random starts: is it the loss, the learning rate, or luck? Each loss at its best η from one grid."""

from collections.abc import Mapping

import streamlit as st

from mlp_core import DATASETS
from mlp_core.stacks.rate_grid import band
from mlp_core.stacks.stack_training import epochs_until
from pages.common.leading_button import leading
from pages.common.lesson import section, theme
from pages.common.live_chart import Grid, live_chart
from pages.quadratic_vs_cross_entropy.figures.losses import loss_name
from pages.quadratic_vs_cross_entropy.figures.starts import band_figure, grid_figure, reached_figure
from pages.quadratic_vs_cross_entropy.letters import reader_symbols
from pages.quadratic_vs_cross_entropy.starts_run import EPOCHS, LEVEL, RATES, Starts, StartsRun

KEY = "starts"
DATA = ("circle", "xor", "moons", "spiral", "pinwheel")
SCALES = (1.0, 4.0, 8.0)
SCALE_NAMES = ("small", "large", "very large")
COUNTS = (20, 24, 32, 48)
BEST, SAME = "each its best η", "the same η"
# Runs that a session keeps, so that a choice that was trained once shows at once.
MOST_RUNS = 8


def random_starts() -> None:
    """Prediction, controls, the trained starts, and observation."""
    s = reader_symbols()
    with section(
        "Many random starts",
        predict="one run may be luck. Give each loss the learning rate that suits **it** best: does the quadratic cost "
        "catch up? From small first weights, and from very large ones?",
        do="watch them train. Then choose **small** first weights and press **Train**; then compare at **the same "
        f"{s.rate}**.",
        observe=f"At the same small {s.rate} the quadratic cost is far behind. Its best {s.rate} is several times "
        f"larger, for {s.f}′ makes its gradients smaller; from small first weights that makes up for nearly all of "
        f"it. From very large ones it does not: a saturated neuron has {s.f}′ ≈ 0, one that is not has much more, "
        f"and no single {s.rate} suits both. Cross-entropy then needs far fewer epochs, and its band is narrower.",
    ):
        _run()


@st.fragment
def _run() -> None:
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        button = st.container(width="content")
        run = _run_of(_choose_starts())
    with run.lock:
        with button:
            _train_button(run)
        chosen = _chosen_rates(run)
        accuracies = {loss: grid.accuracy[:, chosen[loss]] for loss, grid in run.grids.items()}
        colors = theme()
        figures = {
            "grid": grid_figure(run.grids, chosen, colors, reader_symbols()),
            "band": band_figure(accuracies, EPOCHS, LEVEL, colors),
            "reached": reached_figure(accuracies, EPOCHS, LEVEL, colors),
        }
        progress, until = _progress(run), _until(run, chosen)
        options = run.options | {"generation": f"{run.starts}:{run.generation}"}
    live_chart(
        [figures],
        key=f"{KEY}:charts",
        grid=_grid(),
        texts={"message": progress},
        descriptions={
            "grid": "Mean accuracy at each learning rate of the grid, for both losses; a diamond at the rate shown.",
            "band": "Median and 10 to 90 % band of the training accuracy over the epochs, for both losses.",
            "reached": "Share of the starts that have reached 95 % by each epoch, for both losses.",
        },
        **options,
    )
    st.markdown(until)


def _choose_starts() -> Starts:
    """Draw the controls of the starts, and return what they say."""
    s = reader_symbols()
    for name in ("data", "scale", "count", "first_seed"):
        st.session_state.setdefault(f"{KEY}_{name}", getattr(Starts(), name))
    data = st.selectbox(
        "Data", DATA, format_func=lambda name: DATASETS[name].label, width=120, **_kept("data"),
        help="All networks learn the same 300 points. Pinwheel has three classes: softmax.",
    )  # fmt: skip
    scale = st.segmented_control(
        "First weights", SCALES, required=True, **_kept("scale"),
        format_func=lambda scale: SCALE_NAMES[SCALES.index(scale)],
        help="1, 4 or 8 times Glorot's. Very large ones saturate the neurons before anything is learnt.",
    )  # fmt: skip
    count = st.segmented_control(
        "Starts", COUNTS, required=True, **_kept("count"),
        help=f"Random first weights, the same for both losses and at each of the {len(RATES)} learning rates.",
    )  # fmt: skip
    st.button(
        "Others", key=f"{KEY}:seed", icon=":material/casino:", on_click=_other_starts,
        help="First weights that were not drawn yet. Does the picture stay?",
    )  # fmt: skip
    st.segmented_control(
        "Compare at", (BEST, SAME), required=True, **_kept("compare", BEST),
        format_func=lambda name: name.replace("η", s.rate),
        help="Each loss at the learning rate with the highest mean accuracy, or both at one.",
    )  # fmt: skip
    st.select_slider(
        f"The same {s.rate}", RATES, width=120, disabled=st.session_state[f"{KEY}_compare"] == BEST,
        **_kept("rate", 0.3), help="Which learning rate both are shown at. Nothing needs to be trained again.",
    )  # fmt: skip
    return Starts(data, scale, count, st.session_state[f"{KEY}_first_seed"])


def _kept(name: str, default: object = None) -> dict[str, str]:
    """Key of a widget whose value outlives the part of the page that shows it."""
    if default is not None:
        st.session_state.setdefault(f"{KEY}_{name}", default)
    return {"key": f"{KEY}_{name}", "persist_state": "session"}


def _other_starts() -> None:
    st.session_state[f"{KEY}_first_seed"] += st.session_state[f"{KEY}_count"]


def _run_of(starts: Starts) -> StartsRun:
    """The run of these starts, trained as far as it was; another one that still trains is paused."""
    runs: dict[Starts, StartsRun] = st.session_state.setdefault(f"{KEY}_runs", {})
    for other in runs.values():
        if other.starts != starts:
            other.playing = False
    run = runs.pop(starts, None) or StartsRun(starts)
    if not runs and not run.epoch and not run.playing and not st.session_state.get(f"{KEY}_opened"):
        st.session_state[f"{KEY}_opened"] = True
        run.set_playing(True)  # the part opens on a picture
    runs[starts] = run
    if len(runs) > MOST_RUNS:
        del runs[next(iter(runs))]
    return run


def _train_button(run: StartsRun) -> None:
    label = "Pause" if run.playing else "Trained" if run.done else "Go on" if run.epoch else "Train"
    st.button(
        f"{label} {run.n_networks} networks" if label.startswith("Train") else label,
        key=f"{KEY}:train",
        icon=":material/pause:" if run.playing else ":material/check:" if run.done else ":material/play_arrow:",
        type=leading(),
        disabled=run.done,
        help=f"2 losses × {len(RATES)} learning rates × {run.starts.count} starts, {EPOCHS} epochs each.",
        on_click=run.set_playing,
        args=(not run.playing,),
    )


def _chosen_rates(run: StartsRun) -> dict[str, int]:
    """{loss: number of the rate to show}."""
    if st.session_state[f"{KEY}_compare"] == BEST:
        return {loss: grid.best for loss, grid in run.grids.items()}
    return dict.fromkeys(run.grids, RATES.index(st.session_state[f"{KEY}_rate"]))


def _progress(run: StartsRun) -> str:
    if run.epoch == 0:
        return f"Press **Train**: {run.n_networks} networks, {EPOCHS} epochs each."
    return f"Epoch **{run.epoch}** of {EPOCHS} · {run.n_networks} networks in two stacks."


def _until(run: StartsRun, chosen: Mapping[str, int]) -> str:
    """Epochs until the level for both losses."""
    if run.epoch == 0:
        return f"Epochs until {LEVEL:.0%}: nothing is trained yet."
    parts = []
    for loss, grid in run.grids.items():
        low, middle, high = (float(each) for each in band(epochs_until(grid.accuracy[:, chosen[loss]], LEVEL)))
        parts.append(
            f"{loss_name(loss)}, {reader_symbols().rate} = {RATES[chosen[loss]]:g}: **{_epochs(middle, run)}** "
            f"({_epochs(low, run)}–{_epochs(high, run)})"
        )
    return f"Epochs until {LEVEL:.0%} · " + " · ".join(parts)


def _epochs(value: float, run: StartsRun) -> str:
    return f"{value:.0f}" if value < float("inf") else f"> {run.epoch}"


def _grid() -> Grid:
    return Grid(
        wide={
            "columns": "minmax(0, 1fr) minmax(0, 1fr) minmax(0, 1fr)",
            "rows": "26px minmax(0, 1fr)",
            "areas": '"message message message" "grid band reached"',
            "height": "clamp(330px, calc(100vh - 505px), 700px)",
        },
        narrow={
            "columns": "minmax(0, 1fr)",
            "rows": "26px 300px 280px 280px",
            "areas": '"message" "band" "reached" "grid"',
            "height": "auto",
        },
    )
