"""How a result shows itself where somebody types its name: one line in a terminal, a small table in a notebook."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Sized
from html import escape

__all__ = ["Summarised"]

_LONGEST = 200
"""Most characters of a line."""


class Summarised:
    """Shows a dataclass by its summary and not by everything in it; the dataclass is made with `repr=False`.

    Examples
    --------
    >>> @dataclasses.dataclass(repr=False)
    ... class Fleet(Summarised):
    ...     flag: str
    ...     ships: tuple[str, ...]
    >>> Fleet("FRA", ("Mistral", "Tonnerre"))
    <Fleet: flag FRA, ships 2>
    """

    __slots__ = ()

    def summary(self) -> Iterable[tuple[str, object]]:
        """Return the facts that are shown, by name: texts and numbers as they are, collections by how much they hold."""
        for field in dataclasses.fields(self):  # type: ignore[arg-type] # made for dataclasses
            value = getattr(self, field.name)
            if value is None or dataclasses.is_dataclass(value):
                continue
            yield field.name.replace("_", " "), len(value) if isinstance(value, Sized) and not isinstance(value, str) else value

    def __repr__(self) -> str:
        line = ", ".join(f"{name} {_shown(value)}" for name, value in self.summary())
        line = f"<{type(self).__name__}: {' '.join(line.split())}>"
        return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 2]}…>"

    def _repr_html_(self) -> str:
        """Return the table that notebooks show."""
        rows = "".join(
            f'<tr><th scope="row" style="text-align:left">{escape(name)}</th><td>{escape(_shown(value))}</td></tr>'
            for name, value in self.summary()
        )
        return f"<table><caption>{escape(type(self).__name__)}</caption><tbody>{rows}</tbody></table>"


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:,.6g}" if isinstance(value, float) else f"{value:,}" if isinstance(value, int) else str(value)
