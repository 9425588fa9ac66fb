"""What if we are wrong: many futures of a case over the whole chain, what the answer hangs on, and what moved between two."""

from interpose.exploration.compare import Comparison, compare
from interpose.exploration.exploring import explore
from interpose.exploration.request import ExploreRequest
from interpose.exploration.result import Study

__all__ = ["Comparison", "ExploreRequest", "Study", "compare", "explore"]
