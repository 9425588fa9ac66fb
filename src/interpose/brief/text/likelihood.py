"""Words of estimative probability, used only where a probability was computed.

The scale is that of the United States' Intelligence Community Directive 203, Analytic Standards
(2 January 2015): seven bands with fixed bounds. Confidence is kept apart from likelihood, as the
directive asks.
"""

from __future__ import annotations

from interpose.case import Range

__all__ = ["NOT_KNOWN", "confidence", "likelihood", "likelihood_of_range", "spans_half"]

NOT_KNOWN = "not known"

_HALF = 0.5
_BANDS = (
    (0.05, "almost no chance"),
    (0.20, "very unlikely"),
    (0.45, "unlikely"),
    (0.55, "roughly even chance"),
    (0.80, "likely"),
    (0.95, "very likely"),
    (1.01, "almost certain"),
)


def likelihood(probability: float) -> str:
    """Name a probability.

    Parameters
    ----------
    probability : float
        Between 0 and 1.

    Returns
    -------
    str
        The word of ICD 203.

    Examples
    --------
    >>> likelihood(0.3), likelihood(0.5), likelihood(0.97)
    ('unlikely', 'roughly even chance', 'almost certain')
    """
    return next(word for bound, word in _BANDS if probability < bound)


def spans_half(low: float, high: float) -> bool:
    """Say whether a range takes in half of the scale or more: a likelihood that is told from it would say nothing.

    Examples
    --------
    >>> spans_half(0.2, 0.9), spans_half(0.2, 0.6)
    (True, False)
    """
    return high - low >= _HALF


def likelihood_of_range(probability: Range) -> str:
    """Name a probability with a range: one word, from one word to another, or not known where it spans half the scale.

    Examples
    --------
    >>> likelihood_of_range(Range(0.05, 0.3, 0.8))
    'not known'
    >>> likelihood_of_range(Range(0.1, 0.3, 0.4))
    'very unlikely to unlikely'
    >>> likelihood_of_range(Range(0.25, 0.3, 0.4))
    'unlikely'
    """
    if spans_half(probability.low, probability.high):
        return NOT_KNOWN
    low, high = likelihood(probability.low), likelihood(probability.high)
    return low if low == high else f"{low} to {high}"


def confidence(probability: Range) -> str:
    """Name the confidence in a probability, from the width of its range.

    A wide range means that the inputs, not the arithmetic, decide. `high` is never given: the votes
    are read from public statements by an assumed table.

    Examples
    --------
    >>> confidence(Range(0.1, 0.3, 0.8)), confidence(Range(0.2, 0.3, 0.35))
    ('low', 'moderate')
    """
    return "low" if probability.high - probability.low > 0.25 else "moderate"
