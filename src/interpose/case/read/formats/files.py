"""The files of a case and of the reference data, each read once and counted into the digest."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath

from interpose.case.registry import LEDGER_TABLES, OTHER_FILES, TABLES, YAML_FILES
from interpose.errors import Fault, InputError, Location, did_you_mean
from interpose.limits import LIMITS

__all__ = ["FileReader", "decode_text", "missing", "unknown_files"]

_TABLES = (".csv", ".tsv", ".yaml", ".yml", ".geojson")
"""Endings that a folder of a case has for nothing else than its own files."""

_DATA = (*_TABLES, ".json", ".txt", ".xls", ".xlsx", ".xlsm", ".ods", ".kml")
"""Endings under which a file of a case may have been saved by mistake."""

_BACKUP = re.compile(r".*(~|\.bak|\.orig|\.old|\.swp|\.tmp)|#.*#", re.IGNORECASE)
_OUR_FOLDERS = ("schemas", "captures")
_DEEPEST = 4


class FileReader:
    """Read text files below one folder, keep their digests, collect what cannot be read.

    Set `base` to the reader of another folder to take from there what this one does not hold.

    Parameters
    ----------
    folder : pathlib.Path
        The folder; nothing outside it is read.
    label : str
        What the files are called in the digest: `case` or `reference`.
    faults : list of Fault
        Where faults go.
    """

    def __init__(self, folder: Path, label: str, faults: list[Fault]) -> None:
        self.folder = folder
        self.label = label
        self.faults = faults
        self.base: FileReader | None = None
        self._digests: dict[str, str] = {}

    def exists(self, name: str) -> bool:
        """Say whether the file is there."""
        return self._has(name) or (self.base is not None and self.base.exists(name))

    def _has(self, name: str) -> bool:
        try:
            return (self.folder / name).is_file()
        except (OSError, ValueError):  # a name that is too long for a file, or that holds what no name may
            return False

    def names(self, pattern: str) -> list[str]:
        """List files by pattern, relative to the folder, sorted; hidden files and those of locks are passed over."""
        listed = (path.relative_to(self.folder).as_posix() for path in self.folder.glob(pattern) if path.is_file())
        found = {name for name in listed if not _hidden(name)}
        return sorted(found.union(self.base.names(pattern)) if self.base is not None else found)

    def own_names(self) -> list[str]:
        """List the files of the folder itself, hidden ones and other cases below it left out, sorted."""
        return sorted(_files_below(self.folder))

    def shown(self, name: str) -> str:
        """Name a file as the user knows it."""
        if self.inherits(name) and self.base is not None:
            return self.base.shown(name)
        return name if self.label == "case" else f"{self.label}/{name}"

    def inherits(self, name: str) -> bool:
        """Say whether a file comes from the shipped case that this one is based on, since the folder does not hold it."""
        return self.base is not None and not self._has(name) and self.base.exists(name)

    def text(self, name: str) -> str | None:
        """Read a file as UTF-8; what cannot be read becomes a fault and None."""
        if self.inherits(name) and self.base is not None:
            return self.base.text(name)
        path = self.folder / name
        try:
            if not path.resolve().is_relative_to(self.folder.resolve()):
                self._fault(name, "lies outside the case folder", "a case must not reach into other folders", "copy the file")
                return None
            if path.stat().st_size > LIMITS.file_bytes:
                self._fault(
                    name,
                    f"is larger than {LIMITS.file_bytes // 1024**2} MiB",
                    "it would not fit in memory with the rest",
                    "split the case",
                )
                return None
            data = path.read_bytes()
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or type(error).__name__
            self._fault(name, f"cannot be read: {reason}", "the case is incomplete without it", "check name and permissions")
            return None
        self._digests[name] = hashlib.sha256(data).hexdigest()
        try:
            return decode_text(data, self.shown(name))
        except InputError as error:
            self.faults.extend(error.faults)
            return None

    def _fault(self, name: str, what: str, why: str, mend: str) -> None:
        self.faults.append(Fault(f"the file {what}", Location(self.shown(name)), why, mend))

    def digests(self) -> list[str]:
        """List `label/name digest` for what was read, sorted."""
        own = [f"{self.label}/{name} {digest}" for name, digest in self._digests.items()]
        return sorted([*own, *(self.base.digests() if self.base is not None else ())])


def unknown_files(case: FileReader) -> list[Fault]:
    """Refuse files that nothing reads: a misspelt name, another ending or folder would otherwise lose them in silence.

    Returns
    -------
    list of Fault
        One for each file that has the ending, the name or the folder of a file of a case, and is none.
    """
    tables = [spec for spec in (*TABLES, *LEDGER_TABLES) if not spec.reference_only]
    known = [name for spec in tables for name in (spec.file, spec.earlier) if name is not None]
    known += [*OTHER_FILES, *(spec.pattern for spec in YAML_FILES if "*" not in spec.pattern)]
    patterns = [spec.pattern for spec in YAML_FILES if "*" in spec.pattern]
    faults = []
    for name in case.own_names():
        path = PurePosixPath(name)
        if name in known or any(_matches(path, pattern) for pattern in patterns) or _BACKUP.fullmatch(path.name):
            continue
        meant = _meant(path, known, patterns)
        if meant or (len(path.parts) == 1 and path.suffix.casefold() in _TABLES):
            mend = f"did you mean {meant!r}?" if meant else did_you_mean(name, known)
            mend = mend or "move it into a folder of its own if it is not part of the case"
            why = "a file that nothing reads would be lost in silence"
            faults.append(Fault(f"file {name!r} is not part of a case", Location(case.shown(name)), why, mend))
    return faults


def _matches(path: PurePosixPath, pattern: str) -> bool:
    return len(path.parts) == pattern.count("/") + 1 and path.match(pattern) and path.suffix == ".yaml"


def _meant(path: PurePosixPath, known: Sequence[str], patterns: Sequence[str]) -> str:
    """Find the file of a case that a name is another spelling of; empty where there is none."""
    if not any(suffix.casefold() in _DATA for suffix in path.suffixes):
        return ""
    stem = path.name.partition(".")[0].casefold()
    for name in known:
        if stem == name.partition(".")[0]:
            return name
    for pattern in patterns:
        folder = pattern.partition("/")[0]
        if any(part.casefold() in (folder, folder.removesuffix("s")) for part in path.parts[:-1]):
            return f"{folder}/{path.name.partition('.')[0]}.yaml"
    return ""


def _hidden(name: str) -> bool:
    """Say whether a file is one of those that systems and editors leave: `._name`, `.name`, `~$name`."""
    return any(part.startswith((".", "~$")) for part in name.split("/"))


def _files_below(folder: Path) -> Iterator[str]:
    for place, folders, files in os.walk(folder):
        below = Path(place).relative_to(folder)
        depth = len(below.parts)
        folders[:] = sorted(
            name
            for name in folders
            if not _hidden(name)
            and depth < _DEEPEST
            and not (depth == 0 and name in _OUR_FOLDERS)
            # Another case, or what a brief wrote, is no part of this one.
            and not any((Path(place) / name / own).is_file() for own in ("scenario.yaml", "assessment.json"))
        )
        yield from ((below / name).as_posix() for name in files if not _hidden(name))


def decode_text(data: bytes, name: str) -> str:
    """Decode a user's text, or name the encoding that it seems to have.

    Line ends become newlines, as when the file is opened as text, so that places in it mean the same everywhere; a byte
    order mark is left out.

    Raises
    ------
    InputError
        Where it is not UTF-8.
    """
    why = "Interpose reads UTF-8 only"
    mend = "save the file as UTF-8 ('CSV UTF-8')" if name.endswith(".csv") else "save the file as UTF-8"
    for mark, encoding in ((b"\xff\xfe\x00\x00", "UTF-32"), (b"\xff\xfe", "UTF-16"), (b"\xfe\xff", "UTF-16")):
        if data.startswith(mark):
            raise InputError([Fault(f"the file is encoded in {encoding}", Location(name, 1), why, mend)])
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        guess = "Windows-1251 or KOI8-R" if _looks_cyrillic(data) else "Windows-1252 or Latin-1"
        what = f"byte {data[error.start]:#04x} is not UTF-8 (the file looks like {guess})"
        raise InputError([Fault(what, Location(name, line), why, mend)]) from error
    if "\x00" in text:
        line = text.count("\n", 0, text.index("\x00")) + 1
        raise InputError([Fault("a NUL byte", Location(name, line), "this is no text", mend)])
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _looks_cyrillic(data: bytes) -> bool:
    high = [byte for byte in data[:65536] if byte >= 0x80]
    return len(high) > 0.5 * len(data[:65536])


def missing(file: str, why: str) -> Fault:
    """Say that a file of a case is missing."""
    return Fault("the file is missing", Location(file), why, f"add {file}; `interpose new` makes a case with all files")
