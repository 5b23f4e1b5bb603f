"""Making and changing accounts; each change is logged, none commits."""

from portal.accounts.operations.entry import (
    change_password,
    invite,
    invite_again,
    is_password_too_old,
    password_problems,
    request_reset,
    use_link,
)
from portal.accounts.operations.users import (
    Person,
    SystemAccount,
    add_user,
    change_role,
    choose_language,
    disable,
    enable,
    system_actor,
)

__all__ = [
    "Person",
    "SystemAccount",
    "add_user",
    "change_password",
    "change_role",
    "choose_language",
    "disable",
    "enable",
    "invite",
    "invite_again",
    "is_password_too_old",
    "password_problems",
    "request_reset",
    "system_actor",
    "use_link",
]
