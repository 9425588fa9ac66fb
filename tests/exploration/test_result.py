"""A study in Python: data frames with documented columns, a line, a small table; and the document of the verb."""

from __future__ import annotations

import json

import numpy as np
import pandas as pd
import pytest

from interpose.exploration import Study
from interpose.exploration.analysis.analysing import analyse
from interpose.exploration.analysis.effects.drivers import DriverRows
from interpose.exploration.analysis.flips import flip_points
from interpose.exploration.document import StudyDocument
from interpose.plain import json_schema, plain
from tests.builders.small_chain import SmallChain, small_futures


def made(*, whole: bool = True) -> Study:
    """A study of the small chain, as `explore` puts one together."""
    chain = SmallChain(
        identity={"case": "small", "digest": "b" * 64, "version": "1", "seed": 3, "mandate": "m", "variant": "v"}
    )
    futures = small_futures(chain, 128)
    design = DriverRows.of(chain, 8)
    analysis = analyse(
        chain,
        futures,
        driver_rows=(design, design.table(chain, 0, design.rows)) if whole else None,
        flips=flip_points(chain, chain.thresholds[0]) if whole else (),
        options={"small": futures, "large": futures.assign(shortfall_share=futures["shortfall_share"] / 2)} if whole else None,
    )
    plans = pd.DataFrame({"row": [0.0, 1.0], "plan.shortfall_share": [0.5, 0.1], "difference.shortfall_share": [0.01, -0.02]})
    return Study(
        name="small",
        folder=None,
        identity=chain.identity,
        digest="d" * 64,
        versions={"interpose": "1"},
        columns=chain.columns,
        outcomes=chain.outcomes,
        futures=futures,
        plans=plans if whole else None,
        analysis=analysis,
    )


@pytest.fixture(scope="module")
def study() -> Study:
    return made()


def test_every_part_is_a_data_frame_with_a_row_for_each(study: Study) -> None:
    assert study.inputs()["id"].tolist() == [column.id for column in SmallChain().columns]
    assert study.satisficing().loc[0, ["met", "open", "missed"]].sum() == pytest.approx(1.0)
    assert set(study.drivers("shortfall_share")["group"]) == {"will", "line", "provider", "pools"}
    assert study.drivers("nothing").empty
    assert not study.input_effects("shortfall_share").empty
    assert {"words", "low", "high", "coverage", "density", "quasi_p"} <= set(study.boxes().columns)
    assert {"coverage", "density", "mass", "dimensions"} <= set(study.trade_off().columns)
    assert {"id", "now", "flips_at", "never", "checked"} <= set(study.flips().columns)
    assert study.options()["option"].tolist() == ["small", "large"]
    assert {"regret_p50", "regret_p90", "regret_max"} <= set(study.options().columns)
    assert {"observed", "claims"} <= set(study.signposts().columns)


def test_what_was_not_asked_for_is_empty() -> None:
    bare = made(whole=False)
    assert bare.drivers().empty
    assert bare.flips().empty
    assert bare.options().empty


def test_outcomes_are_summed_up_over_the_futures_in_which_they_are_known(study: Study) -> None:
    found = study.outcome_summary().set_index("name")
    values = study.futures["shortfall_share"]
    assert found.loc["shortfall_share", "p50"] == pytest.approx(np.quantile(values, 0.5))
    assert found.loc["shortfall_share", "rows"] == 128


def test_it_shows_itself_in_a_line_and_in_a_small_table(study: Study) -> None:
    assert repr(study).startswith("<Study: case small, mandate m, futures 128, inputs 8, shortfall_share<=0.25 met in ")
    assert "<caption>Study</caption>" in study._repr_html_()


def test_its_document_has_the_keys_of_its_schema_and_says_how_the_slots_stand_to_bounds_and_plans(study: Study) -> None:
    data = json.loads(json.dumps(plain(study.document())))
    assert data.keys() == json_schema(StudyDocument)["properties"].keys()
    assert {"case", "study", "inputs", "outcomes", "satisficing", "drivers", "boxes", "trade_off", "flips"} <= data.keys()
    assert data["case"] == {"id": "small", "hash": "b" * 64}
    assert data["study"]["dimension"]["line"] == 4
    assert (data["study"]["rows"], data["study"]["parts"], data["study"]["seed"]) == (128, 1, 3)
    share, force = data["outcomes"][:2]
    assert share["quantiles"].keys() == {"p5", "p10", "p50", "p90", "p95"}
    assert 0 < share["slot_gap"]["median"] <= 0.02 + 1e-9
    assert share["plans"] == {"rows": 2, "residual": {"p10": -0.017, "p50": -0.005, "p90": 0.007}}
    assert (force["slot_gap"], force["plans"]) == (None, None)
