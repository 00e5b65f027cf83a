"""Multilayer perceptrons in NumPy: the mathematics of the playground, written to be read.

A good order: activations, losses, network, optimizers, training. ``training_parts`` is what the Trainer is made of,
``stacks`` trains many networks at once, ``export`` writes one down to take it elsewhere, ``lessons`` is what single
pages demonstrate.
"""

from mlp_core.activations import ACTIVATIONS
from mlp_core.datasets import DATASETS
from mlp_core.initializers import INITIALIZERS
from mlp_core.losses import LOSSES
from mlp_core.network import MLP
from mlp_core.optimizers import OPTIMIZERS
from mlp_core.schedules import SCHEDULES
from mlp_core.training import Trainer

__all__ = ["ACTIVATIONS", "DATASETS", "INITIALIZERS", "LOSSES", "MLP", "OPTIMIZERS", "SCHEDULES", "Trainer"]
