"""What if we are wrong: many futures of a case over the whole chain, what the answer hangs on, and what moved between two."""

from interpose.exploration.compare import Comparison, compare

__all__ = ["Comparison", "compare"]
