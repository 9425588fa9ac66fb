"""The coalition of the willing as a fixed point of conditional pledges.

Who joins depends on who joins. A pledge that waits for others can only be helped by another member, so
the map from a set of members to the set of those who would then join is monotone, and it has a least
and a greatest fixed point (Tarski 1955, Pacific Journal of Mathematics 5(2)). The distance between the
two is the coordination problem: states that would all join if each knew that the others did.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from interpose.authority.result import Coalition, CoalitionInputs, CoalitionMember, LargestStep
from interpose.authority.routes.conditions import ConditionReader, ScenarioAnswer
from interpose.case import Case
from interpose.case.quantities import Range
from interpose.case.row_ref import RowRef
from interpose.case.tables.evidence import Modality
from interpose.evidence import Position, Positions, RolePosition, firm_roles

__all__ = ["Pledge", "fixed_point", "form_coalition", "personnel_of", "read_pledge"]

_INSIDE = {"land", "air", "sea", "training", "monitor", None}
_ON_LAND = {"land", None}


@dataclass(frozen=True, slots=True, kw_only=True)
class Pledge:
    """What one state's joining depends on.

    Parameters
    ----------
    state : str
        The state.
    members_at_least : int
        How many others must have joined.
    named : frozenset of str
        States that must have joined.
    needs, unmet, unread : tuple of str
        Conditions by what answers them: other members, nothing in the scenario, no reading.
    """

    state: str
    members_at_least: int = 0
    named: frozenset[str] = frozenset()
    needs: tuple[str, ...] = ()
    unmet: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()

    def joins(self, members: frozenset[str], *, unread_met: bool) -> bool:
        """Say whether the state joins, given who else does."""
        if self.unmet or (self.unread and not unread_met):
            return False
        others = members - {self.state}
        return len(others) >= self.members_at_least and self.named <= others


def fixed_point(
    pledges: Sequence[Pledge], *, greatest: bool, unread_met: bool, unconditional: frozenset[str] = frozenset()
) -> frozenset[str]:
    """Iterate who joins until nothing changes.

    Parameters
    ----------
    pledges : sequence of Pledge
        The pledges.
    greatest : bool
        Whether to start from everybody (trust) rather than from nobody (waiting).
    unread_met : bool
        Whether conditions that no reading recognises count as met.
    unconditional : frozenset of str
        States that are taken to join whatever the others do.

    Returns
    -------
    frozenset of str
        The members.

    Examples
    --------
    >>> waiting = [Pledge(state="FRA", named=frozenset({"GBR"})), Pledge(state="GBR", named=frozenset({"FRA"}))]
    >>> sorted(fixed_point(waiting, greatest=False, unread_met=True))
    []
    >>> sorted(fixed_point(waiting, greatest=True, unread_met=True))
    ['FRA', 'GBR']
    """
    members = frozenset(pledge.state for pledge in pledges) if greatest else frozenset()
    while True:
        following = frozenset(
            pledge.state for pledge in pledges if pledge.state in unconditional or pledge.joins(members, unread_met=unread_met)
        )
        if following == members:
            return members
        members = following


def read_pledge(position: RolePosition, reader: ConditionReader, answers: Mapping[str, ScenarioAnswer]) -> Pledge:
    """Sort the conditions of a position by what answers them.

    Parameters
    ----------
    position : RolePosition
        The state's position on the role that it joins with.
    reader : ConditionReader
        How conditions are recognised.
    answers : mapping of str to ScenarioAnswer
        What the scenario answers, by kind.

    Returns
    -------
    Pledge
    """
    conditions = (*reader.read(position.conditions, position.state), *reader.own_law(position.state))
    return Pledge(
        state=position.state,
        members_at_least=max((each.members_at_least for each in conditions), default=0),
        named=frozenset(partner for each in conditions for partner in each.partners),
        needs=tuple(each.text for each in conditions if each.on_members),
        unmet=tuple(each.text for each in conditions if not all(answers[kind].met for kind in each.met_by)),
        unread=tuple(each.text for each in conditions if not each.read),
    )


def form_coalition(
    case: Case,
    positions: Positions,
    *,
    reader: ConditionReader,
    answers: Mapping[str, ScenarioAnswer],
    host: str | None,
    refused: frozenset[str],
    joined: frozenset[str],
) -> Coalition:
    """Work out who joins, at least and at most, and what tips the one into the other.

    Parameters
    ----------
    case : Case
        The case: pools and states.
    positions : Positions
        Positions as of a day.
    reader : ConditionReader
        How conditions are recognised.
    answers : mapping of str to ScenarioAnswer
        What the scenario answers to each kind of condition.
    host : str or None
        The host state, which is no member.
    refused, joined : frozenset of str
        States that a hypothetical keeps out or makes join.

    Returns
    -------
    Coalition
    """
    candidates = {
        position.state: joining
        for position in positions.positions
        if position.state != host and position.state not in refused and (joining := _joins_with(case, position)) is not None
    }
    spoken = {position.state for position in positions.positions}
    chosen = {code for code, state in case.states.items() if state.participates == "yes"}
    by_hand = chosen - spoken - refused - {host}
    # An offer of ships, aircraft or trainers brings none of the state's other units.
    without_troops = {state for state, joining in candidates.items() if joining.role not in _ON_LAND} - chosen
    pledges = [
        Pledge(state=state) if state in joined or state not in candidates else read_pledge(candidates[state], reader, answers)
        for state in sorted({*candidates, *joined, *by_hand})
    ]
    least = fixed_point(pledges, greatest=False, unread_met=False)
    greatest = fixed_point(pledges, greatest=True, unread_met=True)
    waiting = fixed_point(pledges, greatest=False, unread_met=True)
    tipping, steps = _what_tips(pledges, waiting, greatest)
    members = tuple(
        CoalitionMember(
            state=pledge.state,
            modality=position.modality if position is not None else None,
            role=position.role if position is not None else None,
            in_least=pledge.state in least,
            in_greatest=pledge.state in greatest,
            needs=pledge.needs,
            unmet=pledge.unmet,
            unread=pledge.unread,
            claims=position.claims if position is not None else (),
        )
        for pledge in pledges
        for position in [candidates.get(pledge.state) or positions.of(pledge.state)]
    )
    return Coalition(
        route=next((key for key, route in sorted(case.routes.items()) if route.answers == "members"), None),
        least=tuple(sorted(least)),
        greatest=tuple(sorted(greatest)),
        coordination=tuple(sorted(greatest - waiting)),
        tipping=tipping,
        largest_steps=steps,
        personnel_least=personnel_of(case, least - without_troops),
        personnel_greatest=personnel_of(case, greatest - without_troops),
        members=members,
        pools=tuple(CoalitionInputs(state, _owned(case, state)) for state in sorted(greatest | least)),
    )


def _what_tips(
    pledges: Sequence[Pledge], waiting: frozenset[str], greatest: frozenset[str]
) -> tuple[tuple[str, ...], tuple[LargestStep, ...]]:
    """Find who carries all into the greatest by a pledge without conditions; where nobody does, who brings most, and whom."""
    gains = {
        state: fixed_point(pledges, greatest=False, unread_met=True, unconditional=frozenset({state})) - waiting
        for state in sorted(greatest - waiting)
    }
    tipping = tuple(state for state, gained in gains.items() if waiting | gained >= greatest)
    most = max((len(gained) for gained in gains.values()), default=0)
    steps = () if tipping else ((state, gained) for state, gained in gains.items() if len(gained) == most)
    return tipping, tuple(LargestStep(state, tuple(sorted(gained))) for state, gained in steps)


def personnel_of(case: Case, members: frozenset[str]) -> Range:
    """Personnel in the usable units of the members' pools, capped where a cap is known.

    Parameters
    ----------
    case : Case
        The case with its pools.
    members : frozenset of str
        States.

    Returns
    -------
    Range
        Persons, all units at once: the force that can be sustained is smaller.
    """
    total = Range.exactly(0.0)
    for state in sorted(members):
        own = Range.exactly(0.0)
        for pool in case.pools:
            if pool.state == state:
                each = pool.personnel if pool.personnel is not None else case.unit_types[pool.unit_type].personnel
                low = pool.units if pool.low is None else pool.low
                high = pool.units if pool.high is None else pool.high
                own = own + Range(low, pool.units, high) * each
        cap = case.states[state].personnel_cap if state in case.states else None
        if cap is not None:
            own = Range(min(own.low, cap), min(own.mode, cap), min(own.high, cap))
        total = total + own
    return total


def _owned(case: Case, state: str) -> tuple[str, ...]:
    """Name the inputs that a state's personnel rests on."""
    pools = [str(RowRef.of(pool)) for pool in case.pools if pool.state == state]
    capped = state in case.states and case.states[state].personnel_cap is not None
    return (*sorted(pools), *([str(RowRef.of(case.states[state], "personnel_cap"))] if capped else []))


def _joins_with(case: Case, position: Position) -> RolePosition | None:
    """Say with which role a state would join: on land where it is firm enough, else with the firmest in the country."""
    state = case.states.get(position.state)
    participates = state.participates if state is not None else "by_position"
    if participates == "yes":
        # Who refuses troops but is counted on for enablers helps from outside, and is no member.
        return None if position.modality == Modality.EXCLUDED else position
    if participates == "no":
        return None
    return next((part for part in firm_roles(case, position) if part.role in _INSIDE), None)
