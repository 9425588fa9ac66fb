"""The folder of a study: what it is a study of, the parts that are there, and a lock so that one run at a time adds to them."""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from interpose.editing.atomic import write_atomically
from interpose.errors import Fault, InputError, Location, UsageError
from interpose.exploration.design import Design, RowSpan
from interpose.exploration.study.parts import digest_of, encode, read_part, whole

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["StudyFolder", "parts_of"]

_STUDY = "study.json"
_LOCK = ".lock"
_PACKAGES = ("interpose", "numpy", "scipy", "pandas", "highspy", "pyarrow")
_MENDS = {
    "digest": "put the case back as it was, or give another --output for a study of the case as it is now",
    "uncertainties": "put uncertainties.csv back as it was, or give another --output: other inputs make other futures",
    "version": "go on with that version of interpose, or give another --output",
    "seed": "go on with that seed, or give another --output",
}


@dataclass(frozen=True, slots=True)
class StudyFolder:
    """A folder with `study.json` and its parts.

    Parameters
    ----------
    path : pathlib.Path
        The folder.
    """

    path: Path

    @classmethod
    def opened(cls, path: Path, identity: Mapping[str, object], about: Mapping[str, object]) -> StudyFolder:
        """Open the folder of a study, or begin one: afterwards `study.json` says what it is a study of.

        Parameters
        ----------
        path : pathlib.Path
            The folder; it is made where it does not exist.
        identity : mapping
            What every row depends on: hashes of the case and of its uncertainties, version, seed, mandate.
        about : mapping
            What else is recorded of it: method, columns, rows.

        Raises
        ------
        UsageError
            Where the folder holds something else than a study.
        InputError
            Where it holds a study of something else: every difference with what to do about it.
        """
        folder, before = cls(path), None
        if path.is_dir() and (path / _STUDY).exists():
            before = folder.recorded()
            folder._refuse_another(before, identity)
        elif path.exists() and (not path.is_dir() or any(each.name != _LOCK for each in path.iterdir())):
            raise UsageError(f"{path} is no folder of a study", "give --output a new or empty folder")
        try:
            path.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise UsageError(f"cannot make {path}: {error.strerror}", "choose a folder that you may write to") from error
        said = {"schema_version": 1, "identity": dict(identity), "versions": _versions(), **about}
        if before is None or {**before, "versions": None} != {**said, "versions": None}:
            write_atomically(path / _STUDY, _json_bytes(said), durable=True)
        return folder

    def recorded(self) -> dict[str, Any]:
        """Return what `study.json` says.

        Raises
        ------
        InputError
            Where there is none that can be read.
        """
        path = self.path / _STUDY
        try:
            said = json.loads(path.read_text(encoding="utf-8"))
            if not isinstance(said["identity"], dict):
                raise TypeError("identity is no mapping")
            if not isinstance(said.get("rows", 0), int):
                raise TypeError("rows is no number")
            for column in said.get("columns", []):
                _ = str(column["id"]), int(column["dimension"])
        except (OSError, ValueError, KeyError, TypeError) as error:
            missing = isinstance(error, FileNotFoundError | NotADirectoryError)
            reason = (
                "there is no such file"
                if missing
                else f"it cannot be read: {error.strerror}"
                if isinstance(error, OSError)
                else "it is damaged, or something else wrote it"
            )
            why, mend = "it says what futures hang on", "give the folder that `interpose explore CASE --output` wrote"
            raise InputError([Fault(f"this is no study: {reason}", Location(str(path)), why, mend)]) from error
        return dict(said)

    def _refuse_another(self, before: Mapping[str, Any], identity: Mapping[str, object]) -> None:
        old, new = before["identity"], json.loads(json.dumps(dict(identity)))
        faults = []
        for name in sorted({*old, *new}):
            if old.get(name) != new.get(name):
                what = f"this study has {name} {_short(old.get(name))}, and what is asked has {_short(new.get(name))}"
                mend = _MENDS.get(name, f"ask for the {name} that the study has, or give another --output")
                faults.append(Fault(what, Location(str(self.path / _STUDY)), "futures of two questions must not mix", mend))
        if faults:
            raise InputError(faults)

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Be the only run that adds to the study; what an earlier run was killed over is taken away.

        Raises
        ------
        UsageError
            Where another run is at it.
        """
        with (self.path / _LOCK).open("a+", encoding="utf-8") as lock:
            _take(lock.fileno(), self.path)
            for stray in self.path.glob(".*.part"):
                stray.unlink(missing_ok=True)
            yield

    def place(self, design: Design, span: RowSpan) -> Path:
        """Return the file of a part."""
        return self.path / f"{design.name}-{span.start // design.part_rows:05d}.parquet"

    def missing(self, design: Design) -> tuple[RowSpan, ...]:
        """Return the parts of a design that are not there whole; a longer design computes a shorter last part again."""
        return tuple(span for span in parts_of(design) if self._part(design, span) is None)

    def write(self, design: Design, span: RowSpan, frames: Sequence[pd.DataFrame]) -> None:
        """Write a part so that it is there whole or not at all, also where the machine fails.

        Raises
        ------
        UsageError
            Where it cannot be written, such as on a disk that is full.
        """
        write_atomically(self.place(design, span), encode(whole(frames), span), durable=True)

    def table(self, design: Design) -> pd.DataFrame:
        """Return all rows of a design that are there."""
        found = [part[0] for part in (self._part(design, span) for span in parts_of(design)) if part is not None]
        return whole(found)

    def digest(self, design: Design) -> str:
        """Return the SHA-256 over the digests of all parts that are there, in their order."""
        found = [part[1] for part in (self._part(design, span) for span in parts_of(design)) if part is not None]
        return hashlib.sha256("\n".join(found).encode()).hexdigest()

    def _part(self, design: Design, span: RowSpan) -> tuple[pd.DataFrame, str] | None:
        try:
            read = read_part(self.place(design, span).read_bytes())
        except OSError:
            return None
        if read is None or read[0].start != span.start or read[0].stop < span.stop:
            return None
        # A longer part begins with the same rows: who asks for fewer takes these, and nothing is lost.
        rows = read[1].head(span.stop - span.start)
        return rows, read[2] if read[0] == span else digest_of(rows)


def parts_of(design: Design) -> tuple[RowSpan, ...]:
    """Return the parts of a design."""
    return RowSpan(0, design.rows).pieces(design.part_rows)


def _take(handle: int, folder: Path) -> None:
    """Take the lock, which ends with the process that holds it, however it ends; its file names that process."""
    if sys.platform == "win32":
        return
    import fcntl

    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        holder = ""
        with suppress(OSError, ValueError):
            holder = f" (process {int(os.pread(handle, 20, 0))})"
        raise UsageError(
            f"another run{holder} writes into {folder}", "wait until it ends, stop it, or give another --output"
        ) from error
    os.ftruncate(handle, 0)
    os.pwrite(handle, f"{os.getpid()}\n".encode(), 0)


def _versions() -> dict[str, str]:
    found = {"python": ".".join(map(str, sys.version_info[:3]))}
    for name in _PACKAGES:
        with suppress(PackageNotFoundError):
            found[name] = version(name)
    return found


def _json_bytes(said: Mapping[str, object]) -> bytes:
    return (json.dumps(said, ensure_ascii=False, indent=1) + "\n").encode()


def _short(value: object) -> str:
    text = "none" if value is None else str(value)
    return f"{text[:12]}…" if len(text) == 64 else text
