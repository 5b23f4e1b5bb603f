"""What a file of claims would change, claim by claim, before it is confirmed."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy.orm import Session

from portal.accounts.figures import Actor
from portal.claims.subject import Content
from portal.language import Text
from portal.members.models import Site
from portal.savings.checks import looks_like
from portal.savings.handed import contents_of
from portal.savings.handed_queries import newest, owner_of, sites_within_reach
from portal.savings.models import ClaimFile
from portal.savings.queries import streams
from portal.savings.sources import place
from portal.savings.streams import Claim, Stream
from portal.savings.uploaded import LEVELS
from portal.savings.vocabulary import Origin, Power


class Change(StrEnum):
    """What a claim of a file is beside what stands."""

    ADDED = "added"
    CHANGED = "changed"
    SAME = "same"
    OUT_OF_REACH = "out_of_reach"

    @property
    def label(self) -> Text:
        """The change in both languages."""
        return _CHANGES[self]


_CHANGES = {
    Change.ADDED: Text("新增", "New"),
    Change.CHANGED: Text("更新", "Changed"),
    Change.SAME: Text("相同", "The same"),
    Change.OUT_OF_REACH: Text("廠區已不在範圍內", "Its site is out of reach"),
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One claim of a file.

    Attributes:
        alike: how many streams on file look like the same change.
        joins: whether it names a diagnosis or contract that it will be counted with.
    """

    content: Content
    change: Change
    alike: int
    joins: bool


@dataclass(frozen=True, slots=True)
class Preview:
    """What a file would change."""

    entries: tuple[Entry, ...]

    @property
    def written(self) -> int:
        """How many claims are new or changed."""
        return sum(one.change in (Change.ADDED, Change.CHANGED) for one in self.entries)


def preview(session: Session, actor: Actor, one: ClaimFile) -> Preview:
    """What a file would change as things are now."""
    reach, known = sites_within_reach(session, actor), newest(session, one.giver)
    on_file = streams(session)
    entries: list[Entry] = []
    for content in contents_of(one):
        site_id = reach.get(content.site)
        if site_id is None:
            entries.append(Entry(content, Change.OUT_OF_REACH, 0, joins=False))
            continue
        before = known.get((site_id, content.reference))
        change = Change.ADDED
        if before is not None:
            change = Change.SAME if before.content == content.plain() else Change.CHANGED
        own = "" if before is None else f"upload-{before.claim_id}"
        there = [each for each in on_file if each.best.place.site_id == site_id]
        entries.append(
            Entry(
                content,
                change,
                _alike(session, content, site_id, [each for each in there if not _has(each, own)]),
                joins=_joins(content, there),
            )
        )
    return Preview(tuple(entries))


def _has(stream: Stream, key: str) -> bool:
    return any(one.key == key for one in stream.claims)


def _joins(content: Content, there: Sequence[Stream]) -> bool:
    named = [
        claim
        for stream in there
        for claim in stream.claims
        if content.names and claim.source.split(" ")[0] == content.names
    ]
    return bool(named)


def _alike(session: Session, content: Content, site_id: int, others: Sequence[Stream]) -> int:
    """How many streams of the site and system could be the same change."""
    claim = Claim(
        key="upload-new",
        origin=Origin.UPLOAD,
        levels=LEVELS[content.level],
        place=place(owner_of(session, site_id), session.get_one(Site, site_id)),
        system=content.system,
        title=content.title,
        savings=dict(content.savings),
        year=content.year,
        commissioned_on=content.commissioned_on,
        power=Power.GREEN if content.is_green else Power.GRID,
    )
    made = Stream(claim.key, (claim,))
    return sum(each.best.system is content.system and looks_like(made, each) for each in others)
