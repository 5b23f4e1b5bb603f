"""The forms of an account."""

from typing import Any

from portal.language import Text
from portal.web.fields import PasswordField, StringField, Wrong
from portal.web.forms import PortalForm, at_most, required

EMAIL = Text("電子郵件", "E-mail")
NEW_PASSWORD = Text("新密碼", "New password")
REPEATED = Text("再輸入一次新密碼", "New password once more")
# Longer input is refused before it is hashed.
_LONGEST = 1_000


class SignInForm(PortalForm):
    """An address and a password."""

    email = StringField(
        EMAIL,
        [required(Text("請輸入電子郵件。", "Enter your e-mail address.")), at_most(254)],
    )
    password = PasswordField(
        Text("密碼", "Password"),
        [required(Text("請輸入密碼。", "Enter your password.")), at_most(_LONGEST)],
    )


class ResetForm(PortalForm):
    """The address of an account whose password is lost."""

    email = StringField(
        EMAIL,
        [required(Text("請輸入電子郵件。", "Enter your e-mail address.")), at_most(254)],
        description=Text(
            "若這個帳號存在，我們會寄出一次性的重設連結。",
            "If there is such an account, a link that works once is sent to it.",
        ),
    )


class NewPasswordForm(PortalForm):
    """A new password, typed twice."""

    password = PasswordField(
        NEW_PASSWORD,
        [required(Text("請輸入新密碼。", "Enter the new password.")), at_most(_LONGEST)],
    )
    repeated = PasswordField(
        REPEATED, [required(Text("請再輸入一次新密碼。", "Enter the new password once more."))]
    )

    def validate_repeated(self, field: Any) -> None:
        """The second writing is the same as the first."""
        if field.data != self.password.data:
            raise Wrong(Text("兩次輸入的密碼不同。", "The two passwords differ."))


class ChangePasswordForm(NewPasswordForm):
    """The present password and a new one."""

    present = PasswordField(
        Text("目前的密碼", "Present password"),
        [required(Text("請輸入目前的密碼。", "Enter the present password.")), at_most(_LONGEST)],
    )
