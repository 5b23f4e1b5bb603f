"""Two languages side by side: every sentence a person reads is a `Text`, Chinese first."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Language(StrEnum):
    """The languages the portal speaks."""

    ZH = "zh"
    EN = "en"


@dataclass(frozen=True, slots=True)
class Text:
    """One sentence or label in both languages.

    Both may hold `{name}` places, filled by `format`.
    """

    zh: str
    en: str

    def __getitem__(self, language: Language) -> str:
        """The sentence in one language."""
        return self.zh if language is Language.ZH else self.en

    def format(self, **values: Any) -> "Text":
        """The same sentence with its places filled; a value may itself be a `Text`."""
        return Text(
            self.zh.format(**{name: _said(value, Language.ZH) for name, value in values.items()}),
            self.en.format(**{name: _said(value, Language.EN) for name, value in values.items()}),
        )


def _said(value: object, language: Language) -> object:
    return value[language] if isinstance(value, Text) else value
