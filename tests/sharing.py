"""What is computed once for all processes of a run of the tests: the first computes and keeps it, the others read it."""

from __future__ import annotations

import contextlib
import os
import pickle
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

from interpose.solver import Outcome

__all__ = ["Shared", "SharedOutcomes"]

T = TypeVar("T")


class Shared:
    """Results by name, in a folder that all processes of one run of the tests share and no other run knows.

    Parameters
    ----------
    folder : pathlib.Path
        The folder.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(exist_ok=True)

    def once(self, name: str, make: Callable[[], T]) -> T:
        """Give what is kept under a name; where nothing is, make it while the others wait."""
        kept = self.folder / f"{name}.pickle"
        with _alone(self.folder / f"{name}.lock"):
            if not kept.exists():
                made = make()
                half = kept.with_suffix(".half")
                half.write_bytes(pickle.dumps(made))
                half.replace(kept)
                return made
        # Our own file, written by this run of the tests.
        found: T = pickle.loads(kept.read_bytes())  # noqa: S301
        return found


class SharedOutcomes:
    """What the solver found for models that take a while, by the key of the model.

    Parameters
    ----------
    folder : pathlib.Path
        Where it is kept, shared as above.
    least : int
        Columns below which a model is solved anew: that is as quick as reading.
    """

    def __init__(self, folder: Path, least: int = 200) -> None:
        self.folder, self.least = folder, least
        folder.mkdir(exist_ok=True)

    def get(self, key: bytes, /) -> Outcome | None:
        """Return what is kept under a key."""
        try:
            kept = self._place(key).read_bytes()
        except FileNotFoundError:
            return None
        # Our own file, written by this run of the tests.
        found: Outcome = pickle.loads(kept)  # noqa: S301
        return found

    def __setitem__(self, key: bytes, outcome: Outcome, /) -> None:
        if sum(array.size for array in outcome.values.values()) >= self.least:
            # A process may solve in two threads at once, each of which needs a file of its own.
            half = self.folder / f"{os.getpid()}-{threading.get_ident()}.half"
            half.write_bytes(pickle.dumps(outcome))
            half.replace(self._place(key))

    def _place(self, key: bytes) -> Path:
        return self.folder / f"{key[:20].hex()}.pickle"


@contextlib.contextmanager
def _alone(place: Path) -> Iterator[None]:
    import fcntl

    handle = os.open(place, os.O_CREAT | os.O_RDWR)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)
