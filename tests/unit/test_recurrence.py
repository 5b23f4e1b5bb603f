"""When a warning is the same as before, and when what was said about it no longer holds."""

from dataclasses import dataclass, replace
from decimal import Decimal

import pytest

from portal.intake.explaining import Standing, explained, new_first
from portal.intake.report import Report
from portal.intake.suspending import SUSPENDABLE, left_out, rules_left_out
from portal.language import Language, Text
from portal.submissions.figures import ExplanationRow, Suspension
from portal.workbook.findings import Finding, Place, Severity
from portal.workbook.recurrence import Pattern, about, pattern, warned
from tests.builders import NOW

NOTHING = Text("", "")
SOUND = Finding(
    "INV-071",
    Severity.WARNING,
    NOTHING,
    Text("去年 41,200 千度，今年 67,500 千度。", "41,200 MWh last year, 67,500 MWh this year."),
    NOTHING,
    NOTHING,
    "能源使用",
    ("D7",),
    value="67,500",
    expected="41,200",
    about="energy/e5600123/grid/d",
)


@dataclass(frozen=True)
class Row:
    """A row of a sheet as the reader makes it, with the columns of several sheets."""

    at: int
    site: str | None = None
    source_id: str | None = None
    measure_id: str | None = None
    control_number: str | None = None
    kind: str | None = None
    supplier: str | None = None


ROWS = {
    "sources": (
        Row(5, site="E5600123", source_id="S001"),
        Row(9, site="E5600123", source_id="S 2"),
    ),
    "energy": (Row(4, site="E5600123", kind="grid", supplier="台電"),),
    "measures": (Row(6, measure_id="R-01", control_number="E5600123"),),
    "path": (Row(6),),
}


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        (Place("sources", 9, "activity"), "sources/e5600123/s2/activity"),
        (Place("energy", 4, "quantity"), "energy/e5600123/grid/台電/quantity"),
        (Place("measures", 6, "expected"), "measures/r-01/e5600123/expected"),
        (Place("sources", 0, "activity"), "sources/activity"),
        (Place("sources", 7, "activity"), "sources/activity"),
        (Place("path", 6, "growth"), "path/growth"),
        (Place("cover", 0, "stated_scope1"), "cover/stated_scope1"),
        (Place("absent"), "absent"),
    ],
    ids=["source", "described", "measure", "column", "no row", "nameless", "form", "sheet"],
)
def test_a_place_is_named_by_its_row_and_never_by_its_position(place: Place, expected: str) -> None:
    assert about(ROWS, place) == expected


def test_a_row_that_moved_is_the_same_row() -> None:
    moved = {"sources": tuple(replace(row, at=row.at + 40) for row in ROWS["sources"])}

    before, after = Place("sources", 9, "activity"), Place("sources", 49, "activity")

    assert about(moved, after) == about(ROWS, before)


@pytest.mark.parametrize(
    ("value", "expected", "found"),
    [
        ("67,500", "41,200", Pattern("", (Decimal(67500), Decimal("1.63835")))),
        ("67,500", None, Pattern("", (Decimal(67500),))),
        ("67,500", "0", Pattern("", (Decimal(67500),))),
        ("-12.5 %", "0.6–0.8", Pattern("%", (Decimal("-12.5"),))),
        ("−3", "3", Pattern("", (Decimal(-3), Decimal(-1)))),
        ("2021", "2024", Pattern("2021")),
        ("柴 油", None, Pattern("柴油")),
        (None, None, Pattern("", (Decimal(41200), Decimal(67500)))),
    ],
    ids=["ratio", "alone", "zero", "percent", "minus", "year", "text", "message"],
)
def test_the_pattern_of_a_value(value: str | None, expected: str | None, found: Pattern) -> None:
    assert pattern(replace(SOUND, value=value, expected=expected)) == found


def test_many_cases_have_their_number_as_their_pattern() -> None:
    assert pattern(replace(SOUND, count=41)) == Pattern("#", (Decimal(41),))


@pytest.mark.parametrize(
    ("value", "expected", "fits"),
    [
        ("67,500", "41,200", True),
        ("81,000", "49,440", True),
        ("81,001", "49,440", False),
        ("54,000", "32,960", True),
        ("53,999", "32,960", False),
        ("67,500", "54,000", False),
        ("-67,500", "-41,200", False),
        ("67,500", None, False),
        ("67,500 t", "41,200", False),
        ("外購", None, False),
    ],
    ids=[
        "same",
        "a fifth more",
        "more than a fifth",
        "a fifth less",
        "less than that",
        "another ratio",
        "another sign",
        "nothing expected",
        "another unit",
        "no number",
    ],
)
def test_an_explanation_expires_when_the_value_moves_by_more_than_a_fifth(
    value: str, expected: str | None, fits: bool
) -> None:
    now = pattern(replace(SOUND, value=value, expected=expected))

    assert now.still_fits(pattern(SOUND)) is fits


def test_zero_only_fits_zero() -> None:
    zero, small = Pattern("", (Decimal(0),)), Pattern("", (Decimal("0.0001"),))

    assert zero.still_fits(zero)
    assert not small.still_fits(zero)
    assert not zero.still_fits(small)


def test_a_pattern_survives_being_kept() -> None:
    kept = pattern(SOUND)

    assert Pattern.restored(kept.stored()) == kept


def test_only_warnings_are_recognised_and_those_alike_are_numbered() -> None:
    error = replace(SOUND, severity=Severity.ERROR)

    found = [one.key for one, _ in warned([error, SOUND, SOUND, replace(SOUND, about="")])]

    assert found == [
        "INV-071 energy/e5600123/grid/d",
        "INV-071 energy/e5600123/grid/d#2",
        "INV-071",
    ]


def _said(text: str = "新增電弧爐。", year: int = 2023, finding: Finding = SOUND) -> ExplanationRow:
    return ExplanationRow(
        finding.code, finding.about, pattern(finding), text, year, 2022, "王小明", NOW
    )


def test_what_was_said_is_offered_while_the_value_stays() -> None:
    earlier = {_said().key: _said()}

    [kept] = explained([SOUND], {}, earlier, offer=True)
    [moved] = explained([replace(SOUND, value="110,000")], {}, earlier, offer=True)

    assert (kept.text, kept.standing) == ("新增電弧爐。", Standing.CARRIED)
    assert (moved.text, moved.standing, moved.is_expired) == ("", Standing.CHANGED, True)
    assert moved.earlier == _said()


def test_a_reviewer_reads_new_warnings_first_then_changed_then_carried_over() -> None:
    places = ["carried", "reworded", "moved", "new"]
    findings = [replace(SOUND, about=place) for place in places]
    earlier = {one.key: one for one in (_said(finding=finding) for finding in findings[:3])}
    findings[2] = replace(findings[2], value="110,000")
    said = {f"INV-071 {place}": "新增電弧爐。" for place in places}
    said["INV-071 reworded"] = "改了。"

    read = new_first(explained(findings, said, earlier))

    assert [one.finding.about for one in read] == ["new", "reworded", "moved", "carried"]


def test_a_finding_remembers_what_it_is_about_when_it_is_kept() -> None:
    report = Report("a.xlsx", "0" * 64, findings=(SOUND,), versions={"rules": "1"})

    assert Report.restored(report.stored()).findings == (SOUND,)
    assert "about" not in report.shown(Language.ZH)["findings"][0]


SUSPENSION = Suspension("INV-214", True, "公告係數更正中。", "管理員", NOW)


def test_a_suspended_rule_counts_for_nothing_and_the_report_says_so() -> None:
    fault = replace(SOUND, code="INV-214", severity=Severity.ERROR, count=3)
    report = Report(
        "a.xlsx", "0" * 64, "inventory", findings=(fault, SOUND), versions={"rules": "1"}
    )

    judged = Report.restored(left_out(report, {"INV-214": SUSPENSION}).stored())

    assert report.has_errors
    assert not judged.has_errors
    assert judged.findings == (SOUND,)
    assert judged.versions["suspended"] == "INV-214"
    [one] = rules_left_out(judged)
    assert (one.code, one.reason, one.by, one.at, one.count) == (
        "INV-214",
        "公告係數更正中。",
        "管理員",
        NOW,
        3,
    )


def test_a_rule_of_the_ministry_s_form_is_left_out_of_an_inventory_made_from_it() -> None:
    code = next(code for code in sorted(SUSPENDABLE) if code.startswith("OFF-"))
    fault = replace(SOUND, code=code, severity=Severity.ERROR)
    report = Report("a.ods", "0" * 64, "inventory", findings=(fault,), versions={"rules": "1"})

    judged = left_out(report, {code: replace(SUSPENSION, code=code)})

    assert judged.findings == ()
    assert list(judged.suspended) == [code]


def test_a_rule_of_another_kind_or_of_the_reader_is_not_left_out() -> None:
    unread = replace(SOUND, code="WB-205", severity=Severity.ERROR)
    report = Report("a.xlsx", "0" * 64, "plan", findings=(unread,), versions={"rules": "1"})
    suspended = {code: replace(SUSPENSION, code=code) for code in ("WB-205", "INV-214")}

    assert left_out(report, suspended) is report
    assert not {code for code in SUSPENDABLE if code.startswith("WB-")}
