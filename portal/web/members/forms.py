"""The forms of master data."""

from portal.language import Text
from portal.reference.groups import Group
from portal.web.fields import (
    BooleanField,
    DateField,
    HiddenField,
    Regexp,
    SelectField,
    StringField,
)
from portal.web.forms import Choice, PortalForm, VersionedForm, at_most, choices, required

NAME_ZH = Text("公司名稱（中文）", "Company name (Chinese)")
NAME_EN = Text("公司名稱（英文）", "Company name (English)")
FILL = Text("請填寫這一欄。", "Fill this in.")
DAY = Text("請以 2026-04-30 的格式填寫日期。", "Write the date as 2026-04-30.")


class CompanyForm(VersionedForm):
    """Names and group of a member."""

    name_zh = StringField(NAME_ZH, [required(FILL), at_most(200)])
    name_en = StringField(NAME_EN, [required(FILL), at_most(200)])
    group = SelectField(Text("組別", "Group"), [required(FILL)])

    def offer(self) -> None:
        """Fill the list of groups."""
        self.group.choices = choices((group.value, group.label) for group in Group)


class NewCompanyForm(CompanyForm):
    """A new member."""

    code = StringField(
        Text("成員代碼", "Member code"),
        [
            required(FILL),
            at_most(20),
            Regexp(
                r"^[A-Z0-9-]+$",
                message=Text(
                    "代碼只用大寫英文字母、數字與連字號。",
                    "A code has capitals, digits and hyphens only.",
                ),
            ),
        ],
    )
    joined_on = DateField(Text("加入日期", "Joined on"), [required(DAY)])


class SiteForm(PortalForm):
    """A new site of a member."""

    control_number = StringField(Text("管制編號", "Control number"), [required(FILL), at_most(8)])
    site_zh = StringField(
        Text("廠區名稱（中文）", "Site name (Chinese)"), [required(FILL), at_most(200)]
    )
    site_en = StringField(
        Text("廠區名稱（英文）", "Site name (English)"), [required(FILL), at_most(200)]
    )
    address = StringField(Text("地址", "Address"), [required(FILL), at_most(300)])
    in_kaohsiung = BooleanField(Text("位於高雄市", "In Kaohsiung"))
    from_date = DateField(
        Text("自何日起屬於本公司", "Belongs to the company from"), [required(DAY)]
    )


class TransferForm(PortalForm):
    """A site that changes hands."""

    number = HiddenField(validators=[required(FILL)])
    to = SelectField(Text("移轉給", "Transfer to"), [required(FILL)])
    on = DateField(Text("移轉日", "From this day on"), [required(DAY)])

    def offer(self, companies: list[Choice]) -> None:
        """Fill the list of members."""
        self.to.choices = choices(companies)


class RenumberForm(PortalForm):
    """Another control number for a site."""

    present = HiddenField(validators=[required(FILL)])
    renumbered = StringField(Text("新管制編號", "New control number"), [required(FILL), at_most(8)])
    since = DateField(Text("變更日", "From this day on"), [required(DAY)])
    why = StringField(Text("變更原因", "Reason"), [required(FILL), at_most(400)])
