"""The definitions of the figures of a PDF, with the names by which the portal traces them."""

from collections.abc import Iterable, Iterator

from portal.aggregation.definitions import DEFINITIONS
from portal.language import Text
from portal.publication.figure_id import Edition, FigureSet, names_of
from portal.reports.library import Flowable
from portal.reports.look import Look
from portal.reports.page import long_heading
from portal.reports.tables import Column, Lines, table


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
        Column(Text("指標", "Figure"), 26),
        Column(Text("定義", "Definition"), 48),
        Column(Text("計算式與數值代號", "Formula and figure id"), 46),
    )
    rows = [
        (
            DEFINITIONS[key].label,
            DEFINITIONS[key].meaning,
            # The names by which the portal traces the figure, whole, so that they can be typed.
            Lines(DEFINITIONS[key].formula, names_of(edition, of, key)),
        )
        for key in dict.fromkeys(keys)
    ]
    yield from long_heading(look, Text("指標定義", "Definitions"))
    yield table(look, columns, rows)
