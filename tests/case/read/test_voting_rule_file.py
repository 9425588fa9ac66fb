"""Reading a `RULE.yaml`: what it means, and every fault at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from interpose.case.read.voting_rule_file import parse_rule, read_rule
from interpose.case.voting_rule import AllOf, AnyOf, Quota
from interpose.errors import InputError, UsageError

EUROPE = """
members: [A, B, C]
any:
  - all:
      - {quota: 2, weights: each}
      - {quota: 0.65, share: true, weights: {A: 83516593, B: 68551653, C: 58934177}}
  - all:
      - {quota: 3, weights: each}
veto: [A]
"""


def test_a_compound_rule_is_read_in_whole_numbers() -> None:
    rule = parse_rule(EUROPE, "europe.yaml")
    assert rule.members == ("A", "B", "C")
    assert rule.veto == ("A",)
    assert isinstance(rule.node, AnyOf)
    first = rule.node.parts[0]
    assert isinstance(first, AllOf)
    people = first.parts[1]
    # 65 % of 211,002,423 is 137,151,574.95: the next whole person is needed.
    assert people == Quota(137_151_575, (83_516_593, 68_551_653, 58_934_177))
    assert rule.wins(["A", "B"])
    assert not rule.wins(["B", "C"])


def test_decimals_are_taken_as_they_are_written() -> None:
    rule = parse_rule("quota: 0.3\nweights: {A: 0.1, B: 0.2, C: 0.4}", "r.yaml")
    assert rule.wins(["A", "B"])
    assert not rule.wins(["B"])


def test_members_are_the_union_of_names_in_weights() -> None:
    rule = parse_rule("all:\n  - {quota: 1, weights: {B: 1}}\n  - {quota: 2, weights: {A: 2, B: 1}}", "r.yaml")
    assert rule.members == ("B", "A")


@pytest.mark.parametrize(
    ("text", "line", "what", "mend"),
    [
        ("quota: 9\nweights: {A: 2, B: 1}", 1, "above 3", "at most 3"),
        ("quota: 1.2\nshare: true\nweights: {A: 2, B: 1}", 1, "nothing would pass", "a part of 1"),
        ("quota: 0\nweights: {A: 2, B: 1}", 1, "everything would pass", "above 0"),
        ("quota: 2\nweights:\n  A: 2\n  B: 0", 4, "weight of B is 0", "leave it out"),
        ("quota: 2\nweights:\n  A: 2\n  B: -1", 4, "weight of B is -1", "leave it out"),
        ("quota: 2\nweights:\n  A: two", 3, "weight of A is 'two'", "digits"),
        ("members: [Ann, Bob]\nquota: 1\nweights: {Ann: 1, Bop: 1}", 1, "'Bop' has a weight but is no member", "Bob"),
        ("members: [A, B, A]\nquota: 1\nweights: each", 1, "duplicate member 'A'", "keep one"),
        ("quota: 1\nweights:\n  A: 1\n  A: 2", 4, "duplicate key 'A'", "keep"),
        ("members: [A]", 1, "the rule is empty", "nest"),
        ("members: [A]\nall: []", 2, "all holds no parts", "at least one"),
        ("quota: 1\nweights: {A: 1}\nveto: [Z]", 3, "'Z' holds a veto but is no member", "add it"),
        ("quota: 1\nweigths: {A: 1}", 2, "key 'weigths' is not known", "weights"),
        ("quota: 1\nweights: eech\nmembers: [A]", 2, "weights is 'eech'", "each"),
        ("quota: 1\nall: [{quota: 1, weights: {A: 1}}]", 1, "stand side by side", "nest"),
        ("quota: 1\nweights: each", 1, "the rule has no members", "members"),
        ("quota: 65%\nweights: {A: 2, B: 1}", 1, "not said to be a share", "share: true"),
        ("quota: .nan\nweights: {A: 2, B: 1}", 1, "quota is nan", "digits"),
        ("quota: 2\nweights:\n  A: .inf\n  B: 3", 3, "weight of A is inf", "digits"),
        ("quota: 2\nweights:\n  A: '1e999999999'\n  B: 3", 3, "too long", "larger units"),
        ("quota: 2\nweights:\n  A:\n  B: 3", 3, "weight of A is nothing", "write a number"),
        ("members: [A, [B, C]]\nquota: 1\nweights: each", 1, "['B', 'C'] is no name", "in quotes"),
        ("quota: 1\nweights:\n  A: 1\n  '': 2", 4, "'' is no name", "write a name"),
        ("members: A\nquota: 1\nweights: {A: 1}", 1, "members is 'A'", "members: [A, B, C]"),
        ("quota: 1\nweights: {A: 1}\nveto: A", 3, "veto is 'A'", "veto: [A]"),
        ("quota: 1\nweights: {A: 1}\nveto: [A, A]", 3, "duplicate 'A' in veto", "keep one"),
        ("all: [{quota: 1, weights: {A: 1}}]\nweights: {A: 2}", 2, "key 'weights' is not known", "use one of"),
        ("- 1\n- 2", 1, "holds no keys", "key: value"),
        ("quota: [1\n", 2, "broken YAML", ""),
    ],
)
def test_a_fault_says_where_what_and_how_to_mend(text: str, line: int, what: str, mend: str) -> None:
    with pytest.raises(InputError) as caught:
        parse_rule(text, "rule.yaml")
    fitting = [fault for fault in caught.value.faults if what in fault.what]
    assert fitting, str(caught.value)
    assert fitting[0].where.line == line
    assert mend in fitting[0].mend


def test_all_faults_come_at_once() -> None:
    with pytest.raises(InputError) as caught:
        parse_rule("members: [A, B]\nquota: 9\nweights: {A: 2, C: 1}\nveto: [D]\ncolour: red", "rule.yaml")
    assert len(caught.value.faults) >= 4


def test_every_fault_says_why_it_matters() -> None:
    text = "members: [A, B, A, '']\nquota: .nan\nweights: {A: x, B: -1, C: 0, D: [1]}\nveto: [A, A, Z]\ncolour: red"
    with pytest.raises(InputError) as caught:
        parse_rule(text, "rule.yaml")
    assert len(caught.value.faults) >= 9
    assert all(fault.why and fault.mend and fault.where.line for fault in caught.value.faults)


def test_rules_nested_too_deeply_or_in_themselves_are_refused() -> None:
    deep = "members: [A]\nall: [" + "{all: [" * 40 + "{quota: 1, weights: each}" + "]}" * 40 + "]"
    with pytest.raises(InputError, match="nested deeper than 30 levels"):
        parse_rule(deep, "rule.yaml")
    with pytest.raises(InputError, match="contains itself"):
        parse_rule("members: [A]\nall: &x\n  - {quota: 1, weights: each}\n  - all: *x", "rule.yaml")


def test_what_stands_in_the_file_is_shown_by_a_line_of_it_at_most() -> None:
    layers = "\n".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}' if n else 'x'] * 9)}]" for n in range(12))
    with pytest.raises(InputError) as caught:
        parse_rule(f"{layers}\nmembers: *a11\nquota: 1\nweights: each", "rule.yaml")
    assert max(len(fault.what) for fault in caught.value.faults) < 120


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be read"):
        read_rule(tmp_path / "none.yaml")


def test_a_rule_is_named_after_its_file(tmp_path: Path) -> None:
    file = tmp_path / "europe.yaml"
    file.write_text(EUROPE, encoding="utf-8")
    assert read_rule(file).name == "europe"
