"""Plain YAML has the very nodes of the full reader; what is not plain is left to it."""

from __future__ import annotations

from importlib import resources
from io import StringIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML
from ruamel.yaml.nodes import Node, ScalarNode

from interpose.case.read.formats.plain_yaml import plain_root

SHIPPED = Path(str(resources.files("interpose")))
ROUTE = (SHIPPED / "reference/routes/coalition_of_the_willing.yaml").read_text("utf-8")
FRAGMENTS = (
    *(
        "- ",
        " ",
        "  ",
        ":",
        ": ",
        " #",
        "#",
        "\n",
        "\n\n",
        "\n  ",
        "[",
        "]",
        "{",
        "}",
        ",",
        "'",
        "''",
        '"',
        ">-",
        "|",
        "-",
        "?",
    ),
    *(
        "&a ",
        "*a",
        "!x ",
        "key: v",
        "- a: 1\n",
        "%",
        "---\n",
        "@",
        "yes",
        "1:2",
        "a: b: c",
        "<<: ",
        "~",
        "null",
        "\t",
        "\\",
        "é",
    ),
)


def told(node: Node) -> object:
    """Give kind, tag, value and place of a node and of all below it."""
    if isinstance(node, ScalarNode):
        inner: object = node.value
    else:
        inner = [tuple(map(told, each)) if isinstance(each, tuple) else told(each) for each in node.value]
    return type(node).__name__, str(node.tag), (node.start_mark.line, node.start_mark.column), inner


def in_full(text: str) -> object:
    return told(YAML(typ="safe", pure=True).compose(StringIO(text)))


@pytest.mark.parametrize("folder", ["reference/routes", "reference/mandates", "cases/ukraine-2024"])
def test_shipped_files_are_plain_and_read_as_the_full_reader_reads_them(folder: str) -> None:
    for path in sorted((SHIPPED / folder).glob("*.yaml")):
        text = path.read_text("utf-8")
        root = plain_root(text)
        assert root is not None, path.name
        assert told(root) == in_full(text), path.name


@pytest.mark.parametrize(
    "text",
    [
        *("", "# nothing", "word", "- a", "  a: 1", "a:", "a:\nb: 1", "a: 1\n  b: 2", "a: 1\n more words", "a: &x 1", "a: *x"),
        *(
            "a: !!str 1",
            "a: b: c",
            "a: |\n  text",
            "a: >\n  text",
            "a: >-\n  one\n\n  two",
            "a: [1,\n 2]",
            "a: {b}",
            'a: "\\n"',
        ),
        *(
            'a: "b" c',
            "a: 'b",
            "? a",
            "a:\tb",
            "---\na: 1",
            "%YAML 1.1",
            "a: [b: c]",
            "a:\n  - b: 1\n   c: 2",
            "a:\n - b\n  - c",
        ),
        *("a: @b", "<<: {a: 1}", "a: [1, ]", "a: {b: }", "a: 1\r\nb: 2", "a: \x00", "a:\n  b: 1\n c: 2", "a: - b"),
    ],
)
def test_what_is_not_plain_is_left_to_the_full_reader(text: str) -> None:
    assert plain_root(text) is None


@given(
    st.integers(0, len(ROUTE) // 2),
    st.integers(100, len(ROUTE) // 2),
    st.lists(st.tuples(st.integers(0, 999), st.sampled_from(FRAGMENTS)), max_size=3),
)
@settings(max_examples=120, deadline=None)
def test_whatever_is_taken_has_the_nodes_of_the_full_reader(begin: int, size: int, torn: list[tuple[int, str]]) -> None:
    text = ROUTE[ROUTE.rfind("\n", 0, begin) + 1 : begin + size]
    for place, fragment in torn:
        at = place * len(text) // 1000
        text = text[:at] + fragment + text[at:]
    root = plain_root(text)
    if root is not None:
        assert told(root) == in_full(text)
