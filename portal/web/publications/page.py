"""What the pages of publications show, put together from frozen rows."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from sqlalchemy.orm import Session

from portal.aggregation.definitions import DEFINITIONS, Definition
from portal.language import Language, Text
from portal.plans.amounts import Amount, Missing
from portal.publication.bridge import CAUSES, Bridge, Cause
from portal.publication.figure_id import KEYS, FigureId, FigureSet
from portal.publication.manifest import amount_of
from portal.publication.open_data import OpenFigure
from portal.publication.queries import PublicationRow, published_figures
from portal.publication.snapshot import Input, Source, sources_for
from portal.publication.tracing import Traced
from portal.reports.formats import Unit
from portal.reports.values import NOTHING, RATIOS, Form, written
from portal.submissions.queries.accepted import AcceptedVersion, accepted_versions
from portal.submissions.states import Kind
from portal.web.publications.access import Access, Shown, shown
from portal.web.summaries.disclosure import HELD_BACK
from portal.web.summaries.trace import SOURCES

PER_PAGE = 50
# Figure and which of the target years 2026, 2030 and 2050.
_HEADLINE: Final = (("t1", 1), ("t3", 1), ("net", 2))
Accepted = Mapping[Kind, Mapping[str, AcceptedVersion]]


@dataclass(frozen=True, slots=True)
class Line:
    """A figure of a publication by target year; one cell without a year for the reporting year."""

    key: str
    about: Definition
    unit: Text
    cells: tuple[tuple[Shown, str] | None, ...]


def lines(
    session: Session,
    of: PublicationRow,
    wanted: FigureSet,
    access: Access,
    horizons: Sequence[int | None],
    unit: Unit,
    language: Language,
) -> list[Line]:
    """The published figures of a set that have one of these target years."""
    found = published_figures(session, of, wanted)
    made: list[Line] = []
    for key, own in KEYS.items():
        if not set(own or (None,)) & set(horizons):
            continue
        cells: list[tuple[Shown, str] | None] = []
        for horizon in horizons:
            figure = FigureId(of.edition, wanted, key, horizon)
            known = found.get(figure)
            one = shown(figure, known, access) if known else None
            cells.append(None if one is None else (one, said(one, unit, language)))
        form = SOURCES[key].form
        made.append(Line(key, DEFINITIONS[key], unit_of(form, unit), tuple(cells)))
    return made


def are_known(made: Sequence[Line]) -> bool:
    """Whether any of the figures is a number."""
    cells = (cell for line in made for cell in line.cells if cell)
    return any(isinstance(one.value, Decimal) for one, _ in cells)


def headline(of_year: Sequence[Line], of_targets: Sequence[Line]) -> list[Line]:
    """The figures that readers come for, each with one cell: emissions, 2030, 2050."""
    found = [line for line in of_year if line.key in ("emissions", "change")]
    if not are_known(of_targets):
        return found
    targets = {line.key: line for line in of_targets}
    chosen = [replace(targets[key], cells=(targets[key].cells[at],)) for key, at in _HEADLINE]
    return [*found[:1], *chosen]


def said(one: Shown, unit: Unit, language: Language) -> str:
    """A published figure as it is written; held back where it would give a member away."""
    if one.is_held:
        return HELD_BACK[language]
    return written(one.value, SOURCES[one.id.key].form, unit, language)


def open_said(one: OpenFigure, unit: Unit, language: Language) -> str:
    """A figure of open data as a person reads it."""
    if one.value is None:
        return HELD_BACK[language]
    if one.key == "largest" and isinstance(one.value, Decimal):
        return f"≤ {written(one.value, Form.SHARE, unit, language)}"
    return written(one.value, _form(one.key), unit, language)


def open_unit(one: OpenFigure, unit: Unit) -> Text:
    """The unit of a figure of open data; a percentage carries its own sign."""
    form = _form(one.key)
    return NOTHING if form in RATIOS else form.unit(unit)


def _form(key: str) -> Form:
    return _BESIDE_FORMS.get(key) or SOURCES[key].form


_BESIDE_FORMS: Mapping[str, Form] = {
    "with_target": Form.MEMBERS,
    "quantified": Form.MEMBERS,
    "covered": Form.SHARE_1,
    "verified": Form.SHARE_1,
    "low": Form.TONNES_A_YEAR,
    "high": Form.TONNES_A_YEAR,
    "base_year_first": Form.YEAR,
    "base_year_last": Form.YEAR,
    "largest": Form.SHARE,
}


def unit_of(form: Form, unit: Unit) -> Text:
    """The unit in a heading; a percentage carries its own sign."""
    return form.unit(unit) if form.is_tonnes else NOTHING


@dataclass(frozen=True, slots=True)
class Behind:
    """One member behind a published figure.

    Attributes:
        since: what has become of its versions since; nothing when they still count.
    """

    input: Input
    amount: Amount
    sources: tuple[Source, ...]
    since: Text | None


_REPLACED = Text("已有新版本", "Replaced since")
_NO_LONGER = Text("已不計入", "No longer counts")


def behind(session: Session, found: Traced) -> list[Behind]:
    """The members of a traced figure by amount, each with what has changed since."""
    year, figure = found.figure.edition.year, found.figure
    accepted = {kind: accepted_versions(session, kind, year) for kind in Kind}
    made = [
        Behind(
            one,
            amount_of(one, figure),
            sources_for(one, figure.key),
            _since(one, figure, accepted) if found.publication else None,
        )
        for one in found.snapshot.of(figure.of)
    ]
    return sorted(made, key=_largest)


def _largest(one: Behind) -> tuple[bool, Amount, str]:
    missing = isinstance(one.amount, Missing)
    return missing, one.amount if isinstance(one.amount, Missing) else -one.amount, one.input.code


def _since(one: Input, figure: FigureId, accepted: Accepted) -> Text | None:
    for source in sources_for(one, figure.key):
        if source.kind is Kind.INVENTORY and source.year != figure.edition.year:
            continue
        now = accepted[source.kind].get(one.code)
        if now is None:
            return _NO_LONGER
        if now.version_id != source.version_id:
            return _REPLACED
    return None


def part(rows: Sequence[Behind], asked: int) -> tuple[Sequence[Behind], int, int]:
    """The rows of one page, its number, and how many pages there are."""
    pages = max(1, -(-len(rows) // PER_PAGE))
    number = min(max(asked, 1), pages)
    return rows[(number - 1) * PER_PAGE : number * PER_PAGE], number, pages


def page_link(number: int) -> str:
    """The address of another page of the same members."""
    return f"?page={number}"


def writer(key: str, unit: Unit, language: Language) -> Callable[[Amount], str]:
    """Writes amounts of a figure in the unit of the reader."""

    def said(amount: Amount) -> str:
        return written(amount, SOURCES[key].form, unit, language)

    return said


def causes(made: Bridge) -> list[tuple[Cause, Text, Decimal]]:
    """The steps of a bridge by cause."""
    return [(cause, CAUSES[cause], amount) for cause, amount in made.by_cause().items()]
