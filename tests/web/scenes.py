"""Submissions in every state, made through the operations, for the pages to show."""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from portal.accounts.figures import Actor
from portal.accounts.queries import actor, user_by_email
from portal.files.store import Stored
from portal.intake import operations as intake
from portal.intake.report import Report
from portal.language import Text
from portal.members.models import Company
from portal.members.queries import company_by_code
from portal.submissions import operations
from portal.submissions.models import Submission, SubmissionVersion, Upload
from portal.submissions.queries import submission_of
from portal.submissions.states import Kind
from portal.workbook.findings import Excerpt, Finding, Severity

YEAR = 2024
WHEN = datetime(2025, 4, 20, 3, 0, tzinfo=UTC)

UNIT = Finding(
    "INV-214",
    Severity.ERROR,
    Text("單位疑似錯誤：公斤填成公噸", "Kilograms entered as tonnes"),
    Text(
        "J14 的活動數據 48,925.715 公噸，是去年同一排放源的 1,003 倍。",
        "J14 reads 48,925.715 t, 1,003 times last year's figure of the same source.",
    ),
    Text("單位差一千倍會使整組的合計失真。", "A factor of a thousand distorts the whole group."),
    Text(
        "請確認單位；若為公斤，請改填 48.926 公噸。",
        "Confirm the unit; if kilograms, enter 48.926 t.",
    ),
    "排放源活動",
    ("J14",),
    value="48,925.715",
    expected="48.926",
    excerpt=Excerpt(
        14,
        ("D", "H", "I", "J", "K", "L"),
        (
            Text("排放源名稱", "Source"),
            Text("燃料", "Fuel"),
            Text("排放型式", "Emission type"),
            Text("活動數據", "Activity"),
            Text("單位", "Unit"),
            Text("申報排放量", "Stated"),
        ),
        (
            Text("緊急發電機", "緊急發電機"),
            Text("柴油", "Diesel"),
            Text("固定燃燒", "Stationary"),
            Text("48,925.715", "48,925.715"),
            Text("公噸", "t"),
            Text("152,260.8", "152,260.8"),
        ),
        3,
    ),
)
TOTAL = Finding(
    "INV-201",
    Severity.ERROR,
    Text("總量與各列合計不符", "The total differs from its rows"),
    Text(
        "E9 填 1,243,567，各排放源合計為 1,234,567。",
        "E9 reads 1,243,567; the rows add up to 1,234,567.",
    ),
    Text("合計不符的數據無法彙整。", "Such a total cannot be added up."),
    Text("請更正其中之一。", "Correct one of them."),
    "封面",
    ("E9",),
    value="1,243,567",
    expected="1,234,567",
)
TREND = Finding(
    "INV-402",
    Severity.WARNING,
    Text("外購電力較去年增加 64 %", "Purchased electricity rose by 64 %"),
    Text("去年 41,200 千度，今年 67,500 千度。", "41,200 MWh last year, 67,500 MWh this year."),
    Text("大幅變動常是單位或期間錯誤。", "Large changes are often errors of unit or period."),
    Text("若屬實請說明原因。", "If it is right, say why."),
    "能源使用",
    ("D7",),
    value="67,500",
    expected="41,200",
)
NOTE = Finding(
    "SHP-031",
    Severity.INFO,
    Text("全形數字已轉換", "Full-width digits were read"),
    Text("「１２３」讀為 123。", "“１２３” was read as 123."),
    Text("讀取時的轉換不會默默進行。", "No conversion is silent."),
    Text("不需處理。", "Nothing to do."),
    "排放源活動",
    ("C5", "C6"),
)


def a_report(
    *findings: Finding,
    kind: Kind = Kind.INVENTORY,
    lines: Sequence[Mapping[str, Any]] | None = None,
    scope1: str = "1201440",
) -> Report:
    """A report of a check with the findings given."""
    totals = {
        "stated": {"scope1": "1210440", "scope2": "33127", "biogenic": None},
        "recomputed": {"scope1": scope1, "scope2": "33127", "biogenic": None},
    }
    return Report(
        "盤查清冊.xlsx",
        "0" * 64,
        kind.value,
        1,
        "M001",
        YEAR,
        totals=totals,
        findings=findings,
        tables={"inventory": list(lines or LINES), "exchanges": [], "targets": [], "measures": []},
        versions={"rules": "1", "portal": "0.1.0"},
    )


def a_line(
    number: int, source: str, emissions: str, *, stated: str | None = None
) -> dict[str, Any]:
    """One row of an inventory as it is kept."""
    return {
        "sheet": "sources",
        "row": number,
        "site": "E5600123",
        "scope": 1,
        "emission_type": "E",
        "category": "",
        "source": source,
        "material": "柴油",
        "activity": "48.926",
        "unit": "t",
        "emissions": emissions,
        "biogenic": "0",
        "stated": stated,
        "values": {"source_id": f"S{number:03}", "in_kaohsiung": True, "basis": "recomputed"},
    }


LINES = (
    a_line(5, "一號高爐", "820110.2", stated="820110.2"),
    a_line(6, "燒結機", "341200", stated="341200.04"),
    a_line(7, "緊急發電機", "152.3"),
)


def person(session: Session, email: str) -> Actor:
    """A person of the world as an actor."""
    user = user_by_email(session, email)
    assert user is not None
    return actor(session, user)


def member(session: Session, code: str = "M001") -> Company:
    """A member of the world."""
    found = company_by_code(session, code)
    assert found is not None
    return found


def an_upload(
    session: Session,
    who: Actor,
    company: Company,
    report: Report | None,
    *,
    kind: Kind = Kind.INVENTORY,
    key: str = "first",
    at: datetime = WHEN,
    name: str = "盤查清冊.xlsx",
    year: int = YEAR,
) -> Upload:
    """A file received and, with a report, checked."""
    content = f"{company.code} {kind} {key}".encode()
    received = intake.receive(
        session,
        who,
        company,
        Stored(hashlib.sha256(content).hexdigest(), len(content)),
        original_name=name,
        idempotency_key=f"{company.code}-{kind}-{key}",
        at=at,
        kind=kind,
        year=year,
    )
    if report is not None:
        operations.record_check(
            session, received.upload, intake.outcome(report), at=at + timedelta(seconds=4)
        )
    return received.upload


def a_version(
    session: Session,
    who: Actor,
    upload: Upload,
    *,
    at: datetime = WHEN,
    explanations: Mapping[str, str] | None = None,
) -> SubmissionVersion:
    """An upload handed in, with an explanation for every warning."""
    return intake.hand_in(
        session,
        who,
        upload,
        certification="本人確認。",
        at=at,
        explanations=explanations or {TREND.code: "新增一座電弧爐，自 2024 年 3 月起運轉。"},
    )


def the_submission(
    session: Session, company: Company, kind: Kind = Kind.INVENTORY, year: int = YEAR
) -> Submission:
    """A member's submission of the year."""
    found = submission_of(session, company.id, kind, year)
    assert found is not None
    return found
