"""The forms that make and change accounts."""

from typing import Any

from portal.accounts.permissions import Role
from portal.language import Language, Text
from portal.reference.groups import Group
from portal.web.fields import (
    CheckboxInput,
    EmailField,
    ListWidget,
    Regexp,
    SelectField,
    SelectMultipleField,
    StringField,
    Wrong,
)
from portal.web.forms import Choice, VersionedForm, at_most, choices, required

NEEDS_COMPANY = Text(
    "填報人員與簽核主管須選擇公司。", "Preparers and signatories belong to a company: choose it."
)
NEEDS_ORGANISATION = Text(
    "請填寫能源技術服務業的代碼。", "Enter the code of the energy service company."
)
NO_ORGANISATION = Text(
    "只有能源技術服務業的人員填寫，請留空。", "Only for people of an ESCO: leave it empty."
)
NO_COMPANY = Text("這個角色不屬於任何公司，請留空。", "This role has no company: leave it empty.")


class RoleForm(VersionedForm):
    """What a person is, and of which company or groups."""

    role = SelectField(Text("角色", "Role"), [required(Text("請選擇角色。", "Choose a role."))])
    company = SelectField(Text("公司", "Company"), validate_choice=False)
    organisation = StringField(Text("能源技術服務業代碼", "Code of the ESCO"), [at_most(40)])
    groups = SelectMultipleField(
        Text("負責的組別", "Groups in charge of"),
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )

    def offer(self, companies: list[Choice]) -> None:
        """Fill the lists that the person chooses from."""
        self.role.choices = choices((role.value, role.label) for role in Role)
        self.company.choices = choices([("", Text("（無）", "(none)")), *companies])
        self.groups.choices = choices((group.value, group.label) for group in Group)

    def validate_company(self, field: Any) -> None:
        """Members' people have a company, nobody else has."""
        if self.role.data not in set(Role):
            return
        if Role(self.role.data).is_member and not field.data:
            raise Wrong(NEEDS_COMPANY)
        if not Role(self.role.data).is_member and field.data:
            raise Wrong(NO_COMPANY)

    def validate_organisation(self, field: Any) -> None:
        """People of an energy service company have its code, nobody else has."""
        is_esco = self.role.data == Role.ESCO
        if is_esco and not self.chosen_organisation:
            raise Wrong(NEEDS_ORGANISATION)
        if not is_esco and self.chosen_organisation:
            raise Wrong(NO_ORGANISATION)

    @property
    def chosen_organisation(self) -> str | None:
        """The code of the energy service company; None when empty."""
        return str(self.organisation.data or "").strip() or None

    @property
    def chosen_groups(self) -> frozenset[Group]:
        """The groups that a coordinator or advisor is limited to."""
        limited = self.role.data in (Role.COORDINATOR, Role.ADVISOR)
        return frozenset(Group(code) for code in self.groups.data) if limited else frozenset()


class InviteForm(RoleForm):
    """A new person."""

    email = EmailField(
        Text("電子郵件", "E-mail"),
        [
            required(Text("請輸入電子郵件。", "Enter an e-mail address.")),
            at_most(254),
            Regexp(
                r"^\s*[^@\s]+@[^@\s]+\s*$",
                message=Text(
                    "這不像電子郵件地址，例：name@company.com.tw。",
                    "This does not look like an address, such as name@company.com.tw.",
                ),
            ),
        ],
    )
    name = StringField(
        Text("姓名", "Name"), [required(Text("請輸入姓名。", "Enter a name.")), at_most(200)]
    )
    language = SelectField(Text("信件語言", "Language of mails"), default=Language.ZH.value)

    def offer(self, companies: list[Choice]) -> None:
        """Fill the lists that the person chooses from."""
        super().offer(companies)
        self.language.choices = choices(
            [
                (Language.ZH.value, Text("中文", "Chinese")),
                (Language.EN.value, Text("英文", "English")),
            ]
        )
