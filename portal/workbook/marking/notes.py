"""The notes of a worksheet: ours are added, renewed and taken away, the member's stay."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from portal.workbook.addresses import address, range_of
from portal.workbook.marking.marks import Cell
from portal.workbook.marking.patching import (
    UNUSUAL,
    Edit,
    Element,
    Xml,
    attribute,
    opened,
    written,
)
from portal.workbook.marking.wording import AUTHOR, BEGINS, Run

NO_NOTES = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    b'<comments xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    b"<authors></authors><commentList></commentList></comments>"
)
THREADED = b"tc="
MARKUP = re.compile(rb"<[^>]*>")


@dataclass(slots=True)
class Noted:
    """The part as it becomes, and the cells whose note as a whole went or came."""

    data: bytes
    gone: set[Cell] = field(default_factory=set[Cell])
    come: set[Cell] = field(default_factory=set[Cell])


def noted(data: bytes, wanted: Mapping[Cell, Sequence[Run]]) -> Noted:
    """The notes without those of an earlier round, and with the wanted ones.

    A member's note keeps its text and gets ours below it. A conversation (threaded comment) is
    left alone: Excel shows nothing else in its cell.

    Raises:
        UnmarkableError: the part is built in an unusual way.
    """
    before = _without_ours(data)
    xml = Xml.of(before.data)
    lists = {one.tag.name: one for one in xml.inside()}
    authors = lists.get(xml.prefix + b"authors")
    notes = lists.get(xml.prefix + b"commentList")
    if authors is None or notes is None:
        raise UNUSUAL
    names = _entries(xml, authors)
    edits: list[Edit] = []
    left = dict(wanted)
    for one in _entries(xml, notes):
        cell = _cell(one)
        if cell in left:
            runs = left.pop(cell)
            if not _is_threaded(xml, one, names):
                edits.append(_below(xml, one, runs))
    if left:
        author = _author(xml, authors, names, edits)
        markup = "".join(_note(xml, cell, author, runs) for cell, runs in sorted(left.items()))
        edits.append(_appended(xml, notes, xml.encoded(markup)))
    return Noted(xml.edited(edits), before.gone, set(left))


def has_ours(data: bytes) -> bool:
    """Whether notes of an earlier round are among them."""
    return BEGINS.encode() in data or BEGINS.encode("ascii", "xmlcharrefreplace") in data


def _without_ours(data: bytes) -> Noted:
    if not has_ours(data):
        return Noted(data)
    xml = Xml.of(data)
    gone: set[Cell] = set()
    edits: list[Edit] = []
    begins = xml.encoded(BEGINS)
    for one in xml.tags(b"comment", xml.root.end, len(data)):
        end = xml.quiet.find(b"</" + one.name + b">", one.end)
        at = xml.data.find(begins, one.end, max(end, one.end))
        if at < 0:
            continue
        kept = _kept(xml, one.end, at)
        if kept is None:
            gone.add(_place(attribute(one.attributes, b"ref")))
            edits.append(Edit(one.start, end + len(b"</" + one.name + b">"), b""))
        else:
            text_end = xml.quiet.find(b"</" + xml.prefix + b"text>", at)
            edits.append(Edit(kept[0], text_end, kept[1]))
    return Noted(xml.edited(edits), gone)


def _kept(xml: Xml, start: int, at: int) -> tuple[int, bytes] | None:
    """Where a member's own text ends before ours begins, and what closes it; None without any."""
    text = next(xml.tags(b"text", start, at), None)
    if text is None or not MARKUP.sub(b"", xml.data[text.end : at]).strip():
        return None
    run = list(xml.tags(b"r", text.end, at))
    inner = list(xml.tags(b"t", text.end, at))
    if not inner:
        return None
    before = xml.data[inner[-1].end : at]
    first = run[-1].start if run else inner[-1].start
    if not before.strip():
        return first, b""
    # Another program has joined our text to the member's: cut inside.
    closing = b"</" + inner[-1].name + b">"
    if run:
        closing += b"</" + run[-1].name + b">"
    return inner[-1].end + len(before.rstrip()), closing


def _entries(xml: Xml, parent: Element) -> list[Element]:
    return [] if parent.tag.is_empty else list(xml.children(parent.tag.end, parent.end))


def _place(reference: bytes | None) -> Cell:
    found = range_of((reference or b"").decode("ascii", "replace"))
    return (found.first_row, found.first_column) if found else (0, 0)


def _cell(one: Element) -> Cell:
    return _place(attribute(one.tag.attributes, b"ref"))


def _text(xml: Xml, one: Element) -> bytes:
    return MARKUP.sub(b"", xml.data[one.tag.end : one.end])


def _is_threaded(xml: Xml, one: Element, names: list[Element]) -> bool:
    stated = attribute(one.tag.attributes, b"authorId") or b""
    number = int(stated) if stated.isdigit() else len(names)
    return number < len(names) and _text(xml, names[number]).startswith(THREADED)


def _author(xml: Xml, authors: Element, names: list[Element], edits: list[Edit]) -> int:
    """The number of our name among the authors, to whom it is added where it is not."""
    ours = xml.encoded(AUTHOR)
    for number, name in enumerate(names):
        if _text(xml, name) == ours:
            return number
    tag = xml.prefix.decode() + "author"
    edits.append(_appended(xml, authors, xml.encoded(f"<{tag}>{AUTHOR}</{tag}>")))
    return len(names)


def _appended(xml: Xml, parent: Element, markup: bytes) -> Edit:
    if parent.tag.is_empty:
        return opened(parent.tag, markup)
    at = parent.end - len(b"</" + parent.tag.name + b">")
    return Edit(at, at, markup)


def _note(xml: Xml, cell: Cell, author: int, runs: Sequence[Run]) -> str:
    p = xml.prefix.decode()
    inside = "".join(_run(p, run) for run in runs)
    return (
        f'<{p}comment ref="{address(*cell)}" authorId="{author}">'
        f"<{p}text>{inside}</{p}text></{p}comment>"
    )


def _run(p: str, run: Run) -> str:
    bold = f"<{p}b/>" if run.is_bold else ""
    look = (
        f'{bold}<{p}sz val="10"/><{p}color rgb="{run.colour}"/><{p}rFont val="Microsoft JhengHei"/>'
    )
    return (
        f'<{p}r><{p}rPr>{look}</{p}rPr><{p}t xml:space="preserve">{written(run.text)}</{p}t></{p}r>'
    )


def _below(xml: Xml, one: Element, runs: Sequence[Run]) -> Edit:
    """Our runs below a member's own text."""
    first, *others = runs
    ours = xml.encoded(
        "".join(
            _run(xml.prefix.decode(), run)
            for run in (Run("\n\n" + first.text, first.is_bold, first.colour), *others)
        )
    )
    text = next(xml.tags(b"text", one.tag.end, one.end), None)
    if text is None:
        raise UNUSUAL
    if text.is_empty:
        return opened(text, ours)
    last = list(xml.tags(b"r", text.end, one.end))
    if last:
        closing = b"</" + last[-1].name + b">"
        at = xml.quiet.find(closing, last[-1].start) + len(closing)
        return Edit(at, at, ours)
    end = xml.quiet.find(b"</" + text.name + b">", text.end)
    # Plain text becomes a run, for runs may not follow it.
    run = xml.prefix + b"r"
    plain = xml.data[text.end : end]
    return Edit(text.end, end, b"<" + run + b">" + plain + b"</" + run + b">" + ours)
