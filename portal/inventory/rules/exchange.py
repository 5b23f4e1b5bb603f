"""Exchange between members: who with, how much, and whether it agrees with the other sheets."""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from portal.inventory.figures import ZERO, Inventory
from portal.inventory.rules.book import ERROR, JUDGEMENT, RULES, WARNING, hit, label, unit_text
from portal.inventory.sheets import Exchange
from portal.language import Text
from portal.reference.codes import CARRIER
from portal.workbook.findings import Hit

_BOUGHT_AS = {"steam": "steam", "electricity": "other_electricity", "heat": "heat"}
_MADE_AS = {"steam": "steam", "electricity": "electricity", "heat": "heat"}


@RULES.rule(
    "INV-212",
    ERROR,
    title=Text("交換對象是自己", "Exchange with oneself"),
    message=Text(
        "交換對象填的是本公司代碼 {found}。", "The partner is the company's own code {found}."
    ),
    why=Text(
        "此表只記錄不同成員間的往來，公司內部移轉不列入。",
        "The sheet is for flows between members, not within one.",
    ),
    fix=Text("請填對方成員代碼；內部移轉請刪除此列。", "Enter the partner, or remove the row."),
    source=JUDGEMENT,
)
def partners_are_others(inventory: Inventory) -> Iterator[Hit]:
    own = _own_code(inventory)
    for row in inventory.exchange:
        if own and row.partner and row.partner.upper() == own:
            yield hit(row.cell("partner"), found=row.partner)


def _own_code(inventory: Inventory) -> str:
    member, cover = inventory.background.member, inventory.cover
    code = member.code if member else (cover.member_code if cover else None)
    return (code or "").upper()


@RULES.rule(
    "INV-213",
    ERROR,
    title=Text("交換對象不是聯盟成員", "The partner is not a member"),
    message=Text(
        "成員代碼「{found}」不在聯盟名單中。", "No member of the Alliance has the code “{found}”."
    ),
    why=Text(
        "雙方資料須能互相比對，才能避免重複計算。",
        "Both sides are compared so that nothing counts twice.",
    ),
    fix=Text(
        "請查詢對方成員代碼；非成員請改填「外購能源」或「自產能源」。",
        "Look up the code; flows with others belong to the energy sheets.",
    ),
    source=JUDGEMENT,
)
def partners_are_members(inventory: Inventory) -> Iterator[Hit]:
    members = inventory.background.members
    for row in inventory.exchange if members else ():
        code = (row.partner or "").upper()
        if code and code not in members and code != _own_code(inventory):
            yield hit(row.cell("partner"), found=row.partner)


@RULES.rule(
    "INV-214",
    WARNING,
    title=Text("交換排放量與數量不符", "Exchanged emissions do not follow"),
    message=Text(
        "與 {partner} 交換{carrier}的排放當量填 {found}，數量乘係數為 {expected}。",
        "{carrier} exchanged with {partner}: {found} tCO2e; quantity times factor is {expected}.",
    ),
    why=Text("此值用於扣除成員間的重複計算。", "The figure is used to take out double counting."),
    fix=Text("請核對數量、係數與排放當量。", "Check quantity, factor and emissions."),
    source=f"{JUDGEMENT}; differences above 1 t and 1 %",
    thresholds=("exchange_floor", "exchange_share"),
)
def exchanged_emissions_follow(inventory: Inventory) -> Iterator[Hit]:
    floor, share = inventory.limit("exchange_floor"), inventory.limit("exchange_share")
    for row in inventory.exchange:
        if row.quantity is None or row.factor is None or row.emissions is None:
            continue
        expected = row.quantity * row.factor
        if abs(expected - row.emissions) > max(floor, share * expected):
            yield hit(
                row.cell("emissions"),
                found=row.emissions,
                expected=expected,
                partner=row.partner or "—",
                carrier=label(CARRIER, row.carrier),
            )


@RULES.rule(
    "INV-215",
    WARNING,
    title=Text("受入量大於外購量", "More received than bought"),
    message=Text(
        "廠區 {site} 自成員受入{carrier} {found}，「外購能源」僅 {expected}（{unit}）。",
        "{site} received {found} of {carrier} from members but bought only {expected} ({unit}).",
    ),
    why=Text(
        "受入的蒸汽、電力與熱能應列於外購能源，計入範疇二。",
        "Steam, power and heat that were received are bought energy of scope 2.",
    ),
    fix=Text(
        "請於「外購能源」補列，或更正交換數量。",
        "Add them to “Energy bought”, or correct the quantity.",
    ),
    source=f"{JUDGEMENT}; differences above 1 %",
    thresholds=("exchange_share",),
)
def what_is_received_was_bought(inventory: Inventory) -> Iterator[Hit]:
    bought = ((use.site, use.kind, use.unit, use.quantity) for use in inventory.energy)
    if inventory.energy:
        yield from _beyond(inventory, "received", _BOUGHT_AS, bought)


@RULES.rule(
    "INV-245",
    WARNING,
    title=Text("供應量大於外售量", "More supplied than sold"),
    message=Text(
        "廠區 {site} 供應成員{carrier} {found}，「自產能源」外售量僅 {expected}（{unit}）。",
        "{site} supplied {found} of {carrier} but sold only {expected} ({unit}).",
    ),
    why=Text(
        "供應其他成員的能源應列於自產能源之外售量。",
        "What is supplied to members is part of what was sold.",
    ),
    fix=Text(
        "請於「自產能源」補列外售量，或更正交換數量。",
        "Add it to “Own generation”, or correct the quantity.",
    ),
    source=f"{JUDGEMENT}; differences above 1 %",
    thresholds=("exchange_share",),
)
def what_is_supplied_was_sold(inventory: Inventory) -> Iterator[Hit]:
    sold = ((made.site, made.kind, made.unit, made.sold) for made in inventory.generation)
    yield from _beyond(inventory, "supplied", _MADE_AS, sold)


def _beyond(
    inventory: Inventory,
    direction: str,
    kinds: Mapping[str, str],
    listed: Iterable[tuple[str | None, str | None, str | None, Decimal | None]],
) -> Iterator[Hit]:
    """The exchanges of a direction that exceed what another sheet lists of the same energy.

    Args:
        kinds: how the other sheet calls each carrier.
        listed: site, kind, unit and quantity of its rows.
    """
    held: dict[tuple[str | None, str | None, str | None], Decimal] = {}
    for site, kind, unit_code, quantity in listed:
        key = (site, kind, unit_code)
        held[key] = held.get(key, ZERO) + (quantity or ZERO)
    margin = 1 + inventory.limit("exchange_share")
    for row in inventory.exchange:
        kind = kinds.get(row.carrier or "")
        if row.direction != direction or kind is None or row.quantity is None:
            continue
        available = held.get((row.site, kind, row.unit), ZERO)
        if row.quantity > available * margin:
            yield hit(
                row.cell("quantity"),
                found=row.quantity,
                expected=available,
                site=row.site or "—",
                carrier=label(CARRIER, row.carrier),
                unit=unit_text(row.unit),
            )


@RULES.rule(
    "INV-216",
    WARNING,
    title=Text("交換資料重複", "The same exchange twice"),
    message=Text(
        "與 {partner} 的{carrier}交換在第 {first} 列已填過（同廠區、同方向、同契約）。",
        "The exchange of {carrier} with {partner} is already in row {first}.",
    ),
    why=Text("重複的交換會使扣除量加倍。", "Doubled flows would be deducted twice."),
    fix=Text(
        "請合併或刪除重複列；不同契約請填契約名稱。", "Merge the rows, or name the contracts."
    ),
    source=JUDGEMENT,
)
def exchanges_are_listed_once(inventory: Inventory) -> Iterator[Hit]:
    seen: dict[tuple[str | None, ...], Exchange] = {}
    for row in inventory.exchange:
        key = (row.site, row.direction, row.partner, row.carrier, row.contract)
        first = seen.setdefault(key, row)
        if first is not row:
            yield hit(
                row.cell("partner"),
                first.cell("partner"),
                found=row.partner,
                partner=row.partner or "—",
                carrier=label(CARRIER, row.carrier),
                first=first.at,
            )
