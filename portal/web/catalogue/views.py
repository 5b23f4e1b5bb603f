"""What a workbook holds and what is checked, made from the declarations themselves."""

from datetime import date
from typing import Final

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from portal.budget.rules import RULES as BUDGET_RULES
from portal.config import TAIPEI
from portal.db.folding import folded
from portal.intake.catalogue import CELL_KINDS, Chapter, Entry, chapters, limits_of
from portal.intake.coverage import covered
from portal.intake.kinds import CATALOGUE, KINDS
from portal.intake.limits import bounds, limits, unit_words, upside_down, values_in_force
from portal.intake.suspending import SUSPENDABLE
from portal.language import Text
from portal.reference.groups import Group
from portal.submissions import operations, queries
from portal.web.catalogue.forms import SuspensionForm, ThresholdForm
from portal.web.clock import now
from portal.web.database import session
from portal.web.identity import signed_in_user
from portal.web.preferences import t
from portal.workbook.findings import Severity
from portal.workbook.thresholds import Change, Threshold

DECIDED = Text("已更新，下一次檢核起生效。", "Done; it counts from the next check on.")
CHANGED = Text(
    "門檻已調整；生效日起收到的檔案依新門檻檢核。",
    "Changed; files received from that day on are judged by it.",
)
GROUPS: Final = {group.value: group.label for group in Group}

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
    every = chapters(tuple(BUDGET_RULES.rules.values()))
    found = [_chosen(chapter, severity, folded(words)) for chapter in every]
    return render_template(
        "catalogue/rules.html",
        chapters=[chapter for chapter in found if chapter.entries],
        severity=severity,
        words=words,
        severities=Severity,
        kinds=KINDS.values(),
        covered=() if words or severity else covered(),
        shown=sum(len(chapter.entries) for chapter in found),
        all_rules=sum(len(chapter.entries) for chapter in every),
        suspensions=queries.suspensions(session()),
        suspendable=SUSPENDABLE,
        in_force=values_in_force(_changes_on(_today())),
        groups=GROUPS,
        unit_words=unit_words,
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


@blueprint.get("/thresholds")
def thresholds() -> str:
    """Every limit with its default and what counts today."""
    return render_template(
        "catalogue/thresholds.html",
        limits=limits().values(),
        in_force=values_in_force(_changes_on(_today())),
        history=queries.threshold_changes(session()),
        today=_today(),
        groups=GROUPS,
        unit_words=unit_words,
        kinds=KINDS.values(),
    )


@blueprint.route("/thresholds/<key>", methods=["GET", "POST"])
def threshold(key: str) -> Response | str | tuple[str, int]:
    """Change a limit for a group and year from a day on, with a reason."""
    limit = limits().get(key)
    if limit is None:
        abort(404)
    form = ThresholdForm.sent(applies_from=_today())
    form.offer(signed_in_user().groups, bounds(key), _today())
    if request.method == "POST" and form.validate():
        wanted = Threshold(
            key, form.group.data, form.year.data, form.number, limit.unit, form.reason.data
        )
        other = upside_down(wanted, _rows(_changes_on(form.applies_from.data)))
        if other is None:
            return _changed(wanted, form.applies_from.data)
        form.value.errors = [_passes(other)]
    page = render_template(
        "catalogue/threshold.html",
        limit=limit,
        form=form,
        bounds=bounds(key),
        in_force=values_in_force(_changes_on(_today()))[key],
        history=queries.threshold_changes(session(), key),
        today=_today(),
        groups=GROUPS,
        unit_words=unit_words,
    )
    return (page, 422) if request.method == "POST" else page


def _changed(wanted: Threshold, applies_from: date) -> Response:
    operations.change_threshold(
        session(), signed_in_user(), wanted, applies_from=applies_from, at=now()
    )
    session().commit()
    flash(t(CHANGED), "good")
    return redirect(url_for("reference.threshold", key=wanted.key), 303)


def _passes(other: Threshold) -> Text:
    value = f"{other.value.normalize():f}"
    return Text(
        f"不可越過另一個門檻 {other.key}（{value}）。",
        f"It may not pass the other limit, {other.key} ({value}).",
    )


def _today() -> date:
    return now().astimezone(TAIPEI).date()


def _changes_on(day: date) -> tuple[Change, ...]:
    return queries.thresholds_in_force(session(), day)


def _rows(changes: tuple[Change, ...]) -> tuple[Threshold, ...]:
    return tuple(one.threshold for one in changes)


def _chosen(chapter: Chapter, severity: str, words: str) -> Chapter:
    entries = tuple(one for one in chapter.entries if _matches(one, severity, words))
    return Chapter(chapter.code, chapter.title, entries)


def _matches(entry: Entry, severity: str, words: str) -> bool:
    rule = entry.rule
    said = folded(f"{rule.code} {t(rule.title)} {t(rule.why)} {t(rule.message)}")
    return (not severity or rule.severity == severity) and words in said
