"""Mini-batches: each row once an epoch, in an order that changes and comes from the seed."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from mlp_core.training_parts.mini_batches import WIDE, MiniBatches


def numbered(n: int, n_inputs: int = 2) -> tuple[np.ndarray, np.ndarray]:
    """Rows that tell their own number, with changing sign: inputs (n, n_inputs), targets (n, 1)."""
    number = np.arange(float(n))[:, None]
    return number * (-1.0) ** np.arange(n_inputs), 10.0 * number


def epoch(batches: MiniBatches, size: int) -> list[np.ndarray]:
    """The numbers of the rows in each mini-batch of one epoch."""
    rows = []
    while not rows or batches.remaining:
        x, t = batches.next(size)
        np.testing.assert_array_equal(x[:, -1], 1.0)
        np.testing.assert_array_equal(x[:, 1:-1:2], -x[:, :-2:2])
        np.testing.assert_array_equal(t[:, 0], 10 * x[:, 0])
        rows.append(x[:, 0].copy())
    return rows


@given(st.integers(1, 40), st.integers(1, 60), st.integers(0, 5), st.sampled_from([2, 2 * WIDE]))
def test_every_row_once_an_epoch(n: int, size: int, seed: int, n_inputs: int) -> None:
    """Whether rows are narrow or so wide that they are fetched late."""
    batches, again = MiniBatches(*numbered(n, n_inputs), seed), MiniBatches(*numbered(n), seed)
    for _ in range(3):
        rows = epoch(batches, size)
        assert [len(each) for each in rows[:-1]] == [min(size, n)] * (len(rows) - 1)
        assert len(rows) == -(-n // size)
        np.testing.assert_array_equal(np.sort(np.concatenate(rows)), np.arange(n))
        np.testing.assert_array_equal(np.concatenate(rows), np.concatenate(epoch(again, n + 1)))


def test_another_order_every_epoch_and_seed() -> None:
    batches = MiniBatches(*numbered(50), 0)
    orders = [np.concatenate(epoch(batches, 7)) for _ in range(3)]
    orders.append(np.concatenate(epoch(MiniBatches(*numbered(50), 1), 7)))
    assert len({tuple(order) for order in orders}) == 4


def test_other_data_for_the_same_rows_in_the_middle_of_an_epoch() -> None:
    X, T = numbered(10)
    batches, plain = MiniBatches(X, T, 0), MiniBatches(X, T, 0)
    batches.next(4)
    plain.next(4)
    batches.replace_data(X[:, :1], T + 1.0)
    assert batches.remaining == 6
    for _ in range(9):  # also in the epochs to come
        (x, t), (old_x, old_t) = batches.next(4), plain.next(4)
        np.testing.assert_array_equal(x, old_x[:, [0, 2]])
        np.testing.assert_array_equal(t, old_t + 1.0)
    wide, plain = MiniBatches(X, T, 0), MiniBatches(X, T, 0)
    wide.next(4)
    plain.next(4)
    wide.replace_data(numbered(10, 2 * WIDE)[0], T)
    for _ in range(9):
        np.testing.assert_array_equal(wide.next(4)[0][:, :2], plain.next(4)[0][:, :2])


def test_an_epoch_can_be_dropped() -> None:
    batches = MiniBatches(*numbered(10), 0)
    batches.next(4)
    batches.drop_epoch()
    assert sum(len(each) for each in epoch(batches, 4)) == 10
