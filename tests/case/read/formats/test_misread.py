"""Numbers that would be read as others than were meant."""

from __future__ import annotations

import pytest

from interpose.case.read.formats.misread import misread_number, misread_values
from interpose.case.read.formats.yaml_files import parse_yaml
from interpose.case.tables.scenario import Scenario
from interpose.errors import Fault


@pytest.mark.parametrize(
    ("kind", "written", "sound"),
    [
        (int, "20.000", False),
        (int, "1.234.567", False),
        (int, "-1.000", False),
        (int, "20", True),
        (int, "20.0", True),
        (int, "20000", True),
        (int, "9" * 400, False),
        (float, "20.000", False),
        (float, "120.000", False),
        (float, "1.000", True),
        (float, "0.125", True),
        (float, "20.125", True),
        (float, "1e16", False),
        (float, "1e3", True),
        (float, "nothing here", True),
    ],
)
def test_a_number_with_two_meanings_or_beyond_all_quantities_is_told(kind: type, written: str, sound: bool) -> None:
    told = misread_number(kind, written)
    assert (told is None) is sound
    assert told is None or all(told)


def values(text: str) -> list[str]:
    faults: list[Fault] = []
    parsed = parse_yaml(text, "scenario.yaml", faults)
    assert parsed is not None
    return [f"{fault.where.line}: {fault.what}" for fault in misread_values(parsed, Scenario)]


def test_thousands_separators_and_truth_values_in_a_yaml_file_are_told_where_a_number_belongs() -> None:
    assert values("horizon_months: 24\noptions:\n  minimum_contingent: 20.000\n  sectors: true\n  zone_depth_km: 12.5\n") == [
        "3: options.minimum_contingent: '20.000' may mean 20 or 20000",
        "4: options.sectors is true, which is not a number",
    ]


def test_in_quotes_a_number_means_the_same() -> None:
    assert len(values('options: {minimum_contingent: "20.000"}')) == 1
