"""The invented members of the demonstration, with their sites; no resemblance is intended."""

from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from portal.demo.tables import Cells, table
from portal.demo.variation import spread
from portal.language import Text
from portal.members.figures import MemberRecord, SiteRecord
from portal.reference.groups import Group

YEARS = (2022, 2023, 2024)
REFERENCE_YEAR = 2023

_DISTRICTS = {
    Group.STEEL: ("小港區", "前鎮區", "大寮區", "岡山區"),
    Group.PETROCHEMICALS: ("林園區", "大社區", "仁武區", "楠梓區"),
    Group.ELECTRONICS: ("楠梓區", "路竹區", "前鎮區", "橋頭區"),
    Group.ENERGY: ("小港區", "永安區", "林園區", "茄萣區"),
    Group.CIRCULAR_ECONOMY: ("大寮區", "小港區", "燕巢區", "岡山區"),
}
_ELSEWHERE = (("屏東縣新園鄉", "T"), ("臺南市永康區", "D"), ("雲林縣斗六市", "P"))
_ROADS = ("示範一路", "示範二路", "範例三路", "試辦北路", "樣本南路")
_SITE_NAMES = (
    Text("高雄廠", "Kaohsiung works"),
    Text("二廠", "Second works"),
    Text("三廠", "Third works"),
)
_SHARES = {
    1: (Decimal(1),),
    2: (Decimal("0.63"), Decimal("0.37")),
    3: (Decimal("0.52"), Decimal("0.31"), Decimal("0.17")),
}
OUTSIDE_SHARE = Decimal("0.28")
"""Emissions of a site outside Kaohsiung, relative to those inside."""


@dataclass(frozen=True, slots=True)
class Place:
    """One site with the part of the company's emissions in Kaohsiung that it stands for."""

    record: SiteRecord
    share: Decimal


@dataclass(frozen=True, slots=True)
class Company:
    """One invented member.

    Attributes:
        profile: what it makes, a key of `profiles.csv`.
        tonnes: emissions of the sites in Kaohsiung in the reference year, tCO2e.
        trend: change of its output a year.
    """

    code: str
    name: Text
    group: Group
    profile: str
    tonnes: Decimal
    trend: Decimal
    places: tuple[Place, ...]

    @property
    def record(self) -> MemberRecord:
        """The master data of the member."""
        sites = tuple(place.record for place in self.places)
        return MemberRecord(self.code, self.name.zh, self.name.en, self.group, sites)


@cache
def companies() -> tuple[Company, ...]:
    """The 105 members, in the order of their codes."""
    return tuple(_company(row, number) for number, row in enumerate(table("companies"), start=1))


@cache
def company(code: str) -> Company:
    """The member with that code."""
    return next(one for one in companies() if one.code == code)


def _company(row: Cells, number: int) -> Company:
    group = Group(row["group"])
    return Company(
        row["code"],
        Text(row["zh"], f"{row['en']} Co., Ltd."),
        group,
        row["profile"],
        Decimal(row["kilotonnes"]) * 1000,
        Decimal(row["trend"]),
        tuple(_places(row, group, number)),
    )


def _places(row: Cells, group: Group, number: int) -> list[Place]:
    shares = _SHARES[int(row["sites"])]
    places = [
        Place(_inside(row["code"], group, number, position), share)
        for position, share in enumerate(shares)
    ]
    if row["outside"] == "1":
        places.append(Place(_outside(row["code"], number), OUTSIDE_SHARE))
    return places


def _inside(code: str, group: Group, number: int, position: int) -> SiteRecord:
    districts = _DISTRICTS[group]
    district = districts[(number + position) % len(districts)]
    name = _SITE_NAMES[position]
    return SiteRecord(
        f"E9{number // 100}Z{number % 100:02d}{position + 1:02d}",
        f"{district.removesuffix('區')}{name.zh}",
        name.en,
        f"高雄市{district}{_street(code, position)}",
        in_kaohsiung=True,
    )


def _outside(code: str, number: int) -> SiteRecord:
    town, letter = _ELSEWHERE[number % len(_ELSEWHERE)]
    return SiteRecord(
        f"{letter}9{number // 100}Z{number % 100:02d}09",
        f"{town[:2]}廠",
        "Works outside Kaohsiung",
        f"{town}{_street(code, 9)}",
        in_kaohsiung=False,
    )


def _street(code: str, position: int) -> str:
    road = _ROADS[int((spread(code, position, "road") + 1) * 100) % len(_ROADS)]
    house = int((spread(code, position, "number") + 1) * 150) + 1
    return f"{road} {house} 號"
