"""One way to plain data: the same keys for the same thing, everywhere, and a schema that says so."""

from __future__ import annotations

import ast
import json
import math
from collections import Counter
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Annotated, Any, NamedTuple

import jsonschema
import pytest
from shapely import Polygon
from typer.testing import CliRunner

import interpose
from interpose.assessment import Assessment, AssessmentDocument, assess, explain
from interpose.assessment.explaining import Explanation
from interpose.authority import Authority
from interpose.authority.power import PowerResult, voting_power
from interpose.case import Case, Figure, Range, load
from interpose.case.voting_rule import VotingRule
from interpose.cli.app import app
from interpose.deterrence.result import DeterrenceRecord
from interpose.evidence import Positions, positions
from interpose.plain import GeoJson, json_bytes, json_schema, keyed, plain
from interpose.requirement import Backtest, Requirement
from interpose.rotation.arithmetic import Rotation, rotation_arithmetic
from tests.cli.small_case import small_case


@keyed
class Stretch(NamedTuple):
    """A stretch of a line."""

    name: str
    km: float


@dataclass(frozen=True)
class Ground:
    """Some ground.

    More about it.
    """

    stretches: tuple[Stretch, ...]
    shape: Annotated[Polygon, GeoJson()]


GROUND = Ground((Stretch("north", 1.23456789),), Polygon([(0, 0), (1, 0), (1, 1.123456789)]))


def printed(*words: str) -> Any:
    run = CliRunner().invoke(app, [*words, "--format", "json"])
    assert run.exit_code == 0, run.stderr
    return json.loads(run.stdout)


@pytest.fixture(scope="module")
def document(assessed: Assessment) -> dict[str, Any]:
    return dict(json.loads(assessed.to_json()))


def test_named_tuples_have_keys_and_geometry_is_geojson_to_about_a_metre() -> None:
    written = plain(GROUND)
    assert written["stretches"] == [{"name": "north", "km": 1.234568}]
    assert written["shape"]["type"] == "Polygon"
    assert [1.0, 1.12346] in written["shape"]["coordinates"][0]


def test_a_schema_closes_every_class_and_says_what_it_is() -> None:
    schema = json_schema(Ground)
    assert (schema["description"], schema["additionalProperties"]) == ("Some ground.", False)
    jsonschema.validate(plain(GROUND), schema)
    with pytest.raises(jsonschema.ValidationError, match="'shape' is a required property"):
        jsonschema.validate({"stretches": []}, schema)


@pytest.mark.parametrize("value", [math.inf, -math.inf, math.nan])
def test_what_is_no_number_is_refused(value: float) -> None:
    with pytest.raises(ValueError, match="no number to tell"):
        plain(Figure(name="force.peak", value=value, unit="persons", formula="sum"))


def test_rounding_is_to_six_decimals_unless_asked_otherwise_and_zero_has_no_sign() -> None:
    assert plain(Range(-1e-9, 1 / 3, 1.0)) == {"low": 0.0, "mode": 0.333333, "high": 1.0}
    assert str(plain(Range(-1e-9, 0.0, 0.0))["low"]) == "0.0"
    assert plain(Range(1e-9, 1 / 3, 1.0), decimals=None)["mode"] == 1 / 3


def test_the_same_result_gives_the_same_bytes_and_ends_with_a_line_break() -> None:
    assert json_bytes(Range(1, 2, 3)) == json_bytes(Range(1, 2, 3))
    assert json_bytes(Range(1, 2, 3)).endswith(b"}\n")


def test_an_exact_index_is_written_as_a_number_and_its_errors_under_the_name_of_the_index() -> None:
    found = voting_power(VotingRule.weighted(3, {"a": 2, "b": 1, "c": 1}))
    written = plain(found, decimals=None)
    assert isinstance(found.members[0].banzhaf, Fraction)
    assert written["members"][0]["banzhaf"] == 3 / 5
    assert set(written["errors"]) <= set(written["members"][0]) | {"collectivity_to_act"}
    jsonschema.validate(written, json_schema(PowerResult))


def test_positions_authority_and_requirement_are_the_same_in_the_assessment_and_from_their_verbs(
    document: dict[str, Any],
) -> None:
    for verb, part in (("positions", "positions"), ("authority", "authority"), ("require", "requirement")):
        assert printed(verb, "ukraine-2024") == document[part], verb


def test_deterrence_has_the_same_keys_in_the_assessment_and_from_its_verb(document: dict[str, Any]) -> None:
    found = printed("deter", "ukraine-2024")
    assert set(found) == {*document["deterrence"], "remarks", "notation"}
    for key in ("variants", "branches", "race", "backstop"):
        assert set(found[key][0]) == set(document["deterrence"][key][0]), key


def test_figures_are_the_same_in_the_assessment_and_where_they_are_listed(tmp_path: Path) -> None:
    folder = small_case(tmp_path / "small")
    listed = printed("explain", str(folder))["figures"]
    told = json.loads(assess(load(folder)).to_json())["figures"]
    assert {each["name"]: set(each) for each in listed} == {each["name"]: set(each) for each in told}


def test_what_a_verb_prints_fits_the_schema_of_its_result(document: dict[str, Any]) -> None:
    for kind, written in (
        (AssessmentDocument, document),
        (Positions, printed("positions", "ukraine-2024")),
        (Authority, printed("authority", "ukraine-2024", "--suppose", "HUN=no")),
        (Requirement, printed("require", "ukraine-2024")),
        (DeterrenceRecord, document["deterrence"]),
        (Rotation, printed("rotation", "--pool", "50000", "--tour", "6", "--interval", "24")),
        (Backtest, printed("backtest")),
    ):
        schema = json_schema(kind)
        jsonschema.Draft202012Validator.check_schema(schema)
        jsonschema.validate(written, schema)


def test_an_explanation_names_its_figure_and_so_do_those_below_it(assessed: Assessment) -> None:
    written = plain(explain(assessed, "force.peak"))
    jsonschema.validate(written, json_schema(Explanation))
    assert (written["figure"], written["unit"]) == ("force.peak", "persons")
    assert written["value"] == assessed.figures["force.peak"].value
    assert {"figure", "value", "unit", "formula", "claims"} <= {key for each in written["inputs"] for key in each}


def test_a_change_of_vote_is_written_as_the_option_reads_it() -> None:
    (route,) = printed("authority", "ukraine-2024", "--route", "nato", "--suppose", "HUN=no")["routes"]
    assert route["smallest_changes"] == [["HUN=abstain"]]
    assert printed("authority", "ukraine-2024", "--suppose", "HUN=no")["supposed"] == ["HUN=no"]


def test_a_position_before_and_after_a_change_is_written_as_a_position(ukraine: Case) -> None:
    (change, *_) = printed("positions", "ukraine-2024", "--since", "2024-12-01")["changes"]
    assert set(change["after"]) == set(plain(positions(ukraine))["positions"][0])


def test_the_calculator_rounds_and_keeps_its_keys() -> None:
    written = plain(rotation_arithmetic(pool=50_000, tour=6, interval=24))
    assert set(written) >= {"pool", "force", "tour_months", "interval_months", "ratio", "overlap", "months", "reuse", "formula"}


def test_class_names_are_unique_in_the_whole_package() -> None:
    root = Path(interpose.__file__).parent
    names = Counter(
        node.name
        for path in root.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_")
    )
    assert [name for name, count in names.items() if count > 1] == []
