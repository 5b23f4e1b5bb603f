"""What the cells of targets are worth beside the inputs: the part of `recompute.py` that compares.

It stands beside the script in every evidence pack and needs nothing but the standard library.
"""

from collections.abc import Iterable, Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from portal.publication.pledges import KINDS, Amount, Pair, Target, Worth, covered_share, pledged

Json = dict[str, Any]
Stated = list[Any] | Decimal | str | bool | None
GRAM = Decimal("0.000001")
HORIZONS = {2026, 2030, 2050}


def targets_from_rows(rows: Iterable[Mapping[str, str]]) -> dict[str, list[Target]]:
    """The targets of each member, in the order of their rows."""
    cells: dict[tuple[str, str], dict[str, str]] = {}
    for row in rows:
        if row["item"] == "target":
            column = row["detail"].rpartition(".")[2]
            # The pack guards cells that a spreadsheet would take for a formula.
            kept = cells.setdefault((row["member"], row["row"]), {"target_id": ""})
            kept[column] = row["value"].removeprefix("'")
    found: dict[str, list[Target]] = {}
    for (member, _), one in cells.items():
        if one.get("kind") in KINDS and "target_year" in one:
            found.setdefault(member, []).append(Target(one))
    return found


def as_input(one: Worth) -> Json:
    """A contribution as `inputs.json` has it, as far as it is worked out from cells."""
    if one.cut is None:
        state = "not_quantified" if one.indicative is None else "indicative"
        return {"state": state, "indicative": grams(one.indicative, "not_quantified")}
    return {
        "state": "quantified",
        "base": [grams(part) for part in one.base],
        "cut": [grams(part) for part in one.cut],
        "coverage": list(one.coverage),
        "covered_share": covered_share(one),
        "gross": grams(one.gross, "not_stated"),
    }


def grams(tonnes: Amount, unknown: str = "") -> Decimal | str:
    """Tonnes rounded to the gram; a word when they are not known."""
    return unknown if tonnes is None else tonnes.quantize(GRAM, ROUND_HALF_UP)


def written(value: Stated) -> Any:
    """Numbers as text, as the inputs hold them."""
    if isinstance(value, list):
        return [str(one) for one in value]
    return str(value)


def plain(value: Stated) -> Any:
    """Numbers written as in the inputs, so that equal ones are equal."""
    if isinstance(value, list):
        return [plain(one) for one in value]
    text = str(value)
    return text if text[:1].isalpha() else f"{Decimal(text).normalize():f}"


def repeated(
    members: list[Json],
    rows: list[dict[str, str]],
    emitted: Mapping[tuple[str, int], list[Decimal]],
) -> list[str]:
    """Put what the cells of targets are worth in the place of the inputs; where they differ.

    Args:
        emitted: scope 1 and scope 2 by member and year, from the rows of the inventories.
    """
    targets = targets_from_rows(rows)
    inventories: dict[str, dict[int, Pair]] = {}
    for (code, year), known in emitted.items():
        inventories.setdefault(code, {})[year] = known[0], known[1]
    wrong: list[str] = []
    for one in members:
        mine, pledges = targets.get(one["code"], []), one["pledges"]
        years = {target.year for target in mine} & HORIZONS
        for year in sorted(years | {int(known) for known in pledges}):
            made = pledged(mine, year, inventories.get(one["code"], {}))
            about = f"{one['code']} {year}"
            if made is None or str(year) not in pledges:
                wrong.append(f"{about}: a target is only in the {'rows' if made else 'inputs'}")
            else:
                wrong += [f"{about}: {said}" for said in put(as_input(made), pledges[str(year)])]
    return wrong


def put(made: Json, stated: Json) -> list[str]:
    """Put what was worked out in the place of what is stated; sentences where they differ."""
    wrong: list[str] = []
    for name, value in made.items():
        by_cells, by_inputs = plain(value), plain(stated[name])
        if by_cells != by_inputs:
            wrong.append(f"{name} is {by_cells} by the cells, {by_inputs} in the inputs")
        stated[name] = written(value)
    return wrong
