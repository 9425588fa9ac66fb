"""What holds for the code of every room: a record of many fields is built by their names."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from itertools import takewhile
from pathlib import Path

import pytest

SOURCES = Path(__file__).parents[1] / "src"
MOST_BY_POSITION = 4


def decorator_of(kind: ast.ClassDef) -> ast.expr | None:
    for each in kind.decorator_list:
        if ast.unparse(each.func if isinstance(each, ast.Call) else each).split(".")[-1] == "dataclass":
            return each
    return None


def keyword_only(decorator: ast.expr) -> bool:
    given = decorator.keywords if isinstance(decorator, ast.Call) else []
    return any(each.arg == "kw_only" and isinstance(each.value, ast.Constant) and each.value.value is True for each in given)


def fields_by_position(kind: ast.ClassDef) -> list[str]:
    decorator = decorator_of(kind)
    if decorator is None or keyword_only(decorator):
        return []
    kinds = [ast.unparse(each.annotation) for each in kind.body if isinstance(each, ast.AnnAssign)]
    return [each for each in takewhile(lambda each: not each.endswith("KW_ONLY"), kinds) if "ClassVar" not in each]


def built_by_position(tree: ast.AST) -> Iterator[str]:
    """Name the dataclasses that take more than four fields by position."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef) and len(fields_by_position(node)) > MOST_BY_POSITION:
            yield node.name


def test_every_dataclass_of_more_than_four_fields_is_built_by_their_names() -> None:
    found = [
        f"{path.relative_to(SOURCES).as_posix()}: {name}"
        for path in sorted((SOURCES / "interpose").rglob("*.py"))
        for name in built_by_position(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert found == []


def rows(decorator: str, *fields: str) -> ast.AST:
    return ast.parse("\n    ".join([f"{decorator}\nclass Row:", "most: ClassVar[int] = 4", *fields]))


@pytest.mark.parametrize(
    "decorator", ["@dataclass", "@dataclass(frozen=True)", "@dataclasses.dataclass(slots=True)", "@dataclass(kw_only=False)"]
)
def test_a_dataclass_of_five_fields_by_position_is_seen(decorator: str) -> None:
    assert list(built_by_position(rows(decorator, *(f"{name}: int" for name in "abcde")))) == ["Row"]


@pytest.mark.parametrize(
    ("decorator", "fields"),
    [
        ("@dataclass(kw_only=True)", ["a", "b", "c", "d", "e"]),
        ("@dataclass(frozen=True)", ["a", "b", "c", "d"]),
        ("", ["a", "b", "c", "d", "e"]),
    ],
)
def test_one_by_keyword_a_short_one_and_what_is_no_dataclass_are_let_be(decorator: str, fields: list[str]) -> None:
    assert list(built_by_position(rows(decorator, *(f"{name}: int" for name in fields)))) == []


@pytest.mark.parametrize(("before", "seen"), [("abcd", []), ("abcde", ["Row"])])
def test_only_the_fields_before_the_mark_count(before: str, seen: list[str]) -> None:
    fields = [*(f"{name}: int" for name in before), "_: KW_ONLY", "x: int", "y: int"]
    assert list(built_by_position(rows("@dataclass", *fields))) == seen
