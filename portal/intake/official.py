"""Checking the ministry's form: the same report as of the portal's own inventory.

The member is known by the control number of the form, through the register; offline there is none.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from portal.intake.background import Background
from portal.intake.effects import effect
from portal.intake.kinds import INVENTORY, KINDS
from portal.intake.report import Report
from portal.intake.tables import Table, inventory_tables, inventory_totals
from portal.intake.versions import versions
from portal.inventory.rules import RULES as INVENTORY_RULES
from portal.official.building import official
from portal.official.joining import Official
from portal.official.places import FormReading, is_result
from portal.official.reading import OfficialReading, read_official, year_of
from portal.official.rules import RULES, without_repeats
from portal.official.rules.files import SUPPLEMENT_ALONE
from portal.official.sheets import TEMPLATE, official_key
from portal.official.supplement import SUPPLEMENT, Asked
from portal.workbook import shape
from portal.workbook.cells import Book, open_book
from portal.workbook.collecting import collect, finding
from portal.workbook.findings import Finding, Hit, Place, Suggestion, hit
from portal.workbook.identity import identify
from portal.workbook.locate import Said
from portal.workbook.ods import OdsBook, is_open_document
from portal.workbook.reading import Reading, read
from portal.workbook.rules import Rule, RuleBook, found_by
from portal.workbook.suggesting import Computed, Suggester

SHEET_NAME = 40


def open_either(path: Path) -> Book:
    """An .xlsx workbook, or an .ods one with the sheets of the form; close it after use.

    Raises:
        Refused: the file cannot be read.
        OSError: the file cannot be opened.
    """
    if is_open_document(path):
        return OdsBook(path, lambda name: official_key(name) is not None)
    return open_book(path)


def judged_official(book: Book, report: Report, background: Background) -> Report:
    """The report about a file of the official form.

    Args:
        book: the opened workbook.
        report: with the file's name, hash and versions.
        background: what is expected and what is on file.
    """
    reading = read_official(book)
    number, year = _named(reading)
    report = replace(
        report,
        kind=INVENTORY.code,
        template_version=TEMPLATE.version,
        member=_member(number, background),
        year=year,
        files=(about_file(reading, report.file, report.sha256),),
    )
    wrong_place = tuple(misplaced(year, background))
    if wrong_place:
        return replace(report, findings=tuple(finding(rule, case) for rule, case in wrong_place))
    return ruled(report, [reading], background)


def about_file(reading: OfficialReading, name: str, sha256: str) -> dict[str, Any]:
    """What a report says of a form: its file, control number and year."""
    site, year = _named(reading)
    return {"name": name, "sha256": sha256, "role": "form", "site": site, "year": year}


def unjoined(name: str, sha256: str, role: str) -> dict[str, Any]:
    """What a report says of a file that is no form of a site."""
    return {"name": name, "sha256": sha256, "role": role, "site": "", "year": None}


def supplement_alone(name: str, sha256: str, background: Background) -> Report:
    """The report about a supplement that came without a form."""
    return Report(
        name,
        sha256,
        kind=TEMPLATE.kind,
        findings=(finding(SUPPLEMENT_ALONE, hit(found=name)),),
        versions=versions(background.thresholds),
        files=(unjoined(name, sha256, "supplement"),),
    )


def read_supplement(book: Book) -> Reading | None:
    """The supplement, None for any other workbook."""
    said = identify(book, (SUPPLEMENT,))
    if not said.is_stated:
        return None
    return read(book, SUPPLEMENT, group=None, version=said.version)


def whose_official(book: Book) -> list[object]:
    """Kind, control number and year of a form; nothing where it does not say."""
    return [INVENTORY.code, *_named(read_official(book))]


def whose_supplement(book: Book) -> list[object] | None:
    """Kind, member and year of a supplement; None for any other workbook."""
    supplement = read_supplement(book)
    asked: Asked | None = None if supplement is None else supplement.form("asked")
    if asked is None:
        return None
    return [INVENTORY.code, (asked.member_code or "").strip().upper(), asked.year]


def _named(reading: OfficialReading) -> tuple[str, int | None]:
    firm = reading.form("t1")
    if firm is None:
        return "", None
    return (firm.control_number or "").strip().upper(), year_of(firm.year)


def ruled(
    report: Report,
    readings: Sequence[OfficialReading],
    background: Background,
    supplement: Reading | None = None,
) -> Report:
    """The report with findings, totals and rows of one or several files of one company.

    Rules wait while a table cannot be joined with the others.
    """
    subject = official(readings, background.inventory, supplement)
    if not all(reading.is_whole and reading.table("t3") for reading in readings):
        return replace(report, findings=collect(FormReading(subject), ()))
    return replace(
        report,
        findings=findings(subject, background),
        totals=_written(inventory_totals(subject.inventory)),
        tables=official_tables(subject),
    )


def findings(subject: Official, background: Background) -> tuple[Finding, ...]:
    """All findings about one or several files of a company, with the cells of the form."""
    reading = FormReading(subject)
    about_form: RuleBook[Any] = RULES
    about_inventory: RuleBook[Any] = INVENTORY_RULES
    said: list[Said] = [
        *about_form.hits(subject),
        *without_repeats(subject, about_inventory.hits(subject.inventory)),
    ]
    totals = inventory_totals(subject.inventory)
    suggester = Suggester(
        reading, partial(_computed, subject=subject, background=background), totals, effect
    )

    def suggest(rule: Rule[Any], cases: Sequence[Hit], rows: Collection[int]) -> Suggestion | None:
        first = cases[0]
        by_formula = not first.places or (is_result(first.places[0]) and not first.proposed)
        return None if by_formula else suggester(rule, cases, rows)

    return collect(reading, reading.moved(said), suggest)


def _computed(changed: Reading, *, subject: Official, background: Background) -> Computed:
    """The company's inventory with one entry of the form changed."""
    if not isinstance(changed, FormReading):
        raise TypeError("the official form is read as one reading")
    made = official(changed.readings(), background.inventory, subject.supplement)
    shown = FormReading(made)

    def hits(rule: Rule[Any]) -> Iterator[Hit]:
        about = made if rule.code in RULES.rules else made.inventory
        return (case for _, case in shown.moved((rule, one) for one in found_by(rule, about)))

    return Computed(inventory_totals(made.inventory), hits)


def official_tables(subject: Official) -> Mapping[str, Table]:
    """The rows to be kept with a version, each with the sheet of the form and its row there."""
    reading = FormReading(subject)
    tables = inventory_tables(subject.inventory)
    return {name: [_placed(reading, row) for row in rows] for name, rows in tables.items()}


def _placed(reading: FormReading, row: Mapping[str, Any]) -> Mapping[str, Any]:
    if "sheet" not in row:
        return row
    column = "stated_emissions" if row["sheet"] in ("sources", "energy") else ""
    place = reading.of_the_form(Place(row["sheet"], row["row"], column))
    name, file = reading.sheet_and_file(place)
    kept = {**row, "sheet": name[:SHEET_NAME], "row": place.row}
    if file:
        kept["values"] = {**row.get("values", {}), "file": file}
    return kept


def _member(number: str, background: Background) -> str | None:
    """The code of the member expected, if the form's control number is one of its sites."""
    member = background.member
    if member is None or number not in {site.control_number for site in member.sites}:
        return None
    return member.code


def misplaced(year: int | None, background: Background) -> Iterator[Said]:
    """Whether the form belongs to another place of upload: the first reason is enough."""
    if background.kind and background.kind != INVENTORY.code:
        expected = KINDS[background.kind].title
        yield shape.WRONG_KIND, hit(found=TEMPLATE.title, expected=expected)
    elif background.year and year and year != background.year:
        yield shape.WRONG_YEAR, hit(found=year, expected=background.year)


def _written(
    totals: Mapping[str, Mapping[str, Any]],
) -> Mapping[str, Mapping[str, str | None]]:
    return {
        side: {name: None if value is None else f"{value:f}" for name, value in figures.items()}
        for side, figures in totals.items()
    }
