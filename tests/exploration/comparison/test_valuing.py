"""What mixes of two cases come to, by the slot model."""

from __future__ import annotations

from collections import defaultdict

import pytest

from interpose.case import Case
from interpose.evidence import positions
from interpose.exploration.comparison.differences import differences
from interpose.exploration.comparison.valuing import Mixes
from interpose.generation.analysis.level import level_answer
from interpose.requirement import require


@pytest.fixture(scope="module")
def mixes(before: Case, after: Case) -> Mixes:
    groups = defaultdict(list)
    for each in differences(before, after):
        groups[each.change.group].append(each)
    return Mixes(a=before, b=after, groups=list(groups.values()))


def test_at_both_ends_a_mix_is_worth_what_its_case_is(mixes: Mixes, before: Case, after: Case) -> None:
    whole = frozenset(range(len(mixes.groups)))
    for made, case in ((frozenset[int](), before), (whole, after)):
        level = level_answer(case, positions(case), require(case))
        assert mixes.worth(made).value == {"shortfall_share": level.shortfall_share, "force.sustained": level.sustained}
        assert level.bound is not None
        assert mixes.worth(made).bound == {"shortfall_share": level.bound / level.requirement}


def test_a_group_matters_where_it_changes_the_problem_from_either_end(mixes: Mixes) -> None:
    matter = {rows[0].change.group: mixes.matters(place) for place, rows in enumerate(mixes.groups)}
    assert matter["units of France"]
    assert matter["notice, tours and dwell"]
    assert not matter["statements of Germany"], "Germany takes part, ready if or pledged"


def test_mixes_that_are_the_same_problem_are_solved_once(mixes: Mixes) -> None:
    german = next(place for place, rows in enumerate(mixes.groups) if rows[0].change.group == "statements of Germany")
    mixes.worth(frozenset())
    solved = mixes.solves
    assert mixes.worth(frozenset({german})) == mixes.worth(frozenset())
    assert mixes.solves == solved
