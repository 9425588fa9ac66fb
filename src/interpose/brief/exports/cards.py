"""Cards of datasets and models: what each is for, how it was made, what it covers, and what it cannot carry."""

from __future__ import annotations

import tomllib
from functools import cache
from typing import Annotated, Literal

from pydantic import Field

from interpose.case.read.library import reference_folder
from interpose.case.tables.fields import Identifier, Row

__all__ = ["Card", "read_cards"]

_Words = Annotated[str, Field(min_length=10)]


class Card(Row):
    """What a reviewer has to know of a dataset or a model.

    Parameters
    ----------
    id, name : str
        For programs, and for readers.
    kind : str
        data or model.
    covers : tuple of str
        Files of the reference data, or rooms of the package.
    purpose, method, coverage : str
        What it is for, how it was made, what it covers.
    limitations : tuple of str
        What it cannot carry; never empty.
    """

    id: Identifier
    kind: Literal["data", "model"]
    name: str
    covers: Annotated[tuple[str, ...], Field(min_length=1)]
    purpose: _Words
    method: _Words
    coverage: _Words
    limitations: Annotated[tuple[_Words, ...], Field(min_length=1)]


class _CardFile(Row):
    cards: tuple[Card, ...]


@cache
def read_cards() -> tuple[Card, ...]:
    """Read the cards that are shipped.

    Returns
    -------
    tuple of Card
        Datasets first, then models in the order of the argument.

    Examples
    --------
    >>> [card.name for card in read_cards() if card.kind == "model"][:2]
    ['Positions', 'Reader of news']
    """
    # Shipped alone, so that no fault of it need be explained: TOML is read in a twentieth of the time that YAML takes.
    text = (reference_folder() / "cards.toml").read_text(encoding="utf-8")
    return _CardFile.model_validate(tomllib.loads(text)).cards
