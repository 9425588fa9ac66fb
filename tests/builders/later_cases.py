"""The later shipped cases as they differ in claims: told with the plan of the first, which takes seconds to find."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

from interpose.assessment import Assessment
from interpose.authority import authorise
from interpose.brief.context import BriefContext
from interpose.brief.gallery import draw_all
from interpose.brief.page import page_html
from interpose.brief.result_tables import result_tables
from interpose.brief.table import table_csv
from interpose.brief.tracing import Citations
from interpose.case import load
from interpose.evidence import positions, quality
from tests.builders.small_study import small_study

__all__ = ["LATER", "page_with_study", "with_claims_of"]

LATER = ("ukraine-2025", "ukraine-2026")


def with_claims_of(name: str, assessed: Assessment) -> Assessment:
    """Give an assessment the claims of another case: what it says of positions and routes, which hang on no plan."""
    case = load(name)
    stances = positions(case)
    authority = authorise(case, stances)
    figures = {**assessed.figures, **{figure.name: figure for figure in authority.figures()}}
    return replace(
        assessed, case=case, positions=stances, quality=quality(case), authority=authority, figures=MappingProxyType(figures)
    )


def page_with_study(assessed: Assessment) -> str:
    """Write the longest page: with a study, and with every table that a chart could hold."""
    context = BriefContext(assessed, Citations(assessed), small_study())
    written = {table.name: table_csv(table) for table in result_tables(context)}
    return page_html(context, draw_all(assessed, context.study), written)
