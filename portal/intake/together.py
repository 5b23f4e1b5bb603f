"""Several files of the official form, one for each control number, checked as one company's."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final

from portal.files.names import labels
from portal.intake.background import Background
from portal.intake.checking import HEAD, LIMITS, digest, refused
from portal.intake.kinds import TEMPLATES
from portal.intake.official import (
    about_file,
    misplaced,
    open_either,
    read_supplement,
    ruled,
    supplement_alone,
    unjoined,
)
from portal.intake.report import Report
from portal.intake.versions import versions
from portal.official.building import OfficialRows
from portal.official.joining import joined
from portal.official.reading import OfficialReading, read_official, year_of
from portal.official.rules.files import NOT_OF_THE_FORM, SUPPLEMENT_TWICE
from portal.official.sheets import TEMPLATE, is_official
from portal.workbook import shape
from portal.workbook.child import Finished, run
from portal.workbook.collecting import finding
from portal.workbook.findings import Finding, hit
from portal.workbook.identity import identify
from portal.workbook.ods import is_open_document
from portal.workbook.package import inspect
from portal.workbook.reading import Reading
from portal.workbook.refusals import Refusal, RefusalCode, Refused
from portal.workbook.sheets import Template

_NOT_A_PART: Final = ""


@dataclass(frozen=True, slots=True)
class Named:
    """One of several files: where its bytes are, and its name as the member knows it."""

    path: Path
    name: str


@dataclass(slots=True)
class _Gathered:
    """What was read of the files, and what stands against joining them."""

    readings: list[OfficialReading] = field(default_factory=list[OfficialReading])
    supplement: Reading | None = None
    supplement_name: str = ""
    files: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]])
    faults: list[Finding] = field(default_factory=list[Finding])
    is_read: bool = True

    def add(self, found: Reading | Template | None, name: str, sha256: str) -> None:
        """One more file: a form, the supplement, or neither."""
        if isinstance(found, OfficialReading):
            self.readings.append(found)
            self.files.append(about_file(found, name, sha256))
        elif isinstance(found, Template):
            case = hit(found=name, template=found.title)
            self.faults.append(replace(finding(NOT_OF_THE_FORM, case), sheet=name))
            self.files.append(unjoined(name, sha256, _NOT_A_PART))
        elif found is None:
            unknown = finding(shape.UNKNOWN_TEMPLATE, hit(sheets=name))
            self.faults.append(replace(unknown, sheet=name))
            self.files.append(unjoined(name, sha256, _NOT_A_PART))
        else:
            self._supplement(found, name)
            self.files.append(unjoined(name, sha256, "supplement"))

    def refuse(self, name: str, sha256: str, refusal: Refusal) -> None:
        """One more file that cannot be read."""
        (only,) = refused(name, sha256, refusal).findings
        self.faults.append(replace(only, sheet=name))
        self.files.append(unjoined(name, sha256, _NOT_A_PART))
        self.is_read = False

    def _supplement(self, found: Reading, name: str) -> None:
        if self.supplement is not None:
            case = hit(first=self.supplement_name, second=name)
            self.faults.append(replace(finding(SUPPLEMENT_TWICE, case), sheet=name))
            return
        self.supplement, self.supplement_name = found, name
        found.name = name
        for located in found.located.values():
            located.name = f"{name} {located.name}"


def check_together(
    paths: Sequence[Path], background: Background, names: Sequence[str] = ()
) -> Report:
    """The report about the inventory that several files make.

    Args:
        paths: files of the official form, in the order in which sites are listed, and at most one
            supplement among them. Every file that is neither, or cannot be read, is a finding,
            and then nothing else is said.
        background: what is expected and what is on file.
        names: of the files as the member knows them; else those of the paths.
    """
    shown = labels(names or [path.name for path in paths])
    files = [Named(path, name) for path, name in zip(paths, shown, strict=True)]
    gathered = _gathered(files)
    sha256 = hashlib.sha256("".join(one["sha256"] for one in gathered.files).encode()).hexdigest()
    report = Report(
        "、".join(shown),
        sha256,
        TEMPLATE.kind,
        TEMPLATE.version,
        versions=versions(background.thresholds),
        files=tuple(gathered.files),
        is_read=gathered.is_read,
    )
    if gathered.faults:
        wrong = next(one for one in gathered.files if _is_at_fault(one, gathered))
        return replace(report, file=wrong["name"], findings=tuple(gathered.faults))
    if not gathered.readings:
        alone = supplement_alone(gathered.supplement_name, sha256, background)
        return replace(alone, files=report.files)
    return _joined(report, gathered, background)


def _is_at_fault(file: dict[str, Any], gathered: _Gathered) -> bool:
    """Whether a file is the first that cannot be joined."""
    return file["role"] == _NOT_A_PART or any(one.sheet == file["name"] for one in gathered.faults)


def _gathered(files: Sequence[Named]) -> _Gathered:
    gathered = _Gathered()
    for file in files:
        sha256 = digest(file.path)
        try:
            gathered.add(_read(file, len(gathered.readings)), file.name, sha256)
        except Refused as reason:
            gathered.refuse(file.name, sha256, reason.refusal)
    return gathered


def _joined(report: Report, gathered: _Gathered, background: Background) -> Report:
    years = {one["year"] for one in gathered.files if one["role"] == "form"}
    firm = gathered.readings[0].form("t1")
    year = year_of(firm.year) if firm else None
    member = background.member
    own = {site.control_number for site in member.sites} if member else set[str]()
    is_own = any(one["site"] in own for one in gathered.files)
    report = replace(report, year=year, member=member.code if member and is_own else None)
    wrong_place = tuple(misplaced(year, background)) if len(years) == 1 else ()
    if wrong_place:
        return replace(report, findings=tuple(finding(rule, case) for rule, case in wrong_place))
    return ruled(report, gathered.readings, background, gathered.supplement)


def check_together_apart(
    paths: Sequence[Path], background: Background, names: Sequence[str] = ()
) -> Report:
    """The same in a child process with memory, processor and time limits.

    A path at which no file can be opened is a refusal too, then without a digest.
    """
    for path in paths:
        try:
            path.open("rb").close()
        except OSError:
            return refused(path.name, "", Refusal(RefusalCode.NOT_OPENED))
    outcome = run(_stored, list(paths), background, list(names), limits=LIMITS)
    if isinstance(outcome, Finished):
        size = int.from_bytes(outcome.answer[:HEAD], "big")
        return Report.restored(outcome.answer[HEAD : HEAD + size], outcome.answer[HEAD + size :])
    name = "、".join(names or [path.name for path in paths])
    return refused(name, "", Refusal(RefusalCode.BEYOND_LIMITS))


def _stored(paths: list[Path], background: Background, names: list[str]) -> bytes:
    report = check_together(paths, background, names)
    stored = report.stored()
    return len(stored).to_bytes(HEAD, "big") + stored + report.stored_tables()


def _read(file: Named, number: int) -> Reading | Template | None:
    """What a file holds: a form, the supplement, a workbook of ours, or none of these.

    Raises:
        Refused: it cannot be read.
    """
    refusal = inspect(file.path, open_document=is_open_document(file.path))
    if refusal is not None:
        raise Refused(refusal.code, **refusal.detail)
    with open_either(file.path) as book:
        if is_official(sheet.name for sheet in book.sheets):
            return read_official(book, file=number, name=file.name)
        return read_supplement(book) or identify(book, TEMPLATES).template


def official_rows(paths: Sequence[Path]) -> OfficialRows | None:
    """The portal's own tables, made of stored forms and their supplement; None without a form."""
    gathered = _Gathered()
    for path in paths:
        found = _read(Named(path, path.name), len(gathered.readings))
        if isinstance(found, Reading):
            gathered.add(found, path.name, "")
    if not gathered.readings:
        return None
    return OfficialRows(tuple(map(joined, gathered.readings)), supplement=gathered.supplement)


def shares(report: Report) -> Iterator[Report]:
    """The report about each of several files: its own findings, its sheets by their own names."""
    for file in report.files:
        name = str(file["name"])
        own = tuple(_alone(one, name) for one in report.findings if report.file_of(one) == name)
        yield Report(
            name,
            str(file["sha256"]),
            report.kind,
            report.template_version,
            report.member,
            file["year"] or report.year,
            findings=own,
            versions=report.versions,
            is_read=not any(one.code.startswith("FILE-") for one in own),
            files=(file,),
            part_of=report.file,
        )


def _alone(found: Finding, name: str) -> Finding:
    """The finding with sheets as they are called inside its own file."""
    before = f"{name} "
    cells = tuple(cell.removeprefix(before) for cell in found.cells)
    sheet = "" if found.sheet == name else found.sheet.removeprefix(before)
    return replace(found, sheet=sheet, cells=cells)
