"""The present template with everything an older workbook held, for the member to complete.

The same on the server and at the member's desk; the reading is done in a child process.
"""

import logging
from dataclasses import dataclass, replace
from pathlib import Path

import orjson

from portal.intake.checking import HEAD, LIMITS
from portal.intake.kinds import KINDS, TEMPLATES
from portal.language import Text
from portal.workbook.carrying import carried_over
from portal.workbook.cells import Book, open_book
from portal.workbook.child import Finished, run
from portal.workbook.content import Content, Line
from portal.workbook.identity import Identity, identify, made_out_for
from portal.workbook.left import Left, left_to_fill
from portal.workbook.package import inspect
from portal.workbook.reading import read
from portal.workbook.refusals import Refused
from portal.workbook.sheets import Template
from portal.workbook.template import draft_bytes
from portal.workbook.writing.draft import Stamp, draft, stamp

NOTHING: Line = {}
LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Upgraded:
    """A workbook in the present version, and what is left to fill in it."""

    data: bytes
    left: tuple[Left, ...]


def upgraded(path: Path) -> Upgraded | None:
    """The workbook of a path in the present version; None when it is none of ours or unreadable."""
    outcome = run(_made, path, limits=LIMITS)
    if not isinstance(outcome, Finished):
        LOG.warning("a workbook was not carried over: %s", outcome)
        return None
    if not outcome.answer:
        return None
    size = int.from_bytes(outcome.answer[:HEAD], "big")
    said = orjson.loads(outcome.answer[HEAD : HEAD + size])
    left = tuple(Left.restored(one) for one in said)
    return Upgraded(outcome.answer[HEAD + size :], left)


def _made(path: Path) -> bytes:
    if inspect(path) is not None:
        return b""
    try:
        with open_book(path) as book:
            return _carried(book)
    except Refused:
        return b""


def _carried(book: Book) -> bytes:
    identity = identify(book, TEMPLATES)
    if identity.template is None or identity.version > identity.template.version:
        return b""
    kind = KINDS[identity.template.kind]
    number = identity.version if identity.is_stated else kind.versions.seen_in(book)
    reading = read(book, kind.versions.version(number).template, group=None, version=number)
    content = carried_over(book, reading, kind.versions)
    made_out = _made_out(book, identity, kind.template, content)
    if made_out is None:
        return b""
    left = left_to_fill(kind.template, content, group=made_out.group, since=number)
    whole = replace(draft(kind.template, content, made_out), left=left)
    listed = orjson.dumps(left)
    return len(listed).to_bytes(HEAD, "big") + listed + draft_bytes(whole)


def _made_out(book: Book, identity: Identity, template: Template, content: Content) -> Stamp | None:
    """The stamp of the new workbook; None where the older one says no year."""
    cover = next(iter(content.get("cover", ())), NOTHING)
    said = cover.get(KINDS[template.kind].year)
    year = said if isinstance(said, int) else identity.year
    if year is None:
        return None
    name, group = made_out_for(book)
    return stamp(
        template,
        group=group,
        year=year,
        member_code=str(cover.get("member_code") or identity.member or ""),
        member_name=Text(name or str(cover.get("member_name") or ""), ""),
    )
