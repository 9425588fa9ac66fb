"""`interpose evidence read` and `accept`: from a news text to proposals, and from proposals to claims."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from interpose.cli.console import Format, FormatOption, note, print_json, show
from interpose.cli.ledger import CaseOption, file_bytes, ledger_case

if TYPE_CHECKING:
    from interpose.brief.table import Cell
    from interpose.case import Case
    from interpose.case.tables.evidence import Claim, Source
    from interpose.errors import NoAnswerError
    from interpose.reading import Article, ArticleReading, Draft, Person
    from interpose.reading.intake import Page

__all__ = ["accept", "article_of", "page_of", "read"]


def read(
    article: Annotated[Path, typer.Argument(metavar="ARTICLE", help="A news text in UTF-8, a saved page (HTML), or a PDF.")],
    to: Annotated[Path, typer.Option("--output", "-o", metavar="FILE", help="Where the proposals are written.")] = Path(
        "proposed.csv"
    ),
    case: CaseOption = None,
    outlet: Annotated[
        str | None, typer.Option("--outlet", metavar="NAME", help="The outlet, where the text does not say.")
    ] = None,
    date: Annotated[str | None, typer.Option("--date", metavar="DATE", help="The date, where the text does not say.")] = None,
    endpoint: Annotated[
        str | None,
        typer.Option(
            "--endpoint",
            metavar="URL",
            help="Also ask an OpenAI-compatible chat endpoint: the text is sent there, and only there. "
            "A key is read from INTERPOSE_API_KEY. Off by default.",
        ),
    ] = None,
    model: Annotated[str | None, typer.Option("--model", metavar="NAME", help="The model of the endpoint.")] = None,
    timeout: Annotated[float, typer.Option("--timeout", metavar="SECONDS", min=0.1, help="For the endpoint.")] = 120.0,
    output: FormatOption = Format.table,
) -> None:
    """Propose the claims of a news text for you to accept. Nothing enters the ledger by itself.

    Of a saved page (HTML), words, outlet and date are those that `evidence add` reads in it (extra `reading`); without the
    extra its markup counts as text.
    Without --endpoint nothing leaves this machine. Words that a model suggests are kept only where they stand in the text.

    Example: `interpose evidence read article.txt -o proposed.csv`
    """
    from interpose.brief.table import from_headings
    from interpose.case.csv_text import guarded, table_text
    from interpose.case.read.lexicon import read_lexicon
    from interpose.cli.positions import day
    from interpose.editing.atomic import write_atomically
    from interpose.reading import read_article
    from interpose.reading.rows import COLUMNS, draft_rows

    day(date, "--date")
    page = page_of(article)
    asked = article_of(page.text, ledger_case(case, "ukraine-2024"), outlet or page.outlet, date or page.published_on)
    found = read_article(asked, read_lexicon())
    failure: NoAnswerError | None = None
    if endpoint is not None or model is not None:
        found, failure = _with_suggestions(found, asked, endpoint, model, timeout)
    rows = [{name: guarded(cell) for name, cell in row.items()} for row in draft_rows(found)]
    data = table_text(COLUMNS, rows).encode()
    place = _free_place(to, data)
    write_atomically(place, data)
    table = from_headings(
        f"Proposals from {article.name}: {found.outlet or 'outlet not told'}, {found.published_on or 'date not told'}",
        ["id", "state", "about", "firmness", "number", "conditions", "chain", "words"],
        [_proposal_row(proposal) for proposal in found.proposals],
        note=f"{len(found.proposals)} proposals written to {place.name}; {found.repeated} repeated sentences left out",
    )
    show(found, (table,), output)
    if failure is not None:
        raise failure


def _proposal_row(proposal: Draft) -> tuple[Cell, ...]:
    """Give the cells of a proposal: id, state, predicate, modality, quantity, conditions, chain, words of the text."""
    from interpose.evidence import modality_word

    number = proposal.quantity
    bounds = "" if number is None else " to ".join(f"{bound:,.0f}" for bound in (number.low, number.high) if bound is not None)
    return (
        proposal.id,
        proposal.state,
        proposal.predicate.replace("_", " "),
        None if proposal.modality is None else modality_word(proposal.modality),
        None if number is None else f"{bounds} {number.unit}",
        "; ".join(proposal.conditions) or None,
        " ← ".join(proposal.chain),
        " ".join(proposal.span.exact.split())[:90],
    )


def _with_suggestions(
    found: ArticleReading, asked: Article, endpoint: str | None, model: str | None, timeout: float
) -> tuple[ArticleReading, NoAnswerError | None]:
    """Ask the endpoint; where it gives no answer, what was read stands and the failure is told at the end."""
    import os

    from interpose.case.read.lexicon import read_lexicon
    from interpose.errors import NoAnswerError, UsageError
    from interpose.reading import merge, model_reader
    from interpose.reading.endpoint import KEY
    from interpose.reading.suggested import LONGEST_TEXT

    if endpoint is None or model is None:
        raise UsageError("--endpoint and --model belong together", "give both, or neither")
    if len(asked.text) > LONGEST_TEXT:
        note(f"only the first {LONGEST_TEXT:,} of {len(asked.text):,} characters are sent")
    try:
        suggested = model_reader(endpoint, model, os.environ.get(KEY) or None, timeout)(asked, read_lexicon())
    except NoAnswerError as failure:
        return found, failure
    for why in suggested.dropped:
        note(f"dropped: {why}")
    note(f"{model}: {len(suggested.proposals)} suggestions stand in the text, {len(suggested.dropped)} dropped")
    return merge(found, suggested), None


def accept(
    proposed: Annotated[Path, typer.Argument(metavar="PROPOSED", help="The proposals, as you edited them.")] = Path(
        "proposed.csv"
    ),
    case: CaseOption = None,
    rows: Annotated[
        str | None,
        typer.Option("--rows", metavar="IDS", help="Which ones, by commas. Default: all; once reviewed, those accepted."),
    ] = None,
    source: Annotated[
        str | None, typer.Option("--source", metavar="ID", help="The source: one of the case, or a new name.")
    ] = None,
    outlet: Annotated[str | None, typer.Option("--outlet", metavar="NAME", help="Outlet of a new source.")] = None,
    url: Annotated[str | None, typer.Option("--url", metavar="URL", help="Address of a new source.")] = None,
    reliability: Annotated[str, typer.Option("--reliability", metavar="GRADE", help="Grade of a new source, A to F.")] = "F",
    date: Annotated[
        str | None,
        typer.Option(
            "--date", metavar="DATE", help="When it was said, for rows that do not tell. Default: when the source appeared."
        ),
    ] = None,
    output: FormatOption = Format.table,
) -> None:
    """Move chosen proposals into the ledger of your case: all of them or none. Cells that count for nothing are named.

    What the ledger has already, from the same source, in the same words and coded alike, does not enter again.

    Example: `interpose evidence accept proposed.csv --rows N001,N003 --source my-article --case my-question`
    """
    from interpose.cli.positions import day
    from interpose.editing.ledger_files import append_rows, own_folder, read_rows
    from interpose.errors import UsageError
    from interpose.reading.rows import COLUMNS, accepted

    day(date, "--date")
    if source is None:
        raise UsageError("the source is not given", "name it with --source: one of the case, or a new name")
    into = ledger_case(case)
    folder = own_folder(into.folder)
    edited = read_rows(proposed, COLUMNS)
    reviewed = any("decision" in row for row in edited)
    if reviewed:
        # A reviewed file: what was refused or is open does not enter.
        edited = [row for row in edited if row["decision"] == "accept"]
        if not edited:
            raise UsageError(
                f"{proposed.name}: nothing is accepted yet", f"decide it: interpose evidence review {proposed.name}"
            )
    chosen = None if rows is None else [name.strip() for name in rows.split(",") if name.strip()]
    published_on = into.sources[source].published_on if source in into.sources else None
    claims, hops, again = accepted(edited, chosen, source, into.claims, date or published_on)
    first = next((row["chain"].split(";")[0].strip() for row in edited if row["chain"]), source)
    told = {"outlet": outlet, "url": url, "reliability": None if reliability == "F" else reliability}
    added = _new_source(source, {name: value for name, value in told.items() if value}, first, into)
    append_rows(folder, {"sources.csv": added, "claims.csv": claims, "hops.csv": hops})
    names = [claim.id for claim in claims]
    if again:
        note(f"already in the ledger: {', '.join(again.values())}")
    if date is None and (undated := _undated(edited, chosen, again)):
        note(f"{', '.join(undated)}: taken as said on {published_on}, when {source} appeared; --date says another day")
    for remark in _remarks(claims, added, into, reviewed=reviewed):
        note(remark)
    if output is Format.json:
        print_json({"claims": names, "source": source})
        return
    note(f"entered the ledger of {into.name}: {', '.join(names) or 'no claim'}")


def _remarks(claims: Sequence[Claim], added: Sequence[Source], case: Case, *, reviewed: bool) -> Iterator[str]:
    """Say of claims that enter what counts for nothing, what is too late, who decided, and whether a source is new.

    A misspelt name of a source makes a new one: the near name is asked for, and what the ledger has from another is told.
    """
    from interpose.brief.text.format_number import plural
    from interpose.edtf import parse_edtf
    from interpose.errors import did_you_mean
    from interpose.reading.rows import elsewhere, silent_cells

    for claim in claims:
        for why in silent_cells(claim):
            yield f"{claim.id}: {why}"
    if claims and not reviewed:
        told = f"{len(claims)} {plural(len(claims), 'claim')} entered that nobody has reviewed"
        yield f"{told}; `interpose evidence review` decides proposals one by one"
    for source in added:
        near = did_you_mean(source.id, case.sources)
        yield f"{source.id} is a new source of the ledger{f'; {near}' if near else ''}"
    if found := elsewhere(claims, case.claims):
        named = ", ".join(f"{name} as {other.id} of {other.source}" for name, other in found.items())
        yield f"in the ledger already, from another source, in the same words: {named}; one text is one source"
    day = case.scenario.as_of
    late = [claim for claim in claims if parse_edtf(claim.known_on or claim.asserted_on).last > day]
    if late:
        are, do = ("is", "does") if len(late) == 1 else ("are", "do")
        told = f"{len(late)} {plural(len(late), 'claim')} {are} later than the as-of date {day} and {do} not count by it"
        yield f"{told}; --as-of, or as_of in scenario.yaml, moves it"


def _undated(rows: Sequence[Mapping[str, str]], chosen: Collection[str] | None, again: Collection[str]) -> list[str]:
    """List the rows that enter and do not say when."""
    entering = [row for row in rows if row["id"] not in again and (chosen is None or row["id"] in chosen)]
    return [row["id"] for row in entering if not row["asserted_on"]]


def _new_source(name: str, told: Mapping[str, str], outlet: str, case: Case) -> tuple[Source, ...]:
    """Make the source that claims enter under; nothing where the case has it, of which nothing may be told then."""
    from pydantic import ValidationError

    from interpose.case.tables.evidence import Source
    from interpose.errors import UsageError

    if name in case.sources and told:
        what = f"--{', --'.join(told)}: of a new source, and the case has {name!r}"
        raise UsageError(what, "leave it out, or correct the row in sources.csv")
    if name in case.sources:
        return ()
    try:
        return (Source.model_validate({"id": name, "outlet": outlet, "reliability": "F", **told}),)
    except ValidationError as error:
        detail = error.errors()[0]
        raise UsageError(f"source {name!r}: {detail['loc'][0]}: {detail['msg']}", "correct the options") from error


def page_of(file: Path) -> Page:
    """Read a text, a PDF, or the article of a saved page with what it says of itself, as `evidence add` stores it."""
    from interpose.case.read.formats.files import decode_text
    from interpose.errors import InputError, UsageError
    from interpose.reading.intake import Page
    from interpose.reading.intake.html import read_html
    from interpose.reading.intake.pdf import read_pdf

    data = file_bytes(file)
    if not data.strip():
        raise UsageError(f"{file.name}: the file is empty: there is nothing to read", "save it anew")
    if b"%PDF-" in data[:4096]:
        return read_pdf(data, file.name)
    if data.startswith((b"WARC/", b"\x1f\x8b")):
        mend = f"take its pages out first: interpose evidence add {file.name}, then read the text files that it names"
        raise UsageError(f"{file.name} is packed, or a web archive, and no single page", mend)
    if file.suffix.casefold() in (".html", ".htm", ".xhtml"):
        try:
            return read_html(data, file.name)
        except (InputError, UsageError) as error:
            why = error.what if isinstance(error, UsageError) else error.faults[0].what
            note(f"{file.name} is read with its menus: {why}")
    return Page(origin=file.name, data=data, suffix=".txt", text=decode_text(data, file.name))


def article_of(text: str, case: Case, outlet: str | None = None, published_on: str | None = None) -> Article:
    """Put a text beside the people, the parties and the host that the case knows."""
    from interpose.case.read.lexicon import read_lexicon
    from interpose.reading import Article

    host = case.states.get(case.scenario.host or "")
    return Article.of(
        text,
        read_lexicon(),
        outlet=outlet,
        published_on=published_on,
        people=_people(case),
        parties=case.scenario.parties,
        providers=_words_for_providers(case),
        place=case.scenario.title if host is None else host.name,
    )


def _words_for_providers(case: Case) -> tuple[str, ...]:
    """List how texts write the states that provide enablers: by name, demonym and capital."""
    return tuple(word for code in sorted(case.providers) for word in case.words_for(code, "name", "demonym", "capital"))


def _people(case: Case) -> dict[str, Person]:
    from interpose.reading import Person

    people: dict[str, Person] = {}
    for claim in case.claims.values():
        chain = case.hops.get(claim.id, ())
        if claim.state is not None and " " in claim.actor and chain and chain[-1].kind == "on_record" and claim.actor.istitle():
            people[claim.actor.split()[-1]] = Person(claim.actor, claim.office, claim.state)
    return people


def _free_place(to: Path, data: bytes) -> Path:
    """Never write over proposals that somebody may have edited."""
    place, number = to, 2
    while place.exists() and place.read_bytes() != data:
        place = to.with_stem(f"{to.stem}-{number}")
        number += 1
    return place
