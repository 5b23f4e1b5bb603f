"""What a workbook holds and what is checked, made from the declarations themselves."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from portal.intake.catalogue import CELL_KINDS, Chapter, Entry, chapters, limits_of
from portal.intake.kinds import CATALOGUE, KINDS
from portal.intake.suspending import SUSPENDABLE
from portal.language import Text
from portal.submissions import operations, queries
from portal.web.catalogue.forms import SuspensionForm
from portal.web.clock import now
from portal.web.database import session
from portal.web.identity import signed_in_user
from portal.web.preferences import t
from portal.workbook.findings import Severity

DECIDED = Text("已更新，下一次檢核起生效。", "Done; it counts from the next check on.")

# The name of the area in addresses made by other pages.
blueprint = Blueprint("reference", __name__)


@blueprint.get("/dictionary")
@blueprint.get("/dictionary/<kind>")
def dictionary(kind: str = "inventory") -> Response | str:
    """Every sheet and column of a kind of workbook."""
    found = KINDS.get(kind) or abort(404)
    return render_template(
        "catalogue/dictionary.html",
        kind=found,
        kinds=KINDS.values(),
        cell_kinds=CELL_KINDS,
        limits_of=limits_of,
    )


@blueprint.get("/rules")
def rules() -> str:
    """Every check with its reason and remedy; the filters are in the address."""
    severity, words = request.args.get("severity", ""), request.args.get("q", "").strip()
    found = [_chosen(chapter, severity, words.casefold()) for chapter in chapters()]
    return render_template(
        "catalogue/rules.html",
        chapters=[chapter for chapter in found if chapter.entries],
        severity=severity,
        words=words,
        severities=Severity,
        kinds=KINDS.values(),
        shown=sum(len(chapter.entries) for chapter in found),
        all_rules=len(CATALOGUE),
        suspensions=queries.suspensions(session()),
        suspendable=SUSPENDABLE,
    )


@blueprint.route("/rules/<code>/suspension", methods=["GET", "POST"])
def suspension(code: str) -> Response | str | tuple[str, int]:
    """Suspend a rule for everyone, or apply it again; either with a reason."""
    rule = CATALOGUE.get(code) if code in SUSPENDABLE else None
    if rule is None:
        abort(404)
    form = SuspensionForm.sent()
    if request.method == "POST" and form.validate():
        decide = operations.suspend_rule if form.suspend.data else operations.apply_rule_again
        decide(session(), signed_in_user(), code, form.reason.data, at=now())
        session().commit()
        flash(t(DECIDED), "good")
        return redirect(url_for("reference.rules", q=code), 303)
    page = render_template(
        "catalogue/suspension.html",
        rule=rule,
        form=form,
        suspension=queries.suspensions(session()).get(code),
        history=queries.suspension_history(session(), code),
    )
    return (page, 422) if request.method == "POST" else page


def _chosen(chapter: Chapter, severity: str, words: str) -> Chapter:
    entries = tuple(one for one in chapter.entries if _matches(one, severity, words))
    return Chapter(chapter.code, chapter.title, entries)


def _matches(entry: Entry, severity: str, words: str) -> bool:
    rule = entry.rule
    said = f"{rule.code} {t(rule.title)} {t(rule.why)} {t(rule.message)}".casefold()
    return (not severity or rule.severity == severity) and words in said
