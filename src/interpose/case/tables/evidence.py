"""Tables of the ledger: sources, captures, quotes, hops, claims, relations and judgements.

The model is source → capture → quote → hop → claim → relation, as in PROV-O and the Web Annotation
model but small enough to edit in a spreadsheet.
"""

from __future__ import annotations

from enum import IntEnum
from typing import Annotated, Literal, Self

from pydantic import StringConstraints, model_validator

from interpose.case.tables.fields import ClaimRef, Date, Identifier, RefersTo, Row, StateRef, TextList, column
from interpose.case.tables.words import Credibility, OfficePower, Predicate, Relay, Reliability, Role, SpeaksAs
from interpose.edtf import EdtfDate, parse_edtf

__all__ = [
    "LANGUAGE",
    "Capture",
    "Claim",
    "Hop",
    "Judgement",
    "Language",
    "LedgerChange",
    "LedgerRelease",
    "Modality",
    "Office",
    "Quote",
    "Relation",
    "Source",
]

LanguageTag = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$")]
"""A language as BCP 47 writes it: `en`, `sr-Latn`."""


LANGUAGE = r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$"
"""A tag of BCP 47, by its form."""
Language = Annotated[str, StringConstraints(pattern=LANGUAGE, max_length=35)]
"""A language as BCP 47 writes it: `en`, `pt-BR`, `zh-Hant`."""


class Modality(IntEnum):
    """How firm a statement is; from `PLEDGED` on it settles something."""

    EXCLUDED = 0
    UNDECIDED = 1
    OPEN = 2
    READY_IF = 3
    PLEDGED = 4
    GOVERNMENT_DECISION = 5
    PARLIAMENT_MANDATE = 6
    DEPLOYED = 7


class Source(Row):
    """A publication or statement."""

    id: Identifier = column("Name of the source")
    outlet: str = column("Who published it")
    title: str | None = column("Title of the publication, in its own language", default=None)
    authors: TextList = column(
        "Who wrote it, divided by semicolons: a person as `Doe, Jane`, a body without a comma", default=()
    )
    language: Language | None = column("Language that it is written in (BCP 47)", default=None)
    url: str | None = column("Address that was read", default=None)
    archive_url: str | None = column("Address of a public archive of it", default=None)
    published_on: EdtfDate | None = column("Date of publication, as precise as it is known", default=None)
    reliability: Reliability = column("Admiralty reliability of the outlet, A to F; F cannot be judged")
    interest: Literal["none", "party", "state_media", "advocacy"] = column(
        "Interest of the outlet in the matter: none, party to the conflict, state media, advocacy", default="none"
    )
    note: str | None = column("Remark", default=None)


class Claim(Row):
    """One attributed statement, coded."""

    id: Identifier = column("Name of the claim")
    source: Annotated[Identifier, RefersTo("sources")] = column("Source in which it was read")
    statement: str = column("What is claimed, in our own words")
    actor: str = column("Who says it: a person, an office or a group")
    office: str | None = column("Office held by the actor when it was said", default=None)
    speaks_as: SpeaksAs | None = column(
        "How far the speaker binds the state: government (head of state or government, cabinet, parliament), minister, "
        "official (spokesperson, general, envoy), unnamed, outside (opposition, expert, press: never sets a position); "
        "empty means unnamed where the chain ends in somebody unnamed, and official otherwise",
        default=None,
    )
    state: StateRef | None = column("State that the actor speaks for; empty for bodies and analysts", default=None)
    on_behalf_of: StateRef | None = column(
        "State whose conduct is described, where it is not the speaker's own: never sets that state's position",
        default=None,
    )
    predicate: Predicate = column("What the statement is about")
    modality: int | None = column(
        "How firm it is: 0 excluded, 1 undecided, 2 open, 3 ready if, 4 pledged, 5 government decision, "
        "6 parliament mandate, 7 deployed; empty where it does not apply",
        default=None,
        ge=0,
        le=7,
    )
    role: Role | None = column("What the contribution would do", default=None)
    quantity_low: float | None = column("Lower bound of the stated quantity", default=None, ge=0)
    quantity_high: float | None = column("Upper bound of the stated quantity", default=None, ge=0)
    quantity_unit: str | None = column("Unit of the quantity: persons, km, states, brigades", default=None)
    counts_what: str | None = column("What the quantity counts", default=None)
    stated_by_actor: bool | None = column(
        "Whether the actor gave the quantity; false where the outlet added it; empty where there is none or it is not known",
        default=None,
    )
    conditions: TextList = column("Conditions attached, divided by semicolons", default=())
    asserted_on: EdtfDate = column("When it was said, as precise as it is known")
    known_on: EdtfDate | None = column("When it became public; empty means when it was said", default=None)
    valid_until: EdtfDate | None = column("Last day on which it holds; empty means until further notice", default=None)
    credibility: Credibility = column("Admiralty credibility of the information, 1 to 6; 6 cannot be judged")
    note: str | None = column("Remark: date basis, coding choice, relay conflict", default=None)
    task: str | None = column(
        "What the force would be for, where the speaker says it: watch a line, train, protect ports", default=None
    )
    reason: str | None = column("Why, where the speaker says it", default=None)
    language: LanguageTag | None = column("Language of the original words (BCP 47), such as `uk`", default=None)
    first_seen: EdtfDate | None = column("When the statement was first seen in a source", default=None)
    last_seen: EdtfDate | None = column("When it was last seen there; to find it still on a page renews nothing", default=None)

    @model_validator(mode="after")
    def _seen_in_order(self) -> Self:
        said, first, last = (
            None if text is None else parse_edtf(text) for text in (self.asserted_on, self.first_seen, self.last_seen)
        )
        if first is not None and said is not None and first.last < said.first:
            raise ValueError(f"first_seen ({self.first_seen}) lies before asserted_on ({self.asserted_on})")
        if last is not None and (earlier := first or said) is not None and last.last < earlier.first:
            raise ValueError(f"last_seen ({self.last_seen}) lies before {self.first_seen or self.asserted_on}")
        return self

    @model_validator(mode="after")
    def _quantity_in_order(self) -> Self:
        low, high = self.quantity_low, self.quantity_high
        if low is not None and high is not None and low > high:
            raise ValueError(f"quantity_low ({low:g}) exceeds quantity_high ({high:g})")
        if (low is not None or high is not None) and not (self.quantity_unit and self.counts_what):
            raise ValueError("a quantity needs quantity_unit and counts_what: a number that counts nothing says nothing")
        return self


class Office(Row):
    """Who held an office, from when until when: it tells who speaks for a government on a day, and who no longer does."""

    state: Annotated[Identifier, RefersTo("states|bodies")] = column("State, or a body of memberships.csv such as `eu`")
    office: Identifier = column("Office: head_of_state, head_of_government, defence, foreign, chief_of_defence, or another")
    holder: str = column("Who held it, written as the ledger writes its actors", min_length=1)
    since: EdtfDate = column("First day in office, as precise as it is known")
    until: EdtfDate | None = column("Last day in office, as precise as it is known; empty means still in office", default=None)
    power: OfficePower = column(
        "What the office lets its holder decide: executive, mixed (some matters, or with others), ceremonial, collegial, "
        "minister, official, military, body (of an organisation of states)"
    )
    source: str = column("Where it was read; `recalled` where it was not")
    note: str | None = column("Limits of the row, such as an interim holder", default=None)

    @model_validator(mode="after")
    def _days_in_order(self) -> Self:
        if self.until is not None and parse_edtf(self.until).last < parse_edtf(self.since).first:
            raise ValueError(f"until ({self.until}) lies before since ({self.since})")
        return self


class Hop(Row):
    """One step of an attribution chain, from the outlet (1) towards the one who knows (last)."""

    claim: ClaimRef = column("Claim that the step belongs to")
    seq: int = column("Place in the chain, from 1 at the outlet", ge=1)
    name: str = column("Who relays: outlet, newspaper, agency, official")
    kind: Relay = column("What kind of relay it is")
    verb: Literal["said", "wrote", "told", "seen_by", "according_to"] = column("How it passed on", default="said")


class Quote(Row):
    """The exact words in a source, kept only where a named person is quoted directly."""

    id: Identifier = column("Name of the quote")
    claim: ClaimRef = column("Claim that rests on it")
    exact: str = column("The words, 25 at most")
    prefix: str | None = column("Words before, to find the place", default=None)
    suffix: str | None = column("Words after, to find the place", default=None)
    language: str = column("Language of the words (BCP 47)", default="en")
    kind: Literal["direct", "direct_of_anonymous", "paraphrase", "translated"] = column("How the words were rendered")


class Relation(Row):
    """How one claim bears on another."""

    claim: ClaimRef = column("The claim that acts")
    relation: Literal[
        "restates",
        "corroborates",
        "narrows",
        "widens",
        "contradicts",
        "corrects",
        "denies",
        "supersedes",
        "distorts",
        "derived_from",
    ] = column("What it does")
    target: ClaimRef = column("The claim that it acts on")
    note: str | None = column("Why", default=None)


class Capture(Row):
    """An archived copy of a source: the user's own file, named by its digest and never shipped."""

    source: Identifier = column("Source that was archived")
    file: str = column("File in the folder `captures`")
    sha256: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")] = column("SHA-256 of the bytes of the file")
    text_sha256: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")] = column(
        "SHA-256 of its text after Unicode NFC and white space normalisation"
    )
    retrieved_on: EdtfDate | None = column("When it was retrieved", default=None)
    archive_url: str | None = column("Address of a public archive of the same page", default=None)
    language: Language | None = column("Language of its words (BCP 47)", default=None)
    translation_of: str | None = column("File of the capture that this one translates", default=None)
    text_file: str | None = column(
        "File in the folder `captures` with its words, where they were taken out of it", default=None
    )


class Judgement(Row):
    """A later judgement of a source or claim: judgements are added, never edited.

    The latest that was made and known by a date holds on that date, in place of the grade in `sources.csv` or `claims.csv`.
    """

    subject: Identifier = column("Source or claim that is judged")
    scale: Literal["reliability", "credibility"] = column("What is judged: a source's reliability or a claim's credibility")
    value: Reliability | Credibility = column("The judgement, Admiralty code")
    judged_by: str = column("Who judged: a person or a body, neither the speaker nor the outlet that is judged", min_length=1)
    judged_on: EdtfDate = column("When it was judged, as precise as it is known")
    known_on: EdtfDate | None = column("When the judgement became known; empty means when it was made", default=None)
    reason: str = column("Why: what was found that the earlier grade did not know", min_length=1)

    @model_validator(mode="after")
    def _value_on_scale(self) -> Self:
        if (self.scale == "reliability") != (self.value in "ABCDEF"):
            raise ValueError(f"{self.scale} cannot be {self.value}: reliability is A to F, credibility 1 to 6")
        return self


class LedgerRelease(Row):
    """A release of a shared ledger, by which it can be cited."""

    version: Identifier = column("Version: the first number moves where positions do, the second where rows are only added")
    released_on: Date = column("Day of the release")
    newest_on: Date = column("Day of the newest statement in it")
    claims: int = column("Claims in it", ge=0)
    sources: int = column("Sources in it", ge=0)
    summary: str = column("What is new, in a sentence or two")


class LedgerChange(Row):
    """What a check of the ledger, or of a table beside it, found, and what was done about it."""

    id: Identifier = column("Name of the change")
    version: Identifier = column("Release in which it was dealt with")
    table: str = column("Table, or part of the project")
    rows: str = column("Rows that it is about")
    field: str = column("Column, or what else of the rows")
    was: str | None = column("What stood there", default=None)
    found: str = column("What the check found to be right")
    why: str | None = column("Why", default=None)
    source: str | None = column("Where that was read", default=None)
    url: str | None = column("Address that was read", default=None)
    sure: Literal["seen", "held", "report", "shipped", "recalled"] = column(
        "How sure: seen (the text was read), held (collected earlier), report (named in an earlier check), shipped (follows "
        "from the ledger's own text), recalled"
    )
    outcome: Literal["worked_in", "partly", "left"] = column("Whether it was worked in")
    note: str | None = column("How, or why not", default=None)
