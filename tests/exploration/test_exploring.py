"""A study from the case to what it says, on the small case: kept, gone on with, enlarged, and refused where it is another's."""

from __future__ import annotations

import json
import re
import sys
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pandas as pd
import pytest

import interpose
from interpose import exploration
from interpose.case import Case
from interpose.case.tables.scenario import Variant
from interpose.errors import InputError, UsageError
from interpose.exploration import ExploreRequest, Study, explore
from interpose.exploration.exploring import chain_of
from interpose.exploration.study import Progress


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("explored") / "study"


@pytest.fixture(scope="module")
def thin(mali: Case) -> Case:
    """The small case with four rows of uncertainties and two mandates."""
    kept = [row for row in mali.uncertainties if row.id in ("will", "pools", "line", "french")]
    mandates = {name: mali.mandates[name] for name in ("interpose", "tripwire")}
    return replace(mali, uncertainties=tuple(kept), mandates=mandates)


@pytest.fixture(scope="module")
def study(thin: Case, place: Path) -> Study:
    asked = ExploreRequest(
        rows=24, out=place, workers=1, plans=1, drivers=2, screening=1, flips=True, options=2, thresholds=("participants>=3",)
    )
    return explore(thin, asked)


def test_a_study_has_what_was_asked_for(study: Study, thin: Case) -> None:
    assert len(study.futures) == 24
    assert study.plans is not None
    assert len(study.plans) == 1
    assert [each.criterion for each in study.analysis.satisficing] == ["participants>=3"]
    assert {each.outcome for each in study.analysis.drivers} <= {"participants"}
    assert len(study.analysis.flips) > 5
    assert len(study.analysis.options) == len(thin.mandates) * len(thin.variants())


def test_what_a_variant_sets_is_chosen_in_every_option_and_not_drawn(study: Study, place: Path) -> None:
    options = {path.name for path in place.glob("option-*")}
    assert "option-interpose_without_french_enablers-00000.parquet" in options
    columns = pd.read_parquet(place / "option-interpose_as_chosen-00000.parquet").columns
    assert "input.french" not in columns
    assert "input.french" in study.futures
    shared = [name for name in columns if name.startswith("input.") and name in study.futures]
    option = pd.read_parquet(place / "option-interpose_as_chosen-00000.parquet")
    for name in shared:
        assert option[name].tolist() == study.futures[name].head(2).tolist(), name


def test_a_variant_for_the_horizon_alone_is_left_out_of_the_options_and_told(thin: Case) -> None:
    variants = (Variant(name="as it is"), Variant(name="one year", options={"endurance": "horizon"}))
    scenario = thin.scenario.model_copy(update={"variants": variants})
    one = replace(thin, scenario=scenario, mandates={"interpose": thin.mandates["interpose"]})
    found = explore(one, rows=2, workers=1, options=2).analysis
    assert [each.option for each in found.options] == ["interpose, as it is"]
    assert any(each.startswith("The options leave out one year:") for each in found.cannot_say)


def test_the_same_call_computes_nothing_again(study: Study, thin: Case, place: Path) -> None:
    before = {path.name: path.stat().st_mtime_ns for path in place.glob("*.parquet")}
    told: list[str | Progress] = []
    again = explore(thin, rows=24, out=place, workers=1, thresholds=("participants>=3",), progress=told.append)
    assert again.digest == study.digest
    assert {path.name: path.stat().st_mtime_ns for path in place.glob("*.parquet")} == before
    counted = [each for each in told if isinstance(each, Progress)]
    assert [(each.done, each.rows) for each in counted] == [(24, 24)]


def test_a_study_that_goes_on_keeps_its_length_and_a_longer_one_begins_alike(study: Study, thin: Case, place: Path) -> None:
    assert len(explore(thin, out=place, resume=True, workers=1).futures) == 24
    shorter = explore(thin, rows=4, out=place, workers=1, drivers=1)
    pd.testing.assert_frame_equal(shorter.futures, study.futures.head(4), check_exact=True)
    assert explore(thin, out=place, resume=True, workers=1).digest == study.digest
    longer = explore(thin, rows=30, workers=1)
    assert longer.folder is None
    pd.testing.assert_frame_equal(longer.futures.head(24), study.futures, check_exact=True)


def test_a_study_that_is_not_there_cannot_be_gone_on_with(thin: Case, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="this is no study"):
        explore(thin, out=tmp_path / "nothing", resume=True)


def test_a_study_of_another_mandate_seed_or_case_is_refused(study: Study, thin: Case, place: Path) -> None:
    pool = thin.pools[0]
    changed = thin.replace_rows(pools=[pool.replace(units=pool.units + 1)])
    for case, asked, name in ((thin, {"mandate": "tripwire"}, "mandate"), (thin, {"seed": 5}, "seed"), (changed, {}, "digest")):
        with pytest.raises(InputError, match=rf"this study has {name} .*and what is asked has") as raised:
            explore(case, rows=24, out=place, workers=1, **asked)
        assert all("--output" in fault.mend for fault in raised.value.faults)
    assert study.name == thin.name


def test_columns_keep_the_dimensions_of_an_earlier_study_though_rows_change_their_order(
    study: Study, thin: Case, place: Path
) -> None:
    turned = replace(thin, uncertainties=tuple(reversed(thin.uncertainties)))
    alike = chain_of(turned, ExploreRequest(like=place))
    own = chain_of(turned, ExploreRequest())
    dimensions = {column.id: column.dimension for column in study.columns}
    assert {column.id: column.dimension for column in alike.columns} == dimensions
    assert {column.id: column.dimension for column in own.columns} != dimensions
    for kept in (place, None):
        chain_of(thin, ExploreRequest(out=kept, like=place))
    points = pd.DataFrame(alike.points(0, 3), columns=[column.id for column in alike.columns])
    assert points["line"].tolist() == chain_of(thin, ExploreRequest()).points(0, 3)[:, dimensions["line"]].tolist()


def test_a_study_that_goes_on_is_not_made_like_another_one(study: Study, thin: Case, place: Path, tmp_path: Path) -> None:
    said = json.loads((place / "study.json").read_text(encoding="utf-8"))
    for column in said["columns"]:
        column["dimension"] += 1
    (tmp_path / "study.json").write_text(json.dumps(said), encoding="utf-8")
    with pytest.raises(UsageError, match=r"in other dimensions than that in .*\n.*leave out --like, or give another --output"):
        chain_of(thin, ExploreRequest(out=place, like=tmp_path))
    assert study.folder == place


def test_a_threshold_on_a_figure_that_is_none_and_a_choice_that_is_none_are_refused(mali: Case) -> None:
    with pytest.raises(UsageError, match=re.escape("there is no outcome 'shortfal_share'")):
        explore(mali, thresholds=("shortfal_share<=0.5",))
    with pytest.raises(UsageError, match=r"a study has no 'row'\n.*did you mean 'rows'"):
        explore(mali, row=4)


def test_without_the_package_for_parquet_nothing_is_computed_and_the_extra_is_named(
    mali: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow.parquet", None)
    told: list[str | Progress] = []
    with pytest.raises(UsageError, match=re.escape("python -m pip install pyarrow")):
        explore(mali, rows=2, progress=told.append)
    assert told == []


def test_public_names_are_what_they_say_though_modules_are_loaded_one_by_one() -> None:
    import_module("interpose.exploration.comparison.differences")
    for name in exploration.__all__:
        assert not isinstance(getattr(exploration, name), ModuleType), name
        assert getattr(interpose, name, None) in (None, getattr(exploration, name))
    with pytest.raises(AttributeError, match="no attribute 'comparing'"):
        exploration.comparing  # noqa: B018 - asked for, and not there


def test_a_case_is_read_by_its_folder(mali: Case) -> None:
    assert explore(mali.folder, rows=2, workers=1).name == mali.name
