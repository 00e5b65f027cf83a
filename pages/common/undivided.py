"""What is done to an experiment is done whole or not at all, also where an exception comes from outside."""

from collections.abc import Iterator
from contextlib import contextmanager
from copy import copy
from threading import RLock
from typing import Any

from mlp_core import Trainer


class Undivided:
    """An experiment that can be taken back to where it was before something was done to it.

    What its attributes hold is replaced, never changed in place; but for the Trainer, of which there are snapshots, and
    for the changes and the kept moments, of which there are copies.
    """

    lock: RLock
    trainer: Trainer
    _changes: Any
    _moments: Any

    @contextmanager
    def _undivided(self) -> Iterator[None]:
        """All of what is done within, or nothing: an exception leaves the experiment as it was before. Holds the lock.

        A thread may be stopped anywhere, and memory may end anywhere. Only ``playing`` is left as it is by then: Pause
        does not wait for the lock.
        """
        with self.lock:
            before, snapshot = dict(vars(self)), self.trainer.snapshot()
            before["_changes"], before["_moments"] = copy(self._changes), copy(self._moments)
            del before["playing"]
            try:
                yield
            except BaseException:
                before["trainer"] = before["trainer"].resumed(snapshot)
                vars(self).update(before)
                raise
