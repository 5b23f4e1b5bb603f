"""The samples: sound workbooks of each kind and group, and faulty ones named for their finding."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from portal.demo import claim_samples, meters
from portal.demo.companies import company
from portal.demo.contents import Workbook
from portal.demo.drafts import drafted, short
from portal.demo.earlier import SAMPLES as EARLIER
from portal.demo.fault import Fault as InventoryFault
from portal.demo.faults import Fault
from portal.demo.faults_inventory import FAULTS as INVENTORY_FAULTS
from portal.demo.faults_plan import FAULTS as PLAN_FAULTS
from portal.demo.faults_shape import COLUMNS_MOVED
from portal.demo.faults_shape import FAULTS as SHAPE_FAULTS
from portal.demo.field_faults import FAULTS as FIELD_FAULTS
from portal.demo.field_work import SOUND as FIELD_SOUND
from portal.demo.field_work import written
from portal.demo.large import write_large_sample
from portal.demo.official_set import FAULTY_SET, SOUND_SET
from portal.demo.sample_list import claim_list, field_list, meter_list, rules, sample_list
from portal.inventory.sheets import TEMPLATE as INVENTORY
from portal.plans.sheets import TEMPLATE as PLAN
from portal.workbook.findings import Severity
from portal.workbook.template import draft_bytes
from portal.workbook.writing.draft import Draft, draft

__all__ = ["FAULTS", "SOUND", "write_large_sample", "write_samples", "written_faults"]

YEAR = 2024
LIST = "README.md"
# Whose site it is, and who is a member, is known to the portal alone.
NEED_THE_REGISTER = frozenset({"INV-028", "INV-213"})
MOVED = "inventory-columns-moved-2024"
SOUND = (
    ("inventory-steel-2024", "ST05", INVENTORY),
    ("inventory-steel-integrated-2024", "ST01", INVENTORY),
    ("inventory-petrochemicals-2024", "PC12", INVENTORY),
    ("inventory-petrochemicals-three-sites-2024", "PC05", INVENTORY),
    ("inventory-electronics-2024", "EL04", INVENTORY),
    ("inventory-energy-2024", "EN07", INVENTORY),
    ("inventory-circular-economy-2024", "CE03", INVENTORY),
    ("plan-steel-2024", "ST05", PLAN),
    ("plan-petrochemicals-2024", "PC12", PLAN),
    ("plan-electronics-2024", "EL04", PLAN),
    ("plan-energy-2024", "EN07", PLAN),
    ("plan-circular-economy-2024", "CE03", PLAN),
)
# Files that are checked together: `portal check --together FOLDER/*`.
OFFICIAL_SETS = {"official-sound": SOUND_SET, "official-faulty": FAULTY_SET}
TEMPLATES = {INVENTORY.kind: INVENTORY, PLAN.kind: PLAN}
Progress = Callable[[int, int], None]
Sample = tuple[str, Callable[[], bytes]]


def _of_inventory(fault: InventoryFault) -> Fault:
    def change(before: Draft) -> Draft:
        return short(draft(INVENTORY, fault.content, before.stamp))

    return Fault(fault.code, fault.name, change, INVENTORY.kind, fault.member_code, fault.year)


def _belongs_here(code: str) -> bool:
    """Whether a finding blocks a workbook, and does so at a desk without the register."""
    return rules()[code].severity is Severity.ERROR and code not in NEED_THE_REGISTER


FAULTS: tuple[Fault, ...] = (
    *SHAPE_FAULTS,
    *(
        _of_inventory(one)
        for one in INVENTORY_FAULTS
        if one.shows_in_the_file and _belongs_here(one.code)
    ),
    *(one for one in PLAN_FAULTS if _belongs_here(one.code)),
)
"""Faults of shape, and faults of content that a file shows on its own and that block it."""


def write_samples(folder: Path, progress: Progress) -> int:
    """Write all samples and the list of them; the same bytes every time. Returns how many."""
    samples = list(_samples())
    folder.mkdir(parents=True, exist_ok=True)
    sound = (f"{name}.xlsx" for name in (*(name for name, *_ in SOUND), MOVED))
    listed = sample_list(sound, EARLIER, FAULTS) + field_list() + meter_list()
    listed += claim_list()
    (folder / LIST).write_text(listed, encoding="utf-8", newline="\n")
    for done, (name, made) in enumerate(samples, start=1):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(made())
        progress(done, len(samples))
    return len(samples)


def _samples() -> Iterator[Sample]:
    for name, code, template in SOUND:
        file = Workbook(company(code), template, YEAR)
        yield f"sound/{name}.xlsx", file.written
    yield f"sound/{MOVED}.xlsx", _faulty(Fault("", MOVED, COLUMNS_MOVED))
    for one in EARLIER:
        yield f"earlier/{one.file_name}", one.written
    for folder, files in OFFICIAL_SETS.items():
        yield from ((f"{folder}/{name}", made) for name, made in files.items())
    for fault in FAULTS:
        yield f"faulty/{fault.file_name}", _faulty(fault)
    yield from _field()
    yield from _meters()
    yield from _claims()


def written_faults(prefix: str) -> Iterator[tuple[str, bytes]]:
    """Name and bytes of the faulty workbooks for the rules of one book."""
    for fault in FAULTS:
        if fault.code.startswith(prefix):
            yield fault.file_name, _faulty(fault)()


def _field() -> Iterator[Sample]:
    """Field workbooks of each system, in a folder of their own: another reader takes them in."""
    for system, content in FIELD_SOUND.items():
        yield f"field/sound/field-{system}-2026.xlsx", partial(written, system, content)
    for fault in FIELD_FAULTS:
        name = f"field/faulty/{fault.file_name}"
        yield name, partial(written, fault.system, fault.content)


def _meters() -> Iterator[Sample]:
    """Workbooks of meter data: they are uploaded on the page of a plan of verification."""
    yield "meter/sound/meter-data-2022-2023.xlsx", meters.sound
    for name, made in meters.FAULTS.items():
        yield f"meter/faulty/{name}.xlsx", made


def _claims() -> Iterator[Sample]:
    """Workbooks of claims: they are uploaded on the page of claims of savings."""
    yield "claims/sound/claims-2023.xlsx", partial(claim_samples.written, list(claim_samples.SOUND))
    for fault in claim_samples.FAULTS:
        yield f"claims/faulty/{fault.file_name}", fault.written


def _faulty(fault: Fault) -> Callable[[], bytes]:
    def made() -> bytes:
        file = Workbook(company(fault.member), TEMPLATES[fault.kind], fault.year)
        faulty = fault.change(short(drafted(file)))
        return draft_bytes(faulty, blank_rows=0, guided=False)

    return made
