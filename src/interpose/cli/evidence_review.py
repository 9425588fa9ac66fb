"""`interpose evidence review`, `agree` and `group`: what people decide of proposals and of claims that tell one speech."""

from __future__ import annotations

import os
import re
import sys
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from interpose.cli.console import Format, FormatOption, console, note, show, tell
from interpose.cli.ledger import CaseOption, CasePlace, ledger_case

if TYPE_CHECKING:
    from interpose.reading.review import Desk

__all__ = ["agree", "group", "review"]

_KEYS = "[a]ccept  [c]hange  [r]efuse  [s]kip  [u]ndo  [q]uit"
_AROUND = 240
"""Characters of the text that are shown before and after the words of a proposal."""


def review(
    proposed: Annotated[Path, typer.Argument(metavar="PROPOSED", help="The proposals that `evidence read` wrote.")] = Path(
        "proposed.csv"
    ),
    case: CaseOption = None,
    text: Annotated[
        Path | None,
        typer.Option(
            "--text", metavar="ARTICLE", help="The text they were read in. Default: the capture that holds their words."
        ),
    ] = None,
    to: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FILE", help="Where decisions go. Default: PROPOSED-reviewed.csv."),
    ] = None,
) -> None:
    """Decide proposals one after the other, each beside its words in the text: a key accepts, changes, refuses or takes back.

    Each decision is kept at once: end with q or Ctrl-C and go on later with the same call. In a pipe, keys are read as lines of
    standard input. What was accepted enters the ledger with `interpose evidence accept FILE`.

    Example: `interpose evidence review proposed.csv --text article.txt`
    """
    from interpose.editing.atomic import write_atomically
    from interpose.editing.ledger_files import read_rows
    from interpose.reading.review import Desk
    from interpose.reading.rows import COLUMNS

    place = to or proposed.with_name(f"{proposed.stem}-reviewed.csv")
    columns = ("decision", "step", *COLUMNS)
    desk = Desk(read_rows(proposed, COLUMNS), read_rows(place, columns) if place.exists() else ())
    texts = _texts(text, case)
    lost = [name for name in desk.open if texts and _holding(desk.proposal(name), texts) is None]
    if lost:
        where = "the captures of the case" if text is None else text.name
        note(f"the words of {len(lost)} proposals were not found in {where}: they stand without the text around them")
    for _ in _sitting(desk, texts):
        write_atomically(place, desk.text().encode())
    counts = desk.counts()
    tell(
        f"{desk.size - len(desk.open)} of {desk.size} decided: {counts['accepted']} accepted ({counts['changed']} of them "
        f"changed), {counts['refused']} refused"
    )
    if place.exists():
        note(f"kept in {place}; `interpose evidence accept {place} --source ID` moves what was accepted into the ledger")


def _texts(text: Path | None, case: str | None) -> list[str]:
    from interpose.cli.evidence_news import page_of
    from interpose.editing.captures import read_captures

    if text is not None:
        return [page_of(text).text]
    if case is None and not Path("scenario.yaml").is_file():
        return []
    return [each.text for each in read_captures(ledger_case(case).folder) if each.text is not None]


def _sitting(desk: Desk, texts: Sequence[str]) -> Iterator[None]:
    """Go through what is open; yields after each decision, for it to be kept."""
    skipped: set[str] = set()
    while current := next((name for name in desk.open if name not in skipped), None):
        _show(desk, current, texts)
        key = _key()
        while key not in tuple("acrsuq"):
            tell(f"{_KEYS}: press one of these keys")
            key = _key()
        if key == "q":
            return
        if key == "s":
            skipped.add(current)
        elif key == "u":
            taken_back = desk.undo()
            tell("nothing is decided yet" if taken_back is None else f"{taken_back} is open again")
            skipped.discard(taken_back or "")
            yield
        elif key == "r":
            desk.refuse(current)
            yield
        elif _accepted(desk, current, change=key == "c"):
            yield


def _accepted(desk: Desk, name: str, *, change: bool) -> bool:
    """Accept a proposal, with changes where they are asked for; False where nothing was decided."""
    from interpose.errors import UsageError

    changes = _changes() if change else {}
    if change and not changes:
        return False
    try:
        desk.accept(name, changes)
    except UsageError as error:
        tell(f"not accepted: {error.what}; {error.mend}", style="bold")
        return False
    return True


def _changes() -> dict[str, str]:
    tell("FIELD=VALUE, such as modality=4; FIELD= takes a value away; an empty line ends")
    changes: dict[str, str] = {}
    while line := _line().strip():
        field, equals, value = line.partition("=")
        if equals:
            changes[field.strip()] = value.strip()
        else:
            tell(f"{line!r} is no change: write FIELD=VALUE")
    return changes


def _line() -> str:
    """Read a line of standard input; empty at its end."""
    return sys.stdin.readline()


def _key() -> str:
    """Read a key from a terminal, or the first letter of the next line of a pipe; q at the end of input."""
    if not sys.stdin.isatty():
        line = sys.stdin.readline()
        return (line.strip().casefold() or "?")[0] if line else "q"
    import termios
    import tty

    terminal = sys.stdin.fileno()
    before = termios.tcgetattr(terminal)
    try:
        # At once, and without throwing away what was typed ahead.
        tty.setcbreak(terminal, termios.TCSANOW)
        key = os.read(terminal, 1).decode("ascii", "replace").casefold()
        if key == "\x1b":
            _pass_over_sequence(terminal)
    finally:
        termios.tcsetattr(terminal, termios.TCSANOW, before)
    return "q" if key in ("", "\x04") else key


def _pass_over_sequence(terminal: int) -> None:
    """Read the rest of what an arrow or a function key sends: it ends with a letter, which nobody pressed."""
    import select

    if select.select([terminal], [], [], 0.05)[0] and os.read(terminal, 1) in (b"[", b"O"):
        while (part := os.read(terminal, 1)) and not b"@" <= part <= b"~":
            pass


def _show(desk: Desk, name: str, texts: Sequence[str]) -> None:
    """Show a proposal beside its words in the text."""
    row = desk.proposal(name)
    width = console().width
    counts = desk.counts()
    done = desk.size - len(desk.open)
    tell("")
    tell(f"{name} · {done + 1} of {desk.size} · {counts['accepted']} accepted, {counts['refused']} refused", style="bold")
    before, after = _around(row, texts)
    for stretch, mark in ((before, "  "), (row["exact"], "│ "), (after, "  ")):
        for line in textwrap.wrap(" ".join(stretch.split()), width - 2):
            tell(f"{mark}{line}", style="bold" if mark.strip() else "dim")
    tell("")
    words = _words_of_fields(row)
    for field in _SHOWN:
        if row.get(field):
            read_in = f"  “{'; '.join(words[field])}”" if field in words else ""
            value = f"{row[field]} {_ladder(row[field])}" if field == "modality" else row[field]
            lines = textwrap.wrap(f"{value}{read_in}", width - 16) or [""]
            for label, line in zip([field, *[""] * len(lines)], lines, strict=False):
                tell(f"{label:<14}  {line}")
    tell(_KEYS, style="bold")


_SHOWN = (
    *("statement", "actor", "office", "speaks_as", "state", "on_behalf_of", "predicate", "modality", "role", "quantity_low"),
    *("quantity_high", "quantity_unit", "counts_what", "conditions", "asserted_on", "chain", "chain_ends", "credibility"),
    *("task", "reason", "language", "first_seen", "last_seen"),
)


def _ladder(modality: str) -> str:
    from interpose.evidence import MODALITY_WORDS

    word = MODALITY_WORDS.get(int(modality)) if modality.isdecimal() else None
    return f"({word})" if word else ""


def _around(row: Mapping[str, str], texts: Sequence[str]) -> tuple[str, str]:
    """Give the text before and after the words of a proposal, empty where no text holds them at their place."""
    if (held := _holding(row, texts)) is None:
        return "", ""
    text, start, end = held
    before, after = text[max(0, start - _AROUND) : start], text[end : end + _AROUND]
    # Whole words alone, and a mark where the text goes on.
    if start > _AROUND:
        before = f"… {before.partition(' ')[2]}"
    return before, after if len(text) <= end + _AROUND else f"{after.rpartition(' ')[0]} …"


def _holding(row: Mapping[str, str], texts: Sequence[str]) -> tuple[str, int, int] | None:
    """Find the text that holds the words of a proposal at their place, with that place."""
    start, end = (int(row[name]) if row.get(name, "").isdecimal() else -1 for name in ("start", "end"))
    return next(((text, start, end) for text in texts if 0 <= start < end and text[start:end] == row["exact"]), None)


def _words_of_fields(row: Mapping[str, str]) -> dict[str, list[str]]:
    """Give the words in which each field was read, as far as they lie in the sentence that is shown."""
    begin = int(row["start"]) if row.get("start", "").isdecimal() else 0
    words: dict[str, list[str]] = {}
    for field, first, last in re.findall(r"(\w+):(\d+)-(\d+)", row.get("places", "")):
        stretch = row["exact"][max(0, int(first) - begin) : max(0, int(last) - begin)]
        if stretch and stretch != row["exact"]:
            words.setdefault({"quantity": "quantity_low"}.get(field, field), []).append(" ".join(stretch.split()))
    return words


def agree(
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE FILE...", help="What two or more coders decided of the same proposals.")
    ],
    output: FormatOption = Format.table,
) -> None:
    """Measure how far coders agree, field by field: Krippendorff's alpha, with the proposals on which they differ.

    Each coder reviews the same proposals into a file of their own, without seeing the others'.

    Example: `interpose evidence agree proposed-ada.csv proposed-ben.csv`
    """
    from interpose.brief.table import from_headings
    from interpose.editing.ledger_files import read_rows
    from interpose.errors import UsageError
    from interpose.reading.review import agreement, same_proposals
    from interpose.reading.rows import COLUMNS

    if len({path.resolve() for path in files}) < max(2, len(files)):
        raise UsageError("agreement needs the files of two coders", "review the same proposals twice: -o FILE")
    codings = same_proposals([read_rows(path, ("decision", "step", *COLUMNS)) for path in files])
    for path, coding in zip(files[1:], codings[1:], strict=True):
        if not coding.keys() & codings[0].keys():
            raise UsageError(f"{path.name} is about other proposals than {files[0].name}", "give reviews of one text")
    names = dict.fromkeys(name for coding in codings for name in coding)
    for path, coding in zip(files, codings, strict=True):
        if lacking := [name for name in names if name not in coding]:
            note(f"{path.name} has no row for {', '.join(lacking)}: not compared with it")
    found = agreement(codings)
    table = from_headings(
        f"Agreement of {len(files)} coders on {len(names)} proposals",
        ["field", "scale", "alpha", "alike", "of", "differ on"],
        [
            (
                each.field,
                each.scale,
                None if each.alpha is None else f"{each.alpha:.3f}",
                each.alike,
                each.units,
                ", ".join(each.differing) or None,
            )
            for each in found
        ],
        numbers=["alpha", "alike", "of"],
        note="alpha: 1 is full agreement, 0 what chance gives; – where nothing varies. From 0.8 on codings are called "
        "reliable, from 0.667 on good for tentative conclusions (Krippendorff)",
    )
    show({"coders": [path.name for path in files], "fields": found}, (table,), output)


def group(
    case: CasePlace = None,
    take: Annotated[
        str | None,
        typer.Option("--accept", metavar="NUMBERS", help="Groups that are one speech: 1,3 or all. Without it nothing changes."),
    ] = None,
    likeness: Annotated[
        float | None,
        typer.Option(
            "--likeness",
            metavar="SHARE",
            min=0.0,
            max=1.0,
            help="Share of longer words in common; half of it where speaker and day are told. Default: a third.",
            show_default=False,
        ),
    ] = None,
    output: FormatOption = Format.table,
) -> None:
    """Find claims of several outlets that tell one speech, and put those that you accept under one root.

    Ten outlets of one speech are one voice: accepted groups get rows in relations.csv, and count once from then on.

    Example: `interpose evidence group my-question`

    Example: `interpose evidence group my-question --accept 1,2`
    """
    from interpose.brief.table import from_headings
    from interpose.editing.ledger_files import append_rows, own_folder
    from interpose.reading.review import LIKENESS, same_speeches

    read = ledger_case(case)
    found = same_speeches(read, likeness=LIKENESS if likeness is None else likeness)
    chosen = _chosen(take, len(found))
    if chosen:
        rows = [relation for number in chosen for relation in found[number - 1].relations()]
        append_rows(own_folder(read.folder), {"relations.csv": rows})
    table = from_headings(
        f"One speech in several outlets: {read.name}",
        ["group", "speaker", "said", "outlets", "claims", "roots", "likeness"],
        [
            (
                number,
                " / ".join(each.speakers),
                " / ".join(each.days),
                ", ".join(each.outlets),
                ", ".join(each.claims),
                each.roots,
                f"{each.likeness:.2f}",
            )
            for number, each in enumerate(found, start=1)
        ],
        numbers=["group", "roots", "likeness"],
        note="roots: independent voices for which the claims count until the group is accepted"
        if found
        else "no two claims that are independent now seem to tell one speech",
    )
    show({"groups": found, "accepted": chosen}, (table,), output)
    if chosen and output is Format.table:
        note(f"{len(rows)} claims restate the first of their group from now on: relations.csv")


def _chosen(take: str | None, groups: int) -> list[int]:
    from interpose.errors import UsageError

    if take is None:
        return []
    if take.strip() == "all":
        return list(range(1, groups + 1))
    numbers = [part.strip() for part in take.split(",") if part.strip()]
    wrong = [part for part in numbers if not (part.isdecimal() and 1 <= int(part) <= groups)]
    if wrong or not numbers:
        told = f"there is no group {', '.join(wrong)}" if wrong else "--accept names no group"
        mend = f"write numbers from 1 to {groups}, divided by commas, or all" if groups else "there is none to accept"
        raise UsageError(told, mend)
    return sorted({int(part) for part in numbers})
