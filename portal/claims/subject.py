"""What the rows of a workbook claim, and what is on file to compare them with; pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any, Final

from portal.claims.sheets import About, ClaimRow
from portal.claims.vocabulary import GREEN, Claimed
from portal.reference.site_systems import Carrier, System
from portal.reference.units import UnitMismatchError, convert, units

ZERO: Final = Decimal(0)
CODES: Final[Mapping[Carrier, str]] = {
    Carrier.ELECTRICITY: "kWh",
    Carrier.NATURAL_GAS: "m3",
    Carrier.FUEL_OIL: "L",
    Carrier.DIESEL: "L",
    Carrier.LPG: "kg",
    Carrier.COAL: "t",
    Carrier.STEAM: "t",
}


@dataclass(frozen=True, slots=True)
class KnownSite:
    """A site that the one who hands in may claim for.

    Attributes:
        uses: of the accepted inventory nearest to the year, in the carrier's unit.
        year: of that inventory.
        names: numbers of diagnoses and contracts on file there.
    """

    member_code: str
    uses: Mapping[Carrier, Decimal] = field(default_factory=dict[Carrier, Decimal])
    year: int = 0
    names: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Register:
    """What is on file: sites by control number, and the day of the check."""

    sites: Mapping[str, KnownSite]
    today: date


@dataclass(frozen=True, slots=True)
class Content:
    """What a file says of one change; savings of a full year in the carriers' units.

    Attributes:
        at: first row of it.
        stated: tCO2e a year as the one who claims computes it.
        names: number of a diagnosis or contract on file.
    """

    at: int
    reference: str
    site: str
    system: System
    title: str
    level: Claimed
    savings: Mapping[Carrier, Decimal]
    year: int
    is_green: bool
    commissioned_on: date | None
    life: int | None
    money: Decimal | None
    stated: Decimal | None
    source: str
    verifier: str
    names: str
    note: str

    def plain(self) -> dict[str, Any]:
        """The same as JSON keeps it; without its row, which says nothing of the change."""
        return {
            "system": self.system.value,
            "title": self.title,
            "level": self.level.value,
            "savings": {key.value: f"{one:f}" for key, one in sorted(self.savings.items())},
            "year": self.year,
            "is_green": self.is_green,
            "commissioned_on": _text(self.commissioned_on),
            "life": self.life,
            "money": _text(self.money),
            "stated": _text(self.stated),
            "source": self.source,
            "verifier": self.verifier,
            "names": self.names,
            "note": self.note,
        }


def _text(value: date | Decimal | None) -> str | None:
    if value is None:
        return None
    return f"{value:f}" if isinstance(value, Decimal) else value.isoformat()


def restored(plain: Mapping[str, Any], *, site: str, reference: str, at: int) -> Content:
    """What was kept of a change."""
    day, money, stated = (plain[name] for name in ("commissioned_on", "money", "stated"))
    return Content(
        at=at,
        reference=reference,
        site=site,
        system=System(plain["system"]),
        title=plain["title"],
        level=Claimed(plain["level"]),
        savings={Carrier(key): Decimal(one) for key, one in plain["savings"].items()},
        year=plain["year"],
        is_green=plain["is_green"],
        commissioned_on=None if day is None else date.fromisoformat(day),
        life=plain["life"],
        money=None if money is None else Decimal(money),
        stated=None if stated is None else Decimal(stated),
        source=plain["source"],
        verifier=plain["verifier"],
        names=plain["names"],
        note=plain["note"],
    )


@dataclass(frozen=True)
class Subject:
    """What the rules look at; without a register what is on file is not compared."""

    about: About | None
    rows: tuple[ClaimRow, ...]
    register: Register | None = None

    @cached_property
    def groups(self) -> Mapping[tuple[str, str], tuple[ClaimRow, ...]]:
        """The rows of each change, by site and number of the claim."""
        found: dict[tuple[str, str], list[ClaimRow]] = {}
        for row in self.rows:
            if row.site and row.reference:
                found.setdefault((row.site, row.reference), []).append(row)
        return {key: tuple(rows) for key, rows in found.items()}

    @property
    def year(self) -> int | None:
        """The year that the file is for."""
        return self.about.year if self.about else None

    def known(self, row: ClaimRow) -> KnownSite | None:
        """What is on file of the site of a row."""
        return self.register.sites.get(row.site or "") if self.register else None


def quantity(row: ClaimRow) -> Decimal | None:
    """What a row saves in the unit of its carrier; None while it cannot be read or converted."""
    if row.amount is None or not row.unit or not row.carrier:
        return None
    wanted = CODES.get(Carrier(row.carrier))
    if wanted is None:
        return None
    try:
        return convert(row.amount, units()[row.unit], units()[wanted])
    except UnitMismatchError:
        return None


def savings(rows: Iterable[ClaimRow]) -> dict[Carrier, Decimal]:
    """What the rows of a change save, by carrier."""
    found: dict[Carrier, Decimal] = {}
    for row in rows:
        saved = quantity(row)
        if saved is not None:
            carrier = Carrier(row.carrier or "")
            found[carrier] = found.get(carrier, ZERO) + saved
    return found


def contents(about: About | None, rows: Sequence[ClaimRow]) -> tuple[Content, ...]:
    """The changes that a workbook without errors claims, in the order of its rows."""
    subject = Subject(about, tuple(rows))
    year = subject.year
    if year is None:
        return ()
    return tuple(_content(year, key, found) for key, found in subject.groups.items())


def _content(year: int, key: tuple[str, str], rows: Sequence[ClaimRow]) -> Content:
    first = rows[0]
    money = [one.money for one in rows if one.money is not None]
    stated = [one.stated for one in rows if one.stated is not None]
    return Content(
        at=first.at,
        reference=key[1],
        site=key[0],
        system=System(first.system or System.OTHER),
        title=first.title or "",
        level=Claimed(first.level or Claimed.IDENTIFIED),
        savings=savings(rows),
        year=year,
        is_green=any(one.power == GREEN for one in rows),
        commissioned_on=first.commissioned_on,
        life=first.life,
        money=sum(money, ZERO) if money else None,
        stated=sum(stated, ZERO) if stated else None,
        source=first.source or "",
        verifier=first.verifier or "",
        names=(first.names or "").strip(),
        note=first.note or "",
    )
