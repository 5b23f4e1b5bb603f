import csv
import io

import pytest

from portal.language import Language, Text
from portal.workbook.findings import Finding, Severity
from portal.workbook.marking import write_csv

PAYLOADS = [
    "=1+1",
    "=cmd|' /C calc'!A0",
    "+1+1",
    "-1+1",
    "-cmd",
    "@SUM(A1)",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    "\0=1+1",
    "＝1+1",
    "＋1+1",
    "－1+1",
    "＠SUM(A1)",
    " =1+1",
    "　=1+1",
    '=HYPERLINK("http://x")',
    "+886-7-123",
    "-12 kg",
    "=",
]


def finding(value: str | None = None, expected: str | None = None, said: str = "說明") -> Finding:
    text = Text(said, said)
    return Finding(
        "INV-201",
        Severity.ERROR,
        text,
        text,
        text,
        text,
        "排放源",
        ("J3:J5", "K9"),
        heading=Text("活動數據", "Activity"),
        value=value,
        expected=expected,
    )


def written(*findings: Finding, language: Language = Language.ZH) -> bytes:
    made = io.BytesIO()
    write_csv(findings, language, made)
    return made.getvalue()


def fields(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), strict=True))


def test_the_list_has_ten_columns_in_the_readers_language() -> None:
    heading, line = fields(written(finding("1,001", "1,000"), language=Language.EN))

    assert heading == [
        "Code",
        "Severity",
        "Sheet",
        "Cell",
        "Heading",
        "Value",
        "Expected",
        "Difference",
        "Message",
        "What to do",
    ]
    assert line[:8] == [
        "INV-201",
        "Error",
        "排放源",
        "J3:J5, K9",
        "Activity",
        "1001",
        "1000",
        "1",
    ]


def test_excel_reads_its_letters() -> None:
    data = written(finding())

    assert data.startswith(b"\xef\xbb\xbf")
    assert data.endswith(b"\r\n")
    assert data.count(b"\r\n") == 2


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("48,925.715", "48925.715"),
        ("-12.5", "-12.5"),
        ("0", "0"),
        ("0012", "0012"),
        ("1,2,3", "1,2,3"),
        ("12345678901234567890", "12345678901234567890"),
        ("12 kg", "12 kg"),
        ("NaN", "NaN"),
        (None, ""),
    ],
)
def test_numbers_are_numbers_and_texts_are_texts(value: str | None, shown: str) -> None:
    [_, line] = fields(written(finding(value)))

    assert line[5] == shown


@pytest.mark.parametrize(
    ("value", "expected", "difference"),
    [("1,001", "1,000", "1"), ("0.1", "0.3", "-0.2"), ("12 kg", "12", ""), ("5", None, "")],
)
def test_the_difference_is_what_stands_there_less_what_should(
    value: str, expected: str | None, difference: str
) -> None:
    [_, line] = fields(written(finding(value, expected)))

    assert line[7] == difference


@pytest.mark.parametrize("payload", PAYLOADS)
def test_nothing_is_taken_for_a_formula(payload: str) -> None:
    [_, line] = fields(written(finding(payload, payload, payload)))

    texts = [line[5], line[6], line[8], line[9]]
    assert all(text.lstrip()[:1] not in tuple("=+-@＝＋－＠") for text in texts)
    assert {text.lstrip("'") for text in texts} == {payload.replace("\0", "")}


def test_quotes_commas_and_lines_come_back() -> None:
    said = '他說 "好", 換行\n第二行'

    [_, line] = fields(written(finding(said=said)))

    assert line[8] == said
