"""The rule book about the official form: what its formulas lose in silence, with the right figure.

What the portal finds in every inventory (a methane potential of 30, an extinguisher taken for pure
carbon, PFCs that became 0, a factor of another year) it finds in this form too and is not repeated.
"""

from collections.abc import Iterator
from typing import Final

from portal.official.joining import FILE_ROWS, Official
from portal.official.rules import cells, factors, files, lines, totals
from portal.official.rules.book import RULES
from portal.workbook.findings import Hit, Place
from portal.workbook.locate import Said

__all__ = ["MODULES", "RULES", "without_repeats"]

MODULES = (lines, factors, cells, totals, files)

# What a rule about the form has said already, the rules about every inventory need not say again.
_ROW_CODES: Final = frozenset({"INV-044", "INV-204", "INV-059", "INV-202", "INV-075", "INV-244"})
# The numbers of sources are made of their keys here; that one stands twice is found by its key.
_MADE_HERE: Final = frozenset({"INV-221"})
# A site is a file here: that one is missing or comes twice is said of its file.
_SAID_OF_FILES: Final = frozenset({"INV-209", "INV-210"})
_TOTAL_CODES: Final = frozenset({"INV-060", "INV-063", "INV-203"})


def _is_of_two_files(code: str, case: Hit) -> bool:
    """Whether a source stands twice only because the form of its site came twice."""
    return code == "INV-035" and len({place.row // FILE_ROWS for place in case.places}) > 1


def without_repeats(official: Official, said: Iterator[Said]) -> Iterator[Said]:
    """The cases about the inventory that do not only repeat what was said about the form."""
    rows = {case.source.at for case, _ in factors.blank_factors(official)}
    rows |= {case.source.at for case in factors.lng_sources(official)}
    totals_said = any(totals.rows_beyond(form) for form in official.forms)
    for rule, hit_ in said:
        place = hit_.places[0] if hit_.places else Place("")
        repeats_row = rule.code in _ROW_CODES and place.sheet == "sources" and place.row in rows
        if rule.code in _MADE_HERE | _SAID_OF_FILES or _is_of_two_files(rule.code, hit_):
            continue
        if not repeats_row and not (totals_said and rule.code in _TOTAL_CODES):
            yield rule, hit_
