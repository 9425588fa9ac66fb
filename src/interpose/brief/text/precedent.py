"""Precedent in words: what missions had at their peak over what was authorised, and which rules were set with them in view."""

from __future__ import annotations

from collections.abc import Sequence

from interpose.brief.text.format_number import about, per_cent, spread, times_off
from interpose.case.tables.missions import Precedent
from interpose.requirement import AuthorisedPeak, RulesTrial

__all__ = ["authorised_words", "exceeded", "recalled_words", "trial_words"]


def exceeded(share: float) -> str:
    """Write the share of missions that a size exceeds, to stand after "more than".

    Parameters
    ----------
    share : float
        From 0 to 1.

    Returns
    -------
    str
        In per cent.

    Examples
    --------
    >>> exceeded(0.91), exceeded(0.9999), exceeded(0.0001)
    ('91%', '99%', '0%')
    """
    told = per_cent(share)
    if told.startswith("under"):
        return "0%"
    return told.removeprefix("over ")


def authorised_words(found: AuthorisedPeak) -> str:
    """Say what missions had at their peak over what was authorised.

    Parameters
    ----------
    found : AuthorisedPeak
        Shares of missions, and what is authorised here where that is known.

    Returns
    -------
    str
        One sentence or two.

    Examples
    --------
    >>> from interpose.case import Range
    >>> authorised_words(AuthorisedPeak(missions=80, share=Range(0.68, 1.0, 1.4), authorised=None, persons=None))
    'Once a number is authorised it is the better guide: nine in ten of 80 missions had 0.68 to 1.40 times it at their peak.'
    """
    share = f"{found.share.low:.2f} to {found.share.high:.2f} times"
    if found.authorised is None or found.persons is None:
        return (
            f"Once a number is authorised it is the better guide: nine in ten of {found.missions} missions had {share} it at "
            "their peak."
        )
    return (
        f"{found.authorised:,} persons are authorised, and that is a better guide than the ground: nine in ten of "
        f"{found.missions} missions had {share} what was authorised at their peak, here {spread(found.persons)}, and half of "
        f"them {about(found.persons.mode)} or more."
    )


def recalled_words(rows: Sequence[Precedent]) -> str:
    """Say of how many missions a number was recalled, and how many of those no estimate is tried on.

    Parameters
    ----------
    rows : sequence of Precedent
        Missions.

    Returns
    -------
    str
        One sentence.

    Examples
    --------
    >>> recalled_words([])
    '0 missions, 0 with a peak or ground that was recalled and not read.'
    """
    recalled = sum(each.recalled for each in rows)
    unscored = sum(each.recalled and not each.scored for each in rows)
    told = "all" if recalled == len(rows) > 1 else f"{recalled:,}"
    beside = f" ({unscored} not scored, so that no error is counted)" if unscored else ""
    return f"{len(rows)} missions, {told} with a peak or ground that was recalled and not read{beside}."


def trial_words(trial: RulesTrial) -> str:
    """Say how the rules of a mandate fared on missions that were not in view when they were set.

    Parameters
    ----------
    trial : RulesTrial
        The trial.

    Returns
    -------
    str
        One sentence.

    Examples
    --------
    >>> trial_words(
    ...     RulesTrial(
    ...         mandate="observe", mandate_class="observe_line", quiet=False, in_view=10, missions=0, times=None,
    ...         median_abs_log_error=None, coverage=None,
    ...     )
    ... )
    'Their numbers were set with all 10 such missions in view, so that nothing on record tests them.'
    """
    which = "The numbers for a quiet line" if trial.quiet else "Their numbers"
    if trial.times is None or trial.coverage is None or trial.median_abs_log_error is None:
        return f"{which} were set with all {trial.in_view} such missions in view, so that nothing on record tests them."
    where = " with consent of all parties" if trial.quiet else ""
    return (
        f"{which} were set with {trial.in_view} such missions in view; on the {trial.missions} others{where}, which are a "
        f"test, they ask for {trial.times:.1f} times the peak in the median, are {times_off(trial.median_abs_log_error)} times "
        f"off, and their range held {per_cent(trial.coverage)}."
    )
