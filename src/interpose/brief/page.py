"""The page: every section's content, set into the templates."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import resources

import jinja2
from markupsafe import Markup

from interpose.assessment import Assessment, AssumptionRow
from interpose.authority.routes.gates import host_of
from interpose.brief.charts.calendar import calendar_groups, calendar_title
from interpose.brief.charts.drawing import Drawing
from interpose.brief.context import BriefContext
from interpose.brief.map.area_map import estimated_posts
from interpose.brief.map.basemap import boundary_notes
from interpose.brief.sections.analysis.deterrence import deterrence_view
from interpose.brief.sections.analysis.precedent import precedent_view
from interpose.brief.sections.analysis.routes import coalition_sentence, route_views
from interpose.brief.sections.answer.bottom_line import bottom_line
from interpose.brief.sections.answer.options import option_cards
from interpose.brief.sections.answer.page_one import seven_answers, soft_pools
from interpose.brief.sections.answer.sensitivities import sensitivities
from interpose.brief.sections.force.sectors import sector_rows
from interpose.brief.sections.record.history import history_view, weaknesses
from interpose.brief.sections.record.ledger import disagreements, state_views
from interpose.brief.tables.force import by_weight, requirement_by_month
from interpose.brief.tables.ledger import ClaimView, claim_views, source_views, voice_of
from interpose.brief.tables.shortfalls import shortfalls_by_capability
from interpose.brief.text.dates import as_known, day, month_name
from interpose.brief.text.format_number import about, count, first_capital, per_cent, plural, spread
from interpose.brief.text.likelihood import likelihood_of_range
from interpose.brief.tracing import bounds, breakable, exact
from interpose.case import Range
from interpose.case.row_ref import RowRef
from interpose.case.tables.words import OUTSIDE
from interpose.evidence import MODALITY_WORDS

__all__ = ["AssumptionGroup", "page_environment", "page_html"]

_GROUPS = (
    ("scenario.yaml", "Choices of the scenario", True),
    ("planning_factors.csv", "Planning factors", True),
    ("mandates", "Rules of the mandates", False),
    ("unit_types.csv", "Size of units", False),
    ("states.csv", "Caps on personnel", False),
    ("escalation.yaml", "Games of an attack", False),
    ("pools.csv", "Unit pools of the states", False),
)


@dataclass(frozen=True, slots=True)
class AssumptionGroup:
    """Assumptions of one kind."""

    title: str
    open: bool
    rows: tuple[AssumptionRow, ...]


def page_html(context: BriefContext, gallery: Mapping[str, Drawing]) -> str:
    """Make the brief as one HTML page.

    Parameters
    ----------
    context : BriefContext
        The result; its citations fill while the page is written, so a context serves one page.
    gallery : mapping of str to Drawing
        The drawings of the same result by their names.

    Returns
    -------
    str
        The page, with style, charts and map inside.
    """
    found = context.assessment
    scenario = found.case.scenario
    plan = found.plan.chosen
    numbers = plan.has_numbers
    calendar = calendar_groups(found.case, plan) if numbers else ()
    claims = claim_views(context)
    states = state_views(context, claims)
    shown = {claim.id for state in states for claim in state.claims}
    content = {
        "t": context,
        "cite": context.cite,
        "a": found,
        "scenario": scenario,
        "plan": plan if numbers else None,
        "status": plan.status,
        "conflicts": plan.conflicts,
        "bottom_line": bottom_line(context),
        "answers": seven_answers(context),
        "cards": option_cards(context),
        "gallery": gallery,
        "shortfalls": shortfalls_by_capability(plan, context.need) if numbers else (),
        "sensitivities": sensitivities(context),
        "leads": {row.sector: row for row in plan.sectors} if numbers else {},
        "contributions": by_weight(plan) if numbers else (),
        "calendar": calendar,
        "calendar_title": calendar_title(calendar),
        "outside": numbers and any(row.belt == OUTSIDE for row in plan.rotation),
        "posts": estimated_posts(found),
        "boundary_notes": [note for note in boundary_notes() if note.state in (host_of(found.case), *scenario.parties)],
        "sectors": sector_rows(context, plan) if numbers else (),
        "force_rows": _force_rows(context) if numbers else (),
        "routes": route_views(context, {claim.id for claim in claims}),
        "coalition": coalition_sentence(context),
        "attacked": deterrence_view(found.deterrence),
        "states": states,
        "other_claims": tuple(claim for claim in claims if claim.id not in shown),
        "grades": _grades(claims),
        "precedent": precedent_view(context),
        "history": history_view(context),
        "weaknesses": weaknesses(context),
        "soft_pools": soft_pools(context),
        "voice": {claim.id: voice_of(found, found.case.claims[claim.id]) for claim in claims},
        "assumption_groups": _assumption_groups(found),
        "disagreements": disagreements(context, claims),
        "sources": source_views(context, claims),
        "modalities": tuple(MODALITY_WORDS.items()),
        "css": _style(),
    }
    return page_environment().get_template("templates/brief.html.j2").render(content)


def page_environment() -> jinja2.Environment:
    """Give the templates with their filters; a name that a template does not know is a fault."""
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("interpose.brief", "."),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "about": about,
        "count": count,
        "day": day,
        "exact": exact,
        "exp": math.exp,
        "per_cent": per_cent,
        "plural": plural,
        "spread": spread,
        "as_known": as_known,
        "breakable": breakable,
        "chance": _chance,
        "first_capital": first_capital,
    }
    environment.globals |= {"bounds": bounds, "month_name": month_name}
    return environment


def _chance(probability: object) -> str:
    """Put a route's probability into words of ICD 203."""
    low, middle, high = (float(getattr(probability, name)) for name in ("low", "common_factor", "high"))
    return likelihood_of_range(Range(low, min(max(middle, low), high), high))


def _style() -> Markup:
    text = resources.files("interpose.brief").joinpath("templates", "brief.css").read_text(encoding="utf-8")
    # The style sheet is a shipped file: nothing of a case comes near it.
    return Markup(text)  # noqa: S704


def _force_rows(context: BriefContext) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Give the table behind the force chart: one row a state, one column a quarter."""
    found, plan = context.assessment, context.plan
    scenario = found.case.scenario
    required = requirement_by_month(
        found.requirement, plan.mandate, scenario.options.requirement_level, scenario.horizon_months
    )
    months = _sampled(scenario.horizon_months)
    ordered = by_weight(plan)
    rows = [(context.state(row.state), tuple(f"{row.by_month[month - 1]:,.0f}" for month in months)) for row in ordered]
    totals = [plan.force.by_month[month - 1] for month in months]
    rows.append(("All states", tuple(f"{total:,.0f}" for total in totals)))
    rows.append(("Required", tuple(f"{required[month - 1]:,.0f}" for month in months)))
    heading = ("State", tuple(month_name(scenario.start, month) for month in months))
    return (heading, *rows)


def _sampled(horizon: int) -> list[int]:
    """Choose months for the table: the first, every third, and the last; the CSV has them all."""
    step = max(3, horizon // 8)
    return sorted({1, *range(step, horizon + 1, step), horizon})


def _grades(claims: Sequence[ClaimView]) -> tuple[tuple[str, int], ...]:
    tally = Counter(claim.grade for claim in claims if claim.standing)
    return tuple(sorted(tally.items()))


def _assumption_groups(found: Assessment) -> tuple[AssumptionGroup, ...]:
    by_file: dict[str, list[AssumptionRow]] = defaultdict(list)
    for row in found.assumptions():
        by_file[RowRef.parse(row.where).table.partition("/")[0]].append(row)
    known = [key for key, *_ in _GROUPS]
    groups = [AssumptionGroup(title, opened, tuple(by_file[key])) for key, title, opened in _GROUPS if by_file.get(key)]
    rest = tuple(row for key in sorted(by_file) if key not in known for row in by_file[key])
    return (*groups, AssumptionGroup("Other inputs", False, rest)) if rest else tuple(groups)
