"""The result: asked by name, with figures that name what they rest on."""

from __future__ import annotations

import pytest

from interpose.errors import UsageError
from interpose.requirement import Requirement


def test_figures_name_inputs_that_exist(needed: Requirement) -> None:
    figures = {figure.name: figure for figure in needed.figures()}
    assert figures["requirement.interpose.personnel"].value == needed.of("interpose").personnel.mode
    for figure in figures.values():
        for reference in figure.inputs:
            assert reference in figures or "#" in reference, reference


def test_a_mandate_of_another_case_is_not_known(needed: Requirement) -> None:
    with pytest.raises(UsageError, match="did you mean 'interpose'"):
        needed.of("interpos")


def test_the_table_of_a_mandate_has_a_row_for_each_line_with_its_bounds(needed: Requirement) -> None:
    need = needed.of("interpose")
    table = need.table()
    assert table["rule"].tolist() == [line.rule for line in need.lines]
    in_country = table[table["belt"] != "outside"]
    assert in_country["personnel_low"].sum() == need.personnel.low
    assert in_country["personnel_high"].sum() == need.personnel.high


def test_capabilities_are_named_once_and_in_order(needed: Requirement) -> None:
    need = needed.of("deter_by_denial")
    assert list(need.capabilities()) == sorted({line.capability for line in need.lines})
