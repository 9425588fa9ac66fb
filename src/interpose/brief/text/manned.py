"""From which share of its size on a mandate counts as manned."""

from __future__ import annotations

from interpose.brief.text.format_number import share_of
from interpose.generation import Plan
from interpose.generation.analysis.level import LevelAnswer

__all__ = ["MANNED_FROM", "is_manned"]

MANNED_FROM = 0.95
"""Share of its most likely size from which a mandate counts as manned, or nearly where a capability is short."""


def is_manned(plan: Plan | LevelAnswer | None, size: float) -> bool:
    """Say whether a plan mans a mandate of a size, or nearly, by the two numbers as they are written."""
    return plan is not None and plan.has_numbers and share_of(plan.sustained, size) >= MANNED_FROM
