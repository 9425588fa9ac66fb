"""The result: its variants, its figures and what is written of it."""

from __future__ import annotations

import json
from dataclasses import replace

import jsonschema
import pytest

from interpose.assessment import Assessment, AssessmentDocument
from interpose.errors import UsageError
from interpose.plain import json_schema


def test_the_first_variant_is_the_scenario_as_chosen(assessed: Assessment) -> None:
    assert assessed.chosen is assessed.variants["as chosen"]
    assert assessed.plan is assessed.chosen.plan
    assert assessed.others == tuple(assessed.variants.values())[1:]
    assert assessed.chosen.without == ()
    assert assessed.plan.providers == ("USA",)


def test_the_json_fits_its_schema(assessed: Assessment) -> None:
    schema = json_schema(AssessmentDocument)
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(json.loads(assessed.to_json()), schema)


@pytest.mark.parametrize(
    ("name", "key"),
    [("as chosen", "as_chosen"), ("Without U.S. lift", "without_u_s_lift"), (" — none — ", "none"), ("Étape 2", "tape_2")],
)
def test_the_key_of_a_variant_is_its_name_in_plain_letters(assessed: Assessment, name: str, key: str) -> None:
    assert replace(assessed.chosen, name=name).key == key


def test_a_variant_answers_for_its_own_mandate_the_others_and_no_unknown_one(assessed: Assessment) -> None:
    chosen = assessed.chosen
    assert chosen.of(chosen.plan.mandate) is chosen.plan
    assert all(chosen.of(mandate) is level for mandate, level in chosen.levels.items())
    assert chosen.of("observ") is None


def test_the_document_lists_figures_by_name_and_says_which_case_it_answers(assessed: Assessment) -> None:
    document = assessed.document()
    names = [figure.name for figure in document.figures]
    assert names == sorted(assessed.figures)
    assert (document.case.name, document.case.digest) == (assessed.case.name, assessed.case.digest)
    assert document.assumptions == assessed.assumptions()


def test_a_figure_that_is_not_like_any_other_is_refused_with_how_they_begin(assessed: Assessment) -> None:
    with pytest.raises(UsageError, match=r"figures begin with: .*force"):
        assessed.figures["zzz"]
