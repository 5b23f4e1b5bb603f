"""Members from a CSV file: all of it, or all its problems at once."""

import csv
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from portal.audit.events import Event
from portal.audit.operations import record
from portal.language import Text
from portal.members import operations, queries
from portal.members.figures import SiteRecord, is_control_number
from portal.members.models import Company
from portal.reference.groups import Group
from portal.reference.groups import group as known_group

HEADINGS = {
    "code": Text("會員代碼", "Member code"),
    "name_zh": Text("公司名稱（中文）", "Company name (Chinese)"),
    "name_en": Text("公司名稱（英文）", "Company name (English)"),
    "group": Text("分組", "Group"),
    "control_number": Text("管制編號", "Control number"),
    "site_name_zh": Text("場址名稱（中文）", "Site name (Chinese)"),
    "site_name_en": Text("場址名稱（英文）", "Site name (English)"),
    "address": Text("地址", "Address"),
    "in_kaohsiung": Text("位於高雄市", "In Kaohsiung"),
}
OPTIONAL = frozenset({"name_en", "site_name_en"})
YES = frozenset({"yes", "y", "true", "1", "是"})
NO = frozenset({"no", "n", "false", "0", "否"})


@dataclass(frozen=True, slots=True)
class RegisterProblem:
    """What is wrong with one line of the file.

    Attributes:
        line: as an editor counts, the headings being line 1.
    """

    line: int
    message: Text


@dataclass(frozen=True, slots=True)
class RegisterReport:
    """What an import did; with problems it did nothing."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    problems: tuple[RegisterProblem, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the file, read."""

    number: int
    code: str
    name_zh: str
    name_en: str
    group: Group
    site: SiteRecord | None


def import_members(
    session: Session,
    actor_id: int | None,
    rows: Iterable[str],
    *,
    on: date,
    at: datetime,
    resum: operations.Resum,
) -> RegisterReport:
    """Add and change members and sites as a file says; a second run changes nothing.

    Args:
        rows: the lines of a CSV file with the headings above, by key or by label.
        on: the day new members join and sites change hands.
        resum: called for every company that is new or in another group.
    """
    lines, problems = read(rows)
    problems = [*problems, *_contradictions(lines), *_superseded(session, lines)]
    if problems:
        return RegisterReport(problems=tuple(sorted(problems, key=lambda found: found.line)))
    outcomes = [_one(session, actor_id, line, on=on, at=at, resum=resum) for line in lines]
    added, changed = outcomes.count("added"), outcomes.count("changed")
    report = RegisterReport(added, changed, len(outcomes) - added - changed)
    if added or changed:
        record(
            session,
            actor_id,
            Event.MEMBERS_IMPORTED,
            "company",
            None,
            at,
            added=added,
            changed=changed,
        )
    return report


def read(rows: Iterable[str]) -> tuple[list[Line], list[RegisterProblem]]:
    """The lines of a file and everything that is wrong with them."""
    reader = csv.DictReader(rows)
    keys = {label: key for key, text in HEADINGS.items() for label in (key, text.zh, text.en)}
    names = [keys.get(_clean(name), "") for name in reader.fieldnames or ()]
    missing = [text for key, text in HEADINGS.items() if key not in {*names, *OPTIONAL}]
    if missing:
        zh, en = "、".join(text.zh for text in missing), ", ".join(text.en for text in missing)
        message = Text(f"缺少欄位：{zh}。請補上標題列。", f"Missing columns: {en}. Add them.")
        return [], [RegisterProblem(1, message)]
    reader.fieldnames = names
    lines, problems = list[Line](), list[RegisterProblem]()
    for row in reader:
        cells = {key: _clean(row.get(key) or "") for key in HEADINGS}
        if not any(cells.values()):
            continue
        number = reader.line_num
        found = [RegisterProblem(number, message) for message in _problems(cells)]
        problems.extend(found)
        if not found:
            lines.append(_line(number, cells))
    return lines, problems


def _clean(cell: str) -> str:
    return unicodedata.normalize("NFC", cell).strip().removeprefix("\ufeff")


def _problems(cells: dict[str, str]) -> Iterator[Text]:
    required = ["code", "name_zh", "group"]
    if cells["control_number"]:
        required += ["site_name_zh", "address", "in_kaohsiung"]
    for key in required:
        if not cells[key]:
            label = HEADINGS[key]
            yield Text("「{label}」空白，請填寫。", "{label} is empty. Fill it in.").format(
                label=label
            )
    if cells["group"] and known_group(cells["group"]) is None:
        yield Text(
            "分組「{found}」不在代碼表中，請用：{known}。",
            "The group '{found}' is not in the list. Use one of: {known}.",
        ).format(found=cells["group"], known=", ".join(Group))
    number = cells["control_number"].upper()
    if number and not is_control_number(number):
        yield Text(
            "管制編號「{found}」格式不符，應為 8 碼，例如 E5600123。",
            "The control number '{found}' should have 8 characters, like E5600123.",
        ).format(found=cells["control_number"])
    inside = cells["in_kaohsiung"].lower()
    if inside and inside not in YES | NO:
        yield Text(
            "「位於高雄市」請填「是」或「否」，讀到的是「{found}」。",
            "In Kaohsiung should be yes or no; it reads '{found}'.",
        ).format(found=cells["in_kaohsiung"])


def _line(number: int, cells: dict[str, str]) -> Line:
    site = None
    if cells["control_number"]:
        site = SiteRecord(
            cells["control_number"].upper(),
            cells["site_name_zh"],
            cells["site_name_en"],
            cells["address"],
            cells["in_kaohsiung"].lower() in YES,
        )
    group = known_group(cells["group"]) or Group(cells["group"])
    return Line(number, cells["code"], cells["name_zh"], cells["name_en"], group, site)


def _contradictions(lines: list[Line]) -> Iterator[RegisterProblem]:
    companies: dict[str, Line] = {}
    sites: dict[str, Line] = {}
    for line in lines:
        first = companies.setdefault(line.code, line)
        if (first.name_zh, first.name_en, first.group) != (line.name_zh, line.name_en, line.group):
            yield RegisterProblem(
                line.number,
                Text(
                    "會員 {code} 的名稱或分組與第 {first} 列不同，請改成一致。",
                    "Member {code} has another name or group than in line {first}. "
                    "Make them agree.",
                ).format(code=line.code, first=first.number),
            )
        if line.site is None:
            continue
        before = sites.setdefault(line.site.control_number, line)
        if before is not line:
            yield RegisterProblem(
                line.number,
                Text(
                    "管制編號 {number} 與第 {first} 列重複，請刪去其中一列。",
                    "Control number {number} is already in line {first}. Remove one of them.",
                ).format(number=line.site.control_number, first=before.number),
            )


def _superseded(session: Session, lines: list[Line]) -> Iterator[RegisterProblem]:
    """Lines that name a site by a number that it no longer has."""
    for line in lines:
        number = line.site.control_number if line.site else ""
        present = queries.present_number(session, number) if number else None
        if present is not None:
            yield RegisterProblem(
                line.number,
                Text(
                    "管制編號 {number} 已變更為 {present}，請改填新編號。",
                    "Control number {number} is {present} now. Use the new one.",
                ).format(number=number, present=present),
            )


def _one(
    session: Session,
    actor_id: int | None,
    line: Line,
    *,
    on: date,
    at: datetime,
    resum: operations.Resum,
) -> str:
    company = queries.company_by_code(session, line.code)
    outcome = "unchanged"
    if company is None:
        company = operations.add_company(
            session,
            actor_id,
            code=line.code,
            name_zh=line.name_zh,
            name_en=line.name_en,
            group=line.group,
            joined_on=on,
            at=at,
            resum=resum,
        )
        outcome = "added"
    elif operations.change_company(
        session,
        actor_id,
        company,
        name_zh=line.name_zh,
        name_en=line.name_en,
        group=line.group,
        at=at,
        resum=resum,
    ):
        outcome = "changed"
    if line.site is None:
        return outcome
    return _site(session, actor_id, company, line.site, on=on, at=at) or outcome


def _site(
    session: Session,
    actor_id: int | None,
    company: Company,
    site: SiteRecord,
    *,
    on: date,
    at: datetime,
) -> str | None:
    """What happened to the site of a line, None when nothing did."""
    known = queries.site_by_control_number(session, site.control_number)
    if known is None:
        operations.add_site(session, actor_id, company, site, from_date=on, at=at)
        return "added"
    changed = operations.change_site(session, actor_id, known, site, at=at)
    moved = operations.transfer_site(session, actor_id, known, company, on=on, at=at)
    return "changed" if changed or moved else None
