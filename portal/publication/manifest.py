"""What stands behind one figure, as plain data: its definition, members, versions, rows, cells."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from portal.aggregation.amounts import AMOUNTS
from portal.aggregation.definitions import DEFINITIONS
from portal.language import Text
from portal.plans.amounts import MISSING_LABELS, Amount, Missing
from portal.publication.figure_id import FigureId, label
from portal.publication.member_json import settlement
from portal.publication.queries import PublicationRow
from portal.publication.snapshot import Input, Row, Snapshot, Source, sources_for

Plain = Mapping[str, Any]


def manifest(
    of: Snapshot,
    figure: FigureId,
    value: Amount,
    *,
    publication: PublicationRow | None = None,
) -> Plain:
    """A figure with its members, their versions, and every row and cell behind it.

    Args:
        of: with the rows of at least the members and versions that the figure rests on.
        value: as published, or as computed when the year stands as it is.
        publication: None for a figure that is not published.
    """
    about = DEFINITIONS[figure.key]
    members = of.of(figure.of)
    return {
        "figure": str(figure),
        "key": figure.key,
        "year": figure.edition.year,
        "horizon": figure.horizon,
        "set": {"id": str(figure.of), "name": both(label(figure.of, of.names))},
        "name": both(about.label),
        "unit": both(about.unit),
        "definition": both(about.meaning),
        "formula": about.formula.en,
        "value": str(value),
        "publication": _publication(publication),
        "versions": dict(of.versions),
        "members": [_member(one, figure) for one in members],
        "settlements": [settlement(ruling) for one in members for ruling in one.member.rulings],
    }


def both(text: Text) -> Mapping[str, str]:
    """A sentence in both languages."""
    return {"zh": text.zh, "en": text.en}


def _publication(of: PublicationRow | None) -> Plain | None:
    if of is None:
        return None
    return {
        "id": of.name,
        "published_at": of.published_at.isoformat(),
        "method": of.method_version,
        "digest": of.digest,
        "note": both(of.note),
    }


def _member(one: Input, figure: FigureId) -> Plain:
    amount = amount_of(one, figure)
    return {
        "code": one.code,
        "name": both(one.name),
        "group": one.member.group.value,
        "amount": str(amount),
        "reason": both(MISSING_LABELS[amount]) if isinstance(amount, Missing) else None,
        "sources": [_source(source) for source in sources_for(one, figure.key)],
    }


def amount_of(one: Input, figure: FigureId) -> Amount:
    """What a member adds to a figure, before overlap is deducted; or why it adds nothing."""
    return AMOUNTS[figure.key](one.member, figure.horizon or one.member.year)


def _source(one: Source) -> Plain:
    return {
        "kind": one.kind.value,
        "year": one.year,
        "version": one.number,
        "receipt": one.receipt_number,
        "sha256": one.sha256,
        "template_version": one.template_version,
        "rules_version": one.rules_version,
        "rows": [row._asdict() for row in one.rows],
    }


HEADING: Final = (
    *("member", "name_zh", "name_en", "kind", "year", "version", "sha256", "sheet", "row", "cell"),
    *("item", "detail", "scope", "counts", "value", "unit"),
)


def table(members: Sequence[Input], key: str) -> Iterator[tuple[str, ...]]:
    """Every row behind a figure under `HEADING`."""
    for one in members:
        for source in sources_for(one, key):
            of = (one.code, one.name.zh, one.name.en, source.kind.value, str(source.year))
            version = (f"v{source.number}", source.sha256)
            for row in source.rows:
                yield (*of, *version, *_cells(row))


def _cells(row: Row) -> tuple[str, ...]:
    scope = "" if row.scope is None else str(row.scope)
    counts = "yes" if row.counts else "no"
    place = (row.sheet, str(row.row), row.cell)
    return (*place, row.item, row.detail, scope, counts, row.value, row.unit)
