"""Files and folders that appear whole or not at all."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from interpose.errors import UsageError

__all__ = ["folder_that_appears_whole", "write_atomically"]


def write_atomically(path: Path, data: bytes) -> None:
    """Write a file so that it is either the old one or the new one, never half of either.

    Parameters
    ----------
    path : pathlib.Path
        Where to.
    data : bytes
        What.

    Raises
    ------
    UsageError
        Where the folder cannot be written to.
    """
    try:
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    except OSError as error:
        raise _cannot_write(path.parent, error) from error
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
        temporary.chmod(0o666 & ~_umask())
        temporary.replace(path)
    except OSError as error:
        raise _cannot_write(path, error) from error
    finally:
        temporary.unlink(missing_ok=True)


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
        temporary = Path(tempfile.mkdtemp(prefix=f".{target.name}.", dir=target.parent))
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


def _umask() -> int:
    current = os.umask(0)
    os.umask(current)
    return current


def _cannot_write(path: Path, error: OSError) -> UsageError:
    return UsageError(f"cannot write to {path}: {error.strerror or error}", "choose a folder that you may write to")
