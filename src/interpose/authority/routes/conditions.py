"""Conditions on what states have said: read by their words, and judged against the scenario for votes and pledges alike."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from interpose.authority.decision import Condition, ConditionState
from interpose.authority.national_law import laws_on
from interpose.authority.result import Coalition
from interpose.authority.routes.statements import Statements, names_any
from interpose.case import Case
from interpose.case.row_ref import RowRef
from interpose.case.tables.authority import ConditionReading, NationalLaw
from interpose.case.tables.evidence import Modality

__all__ = ["ConditionReader", "ReadCondition", "ScenarioAnswer", "condition_reader", "judge", "scenario_answers", "standing"]

_BECAUSE = {
    "ceasefire": ("the case presumes a ceasefire", "no ceasefire is presumed"),
    "un_mandate": ("the {council} gives the mandate", "the {council} has not given the mandate"),
    "host": ("the host has not refused", "the host has not consented"),
    "parliament": ("parliaments are told as a gate", "parliaments have not approved"),
    "plan": ("this plan says what the force is for", "no plan says what the force is for"),
}

REGARDLESS = ("even without", "with or without", "regardless of", "whether or not", "even if")
"""Words after which nothing is waited for."""

DENIALS = (
    *("not", "no", "nor", "never", "neither", "nobody", "unless", "without", "except", "cannot"),
    *("stay out", "stays out", "keeps out", "out of", "rather than", "instead of", "other than", "opposed to"),
    *("refuses", "refuse", "rejects", "excludes", "excluded", "absent", "absence of", "withdraws", "leaves", "abstains"),
    *("don’t", "doesn’t", "isn’t", "don't", "doesn't", "isn't", "won't", "won’t", "aren't", "aren’t"),
)
"""Words that turn a condition round; waiting for what is denied would be the opposite, and no longer monotone."""

FLAGS = ("mission", "operation", "force", "command", "flag", "auspices", "umbrella")
TAKING_PART = (
    "go",
    "goes",
    "going",
    "soldiers",
    "troops",
    "join",
    "joins",
    "lead",
    "leads",
    "first",
    "contribute",
    "take part",
)
NUMBERS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "twelve": 12}
COUNTED = re.compile(
    rf"\b(?:at least|no fewer than|a minimum of|minimum of|more than)?\s*\b(?P<number>{'|'.join(NUMBERS)}|[1-9]\d?)\s+"
    r"(?:\w+\s+)?(?:states|countries|nations|members|allies|partners|others|contributors|capitals)\b",
    re.IGNORECASE,
)
"""So many others: “at least five states join”."""

PROVIDER_KINDS = ("name", "demonym", "capital")
"""Spellings of a state by which a condition names its backing."""


@dataclass(frozen=True, slots=True)
class ReadCondition:
    """One condition, with what would answer it.

    Parameters
    ----------
    text : str
        The condition as the claim puts it.
    met_by : tuple of str
        What of the scenario answers it; a state code is that state's backing from outside.
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


@dataclass(frozen=True)
class ConditionReader:
    """Recognises by their words what answers conditions.

    Parameters
    ----------
    readings : tuple of ConditionReading
        How kinds of conditions are recognised.
    partners : mapping of str to tuple of str
        Names and adjectives of states that a condition may wait for as members, by code.
    routes : mapping of str to tuple of str
        Words that name each route, for conditions that rule one out.
    laws : mapping of str to tuple of NationalLaw
        What the law of each state asks for before it sends units.
    """

    readings: tuple[ConditionReading, ...]
    partners: Mapping[str, tuple[str, ...]]
    routes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    laws: Mapping[str, tuple[NationalLaw, ...]] = field(default_factory=dict)

    def read(self, texts: Sequence[str], state: str) -> tuple[ReadCondition, ...]:
        """Read the conditions of a state, which does not wait for itself, in the order of the texts."""
        return tuple(self._read_one(text, state) for text in texts)

    def own_law(self, state: str, *, doubtful: bool = False) -> tuple[ReadCondition, ...]:
        """Read the law of a state as a condition on what it sends: met by a mandate; open where lawyers disagree, if asked."""
        asking = [law for law in self.laws.get(state, ()) if law.mandate_needed != "none"]
        sure = [ReadCondition(f"own law: {law.article}", ("un_mandate",)) for law in asking if not law.doubtful]
        unsure = [ReadCondition(f"own law: {law.article}", ("contested",)) for law in asking if law.doubtful and doubtful]
        return (*sure, *unsure)

    def _read_one(self, text: str, state: str) -> ReadCondition:
        if names_any(text, REGARDLESS):
            return ReadCondition(text, ("nothing",))
        if names_any(text, DENIALS):
            return self._denied(text)
        kinds = [reading for reading in self.readings if names_any(text, reading.words)]
        spoken = None if names_any(text, TAKING_PART) else 2
        partners = frozenset(code for code, names in self.partners.items() if code != state and names_any(text, names[:spoken]))
        counts = [reading.members_at_least for reading in kinds if reading.members_at_least is not None]
        met_by = tuple(dict.fromkeys(reading.met_by for reading in kinds if reading.met_by != "members"))
        if "plan" in met_by and names_any(text, ["mandate"]) and self.own_law(state):
            # Whose own law asks for a mandate means that one.
            met_by = tuple("un_mandate" if kind == "plan" else kind for kind in met_by)
        if (said := COUNTED.search(text)) is not None:
            number = said["number"].lower()
            least = (NUMBERS.get(number) or int(number)) + ("more than" in said[0].lower())
            return ReadCondition(text, met_by, partners, least)
        return ReadCondition(text, met_by, partners, 0 if partners else max(counts, default=0))

    def _denied(self, text: str) -> ReadCondition:
        """Read what is denied: a route that is ruled out, or what only a denial means; anything else is not read."""
        ruled_out = tuple(f"not:{key}" for key, words in self.routes.items() if names_any(text, words))
        if ruled_out and names_any(text, FLAGS):
            return ReadCondition(text, ruled_out)
        return ReadCondition(
            text, tuple(dict.fromkeys(reading.met_by for reading in self.readings if names_any(text, reading.when_denied)))
        )


@dataclass(frozen=True, slots=True)
class ScenarioAnswer:
    """What the scenario answers to one kind of condition: whether it is met (None: contested), why, and what decides it."""

    met: bool | None
    because: str
    inputs: tuple[str, ...] = ()


def condition_reader(case: Case, host: str | None, providers: frozenset[str], day: dt.date) -> ConditionReader:
    """Gather how a case recognises conditions.

    Parameters
    ----------
    case : Case
        The case: readings of its routes, and how states are written.
    host : str or None
        The host state, whose capital is read as the host, and which nobody waits for as a member.
    providers : frozenset of str
        External providers that support the force. These, and those that the scenario leaves out, are read as backing, not as
        members; nobody else's name is.
    day : datetime.date
        Day of the laws of states.

    Returns
    -------
    ConditionReader
        With every reading of every route, those of the scenario's own route first, and with parliaments by their names.
    """
    known = sorted(providers | case.providers | case.excluded_providers)
    in_order = sorted(case.routes, key=lambda key: (key != case.scenario.route, key))
    readings = [reading for key in in_order for reading in case.routes[key].conditions]
    by_name = [
        ConditionReading(id=f"backing_{code.lower()}", words=case.words_for(code, *PROVIDER_KINDS), met_by=code)
        for code in known
    ]
    capitals = case.spellings.get(host or "", {}).get("capital", ())
    at_home = [ConditionReading(id="host_capital", words=capitals, met_by="host")] if capitals else []
    parliaments = tuple(form for spelled in case.spellings.values() for form in spelled.get("parliament", ()))
    approve = [ConditionReading(id="parliaments", words=parliaments, met_by="parliament")] if parliaments else []
    partners = {
        code: (state.name, code, case.demonym(code)) for code, state in case.states.items() if code not in {host, *known}
    }
    routes = {key: route.named for key, route in sorted(case.routes.items()) if route.body is not None}
    laws = {code: laws_on(case, code, "sending", day) for code in {law.state for law in case.national_law}}
    return ConditionReader((*by_name, *readings, *at_home, *approve), partners, routes, laws)


def scenario_answers(
    case: Case,
    reader: ConditionReader,
    statements: Statements,
    host: str | None,
    *,
    providers: frozenset[str],
    un_mandate: bool,
    host_agrees: bool | None = None,
) -> dict[str, ScenarioAnswer]:
    """Say what the scenario answers to conditions.

    Parameters
    ----------
    case : Case
        The case.
    reader : ConditionReader
        How conditions are read: every kind in it gets an answer.
    statements : Statements
        What states have said: the host's consent.
    host : str or None
        The host state.
    providers : frozenset of str
        External providers that support the force.
    un_mandate : bool
        Whether a route gives the mandate that states may wait for.
    host_agrees : bool, optional
        What a hypothetical supposes of the host, in place of what it said.

    Returns
    -------
    dict of str to ScenarioAnswer
        By what answers a condition (`met_by` of a reading).
    """
    consent = statements.by_predicate["consent"].get(host or "")
    met = {
        "ceasefire": True,
        "un_mandate": un_mandate,
        "host": host_agrees if host_agrees is not None else consent is not None and consent.modality > Modality.EXCLUDED,
        "parliament": True,
        "plan": True,
    }
    councils = sorted(route.name for route in case.routes.values() if route.answers == "un_mandate")
    council = " or the ".join(councils) or "body that states wait for"
    answers = {
        kind: ScenarioAnswer(held, _BECAUSE[kind][0 if held else 1].format(council=council)) for kind, held in met.items()
    }
    answers["parties"] = _parties_answer(case, statements, host, host_agrees)
    answers["nothing"] = ScenarioAnswer(True, "it says that nothing hangs on it")
    answers |= {f"not:{key}": ScenarioAnswer(True, "the force goes by another route") for key in reader.routes}
    answers["contested"] = ScenarioAnswer(None, "lawyers read it differently, or another law opens a way")
    for code in {reading.met_by for reading in reader.readings} - {*answers, "members"}:
        adjective, backed = case.demonym(code), code in providers
        because = f"the scenario counts on {adjective} enablers" if backed else f"the scenario does without {adjective} support"
        answers[code] = ScenarioAnswer(backed, because, (str(RowRef.scenario("options.external_enablers")),))
    return answers


def _parties_answer(case: Case, statements: Statements, host: str | None, host_agrees: bool | None) -> ScenarioAnswer:
    """Say whether every party has consented: not where one refuses, and not known where one has not decided."""
    parties = dict.fromkeys([*([host] if host is not None else []), *case.scenario.parties])
    spoken = {state: statements.by_predicate["consent"].get(state) for state in parties}
    firm = {state: None if said is None else int(said.modality) for state, said in spoken.items()}
    if host is not None and host_agrees is not None:
        firm[host] = int(Modality.PLEDGED if host_agrees else Modality.EXCLUDED)
    refusing = [state for state, modality in firm.items() if modality == Modality.EXCLUDED]
    undecided = [state for state, modality in firm.items() if modality is None or modality < Modality.PLEDGED]
    if refusing:
        return ScenarioAnswer(False, f"{_named(case, refusing)} refuses")
    if undecided:
        return ScenarioAnswer(None, f"{_named(case, undecided)} has not consented")
    return ScenarioAnswer(True, "every party has consented")


def _named(case: Case, states: Sequence[str]) -> str:
    return " or ".join(case.states[state].name if state in case.states else state for state in states)


def judge(
    conditions: Sequence[ReadCondition], state: str, answers: Mapping[str, ScenarioAnswer], coalition: Coalition | None
) -> tuple[Condition, ...]:
    """Say of each condition whether the scenario meets it.

    Parameters
    ----------
    conditions : sequence of ReadCondition
        The conditions.
    state : str
        Whose they are.
    answers : mapping of str to ScenarioAnswer
        What the scenario answers, by kind.
    coalition : Coalition or None
        Who joins; None where it is not known yet.

    Returns
    -------
    tuple of Condition
        Unmet where something that it waits for is missing; open where no reading recognises it, or where it hangs on members
        who join only if others do.

    Examples
    --------
    >>> backing = ReadCondition("if Australia backs it", ("AUS",))
    >>> [each.state for each in judge([backing], "NZL", {"AUS": ScenarioAnswer(False, "no backing is assumed")}, None)]
    ['unmet']
    >>> [each.state for each in judge([ReadCondition("depends on the weather")], "NZL", {}, None)]
    ['open']
    """
    return tuple(_judged(condition, state, answers, coalition) for condition in conditions)


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


def _judged(
    condition: ReadCondition, state: str, answers: Mapping[str, ScenarioAnswer], coalition: Coalition | None
) -> Condition:
    asked = [answers[kind] for kind in condition.met_by]
    inputs = tuple(dict.fromkeys(name for answer in asked for name in answer.inputs))
    missing = [answer for answer in asked if answer.met is False]
    if missing:
        return Condition(condition.text, "unmet", "; ".join(answer.because for answer in missing), inputs)
    if unsure := [answer for answer in asked if answer.met is None]:
        return Condition(condition.text, "open", "; ".join(answer.because for answer in unsure), inputs)
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
    return Condition(condition.text, "met", "; ".join(answer.because for answer in asked), inputs)


def _joined(condition: ReadCondition, state: str, members: Sequence[str]) -> bool:
    others = set(members) - {state}
    return condition.partners <= others and len(others) >= condition.members_at_least
