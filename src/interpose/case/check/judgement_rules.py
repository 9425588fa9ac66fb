"""Rules for later judgements: of whom, by whom, when, and never two of one day that contradict."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from interpose.case.located import Located
from interpose.case.tables.evidence import Claim, Judgement, Source
from interpose.edtf import parse_edtf
from interpose.errors import Fault, did_you_mean

__all__ = ["judgement_faults"]

_ADDED = "judgements are added, never edited: the latest that is known holds"


def judgement_faults(
    sources: Sequence[Located[Source]], claims: Sequence[Located[Claim]], judgements: Sequence[Located[Judgement]]
) -> Iterator[Fault]:
    """Find what does not fit between judgements and what they judge.

    Parameters
    ----------
    sources, claims : sequence of Located
        What may be judged.
    judgements : sequence of Located
        The judgements, in the order of the file.

    Yields
    ------
    Fault
        An unknown subject, a subject of the other scale, somebody who judges their own words, dates that cannot be, a
        duplicate row, and two judgements of one day that contradict each other.
    """
    if not judgements:
        return
    outlets = {located.row.id: located.row for located in sources}
    spoken = {located.row.id: located.row for located in claims}
    first: dict[tuple[str, str, int], Judgement] = {}
    for located in judgements:
        judgement = located.row
        yield from _subject(located, outlets, spoken)
        yield from _judge(located, outlets, spoken)
        yield from _dates(located, outlets, spoken)
        key = (judgement.scale, judgement.subject, parse_edtf(judgement.judged_on).last.toordinal())
        if key not in first:
            first[key] = judgement
            continue
        other = first[key]
        if judgement.value != other.value:
            what = (
                f"two judgements of one day contradict: {judgement.scale} of {judgement.subject!r} is {other.value} "
                f"({other.judged_by}) and {judgement.value} ({judgement.judged_by}) on {judgement.judged_on}"
            )
            mend = "keep one, or date the one that holds a day later and say why in its reason"
            yield located.fault("value", what, "neither is the later one, so no grade could be told", mend)
        elif judgement.judged_by == other.judged_by:
            what = f"{judgement.scale} of {judgement.subject!r} is judged {judgement.value} twice by {judgement.judged_by}"
            yield located.fault("subject", what, _ADDED, "keep one of the two rows")


def _subject(located: Located[Judgement], outlets: dict[str, Source], spoken: dict[str, Claim]) -> Iterator[Fault]:
    judgement = located.row
    right, other, kinds = (
        (outlets, spoken, ("source", "claim")) if judgement.scale == "reliability" else (spoken, outlets, ("claim", "source"))
    )
    if judgement.subject in right:
        return
    if judgement.subject in other:
        what = f"{judgement.subject!r} is a {kinds[1]}, and {judgement.scale} is judged of a {kinds[0]}"
        mend = "reliability is of a source, credibility of a claim: correct the scale or the subject"
    else:
        what = f"{kinds[0]} {judgement.subject!r} is not known"
        mend = did_you_mean(judgement.subject, right) or f"add it to {kinds[0]}s.csv, or correct the name"
    yield located.fault("subject", what, "a judgement of nothing would be lost in silence", mend)


def _judge(located: Located[Judgement], outlets: dict[str, Source], spoken: dict[str, Claim]) -> Iterator[Fault]:
    judgement = located.row
    judge = judgement.judged_by.casefold()
    claim, source = spoken.get(judgement.subject), outlets.get(judgement.subject)
    itself = claim.actor if claim is not None else source.outlet if source is not None else None
    if itself is not None and judge == itself.casefold():
        what = f"{judgement.judged_by} judges their own words in {judgement.subject!r}"
        why = "a grade is somebody else's judgement: what a speaker or an outlet says of itself is a claim"
        yield located.fault("judged_by", what, why, "name who judged, or record it as a claim")
    elif not any(letter.isalpha() for letter in judge):
        what = f"{judgement.judged_by!r} is nobody's name"
        yield located.fault("judged_by", what, "a judgement needs somebody who answers for it", "name them")


def _dates(located: Located[Judgement], outlets: dict[str, Source], spoken: dict[str, Claim]) -> Iterator[Fault]:
    judgement = located.row
    judged = parse_edtf(judgement.judged_on)
    why = "nothing can be judged before it was said, nor be known before it was judged"
    claim, source = spoken.get(judgement.subject), outlets.get(judgement.subject)
    said = claim.asserted_on if claim is not None else source.published_on if source is not None else None
    if said is not None and judged.last < parse_edtf(said).first:
        what = f"{judgement.subject!r} was judged on {judgement.judged_on}, before it was said on {said}"
        yield located.fault("judged_on", what, why, "correct one of the two dates")
    if judgement.known_on is not None and parse_edtf(judgement.known_on).last < judged.first:
        what = f"the judgement of {judgement.subject!r} was known on {judgement.known_on}, before {judgement.judged_on}"
        yield located.fault("known_on", what, why, "correct one of the two dates")
