"""Lists of names as a sentence would give them."""

from __future__ import annotations

from collections.abc import Sequence

from interpose.brief.text.format_number import count

__all__ = ["names"]


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
