"""Interpose plans a multinational force that supports a ceasefire, from public evidence.

The public face:

- `load(case)` reads a case, or raises every fault of it at once.
- `assess(case)` answers it: positions, authority, requirement, generation.
- `explain(assessment, figure)` walks from a figure to the claims and assumptions behind it.

Each part can be asked by itself: `interpose.evidence.positions`, `interpose.authority.authorise`,
`interpose.requirement.require`, `interpose.generation.generate`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from interpose.assessment import Assessment, assess, explain
    from interpose.case import Case, load

__all__ = ["Assessment", "Case", "assess", "explain", "load"]

_HOME = {
    "Assessment": "interpose.assessment",
    "Case": "interpose.case",
    "assess": "interpose.assessment",
    "explain": "interpose.assessment",
    "load": "interpose.case",
}


def __getattr__(name: str) -> object:
    """Import a public name when it is first used: `interpose --help` must not wait for the solver and the maps."""
    if name not in _HOME:
        raise AttributeError(f"module 'interpose' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOME[name]), name)
