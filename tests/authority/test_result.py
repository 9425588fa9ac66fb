"""Figures of the result: what a reader may ask about, and what they rest on."""

from __future__ import annotations

from interpose.authority import authorise
from tests.authority.builders import claim, positions
from tests.authority.conftest import MakeCase

RUSSIA_REFUSES = claim("R1", "RUS", "consent", 0, "Russia would not accept the force.")


def test_figures_name_outcome_and_probability_of_everyroute_of(make_case: MakeCase) -> None:
    figures = {figure.name: figure for figure in authorise(make_case([RUSSIA_REFUSES]), positions()).figures()}
    assert figures["authority.un_security_council"].value == "blocked"
    assert "R1" in figures["authority.un_security_council"].claims
    assert "votes.csv#consent_refused" in figures["authority.un_security_council"].assumptions
    assert "authority.nato.probability.low" in figures
    assert figures["authority.coalition.least.members"].value == 0
