"""What advice asked of an inventory, for the pages of that inventory."""

from portal.advisory.queries import to_put_right
from portal.advisory.queries.inventories import OpenAction
from portal.submissions.states import Kind
from portal.web.database import session
from portal.web.identity import signed_in_user


def advice_of(company_id: int, kind: Kind, year: int) -> list[OpenAction]:
    """What is to be put right in a workbook; nothing when it is no inventory."""
    if kind is not Kind.INVENTORY:
        return []
    return to_put_right(session(), signed_in_user(), company_id, year)
