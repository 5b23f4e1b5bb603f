"""Workbooks of claims among the samples: a sound one, and one thing wrong in each other one."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from portal.claims.sheets import TEMPLATE
from portal.claims.subject import KnownSite, Register
from portal.demo.companies import company
from portal.reference.site_systems import Carrier
from portal.workbook.content import CellInput, Content
from portal.workbook.template import build_bytes

YEAR: Final = 2023
Line = dict[str, CellInput]
Edit = Callable[[list[Line]], list[Line]]
TODAY: Final = date(2024, 3, 20)


def _site(code: str) -> str:
    return company(code).places[0].record.control_number


def _line(code: str, reference: str, **cells: CellInput) -> Line:
    return {
        "reference": reference,
        "member_code": code,
        "site": _site(code),
        "level": "implemented",
        "source": "竣工驗收報告 2023-12-20",
        **cells,
    }


SOUND: Final[tuple[Line, ...]] = (
    _line(
        "ST02",
        "HD-01",
        system="power",
        title="軋延冷卻水泵浦汰換為高效率馬達",
        carrier="electricity",
        amount=186000,
        unit="kWh",
        power="grid",
        commissioned_on=date(2023, 6, 12),
        life=12,
        money=632400,
        stated=Decimal("91.9"),
    ),
    _line(
        "PC03",
        "HD-02",
        system="boiler",
        title="重油鍋爐改用天然氣",
        carrier="fuel_oil",
        amount=Decimal(420),
        unit="kL",
        commissioned_on=date(2023, 4, 3),
        life=15,
    ),
    _line(
        "PC03",
        "HD-02",
        system="boiler",
        title="重油鍋爐改用天然氣",
        carrier="natural_gas",
        amount=Decimal(-465),
        unit="1000m3",
        commissioned_on=date(2023, 4, 3),
        life=15,
    ),
    _line(
        "CE02",
        "HD-03",
        system="cooling",
        title="廠務冰水與排風改善（驗證量）",
        carrier="electricity",
        amount=Decimal("40.6"),
        unit="10MWh",
        level="verified",
        commissioned_on=date(2023, 4, 24),
        life=10,
        names="ESCO-0016",
        stated=Decimal("200.6"),
        source="節能績效量測驗證報告 2024-02-26",
        verifier="第三方量測驗證機構（示範）",
    ),
    _line(
        "EN01",
        "HD-04",
        system="power",
        title="自發太陽光電供電區照明汰換",
        carrier="electricity",
        amount=42,
        unit="MWh",
        power="green",
        level="accepted",
        source="汰換計畫書 2023-11-08",
    ),
)


def written(lines: list[Line]) -> bytes:
    """A workbook of claims with these rows as the bytes of its file."""
    about: Line = {
        "giver": "禾點能源技術股份有限公司",
        "year": YEAR,
        "prepared_by": "簡士傑",
        "email": "people@hd.example",
    }
    content: Content = {"about": [about], "claims": lines}
    return build_bytes(TEMPLATE, content, group=None, year=YEAR, blank_rows=5)


def register() -> Register:
    """What is on file when the samples are judged: invented sites with the use of a year."""
    uses = {Carrier.ELECTRICITY: Decimal(1_000_000), Carrier.FUEL_OIL: Decimal(900_000)}
    return Register(
        {
            _site(code): KnownSite(code, uses, YEAR, frozenset({"ESCO-0016"}))
            for code in ("ST02", "PC03", "CE02", "EN01")
        },
        TODAY,
    )


@dataclass(frozen=True, slots=True)
class ClaimFault:
    """One faulty sample: the rule, what is wrong, and how the sound rows are changed."""

    code: str
    name: str
    edit: Edit

    @property
    def file_name(self) -> str:
        """The file, named for its finding."""
        return f"{self.code}-{self.name}.xlsx"

    def written(self) -> bytes:
        """The bytes of the file."""
        return written(self.edit(list(SOUND)))


def _put(at: int, **cells: CellInput) -> Edit:
    def edit(lines: list[Line]) -> list[Line]:
        lines[at] = {**lines[at], **cells}
        return lines

    return edit


def _again(at: int, **cells: CellInput) -> Edit:
    def edit(lines: list[Line]) -> list[Line]:
        return [*lines, {**lines[at], **cells}]

    return edit


def _only(at: int, **cells: CellInput) -> Edit:
    def edit(lines: list[Line]) -> list[Line]:
        return [{**lines[at], **cells}]

    return edit


FAULTS: Final = (
    ClaimFault("CLM-001", "carrier-twice", _again(0)),
    ClaimFault("CLM-002", "rows-disagree", _put(2, level="accepted")),
    ClaimFault("CLM-003", "electricity-in-tonnes", _put(0, unit="t")),
    ClaimFault("CLM-004", "done-without-a-day", _put(0, commissioned_on=None)),
    ClaimFault("CLM-005", "done-after-the-year", _put(0, commissioned_on=date(2024, 2, 1))),
    ClaimFault("CLM-006", "nothing-falls", _only(2)),
    ClaimFault("CLM-007", "verified-by-nobody", _put(3, verifier=None)),
    ClaimFault("CLM-008", "tonnes-ten-times-too-many", _put(0, stated=919)),
    ClaimFault("CLM-009", "tonnes-of-green-power", _put(4, stated=Decimal("20.7"))),
    ClaimFault("CLM-101", "site-out-of-reach", _put(0, site="E9999999")),
    ClaimFault("CLM-102", "site-of-another-member", _put(0, member_code="ST05")),
    ClaimFault("CLM-103", "contract-not-on-file", _put(0, names="ESCO-9999")),
    ClaimFault(
        "CLM-104",
        "more-than-the-site-uses",
        _put(0, amount=186, unit="10MWh", stated=None),
    ),
    ClaimFault(
        "CLM-105", "more-than-half-of-its-use", _put(0, amount=600, unit="MWh", stated=None)
    ),
)
"""One fault of each rule of claims."""
