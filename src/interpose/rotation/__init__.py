"""The arithmetic of reliefs, and the calendar of a plan down to numbered units."""

from __future__ import annotations

from typing import TYPE_CHECKING

from interpose.rotation.arithmetic import Rotation, rotation_arithmetic

if TYPE_CHECKING:
    from interpose.rotation.units import UnitTour, icalendar, unit_calendar

__all__ = ["Rotation", "UnitTour", "icalendar", "rotation_arithmetic", "unit_calendar"]


def __getattr__(name: str) -> object:
    """Import what reads plans when it is first asked for: the arithmetic starts without the planner."""
    if name in __all__:
        from interpose.rotation import units

        return getattr(units, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
