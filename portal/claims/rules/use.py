"""Rules that compare a workbook of claims with what is on file."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from portal.claims.rules.book import ARITHMETIC, FORM, JUDGEMENT, RULES
from portal.claims.sheets import ClaimRow
from portal.claims.subject import ZERO, KnownSite, Subject, quantity
from portal.language import Text
from portal.reference.site_systems import Carrier
from portal.workbook.findings import Hit, Severity, hit

MUCH: Final = Decimal("0.5")
# Water is no energy.
_COMPARED: Final = tuple(one for one in Carrier if one is not Carrier.WATER)
_STEAM: Final = Text(
    "t（外購蒸汽加燃料至多可產之蒸汽）", "t (bought, and raised by its fuels at most)"
)


@RULES.rule(
    "CLM-101",
    Severity.ERROR,
    title=Text("廠區不在範圍內", "A site out of reach"),
    message=Text(
        "廠區 {found} 不是可送件的廠區。", "The site {found} is none that you hand in for."
    ),
    why=Text(
        "節能主張須屬於送件者自己、契約或受派輔導的廠區。",
        "Claims are about one's own sites, or those of one's contracts or visits.",
    ),
    fix=Text("請核對管制編號。", "Check the control number."),
    source=FORM,
)
def sites_are_within_reach(subject: Subject) -> Iterator[Hit]:
    """Every row is about a site that the one who hands in may claim for."""
    if subject.register is None:
        return
    for row in subject.rows:
        if row.site and row.site not in subject.register.sites:
            yield hit(row.cell("site"), found=row.site)


@RULES.rule(
    "CLM-102",
    Severity.ERROR,
    title=Text("廠區不屬於該成員", "The site is another member's"),
    message=Text(
        "廠區 {site} 屬於 {owner}，不是 {found}。", "The site {site} is {owner}'s, not {found}'s."
    ),
    why=Text("節約量會記到別的成員。", "The saving would be another member's."),
    fix=Text("請更正成員代碼或管制編號。", "Correct the code or the control number."),
    source=FORM,
)
def sites_belong_to_their_member(subject: Subject) -> Iterator[Hit]:
    """Every site belongs to the member of its row."""
    for row in subject.rows:
        known = subject.known(row)
        if known is not None and row.member_code and row.member_code != known.member_code:
            yield hit(
                row.cell("member_code"),
                row.cell("site"),
                found=row.member_code,
                expected=known.member_code,
                site=row.site,
                owner=known.member_code,
            )


@RULES.rule(
    "CLM-103",
    Severity.WARNING,
    title=Text("編號不在檔案中", "A number that is not on file"),
    message=Text(
        "這個廠區沒有編號 {found} 的診斷或契約。",
        "This site has no diagnosis or contract {found} on file.",
    ),
    why=Text("對不上時，同一項改善可能計入兩次。", "Without it one change may count twice."),
    fix=Text("請核對編號，沒有則留空。", "Check the number, or leave it empty."),
    source=FORM,
)
def names_are_on_file(subject: Subject) -> Iterator[Hit]:
    """What a row names is a diagnosis or contract of its site."""
    for row in subject.rows:
        known = subject.known(row)
        if known is not None and row.names and row.names.strip() not in known.names:
            yield hit(row.cell("names"), found=row.names)


@RULES.rule(
    "CLM-104",
    Severity.ERROR,
    title=Text("節約量超過廠區用量", "More saved than the site uses"),
    message=Text(
        "本檔此廠區{carrier}節約量合計 {found}，超過 {year} 年審查通過清冊之用量 {used} {unit}。",
        "This file saves {found} of {carrier} at this site, more than the {used} {unit} that its "
        "accepted inventory of {year} lists.",
    ),
    why=Text(
        "多半是單位（度、萬度）誤植，或主張重複。", "Mostly a slip of units, or claims twice."
    ),
    fix=Text(
        "請核對單位；廠區另有清冊未列之自產能源者，請於說明欄敘明。",
        "Check the unit; where the site makes energy that the inventory does not list, explain it.",
    ),
    source=ARITHMETIC,
)
def nothing_saves_more_than_the_site_uses(subject: Subject) -> Iterator[Hit]:
    """What the file saves of a carrier stays below the use of the site, unless explained."""
    for rows, saved, known in _compared(subject):
        carrier = Carrier(rows[0].carrier or "")
        if saved > known.uses[carrier] and not all(row.note for row in rows):
            yield _over(rows, saved, known, carrier)


@RULES.rule(
    "CLM-105",
    Severity.WARNING,
    title=Text("節約量超過廠區用量的一半", "More than half of the site's use"),
    message=Text(
        "本檔此廠區{carrier}節約量合計 {found}，超過 {year} 年審查通過清冊用量 {used} {unit} "
        "的一半。",
        "This file saves {found} of {carrier} at this site, more than half of the {used} {unit} "
        "that its accepted inventory of {year} lists.",
    ),
    why=Text("單一改善很少節省這麼多。", "Single changes seldom save that much."),
    fix=Text("請核對，無誤請於說明欄敘明。", "Check it, and explain it when it is right."),
    source=JUDGEMENT,
)
def half_of_the_use_is_explained(subject: Subject) -> Iterator[Hit]:
    """What the file saves of a carrier is at most half of the use of the site, or explained."""
    for rows, saved, known in _compared(subject):
        carrier = Carrier(rows[0].carrier or "")
        used = known.uses[carrier]
        if used * MUCH < saved <= used and not all(row.note for row in rows):
            yield _over(rows, saved, known, carrier)


def _compared(subject: Subject) -> Iterator[tuple[list[ClaimRow], Decimal, KnownSite]]:
    """Rows of one site and carrier with what they save together and what is on file."""
    for site in dict.fromkeys(row.site for row in subject.rows):
        rows = [row for row in subject.rows if row.site == site]
        known = subject.known(rows[0])
        for carrier in _COMPARED if known else ():
            own = [row for row in rows if row.carrier == carrier and (quantity(row) or ZERO) > 0]
            if known and own and known.uses.get(carrier):
                yield own, sum((quantity(row) or ZERO for row in own), ZERO), known


def _over(rows: list[ClaimRow], saved: Decimal, known: KnownSite, carrier: Carrier) -> Hit:
    return hit(
        *(row.cell("amount") for row in rows),
        found=f"{saved:,.0f}",
        carrier=carrier.label,
        year=str(known.year),
        used=f"{known.uses[carrier]:,.0f}",
        unit=_STEAM if carrier is Carrier.STEAM else carrier.unit,
    )
