"""Tables of authority: routes as law that a lawyer can read, and who belongs to which body."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from interpose.case.tables.fields import Date, Identifier, Row, StateCode, column

__all__ = ["Membership", "Route"]


class Membership(Row):
    """A state's membership of a body, between two days."""

    body: Identifier = column("Body: nato, eu, unsc, osce")
    state: StateCode = column("Member")
    since: Date = column("First day of membership")
    until: Date | None = column("Last day of membership; empty means it goes on", default=None)
    permanent: bool = column("Whether it is a permanent member of the Security Council", default=False)
    source: str = column("Where it was read")


class Route(Row):
    """A way to authorise the force. (Its owner adds what the law needs.)"""

    id: Identifier = column("Name of the route")
    name: str = column("Name for readers")
    rule: Literal["consensus", "unanimity_constructive_abstention", "security_council", "opt_in"] = column("Voting rule")
    body: Identifier | None = column("Body whose members decide; empty for an opt-in", default=None)
    article: str = column("Where the law stands")
    source: str = column("Where it was read")
    gates: tuple[Literal["host_consent", "parliaments", "lead"], ...] = Field((), description="Further gates")
    note: str | None = column("Limits", default=None)
