"""What an earlier brief in a folder tells: that of another case is not written over, and figures are read where they hold."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from interpose.assessment import Assessment
from interpose.assessment.earlier import earlier_figures, refuse_another_case
from interpose.brief import BriefFiles, write_brief
from interpose.case import Case
from interpose.errors import UsageError


def test_the_brief_of_another_case_is_not_written_over_unless_it_is_asked_for(assessed: Assessment, tmp_path: Path) -> None:
    (tmp_path / "assessment.json").write_text('{"case": {"name": "another"}}', encoding="utf-8")
    with pytest.raises(UsageError, match="holds the brief of another case, another; nothing was written") as caught:
        write_brief(assessed, tmp_path)
    assert "--force" in (caught.value.mend or "")
    assert [path.name for path in tmp_path.iterdir()] == ["assessment.json"]


@pytest.mark.parametrize("text", ["", "[]", '{"case": 3}', '{"case": {"name": "mine"}}'])
def test_a_file_that_is_none_of_ours_or_of_the_same_case_is_no_reason_to_refuse(tmp_path: Path, text: str) -> None:
    (tmp_path / "assessment.json").write_text(text, encoding="utf-8")
    refuse_another_case(tmp_path, "mine")
    refuse_another_case(tmp_path / "nowhere", "mine")


def test_figures_of_a_brief_are_those_that_were_computed(brief: BriefFiles, assessed: Assessment, ukraine: Case) -> None:
    kept = earlier_figures(brief.html.parent, ukraine)
    assert kept is not None
    assert kept.keys() == assessed.figures.keys()
    for name, figure in assessed.figures.items():
        assert kept[name].value == (pytest.approx(figure.value, rel=1e-5) if isinstance(figure.value, float) else figure.value)
        assert (kept[name].formula, kept[name].inputs, kept[name].claims) == (figure.formula, figure.inputs, figure.claims)
    assert earlier_figures(brief.html.parent, replace(ukraine, digest="of another state of its files")) is None
