"""What lint finds: ratios that do not compute, positions that contradict, are old or have one root."""

from __future__ import annotations

import dataclasses
import datetime as dt

from interpose.case import Case
from interpose.evidence import lint
from tests.evidence.builders import claim, ledger, relation


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


def test_a_lapsed_pledge_is_told_as_that_and_not_as_old_too(ukraine: Case) -> None:
    claims = [claim("A", "2023-01-01", 4), claim("B", "2024-02-01", 2, role="sea")]
    found = [(each.rule, each.claims) for each in lint(ledger(ukraine, claims)) if each.rule in ("stale", "lapsed")]
    assert found == [("lapsed", ("A",)), ("stale", ("B",))]
    (sea,) = [each.what for each in lint(ledger(ukraine, claims)) if each.rule == "stale"]
    assert sea.startswith("the position of FRA on sea rests on a claim that is")


def test_offers_and_refusals_on_different_roles_need_no_relation(ukraine: Case) -> None:
    claims = [claim("A", "2024-11-01", 0), claim("B", "2024-12-01", 4, role="sea")]
    assert not [each for each in lint(ledger(ukraine, claims)) if each.rule == "missing_relation"]
