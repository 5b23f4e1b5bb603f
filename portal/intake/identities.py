"""Sources, sites and measures under their names: last year's rows found under this year's."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from portal.submissions.figures import IdentityChangeRow
from portal.submissions.states import IdentityKind
from portal.workbook.recurrence import plain

# Parts of a site that was split are told from one site's number by this sign.
TOGETHER: Final = "+"
_IN_BOTH: Final = frozenset({IdentityKind.SITE_SPLIT, IdentityKind.SITES_MERGED})
_OF_SITES: Final = frozenset({*_IN_BOTH, IdentityKind.SITE_RENUMBERED})
BETWEEN: Final = "/"
_SITE_PLACE, _NAME_PLACE = 1, 2


@dataclass(frozen=True, slots=True)
class Identities:
    """What became of names between an older and a newer workbook, oldest change first.

    Sites that were split or merged are compared as one: under the numbers of the newer workbook,
    joined by `TOGETHER`. Names are compared without differences of width, case and spaces.
    """

    changes: tuple[IdentityChangeRow, ...] = ()

    @staticmethod
    def between(changes: Iterable[IdentityChangeRow], older: int, newer: int) -> "Identities":
        """The changes from one reporting year to another.

        A new name may come with a correction of the same year; a split or a merger of that year
        is in both workbooks already.
        """
        within = set(IdentityKind) - _IN_BOTH
        found = [
            one
            for one in changes
            if older < one.year <= newer or (one.year == older and one.kind in within)
        ]
        return Identities(tuple(sorted(found, key=lambda one: (one.year, one.id))))

    def newer_site(self, site: str) -> str:
        """Under which number, or numbers, a site of the older workbook is found in the newer."""
        return self.newer(site, "")[0]

    def newer(self, site: str, name: str) -> tuple[str, str]:
        """The same for a source by its site and its own number; as written, or as recorded."""
        for change in self.changes:
            if change.kind is IdentityKind.SOURCE_RENAMED:
                if plain(f"{site}{BETWEEN}{name}") == plain(change.old[0]):
                    site, _, name = change.new[0].partition(BETWEEN)
            elif change.kind in _OF_SITES:
                site = _moved(site, change)
        return site, name

    def newer_measure(self, number: str) -> str:
        """Under which number a measure of the older plan is found in the newer; else as written."""
        for change in self.changes:
            if change.kind is IdentityKind.MEASURE_RENUMBERED and plain(change.old[0]) == plain(
                number
            ):
                number = change.new[0]
        return number

    def together(self, site: str) -> str:
        """A site of the newer workbook, with those that it is compared together with."""
        return self.joined.get(plain(site), plain(site))

    @property
    def joined(self) -> dict[str, str]:
        """Each part of a site that was split, and the name of all its parts, both as `plain`."""
        found: dict[str, str] = {}
        for change in self.changes:
            if change.kind in _OF_SITES:
                for old in change.old:
                    name = plain(self.newer_site(old))
                    if TOGETHER in name:
                        found.update(dict.fromkeys(name.split(TOGETHER), name))
        return found

    def identity(self, identity: tuple[str, ...], *, sheet: str) -> tuple[str, ...]:
        """The identity of a row with a site, of the older workbook, in the newer one."""
        if not self.changes:
            return identity
        if sheet == "measures":
            return tuple(plain(self.newer_site(self.newer_measure(one))) for one in identity)
        site, *rest = identity
        if sheet == "sources" and rest:
            site, name = self.newer(site, rest[0])
            return (plain(site), plain(name), *rest[1:])
        return (plain(self.newer_site(site)), *rest)

    def about(self, said: str) -> str:
        """What a warning of the older workbook was about, under the names of the newer one."""
        parts = said.split(BETWEEN)
        if len(parts) <= _SITE_PLACE or not self.changes:
            return said
        names = tuple(parts[_SITE_PLACE : _NAME_PLACE + 1])
        followed = self.identity(names, sheet=parts[0])
        # A site that was split has several warnings now; none of them is the former one.
        if TOGETHER in followed[0]:
            return said
        return BETWEEN.join((parts[0], *followed, *parts[_NAME_PLACE + 1 :]))


def _moved(site: str, change: IdentityChangeRow) -> str:
    old = {plain(one) for one in change.old}
    parts = site.split(TOGETHER)
    kept = [part for part in parts if plain(part) not in old]
    if len(kept) == len(parts):
        return site
    return TOGETHER.join(dict.fromkeys((*kept, *change.new)))
