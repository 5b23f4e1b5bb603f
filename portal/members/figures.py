"""Master data of a member as the checks, the templates and the pages see it."""

import re
from dataclasses import dataclass
from datetime import date

from portal.reference.groups import Group

# The environment administration's control number, one letter, two digits, one letter or digit,
# four digits; one plant in the national list has a small letter, so case is folded first.
CONTROL_NUMBER = re.compile(r"[A-Z]\d{2}[0-9A-Z]\d{4}", re.ASCII)


@dataclass(frozen=True, slots=True)
class SiteRecord:
    """A site of a member.

    Attributes:
        control_number: 管制編號, unique among all sites.
        current: whether it belongs to the member now; False for one that it once had.
    """

    control_number: str
    name_zh: str
    name_en: str
    address: str
    in_kaohsiung: bool
    current: bool = True


@dataclass(frozen=True, slots=True)
class MemberRecord:
    """A member with its sites, the current ones first, by control number."""

    code: str
    name_zh: str
    name_en: str
    group: Group
    sites: tuple[SiteRecord, ...] = ()


@dataclass(frozen=True, slots=True)
class CompanyRow:
    """A member in a list."""

    id: int
    code: str
    name_zh: str
    name_en: str
    group: Group
    joined_on: date
    left_on: date | None
    sites: int


@dataclass(frozen=True, slots=True)
class OwnershipRow:
    """One stretch of a site's history."""

    control_number: str
    company_code: str
    from_date: date
    to_date: date | None


def is_control_number(text: str) -> bool:
    """Whether a text, already in capitals, is written like a control number."""
    return CONTROL_NUMBER.fullmatch(text) is not None
