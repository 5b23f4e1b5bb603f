"""Whether the contract that an address names is there for a user; the view takes it from here."""

from collections.abc import Mapping

from flask import g

from portal.accounts.figures import SignedIn
from portal.esco import queries
from portal.esco.figures import Contract
from portal.esco.models import EscoAttachment, EscoContract, EscoMeasure, EscoStatement
from portal.web.database import session


def contract(user: SignedIn, named: Mapping[str, object]) -> bool:
    """The address names a contract by its `number`."""
    found = queries.contract(session(), user, str(named["number"]))
    g.esco_contract = found
    return found is not None


def measure(user: SignedIn, named: Mapping[str, object]) -> bool:
    """The address names a measure of that contract by its `measure_id`."""
    if not contract(user, named):
        return False
    wanted = int(str(named["measure_id"]))
    return any(one.id == wanted for one in named_contract().measures)


def statement(user: SignedIn, named: Mapping[str, object]) -> bool:
    """The address names a statement of that contract by its `statement_id`."""
    if not contract(user, named):
        return False
    wanted = int(str(named["statement_id"]))
    return any(one.id == wanted for one in named_contract().statements)


def year(user: SignedIn, named: Mapping[str, object]) -> bool:
    """The address names a contract year by its `contract_year`."""
    if not contract(user, named):
        return False
    wanted = int(str(named["contract_year"]))
    return any(one.year.number == wanted for one in named_contract().payments)


def attachment(user: SignedIn, named: Mapping[str, object]) -> bool:
    """The address names a file of that contract by its `attachment_id`."""
    if not contract(user, named):
        return False
    found = session().get(EscoAttachment, int(str(named["attachment_id"])))
    g.esco_attachment = found
    return found is not None and found.contract_id == named_contract().row.id


def named_attachment() -> EscoAttachment:
    """The file that this address names."""
    found: EscoAttachment = g.esco_attachment
    return found


def named_contract() -> Contract:
    """The contract that this address names, with all that belongs to it."""
    found: Contract = g.esco_contract
    return found


def contract_row() -> EscoContract:
    """Its row, to change."""
    return session().get_one(EscoContract, named_contract().row.id)


def measure_row(measure_id: int) -> EscoMeasure:
    """A measure of it, to change."""
    return session().get_one(EscoMeasure, measure_id)


def statement_row(statement_id: int) -> EscoStatement:
    """A statement of it, to decide on."""
    return session().get_one(EscoStatement, statement_id)
