"""Two cases, or two assessments: what they differ in, what moved, and which input moved it."""

from interpose.exploration.comparison.comparing import compare
from interpose.exploration.comparison.comparison import Comparison

__all__ = ["Comparison", "compare"]
