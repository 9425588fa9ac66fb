"""The question: typed inputs, read and checked, with every fault at once."""

from interpose.case.case import Case
from interpose.case.quantities import Figure, Range
from interpose.case.read.library import ShippedCase, shipped_cases
from interpose.case.read.load import load, loaded

__all__ = ["Case", "Figure", "Range", "ShippedCase", "load", "loaded", "shipped_cases"]
