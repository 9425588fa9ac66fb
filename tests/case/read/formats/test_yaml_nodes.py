"""What a YAML file may hold: plain keys and values that stay small with their aliases written out."""

from __future__ import annotations

from pathlib import Path

import pytest

from interpose.case.read.formats.yaml_files import parse_yaml
from interpose.case.read.voting_rule_file import parse_rule
from interpose.errors import Fault, InputError
from interpose.limits import InputLimits
from tests.cli.running import interpose


def faults_of(text: str, limits: InputLimits | None = None) -> list[Fault]:
    faults: list[Fault] = []
    parse_yaml(text, "look.yaml", faults, limits or InputLimits())
    return faults


def layers(first: str, layer: str, count: int = 12) -> str:
    """Write values of which each repeats the one before it nine times."""
    lines = [f"m0: &m0 {first}"]
    lines += [f"m{n}: &m{n} {layer.format(', '.join([f'*m{n - 1}'] * 9))}" for n in range(1, count)]
    return "\n".join([*lines, f"quota: 1\nweights: *m{count - 1}\n"])


@pytest.mark.parametrize("text", [layers("{a: 1}", "{{<<: [{0}]}}"), layers("[x]", "[{0}]"), layers("{a: 1}", "[{0}]")])
def test_aliases_and_merge_keys_that_multiply_are_refused_at_once(text: str) -> None:
    (fault,) = faults_of(text)
    assert "with its aliases written out the file holds more than" in fault.what
    with pytest.raises(InputError, match="aliases written out"):
        parse_rule(text, "rule.yaml")


def test_an_alias_that_is_used_a_few_times_is_read() -> None:
    assert faults_of("a: &a {x: 1}\nb: {<<: *a, y: 2}\nc: [*a, *a]\n") == []


def test_a_merged_key_that_is_set_anew_is_no_duplicate() -> None:
    faults: list[Fault] = []
    text = parse_yaml("a: &a {x: 1, y: 2}\nb: {<<: *a, x: 3}\n", "look.yaml", faults)
    assert faults == []
    assert text is not None
    assert text.data == {"a": {"x": 1, "y": 2}, "b": {"x": 3, "y": 2}}


@pytest.mark.parametrize(
    ("text", "where", "what"),
    [
        ('a: !!int ""', "look.yaml:1:4", "tagged !!int"),
        ('a: 1\nb: !!float ""', "look.yaml:2:4", "tagged !!float"),
        ("a: !!bool maybe", "look.yaml:1:4", "tagged !!bool"),
        ("a: !!set {b}", "look.yaml:1:4", "the tag !!set is not read"),
        ("a: !!binary xx", "look.yaml:1:4", "the tag !!binary is not read"),
        ("a: !mine x", "look.yaml:1:4", "the tag !mine is not read"),
        ("a: !!timestamp 2024-99-99", "look.yaml", ""),
        ("a: 1\n[[b]]: 2", "look.yaml:2:1", "a key is itself a list"),
        ("{a: b}: 2", "look.yaml:1:1", "a key is itself a list"),
        ("a: &a [*a]", "look.yaml:1:4", "the value contains itself"),
        ("a: &a {b: *a}", "look.yaml:1:4", "the value contains itself"),
        ('a: "\\ud83d"', "look.yaml:1:4", "a lone surrogate"),
        ("{s}\n%YAML 9.9\n", "look.yaml:2", "a directive"),
        ("a: b\x07\n", "look.yaml:1:5", "a control character"),
        ("a: " + "9" * 5000, "look.yaml:1:4", "5,000 digits"),
        ("a: " + "[" * 5000, "look.yaml:1", "brackets are open at once"),
        ("a: 1\n---\nb: 2\n", "look.yaml:2:1", "broken YAML"),
        ("a: *nothing", "look.yaml:1:4", "broken YAML"),
        ("a: &x 1\nb: &x 2\nc: *x\n", "look.yaml:2:4", "duplicate anchor 'x'"),
    ],
)
def test_what_is_no_plain_data_is_told_at_its_place(text: str, where: str, what: str) -> None:
    found = faults_of(text)
    if what:
        assert found, text
        assert what in found[0].what
        assert str(found[0].where).startswith(where)
        assert found[0].mend
    else:
        assert found == [], "a day is text until its field says what it means"


@pytest.mark.parametrize(
    ("limits", "what"),
    [
        (InputLimits(yaml_nodes=5), "more than 5 values"),
        (InputLimits(yaml_depth=2), "nested deeper than 2 levels"),
        (InputLimits(yaml_characters=10), "more than 10"),
    ],
)
def test_each_bound_is_named_when_it_is_passed(limits: InputLimits, what: str) -> None:
    (fault,) = faults_of("a: {b: {c: [1, 2, 3]}}\n", limits)
    assert what in fault.what


def test_a_bomb_in_the_scenario_of_a_case_is_a_fault(case_folder: Path) -> None:
    path = case_folder / "scenario.yaml"
    lines = [line for line in path.read_text().splitlines() if not line.startswith("mandate:")]
    path.write_text("\n".join([layers("[x]", "[{0}]").replace("quota: 1\nweights:", "mandate:"), *lines]))
    found = interpose("check", case_folder)
    assert found.returncode == 2
    assert "aliases written out" in found.stderr
