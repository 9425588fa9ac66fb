"""From a figure back to the claims and assumptions behind it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Annotated

from pydantic import PlainSerializer, computed_field

from interpose.assessment.input_values import InputValue
from interpose.assessment.inputs import resolve
from interpose.assessment.result import Assessment
from interpose.assessment.running import assess
from interpose.authority import authorise
from interpose.case import Case, Figure, loaded
from interpose.errors import UsageError, did_you_mean
from interpose.evidence import claim_grades, judgements, positions, quality
from interpose.generation import generate
from interpose.requirement import require
from interpose.solver import solving_once

__all__ = ["ClaimTrace", "Explanation", "explain", "explain_case", "explain_in"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimTrace:
    """A claim as it stands behind a figure.

    Parameters
    ----------
    id, statement, actor, asserted_on : str
        The claim.
    chain : tuple of str
        Its attribution chain, from the outlet to the one who knows.
    grade : str
        Admiralty grade: reliability of the source and credibility of the information.
    url : str or None
        Where it was read.
    judgements : tuple of str
        Later judgements of the claim and its source that hold as of the date, in words.
    task, reason, language, first_seen, last_seen : str or None
        What the force would be for and why, as the speaker says it; the language of the original words; and when they were
        first and last seen.
    """

    id: str
    statement: str
    actor: str
    asserted_on: str
    chain: tuple[str, ...]
    grade: str
    url: str | None
    judgements: tuple[str, ...] = ()
    task: str | None = None
    reason: str | None = None
    language: str | None = None
    first_seen: str | None = None
    last_seen: str | None = None


def _name_of(figure: Figure) -> str:
    return figure.name


@dataclass(frozen=True)
class Explanation:
    """A figure with everything below it.

    Parameters
    ----------
    figure : Figure
        The figure; written by its name, with its value, unit and formula beside it.
    inputs : tuple of Explanation or InputValue
        What it is computed from: other figures, explained in turn, and inputs of the case.
    claims : tuple of ClaimTrace
        The claims that it rests on, directly or below.
    assumptions : tuple of InputValue
        The inputs without a claim that it rests on, directly or below.
    """

    figure: Annotated[Figure, PlainSerializer(_name_of, return_type=str)]
    inputs: tuple[Explanation | InputValue, ...]
    claims: tuple[ClaimTrace, ...]
    assumptions: tuple[InputValue, ...]

    @computed_field  # type: ignore[prop-decorator]
    @property
    def value(self) -> float | str | None:
        """Value of the figure."""
        return self.figure.value

    @computed_field  # type: ignore[prop-decorator]
    @property
    def unit(self) -> str:
        """Unit of the value."""
        return self.figure.unit

    @computed_field  # type: ignore[prop-decorator]
    @property
    def formula(self) -> str:
        """How the value comes about."""
        return self.figure.formula


def explain(assessment: Assessment, name: str) -> Explanation:
    """Walk from a figure to its formula, its inputs, and the claims and assumptions behind them.

    Parameters
    ----------
    assessment : Assessment
        The result that holds the figure.
    name : str
        Its dotted name, such as `force.peak`.

    Returns
    -------
    Explanation
        The tree below the figure.

    Raises
    ------
    UsageError
        Where there is no such figure.
    """
    plan = assessment.plan
    why = "" if plan.has_numbers else f"; the plan is {plan.status}, so it has no figures: see `interpose generate`"
    return explain_in(assessment.case, assessment.figures, name, why)


@solving_once()
def explain_case(case: Case, name: str, *, progress: Callable[[str], None] = lambda _step: None) -> Explanation:
    """Walk from a figure as `explain` does, and compute no more of the case than the figure rests on.

    Parameters
    ----------
    case : Case
        The case.
    name : str
        The figure. Routes and what is required rest on no plan, and a plan on nothing that comes after it.
    progress : callable
        Told the name of each step as it begins.

    Returns
    -------
    Explanation
        The tree below the figure.

    Raises
    ------
    UsageError
        Where there is no such figure.
    NoAnswerError
        Where the plan was not reached within the limits.

    Examples
    --------
    >>> from interpose.case import load
    >>> explain_case(load("ukraine-2024"), "requirement.line_km").value
    794.6
    """
    progress("positions")
    stances, requirement = positions(loaded(case)), require(case)
    parts = (stances, quality(case), authorise(case, stances), requirement)
    figures = {figure.name: figure for part in parts for figure in part.figures()}
    if name not in figures:
        progress("generation")
        figures |= {figure.name: figure for figure in generate(case, stances, requirement).figures()}
    if name in figures:
        return explain_in(case, figures, name)
    # The figures of the other mandates cost a solve each.
    return explain(assess(case, mandates=None if name.startswith("plan.") else (), progress=progress), name)


def explain_in(case: Case, figures: Mapping[str, Figure], name: str, why: str = "") -> Explanation:
    """Walk from a figure as `explain` does, in figures that were computed before, such as those of a brief.

    Parameters
    ----------
    case : Case
        The case that the figures are of.
    figures : mapping of str to Figure
        All its figures by name.
    name : str
        The figure.
    why : str
        Why it may be missing, for the message.

    Returns
    -------
    Explanation
        The tree below the figure.

    Raises
    ------
    UsageError
        Where there is no such figure.
    """
    if name not in figures:
        raise UsageError(f"there is no figure {name!r}{why}", did_you_mean(name, figures) or _some(figures))
    return _explain(case, figures, figures[name], frozenset(), claim_grades(case))


def _explain(
    case: Case, figures: Mapping[str, Figure], figure: Figure, above: frozenset[str], grades: Mapping[str, str]
) -> Explanation:
    inputs: list[Explanation | InputValue] = []
    claims = {claim: trace_claim(case, claim, grades) for claim in figure.claims}
    assumptions = {reference: resolve(case, reference) for reference in figure.assumptions}
    for reference in figure.inputs:
        if reference in above:
            continue
        if reference in figures:
            below = _explain(case, figures, figures[reference], above | {figure.name}, grades)
            inputs.append(below)
            claims.update((claim.id, claim) for claim in below.claims)
            assumptions.update((value.reference, value) for value in below.assumptions)
        else:
            value = resolve(case, reference)
            inputs.append(value)
            claims.update((claim, trace_claim(case, claim, grades)) for claim in value.claims)
            if not value.claims and value.basis in ("estimated", "assumed", "choice"):
                assumptions[reference] = value
    ordered = (assumptions[reference] for reference in sorted(assumptions))
    return Explanation(figure, tuple(inputs), tuple(claims[key] for key in sorted(claims)), tuple(ordered))


def trace_claim(case: Case, claim_id: str, grades: Mapping[str, str] | None = None) -> ClaimTrace:
    """Give a claim with its chain, its grade as of the date, its later judgements and its address."""
    claim = case.claims[claim_id]
    source = case.sources[claim.source]
    chain = tuple(hop.name for hop in case.hops.get(claim_id, ()))
    grade = (claim_grades(case) if grades is None else grades)[claim_id]
    held = judgements(case, case.scenario.as_of) if case.judgements else {}
    words = tuple(
        f"{scale} {judged.value} by {judged.judged_by} on {judged.judged_on}: {judged.reason}"
        for scale, subject in (("reliability", claim.source), ("credibility", claim_id))
        if (judged := held.get((scale, subject))) is not None
    )
    return ClaimTrace(
        id=claim.id,
        statement=claim.statement,
        actor=claim.actor,
        asserted_on=claim.asserted_on,
        chain=chain,
        grade=grade,
        url=source.url,
        judgements=words,
        task=claim.task,
        reason=claim.reason,
        language=claim.language,
        first_seen=claim.first_seen,
        last_seen=claim.last_seen,
    )


def _some(figures: Mapping[str, Figure]) -> str:
    heads = sorted({name.split(".")[0] for name in figures})
    return f"figures begin with: {', '.join(heads)}; `interpose explain CASE` lists them"
