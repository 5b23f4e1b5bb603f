"""Published figures stay as they were, lead to their rows, and are recomputed by anybody."""

import io
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from zipfile import ZipFile

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.accounts.figures import Actor
from portal.accounts.permissions import NotAllowedError, Role
from portal.aggregation.keeping import rewrite_sums
from portal.aggregation.operations import rewrite_member_year
from portal.audit.events import Event
from portal.audit.models import AuditEntry
from portal.exchange.attaching import attach
from portal.exchange.figures import ThirdValue, Verdict
from portal.exchange.operations import settle
from portal.exchange.queries import open_cases, register
from portal.exchange.third_value import stated
from portal.files.store import Stored
from portal.language import Text
from portal.members.models import Company
from portal.publication.bridge import Cause, adds_up, bridge, changes
from portal.publication.errors import (
    MissingNoteError,
    NothingNewError,
    NothingToPublishError,
    OutdatedDraftError,
)
from portal.publication.figure_id import ALLIANCE_SET, Edition, figure_id, figures_of, sets_of
from portal.publication.live import snapshot
from portal.publication.operations import draft, publish
from portal.publication.queries import frozen, publication, publications, published_figures
from portal.publication.snapshot import absences
from portal.publication.tracing import traced
from portal.reference.groups import Group
from portal.submissions import operations
from portal.submissions.queries import submission_of
from portal.submissions.states import Kind
from tests import builders
from tests.builders_alliance import an_alliance
from tests.database.test_aggregation import a_plan, accept, inventory, steam

YEAR = 2024
NOTE = Text("首次公布", "First publication")


@pytest.fixture
def alliance(session: Session) -> dict[str, Company]:
    """Three members: two that exchange steam, one of them with a plan, and one with nothing."""
    seller = builders.a_company(session, code="ST05")
    buyer = builders.a_company(session, code="PC01", group=Group.PETROCHEMICALS)
    silent = builders.a_company(session, code="EL01", group=Group.ELECTRONICS)
    accept(session, seller, inventory("60000.25", "100000"), year=2022)
    accept(
        session,
        seller,
        inventory("58000.000001", "90000", exchanges=(steam("PC01", "supplied", "20.5"),)),
    )
    accept(session, buyer, inventory("50", "30", exchanges=(steam("ST05", "received", "20.25"),)))
    accept(session, seller, a_plan("ST05"), kind=Kind.PLAN)
    return {one.code: one for one in (seller, buyer, silent)}


def a_publication(session: Session, year: int = YEAR, note: Text = NOTE) -> Edition:
    seen = draft(session, year).digest
    actor = builders.an_actor(session)
    return publish(session, actor, year, note=note, seen=seen, at=builders.NOW)


def corrected(session: Session, company: Company, scope1: str) -> None:
    """The member's accepted inventory is returned, and a corrected one is accepted."""
    withdrawn(session, company)
    accept(session, company, inventory(scope1, "90000"))


def withdrawn(session: Session, company: Company) -> None:
    submission = submission_of(session, company.id, Kind.INVENTORY, YEAR)
    assert submission is not None
    operations.return_for_correction(
        session,
        builders.an_actor(session),
        submission,
        comment="請更正",
        at=builders.NOW,
        summarise=rewrite_member_year,
    )


def recomputed(folder: Path, packs: Iterable[bytes]) -> subprocess.CompletedProcess[str]:
    """What the script of the packs says, run without the portal in an empty folder."""
    folders: list[str] = []
    for number, pack in enumerate(packs):
        into = folder / str(number)
        ZipFile(io.BytesIO(pack)).extractall(into)
        folders.append(str(into))
    script = Path(folders[0]) / "recompute.py"
    return subprocess.run(  # noqa: S603
        [sys.executable, "-I", str(script), *folders],
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=folder,
        env={"PYTHONIOENCODING": "utf-8"},
        check=False,
    )


def test_published_figures_never_move(session: Session, alliance: dict[str, Company]) -> None:
    edition = a_publication(session)
    known = publication(session, edition)
    assert known is not None
    before = published_figures(session, known, ALLIANCE_SET)
    digest = frozen(session, known).digest

    corrected(session, alliance["ST05"], "70000")

    again = publication(session, edition)
    assert again is not None
    assert published_figures(session, again, ALLIANCE_SET) == before
    assert frozen(session, again).digest == digest == again.digest
    figure = figure_id("2024.r1/alliance/emissions")
    assert before[figure].value == Decimal("58000.000001") + 90000 + 80 - Decimal("20.25")
    live = traced(session, figure.within(Edition(YEAR)))
    assert live is not None
    assert live.value != before[figure].value


def test_a_publication_writes_one_audit_entry(
    session: Session, alliance: dict[str, Company]
) -> None:
    a_publication(session)

    last = session.scalar(select(AuditEntry).order_by(AuditEntry.seq.desc()).limit(1))
    assert last is not None
    assert last.event == Event.PUBLISHED
    assert last.detail["edition"] == "2024.r1"


def test_who_is_missing_is_said_with_the_reason(
    session: Session, alliance: dict[str, Company]
) -> None:
    found = absences(snapshot(session, YEAR).inputs)

    said = {(one.code, one.about.en): one.reason.en for one in found}
    assert said[("EL01", "Inventory")] == "Nothing yet"
    assert said[("PC01", "Target for 2030")] == "No accepted reduction plan"
    assert ("ST05", "Inventory") not in said


def test_a_year_is_not_published_twice_unchanged(
    session: Session, alliance: dict[str, Company]
) -> None:
    a_publication(session)

    with pytest.raises(NothingNewError):
        a_publication(session)


def test_what_was_not_seen_is_not_published(session: Session, alliance: dict[str, Company]) -> None:
    seen = draft(session, YEAR).digest
    corrected(session, alliance["ST05"], "70000")
    actor = builders.an_actor(session)

    with pytest.raises(OutdatedDraftError):
        publish(session, actor, YEAR, note=NOTE, seen=seen, at=builders.NOW)


def test_a_note_is_written_in_both_languages(
    session: Session, alliance: dict[str, Company]
) -> None:
    with pytest.raises(MissingNoteError):
        a_publication(session, note=Text("只有中文", " "))


def test_a_year_without_inventories_is_not_published(session: Session) -> None:
    builders.a_company(session)

    with pytest.raises(NothingToPublishError):
        a_publication(session)


@pytest.mark.parametrize(
    "role", [Role.ADVISOR, Role.AUDITOR, Role.ADMINISTRATOR, Role.SIGNATORY], ids=str
)
def test_only_coordinators_publish(
    session: Session, alliance: dict[str, Company], role: Role
) -> None:
    seen = draft(session, YEAR).digest

    with pytest.raises(NotAllowedError):
        publish(session, Actor(1, role), YEAR, note=NOTE, seen=seen, at=builders.NOW)


def test_a_coordinator_of_one_group_does_not_publish(
    session: Session, alliance: dict[str, Company]
) -> None:
    seen = draft(session, YEAR).digest
    actor = replace(builders.an_actor(session), groups=frozenset({Group.STEEL}))

    with pytest.raises(NotAllowedError):
        publish(session, actor, YEAR, note=NOTE, seen=seen, at=builders.NOW)


def test_a_correction_becomes_a_revision_with_its_cause(
    session: Session, alliance: dict[str, Company]
) -> None:
    a_publication(session)
    corrected(session, alliance["ST05"], "70000")

    second = a_publication(session, note=Text("更正", "Corrected"))

    assert str(second) == "2024.r2"
    newest, first = publications(session)
    assert [one["cause"] for one in newest.changes] == ["corrected"]
    assert newest.changes[0]["before"] == ["inventory 2024 v1"]
    assert newest.changes[0]["after"] == ["inventory 2024 v2"]
    assert first.changes == ()


def test_a_bridge_adds_up_to_the_difference(session: Session, alliance: dict[str, Company]) -> None:
    a_publication(session)
    known = publication(session, Edition(YEAR, 1))
    assert known is not None
    corrected(session, alliance["ST05"], "70000.5")
    accept(session, alliance["EL01"], inventory("7", "3"))
    withdrawn(session, alliance["PC01"])
    before, after = frozen(session, known), snapshot(session, YEAR)

    for figure in figures_of(Edition(YEAR), ALLIANCE_SET):
        if adds_up(figure.key):
            made = bridge(before, after, figure)
            assert sum(line.amount for line in made.lines) == made.difference, str(figure)
            assert sum(made.by_cause().values()) == made.difference

    made = bridge(before, after, figure_id("2024/alliance/emissions"))
    assert {line.code: line.cause for line in made.lines} == {
        "ST05": Cause.CORRECTED,
        "EL01": Cause.SUBMITTED,
        "PC01": Cause.WITHDRAWN,
        "": Cause.EXCHANGE,
    }
    assert made.by_cause()[Cause.EXCHANGE] == Decimal("20.25")
    assert {one.code for one in changes(before, after)} == {"ST05", "EL01", "PC01"}


def test_every_published_figure_is_recomputed_without_the_portal(
    session: Session, alliance: dict[str, Company], tmp_path: Path
) -> None:
    edition = a_publication(session)
    codes = tuple(alliance)
    figures = [one for of in sets_of(codes) for one in figures_of(edition, of)]
    found = [traced(session, one) for one in figures]

    packs = [one.evidence() for one in found if one is not None]
    said = recomputed(tmp_path, [one for one in packs if one is not None])

    assert said.stderr == ""
    assert said.stdout.count("same to the gram") == len(figures)
    assert said.returncode == 0


@pytest.mark.slow
def test_figures_of_a_whole_alliance_are_recomputed_without_the_portal(
    session: Session, tmp_path: Path
) -> None:
    an_alliance(session)
    edition = a_publication(session)
    figures = [one for of in sets_of(()) for one in figures_of(edition, of)]
    found = [traced(session, one) for one in figures]

    packs = [one.evidence() for one in found if one is not None]
    said = recomputed(tmp_path, [one for one in packs if one is not None])

    assert said.stdout.count("same to the gram") == len(figures)
    assert said.returncode == 0


def test_a_settled_value_stands_in_the_pack_and_is_recomputed(
    session: Session, alliance: dict[str, Company], tmp_path: Path
) -> None:
    withdrawn(session, alliance["PC01"])
    apart = inventory("50", "30", exchanges=(steam("ST05", "received", "15"),))
    accept(session, alliance["PC01"], apart)
    coordinator = builders.an_actor(session)
    (case,) = open_cases(session, coordinator, YEAR)
    value = ThirdValue(
        stated(None, "", None, Decimal("18.25")), None, "校正報告第 3 頁", "皆未校正"
    )
    made = settle(
        session,
        coordinator,
        case,
        Verdict.THIRD_VALUE,
        value.reason,
        at=builders.NOW,
        value=value,
        resum=rewrite_sums,
    )
    (known,) = [one for one in register(session, coordinator, YEAR) if one.ruling]
    file = Stored("ab" * 32, 12)
    attach(session, coordinator, known, made, file, name="校正.pdf", at=builders.NOW)
    a_publication(session)

    found = [
        traced(session, figure_id(f"2024.r1/alliance/{key}")) for key in ("emissions", "exchanged")
    ]
    packs = [one.evidence() for one in found if one is not None]
    said = recomputed(tmp_path, [one for one in packs if one is not None])

    assert said.stdout.count("same to the gram") == 2
    assert "published   18.25" in said.stdout
    manifest = (tmp_path / "0" / "manifest.json").read_text("utf-8")
    assert "校正報告第 3 頁" in manifest
    assert "校正.pdf" in manifest
    assert "ab" * 32 in manifest
    hashes = (tmp_path / "0" / "workbooks.sha256").read_text("utf-8")
    assert f"{'ab' * 32}  ST05-PC01-steam 校正.pdf" in hashes
    assert "皆未校正" in manifest


def test_a_changed_row_in_a_pack_is_found(
    session: Session, alliance: dict[str, Company], tmp_path: Path
) -> None:
    a_publication(session)
    found = traced(session, figure_id("2024.r1/alliance/emissions"))
    pack = found.evidence() if found else None
    assert pack is not None
    first = recomputed(tmp_path, [pack])
    rows = tmp_path / "0" / "rows.csv"
    rows.write_text(
        rows.read_text("utf-8-sig").replace("58000.000001", "58000.000002"), "utf-8-sig"
    )

    second = subprocess.run(  # noqa: S603
        [sys.executable, "-I", str(tmp_path / "0" / "recompute.py")],
        capture_output=True,
        text=True,
        check=False,
    )

    assert (first.returncode, second.returncode) == (0, 1)
    assert "NOT the same" in second.stdout


def test_the_same_figure_packs_to_the_same_bytes(
    session: Session, alliance: dict[str, Company]
) -> None:
    a_publication(session)
    figure = figure_id("2024.r1/alliance/2030/t3")

    first, second = (traced(session, figure) for _ in range(2))

    assert first is not None
    assert second is not None
    assert first.evidence() == second.evidence()


def test_a_trace_leads_to_the_cells_of_hashed_workbooks(
    session: Session, alliance: dict[str, Company]
) -> None:
    found = traced(session, figure_id("2024/member:ST05/2030/t1"))

    assert found is not None
    (member,) = found.manifest()["members"]
    (source,) = member["sources"]
    assert source["kind"] == "plan"
    assert len(source["sha256"]) == 64
    cells = {row["cell"] for row in source["rows"] if row["item"] == "target"}
    assert cells
    assert member["amount"] == str(found.value)


@pytest.mark.parametrize(
    "name",
    ["2024.r9/alliance/emissions", "2024/member:NOBODY/emissions"],
    ids=["edition", "member"],
)
def test_what_is_not_there_has_no_trace(
    session: Session, alliance: dict[str, Company], name: str
) -> None:
    assert traced(session, figure_id(name)) is None
