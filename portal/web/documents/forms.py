"""The form by which all documents of a year are asked for."""

from typing import Final

from portal.language import Language, Text
from portal.web.fields import SelectField
from portal.web.forms import PortalForm, choices

BOTH: Final = "both"
_LANGUAGES: Final = (
    (BOTH, Text("中文與英文", "Chinese and English")),
    (Language.ZH.value, Text("中文", "Chinese")),
    (Language.EN.value, Text("英文", "English")),
)


class CollectForm(PortalForm):
    """In which languages."""

    languages = SelectField(Text("文件語言", "Language of the documents"))

    @classmethod
    def offered(cls) -> "CollectForm":
        """The form with its answers in the language of this request."""
        form = cls.sent(languages=BOTH)
        form.languages.choices = choices(_LANGUAGES)
        return form

    @property
    def chosen(self) -> tuple[Language, ...]:
        """The languages asked for."""
        asked = str(self.languages.data)
        return tuple(Language) if asked == BOTH else (Language(asked),)
