"""`interpose explain`: from a figure back to the claims and assumptions behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from interpose.cli.console import CaseArgument, Format, FormatOption, console, print_json, read_case, show, tell
from interpose.printable import visible

if TYPE_CHECKING:
    from rich.tree import Tree

    from interpose.assessment import ClaimTrace, ClaimWeight, Explanation
    from interpose.assessment.input_values import InputValue

__all__ = ["explain"]


def explain(
    case: CaseArgument,
    figure: Annotated[str | None, typer.Argument(metavar="FIGURE", help="Such as force.peak; none lists them.")] = None,
    claim: Annotated[
        str | None, typer.Option("--claim", metavar="ID", help="Walk the other way: what hangs on this claim.")
    ] = None,
    output: FormatOption = Format.table,
) -> None:
    """Walk from a figure to the claims and assumptions behind it, or from a claim to what hangs on it.

    Example: `interpose explain ukraine-2024 force.peak`
    """
    from interpose.assessment import assess
    from interpose.assessment import explain as walk
    from interpose.brief.table import from_headings
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
        # The figures of the other mandates cost a solve each: only what is asked for is computed.
        mandates = None if figure is None or figure.startswith("plan.") else ()
        found = assess(read, mandates=mandates, progress=step)
    if figure is None:
        names = [found.figures[name] for name in sorted(found.figures)]
        rows = [(each.name, each.value, each.unit) for each in names]
        table = from_headings(f"Figures of {read.name}", ["figure", "value", "unit"], rows)
        show({"figures": names}, (table,), output)
        return
    tree = walk(found, figure)
    if output is Format.json:
        print_json(tree)
        return
    console().print(_tree(tree))


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


def _tree(explanation: Explanation) -> Tree:
    from rich.text import Text
    from rich.tree import Tree

    tree = Tree(Text(_headline(explanation), style="bold"))
    _grow(tree, explanation)
    for heading, lines in (
        (f"claims behind it: {len(explanation.claims)}", [_claim_line(claim) for claim in explanation.claims]),
        (f"assumptions behind it: {len(explanation.assumptions)}", [_input_line(value) for value in explanation.assumptions]),
    ):
        branch = tree.add(Text(heading, style="bold"))
        for line in lines:
            branch.add(Text(line))
    return tree


def _grow(tree: Tree, explanation: Explanation) -> None:
    from rich.text import Text

    from interpose.assessment import Explanation as Figured

    tree.add(Text(f"= {explanation.figure.formula}", style="italic"))
    for below in explanation.inputs:
        if isinstance(below, Figured):
            _grow(tree.add(Text(_headline(below))), below)
        else:
            tree.add(Text(_input_line(below)))
    for claim in explanation.figure.claims:
        tree.add(Text(f"claim {claim}"))


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
    return visible(f"{claim.id} [{claim.grade}] {claim.asserted_on}, {claim.actor}: {claim.statement} ({chain}){judged}")
