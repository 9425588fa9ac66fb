"""The page: every section's content, set into the templates."""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import cache
from importlib import resources
from pathlib import Path

import jinja2
from markupsafe import Markup

from interpose.authority.routes.gates import host_of
from interpose.brief.charts.calendar import calendar_groups, calendar_title
from interpose.brief.charts.drawing import Drawing
from interpose.brief.compiled_templates import compiled_templates
from interpose.brief.context import BriefContext
from interpose.brief.map.area_map import estimated_posts
from interpose.brief.map.corridors import MODE_COLOURS
from interpose.brief.sections.analysis.deployment import deployment_view, movement_needs
from interpose.brief.sections.analysis.deterrence import deterrence_view
from interpose.brief.sections.analysis.precedent import precedent_view
from interpose.brief.sections.analysis.routes import coalition_sentence, route_views, standing_lines
from interpose.brief.sections.analysis.sustainment import sustainment_view
from interpose.brief.sections.analysis.what_if import what_if_view
from interpose.brief.sections.annex.assumptions import assumption_groups
from interpose.brief.sections.answer.bottom_line import bottom_line
from interpose.brief.sections.answer.options import option_cards
from interpose.brief.sections.answer.page_one import seven_answers, soft_pools
from interpose.brief.sections.answer.sensitivities import sensitivities
from interpose.brief.sections.force.force import force_rows
from interpose.brief.sections.force.sectors import nations_in, sector_rows
from interpose.brief.sections.record.history import history_view, weaknesses
from interpose.brief.sections.record.ledger import disagreements, state_views
from interpose.brief.tables.force import by_weight
from interpose.brief.tables.ledger import claim_views, grades_of, source_views, voice_of
from interpose.brief.tables.shortfalls import shortfalls_by_capability
from interpose.brief.text.dates import as_known, day, month_name
from interpose.brief.text.format_number import about, count, first_capital, per_cent, plural, spread
from interpose.brief.text.likelihood import likelihood_of_range
from interpose.brief.tracing import bounds, breakable, exact
from interpose.case import Range
from interpose.case.read.basemap import boundary_notes
from interpose.case.tables.words import OUTSIDE
from interpose.evidence import MODALITY_WORDS, STALE_DAYS
from interpose.printable import visible

__all__ = ["page_environment", "page_html"]


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
    plan = found.plan
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
        "nations_in": nations_in,
        "leads": {row.sector: row for row in plan.sectors} if numbers else {},
        "contributions": by_weight(plan) if numbers else (),
        "calendar": calendar,
        "calendar_title": calendar_title(calendar),
        "outside": numbers and any(row.belt == OUTSIDE for row in plan.rotation),
        "posts": estimated_posts(found),
        "boundary_notes": [note for note in boundary_notes() if note.state in (host_of(found.case), *scenario.parties)],
        "sectors": sector_rows(context, plan) if numbers else (),
        "force_rows": force_rows(context) if numbers else (),
        "coalition_route": context.assessment.authority.coalition.route,
        "routes": route_views(context, {claim.id for claim in claims}),
        "standing": standing_lines(context),
        "coalition": coalition_sentence(context),
        "deployed": deployment_view(context),
        "movement_needs": movement_needs(context),
        "mode_colours": MODE_COLOURS,
        "sustained": sustainment_view(context),
        "attacked": deterrence_view(found.deterrence),
        "wrong": what_if_view(context, {claim.id for claim in claims}),
        "states": states,
        "other_claims": tuple(claim for claim in claims if claim.id not in shown),
        "grades": grades_of(claims),
        "precedent": precedent_view(context),
        "history": history_view(context),
        "weaknesses": weaknesses(context),
        "soft_pools": soft_pools(context),
        "voice": {claim.id: voice_of(found, found.case.claims[claim.id]) for claim in claims},
        "assumption_groups": assumption_groups(found),
        "disagreements": disagreements(context, claims),
        "sources": source_views(context, claims),
        "modalities": tuple(MODALITY_WORDS.items()),
        "stale_days": STALE_DAYS,
        "css": _style(),
    }
    return visible(page_environment().get_template("templates/brief.html.j2").render(content))


@cache
def page_environment() -> jinja2.Environment:
    """Give the templates with their filters; a name that a template does not know is a fault."""
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("interpose.brief", "."),
        bytecode_cache=compiled_templates(Path(__file__).parent / "templates"),
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
