"""What lint finds: ratios that do not compute, positions that contradict, are old or have one root."""

from __future__ import annotations

import dataclasses
import datetime as dt

from interpose.case import Case
from interpose.evidence import arithmetic_faults, lint
from tests.evidence.builders import claim, ledger, relation


def test_published_ratios_that_do_not_compute_are_flagged() -> None:
    assert arithmetic_faults("100,000 soldiers on 3,700 km of border make 7 soldiers per km") == (
        "100,000 over 3,700 km are 27 per km, not 7",
    )
    assert arithmetic_faults("five lines, 40,000 troops in 5 brigades, 5,000 per brigade") == (
        "40,000 in 5 brigades are 8,000 a brigade, not 5,000",
    )


def test_rounded_ratios_that_compute_are_left_alone() -> None:
    assert arithmetic_faults("15,000 troops over 1,200 km, 12.5 soldiers per km") == ()
    assert arithmetic_faults("a zone of 30 km, or 19 miles") == ()


def test_offering_and_excluding_side_by_side_without_a_relation_is_found(ukraine: Case) -> None:
    claims = [claim("A", "2024-11-01", 3), claim("B", "2024-12-01", 0, actor="P", office="president", speaks_as="government")]
    case = dataclasses.replace(ledger(ukraine, claims), pools=())
    assert ("A", "B") in [finding.claims for finding in lint(case) if finding.rule == "missing_relation"]
    case = dataclasses.replace(ledger(ukraine, claims, [relation("B", "contradicts", "A")]), pools=())
    assert not [finding for finding in lint(case) if finding.rule == "missing_relation"]


def test_a_supersession_that_cannot_act_is_found(ukraine: Case) -> None:
    claims = [claim("A", "2024-11-01", 3), claim("B", "2024-12-01", 0, state="DEU", actor="Other")]
    found = lint(ledger(ukraine, claims, [relation("B", "supersedes", "A")]))
    assert [finding.claims for finding in found if finding.rule == "idle_relation"] == [("B", "A")]


def test_old_and_single_root_positions_are_found(ukraine: Case) -> None:
    found = lint(ledger(ukraine, [claim("A", "2024-01-01", 3)]), dt.date(2024, 12, 1))
    assert {"stale", "single_root"} <= {finding.rule for finding in found if finding.claims == ("A",)}
