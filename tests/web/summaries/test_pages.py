"""What summary pages say, and where each figure comes from."""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from urllib.parse import parse_qsl

import orjson
import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from portal.aggregation.queries import group_figures, member_years
from portal.db.counters import data_changed
from portal.db.engine import Database
from portal.members.models import Company
from portal.reference.groups import Group
from portal.reports.formats import Unit, quantity
from portal.submissions.models import MemberYearSummary, SubmissionVersion
from portal.web.summaries.table import COLUMNS, Wish
from portal.web.summaries.trace import SOURCES
from tests.web.world import Browser

ENGLISH = {"Accept-Language": "en"}

Visit = Callable[..., str]
Readers = Callable[[str], Browser]


def test_the_alliance_page_says_what_the_aggregation_computes(
    visit: Visit, figures_database: Database
) -> None:
    with figures_database.reading() as session:
        figures = group_figures(session, 2024)

    page = visit("/summary/2024")

    for figure in (
        figures.emissions.total,
        figures.horizons[2030].t1,
        figures.horizons[2030].t4,
        figures.horizons[2050].gross,
    ):
        assert isinstance(figure.value, Decimal)
        assert quantity(figure.value, Unit.WAN) in page
    assert f"{figures.submitted}" in page


@pytest.mark.parametrize("group", Group)
def test_each_group_has_a_page_with_its_own_figures(
    visit: Visit, figures_database: Database, group: Group
) -> None:
    with figures_database.reading() as session:
        figures = group_figures(session, 2024, group)

    page = visit(f"/groups/{group.value}/2024")

    assert isinstance(figures.emissions.total.value, Decimal)
    assert quantity(figures.emissions.total.value, Unit.WAN) in page
    assert f"{group.label.zh} · 2024 年度摘要" in page


@pytest.mark.parametrize("path", ["/summary/2024", "/groups/energy/2024"])
def test_four_answers_stand_on_top_each_with_its_coverage(visit: Visit, path: str) -> None:
    page = visit(path)

    answers = page[page.index('<section class="figures"') :].split("</section>")[0]
    assert answers.count('class="figure-value"') == 4
    assert "家可量化，涵蓋排放量" in answers
    assert "殘餘排放未填報" in answers
    assert answers.count("<details") == 3


def test_published_figures_stand_apart_from_computed_ones(visit: Visit) -> None:
    page = visit("/summary/2024")

    row = page[page.index("2030年目標減量貢獻") :].split("</tr>")[0]
    cells = re.findall(r"<td[^>]*>(.*?)</td>", row)
    assert cells[0] == '<span class="published">4.51</span>'
    assert "published" not in cells[1]
    assert "APEC" in cells[3]


def test_missing_values_are_not_zeros(visit: Visit) -> None:
    page = visit("/summary/2024")

    assert "無目標" in page
    assert "未能量化" in visit("/trace/t1/2024?horizon=2030")
    assert 'title="沒有審查通過的資料"' in page


def test_measures_of_a_member_are_called_by_their_names(visit: Visit) -> None:
    page = visit("/members/ST02/2024")

    assert "汰換空壓機" in page[page.index('id="measures-title"') :]


def test_members_to_call_are_listed_with_what_is_missing(visit: Visit) -> None:
    page = visit("/summary/2024")

    calls = page[page.index('id="waiting"') :]
    assert "逾期未交" in calls
    assert "退回補正" in calls
    assert "目標未能量化" in calls


def test_nobody_is_overdue_before_the_deadline(app: Flask) -> None:
    app.extensions["portal.clock"].now = datetime(2025, 5, 30, 3, 0, tzinfo=UTC)
    browser = Browser(app.test_client())
    browser.sign_in("coordinator")

    page = browser.get("/summary/2024").get_data(as_text=True)

    assert "逾期未交 0 件" in page


def test_the_unit_is_kept_and_changes_every_figure(app: Flask) -> None:
    browser = Browser(app.test_client())
    browser.sign_in("coordinator")
    before = browser.get("/members/ST02/2024").get_data(as_text=True)

    browser.post(
        "/preferences", {"unit": "t", "next": "/members/ST02/2024"}, via="/members/ST02/2024"
    )
    after = browser.get("/members/ST02/2024").get_data(as_text=True)

    assert "萬公噸 CO₂e</small>" in before
    assert "萬公噸 CO₂e</small>" not in after


@pytest.mark.parametrize(
    "path",
    [
        "/summary/2024",
        "/groups/energy/2024",
        "/members/ST02/2024",
        "/definitions",
        "/trace/t4/2024",
    ],
)
def test_english_pages_have_no_chinese_of_ours(visit: Visit, path: str) -> None:
    page = visit(path, **ENGLISH)

    main = page[page.index("<main") :]
    for word in ("排放量", "減量", "成員", "定義", "溯源"):
        assert word not in main


def test_every_figure_links_to_its_definition(visit: Visit) -> None:
    definitions = visit("/definitions")

    linked = set(re.findall(r"/definitions#([a-z0-9_]+)", visit("/summary/2024")))
    assert {"emissions", "t1", "t3", "t4", "gross", "progress"} <= linked
    assert all(f'id="{key}"' in definitions for key in linked)


# The table of members


@pytest.mark.parametrize("column", [column.name for column in COLUMNS if column.form])
@pytest.mark.parametrize("order", ["up", "down"])
def test_members_without_a_value_stand_last_in_every_order(
    visit: Visit, column: str, order: str
) -> None:
    page = visit(f"/summary/2024/members.json?sort={column}&order={order}")

    values = [one[column] for one in orjson.loads(page)["members"]]
    missing = [value[0].isalpha() for value in values]
    known = [Decimal(value) for value in values if not value[0].isalpha()]
    assert missing == sorted(missing)
    assert known == sorted(known, reverse=order == "down")


def test_the_filter_stays_in_the_address_of_every_order(visit: Visit) -> None:
    page = visit("/summary/2024?group=steel&target=yes&sort=name&order=up")

    table = page[page.index('<section class="panel" id="members"') : page.index('id="waiting"')]
    links = re.findall(r'href="\?([^"#]+)#members"', table)
    assert links
    assert all("group=steel" in link and "target=yes" in link for link in links)
    assert 'aria-sort="ascending"' in table
    assert "能源組</span></td>" not in table


@given(
    st.dictionaries(st.sampled_from(["sort", "order", "q", "group", "target", "page"]), st.text())
)
def test_any_address_is_read_as_a_wish_that_can_be_written_again(asked: dict[str, str]) -> None:
    wish = Wish.of(asked)

    assert Wish.of(dict(parse_qsl(wish.query()))) == wish


def test_downloads_hold_the_rows_of_the_page(visit: Visit) -> None:
    csv = visit("/summary/2024/members.csv?group=energy")
    found = orjson.loads(visit("/summary/2024/members.json?group=energy"))

    assert csv.startswith("\ufeff")
    assert len(csv.strip().splitlines()) == len(found["members"]) + 1
    assert {one["group"] for one in found["members"]} == {"energy"}


def test_a_name_that_looks_like_a_formula_is_text_in_the_csv(opened: Database, app: Flask) -> None:
    with opened.transaction() as session:
        session.scalars(select(Company).where(Company.code == "ST02")).one().name_zh = "=1+1"
        data_changed(session)
    browser = Browser(app.test_client())
    browser.sign_in("coordinator")

    text = browser.get("/summary/2024/members.csv?q=ST02").get_data(as_text=True)

    assert "'=1+1" in text


# Traces


@pytest.mark.parametrize("figure", SOURCES)
def test_every_figure_can_be_traced(visit: Visit, figure: str) -> None:
    page = visit(f"/trace/{figure}/2024")

    assert 'id="counted-title"' in page


def test_a_trace_adds_up_to_the_figure(visit: Visit, figures_database: Database) -> None:
    with figures_database.reading() as session:
        figures = group_figures(session, 2024, Group.STEEL)
    value = figures.horizons[2030].t1.value

    page = visit("/trace/t1/2024?horizon=2030&group=steel")

    assert isinstance(value, Decimal)
    assert f"<b>{quantity(value, Unit.WAN)}</b>" in page


def test_an_accepted_figure_leads_to_cells_and_the_hash_of_its_file(
    visit: Visit, figures_database: Database
) -> None:
    with figures_database.reading() as session:
        row = session.scalars(
            select(MemberYearSummary)
            .join(Company)
            .where(Company.code == "ST02", MemberYearSummary.year == 2024)
        ).one()
        sha256 = session.get_one(SubmissionVersion, row.inventory_version_id).sha256

    page = visit("/trace/scope1/2024/ST02")

    assert sha256 in page
    assert "排放源活動數據" in page
    assert re.search(r"<code>[A-Z]+5</code>", page)
    assert "外購電力" not in page


def test_a_member_without_an_accepted_version_has_no_cells(visit: Visit) -> None:
    assert "沒有計入的版本" in visit("/trace/emissions/2024/M001")


@pytest.mark.parametrize(
    "path", ["/summary/2004", "/summary/2031", "/groups/glass/2024", "/trace/t9/2024"]
)
def test_what_does_not_exist_is_not_found(readers: Readers, path: str) -> None:
    browser = readers("coordinator")

    assert browser.get(path).status_code == 404


def test_the_summary_opens_with_the_newest_year_that_has_figures(readers: Readers) -> None:
    browser = readers("coordinator")

    assert browser.get("/summary").headers["Location"] == "/summary/2024"


def test_documents_of_every_kind_can_be_had(readers: Readers) -> None:
    browser = readers("coordinator")

    for path in ("/summary/2024.xlsx", "/groups/steel/2024.xlsx", "/members/ST02/2024.xlsx"):
        response = browser.get(path)
        assert response.status_code == 200
        assert response.get_data().startswith(b"PK")


def test_members_are_read_with_every_member_once(figures_database: Database) -> None:
    with figures_database.reading() as session:
        codes = [one.code for one in member_years(session, 2024)]

    assert len(codes) == len(set(codes)) == 107
