"""Names that refer to other tables: each is told with its place, in a table as in a YAML file, from one declaration."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from interpose.case import load
from interpose.case.check.reference_rules import reference_faults
from interpose.case.located import Located
from interpose.case.tables.authority import VoteAssumption
from interpose.case.tables.evidence import Quote
from interpose.case.tables.force import Pool
from interpose.errors import Fault, InputError

Edit = Callable[[str, str, str], Path]

POOL = Pool(
    state="FRA",
    unit_type="infantry_battalion",
    units=2,
    notice_days=30,
    tour_months=6,
    dwell_ratio=3,
    basis="reported",
    claims=("P001", "P002"),
)


def the_fault(folder: Path) -> Fault:
    with pytest.raises(InputError) as caught:
        load(folder)
    (fault,) = caught.value.faults
    assert fault.why
    return fault


def test_each_name_in_a_list_is_looked_up() -> None:
    known = {"states": {"FRA"}, "unit_types": {"infantry_battalion"}, "claims": {"P001"}}
    (fault,) = reference_faults([Located(POOL, "pools.csv", 7)], known)
    assert fault.what == "claims 'P002' is not known"
    assert (fault.where.file, fault.where.line) == ("pools.csv", 7)
    assert fault.mend == "did you mean 'P001'?"


def test_a_reference_to_a_table_that_is_not_listed_is_not_checked() -> None:
    assert list(reference_faults([Located(POOL, "pools.csv", 7)], {"states": {"FRA"}})) == []


def test_a_name_may_be_of_either_of_two_tables() -> None:
    numbers = {"yes": 1, "yes_low": 1, "yes_high": 1, "no": 0, "no_low": 0, "no_high": 0}
    row = VoteAssumption.model_validate(
        {"id": "a", "routes": "nato; consensus", "predicate": "none", "vote": "yes", "basis": "assumed", "source": "x"}
        | numbers
    )
    known = {"routes": {"nato"}, "voting_rules": {"consensus"}}
    assert list(reference_faults([Located(row, "votes.csv", 2)], known)) == []
    assert [fault.what for fault in reference_faults([Located(row, "votes.csv", 2)], {**known, "routes": {"eu"}})] == [
        "routes 'nato' is not known"
    ]


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("external_enablers: {USA: as_caveated}", "external_enablers: {USB: as_caveated}", "options.external_enablers 'USB'"),
        ("variants:", "partners: {north: [DNK, ESR]}\nvariants:", "partners 'ESR'"),
        ("host: UKR", "host: UKX", "host 'UKX'"),
    ],
)
def test_a_state_inside_the_scenario_is_told_at_its_line(edit: Edit, old: str, new: str, what: str) -> None:
    folder = edit("scenario.yaml", old, new)
    fault = the_fault(folder)
    assert fault.what == f"{what} is not known"
    line, column = fault.where.line, fault.where.column
    assert line is not None
    assert column is not None
    told = (folder / "scenario.yaml").read_text(encoding="utf-8").splitlines()[line - 1][column - 1 :]
    assert what.split("'")[1] in told


@pytest.mark.parametrize(("written", "meant"), [("GER", "DEU"), ("SPA", "ESP"), ("UKX", "UKR")])
def test_a_code_that_begins_the_name_of_a_state_is_taken_for_it(edit: Edit, written: str, meant: str) -> None:
    fault = the_fault(edit("scenario.yaml", "host: UKR", f"host: {written}"))
    assert fault.mend == f"did you mean {meant!r}?"


def test_a_unit_type_inside_a_mandate_is_told_at_its_line(case_folder: Path) -> None:
    (case_folder / "mandates").mkdir()
    (case_folder / "mandates" / "look.yaml").write_text(
        "id: look\nname: Look\ntask: look\nrules:\n"
        "  - id: eyes\n    unit_type: infantry_batalion\n    belt: forward\n    driver: fixed\n"
        "    value: {low: 1, mode: 1, high: 1}\n    basis: assumed\n    source: none\n",
        encoding="utf-8",
    )
    fault = the_fault(case_folder)
    assert str(fault.where) == "mandates/look.yaml:6:5"
    assert fault.what == "rules.unit_type 'infantry_batalion' is not known"
    assert fault.mend == "did you mean 'infantry_battalion'?"


def test_a_mandate_that_combines_one_that_is_not_known_is_told_when_it_is_read(case_folder: Path) -> None:
    (case_folder / "mandates").mkdir()
    (case_folder / "mandates" / "both.yaml").write_text(
        "id: both\nname: Both\ntask: both\ncombines: [{mandate: obsrve}]\n", encoding="utf-8"
    )
    assert the_fault(case_folder).mend == "did you mean 'observe'?"


def test_a_ledger_whose_names_all_changed_is_told_without_comparing_each_with_each() -> None:
    known = {"claims": {f"claim-of-some-length-{number}" for number in range(20_000)}}
    quotes = [
        Located(
            Quote(id=f"q{number}", claim=f"claim-of-another-length-{number}", exact="x", kind="direct"), "quotes.csv", number
        )
        for number in range(400)
    ]
    found = list(reference_faults(quotes, known))
    assert len(found) == 400
    assert found[-1].mend == "add the claim to claims.csv, or correct the name"
