"""What a report is: a code, a title, and the formats it can be had in."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from portal.language import Language, Text
from portal.reports.font import FontNames

Inputs = TypeVar("Inputs")


class Format(StrEnum):
    """The formats of documents; the value is the file extension."""

    PDF = "pdf"
    EXCEL = "xlsx"

    @property
    def media_type(self) -> str:
        """The content type of a response."""
        return _MEDIA_TYPES[self]


_MEDIA_TYPES = {
    Format.PDF: "application/pdf",
    Format.EXCEL: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


class NoSuchFormatError(Exception):
    """The report cannot be had in the format asked for."""


@dataclass(frozen=True, slots=True)
class Report(Generic[Inputs]):
    """One kind of document.

    Attributes:
        code: in addresses and the menu, never reused.
        pdf: makes the document from its inputs.
        excel: makes the workbook; None where a workbook would say nothing.
    """

    code: str
    title: Text
    pdf: Callable[[Inputs, Language, FontNames], bytes]
    excel: Callable[[Inputs, Language], bytes] | None = None

    @property
    def formats(self) -> tuple[Format, ...]:
        """The formats the report can be had in."""
        return (Format.PDF,) if self.excel is None else (Format.PDF, Format.EXCEL)

    def build(self, wanted: Format, inputs: Inputs, language: Language, font: FontNames) -> bytes:
        """The document as the bytes of a file; the same bytes for the same inputs.

        Raises:
            NoSuchFormatError: when the report has no such format.
        """
        if wanted is Format.PDF:
            return self.pdf(inputs, language, font)
        if self.excel is None:
            raise NoSuchFormatError(f"{self.code}.{wanted.value}")
        return self.excel(inputs, language)
