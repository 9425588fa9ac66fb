"""Parts as Parquet files: the same rows give the same bytes, and a file that is not whole is seen to be none."""

from __future__ import annotations

import hashlib
import importlib
import io
import json
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from interpose.errors import UsageError, to_install
from interpose.exploration.design import RowSpan

if TYPE_CHECKING:
    from types import ModuleType

    import pandas as pd

__all__ = ["digest_of", "encode", "need_parquet", "read_part", "tidy", "whole"]

_KEY = b"interpose"


def encode(frame: pd.DataFrame, span: RowSpan) -> bytes:
    """Write rows as a Parquet file that says which rows they are and what their digest is.

    The same rows give the same bytes with the same version of pyarrow.
    """
    pa, pq = _pyarrow(), _pyarrow("parquet")
    frame = tidy(frame)
    said = {"start": span.start, "stop": span.stop, "digest": digest_of(frame)}
    kinds = {"b": pa.bool_(), "f": pa.float64(), "O": pa.string()}
    cells = {name: frame[name].to_numpy() for name in frame.columns}
    table = pa.table({name: pa.array(each, type=kinds[each.dtype.kind]) for name, each in cells.items()})
    buffer = io.BytesIO()
    pq.write_table(table.replace_schema_metadata({_KEY: json.dumps(said)}), buffer)
    return buffer.getvalue()


def read_part(data: bytes) -> tuple[RowSpan, pd.DataFrame, str] | None:
    """Read a part: which rows, the rows, their digest; None where the file is not whole or holds something else."""
    pa, pq = _pyarrow(), _pyarrow("parquet")
    try:
        table = pq.read_table(io.BytesIO(data))
        said = json.loads((table.schema.metadata or {})[_KEY])
        span, digest = RowSpan(said["start"], said["stop"]), str(said["digest"])
        frame = tidy(table.to_pandas())
    except (pa.ArrowException, OSError, ValueError, KeyError, TypeError):
        return None
    return (span, frame, digest) if digest_of(frame) == digest else None


def whole(frames: Iterable[pd.DataFrame]) -> pd.DataFrame:
    """Put rows one below the other."""
    import pandas as pd

    return tidy(pd.concat(list(frames), ignore_index=True))


def tidy(frame: pd.DataFrame) -> pd.DataFrame:
    """Hold every column in one of three kinds: truth values, texts, and numbers of 64 bits.

    A number that happens to be whole in all rows of one part is not so in the next, and a file must not tell the difference.
    """
    import numpy as np
    import pandas as pd

    kept: dict[str, Any] = {}
    for name in frame.columns:
        column = frame[name]
        if column.dtype.kind == "b":
            kept[str(name)] = column.to_numpy(dtype=bool)
        elif column.dtype.kind in "iuf":
            kept[str(name)] = column.to_numpy(dtype=float)
        else:
            missing = column.isna().to_numpy()
            cells = [None if none else str(cell) for cell, none in zip(column, missing, strict=True)]
            kept[str(name)] = np.array(cells, dtype=object)
    return pd.DataFrame({name: pd.Series(cells, dtype=cells.dtype) for name, cells in kept.items()}, index=range(len(frame)))


def digest_of(frame: pd.DataFrame) -> str:
    """Return the SHA-256 of rows: names of columns and cells, whatever file they stand in."""
    found = hashlib.sha256()
    for name in frame.columns:
        cells = frame[name].to_numpy()
        found.update(f"{name}\0{cells.dtype.kind}\0{len(cells)}\0".encode())
        if cells.dtype.kind == "O":
            found.update(json.dumps(cells.tolist()).encode())
        else:
            found.update(cells.astype(cells.dtype.newbyteorder("<")).tobytes())
    return found.hexdigest()


def need_parquet() -> None:
    """Refuse before anything is computed where the package that writes parts is not there.

    Raises
    ------
    UsageError
        With the extra to install.
    """
    _pyarrow("parquet")


def _pyarrow(module: str = "") -> ModuleType:
    try:
        return importlib.import_module(f"pyarrow.{module}" if module else "pyarrow")
    except ImportError as error:
        raise UsageError(
            "a study needs the package pyarrow, which writes its futures as Parquet",
            to_install("pyarrow", "explore"),
        ) from error
