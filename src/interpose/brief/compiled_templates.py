"""Templates compiled once and kept beside their sources, as Python keeps compiled modules."""

from __future__ import annotations

import contextlib
import pickle
import sys
from importlib.metadata import version
from pathlib import Path

from jinja2.bccache import Bucket, BytecodeCache, FileSystemBytecodeCache

__all__ = ["compiled_templates"]


def compiled_templates(folder: Path) -> BytecodeCache | None:
    """Keep compiled templates in a folder `__pycache__`, by the version of the compiler and the text of the template.

    Parameters
    ----------
    folder : pathlib.Path
        The folder of the templates.

    Returns
    -------
    BytecodeCache or None
        None where the folder cannot be made. Where Python is told to write no compiled modules, what is there is read alone.
    """
    kept = folder / "__pycache__"
    if not sys.dont_write_bytecode:
        try:
            kept.mkdir(exist_ok=True)
        except OSError:
            return None
    return _Compiled(str(kept), f"jinja2-{version('jinja2')}-%s.cache")


class _Compiled(FileSystemBytecodeCache):
    """What cannot be read or written is compiled anew: a brief never fails for it."""

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take the compiled template, if there is one that is whole."""
        try:
            super().load_bytecode(bucket)
        except (OSError, EOFError, ValueError, pickle.UnpicklingError):
            bucket.reset()

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the compiled template, if it can be written."""
        if not sys.dont_write_bytecode:
            with contextlib.suppress(OSError):
                super().dump_bytecode(bucket)
