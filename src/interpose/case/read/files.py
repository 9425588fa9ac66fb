"""The files of a case and of the reference data, each read once and counted into the digest."""

from __future__ import annotations

import hashlib
from pathlib import Path

from interpose.case.registry import LEDGER_TABLES, OTHER_FILES, TABLES, YAML_FILES
from interpose.errors import Fault, did_you_mean

__all__ = ["FileReader", "unknown_files"]

LARGEST_FILE = 256 * 1024 * 1024


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
        return (self.folder / name).is_file()

    def names(self, pattern: str) -> list[str]:
        """List files by pattern, relative to the folder, sorted."""
        found = {path.relative_to(self.folder).as_posix() for path in self.folder.glob(pattern) if path.is_file()}
        return sorted(found.union(self.base.names(pattern)) if self.base is not None else found)

    def shown(self, name: str) -> str:
        """Name a file as the user knows it."""
        if self.base is not None and not self._has(name) and self.base.exists(name):
            return self.base.shown(name)
        return name if self.label == "case" else f"{self.label}/{name}"

    def text(self, name: str) -> str | None:
        """Read a file as UTF-8; what cannot be read becomes a fault and None."""
        if self.base is not None and not self._has(name) and self.base.exists(name):
            return self.base.text(name)
        path = self.folder / name
        try:
            if not path.resolve().is_relative_to(self.folder.resolve()):
                self._fault(name, "lies outside the case folder", "a case must not reach into other folders", "copy the file")
                return None
            if path.stat().st_size > LARGEST_FILE:
                self._fault(name, "is larger than 256 MiB", "it would not fit in memory with the rest", "split the case")
                return None
            data = path.read_bytes()
        except OSError as error:
            reason = error.strerror or type(error).__name__
            self._fault(name, f"cannot be read: {reason}", "the case is incomplete without it", "check name and permissions")
            return None
        self._digests[name] = hashlib.sha256(data).hexdigest()
        return self._decode(name, data)

    def _decode(self, name: str, data: bytes) -> str | None:
        for mark, encoding in ((b"\xff\xfe", "UTF-16"), (b"\xfe\xff", "UTF-16")):
            if data.startswith(mark):
                self._fault(name, f"is encoded in {encoding}", "Interpose reads UTF-8 only", "save the file as UTF-8")
                return None
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = data.count(b"\n", 0, error.start) + 1
            what = f"byte {data[error.start]:#04x} is not UTF-8 (the file looks like Windows-1252 or Latin-1)"
            self.faults.append(
                Fault(what, self.shown(name), line, None, "Interpose reads UTF-8 only", "save the file as UTF-8 ('CSV UTF-8')")
            )
            return None
        if "\x00" in text:
            line = text.count("\n", 0, text.index("\x00")) + 1
            self.faults.append(
                Fault("a NUL byte", self.shown(name), line, None, "this is no text file", "export it anew as text")
            )
            return None
        return text

    def _fault(self, name: str, what: str, why: str, mend: str) -> None:
        self.faults.append(Fault(f"the file {what}", self.shown(name), None, None, why, mend))

    def digests(self) -> list[str]:
        """List `label/name digest` for what was read, sorted."""
        own = [f"{self.label}/{name} {digest}" for name, digest in self._digests.items()]
        return sorted([*own, *(self.base.digests() if self.base is not None else ())])


def unknown_files(case: FileReader) -> list[Fault]:
    """Refuse tables that nothing reads: a misspelt file name would otherwise lose them in silence."""
    known = [spec.file for spec in (*TABLES, *LEDGER_TABLES) if not getattr(spec, "reference_only", False)]
    known += [*OTHER_FILES, *(spec.pattern for spec in YAML_FILES if "*" not in spec.pattern)]
    faults = []
    for pattern in ("*.csv", "*.yaml", "*.yml", "*.geojson"):
        for name in case.names(pattern):
            if name not in known:
                mend = did_you_mean(name, known) or "move it into a folder of its own if it is not part of the case"
                why = "a file that nothing reads would be lost in silence"
                faults.append(Fault(f"file {name!r} is not part of a case", name, None, None, why, mend))
    return faults
