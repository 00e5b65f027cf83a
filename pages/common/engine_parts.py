"""The engine's objects that settings describe."""

from dataclasses import fields, replace

from mlp_core import INITIALIZERS, MLP, OPTIMIZERS, SCHEDULES, Trainer
from mlp_core.activations import ACTIVATIONS, Activation, LeakyReLU, Swish
from mlp_core.arrays import Array
from mlp_core.datasets import Dataset
from mlp_core.initializers import Initializer
from mlp_core.optimizers import Optimizer
from mlp_core.schedules import Cosine, Exponential, InverseTime, Schedule, StepDecay
from pages.common.settings import Settings


def activations(settings: Settings) -> tuple[Activation, ...]:
    """Of the hidden layers and of the output."""
    own = {"leaky_relu": LeakyReLU(settings.slope), "swish": Swish(settings.beta)}
    return tuple(own.get(name, ACTIVATIONS[name]) for name in (*settings.activation, settings.output))


def optimizer(settings: Settings) -> Optimizer:
    """With those of the settings' parameters that it has."""
    chosen = OPTIMIZERS[settings.optimizer]
    own = {each.name for each in fields(chosen)} & {"mu", "gamma", "beta1", "beta2"}
    return replace(chosen, **{name: getattr(settings, name) for name in own})


def schedule(settings: Settings) -> Schedule:
    """How the learning rate falls."""
    return {
        "step": StepDecay(settings.drop, settings.every),
        "exponential": Exponential(settings.decay),
        "1/t": InverseTime(settings.half),
        "cosine": Cosine(settings.span),
    }.get(settings.schedule, SCHEDULES[settings.schedule])


def initializer(settings: Settings) -> Initializer:
    """With the scale of the settings."""
    return replace(INITIALIZERS[settings.initializer], scale=settings.scale)


def dataset(settings: Settings) -> Dataset:
    """The points."""
    s = settings
    return s.kind.generate(
        n_samples=s.samples,
        noise=s.noise / 100,
        seed=s.sample,
        test_share=s.test / 100,
        n_classes=s.classes if s.task == "multiclass" else None,
    )


def standardised(network: MLP, dataset: Dataset, settings: Settings) -> Array:
    """Parameters (P,) that answer to the network's inputs as the given network does to the data's own.

    ``ValueError`` where the network has other layer sizes than the settings.
    """
    sizes = (dataset.X.shape[1], *settings.layers, dataset.T.shape[1])
    if network.layer_sizes != sizes:
        raise ValueError(f"the network has the layers {network.layer_sizes}, the settings ask for {sizes}")
    other = network.copy()
    if settings.scaling != "standard":
        return other.parameters
    other.biases[0][:] += network.weights[0] @ dataset.input_mean
    other.weights[0][:] *= dataset.input_scale
    return other.parameters


def adjust(trainer: Trainer, settings: Settings) -> None:
    """Bring a living Trainer in step with what changes neither its functions nor its shape."""
    s = settings
    if trainer.optimizer != optimizer(s):
        trainer.optimizer = optimizer(s)
    if trainer.schedule != schedule(s):
        trainer.schedule = schedule(s)
    trainer.learning_rate = s.rate
    trainer.batch_size = s.batch or "all"
    trainer.l1, trainer.l2, trainer.clip_norm = s.l1, s.l2, s.clip or None
    rules = (s.stop_gradient or None, s.stop_loss or None, s.stop_epoch or None)
    if rules != (trainer.stop_gradient_norm, trainer.stop_loss, trainer.stop_epoch):
        trainer.stop_gradient_norm, trainer.stop_loss, trainer.stop_epoch = rules
