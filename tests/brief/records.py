"""Ledgers without a plan, as sections and tables about the record see them."""

from __future__ import annotations

import types

from interpose.brief.context import BriefContext
from interpose.case import Case
from interpose.evidence import positions, quality

__all__ = ["record_of"]


def record_of(case: Case) -> BriefContext:
    """Tell a record without a plan: what is asked of it rests on positions alone."""
    found = types.SimpleNamespace(case=case, positions=positions(case), quality=quality(case))
    return BriefContext(found, None)  # type: ignore[arg-type]
