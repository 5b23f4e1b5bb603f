from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from portal.workbook.limits import Counted
from portal.workbook.package import inspect
from portal.workbook.refusals import EXPLANATIONS, NOUNS, Refusal, RefusalCode
from tests.workbooks.packages import (
    HEAD,
    SHEET_PART,
    named,
    ole,
    packed,
    sheet,
    sound_parts,
    with_part,
)


def inspected(contents: bytes, folder: Path) -> RefusalCode | None:
    path = folder / "book.xlsx"
    path.write_bytes(contents)
    refusal = inspect(path)
    return refusal.code if refusal else None


def test_a_sound_package_passes(tmp_path: Path) -> None:
    assert inspected(packed(sound_parts()), tmp_path) is None


def test_what_openpyxl_writes_passes(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["甲", 1, 2.5])
    book.save(tmp_path / "book.xlsx")

    assert inspect(tmp_path / "book.xlsx") is None


def test_what_xlsxwriter_writes_passes(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "book.xlsx") as book:
        book.add_worksheet("甲").write(0, 0, 1)

    assert inspect(tmp_path / "book.xlsx") is None


def test_the_name_of_a_file_does_not_matter(tmp_path: Path) -> None:
    path = tmp_path / "book.csv"
    path.write_bytes(packed(sound_parts()))

    assert inspect(path) is None


def test_a_word_in_an_old_workbook_is_not_taken_for_a_stream(tmp_path: Path) -> None:
    contents = ole("Workbook") + b"__" + "EncryptedPackage\0".encode("utf-16-le")

    assert inspected(contents, tmp_path) is RefusalCode.OLD_FORMAT


def test_drawings_in_vml_may_be_anything(tmp_path: Path) -> None:
    drawing = with_part("xl/drawings/vmlDrawing1.vml", "<!DOCTYPE a><xml><br></xml>")

    assert inspected(drawing, tmp_path) is None


def test_a_doctype_over_a_chunk_border_is_found_wherever_the_border_falls(tmp_path: Path) -> None:
    for before in range((1 << 17) - 10, (1 << 17) + 1):
        part = with_part("docProps/custom.xml", " " * before + "<!DOCTYPE a><a/>")

        assert inspected(part, tmp_path) is RefusalCode.DOCTYPE


def test_rows_are_counted_whatever_prefix_they_have(tmp_path: Path) -> None:
    rows = sheet("<row/>" * 250_001 + "".join(f"<!--{n * 7919}-->" for n in range(40_000)))
    text = rows.replace("<", "<x:").replace("<x:/", "</x:").replace("<x:!", "<!")
    text = text.replace("<x:?", "<?").replace("xmlns=", "xmlns:x=")

    assert inspected(with_part(SHEET_PART, text), tmp_path) is RefusalCode.TOO_MANY


def test_an_ambiguous_beginning_costs_nothing(tmp_path: Path) -> None:
    beginnings = (" " * 100_000, "<?a?>" * 5_000, "<!--a-->" * 5_000, HEAD + "<?a?>\n" * 5_000)

    for beginning in beginnings:
        assert inspected(with_part("docProps/app.xml", beginning), tmp_path) is None


def test_long_names_are_shown_short(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    path.write_bytes(named("../" + "n" * 5_000))

    refusal = inspect(path)

    assert refusal is not None
    assert len(refusal.message.en) < 400


def test_a_missing_file_is_the_callers_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        inspect(tmp_path / "missing.xlsx")


@pytest.mark.parametrize("code", list(RefusalCode))
def test_each_code_is_explained_in_both_languages(code: RefusalCode) -> None:
    detail = {"part": "Sheet1", "cell": "A1", "kind": "pdf", "what": "rows"}
    refusal = Refusal(code, {**detail, "found": "30000000", "limit": "20000000"})

    for text in (refusal.title, refusal.message, refusal.fix):
        assert "{" not in text.zh + text.en
        assert text.zh != text.en
    assert code in EXPLANATIONS


def test_everything_counted_has_a_noun() -> None:
    assert set(NOUNS) == set(Counted)
