"""The streams of a year as they were when it was closed: kept with the figures, read again."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, Final

from portal.language import Text
from portal.reference.groups import Group
from portal.reference.site_systems import Carrier, System
from portal.savings.city import Basis, behind
from portal.savings.models import ClosedYear, Correction
from portal.savings.streams import Place
from portal.savings.totals import Counted
from portal.savings.tracing.figure_id import LEVELS, OF_LEVEL, Block, SavingsFigure, figures_of
from portal.savings.tracing.parts import Part, Places, each_site_once, of_streams, parts
from portal.savings.vocabulary import Figure, Origin

PARTS: Final = "streams"
"""Under which name the streams are kept beside the figures of the alliance and its groups."""
FACTS: Final = "diagnoses"
"""Under which name what diagnoses counted is kept, in the same way."""
_FIGURES: Final = {
    Block.IN_YEAR: Figure.YEAR,
    Block.ADVISORY: Figure.ADVISORY,
    Block.ESCO: Figure.ESCO,
}


def kept_parts(known: Basis, places: Places) -> dict[str, Any]:
    """What every figure of the alliance adds up, amounts as exact text.

    Args:
        known: everything of the year.
        places: of the facts of diagnoses.
    """
    found = behind(known)
    streams = {
        block.value: {level.value: _of_level(found[block.value][level]) for level in levels}
        for block, levels in LEVELS.items()
    }
    facts = {
        one.key: [_kept([part], (one.key,)) for part in parts(known, one, places)]
        for one in figures_of(known.year)
        if one.level is None
    }
    return {PARTS: streams, FACTS: facts}


def _of_level(counted: Sequence[Counted]) -> list[dict[str, Any]]:
    each = zip(*(of_streams(counted, key) for key in OF_LEVEL), strict=True)
    return [_kept(same, OF_LEVEL) for same in each]


def _kept(same: Sequence[Part], keys: Sequence[str]) -> dict[str, Any]:
    """One stream or fact, seen once for each of some figures."""
    one = same[0]
    place = one.place
    return {
        "name": one.name,
        "title": one.title,
        "site": [place.site_id, place.site_number, place.site_name.zh, place.site_name.en],
        "member": [
            *(place.company_id, place.company_code),
            *(place.company_name.zh, place.company_name.en),
            place.group.value,
        ],
        "system": None if one.system is None else one.system.value,
        "stream": one.stream,
        "claim": one.claim,
        "origin": one.origin.value,
        "source": one.source,
        "others": list(one.others),
        "year": one.year,
        "savings": {carrier.value: _text(value) for carrier, value in one.savings.items()},
        "amounts": {key: _text(each.amount) for key, each in zip(keys, same, strict=True)},
        "working": [[each.zh, each.en] for each in one.working],
        "request_id": one.request_id,
        "over": _text(one.over),
        "notes": {
            key: [each.note.zh, each.note.en]
            for key, each in zip(keys, same, strict=True)
            if each.note is not None
        },
    }


def _text(value: Decimal | None) -> str | None:
    return None if value is None else f"{value:f}"


def closed_parts(year: ClosedYear, figure: SavingsFigure) -> tuple[Part, ...] | None:
    """What a figure added up when it was kept; None where the year was closed without it."""
    kept: Mapping[str, Any] | None = year.snapshot.get(PARTS if figure.level else FACTS)
    if kept is None:
        return None
    rows = kept[figure.block.value][figure.level.value] if figure.level else kept[figure.key]
    group = figure.of.group
    found = [
        one
        for one in (_restored(row, figure.key) for row in rows)
        if group is None or one.place.group is group
    ]
    return tuple(each_site_once(found) if figure.key == "sites" else found)


def _restored(row: Mapping[str, Any], key: str) -> Part:
    amount, note = row["amounts"][key], row["notes"].get(key)
    return Part(
        row["name"],
        row["title"],
        _place(row["site"], row["member"]),
        None if row["system"] is None else System(row["system"]),
        None if amount is None else Decimal(amount),
        stream=row["stream"],
        claim=row["claim"],
        origin=Origin(row["origin"]),
        source=row["source"],
        others=tuple(row["others"]),
        year=row["year"],
        savings={Carrier(carrier): Decimal(value) for carrier, value in row["savings"].items()},
        working=tuple(Text(*each) for each in row["working"]),
        over=None if row["over"] is None else Decimal(row["over"]),
        note=None if note is None else Text(*note),
        request_id=row["request_id"],
    )


def _place(site: Sequence[Any], member: Sequence[Any]) -> Place:
    return Place(
        site[0],
        site[1],
        Text(site[2], site[3]),
        member[0],
        member[1],
        Text(member[2], member[3]),
        Group(member[4]),
    )


def counted_corrections(entries: Sequence[Correction], figure: SavingsFigure) -> list[Correction]:
    """The corrections that change a figure: of its block, level and group, in kWh or tonnes."""
    group = figure.of.group
    return [
        one
        for one in entries
        if one.figure is _FIGURES[figure.block]
        and one.level is figure.level
        and (group is None or one.group is group)
        and correction_of(one, figure)
    ]


def correction_of(one: Correction, figure: SavingsFigure) -> Decimal:
    """What a correction adds to a figure."""
    match figure.key:
        case "kwh":
            return one.electricity
        case "t":
            return one.tonnes
        case _:
            return Decimal(0)
