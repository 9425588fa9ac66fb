"""Rows of tables, built as a file builds them: from the text of their cells."""

from __future__ import annotations

from typing import Any, TypeVar

import pytest
from pydantic import ValidationError

from interpose.case.tables.fields import Row

__all__ = ["refusal"]

RowT = TypeVar("RowT", bound=Row)


def refusal(table: type[RowT], sound: dict[str, Any], **changed: Any) -> str:
    """Return why a row is refused that differs from a sound one in some cells; `...` leaves a cell out."""
    table.model_validate(sound)
    cells = {name: cell for name, cell in (sound | changed).items() if cell is not ...}
    with pytest.raises(ValidationError) as refused:
        table.model_validate(cells)
    return "; ".join(f"{'.'.join(map(str, each['loc']))}: {each['msg']}" for each in refused.value.errors())
