"""Interpose plans a multinational force that supports a ceasefire, from public evidence.

The whole answer:

- `load(case)` reads a case, or raises every fault of it at once; `shipped_cases()` lists those that come with Interpose.
- `assess(case)` answers it: positions, authority, requirement, generation, deterrence.
- `explain(assessment, figure)` walks from a figure to the claims and assumptions behind it; `weigh(case, claim)` walks the
  other way.
- `explore(case, rows=1024)` asks what if inputs turn out otherwise: many futures, and what the answer hangs on.
- `compare(a, b)` says what two cases differ in, and which input moved which figure.
- `tables(assessment)` gives the tables of the brief as data frames; `write_brief(assessment, folder)` writes all its files.

Each part by itself, in the order of the argument: `positions`, `authorise`, `require`, `generate`, `deploy`, `deter`; and two
calculators beside it: `backtest`, `voting_power`.

What is wrong with an input, or asks for what is not there, is an `InterposeError`: `InputError`, `UsageError` or
`NoAnswerError`. A case that was not loaded is one too; other arguments of a wrong kind are Python's own `TypeError` or
`AttributeError`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from interpose.assessment import Assessment, assess, explain, weigh
    from interpose.authority import authorise
    from interpose.authority.power import voting_power
    from interpose.brief import write_brief
    from interpose.brief.frames import tables
    from interpose.case import Case, Range, load, shipped_cases
    from interpose.deployment import deploy
    from interpose.deterrence import deter
    from interpose.errors import InputError, InterposeError, NoAnswerError, UsageError
    from interpose.evidence import positions
    from interpose.exploration import Study, compare, explore
    from interpose.generation import generate
    from interpose.requirement import backtest, require

__all__ = [
    "Assessment",
    "Case",
    "InputError",
    "InterposeError",
    "NoAnswerError",
    "Range",
    "Study",
    "UsageError",
    "assess",
    "authorise",
    "backtest",
    "compare",
    "deploy",
    "deter",
    "explain",
    "explore",
    "generate",
    "load",
    "positions",
    "require",
    "shipped_cases",
    "tables",
    "voting_power",
    "weigh",
    "write_brief",
]

_HOME = {
    "interpose.assessment": ("Assessment", "assess", "explain", "weigh"),
    "interpose.authority": ("authorise",),
    "interpose.authority.power": ("voting_power",),
    "interpose.brief": ("write_brief",),
    "interpose.brief.frames": ("tables",),
    "interpose.case": ("Case", "Range", "load", "shipped_cases"),
    "interpose.deployment": ("deploy",),
    "interpose.deterrence": ("deter",),
    "interpose.errors": ("InputError", "InterposeError", "NoAnswerError", "UsageError"),
    "interpose.evidence": ("positions",),
    "interpose.exploration": ("Study", "compare", "explore"),
    "interpose.generation": ("generate",),
    "interpose.requirement": ("backtest", "require"),
}
_ROOMS = (
    "assessment",
    "authority",
    "brief",
    "case",
    "deployment",
    "deterrence",
    "editing",
    "errors",
    "evidence",
    "exploration",
    "generation",
    "plain",
    "reading",
    "requirement",
    "solver",
)


def __getattr__(name: str) -> object:
    """Import a public name when it is first used: `interpose --help` must not wait for the solver and the maps."""
    from importlib import import_module

    if name in _ROOMS:
        return import_module(f"interpose.{name}")
    for home, names in _HOME.items():
        if name in names:
            found = globals()[name] = getattr(import_module(home), name)
            return found
    raise AttributeError(f"module 'interpose' has no attribute {name!r}")


def __dir__() -> list[str]:
    """Name what there is, imported or not."""
    return sorted({*__all__, *_ROOMS, *(name for name in globals() if name.startswith("__"))})
