"""What forms have in common: the shape of one request, and errors in both languages."""

from collections.abc import Iterable
from typing import Any, TypeVar

from flask import request

from portal.language import Text
from portal.web.fields import DataRequired, Form, HiddenField, Length, SelectChoice
from portal.web.preferences import t

Choice = tuple[str, Text]
Sent = TypeVar("Sent", bound="PortalForm")


class PortalForm(Form):  # type: ignore[misc]
    """A form filled from this request; the token of the session is checked before any view."""

    @classmethod
    def sent(cls: type[Sent], **shown: Any) -> Sent:
        """The form as it was sent, or with what it shows first."""
        return cls(request.form if request.method == "POST" else None, data=shown)


class VersionedForm(PortalForm):
    """A form that changes a row: it carries the version of the row that the person saw."""

    row_version = HiddenField()

    @property
    def version(self) -> int | None:
        """That version as a number; None when none was sent."""
        sent = str(self.row_version.data or "")
        return int(sent) if sent.isdigit() else None


def choices(offered: Iterable[Choice]) -> list[Any]:
    """The answers of a list in the language of this request."""
    return [SelectChoice(value, t(label)) for value, label in offered]


def required(text: Text) -> Any:
    """The field must be filled; says what to do when it is not."""
    return DataRequired(message=text)


def at_most(letters: int) -> Any:
    """No more letters than the column keeps."""
    message = Text(f"最多 {letters} 個字。", f"At most {letters} characters.")
    return Length(max=letters, message=message)
