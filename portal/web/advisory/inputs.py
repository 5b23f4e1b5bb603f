"""What people type into the forms of a diagnosis: numbers, days, words, answers of a list."""

from collections.abc import Iterable
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any, Protocol, TypeVar

from portal.language import Text
from portal.web.fields import StopValidation, Wrong
from portal.web.forms import choices

LONGEST = 4_000
FILL = Text("請填寫這一欄。", "Fill this in.")
CHOOSE = Text("請選擇。", "Choose one.")
DAY = Text("請以 2026-04-30 的格式填寫日期。", "Write the date as 2026-04-30.")
NOT_A_NUMBER = Text("請填數字，例：1234.5。", "Write a number, such as 1234.5.")
SAY_WHY = Text("請說明原因。", "Say why.")
MOMENTS = ["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"]
Closed = TypeVar("Closed", bound=StrEnum)


class Worded(Protocol):
    """A value of a closed set with its label."""

    @property
    def value(self) -> str:
        """What is stored."""
        ...

    @property
    def label(self) -> Text:
        """What people read."""
        ...


def words(kind: Iterable[Worded]) -> list[Any]:
    """The values of a closed set as answers of a list."""
    return choices((one.value, one.label) for one in kind)


def numeric(form: object, field: Any) -> None:
    """What is written is a number, or nothing."""
    text = str(field.data or "").replace(",", "").strip()
    try:
        if text and not Decimal(text).is_finite():
            raise Wrong(NOT_A_NUMBER)
    except InvalidOperation:
        raise Wrong(NOT_A_NUMBER) from None


def a_day(form: object, field: Any) -> None:
    """What is written is a day, or nothing."""
    if field.data is None and any(field.raw_data or ()):
        field.errors = []
        raise StopValidation(DAY)
    if field.data is None:
        field.errors = []
        raise StopValidation


def quantity(field: Any) -> Decimal | None:
    """The number of a field; None when empty."""
    text = str(field.data or "").replace(",", "").strip()
    return Decimal(text) if text else None


def text(field: Any) -> str:
    """The words of a field."""
    return str(field.data or "").strip()


def chosen(kind: type[Closed], field: Any) -> Closed | None:
    """The answer of a list; None when it is left open."""
    return kind(field.data) if field.data else None
