"""Sectors of a plan: which phase the leads that are told first come from."""

from __future__ import annotations

from interpose.generation.sector_result import SectorLead, SectorPhase, SectorPlan


def of(*phases: SectorPhase) -> SectorPlan:
    return SectorPlan(phases=phases, tours=(), shortfall=(), loss=(), loss_share=None, objective=0.0, gap=None)


def test_the_leads_of_the_first_phase_of_the_steady_state_are_told_first() -> None:
    french, british = (SectorLead("sector-1", state, (state,)) for state in ("FRA", "GBR"))
    build_up = SectorPhase("build-up", 1, 3, (british,))
    first, second = SectorPhase("steady state 1", 4, 15, (french,)), SectorPhase("steady state 2", 16, 24, (british,))
    assert of(build_up, first, second).steady == (french,)
    assert of(build_up).steady == ()
