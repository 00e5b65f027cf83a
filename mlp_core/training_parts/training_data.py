"""Training and test data, checked against the network and the loss that are to learn from them."""

import numpy as np
from numpy.typing import ArrayLike

from mlp_core.activations import Activation
from mlp_core.arrays import Array
from mlp_core.losses import Loss, check_fit, check_targets
from mlp_core.network import MLP

# X (N, n_inputs) and T (N, n_outputs)
Data = tuple[Array, Array]


def checked_data(network: MLP, X: ArrayLike, T: ArrayLike, which: str) -> Data:
    """Read-only copies of X (N, n_inputs) and T (N, n_outputs) that fit the network and are finite."""
    X, T = np.array(X, dtype=np.float64), np.array(T, dtype=np.float64)
    n_in, n_out = network.layer_sizes[0], network.layer_sizes[-1]
    if X.ndim != 2 or T.ndim != 2 or len(X) != len(T) or len(X) == 0 or X.shape[1] != n_in or T.shape[1] != n_out:
        raise ValueError(
            f"the {which} data must be X (N, {n_in}) and T (N, {n_out}) with N ≥ 1, not {X.shape} and {T.shape}"
        )
    if not (np.isfinite(X).all() and np.isfinite(T).all()):
        raise ValueError(f"the {which} data hold values that are not finite")
    X.flags.writeable = T.flags.writeable = False
    return X, T


def other_data(
    network: MLP,
    data: Data,
    test_data: Data | None,
    X: ArrayLike | None = None,
    T: ArrayLike | None = None,
    X_test: ArrayLike | None = None,
    T_test: ArrayLike | None = None,
) -> tuple[Data, Data | None]:
    """Training and test data with other inputs or targets for the same training samples; None keeps the old ones."""
    old_X, old_T = data
    new = checked_data(network, old_X if X is None else X, old_T if T is None else T, "training")
    if test_data is None:
        return new, None
    old_X, old_T = test_data
    return new, checked_data(network, old_X if X_test is None else X_test, old_T if T_test is None else T_test, "test")


def check_function(loss: Loss, output: Activation, T: Array, test_data: Data | None) -> None:
    """``ValueError`` where the loss cannot stand on the output activation, or not on the targets."""
    check_fit(loss, output)
    check_targets(loss, T)
    if test_data is not None:
        check_targets(loss, test_data[1])
