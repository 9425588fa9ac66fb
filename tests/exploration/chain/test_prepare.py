"""What is known of a chain before any future is drawn, and what is refused."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from interpose.case import Case
from interpose.case.tables.futures.uncertain import Uncertainty
from interpose.errors import InputError, UsageError
from interpose.exploration.chain.case_chain import CaseChain
from interpose.exploration.chain.prepare import prepare
from interpose.exploration.chain.protocol import ChainRequest, FutureChain


def test_a_chain_is_what_studies_ask_for(mali_chain: CaseChain) -> None:
    asked: FutureChain = mali_chain
    names = {each.name for each in asked.outcomes}
    assert {"shortfall_share", "force.sustained", "requirement.personnel", "authority.nato", "sustainment.cost_year"} <= names
    assert [each.name for each in asked.outcomes if each.bounded] == ["shortfall_share"]
    assert len({column.id for column in asked.columns}) == len(asked.columns)
    assert [column.dimension for column in asked.columns] == list(range(len(asked.columns)))


def test_what_the_case_does_not_know_is_no_outcome(mali_chain: CaseChain) -> None:
    names = {each.name for each in mali_chain.outcomes}
    assert not any(name.startswith(("deployment.", "deterrence.")) for name in names)


def test_the_identity_names_case_version_seed_mandate_and_variant(mali: Case, mali_chain: CaseChain) -> None:
    told = mali_chain.identity
    assert (told["case"], told["digest"], told["seed"], told["mandate"]) == (mali.name, mali.digest, 7, "interpose")
    assert {"uncertainties", "version", "variant"} < told.keys()


@pytest.mark.parametrize(
    ("request_", "said"),
    [
        (ChainRequest(mandate="interpos"), "mandate 'interpos' is not known"),
        (ChainRequest(variant="without French"), "there is no variant 'without French'"),
        (ChainRequest(thresholds=("shortfall<=0.2",)), "there is no outcome 'shortfall'"),
        (ChainRequest(thresholds=("shortfall_share is small",)), "is no threshold"),
    ],
)
def test_what_names_nothing_is_refused(mali: Case, request_: ChainRequest, said: str) -> None:
    alone = replace(mali, routes={key: route for key, route in mali.routes.items() if route.rule == "opt_in"})
    with pytest.raises(UsageError, match=said):
        prepare(alone, request_)


def test_a_level_for_the_horizon_alone_is_refused(mali: Case) -> None:
    with pytest.raises(UsageError, match="lasts without end"):
        prepare(mali.with_options(endurance="horizon"))


def varied(case: Case, **row: Any) -> Case:
    told = Uncertainty.model_validate({"id": "one", "kind": "own", "basis": "assumed", "source": "a test", **row})
    few = {key: route for key, route in case.routes.items() if route.rule == "opt_in"}
    return replace(case, uncertainties=(told,), routes=few)


def test_rows_that_were_changed_in_memory_are_checked_as_those_of_a_file(mali: Case) -> None:
    case = varied(mali, input="planning_factors.csv#line_length_factor", kind="uniform", low=-1, high=1)
    with pytest.raises(InputError, match=r"uncertainties\.csv: row 'one': .* cannot be -1: .*must be at least 0"):
        prepare(case)


def test_a_variant_is_prepared_with_its_options(mali: Case) -> None:
    case = varied(mali, input="planning_factors.csv#line_length_factor", kind="uniform", low=1, high=2)
    chain = prepare(case, ChainRequest(variant="without French enablers", thresholds=("shortfall_share<=0.5",)))
    assert not chain.case.providers
    assert [str(each) for each in chain.thresholds] == ["shortfall_share<=0.5"]
    assert chain.identity["variant"] == "without French enablers"


def test_more_combinations_of_providers_than_votes_can_be_read_for_are_refused(mali: Case) -> None:
    case = mali.with_options(external_enablers=dict.fromkeys(("FRA", "USA", "GBR", "DEU", "ITA"), "as_caveated"))
    row = {"input": "scenario.yaml#options.external_enablers.*", "kind": "choice", "values": "as_caveated;none"}
    with pytest.raises(UsageError, match="32 combinations of external providers"):
        prepare(varied(case, **row))
