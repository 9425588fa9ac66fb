"""Pages of the reference that follow from the code: `make pages` writes them, and a test says when they are out of date."""

from __future__ import annotations

import inspect
import math
import typing
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import typer

import interpose
from interpose.brief.exports.cards import read_cards
from interpose.brief.tables.precedent import CLASS_NAMES, LEFT_OUT, MODEL_NAMES, RECALLED_NAMES
from interpose.case.read.formats.sheets import LONGEST_CELL
from interpose.case.read.ledger import read_releases
from interpose.case.read.library import reference_folder
from interpose.case.read.precedents import load_precedents
from interpose.case.registry import LEDGER_TABLES, TABLES, YAML_FILES
from interpose.case.tables.area import AreaFeature
from interpose.case.tables.fields import Row, row_within
from interpose.errors import MOST_TOLD
from interpose.limits import all_limits
from interpose.reading.endpoint import LARGEST_ANSWER
from interpose.reading.suggested import LONGEST_TEXT
from interpose.requirement import Backtest, backtest

REFERENCE = Path(__file__).parent / "reference"


def generated() -> dict[str, Callable[[], str]]:
    """Return what writes the text of each page of the reference that follows from the code, by the name of its file."""
    return {
        "case-format.md": case_format,
        "command-line.md": command_line,
        "python.md": python,
        "backtest.md": backtest_page,
        "limits.md": limits_page,
        "cards.md": cards_page,
        "ledger.md": ledger_page,
        "data.md": lambda: (reference_folder() / "SOURCES.md").read_text(encoding="utf-8"),
    }


def main() -> None:
    """Write the pages."""
    for name, write in generated().items():
        (REFERENCE / name).write_text(write(), encoding="utf-8")


def cards_page() -> str:
    """Write the cards of datasets and models."""
    lines = [
        "# Cards",
        "",
        "What each model and each dataset is for, how it was made, what it covers, and what it cannot carry.",
        "",
    ]
    for title, kind in (("Models", "model"), ("Data", "data")):
        lines += [f"## {title}", ""]
        for card in (each for each in read_cards() if each.kind == kind):
            told = (("Purpose", card.purpose), ("Method", card.method), ("Coverage", card.coverage))
            lines += [f"### {card.name}", "", f"Covers {', '.join(f'`{each}`' for each in card.covers)}.", ""]
            lines += [
                *(f"- **{name}.** {words}" for name, words in told),
                "- **Limitations.** " + " ".join(card.limitations),
                "",
            ]
    return "\n".join(lines)


def limits_page() -> str:
    """Write the page of limits from the bounds that the readers keep, and from those on work and time."""
    work = [
        ("Answer of an endpoint", LARGEST_ANSWER, "bytes", "what `evidence read --endpoint` takes in"),
        ("Text sent to an endpoint", LONGEST_TEXT, "characters", "the rest is not sent, which is said"),
        (
            "Exchange with an endpoint",
            120,
            "seconds",
            "unless `--timeout` says otherwise; the whole exchange, whatever it drips",
        ),
        ("Part of a fault", MOST_TOLD, "characters", "the middle of a longer cell or list is left out when it is told"),
        (
            "Text of a cell of a workbook",
            LONGEST_CELL,
            "characters",
            "what spreadsheets hold; a longer one is a fault of `new NAME.xlsx`",
        ),
    ]
    lines = [
        "# Limits",
        "",
        "What Interpose reads, and how long it works. What lies beyond a bound on an input is refused with a fault that",
        "names the place; nothing is cut off in silence.",
        "",
        "## Inputs",
        "",
        "| Bound | At most | Unit | What it is about |",
        "|---|---|---|---|",
        *(f"| `{each.name}` | {each.value:,} | {each.unit} | {each.why} |" for each in all_limits()),
        "",
        "## Work, output and time",
        "",
        "| Bound | At most | Unit | What it is about |",
        "|---|---|---|---|",
        *(f"| {name} | {value:,} | {unit} | {why} |" for name, value, unit, why in work),
        "",
        "`interpose generate --time-limit SECONDS` bounds a plan; without it the solver works until the gap that is asked for",
        "is proved. Voting power is exact as far as its engines reach, and is told with its error beyond",
        "([Authority](../method/authority.md)).",
        "",
        "## How they are tried",
        "",
        "`make fuzz` reads damaged tables, YAML files, geometry, workbooks, voting rules, games, texts and saved pages,",
        "as many as wanted, each within 10 seconds and 1 GiB; the test suite reads 5,000 of them, always the same ones.",
        "",
    ]
    return "\n".join(lines)


def ledger_page() -> str:
    """Write the page of releases of the shipped ledger from what the ledger tells of itself."""
    releases, changes = read_releases("ukraine")
    outcomes = {"worked_in": "worked in", "partly": "partly", "left": "left"}
    lines = [
        "# Releases of the ledger",
        "",
        "The shared ledger on a force for Ukraine (`ledgers/ukraine`) is released with a version, by which it can be cited:",
        f"*The Interpose maintainers, Ledger of claims: ukraine, version {releases[-1].version}, {releases[-1].released_on}.*",
        "`interpose evidence export ukraine-2026 --kind package -o FOLDER` writes it as CSV with `datapackage.json` and as",
        "JSON-LD. Where positions move, the first number of the version does.",
        "",
        "| Version | Released | Newest statement | Claims | Sources | What is new |",
        "|---|---|---|---|---|---|",
        *(
            f"| {each.version} | {each.released_on} | {each.newest_on} | {each.claims} | {each.sources} | {each.summary} |"
            for each in reversed(releases)
        ),
        "",
        "## What was found wrong, and what was done about it",
        "",
        "| | Version | Where | Rows | Column | Was | Found | Why | How sure | Done | How, or why not |",
        "|---|---|---|---|---|---|---|---|---|---|---|",
    ]
    for each in changes:
        cells = (each.id, each.version, each.table, each.rows, each.field, each.was, each.found, each.why, each.sure)
        told = [*cells, outcomes[each.outcome], each.note]
        lines.append("| " + " | ".join((cell or "").replace("|", "\\|") for cell in told) + " |")
    return "\n".join([*lines, ""])


def backtest_page() -> str:
    """Write the page of the backtest by running it on the shipped precedents."""
    found = backtest()
    median, ninety, plain, density = (
        f"{math.exp(error):.2f} times"
        for error in (
            found.median_abs_log_error,
            found.p90_abs_log_error,
            found.median_abs_log_error_of_rules,
            found.median_abs_log_error_of_density,
        )
    )
    lines = [
        "# Backtest of sizes",
        "",
        "Each mission foretold without itself by the model of mandate, ground and lead; run when this page was written. How,",
        "and what it does not show, is told under [Precedent](../method/precedent.md).",
        "",
        f"Median error: {median}; nine in ten within {ninety}; inside the 90 % range: {found.coverage:.0%}.",
        f"Shipped rules as they are: {plain} off in the median, {found.coverage_of_rules:.0%} inside their range.",
        f"The mean density of the other missions of the class alone: {density}.",
        "",
        "| Model | Left out | Missions | Median | Nine in ten | Inside | Range reaches | Interval score |",
        "|---|---|---|---|---|---|---|---|",
    ]
    lines += [
        f"| {MODEL_NAMES[row.model]} | {LEFT_OUT[row.left_out]} | {row.missions} | {math.exp(row.median_abs_log_error):.2f} "
        f"| {math.exp(row.p90_abs_log_error):.1f} | {row.coverage:.0%} | {row.width:.1f} | {row.interval_score:.2f} |"
        for row in found.models
    ]
    lines += _rules_and_recalled(found)
    lines += [
        "",
        "| Mission | Class | Peak | Estimate | Low | High | Inside | Rules ask for |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for score in found.missions:
        told = score.estimate
        rules = "" if score.rules is None else f"{score.rules.mode:,.0f}"
        lines.append(
            f"| {score.name} | {CLASS_NAMES[score.mandate]} | {score.actual:,} | {told.mode:,.0f} "
            f"| {told.low:,.0f} | {told.high:,.0f} | {'yes' if score.inside else 'no'} | {rules} |"
        )
    lines += ["", "Not scored:", "", *(f"- **{mission}**: {why}" for mission, why in found.not_scored)]
    return "\n".join(lines) + "\n"


def _rules_and_recalled(found: Backtest) -> Iterator[str]:
    """Write the rules on missions that were a test, and what recalled numbers contribute."""
    yield from (
        "",
        "Rules on missions that were not in view when their numbers were set:",
        "",
        "| Rules of | Line | Missions | Left out, since in view | Times the peak | Times off | Inside their range |",
        "|---|---|---|---|---|---|---|",
    )
    for trial in found.trials_of_rules:
        told = "| | | |"
        if trial.times is not None and trial.median_abs_log_error is not None and trial.coverage is not None:
            told = f"| {trial.times:.1f} | {math.exp(trial.median_abs_log_error):.1f} | {trial.coverage:.0%} |"
        yield f"| {trial.mandate} | {'quiet' if trial.quiet else 'any'} | {trial.missions} | {trial.in_view} {told}"
    yield from (
        "",
        "What recalled numbers contribute:",
        "",
        "| Table | Missions | Median | Nine in ten | Inside | Interval score |",
        "|---|---|---|---|---|---|",
    )
    for each in found.recalled:
        yield (
            f"| {RECALLED_NAMES[each.table]} | {each.missions} | {math.exp(each.median_abs_log_error):.2f} "
            f"| {math.exp(each.p90_abs_log_error):.1f} | {each.coverage:.0%} | {each.interval_score:.2f} |"
        )
    yield from ("", "Recalled peaks:", "", "| Mission | Peak | Range | Other source | What it says |", "|---|---|---|---|---|")
    for row in load_precedents():
        if row.scored and (row.peak_recalled or row.second_peak is not None):
            second = "" if row.second_peak is None else f"{row.second_peak:,}"
            yield f"| {row.name} | {row.peak:,} | {row.peak_low:,} to {row.peak_high:,} | {second} | {row.second_source} |"


def case_format() -> str:
    """Write the page of the case format from the row models."""
    lines = [
        "# Case format",
        "",
        "A case is a folder. Tables are CSV in UTF-8 with the columns below, in any order; a cell that holds a list divides",
        "its parts by semicolons; an empty cell means that nothing is known, never zero. Columns and keys that are not listed",
        "are refused.",
        "",
    ]
    for spec in (*(spec for spec in TABLES if not spec.reference_only), *LEDGER_TABLES):
        remark = "overrides the reference data, cell by cell" if spec.overrides else "needed" if spec.needed else ""
        lines += [
            f"## {spec.file}",
            "",
            f"{spec.answers}.{f' It {remark}.' if spec.overrides else ' It is needed.' if remark else ''}",
        ]
        lines += ["", f"A row is named by: {', '.join(f'`{name}`' for name in spec.key)}.", "", *_fields(spec.model)]
    for file in YAML_FILES:
        lines += [f"## {file.pattern}", "", f"{file.answers}.", "", *_fields(file.model)]
        for row in _nested(file.model):
            lines += [f"### {row.__name__}", "", (row.__doc__ or "").splitlines()[0], "", *_fields(row)]
    lines += [
        "## area.geojson",
        "",
        "A GeoJSON FeatureCollection in WGS84. Properties of each feature:",
        "",
        *_fields(AreaFeature),
    ]
    return "\n".join(lines) + "\n"


def _fields(model: type[Row]) -> Iterator[str]:
    yield "| field | type | unit | needed | meaning |"
    yield "|---|---|---|---|---|"
    for name, field in model.model_fields.items():
        extra = field.json_schema_extra
        unit = extra.get("unit", "") if isinstance(extra, dict) else ""
        default = (
            "yes"
            if field.is_required()
            else ""
            if field.default in (None, ()) or field.default_factory
            else f"default {field.default}"
        )
        yield f"| `{name}` | {_type(field.annotation)} | {unit} | {default} | {field.description} |".replace("\n", " ")
    yield ""


def _type(annotation: object) -> str:
    if typing.get_origin(annotation) is typing.Literal:
        return " \\| ".join(f"`{value}`" for value in typing.get_args(annotation))
    parts = [part for part in typing.get_args(annotation) if part not in (type(None), Ellipsis)]
    if typing.get_origin(annotation) is tuple:
        return f"list of {_type(parts[0])}" if parts else "list"
    if typing.get_origin(annotation) is typing.Annotated or len(parts) == 1:
        return _type(parts[0])
    if parts:
        return " or ".join(_type(part) for part in parts if isinstance(part, type) or typing.get_args(part))
    return {"str": "text", "int": "whole number", "float": "number", "bool": "true or false"}.get(
        getattr(annotation, "__name__", ""), getattr(annotation, "__name__", "")
    )


def _nested(model: type[Row]) -> Iterable[type[Row]]:
    found: dict[str, type[Row]] = {}
    for field in model.model_fields.values():
        row = row_within(field.annotation)
        if row is not None and issubclass(row, Row) and row.__name__ not in found:
            found[row.__name__] = row
            found.update({each.__name__: each for each in _nested(row)})
    return found.values()


def command_line() -> str:
    """Write the page of the command line from the verbs' own help."""
    from interpose.cli.app import app

    root = typer.main.get_command(app)
    lines = [
        "# Command line",
        "",
        "Exit codes: 0 answered · 1 two cases differ (`compare`) · 2 bad input or usage, or output that cannot be written",
        "· 3 no answer (a limit was reached) · 130 interrupted.",
        "",
    ]
    lines += [
        "Results go to standard output, `--format json` alone and whole; progress, warnings and faults go to standard error.",
        "",
    ]
    lines += _commands(root, "interpose", root.context_class(root, info_name="interpose"), 2)
    return "\n".join(lines) + "\n"


def _commands(command: object, name: str, context: typer.Context, level: int) -> Iterator[str]:
    for verb, child in getattr(command, "commands", {}).items():
        below = child.context_class(child, info_name=verb, parent=context)
        yield f"{'#' * level} {name} {verb}"
        yield ""
        yield (child.help or "").strip()
        yield ""
        options = [record for param in child.params if (record := param.get_help_record(below))]
        if options:
            yield "| option | meaning |"
            yield "|---|---|"
            yield from (f"| `{option}` | {' '.join(text.split())} |".replace(" | ", " \\| ", 0) for option, text in options)
            yield ""
        yield from _commands(child, f"{name} {verb}", below, level + 1)


STREET = (
    "case",
    "evidence",
    "authority",
    "authority.power",
    "requirement",
    "generation",
    "deployment",
    "rotation",
    "deterrence",
    "assessment",
    "exploration",
    "brief",
    "reading",
    "plain",
    "solver",
)


def python() -> str:
    """Write the page of the Python API: what each part exports, and nothing else."""
    from importlib import import_module

    lines = ["# Python", "", *(interpose.__doc__ or "").splitlines()[2:], ""]
    lines += ["## interpose.tables", "", "::: interpose.brief.frames.tables", ""]
    for part in STREET:
        package = import_module(f"interpose.{part}")
        lines += [f"## interpose.{part}", "", (package.__doc__ or "").strip(), ""]
        lines += [f"::: {_home(package, name)}\n" for name in package.__all__]
    lines += ["## interpose.errors", "", "::: interpose.errors", "    options:", "      show_root_heading: false", ""]
    return "\n".join(lines) + "\n"


def _home(package: object, name: str) -> str:
    """Name a thing by the module that defines it: the renderer does not follow names that are passed on."""
    thing = getattr(package, name)
    defined = inspect.isclass(thing) or inspect.isfunction(thing)
    return f"{thing.__module__ if defined else package.__name__}.{name}"  # type: ignore[attr-defined]


if __name__ == "__main__":
    main()
