"""Rules of the money tables: scales that add up, and rates that every basis has."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from interpose.case.located import Located
from interpose.errors import Fault

__all__ = ["cost_faults"]

_TOLERANCE = 0.001


def cost_faults(
    shares: Sequence[Located[Any]], payers: Sequence[Located[Any]], rates: Sequence[Located[Any]]
) -> Iterator[Fault]:
    """Find scales that do not add up to one, routes without their scale, and fuel that stands in for nothing.

    Parameters
    ----------
    shares, payers, rates : sequence of Located
        Rows of `cost_shares.csv`, `who_pays.csv` and `supply_rates.csv`.

    Yields
    ------
    Fault
        Each with its place.
    """
    scales: dict[str, list[Located[Any]]] = defaultdict(list)
    for located in shares:
        scales[located.row.key].append(located)
    for key, rows in scales.items():
        total = math.fsum(located.row.share for located in rows)
        if abs(total - 1) > _TOLERANCE:
            # The case's own rows come last: it is there that a sum is mended.
            last = next((located for located in reversed(rows) if located.file == "cost_shares.csv"), rows[-1])
            what = f"the shares of {key!r} add up to {total:.4g}, not to 1"
            yield last.fault(
                "share", what, "costs would be paid by nobody, or twice", "give all states of the scale, adding up to 1"
            )
    for located in payers:
        if located.row.key is not None and located.row.key not in scales:
            what = f"there is no scale {located.row.key!r}"
            yield located.fault(
                "key", what, "nobody could be named who pays", "add it to cost_shares.csv, or leave the cell empty"
            )
    classes = {located.row.supply_class for located in rates}
    for located in rates:
        if located.row.replaces is not None and located.row.replaces not in classes:
            what = f"{located.row.supply_class} stands in for {located.row.replaces!r}, which is no class"
            yield located.fault(
                "replaces", what, "fuel would be counted twice, or not at all", "name a class of supply_rates.csv"
            )
