"""YAML files: the place of every key, and what would be lost in silence."""

from __future__ import annotations

import pytest

from interpose.case.located import YamlText
from interpose.case.read.formats.yaml_files import parse_yaml, validate_yaml
from interpose.case.tables.mandates import Mandate
from interpose.errors import Fault

TEXT = """\
id: look
name: Look
task: observe
rules:
  - id: eyes
    unit_type: observer_team
    belt: forward
    driver: fixed
    value: {low: 1, mode: 2, high: 3}
    basis: assumed
    source: none
"""


def parsed(text: str) -> tuple[YamlText | None, list[Fault]]:
    faults: list[Fault] = []
    return parse_yaml(text, "look.yaml", faults), faults


@pytest.mark.parametrize(
    ("path", "where"),
    [
        (("name",), "look.yaml:2:1"),
        (("rules", 0), "look.yaml:5:5"),
        (("rules", 0, "belt"), "look.yaml:7:5"),
        (("rules", 0, "value", "mode"), "look.yaml:9:21"),
        (("rules", 0, "value", "nothing"), "look.yaml:9:5"),
        (("nothing",), "look.yaml:1:1"),
    ],
)
def test_a_key_is_found_by_its_path_or_by_its_nearest_parent(path: tuple[int | str, ...], where: str) -> None:
    text, faults = parsed(TEXT)
    assert text is not None
    assert faults == []
    assert str(text.location(path)) == where


def test_each_key_that_does_not_fit_is_told_at_its_place() -> None:
    faults: list[Fault] = []
    text = parse_yaml(TEXT.replace("mode: 2", "mode: two").replace("driver: fixed", "driver: fix"), "look.yaml", faults)
    assert text is not None
    assert validate_yaml(text, Mandate, faults) is None
    assert [str(fault.where) for fault in faults] == ["look.yaml:8:5", "look.yaml:9:21"]
    assert faults[0].mend == "did you mean 'fixed'?"


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("a: 1\nb: 2\na: 3\n", "duplicate key 'a' (first in line 1)"),
        ("- 1\n- 2\n", "the file holds no keys"),
        ("a: [1\n", "broken YAML"),
    ],
)
def test_what_cannot_be_read_is_a_fault(text: str, what: str) -> None:
    (fault,) = parsed(text)[1]
    assert fault.what.startswith(what)
