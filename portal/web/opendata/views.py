"""What is published, for anybody: a page, and files that may be kept and compared."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Final

from flask import Blueprint, Response, abort, render_template, request

from portal.publication import open_files
from portal.publication.held_back import Reason
from portal.publication.open_data import LICENCE, LICENCE_ADDRESS, OpenPublication
from portal.reference.groups import Group
from portal.web.files import CSV, download
from portal.web.opendata.published import published
from portal.web.preferences import language, unit
from portal.web.publications.page import open_said, open_unit
from portal.web.summaries.disclosure import WHY

# The name of the area in addresses made by other pages.
blueprint = Blueprint("opendata", __name__)

HEADLINES: Final = (
    ("emissions", None),
    ("scope1", None),
    ("scope2", None),
    ("change", None),
    ("t1", 2030),
    ("t3", 2030),
    ("t4", 2030),
    ("quantified", 2030),
    ("covered", 2030),
    ("verified", 2030),
    ("low", 2030),
    ("high", 2030),
    ("largest", 2030),
    ("progress", 2030),
    ("delivery", 2026),
    ("t1", 2050),
)
JSON: Final = "application/json"


@blueprint.get("/open-data")
def index() -> str:
    """Every publication with its files, and the headline figures of the one that is asked for."""
    found = published()
    asked = request.args.get("publication", "")
    chosen = next((one for one in found if one.name == asked), found[0] if found else None)
    return render_template(
        "opendata/index.html",
        publications=found,
        chosen=chosen,
        groups=Group,
        headlines=HEADLINES,
        reasons=_reasons(chosen) if chosen else (),
        said=partial(open_said, unit=unit(), language=language()),
        unit_of=partial(open_unit, unit=unit()),
        fields=open_files.FIELDS,
        defined=open_files.figures_defined(),
        licence=LICENCE,
        licence_address=LICENCE_ADDRESS,
        why=WHY,
    )


def _reasons(of: OpenPublication) -> Sequence[Reason]:
    """Why the headline figures that are not shown are held back."""
    found = {one.held_back for one in of.figures if (one.key, one.horizon) in HEADLINES}
    return [one for one in Reason if one in found]


@blueprint.get("/open-data/dictionary.<any(csv, json):kind>")
def dictionary(kind: str) -> Response:
    """What the fields and figures mean."""
    made = open_files.dictionary_csv() if kind == "csv" else open_files.dictionary_json()
    return _answer(made, f"data-dictionary.{kind}", kind)


@blueprint.get("/open-data/<edition>.<any(csv, json):kind>")
def figures(edition: str, kind: str) -> Response:
    """The figures of a publication."""
    of = next((one for one in published() if one.name == edition), None) or abort(404)
    return _answer(_FILES[kind](of), f"net-zero-alliance-{of.name}.{kind}", kind)


_FILES: Final[Mapping[str, Callable[[OpenPublication], bytes]]] = {
    "csv": open_files.as_csv,
    "json": open_files.as_json,
}


def _answer(data: bytes, name: str, kind: str) -> Response:
    """A file that a program may keep and ask again whether it is still the same."""
    made = download(data, name, CSV if kind == "csv" else JSON)
    made.set_etag(hashlib.sha256(data).hexdigest())
    made.headers["Cache-Control"] = "public, max-age=300"
    made.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    made.headers["Access-Control-Allow-Origin"] = "*"
    made.make_conditional(request)
    return made
