"""`interpose evidence score`: how well reading does on texts whose claims are known."""

from __future__ import annotations

from dataclasses import fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from interpose.cli.console import Format, FormatOption, show
from interpose.cli.ledger import CaseOption, file_bytes, ledger_case

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pydantic import TypeAdapter

    from interpose.brief.table import Table
    from interpose.case import Case
    from interpose.errors import Fault
    from interpose.reading import Article
    from interpose.reading.scoring import AboutText, ExpectedClaim

__all__ = ["score"]

_TEXTS = (".txt", ".html", ".htm", ".xhtml")


def score(
    folders: Annotated[
        list[Path],
        typer.Argument(
            metavar="FOLDER...",
            help="Texts NAME.txt or pages NAME.html with the expected claims in NAME.json. A file cases.json beside them says "
            "by NAME whose affairs it is about (host, parties; else those of the case), what is let pass (accept: modality, "
            "modality_plus_or_minus, also, never, none_is_right) and which predicates were coded (coded; others do not count). "
            "Folders are told apart.",
        ),
    ],
    case: CaseOption = None,
    output: FormatOption = Format.table,
) -> None:
    """Measure reading on texts whose claims are known: precision and recall by field, and claims that a person would accept.

    A claim is right where state, predicate and modality agree; it is forbidden where the text says nothing of that state.

    Example: `interpose evidence score tests/reading/gold tests/reading/unseen`
    """
    from interpose.errors import InputError

    faults: list[Fault] = []
    about = ledger_case(case, "ukraine-2024")
    measured = [_measured(folder, about, faults) for folder in folders]
    if faults:
        raise InputError(faults)
    results = [result for result, _ in measured]
    told = results[0] if len(results) == 1 else {"folders": results}
    show(told, [table for _, tables in measured for table in tables], output, decimals=None)


def _measured(folder: Path, about: Case, faults: list[Fault]) -> tuple[dict[str, Any], tuple[Table, ...]]:
    """Read the texts of a folder and score them: as a result, and as tables for people."""
    from interpose.brief.table import from_headings
    from interpose.case.read.lexicon import read_lexicon
    from interpose.errors import UsageError
    from interpose.reading import read_article
    from interpose.reading.scoring import AboutText, accept, as_coded
    from interpose.reading.scoring import score as measure

    told, lexicon = _about(folder / "cases.json", faults), read_lexicon()
    files = {file.stem: file for file in sorted(folder.glob("*")) if file.suffix.casefold() in _TEXTS}
    if not files:
        raise UsageError(f"{folder} holds no texts", "put NAME.txt or NAME.html and NAME.json side by side")
    told = {name: told.get(name, AboutText()) for name in files}
    read = {name: read_article(_article(file, about, told[name]), lexicon) for name, file in files.items()}
    pairs = {
        name: (as_coded(read[name], told[name]), _expected(file.with_suffix(".json"), faults)) for name, file in files.items()
    }
    not_coded = sum(len(read[name].proposals) - len(reading.proposals) for name, (reading, _) in pairs.items())
    scores = measure(pairs.values())
    judged = [accept(name, *pair, told[name].accept) for name, pair in pairs.items()]
    claims, let_pass = scores[0], sum(each.let_pass for each in judged)
    counted = claims.proposed - let_pass
    lenient = claims.right / counted if counted else None
    right, wanted = sum(each.right for each in judged), sum(each.expected for each in judged)
    forbidden = sum(len(each.forbidden) for each in judged)
    numbers = ["precision", "recall", "right", "proposed", "expected"]
    fields_table = from_headings(
        f"Reading on {len(pairs)} texts of {folder.resolve().name}",
        ["field", *numbers],
        [
            (each.field, _share(each.precision), _share(each.recall), each.right, each.proposed, each.expected)
            for each in scores
        ],
        numbers=numbers,
        note=f"{right} of {wanted} claims right in state, predicate and modality; {forbidden} forbidden; precision of claims "
        f"{_share(lenient) or 'unknown'} where the {let_pass} proposals that a person would let pass are left out"
        + (f"; {not_coded} proposals of predicates that were not coded do not count" if not_coded else ""),
    )
    wrong = [each for each in judged if each.right < each.expected or each.forbidden]
    claims_table = from_headings(
        "Texts that are not read as a person would",
        ["text", "right", "expected", "forbidden"],
        [(each.text, each.right, each.expected, "; ".join(each.forbidden) or None) for each in wrong],
        numbers=["right", "expected"],
    )
    result = {
        "folder": folder.resolve().name,
        "texts": len(pairs),
        "fields": scores,
        "right": right,
        "expected": wanted,
        "forbidden": forbidden,
        "let_pass": let_pass,
        "not_coded": not_coded,
        "precision_without_let_pass": lenient,
        "by_text": judged,
    }
    return result, (fields_table, claims_table) if wrong else (fields_table,)


def _article(file: Path, about: Case, told: AboutText) -> Article:
    """Put a text, or the article of a page, beside the host and parties that it is about."""
    from interpose.cli.evidence_news import article_of, page_of

    article = article_of(page_of(file).text, about)
    return article if told.parties is None else replace(article, parties=told.parties, place=told.host or article.place)


def _about(path: Path, faults: list[Fault]) -> Mapping[str, AboutText]:
    """Read what is said of each text, by its name; empty where there is no such file."""
    from pydantic import TypeAdapter

    from interpose.reading.scoring import AboutText, Accept

    if not path.is_file():
        return {}
    mend = 'write {"NAME": {"host": ..., "parties": [...], "coded": [...], "accept": {...}}}, accept with ' + ", ".join(
        each.name for each in fields(Accept)
    )
    written = _json(path, faults, mend)
    return {} if written is None else _checked(TypeAdapter(dict[str, AboutText]), written, path, "texts", faults, mend) or {}


def _expected(path: Path, faults: list[Fault]) -> list[ExpectedClaim]:
    """Read the claims that a text is known to make; what is wrong with the file is added to the faults."""
    from pydantic import TypeAdapter

    from interpose.errors import Fault, Location
    from interpose.reading.scoring import ExpectedClaim

    mend = 'write {"claims": [...]}, each with ' + ", ".join(each.name for each in fields(ExpectedClaim))
    written = _json(path, faults, mend)
    if written is None:
        return []
    if not isinstance(written, dict) or "claims" not in written:
        faults.append(Fault("claims is missing", Location(path.name), why="nothing could be scored", mend=mend))
        return []
    return _checked(TypeAdapter(list[ExpectedClaim]), written["claims"], path, "claims", faults, mend) or []


def _json(path: Path, faults: list[Fault], mend: str) -> object:
    import json

    from interpose.case.read.formats.files import decode_text
    from interpose.errors import Fault, Location

    try:
        return json.loads(decode_text(file_bytes(path), path.name))
    except json.JSONDecodeError as error:
        faults.append(Fault(error.msg, Location(path.name, error.lineno, error.colno), "the file is no JSON", mend))
        return None


def _checked(shape: TypeAdapter[Any], written: object, path: Path, key: str, faults: list[Fault], mend: str) -> Any:  # noqa: ANN401 - the shape that is asked for
    """Give what was written the shape that is asked for, or None with every fault told."""
    from pydantic import ValidationError

    from interpose.errors import Fault, Location

    try:
        return shape.validate_python(written)
    except ValidationError as error:
        for each in error.errors(include_url=False):
            where = ".".join(str(part) for part in each["loc"])
            faults.append(
                Fault(f"{key}.{where}: {each['msg']}", Location(path.name), why="the text could not be scored", mend=mend)
            )
        return None


def _share(value: float | None) -> str | None:
    return None if value is None else f"{value:.2f}"
