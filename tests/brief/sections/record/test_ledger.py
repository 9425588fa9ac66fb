"""States with what was said of them, and what on record disagrees."""

from __future__ import annotations

from interpose.brief.sections.record.ledger import disagreements, state_views
from interpose.brief.tables.ledger import claim_views
from interpose.case import Case
from interpose.case.tables.evidence import Relation
from tests.brief.records import record_of
from tests.evidence.builders import claim, ledger, relation


def test_states_come_the_firmest_first_with_all_that_was_said_of_them(ukraine: Case) -> None:
    claims = [
        claim("A", "2024-11-01", 2),
        claim("B", "2024-11-02", 4, state="GBR"),
        claim("C", "2024-11-03", 0, state="POL"),
        claim("D", "2024-11-04", 3, state="USA", on_behalf_of="POL"),
    ]
    context = record_of(ledger(ukraine, claims))
    views = state_views(context, claim_views(context))
    assert [(view.name, view.word) for view in views] == [
        ("United Kingdom", "pledged"),
        ("France", "open"),
        ("Poland", "excluded"),
    ]
    assert [each.id for each in views[-1].claims] == ["C", "D"]
    assert views[-1].setting == ("C",)


def test_offices_of_one_government_that_differ_are_named_with_what_each_says(ukraine: Case) -> None:
    claims = [
        claim("A", "2024-11-01", 3, office="defence minister"),
        claim("B", "2024-11-01", 0, office="president", actor="A. President", speaks_as="government"),
    ]
    context = record_of(ledger(ukraine, claims))
    (found,) = disagreements(context, claim_views(context))
    assert found.kind == "Inside one government"
    assert found.text == "France. president: excluded; defence minister: ready if."
    assert set(found.claims) == {"A", "B"}


def test_a_denial_is_told_with_both_statements_and_a_replacement_is_no_disagreement(ukraine: Case) -> None:
    claims = [
        claim("report", "2024-11-01", 3),
        claim("denial", "2024-11-05", None, predicate="other"),
        claim("later", "2024-11-07", 2, state="GBR"),
        claim("earlier", "2024-11-06", 3, state="GBR"),
    ]
    denial = Relation(claim="denial", relation="denies", target="report", note="In a speech")
    context = record_of(ledger(ukraine, claims, [denial, relation("later", "supersedes", "earlier")]))
    (found,) = disagreements(context, claim_views(context))
    assert found.kind == "A claim denies another"
    assert "statement of denial. It denies A. Minister, defence minister (1 Nov 2024): statement of report." in found.text
    assert found.text.endswith("In a speech.")
    assert found.claims == ("denial", "report")


def test_claims_that_are_not_shown_are_told_by_no_disagreement(ukraine: Case) -> None:
    claims = [claim("report", "2024-11-01", 3), claim("denial", "2024-11-05", None, predicate="other")]
    context = record_of(ledger(ukraine, claims, [relation("denial", "denies", "report")]))
    shown = tuple(view for view in claim_views(context) if view.id != "report")
    assert disagreements(context, shown) == ()


def test_a_state_of_which_nothing_is_shown_has_its_position_alone(ukraine: Case) -> None:
    context = record_of(ledger(ukraine, [claim("A", "2024-11-01", 2)]))
    (view,) = state_views(context, ())
    assert (view.claims, view.setting) == ((), ("A",))


def test_a_state_is_told_with_the_age_of_its_words_and_with_its_other_roles(ukraine: Case) -> None:
    claims = [
        claim("A", "2024-02-01", 2),
        claim("B", "2024-12-01", 3, role="training"),
        claim("C", "2023-11-01", 4, state="GBR"),
    ]
    context = record_of(ledger(ukraine, claims))
    british, french = state_views(context, claim_views(context))
    assert french.age == "It rests on words of 335 days before."
    assert french.beside == "On other roles: training ready if."
    assert british.age == "A pledge since 1 Nov 2023 that nobody has renewed for 427 days: it has lapsed."
    assert british.beside == ""
