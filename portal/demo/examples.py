"""An example of every finding for the rule catalogue, from the faults made on purpose.

`python -m portal.demo.examples` writes them where the catalogue reads them; a test compares.
"""

import csv
import io
from collections.abc import Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from portal.demo.as_read import AsRead
from portal.demo.companies import company
from portal.demo.contents import Workbook
from portal.demo.earlier import SAMPLES as EARLIER
from portal.demo.faults_inventory import FAULTS as INVENTORY_FAULTS
from portal.demo.faults_plan import PLAN_FAULTS
from portal.demo.official_faults import FAULTS as OFFICIAL_FAULTS
from portal.demo.official_grid import as_xlsx
from portal.demo.official_set import FAULTY_SET
from portal.demo.plan_background import on_record, read
from portal.demo.plan_edits import MEMBER, PARTNER
from portal.demo.plans import plan as sound_plan
from portal.demo.pledges import PLAN_YEAR
from portal.demo.samples import written_faults
from portal.intake import catalogue
from portal.intake.background import Background
from portal.intake.checking import check
from portal.intake.together import check_together
from portal.inventory.rules import RULES as INVENTORY_RULES
from portal.inventory.sheets import TEMPLATE as INVENTORY
from portal.inventory.subject import build
from portal.language import Text
from portal.plans.rules import RULES as PLAN_RULES
from portal.workbook.rules import RuleBook

TABLE: Final = Path(catalogue.__file__).with_name("examples.csv")


def examples() -> Mapping[str, Text]:
    """What the finding of each rule says of a fault, by code."""
    found: dict[str, Text] = {}
    for code, said in (*_inventory(), *_plan(), *_files(), *_elsewhere()):
        found.setdefault(code, said)
    return dict(sorted(found.items()))


def _inventory() -> Iterator[tuple[str, Text]]:
    for fault in INVENTORY_FAULTS:
        subject = build(AsRead(INVENTORY, fault.content), fault.background)
        yield from _said(INVENTORY_RULES, subject, fault.code)


def _plan() -> Iterator[tuple[str, Text]]:
    for fault in PLAN_FAULTS:
        subject = read(fault.edit(sound_plan(MEMBER)), on_record(MEMBER, fault.code))
        yield from _said(PLAN_RULES, subject, fault.code)


def _said(rules: RuleBook[Any], subject: object, code: str) -> Iterator[tuple[str, Text]]:
    for rule, case in rules.hits(subject):
        if rule.code == code:
            yield code, rule.message.format(**case.values)


def _files() -> Iterator[tuple[str, Text]]:
    """Findings that need a file: of its shape, and of the ministry's form."""
    forms = {f"{fault.code}.xlsx": as_xlsx(fault.make()) for fault in OFFICIAL_FAULTS}
    with TemporaryDirectory() as folder:
        for name, data in (*written_faults("WB"), *forms.items()):
            path = Path(folder) / name
            path.write_bytes(data)
            for finding in check(path, name, Background()).findings:
                if name.startswith(finding.code):
                    yield finding.code, finding.message


def _elsewhere() -> Iterator[tuple[str, Text]]:
    """Findings that depend on the place of upload, on an older template or on several files."""
    with TemporaryDirectory() as folder:
        sound = Path(folder) / "sound.xlsx"
        sound.write_bytes(Workbook(company(MEMBER), INVENTORY, PLAN_YEAR).written())
        older = Path(folder) / EARLIER[0].file_name
        older.write_bytes(EARLIER[0].written())
        forms = [Path(folder) / name for name in FAULTY_SET]
        for path, made in zip(forms, FAULTY_SET.values(), strict=True):
            path.write_bytes(made())
        for report in (
            check(sound, sound.name, Background(kind="plan")),
            check(sound, sound.name, Background(year=PLAN_YEAR - 1)),
            check(sound, sound.name, Background(member=company(PARTNER).record)),
            check(older, older.name, Background()),
            check_together(forms, Background()),
        ):
            yield from ((one.code, one.message) for one in report.findings)


def table() -> str:
    """The examples as the catalogue reads them."""
    text = io.StringIO()
    lines = csv.writer(text, lineterminator="\n")
    lines.writerow(("code", "zh", "en"))
    lines.writerows((code, said.zh, said.en) for code, said in examples().items())
    return text.getvalue()


if __name__ == "__main__":
    TABLE.write_text(table(), encoding="utf-8", newline="\n")
