"""What the parts of the text share: the result, citations, and names as a sentence needs them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from interpose.assessment import Assessment, VariantAssessment
from interpose.brief.study import BriefStudy
from interpose.brief.text.dates import month_name
from interpose.brief.text.format_number import first_capital, headcount, no_difference
from interpose.brief.text.names import names
from interpose.brief.tracing import Citations
from interpose.case.tables.words import in_words
from interpose.edtf import parse_edtf
from interpose.evidence import is_firm_enough
from interpose.generation import Plan
from interpose.generation.analysis.binding import CAUSE_WORDS, Binding
from interpose.requirement import MandateRequirement
from interpose.solver import Status

__all__ = ["BriefContext", "join", "listed"]


@dataclass(frozen=True)
class BriefContext:
    """Tells a result in words.

    Parameters
    ----------
    assessment : Assessment
        The result.
    cite : Citations
        Links a figure to its trace.
    study : BriefStudy, optional
        Many futures of the case, where a study was given.
    """

    assessment: Assessment
    cite: Citations
    study: BriefStudy | None = None

    def state(self, code: str) -> str:
        """Name a state as a table would."""
        row = self.assessment.case.states.get(code)
        return row.name if row else code

    def the(self, code: str) -> str:
        """Name a state as a sentence would: the United Kingdom."""
        row = self.assessment.case.states.get(code)
        return self.state(code) if row is None else row.in_sentence

    def named(self, text: str) -> str:
        """Write the states that a text names by their codes by their names."""
        return re.sub(r"\b[A-Z]{3}\b", lambda found: self.the(found[0]), text)

    def states(self, codes: Iterable[str], most: int = 99) -> str:
        """Name states in a sentence, in the order given."""
        return names([self.the(code) for code in codes], most)

    def month(self, month: int) -> str:
        """Name a month of the plan."""
        return month_name(self.assessment.case.scenario.start, month)

    @property
    def plan(self) -> Plan:
        """The plan that the scenario chose."""
        return self.assessment.plan

    @property
    def need(self) -> MandateRequirement:
        """The requirement of the scenario's mandate."""
        return self.assessment.requirement.of(self.assessment.case.scenario.mandate)

    @property
    def build_up(self) -> int:
        """Month from which the whole requirement is to be met."""
        return self.assessment.case.scenario.options.build_up_months

    @property
    def required(self) -> float:
        """Personnel required at the scenario's level."""
        return self.need.personnel.at(self.assessment.case.scenario.options.requirement_level)

    def persons(self, figure: str, value: float) -> Markup:
        """Write a number of persons as a citation."""
        return self.cite(figure, headcount(value))

    @property
    def why_no_plan(self) -> str:
        """Say as a clause why there is no plan with numbers."""
        return _NO_PLAN[self.plan.status]

    def lasts(self, endurance: str) -> str:
        """Say for how long a level lasts: without end, each nation by itself, or for the months planned."""
        months = self.assessment.case.scenario.horizon_months
        words = {"relay": "without end", "own": "without end, each nation relieving only itself"}
        return words.get(endurance, f"for {months} months")

    @property
    def by_position(self) -> tuple[str, ...]:
        """Participants whose own position is firm enough to count; the others take part by choice of the scenario."""
        case, positions = self.assessment.case, self.assessment.positions
        return tuple(code for code in self.plan.participants if is_firm_enough(case, positions.of(code)))

    def bound(self, bind: Binding) -> str:
        """Name what binds in plain words."""
        return f"{first_capital(CAUSE_WORDS[bind.cause])}: {self.capability(bind.capability)}"

    def no_difference(self, other: VariantAssessment, mandate: str) -> bool:
        """Say whether a variant holds for a mandate what the scenario as chosen does, as far as is known.

        A variant that only leaves providers out holds no more: where its number is larger, the plan fills dearer gaps.
        """
        one, another = self.assessment.chosen.of(mandate), other.of(mandate)
        if one is None or another is None:
            return False
        more = bool(other.without) and another.sustained >= one.sustained
        return more or no_difference(one.sustained, another.sustained)

    def capability(self, name: str) -> str:
        """Name a capability as a sentence would."""
        words = {
            "isr": "intelligence, surveillance and reconnaissance",
            "fires": "artillery",
            "manoeuvre": "manoeuvre battalions",
        }
        return words.get(name) or in_words(name)

    @property
    def newest_claim_days(self) -> int | None:
        """Days from the newest claim that stands to the date of the brief; None where no claim has a date."""
        claims = self.assessment.case.claims
        dates = [
            parse_edtf(claims[name].known_on or claims[name].asserted_on).last for name in self.assessment.quality.claim_ids
        ]
        return (self.assessment.positions.as_of - max(dates)).days if dates else None


_NO_PLAN: Mapping[Status, str] = {
    "infeasible": "rules of this case cannot all be met",
    "no answer": "the search reached its limit before it found one",
    "unbounded": "a rule is missing that would bound it",
    "numerical trouble": "the search met numbers that it could not carry",
}


def join(parts: Iterable[Markup | str], between: str = " ") -> Markup:
    """Join pieces of text, escaping what is not yet markup."""
    return escape(between).join(parts)


def listed(parts: Sequence[Markup]) -> Markup:
    """Join pieces of text as a sentence would."""
    if len(parts) < 2:
        return join(parts)
    return Markup("{} and {}").format(join(parts[:-1], ", "), parts[-1])
