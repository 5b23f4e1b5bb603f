"""The definitions of the figures of a PDF, with the names by which the portal traces them."""

from collections.abc import Iterable, Iterator, Sequence

from portal.aggregation.definitions import DEFINITIONS
from portal.language import Text
from portal.publication.figure_id import Edition, FigureSet, names_of
from portal.reports.library import Flowable
from portal.reports.look import Look
from portal.reports.page import long_heading
from portal.reports.tables import Column, table


def definition_table(
    look: Look, keys: Iterable[str], edition: Edition, of: FigureSet
) -> Iterator[Flowable]:
    """What each figure means, under its heading.

    Args:
        look: font and language.
        keys: of `DEFINITIONS`, in the order of the figures; one named twice is defined once.
        edition: the year, or its publication.
        of: whose figures they are.
    """
    columns = (
        Column(Text("指標", "Figure"), 28),
        Column(Text("定義", "Definition"), 54),
        Column(Text("計算式與數值代號", "Formula and figure id"), 38),
    )
    rows = [
        (
            DEFINITIONS[key].label,
            DEFINITIONS[key].meaning,
            _traced_by(DEFINITIONS[key].formula, names_of(edition, of, key)),
        )
        for key in dict.fromkeys(keys)
    ]
    yield from long_heading(look, Text("指標定義", "Definitions"))
    yield table(look, columns, rows)


def _traced_by(formula: Text, names: Sequence[str]) -> Text:
    """The formula with the names by which the portal traces the figure."""
    if not names:
        return formula
    said = "; ".join(names)
    return Text(f"{formula.zh}　〔{said}〕", f"{formula.en}  [{said}]")
