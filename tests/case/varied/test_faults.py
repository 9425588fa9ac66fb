"""What is refused of `uncertainties.csv`: every fault at once, with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from interpose.case import Case, load
from interpose.case.located import Located
from interpose.case.tables.futures.uncertain import Uncertainty
from interpose.case.varied.faults import uncertainty_faults
from interpose.case.varied.inputs import Inputs
from interpose.errors import InputError
from interpose.limits import InputLimits

HEAD = "id,input,kind,low,mode,high,given_as,values,weights,shared,rows,group,basis,source"


def write(folder: Path, *rows: str) -> Path:
    lines = [HEAD, *(f"{row}{',' * (11 - row.count(','))},assumed,a test" for row in rows)]
    (folder / "uncertainties.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


def test_all_faults_are_told_at_once_with_their_lines(case_folder: Path) -> None:
    rows = (
        "a,pools.csv#FRN/infantry_battalion,own",
        "b,planning_factors.csv#axes,uniform,-5,,4",
        "c,scenario.yaml#options.zone_depth_km,uniform,5,,90",
        "d,pools.csv#FRA/*,own",
        "e,pools.csv#*/infantry_battalion,own",
        "f,scenario.yaml#options.external_enablers.USA,uniform,0,,1",
        "g,scenario.yaml#options.external_enablers.USA,choice,,,,,as_caveated;perhaps",
        "h,positions.*,own",
        "i,votes.*,participation",
        "j,planning_factors.csv#line_length_factor,chance,,0.5",
        "k,scenario.yaml#options.sectors,own",
        "l,scenario.yaml#options.quiet,chance",
    )
    with pytest.raises(InputError) as refused:
        load(write(case_folder, *rows))
    told = {fault.where.line: fault for fault in refused.value.faults}
    assert sorted(line for line in told if line) == [2, 3, 4, 6, 7, 8, 9, 10, 11, 12, 13]
    assert all(fault.where.file == "uncertainties.csv" and fault.why and fault.mend for fault in told.values())
    assert "did you mean 'FRA/infantry_battalion'" in told[2].mend
    assert "cannot be -5" in told[3].what
    assert "must exceed zone_depth_km (90)" in told[4].what
    assert "pools.csv#FRA/infantry_battalion is drawn by 'd' on line 5 too" in told[6].what


def test_a_wildcard_of_too_many_columns_is_refused_unless_one_column_seeds_all(ukraine: Case) -> None:
    told = {"id": "pools", "input": "pools.csv#*", "kind": "own", "basis": "assumed", "source": "a test"}
    each, seeded = (
        Located(Uncertainty.model_validate({**told, "rows": rows}), "uncertainties.csv", 2) for rows in ("each", "seeded")
    )
    few = InputLimits(wildcard_columns=200)
    (fault,), _ = uncertainty_faults([each], Inputs.of(ukraine), limits=few)
    assert f"names {len(ukraine.pools)} rows, more than the 200 columns" in fault.what
    assert uncertainty_faults([seeded], Inputs.of(ukraine), limits=few) == ([], [])
    assert uncertainty_faults([each], Inputs.of(ukraine)) == ([], [])


def test_own_where_no_row_has_a_range_is_a_doubt_and_no_fault(case_folder: Path) -> None:
    (doubt,) = load(write(case_folder, "a,pools.csv#FRA/*.dwell_ratio,own")).notices
    assert (doubt.where.file, doubt.where.line) == ("uncertainties.csv", 2)
    assert "has a range" in doubt.what


def test_a_range_without_width_is_a_doubt_and_a_factor_on_nothing_a_fault(case_folder: Path) -> None:
    (doubt,) = load(write(case_folder, "a,planning_factors.csv#axes,uniform,2,,2")).notices
    assert (doubt.where.line, doubt.what) == (2, "low and high are the same")
    with pytest.raises(InputError, match="has no value, or 0, for a factor to act on"):
        load(write(case_folder, "a,states.csv#POL,uniform,0.5,,1,factor"))


def test_what_a_kind_does_not_read_is_refused_and_not_lost(case_folder: Path) -> None:
    rows = (
        "a,pools.csv#FRA/*,own,1,,2",
        "b,positions.*,participation,0.1,0.2,0.3",
        "c,votes.*,chance,,0.3",
        "d,planning_factors.csv#axes,uniform,1,2,3",
        "e,scenario.yaml#options.sectors,choice,2,,4,,4;8",
    )
    with pytest.raises(InputError) as refused:
        load(write(case_folder, *rows))
    told = {fault.where.line: fault.what for fault in refused.value.faults}
    assert "kind own does not read low, high" in told[2]
    assert "kind participation does not read low, mode, high" in told[3]
    assert "'votes.*' has a probability in mode" in told[4]
    assert "kind uniform does not read mode" in told[5]
    assert "kind choice does not read low, high" in told[6]


def test_many_inputs_without_a_wildcard_and_columns_that_nothing_hangs_on_are_refused(case_folder: Path) -> None:
    rows = (
        "a,planning_factors.csv,own",
        "b,pools.csv#*.state,choice,,,,,FRA;POL",
        "c,unit_types.csv#*.low,uniform,1,,2",
        "d,participation.csv#*.modality,uniform,0,,7",
        "e,states.csv#POL.participates,choice,,,,,yes;no",
    )
    with pytest.raises(InputError) as refused:
        load(write(case_folder, *rows))
    told = {fault.where.line: fault for fault in refused.value.faults}
    assert sorted(line for line in told if line) == [2, 3, 4, 5]
    assert "has no *" in told[2].what
    assert told[2].mend.startswith("write planning_factors.csv#*, or name one of them")
    assert all("column that is not varied" in told[line].what for line in (3, 4, 5))


def test_what_a_study_does_not_vary_is_told_with_its_line_beside_all_other_faults(case_folder: Path) -> None:
    rows = (
        "a,move_factors.csv#*,own",
        "b,scenario.yaml#options.endurance,choice,,,,,relay;horizon",
        "c,planning_factors.csv#axes,uniform,-5,,4",
        "d,scenario.yaml#options.sectors,choice,,,,,4;many",
        "e,scenario.yaml#options.endurance,choice,,,,,relay;ever",
    )
    with pytest.raises(InputError) as refused:
        load(write(case_folder, *rows))
    told = {fault.where.line: fault for fault in refused.value.faults}
    assert [(fault.where.file, line) for line, fault in sorted(told.items())] == [
        ("uncertainties.csv", at) for at in range(2, 7)
    ]
    assert "does not vary move_factors.csv#" in told[2].what
    assert "rsoi_days" in told[2].mend
    assert "horizon is one of the choices" in told[3].what
    assert told[4].what == "planning_factors.csv#axes cannot be -5: value, low, high must be at least 0"
    assert told[5].what == "scenario.yaml#options.sectors cannot be 'many': sectors must be a whole number"
    assert told[6].what.endswith("endurance must be one of 'relay', 'own', 'horizon'")


def test_nothing_is_said_of_a_table_that_has_faults_of_its_own(case_folder: Path) -> None:
    (case_folder / "pools.csv").write_text("nonsense\n", encoding="utf-8")
    with pytest.raises(InputError) as refused:
        load(write(case_folder, "a,pools.csv#FRN/infantry_battalion,own"))
    assert {fault.where.file for fault in refused.value.faults} == {"pools.csv"}


def test_rows_of_the_shipped_case_that_another_is_based_on_are_left_out_where_they_do_not_fit(tmp_path: Path) -> None:
    scenario = """\
title: A case that takes its files from another
question: Who would come?
as_of: 2024-12-15
start: 2025-04
horizon_months: 24
host: UKR
parties: [UKR, RUS]
mandate: interpose
route: coalition_of_the_willing
based_on: ukraine-2024
ledger: ukraine
options: {zone_depth_km: 10, depth_belt_km: 15}
"""
    (tmp_path / "scenario.yaml").write_text(scenario, encoding="utf-8")
    case, whole = load(tmp_path), load("ukraine-2024")
    left_out = {row.id for row in whole.uncertainties} - {row.id for row in case.uncertainties}
    assert left_out == {"zone_depth"}
    assert [notice.where.file for notice in case.notices] == ["cases/ukraine-2024/uncertainties.csv"]
