"""Two cases side by side: question, inputs, figures, and which input moved which figure."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from interpose.assessment import Assessment
from interpose.case import Case
from interpose.errors import UsageError
from interpose.exploration import Comparison, compare
from interpose.plain import json_schema, plain


@pytest.fixture(scope="module")
def there(assessed_before: Assessment, assessed_after: Assessment) -> Comparison:
    return compare(assessed_before, assessed_after)


@pytest.fixture(scope="module")
def back(assessed_before: Assessment, assessed_after: Assessment) -> Comparison:
    return compare(assessed_after, assessed_before)


def test_a_case_and_itself_differ_in_nothing(before: Case) -> None:
    found = compare(before, before)
    assert not found.differs
    assert (found.question, tuple(found.inputs), found.figures, found.attribution) == ((), (), (), ())
    assert found.same == ("inputs", "figures")


def test_the_other_direction_is_the_mirror_image(there: Comparison, back: Comparison) -> None:
    assert {each.name: each.change for each in there.figures if each.change is not None} == {
        each.name: -each.change for each in back.figures if each.change is not None
    }
    for forth, turned in zip(there.attribution, back.attribution, strict=True):
        shares = {each.group: each.share for each in turned.groups}
        assert {each.group: -each.share for each in forth.groups} == pytest.approx(shares, abs=2e-3)
        assert forth.plan_total == -(turned.plan_total or 0.0)


def test_shares_sum_to_the_move_and_what_they_leave_of_the_move_of_plans_is_told(
    there: Comparison, assessed_before: Assessment, assessed_after: Assessment
) -> None:
    assert [each.figure for each in there.attribution] == ["shortfall_share", "force.sustained"]
    for each in there.attribution:
        assert sum(group.share for group in each.groups) == pytest.approx(each.total)
        a, b = (found.figures[each.figure].value for found in (assessed_before, assessed_after))
        assert each.plan_total == b - a
        assert each.not_attributed == pytest.approx(each.plan_total - each.total)
        assert {group.group: group.share for group in each.groups}["statements of Germany"] == 0.0


def test_what_moved_is_what_two_assessments_say_differently(
    there: Comparison, assessed_before: Assessment, assessed_after: Assessment
) -> None:
    old, new = assessed_before.figures, assessed_after.figures
    assert {each.name for each in there.figures} == {
        name for name in {*old, *new} if name not in old or name not in new or old[name].value != new[name].value
    }
    share = next(each for each in there.figures if each.name == "shortfall_share")
    assert (share.a, share.b) == (old["shortfall_share"].value, new["shortfall_share"].value)
    assert share.status_a == assessed_before.plan.status


def test_a_tolerance_lets_small_moves_count_as_the_same(assessed_before: Assessment, assessed_after: Assessment) -> None:
    found = compare(assessed_before, assessed_after, attribution=False, tolerance=0.99, figures=["force.*", "shortfall_share"])
    assert {each.name.partition(".")[0] for each in found.figures} <= {"force", "shortfall_share"}
    assert not any(each.beyond_tolerance for each in found.figures)
    assert found.differs, "inputs differ all the same"
    assert set(found.same) == {"force", "shortfall_share"}


def test_another_question_is_told_apart_from_other_inputs(before: Case, assessed_before: Assessment) -> None:
    asked = replace(assessed_before, case=before.with_scenario(horizon_months=10))
    found = compare(assessed_before, asked, attribution=False)
    assert [each.input for each in found.question] == ["scenario.yaml#horizon_months"]
    assert tuple(found.inputs) == ()


def test_assessments_that_were_written_are_compared_without_their_cases(
    there: Comparison, assessed_before: Assessment, assessed_after: Assessment, tmp_path: Path
) -> None:
    paths = [tmp_path / "a.json", tmp_path / "b.json"]
    for path, made in zip(paths, (assessed_before, assessed_after), strict=True):
        path.write_bytes(made.to_json())
    found = compare(*paths)
    assert found.attribution == ()
    assert "only two cases can be mixed" in found.cannot_say[0]
    assert {each.name for each in found.figures} == {each.name for each in there.figures}
    told = {each.input: (each.a, each.b) for each in found.inputs}
    assert told["scenario.yaml#options.zone_depth_km"] == (10, 12)
    assert told["pools.csv#FRA/infantry_battalion"] == (9, 2)
    assert told["positions.DEU"] == ("ready if", "pledged")
    assert not compare(paths[0], paths[0]).differs


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("{", "is no JSON, or is damaged"),
        ("[]", "no assessment of Interpose"),
        ('{"case": {}, "figures": [{}], "version": "1", "assumptions": []}', "cannot be understood"),
    ],
)
def test_a_file_that_is_no_assessment_is_refused_with_what_to_give(text: str, told: str, tmp_path: Path) -> None:
    path = tmp_path / "assessment.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match=told):
        compare(path, path)


def test_a_figure_that_is_none_and_a_tolerance_that_is_none_are_refused(
    assessed_before: Assessment, assessed_after: Assessment
) -> None:
    with pytest.raises(UsageError, match=r"there is no figure 'forse.sustained'\n.*did you mean 'force.sustained'"):
        compare(assessed_before, assessed_after, figures=["forse.sustained"])
    with pytest.raises(UsageError, match="tolerance of 1 "):
        compare(assessed_before, assessed_after, tolerance=1)


def test_its_plain_form_has_the_keys_that_its_schema_describes(there: Comparison) -> None:
    data: Any = json.loads(json.dumps(plain(there)))
    assert data.keys() == json_schema(Comparison)["properties"].keys()
    assert {"a", "b", "inputs", "figures", "attribution", "same"} <= data.keys()
    assert data["inputs"].keys() == {"added", "removed", "changed"}
    group = data["attribution"][0]["groups"][0]
    assert {"group", "inputs", "share", "share_bound", "alone", "last", "told_apart"} <= group.keys()
