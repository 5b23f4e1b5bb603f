"""What templates may call: figures, dates and words written for the person who reads."""

from datetime import datetime
from decimal import Decimal

from flask import Flask, request

from portal.language import Language, Text
from portal.reports import formats
from portal.reports.charts import COLOURS, Chart, Shape
from portal.reports.formats import UNIT_FORMS, Unit
from portal.web import protection
from portal.web.preferences import HTML_CODES, language, t, unit
from portal.workbook.findings import SEVERITY_LABELS, Severity


def install(app: Flask) -> None:
    """Give every template the words and the filters."""
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.filters.update(
        number=formats.number,
        quantity=quantity,
        percent=formats.percent,
        change=change,
        day=formats.day,
        taipei=taipei,
        short_time=formats.short_time,
        utc=formats.utc,
        file_size=formats.file_size,
        colour=COLOURS.__getitem__,
        point=point,
        shapes=shapes,
        device=device,
    )
    app.jinja_env.globals.update(
        t=t,
        html_language=lambda: HTML_CODES[language()],
        other_language=other_language,
        unit=unit,
        units=lambda: tuple(Unit),
        unit_form=UNIT_FORMS.__getitem__,
        unit_heading=lambda: UNIT_FORMS[unit()].heading,
        year_name=year_name,
        severity_label=severity_label,
        hidden_token=protection.hidden_token,
        here=here,
    )


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


def here() -> str:
    """This page's own address with its filters, to come back to."""
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

