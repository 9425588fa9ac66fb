"""`interpose explain`: from a figure back to the claims and assumptions behind it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from interpose.cli.console import CaseArgument, Format, FormatOption, console, print_json, read_case, show, tell
from interpose.printable import visible

if TYPE_CHECKING:
    from rich.text import Text
    from rich.tree import Tree

    from interpose.assessment import ClaimTrace, ClaimWeight, Explanation
    from interpose.assessment.input_values import InputValue
    from interpose.case import Figure

__all__ = ["explain"]


def explain(
    case: CaseArgument,
    figure: Annotated[str | None, typer.Argument(metavar="FIGURE", help="Such as force.peak; none lists them.")] = None,
    claim: Annotated[
        str | None, typer.Option("--claim", metavar="ID", help="Walk the other way: what hangs on this claim.")
    ] = None,
    depth: Annotated[int, typer.Option("--depth", metavar="N", min=1, help="Levels of figures below it.")] = 1,
    whole: Annotated[bool, typer.Option("--all", help="The whole tree, every line in full.")] = False,
    earlier: Annotated[
        Path, typer.Option("--brief", metavar="DIR", help="A brief of this case, whose figures are not computed anew.")
    ] = Path("out"),
    output: FormatOption = Format.table,
) -> None:
    """Walk from a figure to the claims and assumptions behind it, or from a claim to what hangs on it.

    Example: `interpose explain ukraine-2024 force.peak`
    """
    from interpose.assessment import assess
    from interpose.assessment.earlier import earlier_figures
    from interpose.assessment.explaining import explain_case, explain_in
    from interpose.cli.console import progress
    from interpose.errors import UsageError

    if claim is not None and figure is not None:
        raise UsageError("a figure and a claim are asked for at once", "give one of the two")
    with progress() as step:
        read = read_case(case)
        if figure in read.claims:
            raise UsageError(f"{figure!r} is a claim, not a figure", f"write `interpose explain {case} --claim {figure}`")
        if claim is not None:
            step(f"assessing without {claim}")
            from interpose.assessment import weigh

            _show_weight(weigh(read, claim), output)
            return
        kept = earlier_figures(earlier, read)
        if figure is None:
            figures = assess(read, progress=step).figures if kept is None else kept
        elif kept is None:
            tree = explain_case(read, figure, progress=step)
        else:
            tree = explain_in(read, kept, figure)
    if figure is None:
        _show_figures(read.name, figures, output)
    elif output is Format.json:
        print_json(tree)
    else:
        console().print(_tree(tree, None if whole else depth))


def _show_figures(case: str, figures: Mapping[str, Figure], output: Format) -> None:
    from interpose.brief.table import from_headings

    names = [figures[name] for name in sorted(figures)]
    rows = [(each.name, each.value, each.unit) for each in names]
    table = from_headings(f"Figures of {case}", ["figure", "value", "unit"], rows)
    show({"figures": names}, (table,), output)


def _show_weight(weight: ClaimWeight, output: Format) -> None:
    from interpose.brief.table import from_headings

    if output is Format.json:
        print_json(weight)
        return
    tell(_claim_line(weight.claim))
    for heading, lines in (
        ("falls with it", weight.support.told_again),
        ("relations", weight.support.relations),
        ("inputs that name it", weight.support.inputs),
    ):
        if lines:
            tell(f"{heading}: {'; '.join(lines)}")
    rows = [(move.figure, *_apart(move.before, move.after), move.unit) for move in weight.moves]
    if rows:
        numbers = ["with it", "without it"]
        show(weight, (from_headings("What moves without it", ["figure", *numbers, "unit"], rows, numbers=numbers),), output)
    else:
        tell("No figure moves without it.")
    if weight.unmoved:
        tell(f"Stays without it: {', '.join(weight.unmoved)}")


def _apart(before: float | str | None, after: float | str | None) -> tuple[float | str | None, float | str | None]:
    """Write two fractions with as many digits as it takes to tell them apart."""
    if not (isinstance(before, float) and isinstance(after, float)) or before == after or max(abs(before), abs(after)) > 1:
        return before, after
    digits = next(each for each in range(2, 18) if f"{before:.{each}g}" != f"{after:.{each}g}")
    return f"{before:.{digits}g}", f"{after:.{digits}g}"


_FEW = 6
"""Lines of each kind that are shown where not all are asked for: with them a tree fits on a screen."""


def _tree(explanation: Explanation, depth: int | None) -> Tree:
    """Draw the tree below a figure, so many levels deep; without a depth all of it, every line in full."""
    from rich.text import Text
    from rich.tree import Tree

    tree = Tree(Text(_headline(explanation), style="bold"))
    _grow(tree, explanation, depth)
    for heading, lines in (
        (f"claims behind it: {len(explanation.claims)}", [_claim_line(claim) for claim in explanation.claims]),
        (f"assumptions behind it: {len(explanation.assumptions)}", [_input_line(value) for value in explanation.assumptions]),
    ):
        branch = tree.add(Text(heading, style="bold"))
        for line in _cut(lines, depth):
            branch.add(_line(line, depth))
    return tree


def _grow(tree: Tree, explanation: Explanation, depth: int | None) -> None:
    from interpose.assessment import Explanation as Figured

    tree.add(_line(f"= {explanation.figure.formula}", depth, style="italic"))
    most = len(explanation.inputs) if depth is None else _FEW
    for below in _largest_first(explanation.inputs)[:most]:
        if not isinstance(below, Figured):
            tree.add(_line(_input_line(below), depth))
            continue
        branch = tree.add(_line(_headline(below), depth))
        if depth is None or depth > 1:
            _grow(branch, below, None if depth is None else depth - 1)
    left = len(explanation.inputs) - most
    if left > 0:
        tree.add(f"… {left} more: --all")
    if explanation.figure.claims:
        tree.add(_line(f"claims {', '.join(explanation.figure.claims)}", depth))


def _largest_first(inputs: Sequence[Explanation | InputValue]) -> list[Explanation | InputValue]:
    """Put numbers of one unit in the order of their size, in the places that they have together; all else stays."""
    ordered = list(inputs)
    places: dict[str, list[int]] = {}
    for place, each in enumerate(inputs):
        if each.unit and isinstance(each.value, int | float):
            places.setdefault(each.unit, []).append(place)
    for own in places.values():
        by_size = sorted((inputs[place] for place in own), key=lambda each: -float(each.value or 0))
        for place, each in zip(own, by_size, strict=True):
            ordered[place] = each
    return ordered


def _cut(lines: list[str], depth: int | None) -> list[str]:
    left = len(lines) - _FEW
    return lines if depth is None or left <= 0 else [*lines[:_FEW], f"… {left} more: --all"]


def _line(words: str, depth: int | None, style: str = "") -> Text:
    """Write a line; where not all is asked for it ends with the screen."""
    from rich.text import Text

    return Text(words, style=style, no_wrap=depth is not None, overflow=None if depth is None else "ellipsis")


def _headline(explanation: Explanation) -> str:
    figure = explanation.figure
    value = f"{figure.value:,.10g}" if isinstance(figure.value, int | float) else figure.value
    return f"{figure.name} = {value} {figure.unit}".rstrip()


def _input_line(value: InputValue) -> str:
    bounds = f" ({value.low:g} to {value.high:g})" if value.low is not None and value.high is not None else ""
    basis = f" [{value.basis}]" if value.basis else ""
    number = f"{value.value:g}" if isinstance(value.value, float) else value.value
    note = f": {value.note}" if value.note else ""
    return visible(f"{value.reference} = {number}{bounds} {value.unit}".rstrip() + basis + note)


def _claim_line(claim: ClaimTrace) -> str:
    chain = " ← ".join(claim.chain)
    judged = f" (judged: {'; '.join(claim.judgements)})" if claim.judgements else ""
    told = {"for": claim.task, "because": claim.reason, "original in": claim.language}
    told |= {"first seen": claim.first_seen, "last seen": claim.last_seen}
    # Statements and reasons are sentences, and stand inside one here.
    said = [claim.statement, *(f"{what} {words}" for what, words in told.items() if words)]
    sentence = "; ".join(part.removesuffix(".") for part in said)
    return visible(f"{claim.id} [{claim.grade}] {claim.asserted_on}, {claim.actor}: {sentence} ({chain}){judged}")
