"""A field workbook beside what is on file: what it adds, changes, leaves out and cannot change."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from portal.advisory.content import Attendee, VisitContent
from portal.field.advising import ELSEWHERE, Found, advice_entry, reworded_entry
from portal.field.changes import Change, Entry, Present, Preview, cells, verdict
from portal.field.on_file import (
    EQUIPMENT_KEYS,
    FINDING_KEYS,
    PHOTO_KEYS,
    VALUE_KEYS,
    VISIT_KEYS,
    OnFile,
    ValueOnFile,
    value_present,
)
from portal.field.plain import of_row, plain
from portal.field.rows import EquipmentLine, FindingLine, MeasurementLine, PhotoLine
from portal.field.subject import (
    Subject,
    has_advice,
    machine_of,
    people_of,
    reading_of,
    seen_of,
)
from portal.language import Text

TAG_TAKEN = Text("本廠區已有這個設備編號。", "Another machine of the site has this tag.")
TO_COME = Text("訪視的實際日期還沒到。", "The day of the visit is still to come.")


@dataclass(frozen=True, slots=True)
class Held:
    """How a visit went, and who was there."""

    content: VisitContent
    people: tuple[Attendee, ...]


@dataclass(slots=True)
class _Compared:
    """The workbook, what is on file, and what was found so far.

    Attributes:
        findings: row id of each number, `#4` for a finding to be added from row 4.
        found: what becomes of the finding of each number.
    """

    subject: Subject
    known: OnFile
    today: date
    findings: dict[int, str] = field(default_factory=dict[int, str])
    found: dict[int, Found] = field(default_factory=dict[int, Found])

    def preview(self) -> Preview:
        found = [
            *self._visit(),
            *self._equipment(),
            *self._values(),
            *self._findings(),
            *self._advice(),
            *self._photos(),
        ]
        return Preview((*found, *self._left_out()))

    def _visit(self) -> Iterator[Entry]:
        line, present = self.subject.visit, self.known.visit
        if line is None:
            return
        raw = of_row(line, VISIT_KEYS)
        differing = cells(present.said, raw)
        change = verdict(present, line.version, raw, differing)
        if line.version is None and change is Change.CONFLICT and present.version == 1:
            # A blank form says nothing of versions; a visit that nobody wrote down takes it.
            change = Change.CHANGED
        entry = _entry(line.SHEET, 0, present, self.known.request_number, change)
        people = (*people_of(line.of_site, "site"), *people_of(line.of_team, "team"))
        content = replace(
            self.known.content,
            held_on=line.held_on,
            weather=line.weather or "",
            notes=line.notes or "",
        )
        late = line.held_on is not None and line.held_on > self.today
        if late and change.is_taken:
            entry = replace(entry, change=Change.REFUSED, reason=TO_COME)
        yield replace(entry, cells=differing, content=Held(content, people))

    def _equipment(self) -> Iterator[Entry]:
        by_id = {one.id: one for one in self.known.equipment}
        by_tag = {plain(one.values["tag"]): one for one in self.known.equipment}
        for line in self.subject.equipment:
            machine = machine_of(line)
            if machine is None:
                continue
            present = by_id.get(line.id or "") if line.id else by_tag.get(machine.tag)
            effective = of_row(machine, EQUIPMENT_KEYS)
            entry = _against(line, present, machine.tag, EQUIPMENT_KEYS, effective)
            entry = replace(entry, content=machine, tag=machine.tag)
            yield self._tagged(entry, present)

    def _tagged(self, entry: Entry, present: Present | None) -> Entry:
        """The entry, refused when its tag is that of another machine of the site."""
        own = plain(present.values["tag"]) if present else ""
        if entry.change.is_taken and entry.tag != own and entry.tag in self.known.site_tags:
            return replace(entry, change=Change.REFUSED, reason=TAG_TAKEN)
        return entry

    def _values(self) -> Iterator[Entry]:
        for line in self.subject.values:
            machine, reading = (
                self.subject.of_measurement(line),
                reading_of(line, self.subject.held_on),
            )
            if machine is None or reading is None:
                continue
            effective = {
                key: plain(value) for key, value in value_present(0, 0, reading).values.items()
            }
            key = self._machine_key(machine)
            here = [
                one
                for one in self.known.values
                if (one.equipment_id, one.quantity) == (key, reading.quantity)
            ]
            entry = _value_entry(line, here, effective)
            if key is None and line.tag in self.known.site_tags:
                entry = replace(entry, change=Change.REFUSED, reason=TAG_TAKEN)
            yield replace(entry, content=reading, tag=line.tag or "")

    def _machine_key(self, line: EquipmentLine) -> int | None:
        wanted = self.known.equipment
        return next((one.key for one in wanted if line.id == one.id), None) or next(
            (one.key for one in wanted if one.values["tag"] == line.tag), None
        )

    def _findings(self) -> Iterator[Entry]:
        by_id = {one.id: one for one in self.known.findings}
        for line in self.subject.findings:
            seen = seen_of(line, self.known.system, None)
            if seen is None:
                continue
            raw = of_row(line, FINDING_KEYS)
            same = (one for one in self.known.findings if _is_same(one, raw))
            present = by_id.get(line.id) if line.id else next(same, None)
            name = f"{line.tag or ''} {seen.text[:40]}".strip()
            entry = _against(line, present, name, FINDING_KEYS, raw)
            key = present.key if present else None
            found = Found(line.at, key, entry.change, line.tag or "")
            if line.number is not None:
                self.found.setdefault(line.number, found)
                self.findings.setdefault(line.number, present.id if present else f"#{line.at}")
            yield replace(entry, content=seen, tag=line.tag or "")
            if has_advice(line):
                yield advice_entry(line, found, self.known.advice)

    def _advice(self) -> Iterator[Entry]:
        for line in self.subject.advice:
            if line.id:
                yield reworded_entry(line, self.known.advice)
            else:
                found = self.found.get(line.finding or 0)
                yield advice_entry(line, found, self.known.advice)

    def _photos(self) -> Iterator[Entry]:
        by_id = {one.id: one for one in self.known.photos}
        by_name = {plain(one.values["name"]).casefold(): one for one in self.known.photos}
        for line in self.subject.photos:
            if not line.name:
                continue
            raw = of_row(line, PHOTO_KEYS)
            raw["finding"] = self.findings.get(line.finding or 0, "")
            present = by_id.get(line.id) if line.id else by_name.get(plain(line.name).casefold())
            entry = _against(line, present, line.name, PHOTO_KEYS, raw, raw)
            at = next((one.at for one in self.subject.findings if one.number == line.finding), 0)
            yield replace(
                entry, content=line, tag=line.tag or "", finding=at if line.finding else 0
            )

    def _left_out(self) -> Iterator[Entry]:
        """Rows that the workbook had when it was made and has no more."""
        made = dict(_made(self.subject.visit.made if self.subject.visit else None))
        subject, known = self.subject, self.known
        values = tuple(one.present for one in known.values)
        yield from _gone("equipment", known.equipment, subject.equipment, made.get("E", 0))
        yield from _gone("measurements", values, subject.measurements, made.get("M", 0))
        yield from _gone("findings", known.findings, subject.findings, made.get("F", 0))
        here = {one.key for one in known.findings}
        advice = (one for one in known.advice if one.is_writable and one.finding_id in here)
        presents = tuple(one.present for one in advice)
        yield from _gone("advice", presents, subject.advice, made.get("R", 0))
        yield from _gone("photos", known.photos, subject.photos, made.get("P", 0))


def preview_of(subject: Subject, known: OnFile, today: date) -> Preview:
    """What a workbook would change.

    Args:
        subject: the workbook, free of errors.
        known: what is on file of its visit and system.
        today: no visit is held later.
    """
    return _Compared(subject, known, today).preview()


def _entry(sheet: str, at: int, present: Present | None, name: str, change: Change) -> Entry:
    return Entry(
        sheet,
        at,
        present.id if present else "",
        name,
        change,
        key=present.key if present else None,
        version=present.version if present else None,
    )


def _against(
    line: EquipmentLine | FindingLine | PhotoLine,
    present: Present | None,
    name: str,
    keys: tuple[str, ...],
    effective: dict[str, str],
    raw: dict[str, str] | None = None,
) -> Entry:
    """A row beside the one on file; without one it is added, if its row id is no other's."""
    if present is None:
        change = Change.REFUSED if line.id else Change.ADDED
        entry = _entry(line.SHEET, line.at, None, name, change)
        reason = ELSEWHERE if line.id else entry.reason
        return replace(entry, id=line.id or "", cells=cells({}, effective), reason=reason)
    differing = cells(present.said, effective)
    stated = of_row(line, keys) if raw is None else raw
    change = verdict(present, line.version, stated, differing)
    shown = () if change is Change.UNCHANGED else differing
    return replace(_entry(line.SHEET, line.at, present, name, change), cells=shown)


def _value_entry(
    line: MeasurementLine, here: list[ValueOnFile], effective: dict[str, str]
) -> Entry:
    """A value beside those on file of the same machine and quantity."""
    name = f"{line.tag} {line.quantity}"
    equal = next((one.present for one in here if not cells(one.present.said, effective)), None)
    if equal is not None:
        return _entry(line.SHEET, line.at, equal, name, Change.UNCHANGED)
    named = _named(line, here)
    if named is None:
        # A prepared row was empty when the workbook was made: a value since then is a colleague's.
        is_overtaken = bool(line.id) and bool(here)
        change = Change.CONFLICT if is_overtaken else Change.ADDED
        old = here[-1].present if is_overtaken else None
        shown = cells(old.said if old else {}, effective)
        return replace(_entry(line.SHEET, line.at, old, name, change), cells=shown)
    shown = cells(named.present.said, effective)
    change = verdict(named.present, line.version, of_row(line, VALUE_KEYS), shown)
    if change is Change.CHANGED and named.present.id != line.id:
        change = Change.CONFLICT
    shown = () if change is Change.UNCHANGED else shown
    return replace(_entry(line.SHEET, line.at, named.present, name, change), cells=shown)


def _named(line: MeasurementLine, here: list[ValueOnFile]) -> ValueOnFile | None:
    """The value that a row's id names, or the one that has replaced it since."""
    key = (line.id or "").partition("-")[0]
    if not key.startswith("M") or not key[1:].isdigit():
        return None
    number = int(key[1:])
    return next((one for one in here if one.present.key == number or number in one.replaced), None)


def _is_same(present: Present, raw: dict[str, str]) -> bool:
    said = present.said
    return (said["tag"], said["text"]) == (raw["tag"], raw["text"])


def _made(text: str | None) -> Iterator[tuple[str, int]]:
    """The highest keys on file when the workbook was made, by letter."""
    for part in (text or "").split():
        if part[1:].isdigit():
            yield part[0], int(part[1:])


def _gone(
    sheet: str, present: Iterable[Present], lines: Iterable[object], highest: int
) -> Iterator[Entry]:
    named = {getattr(line, "id", None) for line in lines}
    for one in present:
        if one.key <= highest and one.id not in named:
            said = one.said
            name = said.get("tag") or said.get("name") or said.get("title") or one.id
            yield Entry(sheet, 0, one.id, name, Change.KEPT, key=one.key, version=one.version)
