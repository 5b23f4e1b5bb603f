"""Two sites of one invented company on the official form, with the supplement: sound, and not."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final

from portal.demo.companies import company
from portal.demo.official import Filled, official_grid
from portal.demo.official_grid import Grid, as_ods, as_xlsx
from portal.language import Text
from portal.official.supplement import SUPPLEMENT
from portal.workbook.content import Content
from portal.workbook.template import build_bytes

MEMBER: Final = "EL02"
YEAR: Final = 2024
_ROC: Final = 1911
_PRODUCT: Final = "面板"

Files = Mapping[str, Callable[[], bytes]]


def site_form(site: int, year: int = YEAR) -> Grid:
    """The form of one site of the company."""
    return official_grid(replace(Filled(), member=MEMBER, site=site, roc_year=year - _ROC))


def supplement(year: int = YEAR, member: str = MEMBER) -> bytes:
    """The supplement of the company, filled in."""
    owner = company(MEMBER)
    content: Content = {
        "asked": [{"member_code": member, "year": year}],
        "main_products": [
            {
                "site": place.record.control_number,
                "name": _PRODUCT,
                "product": _PRODUCT,
                "is_main": "是",
            }
            for place in owner.places
        ],
        "verification": [{"status": "尚未開始"}],
    }
    return build_bytes(
        SUPPLEMENT,
        content,
        group=owner.record.group,
        year=year,
        member_code=member,
        member_name=Text(owner.name.zh, owner.name.en),
    )


SOUND_SET: Final[Files] = {
    "site-1.xlsx": lambda: as_xlsx(site_form(0)),
    "site-2.ods": lambda: as_ods(site_form(1)),
    "supplement.xlsx": supplement,
}
"""Together one sound inventory."""

FAULTY_SET: Final[Files] = {
    "site-1-first.xlsx": lambda: as_xlsx(site_form(0)),
    "OFF-016-site-1-again.ods": lambda: as_ods(site_form(0)),
    "OFF-014-site-2-of-another-year.xlsx": lambda: as_xlsx(site_form(1, YEAR - 1)),
    "OFF-018-supplement-of-another-year.xlsx": lambda: supplement(YEAR - 1),
}
"""Together no inventory; each file is named for the finding in it."""
