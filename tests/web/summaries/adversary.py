"""Where readers look for amounts, whom they may see, and what they read there."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from html import unescape
from io import BytesIO
from zipfile import ZipFile

from flask import Flask
from openpyxl import load_workbook
from pypdf import PdfReader

from portal.aggregation.amounts import AMOUNTS
from portal.aggregation.member_year import MemberYear
from portal.publication.figure_id import KEYS
from portal.reference.groups import Group
from portal.reports.formats import Unit
from portal.reports.report import Format
from portal.web.preferences import UNIT_COOKIE
from tests.builders_alliance import YEARS
from tests.web.world import Browser

LINK = re.compile(r'href="(/[^"#]*)')
TAG, TITLE = re.compile(r"<[^>]*>"), re.compile(r"\btitle=\"([^\"]*)\"")
NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
# Pages of figures; files are asked for by their addresses, linked or not.
FIGURES = re.compile(
    r"/($|summary|groups|members|trace/\w+/\d+(\?|$)|budget|publications|open-data|exchange|savings"
    r"|verification|esco|advisory|documents)(?!.*\.(pdf|xlsx|zip)\b)"
)
EDITIONS = ("2023.r1", "2024.r1", "2024.r2")
STARTS = (
    "/",
    "/open-data",
    "/publications",
    "/exchange",
    "/savings/2024",
    *(f"/summary/{year}" for year in YEARS),
    *(f"/summary/{year}/measures" for year in YEARS),
    *(f"/groups/{group.value}/{year}" for group in Group for year in YEARS),
    *(f"/groups/{group.value}/{year}/measures" for group in Group for year in YEARS),
    *(f"/budget/2024?until={until}" for until in (2026, 2030, 2050)),
    *(f"/trace/{key}/2024" for key in KEYS),
    *(f"/open-data/{edition}.{kind}" for edition in EDITIONS for kind in ("csv", "json")),
    *(f"/publications/{edition}/figures.json" for edition in EDITIONS),
)
# The whole, a set that one member dominates, and one of two members.
SETS = ("alliance", "group:steel", "group:electronics")
FILES = (
    *(f"/summary/2024.{kind}" for kind in ("pdf", "xlsx")),
    *(f"/summary/{year}/members.{kind}" for year in YEARS for kind in ("csv", "json")),
    *(
        f"/summary/2024/measures.{kind}{asked}"
        for kind in ("csv", "xlsx")
        for asked in ("", *(f"?group={group.value}" for group in Group))
    ),
    *(f"/groups/{group.value}/2024.{kind}" for group in Group for kind in ("pdf", "xlsx")),
    *(f"/budget/2024.{kind}" for kind in ("pdf", "xlsx")),
    *(f"/exchange/{year}.xlsx" for year in YEARS),
    *(f"/savings/{year}/export" for year in YEARS),
    "/savings/streams/export",
    "/savings/duplicates/export",
    "/savings/claims/export",
    "/advisory/export",
    "/verification/export",
    "/esco/export",
    "/review/inventory/2024/export",
    "/review/plan/2024/export",
    *(
        f"/publications/{edition}/evidence/{of}/emissions"
        for edition in EDITIONS[::2]
        for of in SETS
    ),
    # Two publications compared.
    *(f"/publications/{EDITIONS[1]}/bridge?figure={of}/emissions" for of in SETS),
)
OF_A_MEMBER = (
    *(f"/members/{{code}}/2024.{kind}" for kind in ("pdf", "xlsx")),
    *(f"/members/{{code}}/2024/measures.{kind}" for kind in ("csv", "xlsx")),
    "/savings/members/{code}/2024/export",
)
OF_A_SUBMISSION = ("/submissions/{number}/compare", "/submissions/{number}/compare.xlsx")
READERS = {
    "guest": None,
    "one of the two of electronics": "one@electronics.example",
    "a member of another group": "preparer@b.example",
    "the coordinator of steel": "steel@city.example",
    "an advisor of petrochemicals": "advisor@petro.example",
    "a service company": "esco@service.example",
}
SEES = {
    "the coordinator of steel": frozenset({Group.STEEL}),
    "an advisor of petrochemicals": frozenset({Group.PETROCHEMICALS}),
}
# Some of what a reader is given, so that reading nothing is no success.
GIVEN = {
    "guest": ("/publications/2023.r1/figures.json",),
    "one of the two of electronics": ("/members/{own}/2024.pdf", "/members/{own}/2024.xlsx"),
    "the coordinator of steel": (
        "/groups/steel/2024.pdf",
        "/groups/steel/2024.xlsx",
        "/summary/2024/members.csv",
        "/summary/2024/measures.xlsx?group=steel",
        "/publications/2023.r1/evidence/group:steel/emissions",
    ),
    "an advisor of petrochemicals": ("/groups/petrochemicals/2024.xlsx", "/savings/2024/export"),
}
# Smaller numbers are met by chance.
LEAST = 10**5


@dataclass
class World:
    """A portal with its members, and whose amounts are looked for."""

    app: Flask
    members: Mapping[int, list[MemberYear]]
    targets: frozenset[str]
    two: tuple[str, ...]
    submissions: Mapping[int, str]

    def files(self, wanted: Mapping[Decimal, str]) -> Iterator[str]:
        """The addresses of every file, and of what compares two versions or publications.

        Versions of the members whom a reader may see are not asked for: this world has no
        workbooks behind them.
        """
        yield from FILES
        for code in sorted(self.targets):
            yield from (one.format(code=code) for one in OF_A_MEMBER)
        unseen = {name.partition(" ")[0] for name in wanted.values()}
        for number, code in self.submissions.items():
            if code in unseen:
                yield from (one.format(number=number) for one in OF_A_SUBMISSION)


def total(one: MemberYear) -> Decimal:
    """The emissions of a member, nothing where they are missing."""
    found = AMOUNTS["emissions"](one, one.year)
    return Decimal(0) if isinstance(found, str) else found


def forbidden(world: World, reader: str) -> dict[Decimal, str]:
    """Every large amount of the members whom a reader may not see."""
    seen = SEES.get(reader, frozenset())
    own = {"one of the two of electronics": world.two[0]}.get(reader)
    return {
        abs(amount): f"{one.code} {one.year} {key} {horizon}"
        for members in world.members.values()
        for one in members
        if one.code in world.targets and one.group not in seen and one.code != own
        for key, horizons in KEYS.items()
        for horizon in horizons or (one.year,)
        for amount in (AMOUNTS[key](one, horizon),)
        if isinstance(amount, Decimal) and abs(amount) > LEAST
    }


def seen_by(world: World, reader: str) -> Iterator[Decimal]:
    """The amounts of the members whom a reader may see one by one."""
    for one in (one for members in world.members.values() for one in members):
        if one.group in SEES.get(reader, ()):
            for key, horizons in KEYS.items():
                found = (AMOUNTS[key](one, horizon) for horizon in horizons or (one.year,))
                yield from (abs(amount) for amount in found if isinstance(amount, Decimal))


def crawl(browser: Browser, unit: Unit, *, most: int = 100) -> dict[str, str]:
    """The text of everything that a reader reaches."""
    browser.client.set_cookie(UNIT_COOKIE, unit.value)
    seen: dict[str, str] = {}
    waiting = list(reversed(STARTS))
    while waiting and len(seen) < most:
        path = waiting.pop()
        if path in seen or not FIGURES.match(path):
            continue
        response = browser.get(path, follow_redirects=True)
        assert response.status_code < 500, path
        if response.status_code != 200:
            # A page that is refused has the number of the request, which is met by chance.
            continue
        seen[path] = text_of(response.mimetype or "", response.get_data())
        if response.mimetype == "text/html":
            text = response.get_data(as_text=True)
            waiting[:0] = [unescape(link) for link in LINK.findall(text)]
    return seen


def taken(browser: Browser, paths: Iterable[str]) -> dict[str, str]:
    """The text of every file that a reader is given."""
    found: dict[str, str] = {}
    for path in paths:
        response = browser.get(path)
        assert response.status_code < 500, path
        if response.status_code == 200:
            found[path] = text_of(response.mimetype or "", response.get_data())
    return found


def text_of(media_type: str, data: bytes) -> str:
    """What a page or a file says, as those read it who look for numbers."""
    if media_type == "text/html":
        text = data.decode("utf-8", "replace")
        return " ".join((TAG.sub(" ", text), *TITLE.findall(text)))
    if media_type == Format.PDF.media_type:
        return "\n".join(page.extract_text() for page in PdfReader(BytesIO(data)).pages)
    if media_type == Format.EXCEL.media_type:
        sheets = load_workbook(BytesIO(data), read_only=True).worksheets
        rows = (row for sheet in sheets for row in sheet.iter_rows(values_only=True))
        return "\n".join(_cell(one) for row in rows for one in row if one is not None)
    if media_type == "application/zip":
        with ZipFile(BytesIO(data)) as package:
            names = package.namelist()
            return "\n".join(text_of(_kind(name), package.read(name)) for name in names)
    return data.decode("utf-8", "replace")


def _cell(value: object) -> str:
    """A cell; a binary number has more digits than was written."""
    return f"{round(value, 4)}" if isinstance(value, float) else str(value)


def _kind(name: str) -> str:
    found = {"xlsx": Format.EXCEL.media_type, "pdf": Format.PDF.media_type}
    return found.get(name.rpartition(".")[2], "text/plain")


def numbers(pages: Mapping[str, str]) -> dict[Decimal, str]:
    """Every number that is shown, with a page that shows it."""
    return {
        Decimal(found.replace(",", "")): path
        for path, text in pages.items()
        for found in NUMBER.findall(text)
    }


def written(amount: Decimal) -> set[Decimal]:
    """An amount as pages and files write it: in tonnes, whole or exact, and in 10,000 tonnes."""
    ways = {
        amount,
        amount.quantize(Decimal("0.001"), ROUND_HALF_UP),
        amount.quantize(Decimal(1), ROUND_HALF_UP),
    }
    # Four digits are met by chance.
    wan = (amount / 10_000).quantize(Decimal("0.01"), ROUND_HALF_UP)
    return ways | ({wan} if wan >= 100 else set())


def differences(shown: Mapping[Decimal, str], wanted: Mapping[Decimal, str]) -> Iterator[str]:
    """The wanted amounts that two large numbers differ by, in tonnes at the precision shown."""
    known = {one: path for one, path in shown.items() if one > LEAST}
    for amount, name in wanted.items():
        for one in known:
            whole = one == one.to_integral_value()
            rest = (one - amount).to_integral_value() if whole else one - amount
            for other in (rest - 1, rest, rest + 1) if whole else (rest,):
                if other in known:
                    yield f"{name}: {one} ({known[one]}) less {other} ({known[other]})"
