"""What hangs on a claim."""

from __future__ import annotations

import dataclasses
import datetime as dt

from interpose.case import Case
from interpose.evidence import hangs_on, judgements, without
from interpose.evidence.support import told_again
from tests.evidence.builders import claim, judged, ledger, relation, with_judgements

DECEMBER = dt.date(2024, 12, 15)


def test_without_its_one_claim_a_state_has_no_position(ukraine: Case) -> None:
    support = hangs_on(ukraine, "P001", DECEMBER)
    assert [(change.state, change.what) for change in support.changes] == [("FRA", "gone")]
    assert "P001" in ukraine.claims


def test_taking_a_claim_away_takes_what_only_tells_it_again(ukraine: Case) -> None:
    assert not {"P016", "P017", "Q11"} & set(without(ukraine, ["P016"]).claims)


def test_a_claim_that_was_never_read_was_never_judged(ukraine: Case) -> None:
    case = with_judgements(ukraine, judged("A", "4", "2024-12-01"), judged("paper", "C", "2024-12-02"))
    assert list(judgements(without(case, ["A"]))) == [("reliability", "paper")]


def small(base: Case) -> Case:
    """A statement, its restatement, a distortion of that, and a claim of another state that nobody tells again."""
    claims = [
        claim("A", "2024-11-01", 3),
        claim("B", "2024-11-02", 3),
        claim("C", "2024-11-03", 4),
        claim("D", "2024-11-04", 2, state="POL"),
    ]
    return ledger(base, claims, [relation("B", "restates", "A"), relation("C", "distorts", "B")])


def test_what_tells_a_claim_again_falls_with_it_through_any_number_of_tellers(ukraine: Case) -> None:
    case = small(ukraine)
    assert told_again(case, "A") == ("B", "C")
    assert told_again(case, "D") == ()
    assert set(without(case, ["A"]).claims) == {"D"}
    assert without(case, ["A"]).relations == ()


def test_support_tells_positions_relations_and_rows_that_name_the_claim(ukraine: Case) -> None:
    case = small(ukraine)
    pool = next(pool for pool in case.pools if pool.state == "FRA")
    named = f"pools.csv#{pool.state}/{pool.unit_type}"
    case = dataclasses.replace(case, pools=tuple(each.replace(claims=("B",) if each is pool else ()) for each in case.pools))
    found = hangs_on(case, "A")
    assert [(change.state, change.what) for change in found.changes] == [("FRA", "gone")]
    assert found.relations == ("B restates A",)
    assert named in found.inputs


def test_a_case_without_a_claim_is_another_case(ukraine: Case) -> None:
    case = small(ukraine)
    assert set(case.claims) == {"A", "B", "C", "D"}
    assert without(case, []).claims == case.claims
    without(case, ["D"])
    assert "D" in case.claims
