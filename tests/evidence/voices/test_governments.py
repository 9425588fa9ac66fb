"""Who speaks for a government, and until when their word holds: small tables of offices that can be checked by hand."""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import Any

import pytest

from interpose.case import Case
from interpose.case.tables.evidence import Claim, Office
from interpose.evidence import history, lint, positions
from interpose.evidence.voices.governments import ends_of_words, voices_of
from tests.evidence.builders import claim, ledger, relation

HEAD = {"actor": "A. Head", "office": "prime minister", "speaks_as": "government"}


def term(office: str, holder: str, since: str, until: str | None = None, power: str = "executive") -> Office:
    values = {"state": "FRA", "office": office, "holder": holder, "since": since, "until": until, "power": power}
    return Office.model_validate(values | {"source": "recalled"})


def governed(base: Case, *claims: Claim, offices: tuple[Office, ...], **parts: Any) -> Case:
    return dataclasses.replace(ledger(base, claims, **parts), offices=offices)


CHANGE = (
    term("head_of_government", "A. Head", "2023-01-01", "2024-12-10"),
    term("head_of_government", "B. Next", "2024-12-10"),
)


def test_a_change_of_government_ends_what_the_former_one_promised(ukraine: Case) -> None:
    case = governed(ukraine, claim("A", "2024-11-01", 3, **HEAD), claim("M", "2024-11-05", 3), offices=CHANGE)
    assert positions(case, dt.date(2024, 12, 9)).of("FRA") is not None
    assert positions(case, dt.date(2024, 12, 10)).of("FRA") is None
    assert [(str(each.date), each.claim) for each in history(case, "FRA").entries][-1] == ("2024-12-10", None)
    told = [finding for finding in lint(case) if finding.rule == "ended"]
    assert [(finding.claims, "2024-12-10" in finding.what) for finding in told] == [(("M",), True)]


def test_what_the_new_government_says_again_holds_though_it_only_restates(ukraine: Case) -> None:
    claims = [claim("A", "2024-11-01", 3, **HEAD), claim("B", "2024-12-12", 3, actor="B. Next", office="prime minister")]
    case = governed(ukraine, *claims, offices=CHANGE, relations=[relation("B", "restates", "A")])
    position = positions(case, dt.date(2024, 12, 20)).of("FRA")
    assert position is not None
    assert (position.modality, position.claims) == (3, ("B",))


@pytest.mark.parametrize(
    ("named", "modality"),
    [({"office": "cabinet"}, 5), ({"office": "cabinet"}, 7), ({"actor": "National Assembly", "office": "vote"}, 0)],
)
def test_decisions_and_what_a_parliament_decided_stay(ukraine: Case, named: dict[str, str], modality: int) -> None:
    case = governed(ukraine, claim("A", "2024-11-01", modality, **HEAD | named), offices=CHANGE)
    assert positions(case, dt.date(2024, 12, 20)).of("FRA") is not None


def test_a_day_known_to_the_month_ends_words_with_the_month(ukraine: Case) -> None:
    offices = (CHANGE[0], term("head_of_government", "B. Next", "2024-12~"))
    case = governed(ukraine, claim("A", "2024-11-01", 3, **HEAD), offices=offices)
    assert ends_of_words(case) == {"A": dt.date(2024, 12, 31).toordinal()}


def test_who_shares_in_the_executive_speaks_until_he_leaves_himself(ukraine: Case) -> None:
    offices = (*CHANGE, term("head_of_state", "C. President", "2020-01-01", "2024-12-20", power="mixed"))
    case = governed(ukraine, claim("A", "2024-11-01", 3, actor="C. President", office="president"), offices=offices)
    assert ends_of_words(case) == {"A": dt.date(2024, 12, 21).toordinal()}


def test_who_follows_himself_and_who_has_no_successor_goes_on(ukraine: Case) -> None:
    again = term("head_of_government", "A. Head", "2024-12-10")
    case = governed(ukraine, claim("A", "2024-11-01", 3, **HEAD), offices=(CHANGE[0], again))
    assert ends_of_words(case)["A"] == dt.date(2024, 12, 11).toordinal()
    assert ends_of_words(governed(ukraine, claim("A", "2024-11-01", 3), offices=(again,))) == {}


def test_a_ceremonial_head_of_state_never_sets_a_position(ukraine: Case) -> None:
    crown = term("head_of_state", "C. Crown", "2020-01-01", "2024-11-30", power="ceremonial")
    spoken = {"actor": "C. Crown", "office": "president", "speaks_as": "government"}
    case = governed(ukraine, claim("A", "2024-11-01", 4, **spoken), claim("B", "2024-12-05", 3, **spoken), offices=(crown,))
    # After the term the same person may speak for the state in another office.
    assert voices_of(case) == {"A": "outside", "B": "government"}
    assert positions(case, dt.date(2024, 11, 15)).of("FRA") is None
