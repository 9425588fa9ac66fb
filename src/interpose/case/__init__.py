"""The question: typed inputs, reading, writing, every fault at once."""

from interpose.case.case import Case
from interpose.case.library import ShippedCase, shipped_cases
from interpose.case.quantities import Figure, Range
from interpose.case.reading import load

__all__ = ["Case", "Figure", "Range", "ShippedCase", "load", "shipped_cases"]
