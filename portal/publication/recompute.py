"""Recompute a published figure from the rows beside this script, without the portal.

Run it with any Python from 3.10 on, in the unpacked folder: `python recompute.py`. Other unpacked
folders may be named as arguments. It needs nothing but the standard library. It reads

    manifest.json   which figure it is, what was published, and which members are in its set
    inputs.json     what counts of each member: emissions, pledges, flows, measures (tonnes CO2e)
    rows.csv        the rows of the workbooks, each with its sheet, its cell and the file's SHA-256

adds the rows of every inventory up again, works every target out again from its cells, compares
both with the inputs, makes the figure by the formula of the manifest, and prints it beside the
published value. It ends with 0 when all are the same to the gram, with 1 when they are not.
"""

import csv
import json
import sys
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

# Isolated interpreters do not look for modules beside the script.
sys.path.insert(0, str(Path(__file__).parent))

from portal.publication.exchanges import Flow, matched, rulings_of, seen, settled
from portal.publication.pledge_inputs import repeated
from portal.publication.rebuilding import from_rows, numbers, rebuilt

Json = dict[str, Any]
Members = list[Json]
Amount = Decimal | None

ZERO = Decimal(0)
GRAM = Decimal("0.000001")
NEAR_TERM = 2030


def grams(tonnes: Decimal) -> Decimal:
    """Tonnes rounded to the gram."""
    return tonnes.quantize(GRAM, ROUND_HALF_UP)


def pledge_of(member: Json, year: int) -> Json | None:
    """The pledge of a target year that is in tonnes; None when there is none."""
    found = member["pledges"].get(str(year))
    return found if found and found["state"] == "quantified" else None


def total(pair: list[str]) -> Decimal:
    """Both scopes together."""
    return Decimal(pair[0]) + Decimal(pair[1])


# --- emissions: the sums of inventories, then flows between members -----------------------------


def with_emissions(members: Members) -> Members:
    """The members that have emissions of the reporting year."""
    return [one for one in members if numbers(one["emissions"])]


def emitted_twice(members: Members) -> Decimal:
    """Emissions that seller and buyer both report, from flows that match or were settled."""
    counted = {one["code"] for one in with_emissions(members)}
    rulings = rulings_of(members)
    twice = ZERO
    for key, flow in matched(flow for one in members for flow in one["flows"]).items():
        ruling = rulings.get((key, 0))
        if ruling and not flow["counts"] and seen(flow) == ruling["seen"]:
            flow = settled(flow, ruling, "year")
        if flow["counts"] and key[0] in counted and key[1] in counted:
            twice += flow["tonnes"]
    return twice


def emissions(members: Members, scopes: tuple[int, ...] = (0, 1)) -> Amount:
    """Emissions of the year before flows between members are deducted."""
    found = [numbers(one["emissions"]) for one in members]
    known = [sum((one[scope] for scope in scopes), ZERO) for one in found if one]
    return sum(known, ZERO) if known else None


def all_emissions(members: Members) -> Amount:
    """Emissions of the year with flows between members counted once."""
    whole = emissions(members)
    return None if whole is None else whole - emitted_twice(members)


def biogenic(members: Members) -> Amount:
    """Biogenic CO2 of the year."""
    known = [Decimal(one["biogenic"]) for one in with_emissions(members)]
    return sum(known, ZERO) if known else None


def change(members: Members) -> Amount:
    """Emissions of this year over the year before, over members that have both, less one."""
    both = [one for one in with_emissions(members) if numbers(one["previous"])]
    before = sum((total(one["previous"]) for one in both), ZERO)
    now = emissions(both)
    return now / before - 1 if before and now is not None else None


# --- contributions of a target year -------------------------------------------------------------


def summed(members: Members, year: int, amount: Callable[[Json], Amount]) -> Amount:
    """A sum over the members whose pledge is in tonnes and whose amount is known."""
    pledges = [pledge_of(one, year) for one in members]
    found = [amount(one) for one in pledges if one]
    known = [one for one in found if one is not None]
    return sum(known, ZERO) if known else None


def gross(pledge: Json) -> Amount:
    """The cut before neutralisation; None when the residual is not stated."""
    return None if pledge["gross"][0].isalpha() else Decimal(pledge["gross"])


def residual(pledge: Json) -> Amount:
    """What is left to neutralise; None when it is not stated."""
    before = gross(pledge)
    return None if before is None else total(pledge["cut"]) - before


def simple_sum(members: Members, year: int) -> Amount:
    """T1: the sum of the cuts as pledged."""
    return summed(members, year, lambda pledge: total(pledge["cut"]))


def scope1_sum(members: Members, year: int) -> Amount:
    """T2: the scope 1 part of the cuts."""
    return summed(members, year, lambda pledge: Decimal(pledge["cut"][0]))


def less_overlap(members: Members, year: int) -> Amount:
    """T3: the simple sum less what seller and buyer of a flow both count."""
    whole = simple_sum(members, year)
    if whole is None:
        return None
    counted = {one["code"]: pledge_of(one, year) for one in members}
    for key, fall in falling(members, year).items():
        seller, buyer = counted.get(key[0]), counted.get(key[1])
        if seller and buyer:
            shared = min(Decimal(seller["coverage"][0]), Decimal(buyer["coverage"][1]))
            whole -= grams(shared * fall)
    return whole


def falling(members: Members, year: int) -> dict[Flow, Decimal]:
    """How much less of each flow there is in the target year, where it matches or was settled."""
    planned = [flow for one in members for flow in one["planned_flows"] if flow[2] == year]
    base, target = matched(one[0] for one in planned), matched(one[1] for one in planned)
    rulings, found = rulings_of(members), dict[Flow, Decimal]()
    for key, before in base.items():
        after, ruling = target[key], rulings.get((key, year))
        is_open = not (before["counts"] and after["counts"])
        reports = {"base": seen(before), "target": seen(after)}
        if ruling and is_open and reports == ruling["seen"]:
            before = settled(before, ruling, "base")
            after = settled(after, ruling, "year")
        if before["counts"] and after["counts"]:
            found[key] = max(ZERO, before["tonnes"] - after["tonnes"])
    return found


def emissions_in(member: Json, year: int) -> Amount:
    """Emissions of a target year: what is pledged, and what it does not cover as it is now."""
    pledge = pledge_of(member, year)
    if pledge is None:
        return None
    covered = [Decimal(share) for share in pledge["coverage"]]
    outside = ZERO
    if covered != [1, 1]:
        latest = numbers(member["latest"])
        if latest is None:
            return None
        outside = sum(latest, ZERO) - (latest[0] * covered[0] + latest[1] * covered[1])
    return grams(total(pledge["base"]) - total(pledge["cut"]) + outside)


def since_2022(members: Members, left: Callable[[Json], Amount]) -> Amount:
    """Emissions of 2022 less those left, over members that have both."""
    known: list[Decimal] = []
    for one in members:
        after = left(one)
        if after is not None and numbers(one["common"]):
            known.append(total(one["common"]) - after)
    return sum(known, ZERO) if known else None


def against_2022(members: Members, year: int) -> Amount:
    """T4: emissions of 2022 less those of the target year."""
    return since_2022(members, lambda one: emissions_in(one, year))


def against_2022_without_energy(members: Members, year: int) -> Amount:
    """T4 without the energy group, whose plants serve the whole country."""
    return against_2022(outside_energy(members), year)


def outside_energy(members: Members) -> Members:
    """The members outside the energy group."""
    return [one for one in members if one["group"] != "energy"]


def energy(members: Members) -> Members:
    """The members of the energy group."""
    return [one for one in members if one["group"] == "energy"]


def on_the_line(member: Json, year: int) -> Amount:
    """Emissions of a year on the straight line from the latest year to 2030."""
    there, latest, first = emissions_in(member, NEAR_TERM), member["latest"], member["latest_year"]
    if there is None or numbers(latest) is None or first is None:
        return None
    if first >= NEAR_TERM:
        return there
    here = total(latest)
    return grams(here + (there - here) * (year - first) / (NEAR_TERM - first))


def delivery(members: Members, year: int) -> Amount:
    """What is expected by a year: members' own milestones, else the line to 2030."""

    def left(member: Json) -> Amount:
        return emissions_in(member, year) if pledge_of(member, year) else on_the_line(member, year)

    return since_2022(members, left)


def progress(members: Members, year: int) -> Amount:
    """Cut achieved over cut pledged, over members that have both in tonnes."""
    done = pledged = ZERO
    for one in members:
        pledge, latest = pledge_of(one, year), numbers(one["latest"])
        if pledge is None or latest is None or pledge["kind"] == "intensity":
            continue
        if total(pledge["cut"]) <= 0:
            continue
        share = [Decimal(part) for part in pledge["coverage"]]
        now = latest[0] * share[0] + latest[1] * share[1]
        done += grams(total(pledge["base"]) - now)
        pledged += total(pledge["cut"])
    return done / pledged if pledged else None


def plan_coverage(members: Members, year: int) -> Amount:
    """Committed measures over the cut pledged, over members that have both."""
    planned = pledged = ZERO
    for one in members:
        pledge = pledge_of(one, year)
        if pledge and total(pledge["cut"]) > 0 and one["measures"][0] > 0:
            planned += Decimal(one["measures"][1])
            pledged += total(pledge["cut"])
    return planned / pledged if pledged else None


FIGURES: dict[str, Callable[[Members, int], Amount]] = {
    "emissions": lambda members, year: all_emissions(members),
    "scope1": lambda members, year: emissions(members, (0,)),
    "scope2": lambda members, year: emissions(members, (1,)),
    "biogenic": lambda members, year: biogenic(members),
    "exchanged": lambda members, year: emitted_twice(members),
    "change": lambda members, year: change(members),
    "t1": simple_sum,
    "t2": scope1_sum,
    "t2_city": lambda members, year: scope1_sum(outside_energy(members), year),
    "power": lambda members, year: scope1_sum(energy(members), year),
    "t3": less_overlap,
    "t4": against_2022,
    "t4_city": against_2022_without_energy,
    "net": simple_sum,
    "gross": lambda members, year: summed(members, year, gross),
    "residual": lambda members, year: summed(members, year, residual),
    "progress": progress,
    "plan_coverage": plan_coverage,
    "delivery": delivery,
}


def recompute(folder: Path) -> bool:
    """Print the figure of a folder beside what was published; whether both are the same."""
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    members = json.loads((folder / "inputs.json").read_text(encoding="utf-8"))
    with (folder / "rows.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    wrong = rebuilt(members, rows)
    if manifest["horizon"] is not None:
        wrong += repeated(members, rows, from_rows(rows))
    value = FIGURES[manifest["key"]](members, manifest["horizon"])
    published = manifest["value"]
    # A figure without a number is published as the reason why there is none.
    same = published[0].isalpha() if value is None else not published[0].isalpha()
    if value is not None and same:
        same = value == Decimal(published)
    said = "none" if value is None else f"{value:f}"
    sys.stdout.write(f"{manifest['figure']}\n  recomputed  {said}\n  published   {published}\n")
    for sentence in wrong:
        sys.stdout.write(f"  {sentence}\n")
    sys.stdout.write("  same to the gram\n" if same and not wrong else "  NOT the same\n")
    return same and not wrong


if __name__ == "__main__":
    asked = [Path(one) for one in sys.argv[1:]] or [Path(__file__).parent]
    results = [recompute(one) for one in asked]
    sys.exit(0 if all(results) else 1)
