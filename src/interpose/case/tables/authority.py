"""Tables of authority: routes as law that a lawyer can read, who belongs to which body, and how positions become votes."""

from __future__ import annotations

import re
from fractions import Fraction
from functools import lru_cache
from typing import Annotated, Literal, Self, get_args

from pydantic import BeforeValidator, Field, StringConstraints, WithJsonSchema, model_validator

from interpose.case.tables.fields import Date, Identifier, IdentifierList, RefersTo, Row, StateRef, TextList, column, in_order
from interpose.case.tables.words import (
    BallotChoice,
    Basis,
    CastVote,
    ConditionStanding,
    GateName,
    MandateNeeded,
    ParliamentRule,
    Role,
    RouteStanding,
    VotingRuleName,
)
from interpose.errors import use_one_of

__all__ = [
    "ConditionReading",
    "Correlation",
    "DeclaredLimit",
    "Membership",
    "NationalLaw",
    "Route",
    "RouteClause",
    "RouteFrame",
    "RouteGate",
    "Threshold",
    "VoteAssumption",
    "share_of",
]


def _as_text(value: object) -> object:
    return str(value) if isinstance(value, int | float) else value


Share = Annotated[str, BeforeValidator(_as_text), StringConstraints(pattern=r"^\d+(/[1-9]\d*|(\.\d+)? ?%)$")]
"""An exact share: `2/3`, `55 %`, `66.7%`."""


@lru_cache(maxsize=1024)
def share_of(text: str) -> Fraction:
    """Read an exact share.

    Parameters
    ----------
    text : str
        A fraction such as `1/3`, or a percentage such as `55 %`.

    Returns
    -------
    fractions.Fraction
        The share, exact.

    Examples
    --------
    >>> share_of("55 %"), share_of("1/3")
    (Fraction(11, 20), Fraction(1, 3))
    """
    return Fraction(text.rstrip("% ")) / 100 if text.endswith("%") else Fraction(text)


class Membership(Row):
    """A state's membership of a body, between two days."""

    body: Identifier = column("Body: nato, eu, unsc, osce, un, or one of the case's own")
    state: StateRef = column("Member")
    since: Date = column("First day of membership")
    until: Date | None = column("Last day of membership; empty means it goes on", default=None)
    permanent: bool = column("Whether it is a permanent member, whose vote against may be a veto", default=False)
    population: int | None = column(
        "Population that counts where the body votes by population", unit="persons", default=None, gt=0
    )
    votes_since: Date | None = column(
        "First day on which it has a vote, where a protocol kept it out of the decisions until then; empty means the first day",
        default=None,
    )
    source: str = column("Where it was read")
    note: str | None = column("Limits of the row, such as a first day that stands for an unknown earlier one", default=None)

    @model_validator(mode="after")
    def _days_in_order(self) -> Self:
        if self.until is not None and self.until < self.since:
            raise ValueError(f"until ({self.until}) lies before since ({self.since})")
        return self


class NationalLaw(Row):
    """What a state's own law asks for: before its units go abroad, or before others come in."""

    state: StateRef = column("Whose law it is")
    about: Literal["sending", "hosting"] = column("Sending units of its own abroad, or units of others on its soil")
    since: Date = column("First day of the law, or of the version meant here")
    until: Date | None = column("Last day; empty means it is still in force", default=None)
    parliament: ParliamentRule | None = column(
        "When parliament must approve: prior (by law), prior_by_promise (of the government), notification (it is told), after, "
        "limited (before some deployments), none, special; empty: not known",
        default=None,
    )
    parliament_alone: ParliamentRule | None = column("Where no organisation has decided; empty: the same", default=None)
    threshold: str | None = column("How many must vote for", default=None)
    mandate_needed: MandateNeeded = column(
        "For sending. un: a mandate, as routes with `answers: un_mandate` give it; collective_security: a system of it; "
        "eu_or_un: such a mandate or a decision of a union of states; none. For hosting: none",
        default="none",
    )
    doubtful: bool = column("Whether lawyers disagree or another law opens a way: told, decides nothing", default=False)
    says: str = column("What the law asks for, in our own words")
    article: str = column("Where the law stands")
    source: str = column("Where it was read, or that it was recalled")
    note: str | None = column("Limits of the row", default=None)

    @model_validator(mode="after")
    def _fits(self) -> Self:
        if self.until is not None and self.until < self.since:
            raise ValueError(f"until ({self.until}) lies before since ({self.since})")
        if self.about == "hosting" and self.mandate_needed != "none":
            raise ValueError("mandate_needed is about sending")
        return self


class Threshold(Row):
    """How much of the body must vote for."""

    of: Literal["members", "population", "votes_cast"] = column(
        "What is counted: members, their population, or the votes cast for and against"
    )
    count: int | None = column("Least number of members that vote for", default=None, ge=1)
    share: Share | None = column("Least share that votes for, exact: `2/3` or `55 %`", default=None)

    @model_validator(mode="after")
    def _one_measure(self) -> Self:
        if (self.count is None) == (self.share is None):
            raise ValueError("a threshold has either a count or a share")
        if self.count is not None and self.of != "members":
            raise ValueError("a count is of members; population and votes cast are shares")
        if self.share is not None and not 0 < share_of(self.share) <= 1:
            raise ValueError(f"share ({self.share}) must lie above 0 and at most 1")
        return self


class DeclaredLimit(Row):
    """How much formal abstention a decision bears: it fails where both limits are reached."""

    members: Share = column("Share of the members that abstain by declaration")
    population: Share = column("Share of the population that abstains by declaration")


class RouteClause(Row):
    """One condition of the law; all clauses of a route must hold."""

    id: Identifier = column("Name of the clause")
    says: str = column("The condition in a sentence, in our own words")
    article: str = column("Where the law stands")
    none_against: Literal["members", "permanent_members"] | None = column("Nobody of these votes against", default=None)
    votes_for: tuple[Threshold, ...] = Field((), description="Thresholds that must all be reached")
    blocking_minority: int | None = column(
        "Least number of members that can block: with fewer not voting for, the thresholds count as reached", default=None, ge=1
    )
    declared_abstention_below: DeclaredLimit | None = Field(
        None, description="Limits of formal abstention; the decision fails where both are reached"
    )

    @model_validator(mode="after")
    def _one_test(self) -> Self:
        tests = [self.none_against is not None, bool(self.votes_for), self.declared_abstention_below is not None]
        if sum(tests) != 1:
            raise ValueError("a clause holds exactly one of none_against, votes_for, declared_abstention_below")
        if self.blocking_minority is not None and not self.votes_for:
            raise ValueError("blocking_minority belongs to votes_for")
        return self


class RouteGate(Row):
    """A condition beside the vote."""

    id: GateName = column(
        "host_consent; parties_consent: of every party of the scenario, the host among them; host_law: what the host's own law "
        "asks for; parliaments: of likely contributors; lead; group: members that are willing and able; "
        "deadlock: another body failed for a veto; call: another body calls this one"
    )
    binding: bool = column("Whether the route fails without it; otherwise it is shown beside the outcome")
    why: str = column("Why the gate is there, with its source")
    members_only: bool = column("For a lead: whether it must be a member of the body", default=False)
    members_at_least: int | None = column("For a group: how many members must be willing and able", default=None, ge=1)
    route: Annotated[Identifier, RefersTo("routes")] | None = column(
        "For a deadlock or a call: the route whose outcome answers it", default=None
    )

    @model_validator(mode="after")
    def _says_what_it_asks(self) -> Self:
        if (self.id == "group") != (self.members_at_least is not None):
            raise ValueError("members_at_least belongs to the gate group, and is needed there")
        if (self.id in {"deadlock", "call"}) != (self.route is not None):
            raise ValueError("route belongs to the gates deadlock and call, and is needed there")
        return self


class Correlation(Row):
    """How strongly votes move together: the correlation of the latent factor."""

    low: float = column("Lower bound", ge=0, lt=1)
    mode: float = column("Most likely value", ge=0, lt=1)
    high: float = column("Upper bound", ge=0, lt=1)
    basis: Basis = column("What it rests on")
    source: str = column("Where it was read, or how it was chosen")

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        in_order(self.low, self.mode, self.high)
        return self


ANSWERED_BY_SCENARIO = ("members", "ceasefire", "un_mandate", "host", "parties", "parliament", "plan")


def _what_meets(value: object) -> object:
    """Read a word or a state, and the words that version 0.1 had for the one provider that it knew."""
    if value in ("american", "american_support"):
        return "USA"
    if value in ANSWERED_BY_SCENARIO or (isinstance(value, str) and re.fullmatch("[A-Z]{3}", value)):
        return value
    raise ValueError(f"{value!r} is neither one of {', '.join(ANSWERED_BY_SCENARIO)} nor a state, such as FRA")


MetBy = Annotated[
    str,
    BeforeValidator(_what_meets),
    WithJsonSchema({"anyOf": [{"enum": list(ANSWERED_BY_SCENARIO)}, {"type": "string", "pattern": "^[A-Z]{3}$"}]}),
]
"""What meets a condition: one of the words, or a state by its code, which is its backing from outside."""


class ConditionReading(Row):
    """How a condition on a pledge is recognised and what meets it."""

    id: Identifier = column("Name of the kind of condition")
    words: tuple[str, ...] = Field(
        description="Words by which it is recognised, whole words, capitals as in the text", min_length=1
    )
    met_by: Annotated[MetBy, RefersTo("states|scenario_answers")] = column(
        "What meets it: other members of the coalition, the ceasefire that the case presumes, a mandate that a route gives, "
        "the host's consent, that of every party (parties), its own parliament, the plan itself; or a state by its code: its "
        "backing, as `options.external_enablers` has it. Providers of a case are read by their names without a reading"
    )
    members_at_least: int | None = column("For members: how many others must have joined", default=None, ge=1)
    when_denied: tuple[str, ...] = Field(
        (), description="Words by which it is recognised where they are denied, such as `war` in “not during the war”"
    )
    note: str | None = column("Why it is read like this", default=None)

    @model_validator(mode="after")
    def _members_counted(self) -> Self:
        if (self.met_by == "members") != (self.members_at_least is not None):
            raise ValueError("members_at_least belongs to met_by: members, and is needed there")
        return self


class RouteFrame(Row):
    """A command or a format of states that is no legal ground: it goes with a route, and stands in for none."""

    name: str = column("Name for readers")
    gives: Literal["command", "format"] = column("A command that could lead, or only a format in which capitals consult")
    says: str = column("What it is, and why it authorises nothing")


class Route(Row):
    """A way to authorise the force, as law."""

    id: Identifier = column("Name of the route")
    name: str = column("Name for readers")
    rule: VotingRuleName = column("Voting rule, in a word: which rows of votes.csv apply")
    status: RouteStanding = column("Law in force, or a reform that some propose", default="law")
    effect: str = column("What a decision does: binds, authorises, recommends")
    body: Annotated[Identifier, RefersTo("bodies")] | None = column(
        "Body whose members decide; empty for an opt-in", default=None
    )
    size: int | None = column(
        "How many members the body has by law; where memberships.csv knows another number for the day, the outcome stays open",
        default=None,
        ge=1,
    )
    article: str = column("Where the law stands")
    source: str = column("Where it was read")
    votes: tuple[BallotChoice, ...] = Field(
        ("yes", "abstain", "no"), description="Votes that a member can cast, the silent ones counted as abstain"
    )
    clauses: tuple[RouteClause, ...] = Field(description="Conditions that must all hold", min_length=1)
    gates: tuple[RouteGate, ...] = Field((), description="Conditions beside the vote")
    named: tuple[str, ...] = Field((), description="Words by which a claim names the route")
    correlation: Correlation = Field(description="How strongly votes move together")
    conditions: tuple[ConditionReading, ...] = Field((), description="How conditions on pledges are read, for an opt-in")
    frames: tuple[RouteFrame, ...] = Field(
        (), description="Commands and formats that go with the route and are no ground of it"
    )
    outsiders: str | None = column("Who from outside the body may serve, and on what terms", default=None)
    decides: str | None = column("Who decides and how, in a few words for a table", default=None)
    satisfies: tuple[MandateNeeded, ...] = Field(
        (), description="What its decision gives of the mandates that the laws of contributors ask for (national_law.csv)"
    )
    abstainers: str | None = column("What follows for a member that abstains, above all whether it pays", default=None)
    answers: Literal["un_mandate", "members"] | None = column(
        "What its outcome answers of the conditions that states have made: un_mandate where its decision is the mandate that "
        "they wait for; members where those who join are the coalition that they wait for",
        default=None,
    )
    alliance_led: bool = column(
        "Whether an alliance, a coalition or a great power would lead the force; precedents of that kind were larger",
        default=True,
    )
    note: str | None = column("Limits", default=None)

    @model_validator(mode="after")
    def _opt_in_has_no_body(self) -> Self:
        if (self.rule == "opt_in") != (self.body is None):
            raise ValueError("an opt-in has no body, and every other rule needs one")
        return self


class VoteAssumption(Row):
    """How a state that has said this much is taken to vote: an assumption, with ranges, that users edit."""

    id: Identifier = column("Name of the row")
    routes: Annotated[IdentifierList, RefersTo("routes|voting_rules")] = column(
        "Routes that it is for, by id, or by `rule` for all routes that decide so; empty means all. A row that names the route "
        "goes before one that names its rule, and that before one that names none",
        default=(),
    )
    states: Annotated[TextList, RefersTo("states")] = column(
        "States that the row is for, before all rows without states; empty means all", default=()
    )
    predicate: Literal["authorise", "consent", "support_force", "contribute_force", "none", "any"] = column(
        "What the state's statement is about; none: it has said nothing that bears on the vote; any: whatever the states "
        "of the row have said, to set their vote by hand"
    )
    modality_low: int | None = column("Least modality that the row is for", default=None, ge=0, le=7)
    modality_high: int | None = column("Highest modality that the row is for", default=None, ge=0, le=7)
    roles: TextList = column("Roles that the row is for; empty means all", default=())
    conditions: ConditionStanding | None = column(
        "How the conditions on the statement stand in the scenario: all met, some not known, some unmet; empty means any. Such "
        "a row goes before one that leaves it empty",
        default=None,
    )
    vote: CastVote = column("Vote that is taken for the outcome; open: it cannot be said")
    yes: float = column("Probability of a vote for", ge=0, le=1)
    yes_low: float = column("Lower bound", ge=0, le=1)
    yes_high: float = column("Upper bound", ge=0, le=1)
    declared: float = column(
        "Probability of an abstention by formal declaration, where the law of the body knows it", default=0.0, ge=0, le=1
    )
    declared_low: float = column("Lower bound", default=0.0, ge=0, le=1)
    declared_high: float = column("Upper bound", default=0.0, ge=0, le=1)
    no: float = column("Probability of a vote against; what is left is abstaining or silent", ge=0, le=1)
    no_low: float = column("Lower bound", ge=0, le=1)
    no_high: float = column("Upper bound", ge=0, le=1)
    basis: Basis = column("What the numbers rest on")
    source: str = column("Where they were read, or how they were chosen")

    @model_validator(mode="after")
    def _ranges_fit(self) -> Self:
        for name, low, value, high in (
            ("yes", self.yes_low, self.yes, self.yes_high),
            ("declared", self.declared_low, self.declared, self.declared_high),
            ("no", self.no_low, self.no, self.no_high),
        ):
            if not low <= value <= high:
                raise ValueError(f"{name} ({value:g}) lies outside {name}_low ({low:g}) to {name}_high ({high:g})")
        sums = {
            "yes + declared + no": self.yes + self.declared + self.no,
            "yes_low + declared_high + no_high": self.yes_low + self.declared_high + self.no_high,
            "yes_high + declared_low + no_low": self.yes_high + self.declared_low + self.no_low,
        }
        for name, total in sums.items():
            if total > 1 + 1e-12:
                raise ValueError(f"{name} is {total:g}, more than 1")
        if self.predicate in {"none", "any"} and (self.modality_low is not None or self.modality_high is not None):
            raise ValueError(f"a row with the predicate {self.predicate} has no modality")
        if self.predicate in {"none", "any"} and self.conditions is not None:
            raise ValueError(f"a row with the predicate {self.predicate} rests on no statement, so on no conditions")
        for role in self.roles:
            if role not in get_args(Role):
                raise ValueError(f"role {role!r} is not known; {use_one_of(role, get_args(Role))}")
        if self.modality_low is not None and self.modality_high is not None and self.modality_low > self.modality_high:
            raise ValueError(f"modality_low ({self.modality_low}) exceeds modality_high ({self.modality_high})")
        if self.predicate == "any" and not self.states:
            raise ValueError("a row with the predicate any names the states that it sets by hand")
        return self
