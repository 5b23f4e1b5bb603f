"""Whether the savings of a site can be, beside what its accepted inventory says it uses; pure.

That no more than the use can be saved is arithmetic. Half of the use of a whole site is a judgement
of this portal: single systems save 10 to 30 % in the statistics of diagnoses.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from portal.language import Text
from portal.reference.site_systems import Carrier
from portal.savings.checks import Doubt
from portal.savings.local import ZERO, SiteYear
from portal.savings.streams import Stream
from portal.savings.totals import annual
from portal.savings.vocabulary import Level, Power

MUCH: Final = Decimal("0.5")
# Water is no energy.
_COMPARED: Final = tuple(one for one in Carrier if one is not Carrier.WATER)
AT_MOST: Final = Text(
    "（外購蒸汽加燃料至多可產之蒸汽）", " (what is bought and what its fuels raise at most)"
)


@dataclass(frozen=True, slots=True)
class OverUse:
    """Savings of a site and carrier that exceed half of its use, or all of it.

    Attributes:
        saved, used: in the carrier's unit a year.
        year: of the inventory that `used` stands in.
    """

    site_id: int
    carrier: Carrier
    saved: Decimal
    used: Decimal
    year: int
    streams: tuple[Stream, ...]

    @property
    def is_impossible(self) -> bool:
        """Whether more is saved than the site uses."""
        return self.saved > self.used

    @property
    def doubt(self) -> Doubt:
        """The same in words."""
        saved, used = (f"{one:,.0f} {self.carrier.unit}" for one in (self.saved, self.used))
        most = AT_MOST if self.carrier is Carrier.STEAM else Text("", "")
        zh = f"本廠區各項{self.carrier.label.zh}節約量合計 {saved}，"
        en = f"All savings of {self.carrier.label.en.lower()} at this site, {saved}, "
        if self.is_impossible:
            return Doubt(
                "above_use",
                Text(
                    f"{zh}超過 {self.year} 年審查通過清冊之全廠用量 {used}{most.zh}；請查明單位、"
                    "重複主張，或廠區另有清冊未列之自產能源。",
                    f"{en}exceed what the accepted inventory of {self.year} says it uses, "
                    f"{used}{most.en}: look for a slip of units, claims twice, or energy made "
                    "on site.",
                ),
            )
        return Doubt(
            "much_of_use",
            Text(
                f"{zh}超過 {self.year} 年審查通過清冊全廠用量 {used}{most.zh}的一半，請確認。",
                f"{en}are more than half of what the accepted inventory of {self.year} says it "
                f"uses, {used}{most.en}: please check.",
            ),
        )


def over_use(streams: Iterable[Stream]) -> list[OverUse]:
    """Sites and carriers of which much or more than everything is saved, in the order of sites.

    Each stream counts at its highest level, and what acts on one use takes from each other.
    """
    by_site: dict[int, list[Stream]] = {}
    for one in streams:
        by_site.setdefault(one.best.place.site_id, []).append(one)
    return [
        each
        for site_id, together in by_site.items()
        for carrier in _COMPARED
        if (each := _of_site(site_id, carrier, together)) is not None
    ]


def _of_site(site_id: int, carrier: Carrier, streams: Sequence[Stream]) -> OverUse | None:
    saving = [one for one in streams if one.best.savings.get(carrier, ZERO) > 0]
    if not saving:
        return None
    known = saving[0].local.nearest(max(one.year for one in saving))
    used = None if known is None else known.most(carrier)
    if known is None or not used:
        return None
    saved = _saved(streams, carrier)
    if saved <= used * MUCH:
        return None
    return OverUse(site_id, carrier, saved, used, known.year, tuple(saving))


def _saved(streams: Sequence[Stream], carrier: Carrier) -> Decimal:
    counted = (
        each
        for level in Level
        for each in annual([one for one in streams if one.level is level], level)
    )
    return sum((one.savings.get(carrier, ZERO) for one in counted), ZERO)


def green_doubt(stream: Stream) -> Doubt | None:
    """A doubt where most of a site's electricity is green and a stream claims the grid factor."""
    known = stream.local.nearest(stream.year)
    claimed = stream.best.savings.get(Carrier.ELECTRICITY, ZERO) > 0
    if known is None or not claimed or stream.power is Power.GREEN or stream.decided_power:
        return None
    part = green_part(known)
    if part is None or part <= MUCH:
        return None
    said = f"{part * 100:.0f} %"
    return Doubt(
        "green",
        Text(
            f"{known.year} 年清冊中本廠區電力有 {said} 為綠電，節電卻以電網係數計；"
            "請確認電力來源。",
            f"In the inventory of {known.year} {said} of the electricity of this site is green, "
            "while this saving takes the grid factor: state where its power comes from.",
        ),
    )


def green_part(known: SiteYear) -> Decimal | None:
    """The part of a site's electricity that is green, 0 to 1; None without electricity."""
    used = known.uses.get(Carrier.ELECTRICITY)
    return known.green / used if used else None


def doubts_by_site(found: Iterable[OverUse]) -> Mapping[int, tuple[Doubt, ...]]:
    """The doubts of each site."""
    by_site: dict[int, tuple[Doubt, ...]] = {}
    for one in found:
        by_site[one.site_id] = (*by_site.get(one.site_id, ()), one.doubt)
    return by_site
