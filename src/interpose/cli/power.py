"""`interpose power`: power indices of any voting rule."""

from __future__ import annotations

from typing import Annotated

import typer

from interpose.cli.console import Format, FormatOption, note, progress, show

__all__ = ["power"]


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
    from interpose.brief.tables.authority import power_tables
    from interpose.case.read.voting_rule_file import read_rule

    read = read_rule(rule)
    with progress() as step:
        step(f"counting coalitions of {len(read.members)} members")
        result = voting_power(read)
    show(result, power_tables(result), output, decimals=None)
    for remark in result.remarks if output is Format.table else ():
        note(remark)
