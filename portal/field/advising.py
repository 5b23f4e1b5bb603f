"""Recommendations of a field workbook: new drafts, and changes of those that can be changed."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import NamedTuple

from portal.advisory.content import ZERO, Advice, Saved
from portal.advisory.vocabulary import Carrier
from portal.field.changes import Change, Entry, cells, verdict
from portal.field.on_file import ADVICE_KEYS, AdviceOnFile, shown_other
from portal.field.plain import of_row, plain
from portal.field.rows import AdviceLine, FindingLine
from portal.field.subject import advice_of, savings_of
from portal.language import Text

SAID_KEYS = ("title", "text", "measure_class", "capex_material", "life_years", "explanation")
ON_FILE = Text(
    "這項發現已有同名建議，請在「已有建議」工作表或建議頁修改。",
    "The finding has a recommendation of that name; change it on the sheet of advice on file or "
    "on its page.",
)
DECIDED = Text(
    "成員已回覆，內容不能再改。", "The member has answered; it cannot be changed any more."
)
ELSEWHERE = Text(
    "列號不屬於這次訪視；請清空列號與版次。",
    "The row id is not of this visit; clear row id and version.",
)
WITH_ITS_FINDING = Text(
    "所屬的發現未採用，建議也不採用。", "Its finding is not taken, so neither is this."
)


class Advised(NamedTuple):
    """A recommendation with what it saves."""

    advice: Advice
    savings: tuple[Saved, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """The finding that a recommendation belongs to.

    Attributes:
        at: its row in the workbook.
        key: on file; None when it is new.
        change: what becomes of it.
    """

    at: int
    key: int | None
    change: Change
    tag: str = ""


def advice_entry(
    line: FindingLine | AdviceLine, finding: Found | None, known: Iterable[AdviceOnFile]
) -> Entry:
    """A new recommendation beside those on file of its finding.

    Args:
        line: the row in which it stands.
        finding: that it belongs to; None when the workbook has no such finding.
        known: the recommendations of the visit.
    """
    advice, savings = advice_of(line), savings_of(line)
    entry = Entry("advice", line.at, "", line.title or "", Change.ADDED)
    if advice is None or finding is None or finding.change is Change.REFUSED:
        return replace(entry, change=Change.REFUSED, reason=WITH_ITS_FINDING)
    said = _said(advice, savings)
    entry = replace(entry, content=Advised(advice, savings), tag=finding.tag, finding=finding.at)
    same = [
        one for one in known if (one.finding_id, one.advice.title) == (finding.key, advice.title)
    ]
    if not same:
        return replace(entry, cells=cells({}, said))
    differing = cells(_said(same[0].advice, same[0].savings), said)
    change = Change.CONFLICT if differing else Change.UNCHANGED
    return replace(entry, change=change, cells=differing, reason=ON_FILE)


def reworded_entry(line: AdviceLine, known: Iterable[AdviceOnFile]) -> Entry:
    """A recommendation that the workbook took out, beside what is on file now."""
    one = next((each for each in known if f"R{each.key}" == line.id), None)
    name = line.title or line.id or ""
    if one is None:
        entry = Entry("advice", line.at, line.id or "", name, Change.REFUSED)
        return replace(entry, reason=ELSEWHERE)
    present, raw = one.present, of_row(line, ADVICE_KEYS)
    differing = cells(present.said, raw)
    change = verdict(present, line.version, raw, differing)
    entry = Entry("advice", line.at, present.id, name, change, key=one.key, version=one.version)
    advice = advice_of(line)
    if change is Change.UNCHANGED or advice is None:
        return replace(entry, change=Change.UNCHANGED)
    entry = replace(entry, cells=differing)
    if not one.is_writable:
        return replace(entry, change=Change.REFUSED, reason=DECIDED)
    return replace(entry, content=_reworded(one, advice, savings_of(line)))


def _reworded(one: AdviceOnFile, new: Advice, savings: tuple[Saved, ...]) -> Advised:
    """A recommendation with what the row says; what the row has no room for stays."""
    old = _cost(one.advice, new.capex)
    advice = replace(
        old,
        title=new.title,
        text=old.text if plain(old.text) == plain(new.text) else new.text,
        measure_class=new.measure_class,
        life_years=new.life_years,
        explanation=new.explanation,
    )
    return Advised(advice, tuple(_saved(one.savings, savings)))


def _cost(old: Advice, capex: Decimal) -> Advice:
    """The four parts of a cost: what it differs by is material, unless less than that is left."""
    material = old.capex_material + capex - old.capex
    if material >= ZERO:
        return replace(old, capex_material=material)
    return replace(
        old,
        capex_engineering=ZERO,
        capex_material=capex,
        capex_labour=ZERO,
        capex_other=ZERO,
    )


def _saved(old: tuple[Saved, ...], new: tuple[Saved, ...]) -> Iterator[Saved]:
    """What is saved as the row says it, and the carriers that it does not show."""
    other = shown_other(old)
    shown = {Carrier.ELECTRICITY, *(one.carrier for one in new)}
    if other is not None:
        shown.add(other.carrier)
    yield from (one for one in old if one.carrier not in shown)
    former = {one.carrier: one for one in old}
    for one in new:
        known = former.get(one.carrier, one)
        price = one.price if one.carrier is Carrier.ELECTRICITY else known.price
        # Tonnes that the team stated were those of the old quantity.
        stated = known.stated_tco2e if known.quantity == one.quantity else None
        yield replace(known, quantity=one.quantity, price=price, stated_tco2e=stated)


def _said(advice: Advice, savings: Iterable[Saved]) -> dict[str, str]:
    said = of_row(advice, SAID_KEYS)
    # The form has one field for the whole cost, the page has four.
    said["capex_material"] = plain(advice.capex)
    for one in savings:
        said[f"saved_{one.carrier.value}"] = f"{plain(one.quantity)} {one.carrier.unit}"
        if one.price is not None:
            said[f"price_{one.carrier.value}"] = plain(one.price)
    return said
