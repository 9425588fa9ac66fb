"""Reading YAML files: safely, with the place of every key, duplicate keys refused."""

from __future__ import annotations

import contextlib
import copy
import re
import warnings
from functools import lru_cache
from io import StringIO
from typing import TypeVar

from pydantic import ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, ReusedAnchorWarning, YAMLError
from ruamel.yaml.nodes import MappingNode, Node
from ruamel.yaml.reader import ReaderError
from ruamel.yaml.resolver import VersionedResolver

from interpose.case.located import YamlText
from interpose.case.read.formats.field_help import explain_error
from interpose.case.read.formats.misread import misread_values
from interpose.case.read.formats.yaml_nodes import node_faults
from interpose.case.tables.fields import Row
from interpose.errors import Fault, Location
from interpose.limits import LIMITS, InputLimits

__all__ = ["parse_yaml", "validate_yaml"]

RowT = TypeVar("RowT", bound=Row)


def parse_yaml(text: str, file: str, faults: list[Fault], limits: InputLimits = LIMITS) -> YamlText | None:
    """Read a YAML text as plain data.

    Days and times stay text as they were written; the row models say what they mean.

    Parameters
    ----------
    text : str
        The whole file.
    file : str
        Its name, for faults.
    faults : list of Fault
        Where faults go: broken syntax, duplicate keys, tags, aliases that multiply, a file that is no mapping.
    limits : InputLimits
        How many values the file may hold with its aliases written out, and how deep they are nested.

    Returns
    -------
    YamlText or None
        None where the text could not be read at all.
    """
    root, data, found = _read_once(text, file, limits) if len(text) <= _SHORT else _read(text, file, limits)
    faults.extend(found)
    # Who asks may change the data; the places are only looked up.
    return YamlText(copy.deepcopy(data), root, file) if root is not None else None


_SHORT = 64 * 1024
"""Characters up to which a text is kept with what was read of it: cases that are read again mostly changed in one file."""


def _read(text: str, file: str, limits: InputLimits) -> tuple[MappingNode | None, object, tuple[Fault, ...]]:
    """Read a text: its nodes, None where it could not be read at all, its data, and its faults."""
    if (fault := _beyond(text, file, limits)) is not None:
        return None, None, (fault,)
    loader = YAML(typ="safe", pure=True)
    loader.allow_duplicate_keys = True
    found: tuple[Fault, ...] = ()
    try:
        root = _composed(text, loader)
        if not isinstance(root, MappingNode):
            what, mend = "the file holds no keys", "write `key: value` lines"
            return None, None, (Fault(what, Location(file, 1), "its content is a mapping of keys", mend),)
        found = tuple(node_faults(root, file, limits))
        # Duplicate keys are told and the file is read on, so that its other faults are told with them.
        if any(not fault.what.startswith("duplicate key") for fault in found):
            return None, None, found
        # One parse serves both: the places of the keys, and the data constructed from the same nodes.
        return root, loader.constructor.construct_document(root), found
    except (YAMLError, ReusedAnchorWarning, *_ODD) as error:
        return None, None, (*found, _broken(error, text, file))


_READ_IN_PYTHON = re.compile("[&\t\x85\u2028\u2029\ufeff]|(?:[-?:] *){200}|[\n\r] {400}")
"""Anchors that may stand twice, characters that libyaml takes for others, and nesting at which it would run out of stack, in a
line or by indents: both bounds together leave it 600 levels, brackets among them, which half a megabyte of stack holds."""


class _Resolver(VersionedResolver):
    """Tells numbers from words as YAML 1.2 does: to look for a version, of which libyaml tells none, takes most of the time."""

    processing_version = (1, 2)


def _composed(text: str, loader: YAML) -> Node | None:
    """Compose the nodes by libyaml, in a sixth of the time; of what it cannot read the reader in Python tells why."""
    if not _READ_IN_PYTHON.search(text):
        with contextlib.suppress(YAMLError, *_ODD):
            quick = YAML(typ="safe")
            quick.Resolver = _Resolver
            root: Node | None = quick.compose(text)
            return root
    with warnings.catch_warnings():
        warnings.simplefilter("error", ReusedAnchorWarning)
        slow: Node | None = loader.compose(StringIO(text))
    return slow


_read_once = lru_cache(maxsize=64)(_read)


_ODD = (ValueError, KeyError, IndexError, TypeError, AttributeError, AssertionError, NotImplementedError, RecursionError)
"""What the reader of YAML raises beside its own errors where a directive, tag or nesting is odd."""

_CHECK = "check indent, colon and quotes"


def _beyond(text: str, file: str, limits: InputLimits) -> Fault | None:
    """Refuse what would take the reader of YAML too long: its time grows with the square of open brackets."""
    if len(text) > limits.yaml_characters:
        what = f"the file has {len(text):,} characters, more than {limits.yaml_characters:,}"
        return Fault(what, Location(file), "a YAML file holds rules and choices, no data", "put rows into a table")
    depth = 0
    for bracket in re.finditer(r"[\[{\]}]", text):
        depth = depth + 1 if bracket[0] in "[{" else max(depth - 1, 0)
        if depth > 2 * limits.yaml_depth:
            line = text.count("\n", 0, bracket.start()) + 1
            what = f"{depth} brackets are open at once"
            return Fault(what, Location(file, line), "the file cannot be read past this point", "close each bracket")
    return None


def _broken(error: Exception, text: str, file: str) -> Fault:
    why = "the file cannot be read past this point"
    if isinstance(error, ReusedAnchorWarning):
        told = re.search(r"anchor '(.*?)'.*second occurrence.*?line (\d+), column (\d+)", str(error), re.DOTALL)
        where = Location(file, int(told[2]), int(told[3])) if told is not None else Location(file)
        what = f"duplicate anchor {told[1]!r}" if told is not None else "an anchor stands twice"
        return Fault(what, where, "an alias would mean the one or the other", "name each anchor anew")
    if isinstance(error, MarkedYAMLError):
        mark = error.problem_mark or error.context_mark
        line, place = (mark.line + 1, mark.column + 1) if mark else (None, None)
        return Fault(f"broken YAML: {error.problem or error.context}", Location(file, line, place), why, _CHECK)
    if isinstance(error, ReaderError):
        before = text[: error.position]
        where = Location(file, before.count("\n") + 1, len(before) - before.rfind("\n"))
        return Fault("a control character, which no text holds", where, why, "take the character out")
    if isinstance(error, RecursionError):
        return Fault("broken YAML: nested too deeply", Location(file), why, "flatten it, and close each bracket")
    if directive := re.search(r"^%", text, re.MULTILINE):
        line = text.count("\n", 0, directive.start()) + 1
        return Fault("broken YAML: a directive (%)", Location(file, line), why, "take the line out; a case needs none")
    return Fault(f"broken YAML: {type(error).__name__}", Location(file), why, _CHECK)


def validate_yaml(text: YamlText, model: type[RowT], faults: list[Fault]) -> RowT | None:
    """Turn a YAML mapping into its model, with a fault at the place of each key that does not fit."""
    misread = list(misread_values(text, model))
    faults.extend(misread)
    try:
        row = model.model_validate(text.data)
    except ValidationError as error:
        details = error.errors()
        within = {detail["loc"][:depth] for detail in details for depth in range(len(detail["loc"]))}
        for detail in details:
            # A list whose only entry is at fault counts as empty too: the entry is what to mend.
            if detail["type"] == "too_short" and detail["loc"] in within:
                continue
            what, why, mend = explain_error(model, detail)
            faults.append(Fault(what, text.location(detail["loc"]), why, mend))
        return None
    return None if misread else row
