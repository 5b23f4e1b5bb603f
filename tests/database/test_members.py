from datetime import date

import pytest
from sqlalchemy.orm import Session

from portal.aggregation.keeping import rewrite_sums
from portal.audit.events import Event
from portal.audit.queries import entries
from portal.db.base import StaleRowError
from portal.db.counters import data_version
from portal.members import operations, queries
from portal.members.figures import SiteRecord
from portal.members.operations import (
    AlreadyKnownError,
    NotAControlNumberError,
    TransferOrderError,
)
from portal.members.register import HEADINGS, import_members
from portal.reference.groups import Group
from tests.builders import NOW, a_company, a_site

HEADING = ",".join(HEADINGS)
SOUND = [
    HEADING,
    "M001,港都鋼鐵,Harbour Steel,steel,E5600011,一廠,Plant 1,高雄市小港區中鋼路1號,yes",
    "M001,港都鋼鐵,Harbour Steel,鋼鐵組,E5600012,二廠,Plant 2,屏東縣枋寮鄉2號,no",
    "M002,愛河電子,Love River Electronics,electronics,,,,,",
]
ON = date(2026, 5, 4)


def test_a_site_keeps_its_history(session: Session) -> None:
    seller, buyer = a_company(session), a_company(session)
    site = a_site(session, seller)

    moved = operations.transfer_site(session, None, site, buyer, on=date(2025, 7, 1), at=NOW)

    number = site.control_number
    assert moved
    assert queries.site_owner(session, number, date(2025, 6, 30)) == seller.code
    assert queries.site_owner(session, number, date(2025, 7, 1)) == buyer.code
    assert queries.site_owner(session, number, date(2020, 1, 1)) is None
    assert [row.company_code for row in queries.ownerships(session, number)] == [
        seller.code,
        buyer.code,
    ]


def test_a_site_that_stays_is_not_transferred(session: Session) -> None:
    company = a_company(session)
    site = a_site(session, company)

    assert not operations.transfer_site(session, None, site, company, on=ON, at=NOW)
    assert len(queries.ownerships(session, site.control_number)) == 1


def test_a_site_cannot_change_hands_before_it_last_did(session: Session) -> None:
    site = a_site(session, a_company(session))

    with pytest.raises(TransferOrderError):
        operations.transfer_site(
            session, None, site, a_company(session), on=date(2020, 1, 1), at=NOW
        )


def test_a_record_lists_present_sites_before_former_ones(session: Session) -> None:
    company = a_company(session)
    former = a_site(session, company, control_number="E5600001")
    present = a_site(session, company, control_number="E5600002")
    operations.transfer_site(session, None, former, a_company(session), on=ON, at=NOW)

    record = queries.member_record(session, company.code)

    assert record is not None
    assert [(site.control_number, site.current) for site in record.sites] == [
        (present.control_number, True),
        (former.control_number, False),
    ]
    assert queries.member_records(session)[company.code] == record
    assert queries.member_record(session, "nobody") is None


def test_a_site_that_came_back_is_listed_once(session: Session) -> None:
    company, other = a_company(session), a_company(session)
    site = a_site(session, company)
    for owner, day in ((other, date(2024, 1, 1)), (company, date(2025, 1, 1))):
        operations.transfer_site(session, None, site, owner, on=day, at=NOW)

    record = queries.member_record(session, company.code)

    assert record is not None
    assert [item.current for item in record.sites] == [True]
    assert queries.member_records(session)[company.code] == record


def test_codes_and_control_numbers_are_unique(session: Session) -> None:
    company = a_company(session)
    site = a_site(session, company)
    again = SiteRecord(site.control_number, "廠", "", "", True)

    with pytest.raises(AlreadyKnownError):
        a_company(session, code=company.code)
    with pytest.raises(AlreadyKnownError):
        operations.add_site(session, None, company, again, from_date=ON, at=NOW)


def test_a_control_number_is_written_like_one(session: Session) -> None:
    wrong = SiteRecord("12345678", "廠", "", "", True)

    with pytest.raises(NotAControlNumberError):
        operations.add_site(session, None, a_company(session), wrong, from_date=ON, at=NOW)


def test_a_stale_member_form_is_refused(session: Session) -> None:
    company = a_company(session)

    with pytest.raises(StaleRowError):
        operations.change_company(
            session,
            None,
            company,
            name_zh="新名",
            name_en="",
            group=Group.STEEL,
            at=NOW,
            row_version=company.row_version + 1,
            resum=rewrite_sums,
        )


def test_changes_to_members_are_logged_and_change_the_data(session: Session) -> None:
    company = a_company(session)
    before = data_version(session)

    operations.change_company(
        session,
        None,
        company,
        name_zh="新名",
        name_en="",
        group=Group.ENERGY,
        at=NOW,
        resum=rewrite_sums,
    )
    operations.leave(session, None, company, left_on=date(2026, 12, 31), at=NOW, resum=rewrite_sums)

    assert data_version(session) == before + 2
    left, changed = entries(session, subject="company", subject_id=company.id)[:2]
    assert (left.event, left.detail) == (Event.COMPANY_LEFT, {"left_on": "2026-12-31"})
    assert changed.detail == {"changed": ["name_zh", "name_en", "group"]}


def test_a_file_of_members_is_imported_and_a_second_time_changes_nothing(
    session: Session,
) -> None:
    first = import_members(session, None, SOUND, on=ON, at=NOW, resum=rewrite_sums)
    version = data_version(session)
    second = import_members(session, None, SOUND, on=ON, at=NOW, resum=rewrite_sums)

    assert (first.added, first.problems) == (3, ())
    assert (second.added, second.changed, second.unchanged) == (0, 0, 3)
    assert data_version(session) == version
    record = queries.member_record(session, "M001")
    assert record is not None
    assert [site.in_kaohsiung for site in record.sites] == [True, False]


def test_a_file_changes_names_and_owners(session: Session) -> None:
    import_members(session, None, SOUND, on=ON, at=NOW, resum=rewrite_sums)
    moved = SOUND[2].replace("M001,港都鋼鐵,Harbour Steel,鋼鐵組", "M003,新港,New Port,energy")

    report = import_members(
        session, None, [HEADING, moved], on=date(2026, 6, 1), at=NOW, resum=rewrite_sums
    )

    assert report.changed + report.added == 1
    assert queries.site_owner(session, "E5600012", date(2026, 6, 1)) == "M003"


def test_headings_may_be_labels(session: Session) -> None:
    labels = ",".join(text.zh for text in HEADINGS.values())

    report = import_members(
        session, None, ["\ufeff" + labels, *SOUND[1:]], on=ON, at=NOW, resum=rewrite_sums
    )

    assert report.added == 3


def test_all_problems_are_reported_at_once_and_nothing_is_imported(session: Session) -> None:
    rows = [
        *SOUND,
        "M004,無組,,plastics,E5600013,廠,,地址,yes",
        ",缺碼,,steel,,,,,",
        "M005,錯號,,steel,X12,廠,,地址,maybe",
        "M001,別名,Harbour Steel,steel,E5600014,廠,,地址,yes",
        "M002,愛河電子,Love River Electronics,electronics,e5600011,廠,,地址,no",
    ]

    report = import_members(session, None, rows, on=ON, at=NOW, resum=rewrite_sums)

    assert [problem.line for problem in report.problems] == [5, 6, 7, 7, 8, 9]
    assert queries.companies(session) == []


def test_missing_headings_are_named(session: Session) -> None:
    report = import_members(
        session, None, ["code,name_zh", "M001,x"], on=ON, at=NOW, resum=rewrite_sums
    )

    [problem] = report.problems
    assert problem.line == 1
    assert "Control number" in problem.message.en


def test_members_are_listed_by_group_with_their_sites(session: Session) -> None:
    import_members(session, None, SOUND, on=ON, at=NOW, resum=rewrite_sums)

    [steel] = queries.companies(session, group=Group.STEEL)

    assert (steel.code, steel.sites) == ("M001", 2)
