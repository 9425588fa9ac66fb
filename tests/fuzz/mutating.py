"""Damage to texts, tables, trees and archives, as it comes from spreadsheets, editors, exports and slips."""

from __future__ import annotations

import io
import json
import zipfile
from copy import deepcopy
from random import Random
from typing import Any

__all__ = ["bytes_of", "damaged_archive", "damaged_bytes", "damaged_table", "damaged_text", "damaged_tree", "tree_text"]

WORDS = [
    *(
        "",
        " ",
        "-",
        "?",
        "0",
        "-1",
        "1",
        "1e400",
        "-0",
        "1e-320",
        "nan",
        "NaN",
        "inf",
        "-Infinity",
        "9" * 5_000,
        "0x10",
        "1_000",
    ),
    *("20.000", "1,5", "1.000,5", "1/3", "55 %", "1/0", "0/0", "=1+1", "'=1", "@x", "+49", "#REF!", "#N/A", "true", "FALSE"),
    *(
        "None",
        "null",
        "~",
        "yes",
        "2024-02-30",
        "2024-13",
        "2024",
        "0000-00-00",
        "9999-12-31",
        "10000-01-01",
        "2024-12-15T00:00",
    ),
    *(
        "31/12/2024",
        "2024-12?",
        "2024-1X",
        "../2024",
        "FRA",
        "fra",
        "FRN",
        "FRA;DEU",
        "FRA/DEU",
        "France",
        "a;b=c",
        "a=;",
        "=;=",
    ),
    *("manoeuvre=1", "manoeuvre=-1", "manoeuvre@forward", "@", "*@*", "sector-99", "A" * 300, "é" * 40_000, "\u202e", "\u200b"),
    *(
        "\x1b[2J",
        "\n",
        "\r",
        "\t",
        "\x85",
        "\u2028",
        '"',
        'a"b',
        '""',
        ",",
        ";",
        "x\ny",
        "\\",
        "\\N",
        "😀",
        "e\u0301",
        "１２",
        "٣",
    ),
    *(
        "..",
        "../../etc/passwd",
        "CON",
        "/",
        "<b>",
        "&amp;",
        "]]>",
        "{{x}}",
        "%s",
        "${x}",
        "-1e9",
        "1e18",
        str(2**63),
        str(10**18),
    ),
    *("2147483648", "0.1", ".5", "5.", "1e3", "0001", "１", "Ⅻ", "½", "−1", "–1", " 1 ", "1 000", "1 000"),
]
"""What stands in cells that it should not: numbers of other countries, spreadsheet errors, controls, other scripts."""

LINES = [
    *(
        "%YAML 9.9",
        "---",
        "...",
        "? [[]]",
        "- -",
        "{",
        "[" * 300,
        "a: &a [*a]",
        "a: *nowhere",
        "<<: *nowhere",
        "<<: {a: 1}",
        "<<: [1]",
    ),
    *(
        "x: !!python/object/apply:os.system [echo]",
        'x: !!int ""',
        "x: !!bool x",
        "x: !!float z",
        "x: !!timestamp q",
        "x: !!binary é",
    ),
    *(
        "x: !!set {a, b}",
        "x: !!omap [a: 1]",
        "\ttab: 1",
        "x: |",
        "x: >-",
        "x: '",
        'x: "\\ud800"',
        "x: 1\nx: 2",
        "!!null : a",
        "? a\n? b",
    ),
    *(
        "x: " + "{a: " * 200,
        "b: &b [x, x]\nc: &c [*b, *b]\nd: &d [*c, *c]",
        "#",
        ": ",
        "-",
        "? ",
        "@x",
        "`",
        "x: 0o17",
        "x: 1:30",
    ),
    *(
        "&a : b",
        "a: !<tag:x> 1",
        "[a, b]: c",
        "{a: b}: c",
        "x: 2024-02-30",
        "x: 0b1",
        "\ufeffx: 1",
        "x: .inf",
        "x: .nan",
        "=: 1",
    ),
]
"""Lines that a YAML file does not expect."""

ENCODINGS = ("utf-16", "utf-32", "cp1252", "cp1251", "utf-8-sig", "latin-1", "cp437")


def bytes_of(text: str, random: Random) -> bytes:
    """Encode a text, now and then in another encoding or with another line end."""
    chance = random.random()
    if chance < 0.04:
        return text.encode(random.choice(ENCODINGS), "replace")
    if chance < 0.06:
        text = text.replace("\n", random.choice(["\r\n", "\r", "\n\n", "\u2028"]))
    data = text.encode("utf-8", "surrogatepass")
    return damaged_bytes(data, random) if 0.06 <= chance < 0.09 else data


def damaged_bytes(data: bytes, random: Random) -> bytes:
    """Flip, cut, repeat or insert bytes."""
    made = bytearray(data)
    for _ in range(random.randint(1, 3)):
        place = random.randrange(len(made) + 1)
        match random.randrange(6):
            case 0:
                del made[place:]
            case 1:
                made[place:place] = random.choice(
                    [b"\x00", b"\xff", b"\xfe\xff", b"\x80", b"\xed\xa0\x80", b"\xc0\xaf", b"\x1a"]
                )
            case 2 if made:
                made[place % len(made)] = random.randrange(256)
            case 3:
                end = place + random.randrange(1, 200)
                made[place:place] = made[place:end]
            case 4:
                del made[place : place + random.randrange(1, 200)]
            case _:
                made[place:place] = random.randbytes(random.randrange(1, 16))
    return bytes(made)


def damaged_text(text: str, random: Random) -> str:
    """Damage a text by its lines and words."""
    lines = text.split("\n")
    for _ in range(random.randint(1, 4)):
        place = random.randrange(len(lines))
        line = lines[place]
        match random.randrange(10):
            case 0:
                lines.insert(place, random.choice(LINES))
            case 1:
                lines[place] = " " * random.randrange(7) + line.lstrip()
            case 2:
                lines[place] = line.partition(":")[0] + ": " + random.choice(WORDS)
            case 3:
                lines.insert(place, lines[random.randrange(len(lines))])
            case 4 if len(lines) > 1:
                del lines[place]
            case 5:
                words = line.split(" ")
                words[random.randrange(len(words))] = random.choice(WORDS)
                lines[place] = " ".join(words)
            case 6:
                cut = random.randrange(len(line) + 1)
                lines[place] = line[:cut] + random.choice([*"{}[]()<>:,;'\"&*!|>%@`#?-=\t\\", "“", "”"]) + line[cut:]
            case 7:
                cut = random.randrange(len(line) + 1)
                lines[place] = line[:cut]
            case 8:
                other = random.randrange(len(lines))
                lines[place], lines[other] = lines[other], line
            case _:
                lines[place] = line.replace(random.choice("aeiou:, "), random.choice(WORDS), random.randint(1, 3))
    return "\n".join(lines)


def damaged_table(rows: list[list[str]], random: Random) -> str:
    """Damage a table by its cells, rows and columns, and write it as CSV, not always as one should."""
    rows = [list(row) for row in rows]
    # Most damage is to cells: what is done to the header hides what is done to the rows.
    shapes = random.random() < 0.4
    for _ in range(random.randint(1, 4)):
        row = rows[random.randrange(0 if shapes or len(rows) == 1 else 1, len(rows))] or [""]
        place = random.randrange(len(row)) if row else 0
        match random.randrange(12 if shapes else 6):
            case 0 | 1 | 2 | 3:
                row[place] = random.choice(WORDS)
            case 4:
                row[place] = random.choice(random.choice(rows) or [""])
            case 5:
                row[place] = row[place] + random.choice(WORDS)
            case 6:
                row.insert(place, random.choice(WORDS))
            case 7:
                del row[place]
            case 8:
                rows.insert(random.randrange(len(rows) + 1), list(random.choice(rows)))
            case 9 if len(rows) > 1:
                del rows[random.randrange(len(rows))]
            case 10:
                for each in rows:
                    if place < len(each):
                        each.insert(random.randrange(len(each)), each.pop(place))
            case _:
                for each in rows:
                    del each[place : place + 1]
    mark = random.choice([";", "\t", "|"]) if random.random() < 0.04 else ","
    quote = random.random() < 0.95
    return "".join(mark.join(_cell(cell, mark) if quote else cell for cell in row) + "\n" for row in rows)


def _cell(cell: str, mark: str) -> str:
    return '"' + cell.replace('"', '""') + '"' if any(letter in cell for letter in (mark, '"', "\n", "\r")) else cell


VALUES: list[Any] = [
    *(
        None,
        True,
        0,
        -1,
        1,
        10**18,
        10**400,
        1.5,
        -1e308,
        float("inf"),
        float("nan"),
        "",
        "x",
        [],
        {},
        [[]],
        [None],
        {"": None},
    ),
    *(
        [1, 2, 3],
        [0, 0],
        [181, 91],
        [[0, 0], [1, 1]],
        {"type": "Point"},
        "\ud800",
        "2024-13",
        ["a", "a"],
        {"low": 3, "mode": 2, "high": 1},
    ),
    *([[1, 2], [1, 2, 3]], [{"0": 1}, {"1": 2}], ["1", "2"], [True, False], [1e300, 1e300], {"members": 1}, "1/0", [[[[[]]]]]),
]
"""Values of another kind than a key expects."""


def damaged_tree(tree: Any, random: Random) -> Any:
    """Damage plain data: values of other kinds, keys that go or come, lists that grow or lose their order."""
    tree = json.loads(json.dumps(tree))
    for _ in range(random.randint(1, 3)):
        holder, key = _place(tree, random)
        if holder is None:
            return deepcopy(random.choice(VALUES))
        match random.randrange(8):
            case 0 | 1:
                holder[key] = deepcopy(random.choice(VALUES))
            case 2:
                holder[key] = random.choice(WORDS)
            case 3:
                del holder[key]
            case 4:
                holder[key] = [deepcopy(holder[key]) for _ in range(random.choice([1, 2, 20]))]
            case 5:
                holder[key] = {random.choice(["type", "coordinates", "id", "x", ""]): holder[key]}
            case 6 if isinstance(holder[key], list):
                random.shuffle(holder[key])
            case 7 if isinstance(holder, dict):
                holder[random.choice(WORDS)] = holder.pop(key)
            case _:
                other, place = _place(tree, random)
                if other is not None:
                    holder[key] = json.loads(json.dumps(other[place]))
    return tree


def _place(tree: Any, random: Random) -> tuple[Any, Any]:
    """Choose a place in a tree: what holds it, and its key."""
    places: list[tuple[Any, Any]] = []
    waiting = [tree]
    while waiting:
        each = waiting.pop()
        items = list(each.items()) if isinstance(each, dict) else list(enumerate(each)) if isinstance(each, list) else []
        for key, value in items:
            places.append((each, key))
            waiting.append(value)
    return random.choice(places) if places else (None, None)


def tree_text(tree: Any) -> str:
    """Write plain data as JSON, which is YAML too, with what JSON does not know left as Python writes it."""
    return json.dumps(tree, ensure_ascii=False, indent=1)


PARTS = [
    *(
        '<c r="A1" t="n"><v>abc</v></c>',
        '<c r="!!"><v>1</v></c>',
        '<c t="s"><v>99999</v></c>',
        '<c t="d"><v>2024-99-99</v></c>',
    ),
    *(
        '<row r="abc">',
        "<fill/>",
        '<dimension ref="A1"/>',
        "<!DOCTYPE x [<!ENTITY a 'b'>]>",
        "&a;",
        '<c t="e"><v>#REF!</v></c>',
    ),
    *(
        '<c r="A2"><f>1+1</f><v>2</v></c>',
        '<c t="b"><v>7</v></c>',
        "<mergeCell ref='A1:B2'/>",
        '<row r="1048577">',
        "<is><t/></is>",
    ),
    *(
        '<c r="XFE1"><v>1</v></c>',
        "\ud7ff",
        "<x:y/>",
        '<sheet name="x" sheetId="9" r:id="rId99"/>',
        "<v>NaN</v>",
        "<v>1e400</v>",
    ),
]
"""Stretches of XML that a workbook does not expect."""


def damaged_archive(data: bytes, random: Random) -> bytes:
    """Damage the parts of a ZIP archive, and now and then its bytes."""
    if random.random() < 0.15:
        return damaged_bytes(data, random)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for _ in range(random.randint(1, 2)):
        name = random.choice(list(parts))
        text = parts[name].decode("utf-8", "replace")
        place = random.randrange(len(text) + 1)
        match random.randrange(8):
            case 0:
                text = text[:place]
            case 1 | 2:
                tag = text.find("<", place)
                text = text[:tag] + random.choice(PARTS) + text[tag:]
            case 3:
                number = next((at for at in range(place, len(text)) if text[at].isdigit()), 0)
                text = text[:number] + random.choice(WORDS) + text[number + 1 :]
            case 4:
                end = text.find(">", place)
                text = text[:place] + text[end + 1 :]
            case 5:
                text = text.replace(
                    random.choice(['t="s"', "<v>", "</row>", "rId1", "sheet1", ' r="A', "xmlns"]), random.choice(WORDS), 1
                )
            case 6 if len(parts) > 1:
                del parts[name]
                continue
            case _:
                text = damaged_bytes(text.encode("utf-8", "surrogatepass"), random).decode("utf-8", "replace")
        parts[name] = text.encode("utf-8", "replace")
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return stream.getvalue()
