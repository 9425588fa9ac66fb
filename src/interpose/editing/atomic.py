"""Files and folders that appear whole or not at all, also where a run is interrupted or killed half-way.

Several files are replaced as one: what they replace is kept aside in a folder beside them until all are in place. Whoever fails
half-way puts it back; what a killed run left is put back by the next one that opens the folder.
"""

from __future__ import annotations

import contextlib
import errno
import glob
import hashlib
import json
import os
import re
import shutil
import signal
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from interpose.case.read.opening import KEPT
from interpose.errors import UsageError

__all__ = ["clear_away", "folder_that_appears_whole", "put_back", "replace_files", "write_atomically"]

_LIST = "replaced.json"

_half_written: set[Path] = set()
"""Files and folders of this process that wait to take their names."""


def write_atomically(path: Path, data: bytes, *, durable: bool = False) -> None:
    """Write a file so that it is either the old one or the new one, never half of either.

    Parameters
    ----------
    path : pathlib.Path
        Where to.
    data : bytes
        What.
    durable : bool
        Whether to wait until it is on the disk, so that this also holds where the machine itself fails.

    Raises
    ------
    UsageError
        Where the folder cannot be written to.
    """
    try:
        with _waiting(path, data, durable=durable) as temporary:
            temporary.replace(path)
        if durable and sys.platform != "win32":
            folder = os.open(path.parent, os.O_RDONLY)
            try:
                os.fsync(folder)
            finally:
                os.close(folder)
    except OSError as error:
        raise _cannot_write(path, error) from error


def replace_files(folder: Path, make: Callable[[], Mapping[str, bytes]]) -> None:
    """Write several files of a folder, all of them or none: two runs into one folder come one after the other.

    Parameters
    ----------
    folder : pathlib.Path
        The folder; it is made where it does not exist.
    make : callable
        Gives what each file is to hold, by its name relative to the folder. It is asked when no other run writes there, so
        that it may read what it adds to.

    Raises
    ------
    UsageError
        Where one of them cannot be written. All are as they were then.
    """
    made = [place for place in (folder, *folder.parents) if not place.exists()]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with _alone_in(folder):
            _put_back(folder)
            contents = make()
            for name in contents:
                made = [*[place for place in (folder / name).parents if not place.exists()], *made]
                (folder / name).parent.mkdir(parents=True, exist_ok=True)
                if (folder / name).is_dir():
                    raise IsADirectoryError(f"{name} is a folder")
                _sweep(folder / name)
            with contextlib.ExitStack() as stack:
                waiting = {name: stack.enter_context(_waiting(folder / name, data)) for name, data in contents.items()}
                with _undisturbed():
                    if contents:
                        _move_in(folder, waiting, contents)
                    made = []
    except OSError as error:
        raise _cannot_write(folder, error) from error
    finally:
        for place in sorted(made, key=lambda place: len(place.parts), reverse=True):
            with suppress(OSError):
                place.rmdir()


def put_back(folder: Path) -> bool:
    """Undo what a run that was killed half-way left in a folder.

    Parameters
    ----------
    folder : pathlib.Path
        A folder that `replace_files` writes into.

    Returns
    -------
    bool
        Whether there was something to undo.

    Raises
    ------
    UsageError
        Where there is, and the folder cannot be written to.
    """
    if not (folder / KEPT).is_dir():
        return False
    try:
        with _alone_in(folder), _undisturbed():
            return _put_back(folder)
    except OSError as error:
        raise _cannot_write(folder, error) from error


@contextmanager
def folder_that_appears_whole(target: Path) -> Iterator[Path]:
    """Give a folder to fill that takes its name only when everything in it was written.

    Parameters
    ----------
    target : pathlib.Path
        The folder that is to appear; it must not exist.

    Yields
    ------
    pathlib.Path
        A folder beside it to write into.

    Raises
    ------
    UsageError
        Where it exists already, or cannot be made.
    """
    if target.exists() or target.is_symlink():
        raise UsageError(f"{target} exists already; nothing was written", "choose another name, or move it away first")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with _undisturbed():
            temporary = Path(tempfile.mkdtemp(prefix=_beginning(target), dir=target.parent))
            _half_written.add(temporary)
    except OSError as error:
        raise _cannot_write(target.parent, error) from error
    try:
        yield temporary
        temporary.chmod(0o777 & ~_umask())
        temporary.rename(target)
    except OSError as error:
        raise _cannot_write(target, error) from error
    finally:
        with suppress(OSError):
            shutil.rmtree(temporary)
        _half_written.discard(temporary)


def clear_away() -> tuple[Path, ...]:
    """Take away what this process was writing; return what could not be."""
    for place in _half_written:
        with suppress(OSError):
            if place.is_dir():
                shutil.rmtree(place)
            else:
                place.unlink(missing_ok=True)
    return tuple(sorted(place for place in _half_written if place.exists()))


@contextmanager
def _waiting(place: Path, data: bytes, *, durable: bool = False) -> Iterator[Path]:
    """Write a file beside its place, to be moved in; it is gone afterwards where it was not."""
    with _undisturbed():
        handle, name = tempfile.mkstemp(prefix=_beginning(place), suffix=".part", dir=place.parent)
        temporary = Path(name)
        _half_written.add(temporary)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            if durable:
                stream.flush()
                os.fsync(stream.fileno())
        temporary.chmod(0o666 & ~_umask())
        yield temporary
    finally:
        temporary.unlink(missing_ok=True)
        _half_written.discard(temporary)


def _move_in(folder: Path, waiting: Mapping[str, Path], contents: Mapping[str, bytes]) -> None:
    _keep(folder, {name: hashlib.sha256(data).hexdigest() for name, data in contents.items()})
    try:
        for name, temporary in waiting.items():
            temporary.replace(folder / name)
        _forget(folder)
    except BaseException:
        _put_back(folder)
        raise


def _keep(folder: Path, replaced: Mapping[str, str]) -> None:
    """Keep aside what is about to be replaced, with the digests of what replaces it."""
    kept = Path(tempfile.mkdtemp(prefix=f"{KEPT}.", dir=folder))
    try:
        for number, name in enumerate(replaced):
            if (folder / name).exists():
                try:
                    os.link(folder / name, kept / str(number))
                except OSError:
                    shutil.copy2(folder / name, kept / str(number))
        (kept / _LIST).write_text(json.dumps(replaced), encoding="utf-8")
        kept.rename(folder / KEPT)
    except BaseException:
        shutil.rmtree(kept, ignore_errors=True)
        raise


def _put_back(folder: Path) -> bool:
    """Put back what was kept in place of what replaced it; what somebody has changed since then is let be."""
    kept = folder / KEPT
    if not kept.is_dir():
        return False
    replaced: dict[str, str] = json.loads((kept / _LIST).read_text(encoding="utf-8"))
    for number, (name, digest) in enumerate(replaced.items()):
        place, old = folder / name, kept / str(number)
        if place.is_file() and hashlib.sha256(place.read_bytes()).hexdigest() == digest:
            if old.exists():
                old.replace(place)
            else:
                place.unlink()
        _sweep(place)
    _forget(folder)
    return True


def _sweep(place: Path) -> None:
    """Take away what runs that were killed left beside a file; who calls this is alone in the folder."""
    for stray in place.parent.glob(f"{glob.escape(_beginning(place))}*.part"):
        if stray not in _half_written:
            stray.unlink(missing_ok=True)


def _forget(folder: Path) -> None:
    """Take away what was kept: first its name, so that nobody puts half of it back."""
    gone = Path(tempfile.mkdtemp(prefix=f"{KEPT}.", dir=folder))
    (folder / KEPT).rename(gone / "kept")
    for place in folder.glob(f"{KEPT}.*"):
        shutil.rmtree(place, ignore_errors=True)


def _beginning(place: Path) -> str:
    """Give the beginning of the temporary name of a file: file systems take no name of more than 255 bytes."""
    return f".{place.name[:50]}."


@contextmanager
def _alone_in(folder: Path) -> Iterator[None]:
    """Wait until no other run writes into the folder."""
    if sys.platform == "win32":
        yield
        return
    import fcntl

    handle = os.open(folder, os.O_RDONLY)
    try:
        # Some file systems know no locks; there the last run wins file by file, as it did without them.
        with suppress(OSError):
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Let signals wait for a moment that must not be broken off; they are answered after it."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    came: list[int] = []
    numbers = [number for number in (signal.SIGINT, signal.SIGTERM, getattr(signal, "SIGHUP", None)) if number is not None]
    before = {number: signal.getsignal(number) for number in numbers}
    for number, handler in before.items():
        if handler not in (signal.SIG_IGN, None):
            signal.signal(number, lambda number, _frame: came.append(number))
    try:
        yield
    finally:
        for number, handler in before.items():
            if handler not in (signal.SIG_IGN, None):
                signal.signal(number, handler)
        for number in came[:1]:
            signal.raise_signal(number)


def _umask() -> int:
    current = os.umask(0)
    os.umask(current)
    return current


def _cannot_write(path: Path, error: OSError) -> UsageError:
    if isinstance(error, shutil.Error):
        # A copied folder tells every file that failed, each in the words of its own error: one of them says why.
        number = re.search(r"\[Errno (\d+)\]", str(error))
        code = int(number[1]) if number else errno.EIO
        error = OSError(code, os.strerror(code))
    mend = "choose a folder that you may write to"
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        mend = "make room on the disk, or choose a folder on another"
    elif error.errno == errno.EFBIG:
        mend = "allow larger files (`ulimit -f`), or choose a folder on another disk"
    elif error.errno in (errno.EEXIST, errno.ENOTDIR):
        mend = "choose another folder: a file stands where this one would be"
    return UsageError(f"cannot write to {path}: {error.strerror or error}", mend)
