"""The rule book of field workbooks, and what its rules rest on."""

from typing import Final

from portal.field.subject import Subject
from portal.workbook.rules import RuleBook

RULES: RuleBook[Subject] = RuleBook("FLD")
PHYSICS: Final = "ranges of equipment: what physics or the meaning of the quantity allows"
PRACTICE: Final = "ranges of equipment: common practice in plants; portal judgement"
FORM: Final = "portal judgement: how rows of a field form refer to each other"
ADVICE: Final = "rules of advice: figures of a recommendation"
CALIBRATION: Final = "EN 16247-1:2022, measured and traceable operational data; portal judgement"
