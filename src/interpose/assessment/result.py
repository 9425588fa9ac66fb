"""The whole result for a case."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from interpose.assessment.inputs import AssumptionRow, assumption_rows
from interpose.assessment.joiners import Joiners
from interpose.authority import Authority
from interpose.case import Case, Figure
from interpose.case.tables.scenario import Scenario
from interpose.deployment import Deployment
from interpose.deterrence import Deterrence
from interpose.deterrence.result import DeterrenceRecord
from interpose.errors import UsageError, did_you_mean
from interpose.evidence import EvidenceQuality, Positions
from interpose.generation import Plan
from interpose.generation.analysis.binding import Binding
from interpose.generation.analysis.level import LevelAnswer, RungAnswer
from interpose.generation.analysis.repair import Repair
from interpose.notebook import Summarised
from interpose.plain import json_bytes
from interpose.requirement import Requirement
from interpose.sustainment import Sustainment

__all__ = ["Assessment", "AssessmentDocument", "CaseHead", "Figures", "VariantAssessment"]


@dataclass(frozen=True, kw_only=True, repr=False)
class VariantAssessment(Summarised):
    """What the participants can do in one variant of the scenario.

    Parameters
    ----------
    name : str
        Name of the variant.
    without : tuple of str
        External providers that it leaves out and the scenario as chosen does not.
    plan : Plan
        The plan for the scenario's own mandate.
    levels : mapping of str to LevelAnswer
        What can be held for each other mandate, without a calendar.
    """

    name: str
    without: tuple[str, ...]
    plan: Plan
    levels: Mapping[str, LevelAnswer]

    @property
    def key(self) -> str:
        """Name of the variant as it stands in the names of figures."""
        return re.sub(r"[^a-z0-9]+", "_", self.name.casefold()).strip("_")

    def of(self, mandate: str) -> Plan | LevelAnswer | None:
        """Return the answer for a mandate: the plan for the own one, the level for any other; None where it was not asked."""
        return self.plan if mandate == self.plan.mandate else self.levels.get(mandate)


@dataclass(frozen=True, kw_only=True)
class CaseHead:
    """Which case an assessment answers, and the choices that it makes."""

    name: str
    digest: str
    scenario: Scenario


@dataclass(frozen=True, kw_only=True)
class AssessmentDocument:
    """An assessment by Interpose: each part under the keys that its verb prints with `--format json`."""

    schema_version: Literal[3] = 3
    version: str
    case: CaseHead
    positions: Positions
    evidence_quality: EvidenceQuality
    authority: Authority
    requirement: Requirement
    variants: Mapping[str, VariantAssessment]
    rungs: tuple[RungAnswer, ...]
    binds: tuple[Binding, ...]
    repair: Repair | None
    joiners: Joiners | None
    deployment: Deployment | None
    sustainment: Sustainment | None
    deterrence: DeterrenceRecord | None
    figures: tuple[Figure, ...]
    assumptions: tuple[AssumptionRow, ...]


class Figures(dict[str, Figure]):
    """Every figure by its dotted name; a name that is not there is refused with the one that was probably meant."""

    def __missing__(self, name: str) -> Figure:
        heads = sorted({each.partition(".")[0] for each in self})
        mend = did_you_mean(name, self) or f"figures begin with: {', '.join(heads)}"
        raise UsageError(f"there is no figure {name!r}", mend)

    def __repr__(self) -> str:
        return f"<Figures: {len(self)}, of {', '.join(sorted({name.partition('.')[0] for name in self}))}>"


@dataclass(frozen=True, repr=False, kw_only=True)
class Assessment(Summarised):
    """The result of each part on one case.

    Parameters
    ----------
    case : Case
        What it was computed from.
    version : str
        Version of Interpose.
    positions : Positions
        Each state's position as of the scenario's date.
    quality : EvidenceQuality
        How good the evidence is as a whole.
    authority : Authority
        What each route decides.
    requirement : Requirement
        What each mandate needs.
    variants : mapping of str to VariantAssessment
        What the participants can do, by name of the variant; the first is the scenario as chosen.
    rungs : tuple of RungAnswer
        What can be held by firmness of the positions, the firmest first.
    binds : tuple of Binding
        What binds the plan, the largest effect first.
    figures : Figures
        Every figure that can be traced, by its dotted name.
    repair : Repair or None
        The cheapest changes with which nothing is short between build-up and drawdown; None where it was not asked.
    joiners : Joiners or None
        Whether those who join the coalition carry the required force; None where it was not asked, or nobody may join.
    deployment : Deployment or None
        When the force is there and what holds it up; without numbers it says in `needs` what the case does not bring. None
        where the plan has no numbers.
    sustainment : Sustainment or None
        What the plan consumes and costs, and who pays; None where the plan has no numbers.
    deterrence : Deterrence or None
        What happens if the force is attacked; None where the case has no `escalation.yaml`.
    """

    case: Case
    version: str
    positions: Positions
    quality: EvidenceQuality
    authority: Authority
    requirement: Requirement
    variants: Mapping[str, VariantAssessment]
    rungs: tuple[RungAnswer, ...]
    binds: tuple[Binding, ...]
    figures: Figures
    repair: Repair | None = None
    joiners: Joiners | None = None
    deployment: Deployment | None = None
    sustainment: Sustainment | None = None
    deterrence: Deterrence | None = None

    def summary(self) -> Iterator[tuple[str, object]]:
        """Return what a line about the assessment tells."""
        scenario, figures = self.case.scenario, self.figures
        yield "case", self.case.name
        yield "as of", scenario.as_of
        yield "mandate", scenario.mandate
        for name in (f"authority.{scenario.route}", "force.peak", "force.sustained"):
            if name in figures:
                yield name, figures[name].value
        yield "figures", len(figures)

    @property
    def chosen(self) -> VariantAssessment:
        """The scenario as chosen."""
        return next(iter(self.variants.values()))

    @property
    def others(self) -> tuple[VariantAssessment, ...]:
        """The variants that are set beside it."""
        return tuple(self.variants.values())[1:]

    @property
    def plan(self) -> Plan:
        """The plan for the scenario's own mandate, as chosen."""
        return self.chosen.plan

    def assumptions(self) -> tuple[AssumptionRow, ...]:
        """List what rests on no claim: choices of the scenario, estimates and assumptions."""
        return assumption_rows(self.case)

    def document(self) -> AssessmentDocument:
        """Return what `assessment.json` holds."""
        return AssessmentDocument(
            version=self.version,
            case=CaseHead(name=self.case.name, digest=self.case.digest, scenario=self.case.scenario),
            positions=self.positions,
            evidence_quality=self.quality,
            authority=self.authority,
            requirement=self.requirement,
            variants=self.variants,
            rungs=self.rungs,
            binds=self.binds,
            repair=self.repair,
            joiners=self.joiners,
            deployment=self.deployment,
            sustainment=self.sustainment,
            deterrence=None if self.deterrence is None else self.deterrence.record(),
            figures=tuple(self.figures[name] for name in sorted(self.figures)),
            assumptions=self.assumptions(),
        )

    def to_json(self) -> bytes:
        """Write `assessment.json`: the same case, version and seed give the same bytes.

        `interpose.plain.json_schema(AssessmentDocument)` describes it.
        """
        return json_bytes(self.document())
