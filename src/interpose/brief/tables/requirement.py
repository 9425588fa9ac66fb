"""Tables of the requirement: the ground, how many for which mandate, the rule of each line, sectors, and proposals."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from interpose.assessment.proposals import ProposalAnswer
from interpose.brief.table import Cell, Table, from_headings, number, text
from interpose.brief.text.format_number import headcount, per_cent, spread
from interpose.case import Range
from interpose.case.tables.mandates import Proposal
from interpose.requirement import MandateRequirement, Requirement, RequirementLine, Sector

__all__ = ["assumed_table", "bare_line_tables", "proposals_table", "requirement_table", "requirement_tables", "sectors_table"]


def requirement_tables(found: Requirement, chosen: Sequence[MandateRequirement], *, each_line: bool) -> Iterator[Table]:
    """Put a requirement into tables for a terminal.

    Parameters
    ----------
    found : Requirement
        The result.
    chosen : sequence of MandateRequirement
        The mandates that are asked for.
    each_line : bool
        Whether the first of them is shown line by line, instead of all in a row each.

    Yields
    ------
    Table
        The ground, then the mandates.
    """
    yield _ground(found)
    if not each_line:
        yield _overview(chosen)
        return
    yield from _lines(chosen[0])
    yield from _by_sector(found, chosen[0])


def bare_line_tables(
    line_km: float,
    zone_km2: float,
    assumed: str,
    sized: Sequence[tuple[str, Sequence[RequirementLine], Range]],
    *,
    each_line: bool,
) -> Iterator[Table]:
    """Put what mandates need along a line of which only the length is known into tables for a terminal.

    Parameters
    ----------
    line_km, zone_km2 : float
        Length of the line (km) and size of its zone (km²).
    assumed : str
        What is assumed beside the length.
    sized : sequence of tuple
        Name, lines and personnel of each mandate.
    each_line : bool
        Whether the lines of the first one are shown.

    Yields
    ------
    Table
        The mandates, then the lines.
    """
    numbers = ["low", "most likely", "high", "persons on a km"]
    yield from_headings(
        f"A line of {line_km:,g} km with a zone of {zone_km2:,.0f} km²",
        ["mandate", *numbers],
        [(name, round(r.low), round(r.mode), round(r.high), round(r.mode / line_km, 1)) for name, _, r in sized],
        numbers=numbers,
        note=assumed,
    )
    if each_line:
        yield from_headings(
            "What drives each line", ["rule", "formula", "source"], [(x.rule, x.formula, x.source) for x in sized[0][1]]
        )


def assumed_table(sized: Sequence[tuple[str, Sequence[RequirementLine], Range]], *, each_line: bool) -> Table:
    """List the rules that are only assumed, with what they contribute.

    Parameters
    ----------
    sized : sequence of tuple
        Name, lines and personnel of each mandate.
    each_line : bool
        Whether the rules of the first one are listed, instead of all mandates in a row each.

    Returns
    -------
    Table
        Persons at the most likely value.
    """
    title = "Rules that are only assumed, and what they contribute"
    told = []
    for name, lines, personnel in sized:
        assumed = [line for line in lines if line.basis == "assumed" and line.belt != "outside"]
        persons = sum(line.personnel.mode for line in assumed)
        share = f"{persons / personnel.mode:.0%}" if personnel.mode else None
        told.append((name, len(assumed), len(lines), round(persons), share))
    if not each_line:
        columns = ["mandate", "assumed rules", "all rules", "persons", "share"]
        return from_headings(title, columns, told, numbers=columns[1:])
    name, lines, personnel = sized[0]
    rows = [
        (line.rule, round(line.personnel.mode), f"{line.personnel.mode / personnel.mode:.0%}" if personnel.mode else None)
        for line in sorted(lines, key=lambda line: (-line.personnel.mode, line.rule))
        if line.basis == "assumed" and line.belt != "outside"
    ]
    note = f"{told[0][3]:,} of {personnel.mode:,.0f} persons of {name} rest on rules without a source."
    return from_headings(title, ["rule", "persons", "share"], rows, numbers=["persons", "share"], note=note)


def requirement_table(found: Requirement) -> Table:
    """Give the statement of requirement for files: one row a line of each mandate."""
    columns = (
        text("mandate", "Mandate", "Name of the mandate."),
        text("rule", "Rule", "Rule that sizes the line."),
        text("unit_type", "Unit type", "Unit type in which the requirement is stated."),
        text("capability", "Capability", "Capability that is needed."),
        text("belt", "Belt", "Belt in which the units stand."),
        number("units_low", "Units, low", "Lower bound of units.", "units"),
        number("units_mode", "Units, most likely", "Most likely units.", "units"),
        number("units_high", "Units, high", "Upper bound of units.", "units"),
        number("personnel_mode", "Personnel", "Most likely personnel.", "persons"),
        text("formula", "How it is computed", "The rule with its numbers filled in."),
        text("basis", "Basis", "What the number rests on."),
        text("source", "Source", "Where the number was read, or how it was chosen."),
    )
    rows = []
    for need in found.mandates:
        for line in need.lines:
            units = (line.quantity.low, line.quantity.mode, line.quantity.high)
            words = (need.id, line.rule, line.unit_type, line.capability, line.belt)
            rows.append((*words, *units, line.personnel.mode, line.formula, line.basis, line.source))
    return Table(
        name="requirement",
        title="Statement of requirement",
        description="What each mandate needs, line by line.",
        columns=columns,
        rows=tuple(rows),
    )


def sectors_table(found: Requirement, held: Mapping[str, tuple[str, tuple[str, ...]]]) -> Table:
    """Give the sectors for files, with the framework nation and all nations of each in a plan."""
    columns = (
        text("sector", "Sector", "Name of the sector."),
        text("name", "Name", "Name for readers."),
        number("line_km", "Length", "Length of line in the sector, as drawn.", "km"),
        text("framework_nation", "Lead state", "Code of the framework nation that leads the sector in the plan."),
        text("nations", "States", "Codes of all states in the sector, divided by semicolons."),
        text("places", "Towns", "Towns in or near the sector, divided by semicolons."),
    )
    rows = []
    for sector in found.area.sectors:
        lead, nations = held.get(sector.id, (None, None))
        together = None if nations is None else "; ".join(nations)
        rows.append((sector.id, sector.name, sector.line_km, lead, together, "; ".join(sector.places)))
    return Table(
        name="sectors",
        title="Sectors",
        description="Stretches of the zone, and who leads them in the plan.",
        columns=columns,
        rows=tuple(rows),
    )


def _ground(found: Requirement) -> Table:
    area = found.area
    return from_headings(
        "The ground",
        [
            "sector",
            "name",
            "line, km",
            "workload",
            "zone, km²",
            "people",
            "terrain",
            "towns in the zone",
        ],
        [
            (
                sector.id,
                sector.name,
                round(sector.line_km),
                round(sector.workload),
                round(sector.zone_km2),
                sector.population or None,
                ", ".join(f"{kind} {share:.0%}" for kind, share in sector.terrain.items()),
                ", ".join(sector.places[:4]) or None,
            )
            for sector in area.sectors
        ],
        numbers=["line, km", "workload", "zone, km²", "people"],
        note=f"{area.generalisation_note} Zone {area.areas_km2['forward']:,.0f} km², "
        f"depth belt {area.areas_km2['depth']:,.0f} km². Line as drawn; workload: km of open "
        f"land; people: of towns on the base map, villages are not on it.{_entries(area.sectors)}",
    )


def _entries(sectors: tuple[Sector, ...]) -> str:
    """Say through which entry points the sectors are nearest, and how far that is."""
    roads: dict[str, list[float]] = {}
    for sector in sectors:
        if sector.entry_point is not None:
            roads.setdefault(sector.entry_point.name, []).append(sector.entry_point.road_km)
    told = [
        f"{name}, {min(found):,.0f}{f' to {max(found):,.0f}' if len(found) > 1 else ''} km ({len(found)} sectors)"
        for name, found in roads.items()
    ]
    return f" Nearest entry point by road: {'; '.join(told)}." if told else ""


def _overview(chosen: Sequence[MandateRequirement]) -> Table:
    # A column for those beyond the host's borders stands only where a mandate has them.
    backstop = ["backstop outside"] if any(need.personnel_outside.high > 0 for need in chosen) else []
    return from_headings(
        "How many for which mandate",
        ["mandate", "low", "most likely", "high", "with support outside", *backstop, "task"],
        [
            (
                need.id,
                round(need.personnel.low),
                round(need.personnel.mode),
                round(need.personnel.high),
                round(need.personnel_with_tail.mode),
                *(round(need.personnel_outside.mode) for _ in backstop),
                need.task,
            )
            for need in chosen
        ],
        numbers=["low", "most likely", "high", "with support outside", *backstop],
        note="Persons in the country. Low and high apply every rule at its bound. --mandate shows rules and sources.",
    )


def _lines(need: MandateRequirement) -> Iterator[Table]:
    names = [line.rule if line.mandate == need.id else f"{line.mandate}.{line.rule}" for line in need.lines]
    yield from_headings(
        f"{need.name}: {_spread(need.personnel)} persons",
        ["rule", "unit type", "capability", "belt", "units (range)", "persons (range)", "basis"],
        [
            (name, line.unit_type, line.capability, line.belt, _spread(line.quantity), _spread(line.personnel), line.basis)
            for name, line in zip(names, need.lines, strict=True)
        ],
        numbers=["units (range)", "persons (range)"],
        note=f"{need.task}{_outside(need)}",
    )
    yield from_headings(
        "What drives each line",
        ["rule", "formula", "source"],
        [(name, line.formula, line.source) for name, line in zip(names, need.lines, strict=True)],
    )
    if need.stated_months:
        yield from_headings(
            "Months for which the case states the units itself",
            ["capability", "belt", "months", "units (range)", "without it", "basis", "source"],
            [
                (
                    each.capability,
                    each.belt,
                    f"{each.first_month} to {each.last_month}",
                    _spread(each.quantity),
                    " to ".join(f"{end:g}" for end in dict.fromkeys(each.replaced)),
                    each.basis,
                    each.source,
                )
                for each in need.stated_months
            ],
            numbers=["units (range)", "without it"],
        )


def _outside(need: MandateRequirement) -> str:
    if need.personnel_outside.high == 0:
        return ""
    return f" A backstop outside the country is not counted above: {_spread(need.personnel_outside)} persons."


def _by_sector(found: Requirement, need: MandateRequirement) -> Iterator[Table]:
    keys = sorted({(row.belt, row.capability) for row in need.sectors}, key=lambda key: (key[0] != "forward", key))
    units = {(row.sector, row.belt, row.capability): row.quantity for row in need.sectors}
    # A terminal holds about a dozen columns of numbers: longer lines of sectors go into several tables.
    for first in range(0, len(found.area.sectors), 12):
        sectors = found.area.sectors[first : first + 12]
        heads = [sector.id.removeprefix("sector-") for sector in sectors]
        yield from_headings(
            f"Units by sector, {sectors[0].id} to {sectors[-1].id}",
            ["capability", "belt", *heads],
            [(capability, belt, *(units.get((each.id, belt, capability)) for each in sectors)) for belt, capability in keys],
            numbers=heads,
            note="Most likely units, spread by workload. Units in depth are counted with the sector that they stand behind.",
        )


def _spread(value: Range) -> str:
    if value.low == value.high:
        return f"{value.mode:,.4g}"
    return f"{value.mode:,.6g} ({value.low:,.6g} to {value.high:,.6g})"


def proposals_table(answers: Iterable[ProposalAnswer]) -> Table:
    """Put proposals into a table for a terminal.

    Parameters
    ----------
    answers : iterable of ProposalAnswer
        The proposals, planned.

    Returns
    -------
    Table
        A row for each: size, the mandate that comes nearest, where it lies beside rules and precedent, what could be held.
    """
    return from_headings(
        "What others proposed",
        ["proposal", "by", "persons", "mandate", "the rules ask for", "nine in ten missions", "could be held", "not filled"],
        (_row(answer) for answer in answers),
        numbers=["persons", "could be held", "not filled"],
        note="Each is planned with the mix of its mandate, in whole units, to last without end; two numbers are its two ends. "
        "Not filled is a share of the price of all units, not of persons. "
        "What missions had says what was sent, not what was enough. All that were published are shown, also after the day of "
        "the case.",
    )


def _row(answer: ProposalAnswer) -> tuple[Cell, ...]:
    row, held = answer.proposal, [each for each in answer.held.values() if each.has_numbers]
    precedent = "no such missions on record"
    if answer.precedent is not None:
        precedent = f"{spread(answer.precedent)}: {answer.beside_precedent}"
    return (
        row.id,
        f"{row.author}, {row.published_on}",
        _size(row),
        row.mandate,
        f"{spread(answer.rules)}: {answer.beside_rules}",
        precedent,
        " to ".join(dict.fromkeys(headcount(each.sustained) for each in held)) or "no answer",
        " to ".join(dict.fromkeys(per_cent(each.shortfall_share) for each in held if each.shortfall_share is not None)),
    )


def _size(row: Proposal) -> str:
    if row.high is None:
        return f"{row.low:,} or more"
    return f"{row.low:,}" if row.high == row.low else f"{row.low:,} to {row.high:,}"
