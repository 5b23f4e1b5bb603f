"""Rows of two workbooks brought together by what names them, never by where they stand."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from portal.intake.comparing.figures import Row, Side, summed
from portal.intake.identities import TOGETHER, Identities

Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """One row before and after; None on the side where it does not exist.

    Attributes:
        former: how the older workbook names it, where a change of identity is recorded.
        count: rows behind it on the fuller side.
    """

    before: Row | None
    after: Row | None
    former: str = ""
    count: int = 1

    @property
    def shown(self) -> Row:
        """The row as the newer workbook has it, or else the older."""
        row = self.after or self.before
        if row is None:
            raise ValueError("a pair without a row")
        return row


def pairs(before: Side, after: Side, sheet: str, identities: Identities) -> Iterator[Pair]:
    """Every row of a worksheet with its counterpart, in the order of the newer workbook.

    Rows that have no identity of their own, or the same as another, are told apart by their
    order. Rows of sites that were split or merged are one row, with the sum of their amounts.
    """
    old = _by_key(before.rows.get(sheet, ()), identities, is_older=True)
    new = _by_key(after.rows.get(sheet, ()), identities, is_older=False)
    for key in dict.fromkeys((*new, *old)):
        left, right = old.get(key, []), new.get(key, [])
        if _is_joint(key, left, right):
            yield Pair(_sum(left), _sum(right), _former(left, key), max(len(left), len(right)))
            continue
        for number in range(max(len(left), len(right))):
            one, other = _nth(left, number), _nth(right, number)
            yield Pair(one, other, _former([one] if one and other else [], key))


def _by_key(
    rows: Sequence[Row], identities: Identities, *, is_older: bool
) -> Mapping[Key, list[Row]]:
    found: dict[Key, list[Row]] = {}
    for row in rows:
        found.setdefault(_key(row, identities, is_older=is_older), []).append(row)
    return found


def _key(row: Row, identities: Identities, *, is_older: bool) -> Key:
    if not row.has_site or not row.identity:
        return row.identity
    if is_older:
        return identities.identity(row.identity, sheet=row.sheet)
    site, *rest = row.identity
    return (identities.together(site), *rest)


def _is_joint(key: Key, *sides: Sequence[Row]) -> bool:
    """Whether several sites of one workbook stand behind a row."""
    several = any(len({row.identity[:1] for row in rows}) > 1 for rows in sides)
    return bool(key) and (several or TOGETHER in key[0])


def _sum(rows: Sequence[Row]) -> Row | None:
    if len(rows) < 2:
        return rows[0] if rows else None
    same_unit = len({row.unit for row in rows}) == 1
    activities = [row.activity for row in rows]
    known = [one for one in activities if one is not None]
    whole = same_unit and len(known) == len(activities)
    return replace(
        rows[0],
        # Each of the rows has its own cells; their sum has none.
        cells={},
        amounts=summed(row.amounts for row in rows),
        activity=sum(known, Decimal(0)) if whole else None,
        unit=rows[0].unit if same_unit else "",
    )


def _former(rows: Sequence[Row], key: Key) -> str:
    names = dict.fromkeys("/".join(row.identity).upper() for row in rows if row.identity != key)
    return "、".join(names)


def _nth(rows: Sequence[Row], number: int) -> Row | None:
    return rows[number] if number < len(rows) else None
