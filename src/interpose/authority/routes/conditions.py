"""Conditions on what states have said: read by their words, and judged against the scenario for votes and pledges alike."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from interpose.authority.result import Coalition, Condition, ConditionState
from interpose.authority.routes.statements import Statements, names_any
from interpose.case import Case
from interpose.case.tables.authority import ConditionReading

__all__ = ["ReadCondition", "judge", "partner_names", "read_conditions", "readings_of", "scenario_meets", "standing"]

_BECAUSE = {
    "american_support": ("the scenario counts on American enablers", "the scenario does without American support"),
    "ceasefire": ("the case presumes a ceasefire", "no ceasefire is presumed"),
    "un_mandate": ("the Security Council gives the mandate", "the Security Council has not given the mandate"),
    "host": ("the host has not refused", "the host has not consented"),
    "parliament": ("parliaments are told as a gate", "parliaments have not approved"),
    "plan": ("this plan says what the force is for", "no plan says what the force is for"),
}

_INPUTS = {"american_support": "scenario.yaml#options.external_enablers"}


@dataclass(frozen=True, slots=True)
class ReadCondition:
    """One condition, with what would answer it.

    Parameters
    ----------
    text : str
        The condition as the claim puts it.
    met_by : tuple of str
        What of the scenario answers it.
    partners : frozenset of str
        States that it names: they must have joined.
    members_at_least : int
        How many others must have joined.
    """

    text: str
    met_by: tuple[str, ...] = ()
    partners: frozenset[str] = frozenset()
    members_at_least: int = 0

    @property
    def on_members(self) -> bool:
        """Whether other members of the coalition answer it."""
        return bool(self.partners) or self.members_at_least > 0

    @property
    def read(self) -> bool:
        """Whether anything answers it."""
        return bool(self.met_by) or self.on_members


def readings_of(case: Case) -> tuple[ConditionReading, ...]:
    """Return how a case recognises conditions: as the first route says that says so.

    Parameters
    ----------
    case : Case
        The case.

    Returns
    -------
    tuple of ConditionReading
    """
    return next((route.conditions for route in case.routes.values() if route.conditions), ())


def partner_names(case: Case, host: str | None) -> dict[str, str]:
    """Name the states that a condition may wait for; not the host, nor the United States, whose name is read as its support.

    Parameters
    ----------
    case : Case
        The case.
    host : str or None
        The host state.

    Returns
    -------
    dict of str to str
        Names by code.
    """
    return {code: state.name for code, state in case.states.items() if code not in {host, "USA"}}


def read_conditions(
    texts: Sequence[str], state: str, readings: Sequence[ConditionReading], names: Mapping[str, str]
) -> tuple[ReadCondition, ...]:
    """Recognise by their words what answers conditions.

    Parameters
    ----------
    texts : sequence of str
        Conditions as claims put them.
    state : str
        Whose they are: it does not wait for itself.
    readings : sequence of ConditionReading
        How conditions are recognised.
    names : mapping of str to str
        Names of states that a condition may name, by code.

    Returns
    -------
    tuple of ReadCondition
        In the order of the texts.
    """
    found = []
    for text in texts:
        kinds = [reading for reading in readings if names_any(text, reading.words)]
        partners = frozenset(code for code, name in names.items() if code != state and names_any(text, [name, code]))
        counts = [reading.members_at_least for reading in kinds if reading.members_at_least is not None]
        met_by = tuple(dict.fromkeys(reading.met_by for reading in kinds if reading.met_by != "members"))
        found.append(ReadCondition(text, met_by, partners, 0 if partners else max(counts, default=0)))
    return tuple(found)


def scenario_meets(statements: Statements, host: str | None, *, american_support: bool, un_mandate: bool) -> dict[str, bool]:
    """Say what of the scenario meets conditions.

    Parameters
    ----------
    statements : Statements
        What states have said: the host's consent.
    host : str or None
        The host state.
    american_support : bool
        Whether the scenario counts on American enablers.
    un_mandate : bool
        Whether the Security Council gives a mandate.

    Returns
    -------
    dict of str to bool
        By what answers a condition (`met_by` of a reading).
    """
    consent = statements.by_predicate["consent"].get(host or "")
    return {
        "american_support": american_support,
        "ceasefire": True,
        "un_mandate": un_mandate,
        "host": consent is not None and consent.modality > 0,
        "parliament": True,
        "plan": True,
    }


def judge(
    conditions: Sequence[ReadCondition], state: str, met: Mapping[str, bool], coalition: Coalition | None
) -> tuple[Condition, ...]:
    """Say of each condition whether the scenario meets it.

    Parameters
    ----------
    conditions : sequence of ReadCondition
        The conditions.
    state : str
        Whose they are.
    met : mapping of str to bool
        What of the scenario is met.
    coalition : Coalition or None
        Who joins; None where it is not known yet.

    Returns
    -------
    tuple of Condition
        Unmet where something that it waits for is missing; open where no reading recognises it, or where it hangs on members
        who join only if others do.

    Examples
    --------
    >>> backing = ReadCondition("if the United States backs it", ("american_support",))
    >>> [each.state for each in judge([backing], "FRA", {"american_support": False}, None)]
    ['unmet']
    >>> [each.state for each in judge([ReadCondition("depends on the weather")], "FRA", {}, None)]
    ['open']
    """
    return tuple(_judged(condition, state, met, coalition) for condition in conditions)


def standing(conditions: Sequence[Condition]) -> ConditionState:
    """Sum up how conditions stand.

    Parameters
    ----------
    conditions : sequence of Condition
        Judged conditions.

    Returns
    -------
    str
        unmet where one is, else open where one is, else met; none where there is no condition.
    """
    states = {condition.state for condition in conditions}
    return "unmet" if "unmet" in states else "open" if "open" in states else "met" if states else "none"


def _judged(condition: ReadCondition, state: str, met: Mapping[str, bool], coalition: Coalition | None) -> Condition:
    inputs = tuple(_INPUTS[kind] for kind in condition.met_by if kind in _INPUTS)
    missing = [kind for kind in condition.met_by if not met[kind]]
    if missing:
        return Condition(condition.text, "unmet", "; ".join(_BECAUSE[kind][1] for kind in missing), inputs)
    if not condition.read:
        return Condition(condition.text, "open", "no reading recognises it")
    if condition.on_members:
        if coalition is None:
            return Condition(condition.text, "open", "who joins is not known yet", inputs)
        if _joined(condition, state, coalition.least):
            because = "enough others join" if condition.members_at_least else "they join"
            return Condition(condition.text, "met", because, inputs)
        if _joined(condition, state, coalition.greatest):
            return Condition(condition.text, "open", "they join only if others do", inputs)
        return Condition(condition.text, "unmet", "too few others join", inputs)
    return Condition(condition.text, "met", "; ".join(_BECAUSE[kind][0] for kind in condition.met_by), inputs)


def _joined(condition: ReadCondition, state: str, members: Sequence[str]) -> bool:
    others = set(members) - {state}
    return condition.partners <= others and len(others) >= condition.members_at_least
