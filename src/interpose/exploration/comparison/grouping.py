"""Groups of inputs whose effect is told as one: the question, what a state said, its units, rules, the line, and so on."""

from __future__ import annotations

from dataclasses import dataclass

from interpose.case import Case

__all__ = ["QUESTION", "InputPlace", "group_of", "group_of_choice"]

QUESTION = "the question"
"""What is asked, not what is known: mandate, horizon, host, parties, start, endurance."""

_ASKED = ("mandate", "route", "horizon_months", "host", "parties", "start", "variants")
_ASKED_OPTIONS = ("endurance", "requirement_level", "build_up_months", "build_up", "drawdown", "relative_gap")
_LINE_OPTIONS = ("zone_depth_km", "depth_belt_km", "sectors", "sector_snap", "quiet")
_ROTATION = ("notice_days", "tour_months", "dwell_ratio", "handover_months")
_REMARKS = ("note", "title", "question", "source", "based_on", "ledger")
_TABLES = {
    "area": "line and belts",
    "escalation": "the games",
    "mandates": "rules that size the force",
    "requirements": "rules that size the force",
    "planning_factors": "rules that size the force",
    "unit_types": "rules that size the force",
    "substitutions": "rules that size the force",
    "repair_prices": "prices of repairs",
    "routes": "votes and law",
    "votes": "votes and law",
    "memberships": "votes and law",
    "national_law": "votes and law",
    "offices": "who speaks for a government",
    "proposals": "sizes that others proposed",
    "sources": "sources and how they are judged",
    "pins": "posts that nations keep",
    "uncertainties": "what studies vary",
    "participation": "what studies vary",
    **dict.fromkeys(("supply_rates", "cost_bases", "who_pays", "cost_shares"), "supply and money"),
    **dict.fromkeys(("exchange_rates", "consumer_prices"), "supply and money"),
    **dict.fromkeys(("move_units", "move_factors", "nodes", "links", "crossings", "lift", "airfields", "homes"), "movement"),
    "precedents": "precedents",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class InputPlace:
    """Where a difference stands: table by its file without ending, key of the row, and field.

    Tables are also `scenario`, `mandates`, `routes`, `escalation` and `area`; a field is a dotted path there, and empty for the
    whole row.
    """

    table: str
    key: tuple[object, ...] = ()
    field: str = ""


def group_of(place: InputPlace, cases: tuple[Case, Case]) -> str:
    """Return the group, in words, under which the effect of a difference is told, by where it stands in either case."""
    if place.table == "scenario":
        return group_of_choice(place.field)
    if place.field in _REMARKS:
        return "remarks"
    if place.table in ("pools", "commitments"):
        if place.field in _ROTATION:
            return "notice, tours and dwell"
        return f"units of {_name(str(place.key[0]), cases)}"
    if place.table == "states":
        return f"units of {_name(str(place.key[0]), cases)}"
    if place.table in ("claims", "hops", "quotes", "relations", "judgements"):
        return _of_ledger(place, cases)
    return _TABLES.get(place.table, place.table.replace("_", " "))


def group_of_choice(path: str) -> str:
    """Return the group of a choice of the scenario, by its dotted path.

    Examples
    --------
    >>> group_of_choice("mandate"), group_of_choice("options.sectors"), group_of_choice("seed")
    ('the question', 'line and belts', 'options')
    """
    if path in _REMARKS:
        return "remarks"
    head, _, option = path.partition(".")
    if head == "as_of":
        return "the day as of which statements count"
    if head in _ASKED or (head == "options" and option.partition(".")[0] in _ASKED_OPTIONS):
        return QUESTION
    return "line and belts" if option.partition(".")[0] in _LINE_OPTIONS else "options"


def _of_ledger(place: InputPlace, cases: tuple[Case, Case]) -> str:
    """Return whose statement a row of the ledger belongs to."""
    for case in reversed(cases):
        claim = str(place.key[0])
        if place.table == "quotes":
            claim = next((quote.claim for quote in case.quotes if quote.id == claim), claim)
        if place.table == "judgements":
            claim = next((row.subject for row in case.judgements if row.model_dump_json() == claim), claim)
        row = case.claims.get(claim)
        if row is not None:
            state = row.on_behalf_of or row.state
            return "other statements" if state is None else f"statements of {_name(state, cases)}"
    return _TABLES["sources"]


def _name(state: str, cases: tuple[Case, Case]) -> str:
    row = cases[1].states.get(state) or cases[0].states.get(state)
    return state if row is None else row.in_sentence
