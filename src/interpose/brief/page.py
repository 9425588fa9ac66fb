"""The page: every section's content, set into the templates."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from functools import cache, partial
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Literal
from urllib.parse import quote

import jinja2
from markupsafe import Markup

from interpose.authority.routes.gates import host_of
from interpose.brief.charts.captioned import source_line
from interpose.brief.charts.drawing import Drawing, dark_style
from interpose.brief.compiled_templates import compiled_templates
from interpose.brief.context import BriefContext
from interpose.brief.gallery import SHOWN_WIDE
from interpose.brief.map.area_map import estimated_posts
from interpose.brief.map.corridors import MODE_COLOURS
from interpose.brief.sections.analysis.deployment import deployment_view, movement_needs
from interpose.brief.sections.analysis.deterrence import deterrence_view
from interpose.brief.sections.analysis.precedent import precedent_view
from interpose.brief.sections.analysis.routes import (
    alike_sentence,
    coalition_sentence,
    route_views,
    rows_of_routes,
    standing_lines,
    that_differ,
)
from interpose.brief.sections.analysis.sustainment import sustainment_view
from interpose.brief.sections.annex.assumptions import assumption_groups, in_plain
from interpose.brief.sections.answer.bottom_line import bottom_line
from interpose.brief.sections.answer.options import options_view
from interpose.brief.sections.answer.page_one import seven_answers
from interpose.brief.sections.answer.sensitivities import sensitivities
from interpose.brief.sections.force.sectors import sector_headings, sector_rows
from interpose.brief.sections.force.who import level_note, other_role
from interpose.brief.sections.record.history import history_view, weaknesses
from interpose.brief.sections.record.ledger import disagreements, state_views
from interpose.brief.tables.force import by_peak
from interpose.brief.tables.ledger import ClaimView, claim_views, grades_of, source_views
from interpose.brief.tables.shortfalls import shortfalls_by_capability
from interpose.brief.text.dates import as_known, day, month_name
from interpose.brief.text.format_number import about, count, first_capital, headcount, per_cent, plural, spread
from interpose.brief.text.glossary import GLOSSARY, with_terms
from interpose.brief.text.manned import MANNED_FROM
from interpose.brief.tracing import bounds, breakable, exact, with_ways_back
from interpose.case.read.basemap import boundary_notes
from interpose.evidence import MODALITY_WORDS, STALE_DAYS
from interpose.printable import visible

if TYPE_CHECKING:
    from interpose.brief.sections.analysis.what_if import WhatIfView

__all__ = ["Annex", "page_environment", "page_html"]

Annex = Literal["none", "short", "full"]


def page_html(
    context: BriefContext, gallery: Mapping[str, Drawing], tables: Mapping[str, bytes] | None = None, annex: Annex = "short"
) -> str:
    """Make the brief as one HTML page.

    Parameters
    ----------
    context : BriefContext
        The result; its citations fill while the page is written, so a context serves one page.
    gallery : mapping of str to Drawing
        The drawings of the same result by their names.
    tables : mapping of str to bytes, optional
        Tables as CSV by name: those of its charts are held by the page itself, so that it can be mailed without its folder.
    annex : str
        How much of the annex is printed: `none`, `short` or `full`. The page on a screen has all of it, folded.

    Returns
    -------
    str
        The page, with style, charts and map inside.
    """
    found = context.assessment
    scenario = found.case.scenario
    plan = found.plan
    numbers = plan.has_numbers
    claims = claim_views(context)
    content = {
        "t": context,
        "cite": context.cite,
        "a": found,
        "scenario": scenario,
        "plan": plan if numbers else None,
        "conflicts": plan.conflicts,
        "tables": tables or {},
        "annex": annex,
        "source": source_line(found),
        "gallery": gallery,
        "bottom_line": bottom_line(context),
        "answers": seven_answers(context),
        "options": options_view(context),
        "manned_from": MANNED_FROM,
        "level_note": level_note(context),
        "contributions": by_peak(plan) if numbers else (),
        "other_role": partial(other_role, context),
        "history": history_view(context),
        "modalities": tuple(MODALITY_WORDS.items()),
        "stale_days": STALE_DAYS,
        "posts": estimated_posts(found),
        "boundary_notes": [note for note in boundary_notes() if note.state in (host_of(found.case), *scenario.parties)],
        "sector_headings": sector_headings(plan),
        "sectors": sector_rows(context, plan),
        "deployed": deployment_view(context),
        "movement_needs": movement_needs(context),
        "mode_colours": MODE_COLOURS,
        "sustained": sustainment_view(context),
        "attacked": deterrence_view(found.deterrence),
        "precedent": precedent_view(context),
        "wrong": _what_if(context, {claim.id for claim in claims}),
        "weaknesses": weaknesses(context),
        "sensitivities": sensitivities(context),
        "shortfalls": shortfalls_by_capability(plan, context.need, context.build_up) if numbers else (),
        "assumption_groups": assumption_groups(found),
        "glossary": GLOSSARY,
        "running_title": _css_text(f"{scenario.title} · as of {day(scenario.as_of)}"),
        "css": _style(),
    }
    content |= _flag(context, claims) | _ledger(context, claims)
    page = page_environment().get_template("templates/brief.html.j2").render(content)
    return visible(with_terms(with_ways_back(page)))


def _flag(context: BriefContext, claims: tuple[ClaimView, ...]) -> dict[str, object]:
    """Gather what the section on routes shows."""
    routes = route_views(context, {claim.id for claim in claims})
    shown = that_differ(context, routes)
    return {
        "route_rows": rows_of_routes(shown),
        "alike": alike_sentence(routes, shown),
        "outside_views": [
            view for view in routes if view.decision.outsiders or view.decision.frames or view.decision.abstainers
        ],
        "standing": standing_lines(context),
        "coalition": coalition_sentence(context),
    }


def _what_if(context: BriefContext, shown: Collection[str]) -> WhatIfView | None:
    """Tell the study of a brief that has one; without it the room of studies is not imported."""
    if context.study is None:
        return None
    from interpose.brief.sections.analysis.what_if import what_if_view

    return what_if_view(context.study, shown)


def _ledger(context: BriefContext, claims: tuple[ClaimView, ...]) -> dict[str, object]:
    """Gather what the annex shows of claims and sources."""
    states, sources = state_views(context, claims), source_views(context, claims)
    outlets = Counter(source.outlet for source in sources).most_common()
    shown = {claim.id for state in states for claim in state.claims}
    return {
        "claims": claims,
        "claim_by_id": {claim.id: claim for claim in claims},
        "states": states,
        "other_claims": tuple(claim for claim in claims if claim.id not in shown),
        "grades": grades_of(claims),
        "disagreements": disagreements(context, claims),
        "sources": sources,
        "outlets": outlets,
    }


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
        "held": _held,
        "in_plain": in_plain,
        "per_cent": per_cent,
        "headcount": headcount,
        "plural": plural,
        "spread": spread,
        "as_known": as_known,
        "breakable": breakable,
        "first_capital": first_capital,
    }
    environment.globals |= {"bounds": bounds, "month_name": month_name, "shown_wide": SHOWN_WIDE}
    return environment


def _held(table: bytes) -> str:
    """Write a file as an address that holds it."""
    return f"data:text/csv;charset=utf-8,{quote(table, safe=_SAFE)}"


_SAFE = ",;:/.()-'~*!$@=+?"
"""Characters that an address inside a page may hold as they are."""


def _css_text(text: str) -> Markup:
    """Write a text as a string of a style sheet: every letter that could end it is written as its number."""
    # Letters, digits and numbers of letters: nothing of a case can leave the string.
    return Markup('"' + "".join(each if each.isalnum() else f"\\{ord(each):x} " for each in text) + '"')  # noqa: S704


def _style() -> Markup:
    text = resources.files("interpose.brief").joinpath("templates", "brief.css").read_text(encoding="utf-8")
    # The style sheet is a shipped file: nothing of a case comes near it.
    return Markup(text.replace("/*drawings*/", dark_style()))  # noqa: S704
