"""Run by the oracle tests in a process of its own: limits of Gambit's logit branch for unilateral games given as JSON."""

from __future__ import annotations

import io
import json
import sys

import pygambit


def text_of(game: dict[str, list[float]]) -> str:
    """Write the unilateral deterrence game in Gambit's own format, chance choosing both kinds first."""
    dc, sq, dd_hard, cd, dd_soft = game["challenger"]
    d_sq, d_cd, d_dd_hard, d_dc, d_dd_soft = game["defender"]
    hard, resists = (round(belief * 1000) for belief in game["beliefs"])
    kinds = [
        (one, other, p * q)
        for one, p in (("hard", hard), ("soft", 1000 - hard))
        for other, q in (("hard", resists), ("soft", 1000 - resists))
    ]
    chances = " ".join(f'"{one}-{other}" {weight}/1000000' for one, other, weight in kinds)
    lines = ['EFG 2 R "unilateral" { "challenger" "defender" } ""', f'c "" 1 "" {{ {chances} }} 0']
    outcome = 0

    def end(one: float, other: float) -> str:
        nonlocal outcome
        outcome += 1
        return f't "" {outcome} "" {{ {one}, {other} }}'

    for one, other, _ in kinds:
        opening, last = (1, 3) if one == "hard" else (2, 4)
        answer = 1 if other == "hard" else 2
        lines += [
            f'p "" 1 {opening} "opening {one}" {{ "keep" "demand" }} 0',
            end(sq, d_sq),
            f'p "" 2 {answer} "answer {other}" {{ "concede" "resist" }} 0',
            end(dc, d_dc),
            f'p "" 1 {last} "last {one}" {{ "back_down" "fight" }} 0',
            end(cd, d_cd),
            end(dd_hard if one == "hard" else dd_soft, d_dd_hard if other == "hard" else d_dd_soft),
        ]
    return "\n".join(lines) + "\n"


def main() -> None:
    """Read games from standard input, write the limits of their branches to standard output."""
    wanted = {"xH": "opening hard", "xS": "opening soft", "yH": "answer hard", "yS": "answer soft"}
    found = []
    for game in json.load(sys.stdin):
        tree = pygambit.read_efg(io.StringIO(text_of(game)))
        profile = pygambit.nash.logit_solve(tree, use_strategic=False).equilibria[0]
        sets = {infoset.label: infoset for player in tree.players for infoset in player.infosets}
        found.append({key: float(profile[list(sets[label].actions)[1]]) for key, label in wanted.items()})
    json.dump(found, sys.stdout)


if __name__ == "__main__":
    main()
