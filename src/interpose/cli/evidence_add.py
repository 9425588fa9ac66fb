"""`interpose evidence add`: saved pages, documents, archives and references become sources with captures."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from interpose.cli.console import Format, FormatOption, note, show
from interpose.cli.ledger import CaseOption, file_bytes, ledger_case

if TYPE_CHECKING:
    from interpose.case.tables.evidence import Capture
    from interpose.editing.captures import NewCapture
    from interpose.errors import Fault
    from interpose.reading.intake import Addition, Intake

__all__ = ["add"]


FilesArgument = Annotated[
    list[Path],
    typer.Argument(
        metavar="FILE...",
        help="Saved pages (HTML), PDF, web archives (WARC), plain texts, references (BibTeX .bib, CSL-JSON .json, RIS .ris) "
        "or lists of addresses, one on each line.",
    ),
]
SourceOption = Annotated[str | None, typer.Option("--source", metavar="ID", help="The source of the case it is a copy of.")]
OutletOption = Annotated[str | None, typer.Option("--outlet", metavar="NAME", help="Who published it.")]
TitleOption = Annotated[str | None, typer.Option("--title", metavar="TITLE", help="Its title.")]
DateOption = Annotated[str | None, typer.Option("--date", metavar="DATE", help="When it was published.")]
AuthorOption = Annotated[
    list[str] | None, typer.Option("--author", metavar="NAME", help="Who wrote it: 'Doe, Jane'. May be repeated.")
]
LanguageOption = Annotated[str | None, typer.Option("--language", metavar="CODE", help="Its language: en, pt-BR.")]
UrlOption = Annotated[str | None, typer.Option("--url", metavar="URL", help="Its address.")]
ArchiveOption = Annotated[str | None, typer.Option("--archive-url", metavar="URL", help="A public archive of it.")]
RetrievedOption = Annotated[str | None, typer.Option("--retrieved-on", metavar="DATE", help="When you retrieved it.")]
ReliabilityOption = Annotated[
    str, typer.Option("--reliability", metavar="GRADE", help="Admiralty reliability of new outlets, A to F.")
]
InterestOption = Annotated[
    str, typer.Option("--interest", metavar="KIND", help="Interest of new outlets: none, party, state_media, advocacy.")
]
TranslationOption = Annotated[
    Path | None, typer.Option("--translation", metavar="FILE", help="Your translation of it: text or HTML, in UTF-8.")
]
TranslationLanguage = Annotated[
    str, typer.Option("--translation-language", metavar="CODE", help="Language of the translation.")
]


def add(
    files: FilesArgument,
    case: CaseOption = None,
    source: SourceOption = None,
    outlet: OutletOption = None,
    title: TitleOption = None,
    date: DateOption = None,
    author: AuthorOption = None,
    language: LanguageOption = None,
    url: UrlOption = None,
    archive_url: ArchiveOption = None,
    retrieved_on: RetrievedOption = None,
    reliability: ReliabilityOption = "F",
    interest: InterestOption = "none",
    translation: TranslationOption = None,
    translation_language: TranslationLanguage = "en",
    output: FormatOption = Format.table,
) -> None:
    """Add sources with their captures: text, outlet, date, author and language are read from the file. Nothing is fetched.

    What you say with an option goes before what the file says of itself. All files are added, or none.

    Example: `interpose evidence add page.html report.pdf --case my-question`

    Example: `interpose evidence add rede.html --translation speech.txt --language de --case my-question`
    """
    from interpose.case.read.lexicon import read_lexicon
    from interpose.cli.positions import day
    from interpose.editing.captures import add_captures, read_captures
    from interpose.editing.ledger_files import own_folder
    from interpose.errors import InputError, UsageError, did_you_mean
    from interpose.reading.intake import Told, additions, read_intake

    into = ledger_case(case)
    folder = own_folder(into.folder)
    if source is not None and source not in into.sources:
        raise UsageError(f"source {source!r} is not known", did_you_mean(source, into.sources) or "leave --source out")
    day(retrieved_on, "--retrieved-on")
    of_one: dict[str, object] = {"title": title, "published_on": date, "url": url, "archive_url": archive_url}
    of_all = {"outlet": outlet, "language": language, "reliability": reliability, "interest": interest}
    told = Told(source=source, fields={**of_one, **of_all, "authors": tuple(author or ())})
    intakes: list[Intake] = []
    added: tuple[Addition, ...] = ()
    faults: list[Fault] = []
    for file in files:
        taken = {*into.sources, *(each.id for intake in intakes for each in intake.listed)}
        with _collected(faults):
            intakes.append(read_intake(file, read_lexicon(), taken, reliability=reliability))
    if not faults:
        # Of files that could not be read, their faults are the cause.
        _refuse_for_several(intakes, {**of_one, "source": source, "author": author, "translation": translation})
    with _collected(faults):
        stored = {each.row.sha256: each.row.source for each in read_captures(folder)}
        added = additions(intakes, into.sources, told, stored)
    if faults:
        raise InputError(faults)
    captures = _captures(added, retrieved_on, archive_url, language)
    if translation is not None and captures:
        captures.append(_translated(translation, translation_language, captures[0]))
    new = {each.source.id: each.source for each in added if not each.known}
    rows = add_captures(folder, captures, tuple(new.values()))
    _tell(added, rows, _passed_over(intakes, len(added)), output)


@contextmanager
def _collected(faults: list[Fault]) -> Iterator[None]:
    """Keep the faults of one file to be told with those of the others."""
    from interpose.errors import InputError

    try:
        yield
    except InputError as error:
        faults.extend(error.faults)


def _refuse_for_several(intakes: Sequence[Intake], said: Mapping[str, object]) -> None:
    from interpose.errors import UsageError

    pages = sum(len(intake.pages) for intake in intakes)
    listed = sum(len(intake.listed) for intake in intakes)
    given = [f"--{name.replace('published_on', 'date').replace('_', '-')}" for name, value in said.items() if value]
    if given and (pages != 1 or listed):
        held = f"{pages} pages and {listed} references or addresses"
        raise UsageError(f"{', '.join(given)} says something of one page, and the files hold {held}", "add them one by one")


def _passed_over(intakes: Sequence[Intake], added: int) -> tuple[str, ...]:
    """Say what did not become a source or a copy: nothing is left out in silence."""
    parts = [part for intake in intakes for part in intake.passed_over]
    twice = sum(len(intake.pages) + len(intake.listed) for intake in intakes) - added
    return (*parts, *([f"{twice} with the address or the bytes of another: one page is one source"] if twice else []))


def _captures(
    added: Sequence[Addition], retrieved_on: str | None, archive_url: str | None, language: str | None
) -> list[NewCapture]:
    from interpose.case.tables.evidence import LANGUAGE
    from interpose.editing.captures import NewCapture
    from interpose.errors import UsageError
    from interpose.evidence.verifying import text_digest

    if language is not None and re.fullmatch(LANGUAGE, language) is None:
        raise UsageError(f"--language {language!r} is no code of a language", "write it as en, or pt-BR")
    return [
        NewCapture(
            source=each.source.id,
            data=each.page.data,
            suffix=each.page.suffix,
            text=None if each.page.suffix == ".txt" else each.page.text,
            text_digest=text_digest(each.page.text),
            retrieved_on=retrieved_on or each.page.retrieved_on,
            archive_url=archive_url or each.page.archive_url,
            language=language or each.page.language,
        )
        for each in added
        if each.page is not None
    ]


def _translated(file: Path, language: str, original: NewCapture) -> NewCapture:
    from interpose.case.read.formats.files import decode_text
    from interpose.case.tables.evidence import LANGUAGE
    from interpose.editing.captures import NewCapture
    from interpose.errors import UsageError
    from interpose.evidence.verifying import text_digest

    if original.language is None:
        what = "the language of the original is not known: the page does not say it"
        raise UsageError(what, "say it with --language, such as --language uk")
    if re.fullmatch(LANGUAGE, language) is None or language == original.language:
        other = "de" if original.language == "en" else "en"
        what = f"--translation-language {language!r} is no other language than {original.language!r}"
        raise UsageError(what, f"write the code of its language, such as {other}")
    data = file_bytes(file)
    return NewCapture(
        source=original.source,
        data=data,
        suffix=".html" if file.suffix.casefold() in (".html", ".htm") else ".txt",
        text_digest=text_digest(decode_text(data, file.name)),
        language=language,
        translates=original,
    )


def _tell(added: Sequence[Addition], rows: Sequence[Capture], passed_over: Sequence[str], output: Format) -> None:
    from interpose.brief.table import from_headings

    table = from_headings(
        "Sources and their copies",
        ["source", "state", "outlet", "published", "language", "words"],
        [
            (
                each.source.id,
                "known" if each.known else "new",
                each.source.outlet,
                each.source.published_on,
                each.source.language,
                None if each.page is None else len(each.page.text.split()),
            )
            for each in added
        ],
        numbers=["words"],
        note="what a page says of itself is taken over unchecked: correct it in sources.csv",
    )
    told = [{"source": each.source, "known": each.known} for each in added]
    show({"sources": told, "captures": rows, "passed_over": passed_over}, (table,), output)
    for part in passed_over if output is Format.table else ():
        note(f"passed over: {part}")
    for row in rows if output is Format.table else ():
        note(f"stored as captures/{row.file}, its words as captures/{row.text_file or row.file}")
    if output is Format.table and any(each.known for each in added):
        note("of a known source nothing is changed: correct what it says in sources.csv")
    named = [each.source.id for each in added if each.page is None]
    if named and output is Format.table:
        note(
            f"{len(named)} of them without a copy: save each page, then `interpose evidence add PAGE --source ID`; "
            "nothing is fetched from the network"
        )
