"""Broken copies of a workbook, each made by a few small changes that a seed decides."""

import io
import random
import re
import zipfile

ODDITIES = (
    b"-1",
    b"0",
    b"99999999999999999999",
    b"1e999",
    b"NaN",
    b"",
    b"A1",
    b"XFD1048577",
    b"&amp;",
    b"&x;",
    "１２".encode(),
    b"\xff",
    b"<",
    b'"',
    b"inlineStr",
    b"s",
    b"true",
)
VALUE = re.compile(rb'="[^"]*"')
TAG = re.compile(rb"<[^<>]*>")
TEXT = re.compile(rb">[^<>]+<")


def mutant(contents: bytes, seed: int) -> bytes:
    """One broken copy of a package; the same seed breaks it in the same way."""
    dice = random.Random(seed)  # noqa: S311 - not a secret
    if dice.random() < 0.15:
        return _bytes_changed(contents, dice)
    with zipfile.ZipFile(io.BytesIO(contents)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    for _ in range(dice.randint(1, 3)):
        name = dice.choice(sorted(parts))
        if dice.random() < 0.08:
            del parts[name]
        else:
            parts[name] = _part_changed(parts[name], dice)
        if not parts:
            break
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as package:
        for name, part in parts.items():
            package.writestr(name, part)
    return into.getvalue()


def _bytes_changed(contents: bytes, dice: random.Random) -> bytes:
    changed = bytearray(contents)
    for _ in range(dice.randint(1, 12)):
        changed[dice.randrange(len(changed))] = dice.randrange(256)
    return bytes(changed if dice.random() < 0.7 else changed[: dice.randrange(len(changed))])


def _part_changed(part: bytes, dice: random.Random) -> bytes:
    kind = dice.randrange(6)
    pattern = (VALUE, TEXT, TAG)[kind % 3]
    places = list(pattern.finditer(part))
    if not places:
        return part[: len(part) // 2]
    place = dice.choice(places)
    start, end = place.span()
    odd = dice.choice(ODDITIES)
    match kind:
        case 0 | 3:
            new = b'="' + odd + b'"'
        case 1 | 4:
            new = b">" + odd + b"<"
        case 2:
            new = b""
        case _:
            new = place[0] * 2
    return part[:start] + new + part[end:]
