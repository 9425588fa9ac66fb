"""YAML files: the place of every key, and what would be lost in silence."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from importlib import resources

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

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

ROUTE = (resources.files("interpose") / "reference/routes/coalition_of_the_willing.yaml").read_text("utf-8")
TORN = (
    "- ",
    " ",
    "  ",
    ":",
    ": ",
    " #",
    "\n",
    "\n  ",
    "[",
    "]",
    "{",
    "}",
    "'",
    '"',
    ">-",
    "|",
    "?",
    "&a ",
    "*a",
    "!x ",
    "- a: 1\n",
)
ODD = ("%", "---\n", "@", "yes", "1:2", "a: b: c", "<<: ", "~", "0o17", "\t", "\\", "é", "\x85", "\ufeff", "\x00", "...")


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


def read(text: str) -> tuple[object, list[str]]:
    faults: list[Fault] = []
    found = parse_yaml(text, "a.yaml", faults)
    return None if found is None else found.data, [str(fault) for fault in faults]


@given(
    st.integers(0, len(ROUTE) // 2),
    st.integers(100, len(ROUTE) // 2),
    st.lists(st.tuples(st.integers(0, 999), st.sampled_from((*TORN, *ODD))), max_size=3),
)
@settings(max_examples=100, deadline=None)
def test_a_torn_text_reads_the_same_as_behind_a_tab_that_calls_for_the_reader_in_python(
    begin: int, size: int, torn: list[tuple[int, str]]
) -> None:
    text = ROUTE[ROUTE.rfind("\n", 0, begin) + 1 : begin + size]
    for place, fragment in torn:
        at = place * len(text) // 1000
        text = text[:at] + fragment + text[at:]
    data, faults = read(text)
    assert (data, len(faults)) == ((slow := read(text + "\n# a\ttab\n"))[0], len(slow[1]))


@pytest.mark.parametrize(
    "text",
    [
        "a:\n  " + "- " * 120_000 + "a",
        "a:\n  " + "-   " * 60_000 + "a",
        "a:\n  " + "?  " * 80_000 + "a",
        "a:\n" + "".join("  " * 99 * row + "- " * 99 + "\n" for row in range(50)),
    ],
    ids=["in one line", "with more spaces", "as keys", "in many lines"],
)
def test_lists_nested_deeply_are_refused_and_not_a_crash_even_where_the_stack_is_small(text: str) -> None:
    usual = threading.stack_size(512 * 1024)
    with ThreadPoolExecutor(1) as pool:
        asked = pool.submit(read, text)
    threading.stack_size(usual)
    assert asked.result()[0] is None
