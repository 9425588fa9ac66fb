"""The whole result for a case."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from interpose.assessment.inputs import AssumptionRow, assumption_rows
from interpose.authority import Authority
from interpose.case import Case, Figure
from interpose.case.tables.scenario import Scenario
from interpose.deterrence import Deterrence
from interpose.deterrence.result import DeterrenceRecord
from interpose.errors import UsageError, did_you_mean
from interpose.evidence import EvidenceQuality, Positions
from interpose.generation import Generation
from interpose.notebook import Summarised
from interpose.plain import json_bytes
from interpose.requirement import Requirement

__all__ = ["Assessment", "AssessmentDocument", "CaseHead", "Figures", "Plan", "Variant"]

Variant = Literal["with_american_enablers", "without_american_enablers"]


@dataclass(frozen=True)
class Plan:
    """What the participants can do for one mandate, with and without American enablers.

    Parameters
    ----------
    mandate : str
        The mandate that is planned for.
    with_american_enablers, without_american_enablers : Generation
        The two plans.
    variant : str
        Which of the two the scenario chose.
    """

    mandate: str
    with_american_enablers: Generation
    without_american_enablers: Generation
    variant: Variant

    @property
    def chosen(self) -> Generation:
        """The plan that the scenario chose."""
        return self.with_american_enablers if self.variant == "with_american_enablers" else self.without_american_enablers


@dataclass(frozen=True, kw_only=True)
class CaseHead:
    """Which case an assessment answers, and the choices that it makes."""

    name: str
    digest: str
    scenario: Scenario


@dataclass(frozen=True, kw_only=True)
class AssessmentDocument:
    """An assessment by Interpose: each part under the keys that its verb prints with `--format json`."""

    schema_version: Literal[2] = 2
    version: str
    case: CaseHead
    positions: Positions
    evidence_quality: EvidenceQuality
    authority: Authority
    requirement: Requirement
    plans: Mapping[str, Plan]
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


@dataclass(frozen=True, repr=False)
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
    plans : mapping of str to Plan
        What the participants can do, by mandate; the scenario's own mandate is among them.
    figures : Figures
        Every figure that can be traced, by its dotted name.
    deterrence : Deterrence or None
        What happens if the force is attacked; None where the case has no `escalation.yaml`.
    """

    case: Case
    version: str
    positions: Positions
    quality: EvidenceQuality
    authority: Authority
    requirement: Requirement
    plans: Mapping[str, Plan]
    figures: Figures
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
    def plan(self) -> Plan:
        """The plan for the scenario's own mandate."""
        return self.plans[self.case.scenario.mandate]

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
            plans=self.plans,
            deterrence=None if self.deterrence is None else self.deterrence.record(),
            figures=tuple(self.figures[name] for name in sorted(self.figures)),
            assumptions=self.assumptions(),
        )

    def to_json(self) -> bytes:
        """Write `assessment.json`: the same case, version and seed give the same bytes.

        `interpose.plain.json_schema(AssessmentDocument)` describes it.
        """
        return json_bytes(self.document())
