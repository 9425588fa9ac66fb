"""Rows of `pins.csv` against the months and partner groups of the scenario."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from interpose.case.located import Located
from interpose.case.tables.force import Pin
from interpose.case.tables.scenario import Scenario
from interpose.errors import Fault, use_one_of

__all__ = ["pin_faults"]

_KEPT = ("manoeuvre", "monitors", "headquarters")
"""Capabilities whose posts nations keep for whole phases."""


def pin_faults(rows: Sequence[Located[Pin]], scenario: Scenario, drawdown_months: int) -> Iterator[Fault]:
    """Find pins for a phase or a month that the steady state does not have, of units that keep no posts, and duplicates.

    Parameters
    ----------
    rows : sequence of Located
        The pins, with where they stand.
    scenario : Scenario
        The choices: horizon, build-up, months of a phase, partner groups.
    drawdown_months : int
        Months of the drawdown.

    Yields
    ------
    Fault
        One for each thing that is wrong.
    """
    first = min(scenario.options.build_up_months, scenario.horizon_months)
    last = max(first, scenario.horizon_months - drawdown_months)
    length = scenario.options.phase_months
    count = (last - first) // length + 1
    names = ["steady state"] if count == 1 else [f"steady state {number}" for number in range(1, count + 1)]
    why = "posts are kept for a whole phase between build-up and drawdown"
    seen: dict[tuple[str, int, str], int] = {}
    for located in rows:
        pin = located.row
        place = -1
        if pin.phase is not None and pin.phase not in names:
            mend = use_one_of(pin.phase, names)
            yield located.fault("phase", f"phase {pin.phase!r} is not known", why, mend)
        elif pin.phase is not None:
            place = names.index(pin.phase)
        elif pin.first_month is not None and not first <= pin.first_month <= last:
            mend = f"use a month from {first} to {last}"
            yield located.fault("first_month", f"month {pin.first_month} is not in the steady state", why, mend)
        elif pin.first_month is not None:
            place = (pin.first_month - first) // length
        if pin.capability not in _KEPT:
            mend = f"use one of: {', '.join(_KEPT)}"
            yield located.fault("capability", f"no nation keeps posts of {pin.capability!r}", "only sectors are held", mend)
        key = (pin.nation, place, pin.capability)
        if place >= 0 and key in seen:
            yield located.fault(None, f"the same posts are pinned on line {seen[key]}", "they would count twice", "keep one")
        seen.setdefault(key, located.line)
