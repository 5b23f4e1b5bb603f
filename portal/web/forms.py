"""What forms have in common: the shape of one request, and errors in both languages."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask import request
from werkzeug.datastructures import MultiDict
from wtforms import Form
from wtforms.validators import DataRequired, Length, Optional

from portal.language import Text


class PortalForm(Form):
    """A form filled from this request; the token of the session is checked before any view."""

    @classmethod
    def sent(cls, **defaults: Any) -> "PortalForm":
        """The form as it was sent, or with its defaults when it is shown first."""
        filled = request.form if request.method == "POST" else None
        return cls(MultiDict(filled) if filled is not None else None, data=defaults)


def required(text: Text) -> DataRequired:
    """The field must be filled; says what to do when it is not."""
    return DataRequired(message=text)


def at_most(letters: int) -> Length:
    """No more letters than the column keeps."""
    return Length(
        max=letters, message=Text(f"最多 {letters} 個字。", f"At most {letters} characters.")
    )
