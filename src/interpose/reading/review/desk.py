"""A desk on which proposals are decided one after the other: what was decided is kept, and can be taken back.

The file of a desk is that of the proposals with two more columns, `decision` (accept, refuse or empty) and `step` (its place in
the order of decisions); rows that were changed stand there as changed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from interpose.case.csv_text import guarded, table_text
from interpose.case.tables.evidence import Claim
from interpose.errors import UsageError, use_one_of
from interpose.reading.rows import COLUMNS, accepted

__all__ = ["CHANGEABLE", "Desk"]

CHANGEABLE = (*(name for name in Claim.model_fields if name not in ("id", "source")), "chain", "chain_ends")
"""Fields of a proposal that a person may change."""


class Desk:
    """Proposals and what was decided of them.

    Parameters
    ----------
    proposals : sequence of mapping of str to str
        Rows of `proposed.csv`.
    decided : sequence of mapping of str to str
        Rows of an earlier sitting with `decision` and `step`, of the same proposals; empty for a first one.

    Raises
    ------
    UsageError
        Where the earlier sitting was about other proposals.
    """

    def __init__(self, proposals: Sequence[Mapping[str, str]], decided: Sequence[Mapping[str, str]] = ()) -> None:
        self._proposals = {row["id"]: dict(row) for row in proposals}
        if len(self._proposals) < len(proposals):
            raise UsageError("two proposals have the same id", "give each row an id of its own")
        self._decided: dict[str, dict[str, str]] = {}
        for row in sorted(decided, key=lambda row: int(row["step"]) if row.get("step", "").isdecimal() else 0):
            if self._proposals.get(row["id"], {}).get("exact") != row["exact"]:
                what = f"what was decided of {row['id']!r} is about other words than the proposals have"
                raise UsageError(what, "review these proposals into another file: -o FILE")
            if row.get("decision") in ("accept", "refuse"):
                self._decided[row["id"]] = dict(row)

    @property
    def open(self) -> tuple[str, ...]:
        """Proposals of which nothing is decided, in their order."""
        return tuple(name for name in self._proposals if name not in self._decided)

    @property
    def size(self) -> int:
        """How many proposals there are."""
        return len(self._proposals)

    def counts(self) -> dict[str, int]:
        """Count what was accepted, changed (and accepted) and refused."""
        rows = list(self._decided.values())
        accepted_rows = [row for row in rows if row["decision"] == "accept"]
        changed = sum(bool(self.changed(row["id"])) for row in accepted_rows)
        return {"accepted": len(accepted_rows), "changed": changed, "refused": len(rows) - len(accepted_rows)}

    def proposal(self, name: str) -> Mapping[str, str]:
        """Give a proposal as it was made."""
        return self._proposals[name]

    def changed(self, name: str) -> tuple[str, ...]:
        """Name the fields in which an accepted proposal differs from how it was made."""
        row, made = self._decided[name], self._proposals[name]
        return tuple(field for field in CHANGEABLE if row.get(field, "") != made.get(field, ""))

    def accept(self, name: str, changes: Mapping[str, str] | None = None) -> None:
        """Accept a proposal, as it is or with other values.

        Parameters
        ----------
        name : str
            The proposal.
        changes : mapping of str to str, optional
            Other values by the name of the field, such as `modality` to `4`; an empty one takes a value away.

        Raises
        ------
        UsageError
            Where a field cannot be changed, or the row would make no claim.
        """
        for field in changes or ():
            if field not in CHANGEABLE:
                raise UsageError(f"there is no field {field!r}", use_one_of(field, CHANGEABLE))
        row = {**self._proposals[name], **(changes or {})}
        # A date that the text does not tell may be told when the row enters the ledger: any stands in for it here.
        accepted([row], None, "source", {}, "2000")
        self._decide(name, row, "accept")

    def refuse(self, name: str) -> None:
        """Refuse a proposal."""
        self._decide(name, self._proposals[name], "refuse")

    def undo(self) -> str | None:
        """Take back what was decided last, also in an earlier sitting; name the proposal, None where nothing was decided."""
        if not self._decided:
            return None
        return self._decided.popitem()[0]

    def text(self) -> str:
        """Write the file of the desk: every proposal, decided or not."""
        rows = []
        for name, made in self._proposals.items():
            row = self._decided.get(name, {**made, "decision": "", "step": ""})
            rows.append({column: guarded(cell) for column, cell in row.items()})
        return table_text(("decision", "step", *COLUMNS), rows)

    def _decide(self, name: str, row: Mapping[str, str], decision: str) -> None:
        steps = [int(each["step"]) for each in self._decided.values() if each.get("step", "").isdecimal()]
        self._decided.pop(name, None)
        self._decided[name] = {**row, "decision": decision, "step": str(max(steps, default=0) + 1)}
