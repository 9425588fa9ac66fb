"""The kinds of input: a sound one of each, the damage that is done to it, and the reader that must bear it."""

from __future__ import annotations

import contextlib
import csv
import io
import json
import struct
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from pyproj import CRS
from ruamel.yaml import YAML

from interpose.case.read.escalation import parse_escalation, read_payoffs
from interpose.case.read.formats.files import decode_text
from interpose.case.read.formats.tabular import parse_csv, validate_rows, without_duplicates
from interpose.case.read.formats.workbook import folder_from_workbook
from interpose.case.read.formats.yaml_files import parse_yaml, validate_yaml
from interpose.case.read.geojson import parse_area
from interpose.case.read.lexicon import read_lexicon
from interpose.case.read.library import find_case, reference_folder
from interpose.case.read.voting_rule_file import parse_rule
from interpose.case.registry import LEDGER_TABLES, TABLES, YAML_FILES, TableSpec
from interpose.case.tables.evidence import Capture, Source
from interpose.editing.ledger_files import read_rows
from interpose.editing.line_import import import_line
from interpose.editing.workbook import workbook_from_folder
from interpose.errors import Fault, InputError, InterposeError
from interpose.evidence.bibliography import to_bibtex, to_csl_items, to_ris
from interpose.generation.analysis.replan import earlier_plan
from interpose.reading import Article, read_article
from interpose.reading.intake import read_intake
from interpose.reading.rows import COLUMNS, draft_rows
from interpose.reading.suggested import suggestions
from tests.fuzz.mutating import bytes_of, damaged_archive, damaged_bytes, damaged_table, damaged_text, damaged_tree, tree_text
from tests.reading.intake.builders import MARKED, SPEECH, page, pdf, warc

__all__ = ["KINDS", "SEED", "damaged", "random_of", "read"]

SEED = 20241215
MOST_ROWS = 6
LONGEST_FAULT = 3_000


def random_of(kind: str, number: int, seed: int = SEED) -> Random:
    """Return the source of chance of one input: the same for the same kind and number."""
    return Random(f"{seed} {kind} {number}")  # noqa: S311 - nothing secret


def damaged(kind: str, number: int, seed: int = SEED) -> tuple[str, bytes]:
    """Make one damaged input: the name of its file, and its bytes."""
    return KINDS[kind][0](random_of(kind, number, seed))


def read(kind: str, name: str, data: bytes) -> str:
    """Give an input to its reader; say how it ended. Whatever is not raised on purpose is not caught."""
    printed = io.StringIO()
    try:
        with contextlib.redirect_stdout(printed):
            KINDS[kind][1](name, data)
    except InterposeError as refused:
        text = str(refused)
        if isinstance(refused, InputError):
            longest = max(len(str(fault)) for fault in refused.faults)
            if longest > LONGEST_FAULT:
                raise AssertionError(f"a fault of {longest:,} characters") from refused
        ended = "refused" if text.strip() else "refused without a word"
    else:
        ended = "read"
    if printed.getvalue():
        raise AssertionError(f"a reader printed {printed.getvalue()[:100]!r}")
    return ended


@cache
def tables() -> dict[str, tuple[TableSpec, list[list[str]]]]:
    """Return each table with its header and a few rows, from the shipped case or the reference data."""
    found = {}
    folders = (find_case("ukraine-2024"), reference_folder() / "ledgers" / "ukraine-2024", *reference_folder().rglob("."))
    for spec in (*TABLES, *LEDGER_TABLES, TableSpec("captures.csv", Capture, (), "Copies of sources")):
        path = next((folder / spec.file for folder in folders if (folder / spec.file).is_file()), None)
        rows = [list(spec.model.model_fields)]
        if path is not None:
            with path.open(encoding="utf-8", newline="") as stream:
                rows = [row for _, row in zip(range(MOST_ROWS), csv.reader(stream), strict=False)]
        found[spec.file] = (spec, rows)
    return found


def a_table(random: Random) -> tuple[str, bytes]:
    name = random.choice(list(tables()))
    return name, bytes_of(damaged_table(tables()[name][1], random), random)


def read_table(name: str, data: bytes) -> None:
    spec = tables()[name][0]
    faults: list[Fault] = []
    table = parse_csv(decode_text(data, name), name, spec.model, faults, partial=spec.overrides)
    validate_rows(without_duplicates(table, spec.key, faults), spec.model, faults)
    raise_faults(faults)


def raise_faults(faults: list[Fault]) -> None:
    if faults:
        raise InputError(faults)


@cache
def yaml_texts() -> dict[str, tuple[type[Any], str]]:
    found = {"scenario.yaml": (YAML_FILES[0].model, (find_case("ukraine-2024") / "scenario.yaml").read_text(encoding="utf-8"))}
    for spec in YAML_FILES:
        folder, _, pattern = spec.pattern.partition("/")
        for path in sorted((reference_folder() / folder).glob(pattern or "none")):
            found[f"{folder}/{path.name}"] = (spec.model, path.read_text(encoding="utf-8"))
    return found


@cache
def tree_of(text: str) -> Any:
    tree = YAML(typ="safe", pure=True).load(text)
    return json.loads(json.dumps(tree, default=str))


def damaged_yaml(text: str, random: Random) -> bytes:
    changed = damaged_text(text, random) if random.random() < 0.7 else tree_text(damaged_tree(tree_of(text), random))
    return bytes_of(changed, random)


def a_yaml_file(random: Random) -> tuple[str, bytes]:
    name = random.choice(list(yaml_texts()))
    return name, damaged_yaml(yaml_texts()[name][1], random)


def read_yaml_file(name: str, data: bytes) -> None:
    faults: list[Fault] = []
    parsed = parse_yaml(decode_text(data, name), name, faults)
    if parsed is not None:
        validate_yaml(parsed, yaml_texts()[name][0], faults)
    raise_faults(faults)


@cache
def area() -> Any:
    """Return a small area with a feature of each kind."""
    whole = json.loads((find_case("ukraine-2024") / "area.geojson").read_text(encoding="utf-8"))
    kinds: dict[str, Any] = {}
    for feature in whole["features"]:
        kinds.setdefault(feature["properties"]["kind"], feature)
    for feature in kinds.values():
        if feature["geometry"]["type"] == "LineString":
            feature["geometry"]["coordinates"] = feature["geometry"]["coordinates"][:8]
    return {**whole, "features": list(kinds.values())}


POINTS = [(33.0, 47.0), (34.5, 47.25), (36.0, 48.0)]


def a_geometry(random: Random) -> tuple[str, bytes]:
    match random.randrange(4):
        case 0 | 1:
            name = random.choice(["area.geojson", "line.geojson"])
            tree = area()
            if random.random() < 0.7:
                return name, bytes_of(tree_text(damaged_tree(tree, random)), random)
            return name, bytes_of(damaged_text(tree_text(tree), random), random)
        case 2:
            listed = " ".join(f"{lon},{lat},0" for lon, lat in POINTS)
            inside = f"<Placemark>\n<LineString>\n<coordinates>\n{listed}\n</coordinates>\n</LineString>\n</Placemark>"
            text = f'<?xml version="1.0" encoding="UTF-8"?>\n<kml xmlns="http://www.opengis.net/kml/2.2">\n{inside}\n</kml>'
            return "line.kml", bytes_of(damaged_text(text, random), random)
        case _:
            return "line.shp", damaged_bytes(shapefile(), random)


def shapefile() -> bytes:
    flat = [number for point in POINTS for number in point]
    content = struct.pack("<i4d2i1i", 3, 33, 47, 36, 48, 1, len(POINTS), 0) + struct.pack(f"<{len(flat)}d", *flat)
    record = struct.pack(">2i", 1, len(content) // 2) + content
    return (
        struct.pack(">7i", 9994, 0, 0, 0, 0, 0, (100 + len(record)) // 2) + struct.pack("<2i8d", 1000, 3, *[0.0] * 8) + record
    )


def read_geometry(name: str, data: bytes) -> None:
    if name == "area.geojson":
        faults: list[Fault] = []
        parse_area(decode_text(data, name), name, faults)
        raise_faults(faults)
        return
    with in_file(name, data) as path:
        if path.suffix == ".shp":
            path.with_suffix(".prj").write_text(CRS("EPSG:4326").to_wkt("WKT1_ESRI"), encoding="utf-8")
        import_line(path)


class in_file:  # noqa: N801 - read as a word
    """Hold an input in a file of its own."""

    def __init__(self, name: str, data: bytes) -> None:
        self.place = tempfile.TemporaryDirectory()
        self.path = Path(self.place.name) / name
        self.path.write_bytes(data)

    def __enter__(self) -> Path:
        return self.path

    def __exit__(self, *_: object) -> None:
        self.place.cleanup()


@cache
def workbook() -> bytes:
    """Return a small workbook: the scenario, an area and tables of a few rows."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        for name in ("pools.csv", "claims.csv", "commitments.csv"):
            rows = tables()[name][1]
            with (folder / name).open("w", encoding="utf-8", newline="") as stream:
                csv.writer(stream, lineterminator="\n").writerows(rows)
        (folder / "scenario.yaml").write_text(yaml_texts()["scenario.yaml"][1], encoding="utf-8")
        return workbook_from_folder(folder)


def a_workbook(random: Random) -> tuple[str, bytes]:
    return "case.xlsx", damaged_archive(workbook(), random)


def read_workbook(name: str, data: bytes) -> None:
    with in_file(name, data) as path:
        (path.parent / "case").mkdir()
        folder_from_workbook(path, path.parent / "case")


RULES = (
    "members: [CHN, FRA, GBR, RUS, USA, e1, e2, e3]\nquota: 5\nweights: each\nveto: [CHN, FRA, GBR]\n",
    "members: [a, b, c]\nquota: 2/3\nshare: true\nweights: {a: 3, b: 2, c: 1}\n",
    """members: [a, b, c, d]
all:
  - {quota: 3, weights: each}
  - any:
      - {quota: 50, weights: {a: 40, b: 30, c: 20, d: 10}}
      - {quota: 1, weights: {d: 1}}
""",
)


def a_rule(random: Random) -> tuple[str, bytes]:
    return "rule.yaml", damaged_yaml(random.choice(RULES), random)


def read_rule(name: str, data: bytes) -> None:
    parse_rule(decode_text(data, name), name)


PAYOFFS = (
    "challenger: {DC: 3, SQ: 2, DD_hard: 1, CD: 0, DD_soft: -1}\ndefender: {SQ: 3, CD: 2, DD_hard: 1, DC: 0, DD_soft: -1}\n"
)


@cache
def game() -> str:
    return (find_case("ukraine-2024") / "escalation.yaml").read_text(encoding="utf-8")


@cache
def other_game() -> str:
    return next((reference_folder().parent / "cases" / "games").rglob("*.yaml")).read_text(encoding="utf-8")


def a_game(random: Random) -> tuple[str, bytes]:
    name, text = random.choice([("payoffs.yaml", PAYOFFS), ("escalation.yaml", game()), ("escalation.yaml", other_game())])
    return name, damaged_yaml(text, random)


def read_game(name: str, data: bytes) -> None:
    if name == "payoffs.yaml":
        with in_file(name, data) as path:
            read_payoffs(path)
        return
    faults: list[Fault] = []
    parse_escalation(decode_text(data, name), name, faults)
    raise_faults(faults)


ARTICLE = """Example Wire | 14 December 2024

<p>“We are ready to send 2,000 troops if there is a ceasefire,” Prime Minister Jan Kowal of Poland said.</p>
France could send up to 10,000 soldiers and two brigades, officials told Le Monde.

Germany rules out sending troops, Chancellor Olaf Scholz said on 12 December 2024, unless the Bundestag agrees.
"""
ANSWER = {
    "proposals": [
        {
            "exact": "France could send up to 10,000 soldiers and two brigades, officials told Le Monde.",
            "start": 140,
            "end": 222,
            "actor": "officials",
            "state": "FRA",
            "predicate": "contribute_force",
            "modality": 2,
            "quantity": {"exact": "up to 10,000 soldiers", "low": None, "high": 10000, "unit": "persons"},
            "conditions": ["if there is a ceasefire"],
            "chain": ["Le Monde", "officials"],
        }
    ]
}


@cache
def article() -> Article:
    return Article.of(ARTICLE, read_lexicon())


@cache
def proposals() -> list[list[str]]:
    rows = draft_rows(read_article(article(), read_lexicon()))
    return [list(COLUMNS), *([str(row.get(name, "")) for name in COLUMNS] for row in rows)]


@cache
def small_plan() -> Any:
    kept = [{"nation": "FRA", "capability": "manoeuvre", "phase": "steady state", "count": 2}]
    phases = [{"name": "steady state", "first_month": 7, "last_month": 24}]
    inputs = {"as_of": "2024-12-15", "start": "2025-04", "phases": phases, "stances": [], "pools": [], "required": []}
    return {"mandate": "interpose", "kept": kept, "inputs": inputs, "status": "optimal"}


def a_text(random: Random) -> tuple[str, bytes]:
    match random.randrange(5):
        case 0 | 1:
            return "article.txt", bytes_of(damaged_text(ARTICLE, random), random)
        case 2:
            return "proposed.csv", bytes_of(damaged_table(proposals(), random), random)
        case 3:
            return "answer.json", bytes_of(tree_text(damaged_tree(ANSWER, random)), random)
        case _:
            return "plan.json", bytes_of(tree_text(damaged_tree(small_plan(), random)), random)


def read_text(name: str, data: bytes) -> None:
    match name:
        case "article.txt":
            read_article(Article.of(decode_text(data, name), read_lexicon()), read_lexicon())
        case "proposed.csv":
            with in_file(name, data) as path:
                read_rows(path, COLUMNS)
        case "answer.json":
            suggestions(decode_text(data, name), article(), "model")
        case _:
            try:
                plan = json.load(io.StringIO(decode_text(data, name)))
            except ValueError:
                return
            earlier_plan(plan)


SAVED = (
    Source(
        id="a", outlet="Wire & Co", title="50 % of {it}", authors=("Doe, Jane", "AFP"), published_on="2024-12~", reliability="B"
    ),
    Source(id="b", outlet="Paper", url="https://example.org/a_b?c=%20", note="A remark.", reliability="F"),
)


@cache
def saved() -> dict[str, bytes]:
    """Return a page, a PDF, a web archive and references, each sound."""
    pages = [
        ("https://example.org/a", "text/html", page(head=MARKED)),
        ("https://example.org/b", "application/pdf", pdf(SPEECH)),
    ]
    with tempfile.TemporaryDirectory() as place:
        archives = {
            name: warc(Path(place) / name, pages, packed=name.endswith(".gz")).read_bytes() for name in ("a.warc", "a.warc.gz")
        }
    return {
        "page.html": pages[0][2],
        "report.pdf": pdf(SPEECH, info="/Title (A report) /CreationDate (D:20250302)"),
        **archives,
        "refs.bib": to_bibtex(SAVED).encode(),
        "refs.ris": to_ris(SAVED).encode(),
        "refs.json": json.dumps(to_csl_items(SAVED)).encode(),
        "addresses.txt": b"https://example.org/a\nhttps://example.org/b\n",
    }


def a_saved_file(random: Random) -> tuple[str, bytes]:
    name, data = random.choice(list(saved().items()))
    if name.startswith(("refs", "addresses")) and random.random() < 0.5:
        return name, bytes_of(damaged_text(data.decode(), random), random)
    return name, damaged_bytes(data, random)


def read_saved_file(name: str, data: bytes) -> None:
    with in_file(name, data) as path:
        read_intake(path, read_lexicon())


KINDS: dict[str, tuple[Callable[[Random], tuple[str, bytes]], Callable[[str, bytes], None]]] = {
    "tables": (a_table, read_table),
    "yaml": (a_yaml_file, read_yaml_file),
    "geometry": (a_geometry, read_geometry),
    "workbooks": (a_workbook, read_workbook),
    "rules": (a_rule, read_rule),
    "games": (a_game, read_game),
    "texts": (a_text, read_text),
    "saved": (a_saved_file, read_saved_file),
}
"""How an input of each kind is made, and how it is read."""
