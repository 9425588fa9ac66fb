"""What one file says of another: names that must be known, and rows that must agree."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import chain
from types import MappingProxyType
from typing import Any, get_args

from interpose.case.check.cost_rules import cost_faults
from interpose.case.check.ledger_rules import ledger_faults
from interpose.case.check.membership_rules import membership_faults
from interpose.case.check.override_rules import override_faults
from interpose.case.check.pin_rules import pin_faults
from interpose.case.check.reference_rules import reference_faults
from interpose.case.located import Located
from interpose.case.registry import LEDGER_TABLES, TABLES
from interpose.case.tables.authority import ANSWERED_BY_SCENARIO
from interpose.case.tables.scenario import Scenario
from interpose.case.tables.words import BELTS, VotingRuleName
from interpose.errors import Fault, did_you_mean
from interpose.limits import LIMITS, InputLimits

__all__ = ["check_references"]

Tables = Mapping[str, Sequence[Located[Any]]]


def check_references(
    scenario: Located[Scenario] | None,
    tables: Tables,
    ledger: Tables,
    yaml_rows: Mapping[str, Mapping[str, Located[Any]]],
    faults: list[Fault],
    *,
    named: Located[Scenario] | None = None,
    drawn_sectors: int | None = 0,
    unsound: Mapping[str, Collection[str] | None] = MappingProxyType({}),
) -> None:
    """Check every name in one file that must be known in another, and rows that must agree.

    What follows from a fault that is told already is not told again: a name whose row is at fault counts as known, and
    nothing is said of names in a table that is missing or could not be read.

    Parameters
    ----------
    scenario : Located or None
        The scenario; None where it could not be read.
    tables, ledger : mapping of str to sequence of Located
        Rows by file.
    yaml_rows : mapping
        Mandates and routes by kind and id.
    faults : list of Fault
        Where faults go.
    named : Located or None
        The names in a scenario that has a fault elsewhere; the scenario itself unless given.
    drawn_sectors : int or None
        Sectors drawn in the area; 0 means that the scenario says into how many the line is cut, None that nobody knows.
    unsound : mapping of str to collection of str or None
        For each table the names of its rows at fault; None where the table could not be read.
    """
    known = _known(scenario, tables, ledger, yaml_rows, unsound)
    everything = chain(*tables.values(), *ledger.values(), *(rows.values() for rows in yaml_rows.values()))
    likely = {"states": {located.row.state for located in (*tables["pools.csv"], *ledger["claims.csv"]) if located.row.state}}
    called = {located.row.state: located.row.name for located in tables["states.csv"]}
    faults.extend(reference_faults(everything, known, likely, called))
    if (names := named or scenario) is not None:
        faults.extend(reference_faults([names], known, likely, called))
    if (poolless := unsound.get("pools", ())) is not None:
        faults.extend(_unowned(tables, poolless))
    faults.extend(membership_faults(tables["memberships.csv"], [located.row for located in yaml_rows["routes"].values()]))
    faults.extend(_units_in_all(tables["pools.csv"]))
    cut_sectors: list[str] | None = None
    if scenario is not None:
        if drawn_sectors is not None:
            cut = drawn_sectors or scenario.row.options.sectors
            cut_sectors = [f"sector-{number}" for number in range(1, cut + 1)]
        faults.extend(override_faults(tables["requirements.csv"], cut_sectors, scenario.row.horizon_months))
        drawdown = next((row.row.value for row in tables["planning_factors.csv"] if row.row.factor == "drawdown_months"), 0.0)
        faults.extend(pin_faults(tables["pins.csv"], scenario.row, scenario.row.options.drawdown_over(round(drawdown))))
    if "required_capabilities" in known and cut_sectors is not None:
        capabilities = sorted({name for located in tables["unit_types.csv"] for name, _ in located.row.capabilities})
        for located in tables["states.csv"]:
            faults.extend(_caveats(located, capabilities, (*BELTS, *cut_sectors)))
    money = ("cost_shares", "who_pays", "supply_rates")
    if all(unsound.get(name, ()) is not None and not unsound.get(name) for name in money):
        faults.extend(cost_faults(*(tables[f"{name}.csv"] for name in money)))
    faults.extend(ledger_faults(*(ledger[spec.file] for spec in LEDGER_TABLES), unsound=unsound))


def _known(
    scenario: Located[Scenario] | None,
    tables: Tables,
    ledger: Tables,
    yaml_rows: Mapping[str, Mapping[str, Located[Any]]],
    unsound: Mapping[str, Collection[str] | None],
) -> dict[str, Collection[str]]:
    """List the names in each table; a table that could not be read is left out, so that no name is looked up in it."""
    unit_types = [located.row for located in tables["unit_types.csv"]]
    known: dict[str, Collection[str]] = {
        spec.name: {spec.key_of(located.row) for located in (*tables.get(spec.file, ()), *ledger.get(spec.file, ()))}
        for spec in (*TABLES, *LEDGER_TABLES)
        if len(spec.named_by or spec.key) == 1  # nothing refers to a row that takes several columns to name
    }
    known |= {kind: set(rows) for kind, rows in yaml_rows.items()}
    known |= {
        "bodies": {located.row.body for located in tables["memberships.csv"]},
        "voting_rules": get_args(VotingRuleName),
        "scenario_answers": ANSWERED_BY_SCENARIO,
        "capabilities": {name for unit_type in unit_types for name, _ in unit_type.capabilities},
        "required_capabilities": {unit_type.capabilities[0][0] for unit_type in unit_types if unit_type.capabilities},
    }
    if scenario is not None:
        known["partners"] = set(scenario.row.partners)
    if unsound.get("unit_types", ()) is None or unsound.get("unit_types"):
        known.pop("capabilities", None)
    for name, at_fault in unsound.items():
        derived = _DERIVED.get(name, name)
        if at_fault is None or (at_fault and name == "unit_types"):
            known.pop(derived, None)
        elif at_fault and derived in known:
            known[derived] = {*known[derived], *at_fault}
        if at_fault is None:
            known.pop(name, None)
        elif name in known:
            known[name] = {*known[name], *at_fault}
    return known


_DERIVED = {"memberships": "bodies", "unit_types": "required_capabilities"}
"""Names that are read from the rows of a table, beside its own."""


def _unowned(tables: Tables, at_fault: Collection[str]) -> Iterator[Fault]:
    """Find commitments of units that no pool holds."""
    owned = {(located.row.state, located.row.unit_type) for located in tables["pools.csv"]}
    for located in tables["commitments.csv"]:
        if owned and located.row.state not in at_fault and (located.row.state, located.row.unit_type) not in owned:
            what = f"{located.row.state} has no pool of {located.row.unit_type!r}"
            why = "tour, dwell and notice of units that are withdrawn are read from the pool"
            mend = "add the row to pools.csv (0 units will do), or correct the unit type"
            yield located.fault("unit_type", what, why, mend)


def _units_in_all(pools: Sequence[Located[Any]], limits: InputLimits = LIMITS) -> Iterator[Fault]:
    """Refuse more units than any force has: the work of planning grows with their number."""
    units = sum(located.row.units for located in pools)
    if units > limits.pool_units_in_all:
        what = f"all pools together hold {units:,.0f} units, more than {limits.pool_units_in_all:,}"
        where = max(pools, key=lambda located: located.row.units)
        yield where.fault("units", what, "no states have as many, and none could be planned", "correct the number of units")


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
