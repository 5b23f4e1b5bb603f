"""Recommendations of a field workbook: new drafts, never changes of what is on file."""

from collections.abc import Iterable
from dataclasses import replace
from typing import NamedTuple

from portal.advisory.content import Advice, Saved
from portal.field.changes import Change, Entry, cells
from portal.field.on_file import AdviceOnFile
from portal.field.plain import of_row, plain
from portal.field.rows import FindingLine
from portal.field.subject import advice_of, savings_of
from portal.language import Text

ADVICE_KEYS = ("title", "text", "measure_class", "capex_material", "life_years", "explanation")
ON_FILE = Text(
    "這項發現已有同名建議，請在建議頁修改。",
    "The finding has a recommendation of that name; change it on its page.",
)
WITH_ITS_FINDING = Text(
    "所屬的發現未採用，建議也不採用。", "Its finding is not taken, so neither is this."
)


class Advised(NamedTuple):
    """A recommendation with what it saves."""

    advice: Advice
    savings: tuple[Saved, ...]


def advice_entry(
    line: FindingLine, finding_id: int | None, known: Iterable[AdviceOnFile], finding: Change
) -> Entry:
    """A recommendation beside those on file of its finding.

    Args:
        line: the row in which finding and recommendation stand.
        finding_id: of the finding on file; None when it is new.
        known: the recommendations of the visit.
        finding: what becomes of the finding.
    """
    advice, savings = advice_of(line), savings_of(line)
    entry = Entry("advice", line.at, "", line.title or "", Change.ADDED, finding=line.at)
    if advice is None or finding is Change.REFUSED:
        return replace(entry, change=Change.REFUSED, reason=WITH_ITS_FINDING)
    said = _said(advice, savings)
    entry = replace(entry, content=Advised(advice, savings), tag=line.tag or "")
    same = [
        one for one in known if one.finding_id == finding_id and one.advice.title == advice.title
    ]
    if not same:
        return replace(entry, cells=cells({}, said))
    differing = cells(_said(same[0].advice, same[0].savings), said)
    change = Change.CONFLICT if differing else Change.UNCHANGED
    return replace(entry, change=change, cells=differing, reason=ON_FILE)


def _said(advice: Advice, savings: Iterable[Saved]) -> dict[str, str]:
    said = of_row(advice, ADVICE_KEYS)
    # The form has one field for the whole cost, the page has four.
    said["capex_material"] = plain(advice.capex)
    for one in savings:
        said[f"saved_{one.carrier.value}"] = f"{plain(one.quantity)} {one.carrier.unit}"
        if one.price is not None:
            said[f"price_{one.carrier.value}"] = plain(one.price)
    return said
