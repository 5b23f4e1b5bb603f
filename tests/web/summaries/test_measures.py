"""Pages of measures: sums, cost curve, changes, the way to the cell, and who sees what."""

import csv
import io
from collections.abc import Callable

import pytest

from portal.aggregation.measures.queries import plans_of
from portal.aggregation.measures.roll_up import altogether
from portal.db.engine import Database
from portal.reference.groups import Group
from portal.reports.formats import Unit, quantity
from tests.web.world import Browser

Visit = Callable[..., str]
Readers = Callable[[str], Browser]


def test_the_alliance_page_shows_what_is_committed_by_2030(
    visit: Visit, figures_database: Database
) -> None:
    with figures_database.reading() as session:
        found = altogether(list(plans_of(session, 2024).now.values()), 2030)

    page = visit("/summary/2024/measures")

    assert quantity(found.committed, Unit.WAN) in page
    assert quantity(found.pipeline, Unit.WAN) in page


@pytest.mark.parametrize("group", Group)
def test_each_group_has_its_measures(visit: Visit, group: Group) -> None:
    page = visit(f"/groups/{group.value}/2024/measures")

    assert f"{group.label.zh} · 2024 年度減量措施" in page
    assert "措施清單" in page


def test_the_summary_leads_to_the_measures(visit: Visit) -> None:
    assert 'href="/summary/2024/measures"' in visit("/summary/2024")
    assert 'href="/groups/steel/2024/measures"' in visit("/groups/steel/2024")
    assert 'href="/members/ST01/2024/measures"' in visit("/members/ST01/2024")


def test_a_measure_leads_to_its_cells_and_the_hash(visit: Visit) -> None:
    page = visit("/members/ST01/2024/measures")
    address = page.split('href="/members/ST01/2024/measures/')[1].split('"')[0]

    found = visit(f"/members/ST01/2024/measures/{address}")

    assert "SHA-256" in found
    assert f"<code>A{address}</code>" in found


def test_measures_without_life_are_listed_beside_the_curve(visit: Visit) -> None:
    page = visit("/groups/steel/2024/measures")

    assert "未填投資額或使用年限" in page
    assert "這個範圍沒有措施" in page


def test_the_list_is_filtered_by_the_address(visit: Visit) -> None:
    page = visit("/groups/steel/2024/measures?status=idea&interest=8&q=ST")

    rows = page[page.index('id="list"') :]
    assert "構想" in rows
    assert 'value="8"' in page
    assert ">已核定</td>" not in rows


@pytest.mark.parametrize("query", ["interest=x&low=nan&high=1e99&most=0&page=99", "sort=zz"])
def test_an_address_that_makes_no_sense_is_read_as_far_as_it_does(visit: Visit, query: str) -> None:
    assert "措施清單" in visit(f"/summary/2024/measures?{query}")


def test_a_member_sees_no_measure_of_others(visit: Visit, readers: Readers) -> None:
    page = visit("/summary/2024/measures", "preparer")

    assert "/measures/" not in page
    assert "ST01" not in page
    assert readers("preparer").get("/members/ST01/2024/measures").status_code == 404
    assert readers("preparer").get("/members/ST01/2024/measures/5").status_code == 404
    assert readers("preparer").get("/members/ST01/2024/measures.csv").status_code == 404
    assert readers("preparer").get("/summary/2024/measures.xlsx").status_code == 404
    assert readers("preparer").get("/members/M001/2024/measures").status_code == 200


def test_a_dominated_group_is_held_back_from_members(visit: Visit) -> None:
    page = visit("/groups/steel/2024/measures", "preparer")

    assert "這一組的措施彙整不公開" in page
    assert "這一組的措施彙整不公開" not in visit("/groups/steel/2024/measures")


def test_a_coordinator_of_one_group_takes_its_file_only(readers: Readers) -> None:
    steel = readers("steel_coordinator")

    assert steel.get("/summary/2024/measures.csv?group=steel").status_code == 200
    assert steel.get("/summary/2024/measures.csv").status_code == 404
    assert steel.get("/summary/2024/measures.csv?group=energy").status_code == 404


def test_the_csv_names_cell_and_hash_of_each_measure(visit: Visit) -> None:
    rows = list(csv.reader(io.StringIO(visit("/summary/2024/measures.csv?group=steel"))))

    assert len(rows) > 1
    assert all(row[-2].startswith("K") and len(row[-1]) == 64 for row in rows[1:])


def test_the_workbook_opens(readers: Readers) -> None:
    answer = readers("coordinator").get("/summary/2024/measures.xlsx")

    assert answer.status_code == 200
    assert answer.data[:2] == b"PK"


@pytest.mark.parametrize("path", ["/summary/2024/measures/", "/groups/x/2024/measures"])
def test_there_is_no_other_page(readers: Readers, path: str) -> None:
    assert readers("coordinator").get(path).status_code == 404


def test_years_out_of_range_are_not_there(readers: Readers) -> None:
    assert readers("coordinator").get("/summary/1990/measures").status_code == 404
