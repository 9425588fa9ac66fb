"""`interpose brief`: the main job."""

from __future__ import annotations

from collections import Counter
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from interpose.cli.console import CaseArgument, Format, FormatOption, note, print_json, read_case

if TYPE_CHECKING:
    from interpose.brief import BriefFiles

__all__ = ["brief"]


class Annex(StrEnum):
    """How much of the annex is printed."""

    none = "none"
    short = "short"
    full = "full"


def brief(
    case: CaseArgument,
    folder: Annotated[Path, typer.Option("--output", "-o", metavar="DIR", help="Folder for the files.")] = Path("out"),
    study: Annotated[
        Path | None, typer.Option("--study", metavar="DIR", help="Folder of a study of the case: what if we are wrong?")
    ] = None,
    pdf: Annotated[bool, typer.Option("--pdf", help="Also brief.pdf: tagged, with text alternatives.")] = False,
    docx: Annotated[bool, typer.Option("--docx", help="Also brief.docx: styles, and tables that can be edited.")] = False,
    layers: Annotated[bool, typer.Option("--layers", help="Also map.gpkg, map.geojson and map.kml.")] = False,
    pictures: Annotated[bool, typer.Option("--pictures", help="Also each chart and map as SVG and PNG.")] = False,
    european: Annotated[
        bool, typer.Option("--european", help="Tables with semicolons between cells and decimal commas.")
    ] = False,
    annex: Annotated[Annex, typer.Option("--annex", help="How much of the annex is printed.")] = Annex.short,
    force: Annotated[bool, typer.Option("--force", help="Write over the brief of another case.")] = False,
    embed: Annotated[
        list[str] | None,
        typer.Option(
            "--embed", metavar="NAME", help="Also this drawing, or page-one, as a fragment for another site. May be repeated."
        ),
    ] = None,
    theme: Annotated[
        Path | None, typer.Option("--theme", metavar="FILE", help="YAML file with colours, fonts and logo of an institution.")
    ] = None,
    output: FormatOption = Format.table,
) -> None:
    """Read a case, run every part, and write brief.html, plan.xlsx, assessment.json and CSV tables.

    Example: `interpose brief ukraine-2024 -o out`
    """
    import interpose.brief
    from interpose.assessment import assess
    from interpose.assessment.earlier import refuse_another_case
    from interpose.brief.exports.forms import Forms
    from interpose.brief.study import read_study
    from interpose.cli.console import progress
    from interpose.errors import UsageError

    if (folder / "scenario.yaml").is_file():
        # Its tables have names of tables of a case, which no verb would read any more.
        raise UsageError(
            f"{folder} is a case: the tables of the brief would stand among its own", "name another folder: -o out"
        )
    forms = Forms(
        pdf=pdf, docx=docx, layers=layers, pictures=pictures, european=european, embed=tuple(embed or ()), theme=theme
    )
    forms.require()
    with progress() as step:
        step("reading the case")
        read = read_case(case)
        if not force:
            refuse_another_case(folder, read.name)  # before anything is computed
        if study is not None:
            read_study(study, read)  # one of another case is refused before anything is computed
        found = assess(read, progress=step, meanwhile=lambda: interpose.brief.write_brief)  # to name it imports it
        step("writing the brief")
        files = interpose.brief.write_brief(found, folder, study, forms, annex=annex.value, force=force)
    if pictures:
        _tell_letters(files)
    if output is Format.json:
        left = [str(path) for path in files.left]
        print_json({"case": read.name, "digest": read.digest, "files": [str(path) for path in files.all], "left": left})
        return
    _tell(files)


def _tell_letters(files: BriefFiles) -> None:
    """Name the letters of other scripts that the PNG files do not show."""
    from interpose.brief.exports.pdf import letters_lacking

    drawn = "".join(path.read_text(encoding="utf-8") for path in files.others if path.suffix == ".svg")
    if lacking := letters_lacking(drawn):
        note(
            f"the typeface of pictures lacks {' '.join(lacking[:_MOST_LETTERS])}{' …' if lacking[_MOST_LETTERS:] else ''}: "
            "PNG files show □ for these, SVG files show them in a browser"
        )


_MOST_LETTERS = 12


def _tell(files: BriefFiles) -> None:
    """Say what was written, and what an earlier run left beside it."""
    from interpose.brief.text.format_number import plural
    from interpose.brief.text.names import names

    folder = files.html.parent
    beside = [path.name for path in files.others if path.parent == folder]
    # A folder of drawings is named once, with how many files it holds.
    held = Counter(path.parent.name for path in files.others if path.parent != folder)
    folders = [f"{name}/ ({number} {plural(number, 'file')})" for name, number in held.items()]
    written = ", ".join([f"{files.html} (open it in a browser)", files.xlsx.name, files.json.name, *beside, *folders])
    note(f"wrote {written} and {len(files.tables)} tables")
    if files.left:
        old = names([path.relative_to(folder).as_posix() for path in files.left], 6)
        note(f"left from an earlier run, and not of this brief: {old}")
