"""What futures are judged by, and a criterion on it, for readers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Literal

from interpose.case import Case
from interpose.case.tables.words import in_words
from interpose.exploration.chain.protocol import Criterion, FutureOutcome

__all__ = ["YES_OR_NO", "criterion_words", "outcome_of"]

YES_OR_NO = "yes or no"
"""Unit of what holds in a future or does not."""

_KNOWN: Mapping[str, tuple[str, str]] = {
    "participants": ("states", "states that take part"),
    "requirement.personnel": ("persons", "persons that the mandate requires in the country"),
    "shortfall_share": ("share", "missing, as a share of the priced requirement"),
    "force.sustained": ("persons", "persons in the country that last without end"),
    "force.outside": ("persons", "persons that serve from outside the country"),
    "deployment.closure_day": ("days", "day on which the last unit of the build-up is operational"),
    "deployment.late_days": ("days", "days by which units are later than asked for, on average over persons"),
    "sustainment.cost_year": ("USD", "running cost of a year at full strength, on the basis of what states pay"),
    "sustainment.imported_tonnes_month": ("t", "imported supply in the month that takes most"),
    "deterrence.margin": (
        "probability",
        "by how much the belief in resistance exceeds what deters a hard attacker; below 0 an attack may pay",
    ),
    "deterrence.c1": ("probability", "least probability of resistance that deters a hard attacker"),
    "deterrence.c2": ("probability", "least probability of resistance that deters a soft attacker"),
    "deterrence.d": ("probability", "greatest probability that an attacker is hard at which a soft defender resists"),
    "deterrence.p_challenger": ("probability", "probability that the attacker is hard, as it is believed"),
    "deterrence.p_defender": ("probability", "probability that the defender is hard, as it is believed"),
    "deterrence.certain_deterrence": (YES_OR_NO, "nobody attacks: even a hard attacker is deterred"),
    "deterrence.separating": (YES_OR_NO, "only a hard attacker attacks"),
    "deterrence.attack": (YES_OR_NO, "both kinds of attacker may attack"),
    "deterrence.bluff": (YES_OR_NO, "a soft attacker may attack and back down"),
    "deterrence.steadfast_deterrence": (YES_OR_NO, "nobody attacks, since an attack would be read as one of the hard kind"),
}
_BOUNDED = ("shortfall_share", "deployment.closure_day")
_SENSES = {"<=": "at most", "<": "less than", ">=": "at least", ">": "more than"}


def outcome_of(name: str, case: Case | None = None) -> FutureOutcome:
    """Say what an outcome is, by its name such as `force.sustained`; the case, where it is given, names the routes.

    Examples
    --------
    >>> outcome_of("shortfall.isr").words
    'unit-months of surveillance that are missing, as a share of those required'
    """
    head, _, last = name.partition(".")
    if name in _KNOWN:
        unit, words = _KNOWN[name]
    elif head == "authority":
        route = None if case is None else case.routes.get(last)
        unit, words = YES_OR_NO, f"{in_words(last) if route is None else route.name}: the vote passes"
    elif head == "shortfall":
        unit, words = "share", f"unit-months of {in_words(last)} that are missing, as a share of those required"
    else:
        unit, words = "", in_words(name.replace(".", " "))
    bounded: Literal["below"] | None = "below" if name in _BOUNDED else None
    return FutureOutcome(name=name, unit=unit, words=words, bounded=bounded)


def criterion_words(criterion: Criterion | str, outcome: Callable[[str], FutureOutcome] = outcome_of) -> str:
    """Say a criterion in words; `outcome` gives outcomes by their names.

    Examples
    --------
    >>> criterion_words("shortfall_share<=0.25"), criterion_words("shortfall_share<=0.25 and force.sustained>=15000")
    ('at most 25% missing', 'all criteria together')
    >>> criterion_words("deterrence.attack<1"), criterion_words("deterrence.attack>=1")
    ('both kinds of attacker may attack: no', 'both kinds of attacker may attack: yes')
    """
    if isinstance(criterion, str):
        return "all criteria together" if " and " in criterion else criterion_words(Criterion.parse(criterion), outcome)
    about = outcome(criterion.outcome)
    if about.unit == YES_OR_NO:
        answers = [word for word, met in zip(("no", "yes"), criterion.met([0.0, 1.0]).tolist(), strict=True) if met]
        return f"{about.words}: {' or '.join(answers) or 'neither'}"
    if criterion.outcome == "shortfall_share":
        return f"{_SENSES[criterion.sense]} {100 * criterion.value:.6g}% missing"
    return f"{about.words.partition(';')[0]}: {_SENSES[criterion.sense]} {criterion.value:,.10g}"
