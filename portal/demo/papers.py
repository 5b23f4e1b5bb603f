"""What surrounds the figures of an inventory: cover, tests, verification, scope 3 memo."""

from datetime import date
from decimal import Decimal

from portal.demo.companies import Company
from portal.demo.variation import about, rounded, spread
from portal.reference.fuels import HeatValueSet
from portal.workbook.content import CellInput

_NAMES = ("林宛蓁", "陳柏叡", "黃思齊", "張育銘", "李珮綺", "吳冠廷", "蔡宜庭", "許文瀚")
_VERIFIERS = ("港都永續查驗股份有限公司", "南島驗證股份有限公司", "曙光查驗顧問股份有限公司")
_TAX_WEIGHTS = (1, 2, 1, 2, 1, 2, 4, 1)
Cell = dict[str, CellInput]


def cover(one: Company, year: int, heat_set: HeatValueSet) -> Cell:
    """The cover without its totals."""
    return {
        "member_code": one.code,
        "member_name": one.name.zh,
        "tax_id": tax_id(one.code),
        "year": year,
        "gwp_set": "AR5",
        "factor_set": "MOENV-2024-02-05",
        "heat_set": heat_set.value,
        "prepared_by": person(one.code),
        "contact": email(one.code),
        "prepared_on": date(year + 1, 3, 10 + pick(12, one.code, year)),
        "change_note": "電力排碳係數調降與產量變動所致，無新增或拆除設備。",
        "assessed_share": Decimal(88 + pick(10, one.code, "assessed")) / 100,
        "uncertainty": Decimal(31 + pick(40, one.code, year, "uncertainty")) / 1000,
    }


def person(code: str) -> str:
    """The invented person who prepares the workbooks of a member."""
    return _NAMES[pick(len(_NAMES), code, "person")]


def email(code: str) -> str:
    """An address that cannot exist."""
    return f"carbon@{code.lower()}.example"


def pick(count: int, *names: object) -> int:
    """A whole number from 0 to count - 1 that belongs to these names."""
    return int((spread(*names) + 1) / 2 * count) % count


def tax_id(code: str) -> str:
    """An invented company tax number whose check digit is right.

    Source:
        Ministry of Finance: products with weights 1, 2, 1, 2, 1, 2, 4, 1, digits summed, divisible
        by ten (by five since 2023).
    """
    start = 90_000_000 + pick(90_000, code, "tax") * 100 + 10
    return next(str(start + last) for last in range(10) if _checks(str(start + last)))


def _checks(digits: str) -> bool:
    products = (int(digit) * weight for digit, weight in zip(digits, _TAX_WEIGHTS, strict=True))
    return sum(one // 10 + one % 10 for one in products) % 10 == 0


def laboratory_lines(sources: list[Cell], year: int) -> list[Cell]:
    """A laboratory's record for every heat value, carbon content or factor that rests on one."""
    lines: list[Cell] = []
    for row in sources:
        if row.get("heat_source") == "accredited_laboratory":
            lines.append(_test(row, "heat", row["heat_value"], row["heat_unit"], year))
        if row.get("carbon") is not None:
            share = row["carbon"]
            assert isinstance(share, Decimal)  # noqa: S101
            lines.append(_test(row, "carbon", share * 100, "%", year))
    return lines


def _test(row: Cell, subject: str, value: CellInput, unit: CellInput, year: int) -> Cell:
    return {
        "source_id": row["source_id"],
        "subject": subject,
        "value": value,
        "value_unit": unit,
        "laboratory": "示範環境檢驗股份有限公司",
        "accreditation": "ISO/IEC 17025",
        "method": "NIEA R214.01C" if subject == "heat" else "NIEA R404.21C",
        "first_day": date(year, 1, 5),
        "last_day": date(year, 12, 20),
    }


def verification(one: Company, year: int, total: Decimal) -> Cell:
    """A finished verification."""
    return {
        "status": "done",
        "body_kind": "accredited",
        "body": _VERIFIERS[pick(len(_VERIFIERS), one.code)],
        "level": "reasonable",
        "statement_number": f"DEMO-{year}-{one.code}",
        "statement_date": date(year + 1, 8, 1 + pick(28, one.code, year, "statement")),
        "verified_total": total,
        "lead_verifier_years": 1 + (year - 2022) + pick(2, one.code, "verifier"),
    }


def scope3(one: Company, year: int, both: Decimal) -> list[Cell]:
    """A memo of purchased goods and business travel."""
    goods = rounded(about(both * Decimal("1.4"), "0.1", one.code, year, "goods"), 3)
    travel = rounded(about(both * Decimal("0.004"), "0.2", one.code, year, "travel"), 3)
    return [
        {"category": "4", "description": "原物料採購", "method": "支出法", "emissions": goods},
        {"category": "3", "description": "員工商務差旅", "method": "距離法", "emissions": travel},
    ]
