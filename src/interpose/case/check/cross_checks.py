"""What one file says of another: names that must be known, and rows that must agree."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, get_args

from interpose.case.check.ledger_rules import ledger_faults
from interpose.case.check.override_rules import override_faults
from interpose.case.located import Located
from interpose.case.registry import LEDGER_TABLES
from interpose.case.tables.authority import VotingRuleName
from interpose.case.tables.mandates import BELTS
from interpose.case.tables.scenario import Scenario
from interpose.errors import Fault, did_you_mean

__all__ = ["check_references"]

Tables = Mapping[str, Sequence[Located[Any]]]


def check_references(
    scenario: tuple[Scenario, Any] | None,
    tables: Tables,
    ledger: Tables,
    yaml_rows: Mapping[str, Mapping[str, Located[Any]]],
    faults: list[Fault],
    drawn_sectors: int = 0,
) -> None:
    """Check every name in one file that must be known in another.

    Parameters
    ----------
    scenario : tuple of Scenario and YamlText, or None
        The scenario with its places.
    tables, ledger : mapping of str to sequence of Located
        Rows by file.
    yaml_rows : mapping
        Mandates and routes by kind and id.
    faults : list of Fault
        Where faults go.
    drawn_sectors : int
        Sectors drawn in the area; none means that the scenario says into how many the line is cut.
    """
    states = [located.row.state for located in tables["states.csv"]]
    unit_types = {located.row.unit_type: located.row for located in tables["unit_types.csv"]}
    claims = [located.row.id for located in ledger["claims.csv"]]
    if scenario is not None:
        for key, kind in (("mandate", "mandates"), ("route", "routes")):
            name = getattr(scenario[0], key)
            if name not in yaml_rows[kind]:
                mend = did_you_mean(name, yaml_rows[kind]) or f"use one of: {', '.join(sorted(yaml_rows[kind]))}"
                why = f"the case needs the rules of its {key}"
                faults.append(Fault(f"{key} {name!r} is not known", scenario[1].location((key,)), why, mend))
        parties = (("parties", party) for party in scenario[0].parties)
        for key, code in (("host", scenario[0].host), ("options.lead", scenario[0].options.lead), *parties):
            if code is not None and code not in states:
                mend = did_you_mean(code, states) or "use the ISO 3166-1 alpha-3 code"
                why = "a state must be known"
                faults.append(Fault(f"{key} {code!r} is not a state", scenario[1].location(key.split(".")), why, mend))
    for located in tables["pools.csv"]:
        faults.extend(_known(located, "state", [located.row.state], states, "a pool belongs to a state"))
        faults.extend(
            _known(located, "unit_type", [located.row.unit_type], unit_types, "the unit type says what a unit can do")
        )
        faults.extend(_known(located, "claims", located.row.claims, claims, "a pool that rests on a claim names it"))
    owned = {(located.row.state, located.row.unit_type) for located in tables["pools.csv"]}
    for located in tables["commitments.csv"]:
        faults.extend(_known(located, "state", [located.row.state], states, "a commitment is of a state that is known"))
        faults.extend(_known(located, "claims", located.row.claims, claims, "a commitment that rests on a claim names it"))
        if owned and (located.row.state, located.row.unit_type) not in owned:
            what = f"{located.row.state} has no pool of {located.row.unit_type!r}"
            why = "tour, dwell and notice of units that are withdrawn are read from the pool"
            mend = "add the row to pools.csv (0 units will do), or correct the unit type"
            faults.append(located.fault("unit_type", what, why, mend))
    for located in tables["planning_factors.csv"]:
        faults.extend(_known(located, "claims", located.row.claims, claims, "a factor that rests on a claim names it"))
    for located in ledger["claims.csv"]:
        for field in ("state", "on_behalf_of"):
            named = getattr(located.row, field)
            if named is not None:
                faults.extend(_known(located, field, [named], states, "a claim is about a state that is known"))
    for located in tables["substitutions.csv"]:
        faults.extend(_known(located, "unit_type", [located.row.unit_type], unit_types, "the unit that stands in is of a type"))
    capabilities = sorted({name for unit_type in unit_types.values() for name, _ in unit_type.capabilities})
    stated = sorted({unit_type.capabilities[0][0] for unit_type in unit_types.values() if unit_type.capabilities})
    for located in tables["requirements.csv"]:
        why = "a row that matches nothing would be lost in silence"
        faults.extend(_known(located, "mandate", [located.row.mandate], yaml_rows["mandates"], why))
        faults.extend(_known(located, "capability", [located.row.capability], stated, why))
    cut = drawn_sectors or (scenario[0].options.sectors if scenario is not None else 0)
    cut_sectors = [f"sector-{number}" for number in range(1, cut + 1)]
    places = (*BELTS, *cut_sectors)
    if scenario is not None:
        faults.extend(override_faults(tables["requirements.csv"], cut_sectors, scenario[0].horizon_months))
    for located in tables["states.csv"]:
        faults.extend(_known(located, "claims", located.row.claims, claims, "a row that rests on a claim names it"))
        faults.extend(_caveats(located, capabilities, places))
    for located in tables["memberships.csv"]:
        faults.extend(_known(located, "state", [located.row.state], states, "a member is a state that is known"))
    bodies = {located.row.body for located in tables["memberships.csv"]}
    for route in yaml_rows["routes"].values():
        named_body = [route.row.body] if route.row.body is not None else []
        faults.extend(_known(route, None, named_body, bodies, "a route decides by the members of its body"))
        backers = [reading.met_by for reading in route.row.conditions if reading.met_by.isupper()]
        faults.extend(_known(route, None, backers, states, "a condition waits for the backing of a state that is known"))
    for located in tables["votes.csv"]:
        named = {*yaml_rows["routes"], *get_args(VotingRuleName)}
        faults.extend(
            _known(located, "routes", located.row.routes, named, "a row is for routes or voting rules that are known")
        )
    for mandate in yaml_rows["mandates"].values():
        for rule in mandate.row.rules:
            named = [rule.unit_type, *rule.of]
            faults.extend(_known(mandate, None, named, unit_types, f"rule {rule.id!r} counts units of a type"))
    faults.extend(ledger_faults(*(ledger[spec.file] for spec in LEDGER_TABLES)))


def _known(located: Located[Any], field: str | None, names: Sequence[str], known: Iterable[str], why: str) -> Iterator[Fault]:
    names_known = known if isinstance(known, Mapping) else set(known)
    for name in names:
        if name not in names_known:
            mend = did_you_mean(name, names_known) or "add it where it is defined, or correct the name"
            yield located.fault(field, f"{field or 'name'} {name!r} is not known", why, mend)


def _caveats(located: Located[Any], capabilities: Sequence[str], places: Sequence[str]) -> Iterator[Fault]:
    for caveat in located.row.caveats:
        capability, mark, place = caveat.replace(" ", "").partition("@")
        why = "a caveat that matches nothing would be lost in silence"
        if not mark:
            yield located.fault(
                "caveats", f"caveat {caveat!r} has no '@'", why, "write capability@belt, such as manoeuvre@forward"
            )
            continue
        if capability != "*" and capability not in capabilities:
            mend = did_you_mean(capability, capabilities) or f"use * or one of: {', '.join(capabilities)}"
            yield located.fault("caveats", f"caveat {caveat!r}: capability {capability!r} is not known", why, mend)
        if place != "*" and place not in places:
            named = f"sector-1 to {places[-1]}" if len(places) > len(BELTS) else "a sector"
            mend = did_you_mean(place, places) or f"use *, one of: {', '.join(BELTS)}, or {named}"
            yield located.fault("caveats", f"caveat {caveat!r}: {place!r} is no belt and no sector of this case", why, mend)
