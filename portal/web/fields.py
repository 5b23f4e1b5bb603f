"""The fields and validators of WTForms as our forms use them: with `Text` for label and message.

WTForms passes labels and messages through untouched, but its types know plain strings only; that
is why they are taken without types here, once, and nowhere else.
"""

from typing import Any

import wtforms
from wtforms import validators, widgets
from wtforms.fields import choices

_choices: Any = choices

Form: Any = wtforms.Form
BooleanField: Any = wtforms.BooleanField
DateTimeField: Any = wtforms.DateTimeLocalField
DateField: Any = wtforms.DateField
EmailField: Any = wtforms.EmailField
HiddenField: Any = wtforms.HiddenField
PasswordField: Any = wtforms.PasswordField
SelectField: Any = wtforms.SelectField
SelectMultipleField: Any = wtforms.SelectMultipleField
StringField: Any = wtforms.StringField
TextAreaField: Any = wtforms.TextAreaField

SelectChoice: Any = _choices.SelectChoice
CheckboxInput: Any = widgets.CheckboxInput
ListWidget: Any = widgets.ListWidget

DataRequired: Any = validators.DataRequired
Length: Any = validators.Length
Optional: Any = validators.Optional
Regexp: Any = validators.Regexp


Wrong: Any = validators.ValidationError

StopValidation: Any = validators.StopValidation
FileField: Any = wtforms.FileField
