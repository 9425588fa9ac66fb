"""What is computed once for all processes of a run of the tests: the first computes and keeps it, the others read it."""

from __future__ import annotations

import contextlib
import os
import pickle
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

__all__ = ["Shared"]

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


@contextlib.contextmanager
def _alone(place: Path) -> Iterator[None]:
    import fcntl

    handle = os.open(place, os.O_CREAT | os.O_RDWR)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)
