"""Who takes part in the force, and who waits for a condition: the one rule that plans go by."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from interpose.authority import coalition_of
from interpose.case import Case
from interpose.case.tables.evidence import Modality
from interpose.evidence import Positions, is_firm_enough

__all__ = ["RUNGS", "Participation", "Rung", "participation", "pledged_personnel"]

Rung = Literal["pledged", "ready_if", "open"]
"""How firm a position must be for its state to count: pledged and firmer; ready if, too; open, too."""

RUNGS: Mapping[Rung, Modality] = {"pledged": Modality.PLEDGED, "ready_if": Modality.READY_IF, "open": Modality.OPEN}
"""Least modality of each rung, the firmest first."""


@dataclass(frozen=True)
class Participation:
    """Who takes part, and why (`states.csv` or the word `position`), sorted by state; and who waits, for which conditions."""

    reasons: Mapping[str, Literal["states.csv", "position"]]
    waiting: Mapping[str, tuple[str, ...]]

    @property
    def states(self) -> tuple[str, ...]:
        """States that take part."""
        return tuple(self.reasons)


def participation(case: Case, positions: Positions, *, least_modality: int | None = None) -> Participation:
    """Say which states with units, or with a least that binds them, take part, and why.

    A state takes part by hand (`participates` in states.csv), or by a position at least as firm as `least_modality` (the
    scenario's choice unless given) while the conditions on it are met. External providers that the scenario leaves out never
    do; those let in by hand from outside the country count at any firmness, since variants leave them out.
    """
    waiting = _waiting(case, positions)
    options = case.scenario.options
    least = options.least_modality if least_modality is None else least_modality
    bound = {code for code, state in case.states.items() if state.personnel_least}
    reasons: dict[str, Literal["states.csv", "position"]] = {}
    for code in sorted({pool.state for pool in case.pools} | bound):
        state, position = case.states[code], positions.of(code)
        if code in case.excluded_providers or state.participates == "no":
            continue
        by_hand = state.participates == "yes" and (least <= options.least_modality or state.stands == "outside")
        if by_hand:
            reasons[code] = "states.csv"
        elif is_firm_enough(case, position, least) and code not in waiting:
            reasons[code] = "position"
    return Participation(reasons, waiting)


def _waiting(case: Case, positions: Positions) -> dict[str, tuple[str, ...]]:
    """Find states that stay away because a condition is not met, even if each trusts the others to join."""
    asking = {law.state for law in case.national_law if law.mandate_needed != "none"}
    if not any(position.conditions or position.state in asking for position in positions.positions):
        return {}
    coalition = coalition_of(case, positions, providers=case.providers)
    return {
        member.state: tuple(dict.fromkeys((*member.unmet, *member.needs)))
        for member in coalition.members
        if not member.in_greatest and member.state in case.states and case.states[member.state].participates == "by_position"
    }


def pledged_personnel(case: Case, positions: Positions, states: Iterable[str]) -> dict[str, float]:
    """Return the personnel that states named when they pledged, by state; those that named none are left out."""
    found: dict[str, float] = {}
    for code in states:
        position = positions.of(code)
        for name in position.claims if position else ():
            claim = case.claims[name]
            named = claim.quantity_high if claim.quantity_high is not None else claim.quantity_low
            if named is not None and claim.quantity_unit == "persons":
                found[code] = max(found.get(code, 0.0), named)
    return found
