"""The form with one field for each faulty cell."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import request

from portal.intake.correcting import LONGEST, Entry, Faulty
from portal.language import Text
from portal.workbook.correcting import Held


@dataclass(frozen=True, slots=True)
class Field:
    """One cell: what is wrong with it, what it holds, and what is typed or suggested."""

    faulty: Faulty
    held: Held
    text: str
    replaces: bool
    error: Text | None = None

    @property
    def heading(self) -> Text:
        """What the column or field is called."""
        own = self.faulty.heading
        return own if own.zh else self.held.heading

    @property
    def is_open(self) -> bool:
        """Whether the cell can be changed here."""
        return self.held.reason is None


def fields(
    cells: Sequence[Faulty], present: Mapping[str, Held], errors: Mapping[str, Text]
) -> list[Field]:
    """The fields of the form: as sent, else with the suggestion or what the cell holds."""
    made: list[Field] = []
    for one in cells:
        was = present.get(one.key)
        if was is None:
            continue
        offered = one.suggested or was.shown
        text = request.form.get(f"cell-{one.key}", offered)
        replaces = f"formula-{one.key}" in request.form
        made.append(Field(one, was, text, replaces, errors.get(one.key)))
    return made


def entries(cells: Sequence[Faulty]) -> list[Entry]:
    """What was typed for each cell that the form offered."""
    return [
        Entry(
            one.sheet,
            one.cell,
            request.form[f"cell-{one.key}"][:LONGEST],
            f"formula-{one.key}" in request.form,
        )
        for one in cells
        if f"cell-{one.key}" in request.form
    ]
