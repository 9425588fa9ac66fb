"""Cards of datasets and models: what each is for, how it was made, what it covers, and what it cannot carry."""

from __future__ import annotations

from functools import cache
from typing import Annotated, Literal

from pydantic import Field

from interpose.case.read.formats.yaml_files import parse_yaml, validate_yaml
from interpose.case.read.library import reference_folder
from interpose.case.tables.fields import Identifier, Row
from interpose.errors import Fault, InputError

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

    Raises
    ------
    InputError
        Where the file has faults: it is shipped, and a test reads it.

    Examples
    --------
    >>> [card.name for card in read_cards() if card.kind == "model"][:2]
    ['Positions', 'Reader of news']
    """
    faults: list[Fault] = []
    text = (reference_folder() / "cards.yaml").read_text(encoding="utf-8")
    parsed = parse_yaml(text, "cards.yaml", faults)
    row = None if parsed is None else validate_yaml(parsed, _CardFile, faults)
    if row is None or faults:
        raise InputError(faults)
    return row.cards
