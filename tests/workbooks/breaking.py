"""Breaking a workbook: small changes of its bytes, its package or its XML that dice decide."""

import io
import re
import struct
import warnings
import zipfile
from collections.abc import Callable
from random import Random
from xml.sax.saxutils import escape

Entries = list[tuple[str, bytes]]
ODDITIES = (
    b"-1",
    b"0",
    b"99999999999999999999",
    b"1e999",
    b"1e99999999999999999999",
    b"1e999999%",
    b"9" * 5_000,
    b"NaN",
    b"",
    b"A1",
    b"XFD1048577",
    b"A1:XFD1048576",
    b"&amp;",
    b"&x;",
    b"&#0;",
    b"&#xD800;",
    b"&#x1F600;",
    b"_x0000__xD800_",
    "１２".encode(),
    "１．５　公噸".encode(),
    b"\xff",
    b"\xed\xa0\x80",
    b"<",
    b'"',
    b"inlineStr",
    b"s",
    b"e",
    b"d",
    b"2024-13-45T99:99:99",
    b"true",
    b"../../../x",
    b"http://x.invalid/",
    b"#REF!",
    b"=1+1",
    b"x" * 40_000,
    b"112/2/30",
    b"1e-99999999999999999999",
    b"1e500000",
    "²".encode(),
    "民國".encode() + b"9" * 5_000 + "年".encode(),
    b"1,234.5",
)
# Parts that decide what is read are broken more often than themes and drawings.
TELLING = re.compile(
    r"worksheets/sheet|sharedStrings|styles|workbook|custom|rels|[Cc]ontent|comments|vml"
)
VALUE = re.compile(rb'="[^"]*"')
ATTRIBUTE = re.compile(rb' [\w:]+="[^"]*"')
TAG = re.compile(rb"<[^<>]*>")
TEXT = re.compile(rb">[^<>]+<")
CELL = re.compile(rb'<c( r="[A-Z]+[0-9]+"(?: s="[0-9]+")?)[^>/]*(?:/>|>.*?</c>)')
DIGITS = re.compile(rb"\d+")
ELEMENT = re.compile(rb"<(c|row|si|xf|sheet|Relationship|Override|definedName|property|is|v|t)[ >]")
DIRECTORY, LOCAL = b"PK\x01\x02", b"PK\x03\x04"


def broken(contents: bytes, dice: Random) -> bytes:
    """One broken copy of a package."""
    if dice.random() < 0.06:
        return _bytes_changed(contents, dice)
    with zipfile.ZipFile(io.BytesIO(contents)) as package:
        entries = [(name, package.read(name)) for name in package.namelist()]
    for _ in range(dice.choice((1, 1, 2, 3))):
        if dice.random() < 0.08:
            dice.choice(PACKAGE_CHANGES)(entries, dice)
        elif entries:
            at = _chosen(entries, dice)
            name, part = entries[at]
            entries[at] = name, dice.choice(PART_CHANGES)(part, dice)
    made = _packed(entries, dice)
    return _header_changed(made, dice) if dice.random() < 0.05 else made


def _chosen(entries: Entries, dice: Random) -> int:
    telling = [at for at, (name, _) in enumerate(entries) if TELLING.search(name)]
    return (
        dice.choice(telling) if telling and dice.random() < 0.85 else dice.randrange(len(entries))
    )


def _packed(entries: Entries, dice: Random) -> bytes:
    into = io.BytesIO()
    how = zipfile.ZIP_STORED if dice.random() < 0.05 else zipfile.ZIP_DEFLATED
    with zipfile.ZipFile(into, "w", how, compresslevel=1) as package, warnings.catch_warnings():
        # zipfile warns of a name that comes twice, which is what some mutants are about.
        warnings.simplefilter("ignore")
        for name, part in entries:
            # An OpenDocument package is known by its type, which stands unpacked.
            package.writestr(name, part, zipfile.ZIP_STORED if name == "mimetype" else how)
    return into.getvalue()


def _bytes_changed(contents: bytes, dice: Random) -> bytes:
    changed = bytearray(contents)
    for _ in range(dice.randint(1, 12)):
        changed[dice.randrange(len(changed))] = dice.randrange(256)
    return bytes(changed if dice.random() < 0.7 else changed[: dice.randrange(len(changed))])


def _header_changed(contents: bytes, dice: Random) -> bytes:
    """Another figure in one field of one header: method, flags, sizes, offset, lengths."""
    mark, widths = dice.choice(((DIRECTORY, 46), (LOCAL, 30)))
    places = [found.start() for found in re.finditer(re.escape(mark), contents)]
    if not places:
        return contents
    at = dice.choice(places) + dice.randrange(4, widths - 4, 2)
    odd = dice.choice((0, 1, 8, 99, 0xFFFF, 0x7FFFFFFF, 0xFFFFFFFF, dice.randrange(1 << 32)))
    width, kind = (2, "<H") if dice.random() < 0.5 else (4, "<L")
    return contents[:at] + struct.pack(kind, odd % (1 << 8 * width)) + contents[at + width :]


def _lost(entries: Entries, dice: Random) -> None:
    if entries:
        del entries[_chosen(entries, dice)]


def _swapped(entries: Entries, dice: Random) -> None:
    if entries:
        one, other = _chosen(entries, dice), _chosen(entries, dice)
        (first, part), (second, its) = entries[one], entries[other]
        entries[one], entries[other] = (first, its), (second, part)


def _doubled(entries: Entries, dice: Random) -> None:
    if entries:
        entries.append(entries[_chosen(entries, dice)])


def _renamed(entries: Entries, dice: Random) -> None:
    if entries:
        at = _chosen(entries, dice)
        name, part = entries[at]
        names = (
            name.upper(),
            "/" + name,
            "../" + name,
            name.replace("/", "\\"),
            "格.xml",
            name[1:],
        )
        entries[at] = dice.choice(names), part


def _shuffled(entries: Entries, dice: Random) -> None:
    dice.shuffle(entries)


PACKAGE_CHANGES: tuple[Callable[[Entries, Random], None], ...] = (
    _lost,
    _swapped,
    _doubled,
    _renamed,
    _shuffled,
)


def _place(pattern: re.Pattern[bytes], part: bytes, dice: Random) -> tuple[int, int]:
    """Where a pattern stands, at one of its places; an empty place where it stands nowhere."""
    start = dice.randrange(len(part) + 1)
    found = pattern.search(part, start) or pattern.search(part)
    return found.span() if found else (start, start)


def _replaced(pattern: re.Pattern[bytes], before: bytes, after: bytes) -> "Change":
    def change(part: bytes, dice: Random) -> bytes:
        start, end = _place(pattern, part, dice)
        return part[:start] + before + dice.choice(ODDITIES) + after + part[end:]

    return change


def _removed(pattern: re.Pattern[bytes]) -> "Change":
    def change(part: bytes, dice: Random) -> bytes:
        start, end = _place(pattern, part, dice)
        return part[:start] + part[end:]

    return change


def _repeated(pattern: re.Pattern[bytes]) -> "Change":
    def change(part: bytes, dice: Random) -> bytes:
        start, end = _place(pattern, part, dice)
        return part[:start] + part[start:end] * dice.choice((2, 2, 3, 400)) + part[end:]

    return change


def _element(part: bytes, dice: Random) -> tuple[int, int]:
    """One whole element of those that matter, from its start to its end."""
    start, end = _place(ELEMENT, part, dice)
    name = part[start + 1 : end - 1]
    close = part.find(b"</" + name + b">", end)
    short = part.find(b"/>", end)
    ends = [at + size for at, size in ((close, len(name) + 3), (short, 2)) if at >= 0]
    return (start, min(ends)) if name and ends else (start, start)


def _element_lost(part: bytes, dice: Random) -> bytes:
    start, end = _element(part, dice)
    return part[:start] + part[end:]


def _element_doubled(part: bytes, dice: Random) -> bytes:
    start, end = _element(part, dice)
    return part[:end] + part[start:end] * dice.choice((1, 1, 2, 300)) + part[end:]


def _element_moved(part: bytes, dice: Random) -> bytes:
    start, end = _element(part, dice)
    kept = part[:start] + part[end:]
    at, _ = _element(kept, dice)
    return kept[:at] + part[start:end] + kept[at:]


def _element_nested(part: bytes, dice: Random) -> bytes:
    start, end = _element(part, dice)
    deep = dice.choice((3, 30, 100))
    return part[:start] + b"<c>" * deep + part[start:end] + b"</c>" * deep + part[end:]


def _figure_changed(part: bytes, dice: Random) -> bytes:
    start, end = _place(DIGITS, part, dice)
    figure = int(part[start:end][:30] or b"0")
    new = dice.choice((figure + 1, figure - 1, figure * 10, figure * 1000, -figure))
    return part[:start] + str(new).encode() + part[end:]


def _cell_retyped(part: bytes, dice: Random) -> bytes:
    """Something else in one cell, as any type of cell."""
    found = CELL.search(part, dice.randrange(len(part) + 1)) or CELL.search(part)
    if found is None:
        return part
    odd = escape(dice.choice(ODDITIES).decode(errors="replace")).encode()
    inside = dice.choice(
        (
            (b"inlineStr", b"<is><t>" + odd + b"</t></is>"),
            (b"inlineStr", b"<is><t>" + odd + b"</t></is>"),
            (dice.choice((b"n", b"str", b"b", b"e", b"d", b"s")), b"<v>" + odd + b"</v>"),
            (b"str", b"<f>" + odd + b"</f><v>" + odd + b"</v>"),
        )
    )
    return part[: found.start()] + b'<c%b t="%b">%b</c>' % (found[1], *inside) + part[found.end() :]


def _cut(part: bytes, dice: Random) -> bytes:
    return part[: dice.randrange(len(part) + 1)]


def _spelt_otherwise(part: bytes, dice: Random) -> bytes:
    text = part.decode(errors="replace").replace('encoding="UTF-8"', "")
    coding = dice.choice(("utf-16", "utf-8-sig", "utf-16-be", "big5", "utf-7"))
    return text.encode(coding, errors="replace")


def _with_document_type(part: bytes, dice: Random) -> bytes:
    start, _ = _place(TAG, part, dice)
    entity = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b SYSTEM "file:///etc/hostname">]>'
    return (
        part[:start]
        + dice.choice((entity, b"<!-- -->", b"<![CDATA[x]]>", b"<?x y?>"))
        + part[start:]
    )


def _of_another_space(part: bytes, dice: Random) -> bytes:
    old, new = dice.choice(
        (
            (b"schemas.openxmlformats.org", b"purl.oclc.org/ooxml"),
            (b"/2006/main", b"/1999/main"),
            (b" xmlns=", b" xmlns:q="),
            (b"<c ", b"<q:c "),
            (b"</row>", b""),
        )
    )
    return part.replace(old, new)


Change = Callable[[bytes, Random], bytes]
# Mostly changes that leave the XML well-formed: what is refused at the gate tells little.
PART_CHANGES: tuple[Change, ...] = (
    *[_replaced(VALUE, b'="', b'"')] * 8,
    *[_replaced(TEXT, b">", b"<")] * 10,
    *[_figure_changed] * 8,
    *[_cell_retyped] * 10,
    *[_element_lost, _element_doubled, _element_moved] * 5,
    *[_removed(ATTRIBUTE)] * 4,
    _removed(TAG),
    _repeated(TAG),
    _repeated(ATTRIBUTE),
    _element_nested,
    _cut,
    _spelt_otherwise,
    _with_document_type,
    _of_another_space,
)
