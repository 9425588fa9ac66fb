"""The page for reviewers: the runs behind a brief, every assumption, and a card for each dataset and model."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from interpose.assessment import Assessment
from interpose.brief.exports.cards import read_cards
from interpose.brief.page import page_environment
from interpose.brief.sections.annex.assumptions import assumption_groups
from interpose.generation import Plan
from interpose.generation.analysis.level import LevelAnswer
from interpose.printable import visible

__all__ = ["ReviewedRun", "review_html", "runs_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewedRun:
    """One answer of the solver behind a brief.

    Parameters
    ----------
    asked : str
        Variant or firmness.
    answer : Plan or LevelAnswer
        What was found: a plan has a calendar, a level has none.
    """

    asked: str
    answer: Plan | LevelAnswer

    @property
    def sustained(self) -> int | None:
        """Persons sustained; None where there is no answer."""
        if not self.answer.has_numbers:
            return None
        return self.answer.force.sustained if isinstance(self.answer, Plan) else self.answer.sustained


def runs_of(assessment: Assessment) -> Iterator[ReviewedRun]:
    """List the plans and levels that a brief compares, so that a reviewer sees what was solved and how far.

    Parameters
    ----------
    assessment : Assessment
        The result.

    Yields
    ------
    ReviewedRun
        Variant by variant, the plan for the own mandate first; then by firmness, all nations together and each by itself.
    """
    for variant in assessment.variants.values():
        yield ReviewedRun(asked=variant.name, answer=variant.plan)
        yield from (ReviewedRun(asked=variant.name, answer=level) for level in variant.levels.values())
    for rung in assessment.rungs:
        words = {"pledged": "pledged and firmer", "ready_if": "ready if, too", "open": "open, too"}[rung.rung]
        yield from (ReviewedRun(asked=words, answer=level) for level in (rung.without_end, rung.own_relief))


def review_html(assessment: Assessment) -> str:
    """Make the page for reviewers.

    Parameters
    ----------
    assessment : Assessment
        The result that is reviewed.

    Returns
    -------
    str
        One page without scripts that opens from disk.
    """
    scenario = assessment.case.scenario
    options = [(name, "not set" if value is None else str(value)) for name, value in scenario.options]
    cards = read_cards()
    page = (
        page_environment()
        .get_template("templates/review.html.j2")
        .render(
            a=assessment,
            scenario=scenario,
            options=options,
            runs=list(runs_of(assessment)),
            groups=assumption_groups(assessment),
            cards=[
                (title, [card for card in cards if card.kind == kind])
                for kind, title in (("model", "Models"), ("data", "Data"))
            ],
        )
    )
    return visible(page)
