"""What rewinding costs: keeping a moment against the training of a frame, taking a run up again, the loss landscape.

    python -m benchmarks.rewind

A frame at full speed trains for 9 ms. Each figure is a median over the rounds. Prints Markdown.
"""

import statistics
from collections.abc import Callable
from time import perf_counter

from pages.common.experiment import Experiment
from pages.common.settings import Settings
from pages.playground.landscape_tab import landscapes

CASES = (
    Settings(),
    Settings().changed(layers=(16,) * 6, optimizer="adam", rate=0.003),
    Settings().changed(layers=(16,) * 6, samples=2000),
)
FRAMES, ROUNDS = 300, 30
FRAME = 0.009


def milliseconds(action: Callable[[], object]) -> float:
    """The median time of an action."""
    times = []
    for _ in range(ROUNDS):
        start = perf_counter()
        action()
        times.append(perf_counter() - start)
    return 1000 * statistics.median(times)


def keep(experiment: Experiment) -> None:
    """Keep the present moment as one that is newer than all."""
    moment = experiment._moment()
    experiment._moments.add(experiment._moments.times[-1] + 1.0, moment, moment.snapshot.bytes)


def row(settings: Settings) -> str:
    """One line of the table."""
    experiment = Experiment(settings.changed(speed="max"))
    for _ in range(FRAMES):
        experiment.train(FRAME / 4)
    middle, path = experiment.end / 2, experiment.path
    landscape = milliseconds(lambda: landscapes(experiment, path))
    looking = milliseconds(lambda: experiment.look_at(middle))
    experiment.look_at(experiment.end)
    keeping = milliseconds(lambda: keep(experiment))
    sizes = "-".join(map(str, experiment.network.layer_sizes))
    name = f"{sizes} {settings.optimizer}, {len(experiment.trainer.X):,}"
    kept = f"{len(experiment._moments)} moments, {experiment._moments.bytes / 1e6:.1f} MB"
    return f"| {name} | {keeping:.3f} ({keeping / (1000 * FRAME):.1%}) | {looking:.2f} | {landscape:.0f} | {kept} |"


def main() -> None:
    """Measure all cases and print them."""
    print("| network, samples | keeping a moment, ms (of a frame) | looking back, ms | landscape, ms | kept |")
    print("|---|---|---|---|---|")
    for settings in CASES:
        print(row(settings), flush=True)


if __name__ == "__main__":
    main()
