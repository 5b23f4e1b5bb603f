"""The network of exchanges as a chart: sellers at the left, one line for each flow, its table."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from math import log10
from typing import Final

from portal.exchange.network import Edge
from portal.exchange.queries import Party
from portal.exchange.words import MATCHES
from portal.language import Language, Text
from portal.plans.amounts import MISSING_LABELS, Amount, Missing
from portal.reference.codes import CARRIER
from portal.reports import formats
from portal.reports.charts import Chart, Dot, Label, Polyline, Shape, Table
from portal.reports.labelling import text_width

ROW: Final = 30.0
TOP: Final = 34.0
# Between the dots of sellers and buyers.
SPAN: Final = 180.0
# What a company is by law says nothing in a drawing.
_LEGAL_FORMS: Final = ("股份有限公司", "有限公司", " Co., Ltd.")
_Way = tuple[tuple[float, float], ...]
_TITLE = Text(
    "{year} 年成員間能源與碳的交換", "Energy and carbon exchanged between members, {year}"
)
_SELLER, _BUYER = Text("供應方", "Seller"), Text("受入方", "Buyer")
HEADING: Final = (
    _SELLER,
    _BUYER,
    Text("種類", "Carrier"),
    Text("比對", "Match"),
    Text("數量", "Quantity"),
    Text("排放當量（公噸 CO₂e）", "Emissions (t CO₂e)"),
    Text("避免排放（公噸 CO₂）", "Avoided (t CO₂)"),
)


def chart(edges: Sequence[Edge], year: int, language: Language) -> Chart:
    """The flows in the order of their sellers; open flows are dashed, wider lines are larger."""
    ordered = sorted(edges, key=lambda one: (one.seller.group, one.seller.code, one.buyer.code))
    heights = _heights(ordered)
    sellers = {one.seller.code: _named(one.seller, language) for one in ordered}
    groups = {one.seller.code: one.seller.group.value for one in ordered}
    # Names decide how much room there is: those in English are twice as long.
    left = 20 + max([text_width(one) for one in sellers.values()], default=60.0)
    right = left + SPAN
    shapes: list[Shape] = [
        Label(left - 10, 16, _SELLER[language], "end", is_bold=True),
        Label(right + 10, 16, _BUYER[language], "start", is_bold=True),
    ]
    for code, y in heights.items():
        shapes.append(Dot(left, y, 5, groups[code]))
        shapes.append(Label(left - 10, y + 4, sellers[code], "end", "ink"))
    for index, edge in enumerate(ordered):
        points = _way(left, heights[edge.seller.code], TOP + ROW * index)
        shapes += _flow(edge, points, language)
    table = Table(
        tuple(one[language] for one in HEADING), tuple(_cells(one, language) for one in ordered)
    )
    height = TOP + ROW * max(len(ordered), 1)
    words = [text_width(_words(one, language)) for one in ordered]
    width = right + 20 + max(words, default=60.0)
    return Chart(_TITLE.format(year=year)[language], width, height, tuple(shapes), table)


def _heights(edges: Sequence[Edge]) -> Mapping[str, float]:
    """Where each seller stands: in the middle of its flows."""
    places: dict[str, list[float]] = {}
    for index, edge in enumerate(edges):
        places.setdefault(edge.seller.code, []).append(TOP + ROW * index)
    return {code: sum(found) / len(found) for code, found in places.items()}


def _way(left: float, start: float, end: float) -> _Way:
    return ((left, start), (left + SPAN / 2, end), (left + SPAN, end))


def _flow(edge: Edge, points: _Way, language: Language) -> list[Shape]:
    dash = (5.0, 4.0) if edge.match.is_open else ()
    said = " ".join(_cells(edge, language)[:5])
    line = Polyline(points, edge.seller.group.value, _width(edge.tonnes), dash, said)
    right, end = points[-1]
    words = Label(right + 10, end + 4, _words(edge, language))
    return [line, Dot(right, end, 5, edge.buyer.group.value), words]


def _words(edge: Edge, language: Language) -> str:
    return f"{_named(edge.buyer, language)} · {_what(edge, language)}"


def _what(edge: Edge, language: Language) -> str:
    said = f"{carrier(edge.carrier, language)} {quantity(edge)}"
    if isinstance(edge.avoided, Decimal):
        avoided = Text("避免 {t} 公噸", "{t} t avoided").format(t=formats.number(edge.avoided))
        return f"{said} · {avoided[language]}"
    if isinstance(edge.captured, Decimal):
        caught = Text("捕捉 {t} 公噸", "{t} t captured").format(t=formats.number(edge.captured))
        return f"{said} · {caught[language]}"
    return said


def _width(tonnes: Amount) -> float:
    if isinstance(tonnes, Missing) or tonnes < 1:
        return 1.5
    return 1.0 + 1.2 * max(log10(float(tonnes)) - 2, 0.4)


def _named(member: Party, language: Language) -> str:
    name = member.name[language]
    form = next((one for one in _LEGAL_FORMS if name.endswith(one)), "")
    return f"{member.code} {name.removesuffix(form)}"


def carrier(code: str, language: Language) -> str:
    """What a carrier is called."""
    return CARRIER[code].label[language] if code in CARRIER else code


def quantity(edge: Edge) -> str:
    """A quantity with its unit."""
    if isinstance(edge.quantity, Missing):
        return formats.MISSING
    return f"{formats.number(edge.quantity)} {edge.unit}".strip()


def _cells(edge: Edge, language: Language) -> tuple[str, ...]:
    return (
        f"{edge.seller.code} {edge.seller.name[language]}",
        f"{edge.buyer.code} {edge.buyer.name[language]}",
        carrier(edge.carrier, language),
        MATCHES[edge.match][language],
        quantity(edge),
        _amount(edge.tonnes, language),
        _amount(edge.avoided, language),
    )


def _amount(value: Amount, language: Language) -> str:
    return MISSING_LABELS[value][language] if isinstance(value, Missing) else formats.number(value)
