"""The arithmetic of reliefs, and the calendar of a plan down to numbered units."""

from interpose.rotation.arithmetic import Rotation, rotation_arithmetic
from interpose.rotation.units import UnitTour, icalendar, unit_calendar

__all__ = ["Rotation", "UnitTour", "icalendar", "rotation_arithmetic", "unit_calendar"]
