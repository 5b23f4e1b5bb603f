"""What is on file about the member whose plan is made faulty, and its plan of last year."""

from functools import cache

from portal.demo.as_read import AsRead
from portal.demo.companies import companies, company
from portal.demo.plan_edits import MEMBER, measure, target
from portal.demo.plans import plan as sound
from portal.demo.pledges import on_file
from portal.plans.figures import Background, PastPlan, Plan
from portal.plans.sheets import TEMPLATE
from portal.plans.subject import build
from portal.workbook.content import Content

# Rules that compare with last year's plan, and how that one differed from the sound plan.
LAST_YEAR = {
    "PLN-212": target(),
    "PLN-220": target(),
    "PLN-328": target(),
    "PLN-419": target(),
    "PLN-435": measure(),
    "PLN-436": measure(),
    "PLN-534": target(),
    "PLN-535": target(),
}
NOTHING_KNOWN = Background()


def read(content: Content, background: Background = NOTHING_KNOWN) -> Plan:
    """The plan of a content, without a workbook in between."""
    return build(AsRead(TEMPLATE, content), background)


@cache
def on_record(code: str, fault: str = "") -> Background:
    """The member, its inventories, the other members, and last year's plan where a rule asks."""
    one = company(code)
    mine = {site.control_number for site in one.record.sites}
    others = {site.control_number for other in companies() for site in other.record.sites}
    return Background(
        member=one.record,
        inventories=on_file(code),
        past=_last_year(fault),
        member_codes=frozenset(other.code for other in companies()),
        claimed_sites=frozenset(others - mine),
    )


def _last_year(fault: str) -> PastPlan | None:
    if fault not in LAST_YEAR:
        return None
    before = read(LAST_YEAR[fault](sound(MEMBER)))
    return PastPlan(2023, before.targets, before.measures)
