"""The expected duty of large energy users to be diagnosed: a draft, so its days can be changed.

The days are declared in `duty.csv`; the setting PORTAL_DIAGNOSIS_DEADLINES puts others in their
place, in the same order, when the rules are announced.
"""

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Final

from portal.advisory.vocabulary import System
from portal.language import Text

STATUS: Final = Text(
    "狀態：草案。公開資料僅見 2026 年初之預告與報導，未查得正式公告；期限可由平台設定更改。",
    "Status: a draft. Public material shows the pre-announcement of early 2026 and reports of it, "
    "but no final rules; the portal's setting changes the days.",
)
CONFIGURED: Final = Text(
    "狀態：期限依平台管理者之設定。", "Status: the days are those that the portal's keepers set."
)
IN_FORCE: Final[tuple[tuple[Text, Text], ...]] = (
    (
        Text(
            "已施行：114 至 117 年平均年節電率，全公司契約容量合計 801–10,000 kW 者 1 %，"
            "逾 10,000 kW 者及國營事業 1.5 %。",
            "In force: mean yearly electricity saving of 2025 to 2028 of 1 % for companies with "
            "contracts of 801 to 10,000 kW, of 1.5 % above and for state enterprises.",
        ),
        Text(
            "經濟部 114 年 1 月 2 日公告，能源管理法第 8 條",
            "Ministry of Economic Affairs, announced 2025-01-02; Energy Administration Act, "
            "article 8",
        ),
    ),
    (
        Text(
            "已施行：每年 1 月底前申報能源查核。",
            "In force: the energy audit is filed by the end of January every year.",
        ),
        Text("經濟部能源署，能源查核申報", "Energy Administration, energy audit filing"),
    ),
)
DRAFT: Final = Text(
    "經濟部能源署「能源用戶辦理節能診斷及訂定節能計畫規定」草案（2026 年初預告）；"
    "正式條文以公告為準。",
    "Energy Administration, draft rules on diagnoses and energy saving plans by energy users, "
    "pre-announced early 2026; the announced text prevails.",
)
WHO: Final = Text(
    "契約容量逾 800 kW，或年用煤逾 6,000 公噸、燃料油逾 6,000 公秉、天然氣逾 1,000 萬立方公尺者。",
    "Users with a contract above 800 kW, or more than 6,000 t of coal, 6,000 kL of fuel oil or "
    "10 million m³ of natural gas a year.",
)


@dataclass(frozen=True, slots=True)
class Deadline:
    """One day of the duty; `verified` is false as long as it comes from a draft."""

    key: str
    due: date
    label: Text
    source: str
    verified: bool


@dataclass(frozen=True, slots=True)
class Area:
    """A kind of use that a diagnosis has to cover, and the kinds of equipment that belong to it."""

    label: Text
    kinds: frozenset[str]


AREAS: Final[tuple[Area, ...]] = (
    Area(Text("照明", "Lighting"), frozenset({"lighting"})),
    Area(
        Text("動力（含空壓、泵浦、風機）", "Motive power (air, pumps, fans)"),
        frozenset({"compressor", "pump_fan", "transformer"}),
    ),
    Area(Text("電熱", "Electric heat"), frozenset()),
    Area(Text("空調", "Air conditioning"), frozenset({"chiller"})),
    Area(Text("冷凍冷藏", "Refrigeration"), frozenset()),
    Area(Text("其他（含鍋爐與蒸汽）", "Other (boilers and steam)"), frozenset({"boiler", "other"})),
)


@cache
def declared() -> tuple[Deadline, ...]:
    """The days as declared."""
    with Path(__file__).with_name("duty.csv").open(encoding="utf-8", newline="") as file:
        return tuple(
            Deadline(
                row["key"],
                date.fromisoformat(row["due"]),
                Text(row["zh"], row["en"]),
                row["source"],
                row["verified"] == "yes",
            )
            for row in csv.DictReader(file)
        )


def deadlines(changed: Sequence[date] = ()) -> tuple[Deadline, ...]:
    """The days in force; those of the setting, in the same order, replace what is declared."""
    if not changed:
        return declared()
    said = "PORTAL_DIAGNOSIS_DEADLINES"
    return tuple(
        replace(one, due=day, source=said) for one, day in zip(declared(), changed, strict=True)
    )


def status(found: Iterable[Deadline]) -> Text:
    """Whether the days are those of the draft or were set by the portal's keepers."""
    return (
        STATUS
        if {one.source for one in found} == {one.source for one in declared()}
        else (CONFIGURED)
    )


def covered(systems: Iterable[System], kinds: Iterable[str]) -> tuple[tuple[Area, bool], ...]:
    """Each kind of use with whether equipment of it was looked at, or a finding says so."""
    looked_at = {*kinds}
    if System.COOLING in set(systems):
        looked_at.add("chiller")
    return tuple((area, bool(area.kinds & looked_at)) for area in AREAS)
