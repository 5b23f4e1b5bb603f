"""Diagnoses and savings of groups and systems side by side, as tables of a PDF."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from portal.language import Text
from portal.reports import formats
from portal.reports.library import Flowable
from portal.reports.look import Look
from portal.reports.page import long_heading
from portal.reports.savings import (
    EVERYTHING,
    SHOWN,
    Block,
    Scope,
    YearOfSavings,
    money_of,
    totals,
)
from portal.reports.tables import Band, Column, Row, number, table
from portal.savings.totals import Total
from portal.savings.vocabulary import Level

KWH: Final = Text("度", "kWh")
MWH: Final = Text("千度", "MWh")
GJ: Final = Text("GJ", "GJ")
TONNES: Final = Text("公噸 CO₂e", "t CO₂e")
MONEY: Final = Text("元／年", "NT$/yr")
THOUSANDS: Final = Text("千元／年", "NT$ 1,000/yr")
_SCOPE: Final = Text("範圍", "Scope")
SHORT_LEVELS: Final = {
    Level.IDENTIFIED: Text("潛力", "Identified"),
    Level.ACCEPTED: Text("採納", "Accepted"),
    Level.IMPLEMENTED: Text("執行", "Carried out"),
    Level.VERIFIED: Text("驗證", "Verified"),
}

Cells = Callable[[Scope], Sequence[str]]


@dataclass(frozen=True, slots=True)
class Quantity:
    """One quantity of a total, with its unit, decimals, and how many make one of the unit."""

    name: str
    unit: Text
    places: int = 0
    scale: int = 1

    def of(self, one: Total) -> str:
        """The quantity as it reads."""
        value: Decimal | None = money_of(one) if self.name == "money" else getattr(one, self.name)
        return formats.number(None if value is None else value / self.scale, self.places)


_ENERGY: Final = (Quantity("electricity", MWH, 1, 1000), Quantity("gigajoules", GJ))
_WORTH: Final = (Quantity("tonnes", TONNES, 1), Quantity("money", THOUSANDS, 0, 1000))
_TABLES: Final[tuple[tuple[Text, Block, tuple[Quantity, ...]], ...]] = (
    (Text("診斷成果之能源", "energy of the diagnoses"), "advisory", _ENERGY),
    (Text("診斷成果之減碳與金額", "tonnes and money of the diagnoses"), "advisory", _WORTH),
    (Text("ESCO 專案", "ESCO projects"), "esco", (*_ENERGY, *_WORTH)),
    (Text("當年度內節約", "saved within the year"), "in_year", (*_ENERGY, *_WORTH)),
)
_COUNTS: Final = (
    Column(_SCOPE, 36),
    number(Text("診斷廠區", "Sites"), 15),
    number(Text("發現", "Findings"), 15),
    number(Text("建議", "Advised"), 15),
    number(Text("採納", "Accepted"), 16),
    number(Text("執行", "Carried out"), 16),
    number(Text("驗證", "Verified"), 15),
    number(Text("執行率", "Rate"), 16),
    number(Text("回收年限", "Payback"), 18, Text("年", "years")),
)


def scope_tables(found: YearOfSavings, look: Look) -> Iterator[Flowable]:
    """Counts, then energy, tonnes and money of every group and system that has any."""
    if not found.parts:
        return
    title = Text("診斷與執行", "diagnoses and what became of them")
    yield from long_heading(look, _headed(found, title), 1)
    yield _table(found, look, _COUNTS, _counts)
    for title, block, quantities in _TABLES:
        if not any(one.streams for scope in found.scopes for one in totals(scope.figures, block)):
            continue
        yield from long_heading(look, _headed(found, title), 1)
        yield _quantities(found, look, block, quantities)


def _headed(found: YearOfSavings, title: Text) -> Text:
    which = (
        Text("各組與各系統", "Groups and systems") if found.groups else Text("各系統", "Systems")
    )
    return Text(f"{which.zh}：{title.zh}", f"{which.en}: {title.en}")


def _counts(scope: Scope) -> Sequence[str]:
    one = scope.figures
    return (
        formats.number(one.sites),
        formats.number(one.findings),
        *(formats.number(each.streams) for each in totals(one, "advisory")),
        formats.percent(one.implementation_rate, 1),
        formats.number(one.payback, 1),
    )


def _quantities(
    found: YearOfSavings, look: Look, block: Block, quantities: Sequence[Quantity]
) -> Flowable:
    """Scopes by row; each quantity at each level by column."""
    columns = (
        Column(_SCOPE, 30),
        *(
            number(SHORT_LEVELS[level], 17, one.unit)
            for one in quantities
            for level in SHOWN[block]
        ),
    )

    def cells(scope: Scope) -> Sequence[str]:
        return [one.of(each) for one in quantities for each in totals(scope.figures, block)]

    return _table(found, look, columns, cells)


def _table(found: YearOfSavings, look: Look, columns: Sequence[Column], cells: Cells) -> Flowable:
    rows: list[Row] = []
    for title, scopes in found.parts:
        if len(found.parts) > 1:
            rows.append(Band(title))
        rows += [(one.label, *cells(one)) for one in scopes]
    if found.whole is not None:
        rows.append((EVERYTHING, *cells(found.everything(found.whole))))
    return table(look, columns, rows, total=1)
