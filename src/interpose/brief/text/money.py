"""Money as a sentence needs it."""

from __future__ import annotations

from interpose.brief.text.format_number import about

__all__ = ["in_words"]

_NAMES = {"USD": "dollars", "EUR": "euros", "GBP": "pounds"}


def in_words(amount: float, currency: str) -> str:
    """Write an amount to two significant figures, in millions or billions.

    Examples
    --------
    >>> in_words(3_392_524_500, "USD"), in_words(479_256_144, "EUR"), in_words(0, "NOK")
    ('3.4 billion dollars', '480 million euros', '0 NOK')
    """
    name = _NAMES.get(currency, currency)
    if amount >= 1e9:
        return f"{about(amount / 1e9)} billion {name}"
    if amount >= 1e6:
        return f"{about(amount / 1e6)} million {name}"
    return f"{about(amount)} {name}"
