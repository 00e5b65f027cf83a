"""A trained network as text to take home: JSON, NumPy code, PyTorch code, and its history as CSV."""

from mlp_core.export.history_csv import history_csv
from mlp_core.export.history_json import history_entries, read_history
from mlp_core.export.network_json import network_entries, read_network
from mlp_core.export.numpy_code import numpy_code
from mlp_core.export.progress_json import progress_entries, read_progress
from mlp_core.export.pytorch_code import pytorch_code
from mlp_core.export.trained_network import TrainedNetwork, trained_network
from mlp_core.training_parts.progress import Progress

__all__ = [
    "Progress",
    "TrainedNetwork",
    "history_csv",
    "history_entries",
    "network_entries",
    "numpy_code",
    "progress_entries",
    "pytorch_code",
    "read_history",
    "read_network",
    "read_progress",
    "trained_network",
]
