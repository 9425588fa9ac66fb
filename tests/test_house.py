"""What holds for the code of every room: how long it is, how records are built, and that it names no state."""

from __future__ import annotations

import ast
import csv
import re
from collections import Counter
from collections.abc import Iterator
from itertools import takewhile
from pathlib import Path

import pytest

SOURCES = Path(__file__).parents[1] / "src"
LEXICON = SOURCES / "interpose" / "reference" / "lexicon"
MOST_BY_POSITION = 4
MOST_LINES_OF_A_MODULE = 400
MOST_LINES_OF_A_FUNCTION = 60
"""Its docstring is not counted: what a reader is told about each parameter makes nothing harder to follow."""


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


def modules() -> list[tuple[str, str]]:
    """Read every module, by its path under the sources."""
    found = sorted((SOURCES / "interpose").rglob("*.py"))
    return [(path.relative_to(SOURCES / "interpose").as_posix(), path.read_text(encoding="utf-8")) for path in found]


def lengths(tree: ast.AST) -> Iterator[tuple[str, int]]:
    """Count the lines of each function, signature included, docstring left out."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno is not None:
            told = node.body[0] if ast.get_docstring(node) is not None else None
            words = 0 if told is None or told.end_lineno is None else told.end_lineno - told.lineno + 1
            yield node.name, node.end_lineno - node.lineno + 1 - words


def test_no_module_is_longer_than_a_reader_can_keep_in_view() -> None:
    counted = {path: len(text.splitlines()) for path, text in modules()}
    assert {path: lines for path, lines in counted.items() if lines > MOST_LINES_OF_A_MODULE} == {}


def test_no_function_is_longer_than_a_page() -> None:
    long = {
        f"{path}: {name}": lines
        for path, text in modules()
        for name, lines in lengths(ast.parse(text))
        if lines > MOST_LINES_OF_A_FUNCTION
    }
    assert long == {}


def test_the_lines_of_a_function_are_counted_without_its_docstring_and_with_its_signature() -> None:
    code = 'def f(\n    a,\n):\n    """Say.\n\n    More.\n    """\n    return a\n\n\nclass K:\n    def g(self):\n        pass\n'
    assert dict(lengths(ast.parse(code))) == {"f": 4, "g": 2}


OFFICES = ("Bundeskanzler", "Chancellery", "Taoiseach", "Kremlin", "White House", "Crimea", "Donbas", "Black Sea")

NAMED_ON_PURPOSE = {
    # The one provider of enablers that version 0.1 knew: its spelling is still read, with a notice.
    "case/read/load.py": {"USA"},
    "case/tables/authority.py": {"USA", "FRA"},
    "case/tables/scenario.py": {"USA"},
    "cli/generate.py": {"USA"},
    # Examples in the words of help and of remedies: a code as it has to be written.
    "authority/routes/suppositions.py": {"HUN"},
    "case/read/formats/field_help.py": {"FRA"},
    "cli/authority.py": {"HUN"},
    "cli/positions.py": {"FRA"},
    "case/tables/force.py": {"French"},
    # A format of pictures, which shares its letters with Papua New Guinea.
    "cli/brief.py": {"PNG"},
    "brief/exports/theme.py": {"PNG"},
}
"""Names of states that code may hold, by module."""


def listed(file: str, column: str) -> set[str]:
    with (LEXICON / file).open(encoding="utf-8", newline="") as rows:
        return {row[column] for row in csv.DictReader(rows)}


NAMES = listed("states.csv", "form") | listed("authorities.csv", "form") | set(OFFICES)
CODES = {code for codes in listed("states.csv", "states") for code in codes.split(";")}
FORMS = "|".join(re.escape(name) for name in sorted(NAMES | CODES, key=len, reverse=True) if not name[0].islower())
NAMED = re.compile(rf"(?<![\w-])(?=[^\W\d_a-z])(?:{FORMS})(?![\w-])")


def names_in_code(tree: ast.AST) -> set[str]:
    """Find in strings who is named: states, capitals, parliaments, offices, organisations. Docstrings may give examples."""
    docstrings = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    strings = (
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings
    )
    # Words in a pattern stand with the spaces of a pattern between them.
    return {name for text in strings for name in NAMED.findall(text.replace(r"\s+", " ").replace(r"\.", "."))}


@pytest.fixture(scope="module")
def named() -> dict[str, set[str]]:
    return {path: names for path, text in modules() if (names := names_in_code(ast.parse(text)))}


def test_code_names_no_state_no_organisation_and_no_office(named: dict[str, set[str]]) -> None:
    found = {path: names - NAMED_ON_PURPOSE.get(path, set()) for path, names in named.items()}
    assert {path: names for path, names in found.items() if names} == {}


def test_every_exception_from_naming_nobody_is_needed(named: dict[str, set[str]]) -> None:
    assert {path: names for path, names in NAMED_ON_PURPOSE.items() if not names <= named.get(path, set())} == {}


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ('HOST = "UKR"', {"UKR"}),
        ('PATTERN = r"under (?:NATO|U\\.N\\.)"', {"NATO", "U.N."}),
        ('PATTERN = r"the\\s+Security\\s+Council"', {"Security Council"}),
        ('told = f"{who} waits for the Bundestag"', {"Bundestag"}),
        ('def f():\n    """Name a state, such as France."""', set()),
        ('word = "a frank answer in a united house"', set()),
    ],
)
def test_names_in_strings_are_seen_and_examples_in_docstrings_are_let_be(code: str, found: set[str]) -> None:
    assert names_in_code(ast.parse(code)) == found


MOST_MODULES_OF_A_FOLDER = 12
"""More than these do not fit on a page; `cli` holds one file a verb."""


def test_no_folder_holds_more_modules_than_a_reader_can_take_in() -> None:
    folders = Counter(path.parent for path in (SOURCES / "interpose").rglob("*.py") if path.name != "__init__.py")
    crowded = {folder.name: count for folder, count in folders.items() if count > MOST_MODULES_OF_A_FOLDER}
    assert crowded.keys() <= {"cli"}
