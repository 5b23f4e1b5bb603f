from portal.language import Text
from portal.workbook.findings import Finding, Severity
from portal.workbook.marking.marks import MARKED_IN_ALL, marks, worst
from portal.workbook.marking.wording import TITLE
from portal.workbook.reading import OURS

SAID = Text("說明", "message")


def finding(*cells: str, severity: Severity = Severity.ERROR) -> Finding:
    return Finding("T-1", severity, SAID, SAID, SAID, SAID, "表", cells)


def test_ranges_are_taken_apart() -> None:
    made = marks([finding("B2:C3", "E9")])

    assert sorted(made.sheets["表"]) == [(2, 2), (2, 3), (3, 2), (3, 3), (9, 5)]
    assert made.complete == [True]


def test_cells_of_other_sheets_go_there() -> None:
    made = marks([finding("A1", "別表!B2")])

    assert {name: list(cells) for name, cells in made.sheets.items()} == {
        "表": [(1, 1)],
        "別表": [(2, 2)],
    }


def test_cells_left_out_are_told() -> None:
    made = marks([finding("A1:A1000"), finding("A1:A1001"), finding("A1", "…"), finding()])

    assert made.complete == [True, False, False, True]


def test_all_findings_together_mark_no_more_than_the_limit() -> None:
    made = marks([finding(f"{letter}1:{letter}1000") for letter in "ABCDEFGHIJKL"])

    assert len(made.sheets["表"]) == MARKED_IN_ALL
    assert made.complete[-2:] == [False, False]


def test_an_error_outweighs_a_warning() -> None:
    found = [finding(severity=one) for one in (Severity.INFO, Severity.WARNING, Severity.ERROR)]

    assert worst(found) is Severity.ERROR
    assert worst(found[:2]) is Severity.WARNING


def test_the_reader_knows_the_list_by_every_name() -> None:
    names = {TITLE.zh, TITLE.en, f"{TITLE.zh} (2)", f"{TITLE.en} (2)"}

    assert names <= OURS
