"""What if we are wrong: the section, and "How sure?" on page one, which rests on the study."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import pytest
from markupsafe import Markup

from interpose.assessment import Assessment
from interpose.brief.charts.drawing import Drawing, draw
from interpose.brief.context import BriefContext
from interpose.brief.gallery import STUDY_PICTURES
from interpose.brief.page import page_html
from interpose.brief.sections.analysis.what_if import WhatIfView, what_if_view
from interpose.brief.sections.answer.page_one import seven_answers
from interpose.brief.study import BriefStudy, study_of
from interpose.brief.tracing import Citations
from interpose.exploration.analysis.options import BestWhere
from tests.builders.small_chain import SmallChain, small_futures
from tests.builders.small_study import small_study

STUDY = small_study()


class OnlyOfTheStudy(dict[str, Drawing]):
    """A gallery in which every other picture is blank: drawing them all would take longer than all else here."""

    def __init__(self) -> None:
        super().__init__({picture.id: draw(picture) for own in STUDY_PICTURES.values() for picture in own(STUDY)})

    def __missing__(self, name: str) -> Drawing:
        return Drawing(id=name, title=name, description="", wide=Markup(), narrow=Markup())


def context(assessed: Assessment, study: BriefStudy | None = STUDY) -> BriefContext:
    return BriefContext(assessed, Citations(assessed), study)


@pytest.fixture
def view() -> WhatIfView:
    return what_if_view(STUDY, {"AAA-1"})


def test_without_a_study_there_is_no_section_and_how_sure_is_as_before(assessed: Assessment) -> None:
    assert '<div id="wrong"' not in page_html(context(assessed, None), OnlyOfTheStudy())
    sure = seven_answers(context(assessed, None))[-1]
    assert "futures" not in sure.short + sure.detail


def test_the_lead_says_how_many_futures_and_what_missing_the_criterion_means(view: WhatIfView) -> None:
    assert view.lead.startswith("400 futures are drawn")
    assert "where no plan at all could keep it" in view.lead


def test_flips_stand_nearest_first_with_both_values_and_who_checked(view: WhatIfView) -> None:
    rows = {row.what: row for row in view.flips}
    assert (rows["AAA takes part"].now, rows["AAA takes part"].flips) == ("yes", "no")
    assert rows["Length of the line"].flips == "at or above 1,300 km"
    assert {row.checked for row in view.flips} == {"slot model"}
    assert view.becomes == "missed"
    assert view.never.startswith("By themselves never within the range: ")


def test_the_box_is_told_in_words_with_its_trust(view: WhatIfView) -> None:
    assert view.box.startswith("at most 1 of 3 large states take part")
    assert "Looked for again in halves of the futures, each condition comes up in" in view.box


def test_only_claims_that_the_page_shows_are_linked(view: WhatIfView) -> None:
    claims = {claim for row in view.watch for claim in row.claims}
    assert claims == {"AAA-1"}


def test_what_it_cannot_say_is_said_in_words_and_not_in_names_of_columns(view: WhatIfView) -> None:
    assert any("at most 25% missing" in sentence for sentence in view.cannot_say)
    assert not any("shortfall_share" in sentence for sentence in view.cannot_say)


def test_how_sure_rests_on_the_study(assessed: Assessment) -> None:
    sure = seven_answers(context(assessed))[-1]
    assert sure.word == "How sure?"
    assert sure.short == "At most 25% missing in 57% of futures"
    text = sure.detail.striptags()
    assert text.startswith("Of 400 futures")
    assert "What moves it most: “Will”" in text
    assert "Nearest to a flip: " in text
    assert "claims" in text, "what it rested on before is still told"


def test_the_page_shows_the_section_with_its_pictures_and_leads_to_it(assessed: Assessment) -> None:
    numbers = ("study_futures", "study_drivers", "study_boxes")
    text = page_html(context(assessed), OnlyOfTheStudy(), dict.fromkeys(numbers, b"1"))
    assert re.findall(r'download="(\w+)\.csv"', text) == list(numbers)
    assert '<div id="wrong"' in text
    assert '<a href="#wrong">' in text[: text.index('id="options"')]
    for name in ("futures", "drivers", "box"):
        assert f'id="{name}-narrow-title"' in text
    assert "the options over the same futures" in text


def test_a_study_without_flips_options_and_box_is_told_without_them(assessed: Assessment) -> None:
    bare = replace(STUDY, analysis=replace(STUDY.analysis, flips=(), options=(), boxes=(), drivers=(), signposts=()))
    found = what_if_view(bare, ())
    assert (found.flips, found.never, found.box, found.options, found.best, found.watch) == ((), "", "", (), "", ())
    assert not found.by_group
    sure = seven_answers(context(assessed, bare))[-1].detail.striptags()
    assert "What moves it most" not in sure


def test_where_the_best_option_changes_it_is_said_along_which_input() -> None:
    def told(*options: str) -> str:
        where = tuple(
            BestWhere(input="line", words="Length of the line", low=100.0 * at, high=100.0 * at + 100, option=name, share=0.9)
            for at, name in enumerate(options)
        )
        found = what_if_view(replace(STUDY, analysis=replace(STUDY.analysis, best_where=where)), ())
        return found.best

    assert told("small", "large").endswith(
        " Which is best changes with “Length of the line”: 0 to 100: small (90%); 100 to 200: large (90%)."
    )
    assert "changes with" not in told("small", "small") + told()
    assert told().startswith("Of two options over the same 400 futures “as chosen” keeps the criterion most often (57%)")


def test_a_box_that_half_of_the_futures_do_not_find_is_told_as_one_not_to_rely_on() -> None:
    (box,) = STUDY.analysis.boxes
    weak = replace(box, limits=tuple(replace(limit, reproducibility=0.2) for limit in box.limits))
    found = what_if_view(replace(STUDY, analysis=replace(STUDY.analysis, boxes=(weak,))), ())
    assert found.box.endswith("do not rely on it.")


def test_the_other_criteria_stand_in_a_table_with_what_moves_each_most(assessed: Assessment, view: WhatIfView) -> None:
    assert view.criteria == (), "one criterion is in the title of the picture"
    first = STUDY.analysis.satisficing[0]
    sustained = replace(first, criterion="force.sustained>=9000", met=0.25, open=0.0, missed=0.75)
    both = replace(first, criterion=f"{first.criterion} and {sustained.criterion}", met=0.2, open=0.05, missed=0.75)
    several = study_of(small_futures(SmallChain(), 40), replace(STUDY.analysis, satisficing=(first, sustained, both)))
    found = what_if_view(several, ())
    assert [row.what for row in found.criteria] == [
        "At most 25% missing",
        "Persons in the country that last without end: at least 9,000",
        "All criteria together",
    ]
    assert [row.met for row in found.criteria[1:]] == ["25%", "20%"]
    assert [row.moved_by for row in found.criteria] == ["Will", "", ""]
    assert "not told apart" in page_html(context(assessed, several), OnlyOfTheStudy())


def test_only_verdicts_that_occur_are_in_the_key(view: WhatIfView) -> None:
    assert list(view.colours) == ["met", "open", "missed"]
    settled = replace(STUDY, verdict=np.where(STUDY.verdict == "open", "missed", STUDY.verdict))
    found = what_if_view(settled, ())
    assert list(found.colours) == ["met", "missed"]
