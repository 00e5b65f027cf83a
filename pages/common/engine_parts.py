"""The engine's objects that settings describe."""

from dataclasses import fields, replace

from mlp_core import INITIALIZERS, OPTIMIZERS, SCHEDULES
from mlp_core.activations import ACTIVATIONS, Activation, LeakyReLU, Swish
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
