"""Reading a voting rule from a `RULE.yaml`: what it means in whole numbers, and every fault at once."""

from __future__ import annotations

import reprlib
from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import gcd, lcm
from pathlib import Path

from interpose.case.located import YamlText
from interpose.case.read.formats.files import decode_text
from interpose.case.read.formats.yaml_files import parse_yaml
from interpose.case.voting_rule import AllOf, AnyOf, Quota, RuleNode, VotingRule
from interpose.errors import Fault, InputError, UsageError, did_you_mean, use_one_of
from interpose.limits import LIMITS

__all__ = ["parse_rule", "read_rule"]

TOP_KEYS = ("members", "veto", "name", "source", "note")
FORMS = {"all": ("all",), "any": ("any",), "quota": ("quota", "weights", "share")}
"""The three forms of a part, with the keys that each of them reads."""


def read_rule(path: str | Path) -> VotingRule:
    """Read a voting rule.

    Raises
    ------
    UsageError
        Where there is no such file.
    InputError
        With every fault of the file.
    """
    file = Path(path)
    try:
        data = file.read_bytes()
    except OSError as error:
        raise UsageError(
            f"rule {str(path)!r} cannot be read: {error.strerror or type(error).__name__}", "check the path"
        ) from None
    return parse_rule(decode_text(data, file.name), file.name)


def parse_rule(text: str, file: str) -> VotingRule:
    r"""Turn the text of a `RULE.yaml` into a rule.

    Raises
    ------
    InputError
        With every fault.

    Examples
    --------
    >>> parse_rule("quota: 3\nweights: {A: 2, B: 1, C: 1}", "rule.yaml").members
    ('A', 'B', 'C')
    """
    faults: list[Fault] = []
    parsed = parse_yaml(text, file, faults)
    if parsed is None:
        raise InputError(faults)
    reader = _Reader(parsed, faults)
    rule = reader.rule(Path(file).stem)
    if faults or rule is None:
        raise InputError(faults)
    return rule


class _Reader:
    """Walks the mapping of a rule once, collecting faults with their places."""

    def __init__(self, text: YamlText, faults: list[Fault]) -> None:
        self.text = text
        self.faults = faults
        self.members: tuple[str, ...] = ()

    def rule(self, file_name: str) -> VotingRule | None:
        data = self.text.data
        if not isinstance(data, Mapping):
            return None
        self.members = self._members(data)
        if not self.members:
            self._fault(
                "the rule has no members", (), "a rule is about somebody", "name members in weights, or list them in members"
            )
        if len(self.members) > LIMITS.rule_members:
            what = f"the rule has {len(self.members):,} members, more than {LIMITS.rule_members:,}"
            self._fault(what, (), "their power could not be told", "group members that vote alike")
            return None
        node = self._node(data, ())
        veto = self._veto(data)
        if node is None or self.faults:
            return None
        return VotingRule(self.members, node, veto, str(data.get("name") or file_name))

    def _members(self, data: Mapping[object, object]) -> tuple[str, ...]:
        listed = data.get("members")
        if listed is None:
            return tuple(dict.fromkeys(self._named(data, 0)))
        if not isinstance(listed, Sequence) or isinstance(listed, str):
            self._fault(
                f"members is {_quoted(listed)}", ("members",), "members are a list of names", "write members: [A, B, C]"
            )
            return ()
        names: dict[str, int] = {}
        for place, member in enumerate(listed):
            if not self._named_well(member, ("members", place)):
                continue
            if str(member) in names:
                what = f"duplicate member {str(member)!r}"
                self._fault(what, ("members", place), "a member votes once", "keep one of the two")
            names.setdefault(str(member), place)
        for name in dict.fromkeys(self._named(data, 0)):
            if name not in names:
                hint = did_you_mean(name, names)
                self._fault(
                    f"{name!r} has a weight but is no member",
                    ("members",),
                    "its votes would count for nobody",
                    hint or "add it to members",
                )
        return tuple(names)

    def _named(self, data: object, depth: int) -> list[str]:
        if not isinstance(data, Mapping) or depth > LIMITS.rule_depth:
            return []
        weights = data.get("weights")
        names = [str(name) for name in weights if _is_name(name)] if isinstance(weights, Mapping) else []
        for key in ("all", "any"):
            parts = data.get(key)
            if isinstance(parts, Sequence) and not isinstance(parts, str):
                names += [name for part in parts for name in self._named(part, depth + 1)]
        return names

    def _node(self, data: object, path: tuple[int | str, ...]) -> RuleNode | None:
        if not isinstance(data, Mapping):
            self._fault(
                f"{_quoted(data)} is no part of a rule",
                path,
                "a part is a quota, all or any",
                "write {quota: 2, weights: each}",
            )
            return None
        if len(path) > 2 * LIMITS.rule_depth:
            self._fault(
                f"the rule is nested deeper than {LIMITS.rule_depth} levels", path, "it could not be read back", "flatten it"
            )
            return None
        forms = [key for key in FORMS if key in data]
        read_here = [key for form in forms or FORMS for key in FORMS[form]]
        self._keys(data, path, read_here if path else [*TOP_KEYS, *read_here])
        if len(forms) != 1:
            what = "the rule is empty" if not forms else f"{' and '.join(forms)} stand side by side"
            self._fault(what, path, "a part is exactly one of quota, all, any", "nest them: all: [{quota: …}, {any: […]}]")
            return None
        if forms[0] == "quota":
            return self._quota(data, path)
        parts = data[forms[0]]
        here = (*path, forms[0])
        if not isinstance(parts, Sequence) or isinstance(parts, str) or not parts:
            self._fault(f"{forms[0]} holds no parts", here, "an empty rule says nothing", "list at least one part")
            return None
        read = [self._node(part, (*here, place)) for place, part in enumerate(parts)]
        nodes = tuple(node for node in read if node is not None)
        if len(nodes) < len(read):
            return None
        return AllOf(nodes) if forms[0] == "all" else AnyOf(nodes)

    def _quota(self, data: Mapping[object, object], path: tuple[int | str, ...]) -> Quota | None:
        quota = self._number(data["quota"], (*path, "quota"), "quota")
        share = data.get("share", False)
        if not isinstance(share, bool):
            self._fault(
                f"share is {share!r}",
                (*path, "share"),
                "share says whether the quota is a share of the sum",
                "write true or false",
            )
            share = False
        weights = self._weights(data, path)
        if quota is None or not weights:
            return None
        total = sum(weights, Fraction(0))
        place = (*path, "quota")
        if not share and str(data["quota"]).endswith("%"):
            self._fault(
                f"quota is {data['quota']}, but not said to be a share",
                place,
                f"it would be {_shown(quota)} of one vote",
                "add share: true",
            )
            return None
        if quota <= 0:
            self._fault(
                f"quota is {_brief(data['quota'])}: everything would pass",
                place,
                "even nobody's votes would reach it",
                "write a quota above 0",
            )
            return None
        needed = quota * total if share else quota
        if needed > total:
            most = "1, the whole" if share else f"{_shown(total)}, the sum of the weights"
            mend = "write a part of 1 or per cent: 0.65 or 65%" if share else f"write at most {_shown(total)}"
            self._fault(
                f"quota is {_brief(data['quota'])}, above {most}: nothing would pass",
                place,
                "all votes together do not reach it",
                mend + ("" if share or quota > 1 else ", or share: true for a share of the sum"),
            )
            return None
        scale = lcm(*(weight.denominator for weight in weights))
        whole = [int(weight * scale) for weight in weights]
        common = gcd(*whole) or 1
        # Sums are whole multiples of the common factor, so rounding the quota up changes no coalition.
        least = -((-(needed * scale).numerator) // ((needed * scale).denominator * common))
        return Quota(least, tuple(weight // common for weight in whole))

    def _weights(self, data: Mapping[object, object], path: tuple[int | str, ...]) -> list[Fraction] | None:
        here = (*path, "weights")
        if "weights" not in data:
            self._fault(
                "the quota has no weights", path, "nobody's votes would count", "write weights: each, or weights: {A: 2, B: 1}"
            )
            return None
        weights = data["weights"]
        if weights == "each":
            return [Fraction(1)] * len(self.members)
        if not isinstance(weights, Mapping) or not weights:
            hint = did_you_mean(str(weights), ["each"]) if isinstance(weights, str) else ""
            self._fault(
                f"weights is {_quoted(weights)}",
                here,
                "weights say how many votes each member has",
                hint or "write each, or {A: 2, B: 1}",
            )
            return None
        read: dict[str, Fraction] = {}
        sound = True
        for name, weight in weights.items():
            if not self._named_well(name, (*here, str(name))):
                sound = False
                continue
            number = self._number(weight, (*here, str(name)), f"weight of {name}")
            if number is not None and number <= 0:
                self._fault(
                    f"weight of {name} is {_brief(weight)}; it must be above 0",
                    (*here, str(name)),
                    "a member without votes is no part of this quota",
                    "leave it out here, and list it in members",
                )
                number = None
            sound = sound and number is not None
            read[str(name)] = number or Fraction(0)
        return [read.get(member, Fraction(0)) for member in self.members] if sound else None

    def _veto(self, data: Mapping[object, object]) -> tuple[str, ...]:
        veto = data.get("veto", [])
        if not isinstance(veto, Sequence) or isinstance(veto, str):
            self._fault(f"veto is {_quoted(veto)}", ("veto",), "those who hold a veto are a list of names", "write veto: [A]")
            return ()
        for place, holder in enumerate(veto):
            if not self._named_well(holder, ("veto", place)):
                continue
            if str(holder) not in self.members:
                hint = did_you_mean(str(holder), self.members)
                self._fault(
                    f"{str(holder)!r} holds a veto but is no member",
                    ("veto", place),
                    "nothing could ever pass",
                    hint or "add it to members",
                )
            if holder in veto[:place]:
                what = f"duplicate {str(holder)!r} in veto"
                self._fault(what, ("veto", place), "a second veto would add nothing", "keep one of the two")
        return tuple(dict.fromkeys(str(holder) for holder in veto))

    def _named_well(self, name: object, path: tuple[int | str, ...]) -> bool:
        """Say whether a name is one; where it is not, that is a fault."""
        if _is_name(name):
            return True
        what = f"{_quoted(name)} is no name of a member"
        self._fault(what, path, "a member is known by one short text", "write a name, in quotes if it looks like anything else")
        return False

    def _number(self, value: object, path: tuple[int | str, ...], what: str) -> Fraction | None:
        why = "votes are added and compared exactly"
        text = str(value).strip()
        if isinstance(value, bool) or not isinstance(value, int | float | str):
            self._fault(f"{what} is {_quoted(value)}, which is not a number", path, why, "write a number")
            return None
        power = text.lower().partition("e")[2].lstrip("+-")
        if len(text) > LIMITS.number_digits or (power.isdecimal() and int(power) > LIMITS.number_digits):
            self._fault(
                f"{what} is {_quoted(value)}, which is too long", path, why, "write it in larger units, such as thousands"
            )
            return None
        try:
            # A decimal as it is written: 0.65 is 13/20, not the nearest binary fraction.
            return Fraction(text.removesuffix("%").rstrip()) / (100 if text.endswith("%") else 1)
        except (ValueError, ZeroDivisionError):
            mend = "write digits, with a point for decimals, or 2/3"
            self._fault(f"{what} is {_quoted(value)}, which is not a number", path, why, mend)
            return None

    def _keys(self, data: Mapping[object, object], path: tuple[int | str, ...], known: Sequence[str]) -> None:
        for key in data:
            if str(key) not in known:
                why = "a key that nothing reads would be lost in silence"
                self._fault(f"key {str(key)!r} is not known", (*path, str(key)), why, use_one_of(str(key), known))

    def _fault(self, what: str, path: tuple[int | str, ...], why: str, mend: str) -> None:
        self.faults.append(Fault(what, self.text.location(path), why, mend))


def _is_name(value: object) -> bool:
    """Say whether a key or item can be a member's name: text, a number or a date, and not left empty."""
    if isinstance(value, str):
        return bool(value.strip())
    return not isinstance(value, bool | Mapping | Sequence | None)


def _shown(number: Fraction) -> str:
    return _brief(number.numerator if number.denominator == 1 else f"{float(number):g}")


def _quoted(value: object) -> str:
    """Show what stands in the file, in quotes where it is text, and never more of it than a line."""
    return _brief(reprlib.repr(value) if isinstance(value, str | Sequence | Mapping) else "nothing" if value is None else value)


def _brief(value: object) -> str:
    text = str(value)
    return text if len(text) <= 60 else f"{text[:40]}… ({len(text):,} characters)"
