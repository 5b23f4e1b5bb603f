"""What a workbook holds and what is checked, made from the declarations themselves."""

from flask import Blueprint, abort, render_template, request

from portal.intake.kinds import CATALOGUE, KINDS
from portal.web.preferences import t
from portal.workbook.findings import Severity
from portal.workbook.rules import Rule

blueprint = Blueprint("reference", __name__, url_prefix="/reference")


@blueprint.get("/<kind>")
def dictionary(kind: str) -> str:
    """Every sheet and column of a kind of workbook."""
    found = KINDS.get(kind) or abort(404)
    return render_template("reference/dictionary.html", kind=found, kinds=KINDS.values())


@blueprint.get("/rules")
def rules() -> str:
    """Every check with its reason and remedy; the filters are in the address."""
    severity, words = request.args.get("severity", ""), request.args.get("q", "").strip()
    found = [rule for rule in CATALOGUE.values() if _matches(rule, severity, words.casefold())]
    return render_template(
        "reference/rules.html",
        rules=found,
        severity=severity,
        words=words,
        severities=Severity,
        kinds=KINDS.values(),
        all_rules=len(CATALOGUE),
    )


def _matches(rule: Rule[object], severity: str, words: str) -> bool:
    said = f"{rule.code} {t(rule.title)} {t(rule.why)}".casefold()
    return (not severity or rule.severity == severity) and words in said
