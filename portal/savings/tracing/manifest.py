"""What stands behind a figure of savings, as plain data: streams, documents, rows and cells."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from portal.language import Text
from portal.savings.tracing.behind_claims import papers_of
from portal.savings.tracing.definitions import meaning, quantity, title
from portal.savings.tracing.figure_id import SavingsFigure
from portal.savings.tracing.papers import Entered, KeptFile, Paper, Papers, Table
from portal.savings.tracing.parts import Part
from portal.savings.tracing.trace import Corrected, Trace

Plain = Mapping[str, Any]


def papers_behind(session: Session, of: Trace) -> Papers:
    """The documents of every claim that a figure lists, linked ones included."""
    return papers_of(
        session,
        {key for one in of.parts for key in (one.claim, *one.others) if key},
        {one.place.company_id for one in of.parts},
    )


def manifest(of: Trace, papers: Papers) -> Plain:
    """A figure with its streams, what each adds, and every document, row and cell behind it."""
    figure, what = of.figure, quantity(of.figure)
    return {
        "figure": str(figure),
        "key": figure.key,
        "year": figure.year,
        "is_closed": figure.is_closed,
        "set": {"id": str(figure.of)},
        **_where(figure),
        "name": both(title(figure)),
        "unit": both(what.unit),
        "definition": both(meaning(figure)),
        "formula": both(what.formula),
        "value": _text(of.value),
        "listed": _text(of.listed),
        "unseen": of.unseen,
        "streams": [_part(one, papers) for one in of.parts],
        "corrections": [_correction(one) for one in of.corrections],
    }


def both(text: Text) -> Mapping[str, str]:
    """A sentence in both languages."""
    return {"zh": text.zh, "en": text.en}


def _where(figure: SavingsFigure) -> Plain:
    return {
        "block": figure.block.value,
        "level": None if figure.level is None else figure.level.value,
        "system": None if figure.system is None else figure.system.value,
    }


def _text(value: Decimal | None) -> str | None:
    return None if value is None else f"{value:f}"


def _part(one: Part, papers: Papers) -> Plain:
    place = one.place
    return {
        "stream": one.name,
        "title": one.title,
        "member": {"code": place.company_code, "name": both(place.company_name)},
        "group": place.group.value,
        "site": {"number": place.site_number, "name": both(place.site_name)},
        "system": None if one.system is None else one.system.value,
        "amount": _text(one.amount),
        **({} if one.over is None else {"over": _text(one.over)}),
        "note": None if one.note is None else both(one.note),
        "factor_year": one.year or None,
        "working": [both(each) for each in one.working],
        "counted": _claim(one.claim, papers) if one.claim else None,
        "linked": [_claim(key, papers) for key in one.others],
    }


def _claim(key: str, papers: Papers) -> Plain:
    return {"claim": key, "documents": [_paper(one) for one in papers.get(key, ())]}


def _paper(one: Paper) -> Plain:
    return {
        "kind": one.kind.value,
        "name": one.name,
        "says": [
            {"item": both(each.item), "value": each.value, "unit": each.unit} for each in one.says
        ],
        "entered": [_entered(each) for each in one.entered],
        "file": None if one.file is None else _file(one.file),
        "attached": [_file(each) for each in one.attached],
        "rows": [row for each in one.tables for row in _rows(each)],
    }


def _entered(one: Entered) -> Plain:
    form = both(one.form)
    return {"what": both(one.what), "by": one.by, "at": one.at.isoformat(), "form": form}


def _file(one: KeptFile) -> Plain:
    return {"name": one.name, "sha256": one.sha256}


def _rows(of: Table) -> Iterator[Plain]:
    """Every filled cell, with its sheet, row and address."""
    for line in of.lines:
        for heading, cell in zip(of.columns, line.cells, strict=True):
            if cell.zh:
                yield {
                    "sheet": of.sheet.zh,
                    "row": line.row,
                    "cell": f"{heading.letter}{line.row}",
                    "item": both(heading.title),
                    "value": cell.zh,
                    "is_amount": heading.is_amount,
                }


def _correction(one: Corrected) -> Plain:
    return {
        "group": one.group.value,
        "stream": one.stream,
        "amount": _text(one.amount),
        "reason": one.reason,
        "evidence": one.evidence,
        "by": one.by,
        "at": one.at.isoformat(),
    }
