"""What the section "If the force is attacked" says: thresholds, shares, comparisons, branches and the race."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from interpose.brief.deterrence_chart import deterrence_drawing
from interpose.brief.drawing import Drawing
from interpose.deterrence import Deterrence, RegionChart, page, region_chart

__all__ = ["DeterrenceView", "deterrence_view"]

_KINDS = {
    "certain_deterrence": "Certain deterrence: nobody attacks",
    "separating": "Separating: only a hard attacker does",
    "attack": "Attack: every attacker does",
    "bluff": "Bluff: a soft attacker sometimes does",
    "steadfast_deterrence": "Steadfast deterrence: nobody attacks, on the belief that only the soft would",
}


@dataclass(frozen=True, slots=True)
class DeterrenceView:
    """The content of the section.

    Parameters
    ----------
    told : mapping
        The page of the deterrence part as plain data.
    kinds : mapping of str to str
        Names of equilibria in plain words.
    drawing : Drawing or None
        The region chart.
    regions : RegionChart or None
        The same as data, for its table.
    """

    told: Mapping[str, object]
    kinds: Mapping[str, str]
    drawing: Drawing | None
    regions: RegionChart | None


def deterrence_view(found: Deterrence | None) -> DeterrenceView | None:
    """Give the content of the section.

    Parameters
    ----------
    found : Deterrence or None
        The result.

    Returns
    -------
    DeterrenceView or None
        None where the case does not ask.
    """
    if found is None:
        return None
    return DeterrenceView(page(found), _KINDS, deterrence_drawing(found), region_chart(found))
