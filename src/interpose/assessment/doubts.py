"""What of a case will have no effect, or does not seem to belong: doubts that `check` names beside its faults."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from interpose.authority.routes.statements import names_any
from interpose.case import Case
from interpose.case.check.place_rules import place_doubts
from interpose.case.read.basemap import countries
from interpose.deterrence.naming import kinds_against_names
from interpose.errors import Fault, Location, UsageError
from interpose.evidence.bibliography.reference import plain_address
from interpose.evidence.lint import LintFinding, aged
from interpose.requirement.survey import survey

__all__ = ["doubts_of", "faults_of_play"]

_MOST_NAMED = 4
"""Positions that one doubt names."""


def doubts_of(case: Case) -> tuple[Fault, ...]:
    """Find what a person should look at before a case is believed.

    Parameters
    ----------
    case : Case
        A case without faults.

    Returns
    -------
    tuple of Fault
        A line in the sea, outside its states or with its coordinates swapped; a host on the wrong side; hubs and entry
        points far away; a ledger without claims; sources with one address; claims about authorising that name no route;
        rules that count nobody; positions that rest on old words, have lapsed or ended with a government.

    Examples
    --------
    >>> from interpose.case import load
    >>> doubts_of(load("ukraine-2024"))
    ()
    """
    parties = tuple(dict.fromkeys(filter(None, (case.scenario.host, *case.scenario.parties))))
    outlines = {country.code: country.geometry for country in countries((-180.0, -90.0, 180.0, 90.0)) if country.code}
    return (
        *_no_claims(case),
        *_one_address(case),
        *place_doubts(case.area, case.scenario.host, parties, outlines, lambda name: _feature_place(case, name)),
        *_claims_about_no_route(case),
        *_nobody_counted(case),
        *_old_words(case),
    )


def faults_of_play(case: Case) -> tuple[Fault, ...]:
    """Find kinds of players of the escalation game that play against their names at the modes.

    Parameters
    ----------
    case : Case
        A case without faults in its files.

    Returns
    -------
    tuple of Fault
        One for each move that a kind's name promises and that it makes less often than not.

    Examples
    --------
    >>> from interpose.case import load
    >>> faults_of_play(load("ukraine-2024"))
    ()
    """
    if case.escalation is None:
        return ()
    names = {(player.id, kind.id): kind.name for player in case.escalation.players for kind in player.types}
    return tuple(
        Fault(
            f"{each.player} {each.kind!r} ({names[each.player, each.kind]}) does not do what its name says: it plays "
            f"{each.move} with {each.chance:.0%} at the modes",
            _place(case, "escalation.yaml", rf"id: {re.escape(each.kind)}\b"),
            "answers would be about another kind than readers are told",
            "change its payoffs below that move and its alternatives, its name, or what it `plays`",
        )
        for each in kinds_against_names(case.escalation)
    )


def _no_claims(case: Case) -> Iterator[Fault]:
    if not case.claims:
        why = "nobody has a position, so nobody takes part and every plan is empty: that says nothing of any state"
        mend = "add claims with their sources and chains: interpose evidence read, or rows of claims.csv"
        yield Fault("the ledger holds no claim", Location("claims.csv"), why, mend)


def _one_address(case: Case) -> Iterator[Fault]:
    """Name sources that are one page: their claims would count for two outlets."""
    by_address: dict[str, list[str]] = defaultdict(list)
    for name, source in sorted(case.sources.items()):
        if source.url:
            by_address[plain_address(source.url)].append(name)
    for address, names in by_address.items():
        if len(names) > 1:
            more = f" and {len(names) - _MOST_NAMED} more" if len(names) > _MOST_NAMED else ""
            what = f"sources {', '.join(names[:_MOST_NAMED])}{more} have one address: {address}"
            mend = "correct the address of one, or give their claims the source that stays"
            yield Fault(what, _row_place(case, "sources.csv", names[1]), "one page is one source, and is listed once", mend)


def _claims_about_no_route(case: Case) -> Iterator[Fault]:
    words = sorted({word for route in case.routes.values() for word in route.named})
    for name, claim in sorted(case.claims.items()):
        if claim.predicate == "authorise" and not names_any(claim.statement, words):
            what = f"claim {name!r} is about authorising and names no body: it counts for no vote"
            why = "a route finds its claims by the words under `named`"
            mend = f"name the body in its statement, such as {', '.join(words[:4])}; or use another predicate"
            yield Fault(what, _row_place(case, "claims.csv", name), why, mend)


def _old_words(case: Case) -> Iterator[Fault]:
    """Name the states whose position is old, lapsed or ended, all of a kind together."""
    kinds: dict[str, list[LintFinding]] = defaultdict(list)
    for finding in aged(case):
        kinds[finding.rule].append(finding)
    for found in kinds.values():
        more = f"; and {len(found) - _MOST_NAMED} more, as `interpose evidence lint` says" if len(found) > _MOST_NAMED else ""
        what = "; ".join(each.what for each in found[:_MOST_NAMED]) + more
        yield Fault(what, _row_place(case, "claims.csv", found[0].claims[0]), "a plan counts what was said then", found[0].mend)


def _nobody_counted(case: Case) -> Iterator[Fault]:
    mandate = case.mandates[case.scenario.mandate]
    parts = [mandate, *(case.mandates[part.mandate] for part in mandate.combines if part.mandate in case.mandates)]
    rules = [rule.id for part in parts for rule in part.rules if rule.driver == "per_1000_population"]
    if not rules:
        return
    try:
        population = survey(case).population
    except UsageError:
        return  # what cannot be measured is told where it is asked for
    if population == 0:
        what = f"the rule {rules[0]!r} counts the population of the zone, and no town of the base map lies in it"
        mend = "deepen the zone (zone_depth_km), or state the units in requirements.csv"
        yield Fault(what, Location(f"mandates/{mandate.id}.yaml"), "it asks for no units", mend)


def _feature_place(case: Case, name: str) -> Location:
    return _place(case, "area.geojson", rf'"id"\s*:\s*"{re.escape(name)}"')


def _row_place(case: Case, file: str, name: str) -> Location:
    return _place(case, file, rf'^"?{re.escape(name)}"?,')


def _place(case: Case, file: str, pattern: str) -> Location:
    """Find the line of a file in the folder of the case; in a workbook and a shared ledger only the file is known."""
    path = case.folder / file
    if not path.is_file():
        return Location(file)
    text = path.read_text(encoding="utf-8-sig")
    match = re.search(pattern, text, re.MULTILINE)
    return Location(file, text.count("\n", 0, match.start()) + 1 if match is not None else None)
