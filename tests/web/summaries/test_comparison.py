"""The comparison lines on the pages of the Alliance, a group and a member."""

from collections.abc import Callable

import pytest

from portal.aggregation.queries import member_years
from portal.db.engine import Database
from portal.plans.amounts import Missing
from portal.reference.groups import Group

Visit = Callable[..., str]
LINES = ("高雄市2030年減量30%", "SBTi 1.5°C", "SBTi 遠低於2°C", "自身目標路徑")


@pytest.mark.parametrize("path", ["/summary/2024", "/groups/steel/2024"])
def test_a_set_stands_beside_every_line(visit: Visit, path: str) -> None:
    page = visit(path)

    assert "與減量路徑比較" in page
    assert all(line in page for line in LINES)
    assert "碳費指定削減率" in page


def test_a_member_stands_beside_the_rate_of_its_industry(
    visit: Visit, figures_database: Database
) -> None:
    with figures_database.reading() as session:
        found = [one for one in member_years(session, 2024) if not isinstance(one.latest, Missing)]
    steel = next(one.code for one in found if one.group is Group.STEEL)
    chemical = next(one.code for one in found if one.group is Group.PETROCHEMICALS)

    assert "鋼鐵業25.2%" in visit(f"/members/{steel}/2024")
    assert "其他產業42%" in visit(f"/members/{chemical}/2024")


def test_who_may_not_see_members_sees_states_without_amounts(visit: Visit) -> None:
    section = visit("/summary/2024", "preparer").split('id="comparison"')[1].split("</section>")[0]

    assert "不公開" in section
    assert any(state in section for state in ("落後", "超前", "符合進度"))
