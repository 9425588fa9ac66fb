"""What if we are wrong: many futures of a case over the whole chain, what the answer hangs on, and what moved between two."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from interpose.exploration.comparison import Comparison, compare
    from interpose.exploration.exploring import explore
    from interpose.exploration.request import ExploreRequest
    from interpose.exploration.result import Study

__all__ = ["Comparison", "ExploreRequest", "Study", "compare", "explore"]

_HOME = {
    "Comparison": "comparison",
    "ExploreRequest": "request",
    "Study": "result",
    "compare": "comparison",
    "explore": "exploring",
}


def __getattr__(name: str) -> object:
    """Import a public name when it is first used: workers are started before the rest is read."""
    from importlib import import_module

    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
