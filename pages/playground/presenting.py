"""The presenting view of the playground: large buttons with their keys, large charts, nothing else."""

from functools import partial

from mlp_core import DATASETS
from pages.common.controls import change
from pages.common.drawing import choose_data
from pages.common.experiment import Experiment
from pages.common.figures.geometry import HEIGHT, WIDTH
from pages.common.key_buttons import KeyButton, KeyGroup, key_buttons
from pages.common.labels import SPEED_LABELS, shown
from pages.common.live_chart import Grid
from pages.common.notation import current_notation
from pages.common.offered import RATES
from pages.common.presenting import Presentation
from pages.common.session import leave_presenting
from pages.common.settings import MOST_LAYERS, OWN, SPEEDS
from pages.common.tasks import losses_for
from pages.common.view import View
from pages.playground.rows import add_layer, edited, set_activation
from pages.playground.run_row import set_playing, where_reset_leads

# The activations of the keys 1 to 9.
DIGITS = ("tanh", "relu", "sigmoid", "linear", "leaky_relu", "softplus", "swish", "gaussian", "maxout")
# The charts' words and lines have their usual size where the screen is as small as this, and grow with it.
USUAL_SCREEN = (860, 517)
# So high that the words on their axes stand apart.
CURVES_HEIGHT = 140


def presenting_controls(experiment: Experiment, view: View, presentation: Presentation) -> None:
    """The buttons that the presentation shows, and the one that leaves it."""
    parts = {
        "run": _run(experiment),
        "speed": _speed(experiment),
        "data": _data(experiment, view),
        "layers": _layers(experiment),
        "rate": _rate(experiment),
        "activation": _activation(experiment, view),
        "loss": _loss(experiment),
    }
    groups = [group for part, group in parts.items() if group is not None and presentation.shows(part)]
    leave = KeyButton("leave", "", "Escape", "close", "Leave: back to the usual view, with all controls")
    key_buttons([*groups, KeyGroup("View", (leave,))], key="presenting", on_press=partial(press, experiment, view))


def press(experiment: Experiment, view: View, value: str) -> None:
    """Do what the button of this value does."""
    action, _, wanted = value.partition(":")
    settings = experiment.settings
    match action:
        case "play" | "pause":
            set_playing(experiment, action == "play")
        case "step":
            experiment.step()
        case "reset":
            experiment.reset()
        case "back":
            experiment.return_to_best()
        case "new_weights":
            change(experiment, seed=(settings.seed + 1) % 10_000)
        case "all_layers":
            view.layer = None
        case "activation":
            if layers := edited(experiment, view):
                set_activation(experiment, layers, wanted)
        case "fewer_layers":
            change(experiment, layers=settings.layers[:-1])
        case "more_layers":
            add_layer(experiment)
        case "data":
            choose_data(experiment, view, wanted)
        case "speed" | "loss":
            change(experiment, **{action: wanted})
        case "rate" if wanted in {f"{rate}" for rate in (*RATES, settings.rate)}:
            change(experiment, rate=float(wanted))
        case "leave":
            leave_presenting()


def presenting_layout(presentation: Presentation, wide_message: bool = False, lesson: bool = False) -> Grid:
    """The charts that are shown, filling the screen below the buttons; below each other on a phone.

    The panel of a lesson leaves them a low strip, where three stand beside each other.
    """
    network, region, curves = (presentation.shows(name) for name in ("network", "region", "curves"))
    # Another column between the left and the right one, so that the words above can part elsewhere than the charts do.
    left, middle, right, rows = "minmax(0, 1fr)", "270px", "minmax(0, 1fr)", ("minmax(0, 1fr)",)
    speaks = ("message", "message", "readout") if wide_message else ("message", "readout", "readout")
    if network and region and curves and lesson:
        left, middle = "minmax(0, var(--drawing))", "minmax(205px, 1fr)"
        right = "min(var(--square) * 0.92, 30cqw / var(--scale))"
        charts = ("network curves region",)
    elif network and region and curves:
        charts = ("network network region", "network network curves")
        # The longest numbers need 490 px; what is left of the network's width is the message's.
        middle = "max(100px, 498px + var(--drawing) - 100%)"
        left = f"calc(var(--drawing) - 8px - {middle})"
        rows = ("minmax(0, 1fr)", f"min({CURVES_HEIGHT}px, var(--square) * 0.42)")
    elif network and region:
        charts, middle, right = ("network network region",), "100px", "min(var(--square), 55cqw / var(--scale))"
    elif region and curves:
        charts, left = ("region region curves",), "calc(var(--square) - 278px)"
    else:
        only = [name for name in ("network", "region", "curves") if presentation.shows(name)]
        charts = (" ".join(only[:1] * 2 + only[-1:]),)
    message, readout = _says(presentation, "message"), _says(presentation, "readout")
    words = ()
    if message and readout:
        words = (" ".join(speaks),)
    elif message or readout:
        words = (" ".join(["message" if message else "readout"] * len(speaks)),)
    narrow = [name for name in ("readout", "message", "region", "curves", "network") if _says(presentation, name)]
    narrow_rows = {"readout": "40px", "message": "40px", "region": "min(100cqw, 400px)", "curves": "200px"}
    return Grid(
        wide={
            "columns": f"{left} {middle} {right}",
            "rows": " ".join([*["24px"] * len(words), *rows]),
            "areas": " ".join(f'"{row}"' for row in (*words, *charts)),
            "height": "calc((100vh - var(--top) - 12px) / var(--scale))",
        },
        narrow={
            "columns": "minmax(0, 1fr)",
            "rows": " ".join(narrow_rows.get(name, "420px") for name in narrow),
            "areas": " ".join(f'"{name}"' for name in narrow),
            "height": "auto",
        },
        variables={
            "--square": f"calc((100vh - var(--top) - 12px) / var(--scale) - {32 * len(words)}px)",
            # The network keeps its proportions: a wider column than this leaves it as large as it is.
            "--drawing": f"min((var(--square) - 44px) * {WIDTH / HEIGHT:.3f} + 40px, 62cqw / var(--scale))",
            "--words": "13px",
        },
        enlarged=USUAL_SCREEN,
    )


def curves_are_low(presentation: Presentation, lesson: bool = False) -> bool:
    """Whether the curves stand below the region, beside the network."""
    return not lesson and all(presentation.shows(name) for name in ("network", "region", "curves"))


def _says(presentation: Presentation, cell: str) -> bool:
    return presentation.shows("numbers" if cell == "readout" else cell)


def _run(experiment: Experiment) -> KeyGroup:
    playing, stopped = experiment.playing, experiment.trainer.status != "running"
    play = ("pause", "Pause", "p", "pause") if playing else ("play", "Play", "p", "play_arrow")
    buttons = [
        KeyButton(*play, help="Train, or stop where it is.", primary=True, disabled=stopped),
        KeyButton("step", "Step", "ArrowRight", "skip_next", "One mini-batch: one update.", disabled=stopped),
        KeyButton("reset", "Reset", "n", "replay", where_reset_leads(experiment)),
        KeyButton("new_weights", "New", "w", "casino", "Other first weights: does it still learn?"),
    ]
    if experiment.divergence is not None:
        buttons.append(KeyButton("back", "Step back", "b", "undo", "The best weights so far, a tenth of the rate."))
    return KeyGroup("Training", tuple(buttons))


def _activation(experiment: Experiment, view: View) -> KeyGroup | None:
    layers = edited(experiment, view)
    if not layers:
        return None
    present = {experiment.settings.activation[layer] for layer in layers}
    buttons = [
        KeyButton(f"activation:{name}", shown(name), str(digit), help="The weights stay.", pressed=present == {name})
        for digit, name in enumerate(DIGITS, 1)
    ]
    if view.layer:
        buttons.append(KeyButton("all_layers", "all layers", "a", help="The keys change all layers again."))
    return KeyGroup("Activation", tuple(buttons), f"Layer {view.layer}" if view.layer else "")


def _layers(experiment: Experiment) -> KeyGroup:
    sizes = experiment.settings.layers
    buttons = (
        KeyButton("fewer_layers", "", "-", help="Take the last hidden layer away", disabled=not sizes),
        KeyButton("more_layers", "", "+", help="Add a hidden layer", disabled=len(sizes) == MOST_LAYERS),
    )
    return KeyGroup("Layers", buttons, f"Layers {shown(sizes)}")


def _rate(experiment: Experiment) -> KeyGroup:
    rate = experiment.settings.rate
    lower, higher = [each for each in RATES if each < rate], [each for each in RATES if each > rate]
    buttons = (
        KeyButton(f"rate:{lower[-1] if lower else rate}", "", "ArrowDown", help="Lower rate", disabled=not lower),
        KeyButton(f"rate:{higher[0] if higher else rate}", "", "ArrowUp", help="Higher rate", disabled=not higher),
    )
    return KeyGroup("Learning rate", buttons, f"{current_notation().plain('rate')} {shown(rate)}")


def _data(experiment: Experiment, view: View) -> KeyGroup:
    own = view.own if experiment.settings.points is None else experiment.settings.points
    names = [*DATASETS, *([OWN] if own else [])]
    name = experiment.settings.data
    following = names[(names.index(name) + 1) % len(names)] if name in names else names[0]
    label = experiment.settings.kind.label
    button = KeyButton(f"data:{following}", label[:1].upper() + label[1:], "d", "scatter_plot", "Data: the next set.")
    return KeyGroup("Data", (button,))


def _loss(experiment: Experiment) -> KeyGroup:
    losses = losses_for(experiment.settings.output)
    loss = experiment.settings.loss
    following = losses[(losses.index(loss) + 1) % len(losses)]
    return KeyGroup("Loss", (KeyButton(f"loss:{following}", shown(loss), "l", help="Loss: the next one."),))


def _speed(experiment: Experiment) -> KeyGroup:
    at = SPEEDS.index(experiment.settings.speed)
    following = SPEEDS[(at + 1) % len(SPEEDS)]
    words = "How much is trained between two pictures: the next choice."
    return KeyGroup("Speed", (KeyButton(f"speed:{following}", SPEED_LABELS[SPEEDS[at]], "s", "speed", words),))
