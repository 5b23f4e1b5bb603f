"""Whether the file of the budget that an address names is there for a user."""

from collections.abc import Mapping

from flask import g

from portal.accounts.figures import SignedIn
from portal.budget.models import CarbonBudgetUpload
from portal.web.database import session


def uploaded_budget(user: SignedIn, named: Mapping[str, object]) -> bool:
    """The address names an upload by its `upload_id`; the budget is of the whole city."""
    found = session().get(CarbonBudgetUpload, int(str(named["upload_id"])))
    g.budget_upload = found
    return found is not None and not user.groups


def named_upload() -> CarbonBudgetUpload:
    """The upload that this address names."""
    found: CarbonBudgetUpload = g.budget_upload
    return found
