"""What many networks cost when they are trained as one stack: beside one network alone, in the same run.

The one alone is the fast Trainer; both record loss and accuracy of every epoch, as on the page. They take turns, so
that a busy machine slows them alike; each figure is a median over the rounds, each ratio the median of the ratios
within a round. Prints Markdown.
"""

import platform
import statistics
from importlib.metadata import version

from threadpoolctl import threadpool_limits

from benchmarks.engine import ROUNDS, Epoch, ratio, take_turns
from mlp_core import DATASETS, MLP, Trainer
from mlp_core.stacks.network_stack import NetworkStack
from mlp_core.stacks.stack_training import StackTrainer

LAYER_SIZES = (2, 8, 1)
ACTIVATIONS = ("tanh", "sigmoid")
BATCH_SIZE = 10
STACKS = (1, 8, 32, 128)


def one_network(loss: str) -> Epoch:
    data = DATASETS["circle"].generate(n_samples=300, test_share=0.0)
    trainer = Trainer(MLP(LAYER_SIZES, ACTIVATIONS), data.X, data.T, loss, learning_rate=0.1, batch_size=BATCH_SIZE)
    return lambda: trainer.run_epochs(1)


def stack(loss: str, n_networks: int) -> Epoch:
    data = DATASETS["circle"].generate(n_samples=300, test_share=0.0)
    networks = NetworkStack(LAYER_SIZES, ACTIVATIONS, seeds=range(n_networks))
    trainer = StackTrainer(networks, data.X, data.T, loss, learning_rates=0.1, batch_size=BATCH_SIZE)
    return lambda: trainer.run_epochs(1)


def main() -> None:
    print(
        f"Python {platform.python_version()}, numpy {version('numpy')}; one thread; medians of {ROUNDS} rounds. "
        f"{'-'.join(map(str, LAYER_SIZES))}, batch {BATCH_SIZE}, 300 samples.\n"
    )
    print("| loss | networks | ms an epoch | beside one alone | a network |\n|---|---:|---:|---:|---:|")
    with threadpool_limits(limits=1):
        for loss in ("binary_cross_entropy", "half_quadratic"):
            alone = {"alone": one_network(loss)}
            times = take_turns(alone | {f"{n}": stack(loss, n) for n in STACKS})
            print(f"| {loss} | one alone | {statistics.median(times['alone']):.2f} | | |")
            for n in STACKS:
                cost = ratio(times, f"{n}", "alone")
                median = statistics.median(times[f"{n}"])
                print(f"| {loss} | stack of {n} | {median:.2f} | **{cost:.1f} ×** | {cost / n:.2f} × |", flush=True)


if __name__ == "__main__":
    main()
