"""`interpose power`: power indices of any voting rule."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from interpose.cli.console import Format, FormatOption, note, print_json, print_table, progress

if TYPE_CHECKING:
    from interpose.authority.power import PowerResult

__all__ = ["power"]

INDICES = (
    ("banzhaf", "Banzhaf"),
    ("banzhaf_absolute", "absolute"),
    ("shapley_shubik", "Shapley–Shubik"),
    ("deegan_packel", "Deegan–Packel"),
    ("johnston", "Johnston"),
    ("holler", "Holler"),
    ("coleman_prevent", "prevent"),
    ("coleman_initiate", "initiate"),
)


def power(
    rule: Annotated[
        str,
        typer.Argument(
            metavar="RULE.yaml", help="A voting rule: quotas and weights, joined by all and any, with or without veto."
        ),
    ],
    output: FormatOption = Format.table,
) -> None:
    """Measure how much power a voting rule gives to each member, exactly where that is in reach.

    Else coalitions are drawn at random, and the largest error is told.

    A rule is a quota with weights (`each`: one vote a member; `share: true`: the quota is a share of the sum), or `all` or
    `any` of a list of rules; those listed in `veto` must be among them. The Security Council:

        members: [CHN, FRA, GBR, RUS, USA, e1, e2, e3, e4, e5, e6, e7, e8, e9, e10]
        quota: 9
        weights: each
        veto: [CHN, FRA, GBR, RUS, USA]

    Example: `interpose power security_council.yaml`
    """
    from interpose.authority.power import voting_power
    from interpose.case.read.voting_rule_file import read_rule

    read = read_rule(rule)
    with progress() as step:
        step(f"counting coalitions of {len(read.members)} members")
        result = voting_power(read)
    if output is Format.json:
        print_json(result, decimals=None)
        return
    _print(result)
    for remark in result.remarks:
        note(remark)


def _print(result: PowerResult) -> None:
    shown = [(key, heading) for key, heading in INDICES if any(getattr(member, key) is not None for member in result.members)]
    rows = [[member.name, *(_digits(getattr(member, key)) for key, _ in shown)] for member in result.members]
    counts = [
        f"{result.winning_coalitions:,} winning coalitions" if result.winning_coalitions is not None else "",
        f"{result.minimal_winning_coalitions:,} minimal" if result.minimal_winning_coalitions is not None else "",
        f"collectivity to act {float(result.collectivity_to_act):.6g}",
    ]
    accuracy = result.accuracy
    how_sure = (
        "exact"
        if accuracy.exact
        else f"error at most {accuracy.banzhaf_error:.1e} (absolute Banzhaf), {accuracy.shapley_error:.1e} (Shapley–Shubik)"
    )
    print_table(
        f"Power under the rule {result.rule}",
        ["member", *(heading for _, heading in shown)],
        rows,
        numbers=[heading for _, heading in shown],
        caption=f"{', '.join(filter(None, counts))}; {how_sure}: {accuracy.method}.",
    )


def _digits(value: object) -> str | None:
    if value is None:
        return None
    number = float(value)  # type: ignore[arg-type]
    return f"{number:.6f}" if number == 0.0 or number >= 0.001 else f"{number:.3e}"
