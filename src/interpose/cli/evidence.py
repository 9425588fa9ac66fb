"""`interpose evidence`: captures, quotes, reading news, and what weakens a ledger."""

from __future__ import annotations

import enum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from interpose.cli.console import Format, FormatOption, note, print_json, show
from interpose.cli.evidence_add import add
from interpose.cli.evidence_news import accept, read
from interpose.cli.evidence_review import agree, group, review
from interpose.cli.evidence_score import score
from interpose.cli.ledger import CaseOption, CasePlace, file_bytes, ledger_case
from interpose.printable import visible

if TYPE_CHECKING:
    from interpose.case import Case

__all__ = ["evidence"]

evidence = typer.Typer(
    no_args_is_help=True, help="Keep the ledger: take in texts, propose and review claims, find weak ones, export."
)


class ExportKind(enum.StrEnum):
    """What a ledger is written as."""

    jsonld = "jsonld"
    csl = "csl"
    bibtex = "bibtex"
    ris = "ris"
    package = "package"


def add_capture(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Your archived text or HTML of the source, in UTF-8.")],
    source: Annotated[str, typer.Option("--source", metavar="ID", help="The source that it is a copy of.")],
    case: CaseOption = None,
    retrieved_on: Annotated[str | None, typer.Option("--retrieved-on", metavar="DATE", help="When you retrieved it.")] = None,
    archive_url: Annotated[str | None, typer.Option("--archive-url", metavar="URL", help="A public archive of it.")] = None,
    output: FormatOption = Format.table,
) -> None:
    """Store your archived copy of a source with its SHA-256.

    Example: `interpose evidence add-capture page.html --source politico-europe-2024-12-12 --case my-question`
    """
    from interpose.case.read.formats.files import decode_text
    from interpose.editing.captures import add_capture as store
    from interpose.editing.ledger_files import own_folder
    from interpose.errors import UsageError, did_you_mean
    from interpose.evidence.verifying import text_digest

    read = ledger_case(case)
    if source not in read.sources:
        mend = did_you_mean(source, read.sources) or "add it to sources.csv first"
        raise UsageError(f"source {source!r} is not known", mend)
    row = store(
        own_folder(read.folder), file, source, text_digest(decode_text(file_bytes(file), file.name)), retrieved_on, archive_url
    )
    if output is Format.json:
        print_json(row)
        return
    note(f"stored as captures/{row.file}, SHA-256 {row.sha256}")


def verify(case: CasePlace = None, output: FormatOption = Format.table) -> None:
    """Match every quote with your captures: matched, drifted or missing.

    Example: `interpose evidence verify my-question`
    """
    from interpose.brief.tables.evidence import quotes_table
    from interpose.editing.captures import read_captures
    from interpose.evidence.verifying import verify as check

    read = ledger_case(case)
    stored = read_captures(read.folder)
    texts: dict[str, list[str]] = {}
    for capture in stored:
        if capture.text is not None:
            texts.setdefault(capture.row.source, []).append(capture.text)
    checks = check(read, texts)
    troubles = [(capture.row.source, capture.row.file, capture.trouble) for capture in stored if capture.trouble]
    damaged = [{"source": source, "file": file, "why": why} for source, file, why in troubles]
    result = {"quotes": checks, "captures": len(stored), "damaged": damaged}
    show(result, (quotes_table(read.name, checks, len(stored)),), output)
    for source, file, why in troubles if output is Format.table else ():
        note(f"captures/{file} of {source}: {why}")


def lint(
    case: CasePlace = None,
    as_of: Annotated[str | None, typer.Option("--as-of", metavar="DATE", help="The date of the positions.")] = None,
    output: FormatOption = Format.table,
) -> None:
    """Find what weakens the ledger: stale and single-root claims, numbers that do not compute, missing relations.

    Example: `interpose evidence lint ukraine-2024`
    """
    from interpose.brief.tables.evidence import findings_table
    from interpose.cli.positions import day
    from interpose.evidence.lint import lint as find

    read = ledger_case(case)
    findings = find(read, day(as_of, "--as-of"))
    show({"findings": findings}, (findings_table(read.name, findings),), output)


def export(
    case: CasePlace = None,
    to: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Where to; without it, standard output.")
    ] = None,
    kind: Annotated[
        ExportKind,
        typer.Option(
            "--kind",
            metavar="KIND",
            help="The ledger as jsonld or package (a folder of CSV); its sources as csl, bibtex or ris.",
        ),
    ] = ExportKind.jsonld,
) -> None:
    """Write the ledger as linked data or as a Data Package, or its sources as references for footnotes.

    Example: `interpose evidence export ukraine-2024 -o ledger.jsonld`

    Example: `interpose evidence export ukraine-2024 --kind bibtex -o sources.bib`

    Example: `interpose evidence export ukraine-2026 --kind package -o ledger`
    """
    import json

    from interpose.editing.atomic import write_atomically
    from interpose.editing.ledger_package import release_of
    from interpose.evidence.bibliography import to_bibtex, to_csl_items, to_ris
    from interpose.evidence.exchange import to_json_ld
    from interpose.printable import json_text

    read = ledger_case(case)
    if kind is ExportKind.package:
        _export_package(read, to)
        return
    sources = tuple(read.sources.values())
    if kind in (ExportKind.jsonld, ExportKind.csl):
        document = to_json_ld(read, release_of(read)) if kind is ExportKind.jsonld else to_csl_items(sources)
        if to is None:
            print_json(document)
            return
        text = json_text(json.dumps(document, ensure_ascii=False, indent=1)) + "\n"
    else:
        text = to_bibtex(sources) if kind is ExportKind.bibtex else to_ris(sources)
    if to is None:
        typer.echo(visible(text), nl=False)
        return
    write_atomically(to, text.encode())
    note(f"written to {to}")


def _export_package(case: Case, folder: Path | None) -> None:
    """Write the ledger as a folder: CSV with `datapackage.json`, and the same as JSON-LD."""
    import json

    from interpose.editing.atomic import replace_files
    from interpose.editing.ledger_package import ledger_package, release_of
    from interpose.errors import UsageError
    from interpose.evidence.exchange import to_json_ld
    from interpose.printable import json_text

    if folder is None:
        raise UsageError("a package is a folder of files, and none is named", "name a folder of its own: -o FOLDER")
    if (folder / "scenario.yaml").exists() or ((folder / "claims.csv").exists() and not (folder / "datapackage.json").exists()):
        what = f"{folder} has a ledger of its own"
        raise UsageError(what, "name a folder of its own: -o FOLDER")
    release = release_of(case)
    linked = json_text(json.dumps(to_json_ld(case, release), ensure_ascii=False, indent=1)) + "\n"
    replace_files(folder, lambda: {**ledger_package(case), "ledger.jsonld": linked.encode()})
    version = "no release: the case has rows of its own"
    if release is not None:
        version = f"release {release.version} of {release.released_on}"
    note(f"written to {folder}: {version}")


evidence.command("add-capture")(add_capture)
for verb in (add, verify, read, review, agree, accept, group, lint, export, score):
    evidence.command()(verb)
