"""The diagnosis report: what it says, what it never does with what people typed."""

from dataclasses import replace
from decimal import Decimal
from io import BytesIO

import pytest
from PIL import Image

from portal.advisory.states import AdviceState
from portal.language import Language
from portal.reports import diagnosis_excel, diagnosis_pdf
from portal.reports.diagnosis import effort, first_actions, items, together, totals
from portal.reports.diagnosis_advice import shortened
from portal.reports.font import FontNames
from portal.reports.photos import small
from tests.reports.diagnosis_examples import picture, report, without_advice
from tests.reports.reading import formulas, read_excel, read_pdf, rows_of
from tests.reports.test_hostile_text import HOSTILE

SOUND = report()


def test_the_same_inputs_give_the_same_bytes(names: FontNames) -> None:
    for language in Language:
        first = diagnosis_pdf.build(SOUND, language, names)
        assert first == diagnosis_pdf.build(SOUND, language, names)
        assert diagnosis_excel.build(SOUND, language) == diagnosis_excel.build(SOUND, language)


@pytest.mark.parametrize(
    "sentence",
    [
        "先做這幾件事",
        "208,000",
        "98.6",
        "2024 年電力排碳係數 0.474 公斤 CO₂e／度",
        "無利益衝突",
        "尚未聲明",
        "182.5 kW",
        "2024-01-09",
        "E = Q × SP × h",
        "第一類　操作改善（免投資）",
        "淨現值（折現率 5 %）",
        "2027-12-31（民國 116 年）",
        "未涵蓋，須另行診斷",
        "照片檔案無法顯示",
        "作用於同一用途",
    ],
)
def test_a_plant_manager_reads_it_in_chinese(sentence: str, names: FontNames) -> None:
    document = read_pdf(diagnosis_pdf.build(SOUND, Language.ZH, names))

    assert document.says(sentence)
    assert not document.has_gaps


def test_it_reads_in_english_too(names: FontNames) -> None:
    document = read_pdf(diagnosis_pdf.build(report("Leaks"), Language.EN, names))

    assert document.says("Do these first")
    assert document.says("Not covered yet")
    assert document.says("Class 2: replacement, with investment")
    assert document.images == 1


def test_a_report_comes_out_before_anything_is_recommended(names: FontNames) -> None:
    document = read_pdf(diagnosis_pdf.build(without_advice(SOUND), Language.ZH, names))

    assert document.says("本案尚無改善建議")


def test_what_was_turned_down_is_not_among_the_first_actions() -> None:
    found = items(SOUND)

    assert [one.row.number for one in first_actions(found)] == [1]
    assert totals(found).kwh == Decimal(416_000)


def test_withdrawn_recommendations_are_not_printed() -> None:
    first, second = SOUND.case.advice
    gone = replace(first, state=AdviceState.WITHDRAWN)
    case = replace(SOUND.case, advice=(gone, second))

    assert [one.row.number for one in items(replace(SOUND, case=case))] == [2]


def test_money_follows_from_outlay_saving_and_life() -> None:
    free, paid = items(SOUND)

    assert (free.is_free, free.npv, free.irr, effort(free)) == (True, None, None, 0)
    assert paid.payback is not None
    assert round(paid.payback, 3) == Decimal("1.648")
    # 728,000 a year over ten years at 5 %: 7.72173 times that, less 1,200,000.
    assert paid.npv is not None
    assert round(paid.npv) == 4_421_423
    assert effort(paid) == 1


def test_recommendations_for_the_same_use_are_named_together() -> None:
    assert [one.row.number for one in together(items(SOUND))["AIR"]] == [1, 2]
    assert together(items(SOUND)[:1]) == {}


def test_equal_numbers_in_a_row_are_printed_once() -> None:
    assert shortened("CF = [-9, 1,170, 1,170, 3]") == "CF = [-9, 1,170 ×2, 3]"
    assert shortened("[7, 7] × [1, 7]") == "[7 ×2] × [1, 7]"
    assert shortened("a × b") == "a × b"


def test_a_photo_is_made_small_and_keeps_nothing_but_the_picture() -> None:
    made = BytesIO()
    exif = Image.Exif()
    exif[0x010F] = "a camera"
    Image.new("RGB", (3000, 1500)).save(made, "JPEG", exif=exif)

    found = small(made.getvalue())

    assert found is not None
    data, width, height = found
    assert (width, height) == (900, 450)
    with Image.open(BytesIO(data)) as opened:
        assert not opened.getexif()


@pytest.mark.parametrize("data", [None, b"", b"%PDF-1.7", b"GIF89a", picture()[:200]])
def test_what_is_no_picture_is_said_to_be_missing(data: bytes | None) -> None:
    assert small(data) is None


def test_the_workbook_has_a_sheet_for_each_part() -> None:
    sheets = read_excel(diagnosis_excel.build(SOUND, Language.ZH))

    assert list(sheets) == ["目次", "摘要", "設備", "量測", "診斷發現", "改善建議", "計算過程"]
    advice = rows_of(sheets["改善建議"])
    assert advice.column("年節省量") == [208_000, 208_000]
    assert rows_of(sheets["量測"]).column("數值") == [182.5]
    assert "年損失電量" in rows_of(sheets["計算過程"]).column("步驟")


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_what_people_typed_stays_text(text: str, names: FontNames) -> None:
    hostile = replace(report(text), photos=())

    document = read_pdf(diagnosis_pdf.build(hostile, Language.EN, names))

    assert document.images == 0
    assert set(document.annotations) <= {"/GoTo"}
    assert formulas(diagnosis_excel.build(hostile, Language.EN)) == 0
