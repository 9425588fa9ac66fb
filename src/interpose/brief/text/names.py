"""Lists of names as a sentence would give them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from interpose.brief.text.format_number import count

__all__ = ["by_name", "names"]


def names(items: Sequence[str], most: int = 99) -> str:
    """Join names as a sentence would.

    Examples
    --------
    >>> names(["France", "Italy"]), names(["France", "Italy", "Spain", "Latvia"], most=2)
    ('France and Italy', 'France, Italy and two others')
    """
    if not items:
        return "none"
    shown = list(items[:most])
    left = len(items) - len(shown)
    if left == 1:
        shown = list(items[: most + 1])
        left = 0
    if left:
        shown.append(f"{count(left)} others")
    if len(shown) == 1:
        return shown[0]
    return f"{', '.join(shown[:-1])} and {shown[-1]}"


def by_name(items: Iterable[str]) -> list[str]:
    """Sort names as an index would, without their article.

    Parameters
    ----------
    items : iterable of str
        Names as a sentence has them.

    Returns
    -------
    list of str
        The names, sorted.

    Examples
    --------
    >>> by_name(["Spain", "the United Kingdom", "Estonia", "Türkiye"])
    ['Estonia', 'Spain', 'Türkiye', 'the United Kingdom']
    """
    return sorted(items, key=lambda name: name.removeprefix("the "))
