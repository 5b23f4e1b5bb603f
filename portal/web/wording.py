"""What templates may call: figures, dates and words written for the person who reads."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from flask import Flask, request

from portal.audit.events import Event
from portal.calculators.wording import range_words, shown, unit_words
from portal.intake.effects import TOTAL_NAMES
from portal.intake.kept_words import in_both
from portal.language import Language, Text
from portal.reports import formats
from portal.reports.charts import COLOURS, Chart, Shape
from portal.reports.formats import UNIT_FORMS, Unit
from portal.submissions.figures import UploadRow
from portal.submissions.states import Decision
from portal.web import naming, protection, years
from portal.web.handin.findings import same_columns
from portal.web.preferences import HTML_CODES, language, t, unit
from portal.workbook.findings import SEVERITY_LABELS, Severity


def install(app: Flask) -> None:
    """Give every template the words and the filters."""
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    filters: dict[str, Any] = {
        "number": formats.number,
        "quantity": quantity,
        "percent": formats.percent,
        "change": change,
        "day": formats.day,
        "taipei": taipei,
        "short_time": formats.short_time,
        "utc": formats.utc,
        "file_size": formats.file_size,
        "colour": COLOURS.__getitem__,
        "point": point,
        "shapes": shapes,
        "device": device,
        "same_columns": same_columns,
    }
    app.jinja_env.filters.update(filters)
    app.add_template_test(is_figure, "figure")
    app.jinja_env.globals.update(_words())


def _words() -> dict[str, Any]:
    return {
        "t": t,
        "in_both": in_both,
        "html_language": lambda: HTML_CODES[language()],
        "other_language": other_language,
        "unit": unit,
        "units": lambda: tuple(Unit),
        "unit_form": UNIT_FORMS.__getitem__,
        "unit_heading": lambda: UNIT_FORMS[unit()].heading,
        "year_name": year_name,
        "severity_label": severity_label,
        "hidden_token": protection.hidden_token,
        "here": here,
        "days_left": days_left,
        "event_name": event_name,
        "event_tone": event_tone,
        "decision_name": decision_name,
        "total_name": total_name,
        "upload_words": upload_words,
        "severity_name": severity_name,
        "code_name": naming.code_name,
        "material_name": naming.material_name,
        "unit_name": naming.unit_name,
        "reporting_years": years.offered,
        "year_link": years.link,
        "shown": shown,
        "unit_words": unit_words,
        "range_words": range_words,
    }


def quantity(tonnes: Decimal | None) -> str:
    """Tonnes in the unit that this person reads."""
    return formats.quantity(tonnes, unit())


def change(ratio: Decimal | None) -> str:
    """A change against another year, with its sign and one decimal."""
    return formats.percent(ratio, 1, signed=True)


def taipei(moment: datetime | None) -> str:
    """A moment on Taipei's clock, said to be so in the reader's language."""
    return formats.taipei(moment, language())


def year_name(year: int) -> str:
    """A reporting year in the reader's language."""
    return formats.reporting_year(year, language())


def other_language() -> Language:
    """The language that the switch offers."""
    return Language.EN if language() is Language.ZH else Language.ZH


def severity_label(severity: Severity | str) -> Text:
    """How a severity is called."""
    return SEVERITY_LABELS[Severity(severity)]


EVENTS: dict[str, tuple[Text, str]] = {
    Event.UPLOAD_RECEIVED: (Text("收到檔案", "File received"), "none"),
    Event.SUBMITTED: (Text("送出申報", "Handed in"), "info"),
    Decision.REVIEW_STARTED: (Text("開始審查", "Review begun"), "info"),
    Decision.ACCEPTED: (Text("審查通過", "Accepted"), "good"),
    Decision.RETURNED: (Text("退回補正", "Returned"), "error"),
    Decision.RECALLED: (Text("撤回", "Recalled"), "warning"),
}


def event_name(code: str) -> str:
    """What happened, in words."""
    return t(EVENTS[code][0]) if code in EVENTS else code


def event_tone(code: str) -> str:
    """Whether what happened is good, a warning or neither."""
    return EVENTS[code][1] if code in EVENTS else "none"


def decision_name(decision: Decision | None) -> str:
    """What became of a version."""
    return t("待審查", "Waiting for review") if decision is None else event_name(decision)


def total_name(key: str) -> str:
    """How a total of a report is called."""
    return t(TOTAL_NAMES.get(key) or Text(key, key))


NAMES: dict[Severity, tuple[Text, Text]] = {
    Severity.ERROR: (Text("項錯誤", "error"), Text("項錯誤", "errors")),
    Severity.WARNING: (Text("項警告", "warning"), Text("項警告", "warnings")),
    Severity.INFO: (Text("項提醒", "note"), Text("項提醒", "notes")),
}


def severity_name(severity: Severity | str, count: int) -> str:
    """The word that follows a number of findings."""
    one, many = NAMES[Severity(severity)]
    return t(one if count == 1 else many)


def upload_words(upload: UploadRow) -> str:
    """What a check found, in one line."""
    counts = zip(Severity, (upload.errors, upload.warnings, upload.infos), strict=True)
    said = [f"{count} {severity_name(severity, count)}" for severity, count in counts if count]
    return t("、", ", ").join(said) or t("沒有發現問題", "nothing found")


def is_figure(shown: str | None) -> bool:
    """Whether a cell's content is a number, and stands at the right."""
    digits = (shown or "").replace(",", "").replace(".", "").lstrip("-\u2212")
    return digits.isdecimal()


def days_left(due: datetime, now: datetime) -> str:
    """How long there is until a deadline, in whole days."""
    if due <= now:
        return t("（已截止）", " (past)")
    days = (due - now).days
    return t(f"（還有 {days} 天）", f" ({days} days left)")


def here() -> str:
    """The page's own address with its filters, to come back to."""
    return request.full_path.rstrip("?") if request.method == "GET" else request.path


def device(user_agent: str) -> str:
    """A browser and its system in two words, from what the browser said of itself."""
    programs = ("Edg", "Firefox", "Chrome", "Safari")
    systems = ("Windows", "iPhone", "iPad", "Android", "Macintosh", "Linux")
    program = next((name for name in programs if name in user_agent), "")
    system = next((name for name in systems if name in user_agent), "")
    return " · ".join(filter(None, (program.replace("Edg", "Edge"), system))) or user_agent


def point(value: float) -> str:
    """A coordinate with at most one decimal."""
    return f"{value:.1f}".removesuffix(".0")


def shapes(chart: Chart) -> list[tuple[str, Shape]]:
    """The shapes of a chart with the name of their kind."""
    return [(type(shape).__name__, shape) for shape in chart.shapes]
