"""The yearly statement of a contract as a file, in the language that the reader asks for."""

from flask import Blueprint, Response, abort

from portal.esco.attaching import evidence
from portal.language import Language, Text
from portal.reports import ESCO_STATEMENT
from portal.reports.edition import Edition
from portal.reports.esco import esco_statement
from portal.reports.font import register
from portal.reports.report import Format
from portal.web.clock import now
from portal.web.database import session
from portal.web.esco.scopes import named_contract
from portal.web.files import download
from portal.web.settings import chosen

blueprint = Blueprint("esco_documents", __name__, url_prefix="/esco")

_TEMPLATES = Text("不適用", "not applicable")


@blueprint.get("/<number>/years/<int:contract_year>.<any(zh, en):tongue>.<any(pdf, xlsx):kind>")
def statement(number: str, contract_year: int, tongue: str, kind: str) -> Response:
    """The statement of one contract year as PDF or Excel."""
    edition = Edition(now(), now(), _TEMPLATES)
    contract = named_contract()
    files = evidence(session(), contract.row.id)
    found = esco_statement(contract, contract_year, edition, files) or abort(404)
    data = ESCO_STATEMENT.build(Format(kind), found, Language(tongue), register(chosen()))
    name = f"{number}_{contract_year}_{tongue}.{kind}"
    return download(data, name, Format(kind).media_type)
