"""The register of pictures: every chart and map that a brief shows, and nothing beside it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType

from interpose.assessment import Assessment
from interpose.brief.charts.argument import argument_picture
from interpose.brief.charts.deployment import deployment_pictures
from interpose.brief.charts.deterrence import deterrence_picture
from interpose.brief.charts.drawing import Drawing, Picture, draw
from interpose.brief.charts.force import force_picture
from interpose.brief.charts.history import history_pictures
from interpose.brief.charts.positions import position_picture
from interpose.brief.charts.precedent import backtest_picture, errors_of, precedent_picture
from interpose.brief.charts.sustainment import cost_picture
from interpose.brief.map.area_map import map_picture, overview_picture
from interpose.brief.map.corridors import corridor_picture
from interpose.brief.study import BriefStudy
from interpose.brief.tables.force import by_weight
from interpose.generation import Plan

__all__ = ["PICTURES", "SHOWN_WIDE", "STUDY_PICTURES", "draw_all"]

Pictures = Callable[[Assessment], tuple[Picture, ...]]


SHOWN_WIDE = ("argument", "map", "overview", "history")
"""Drawings that the page shows over its whole width; the others stand side by side, and are drawn once, as for a phone."""


def draw_all(assessment: Assessment, study: BriefStudy | None = None, *, wide: bool = False) -> dict[str, Drawing]:
    """Draw everything that the brief shows.

    Parameters
    ----------
    assessment : Assessment
        The result.
    study : BriefStudy, optional
        Many futures of the case.
    wide : bool
        Whether to draw for wide pages too what the page shows side by side, for paper and files of their own.

    Returns
    -------
    dict of str to Drawing
        The drawings by their names; what the result does not hold is left out.
    """
    made = [picture for pictures in PICTURES.values() for picture in pictures(assessment)]
    if study is not None:
        made += [picture for pictures in STUDY_PICTURES.values() for picture in pictures(study)]
    shown = (each if wide or each.id in SHOWN_WIDE else replace(each, wide=each.narrow) for each in made)
    return {picture.id: draw(picture) for picture in shown}


def _planned(assessment: Assessment) -> Plan | None:
    plan = assessment.plan
    return plan if plan.has_numbers else None


def _force(assessment: Assessment) -> tuple[Picture, ...]:
    plan = _planned(assessment)
    return (force_picture(assessment, plan),) if plan and by_weight(plan) else ()


def _positions(assessment: Assessment) -> tuple[Picture, ...]:
    return (position_picture(assessment),) if assessment.positions.positions else ()


def _corridors(assessment: Assessment) -> tuple[Picture, ...]:
    picture = corridor_picture(assessment)
    return (picture,) if picture else ()


def _deterrence(assessment: Assessment) -> tuple[Picture, ...]:
    picture = deterrence_picture(assessment.deterrence) if assessment.deterrence else None
    return (picture,) if picture else ()


def _cost(assessment: Assessment) -> tuple[Picture, ...]:
    return (cost_picture(assessment),) if assessment.sustainment and assessment.sustainment.person_years else ()


def _precedent(assessment: Assessment) -> tuple[Picture, ...]:
    picture = precedent_picture(assessment)
    errors = backtest_picture(errors_of(assessment.case.precedents))
    return (picture, errors) if picture else (errors,)


PICTURES: Mapping[str, Pictures] = MappingProxyType(
    {
        "argument": lambda assessment: (argument_picture(assessment),),
        "map": lambda assessment: (map_picture(assessment, _planned(assessment)), overview_picture(assessment)),
        "force": _force,
        "positions": _positions,
        "history": history_pictures,
        "deployment": deployment_pictures,
        "corridors": _corridors,
        "sustainment": _cost,
        "deterrence": _deterrence,
        "precedent": _precedent,
    }
)
"""What draws the pictures, by the module that holds them; a new chart stands here or nowhere."""


def _futures(study: BriefStudy) -> tuple[Picture, ...]:
    from interpose.brief.charts.study.futures import futures_picture

    return (futures_picture(study),)


def _drivers(study: BriefStudy) -> tuple[Picture, ...]:
    from interpose.brief.charts.study.drivers import drivers_picture

    picture = drivers_picture(study)
    return (picture,) if picture else ()


def _box(study: BriefStudy) -> tuple[Picture, ...]:
    from interpose.brief.charts.study.box import box_picture

    picture = box_picture(study)
    return (picture,) if picture else ()


STUDY_PICTURES: Mapping[str, Callable[[BriefStudy], tuple[Picture, ...]]] = MappingProxyType(
    {"futures": _futures, "drivers": _drivers, "box": _box}
)
"""What draws the pictures of a study, by the module that holds them."""
