"""The forms by which versions of the budget and records of programmes are entered."""

from decimal import Decimal, InvalidOperation
from typing import Any, Final
from unicodedata import normalize

from portal.budget.figures import SECTOR_LABELS, BudgetLine, BudgetVersion
from portal.budget.operations import NewRecord, NewVersion
from portal.budget.programmes import Basis, Programme, ProgrammeRecord, Span, Within
from portal.language import Text
from portal.reference.city import Sector
from portal.web.fields import (
    DateField,
    Optional,
    Regexp,
    SelectField,
    StringField,
    TextAreaField,
    Wrong,
)
from portal.web.forms import PortalForm, at_most, choices, required

LONGEST: Final = 1_000
FILL: Final = Text("請填寫這一欄。", "Fill this in.")
NOT_A_NUMBER: Final = Text("請填數字，例：4,321.38。", "Write a number such as 4,321.38.")
YEAR: Final = Text("請填西元年，例：2027。", "Write a year such as 2027.")
ORDER: Final = Text("年度須在期間內。", "The year must lie within the period.")
TOO_FINE: Final = Text("最多六位小數。", "At most six decimals.")
COLUMNS: Final = {
    "baseline": Text("基線 A", "baseline A"),
    "measures": Text("減量措施 B", "measures B"),
    "budget": Text("碳預算 C", "budget C"),
}
_FINEST: Final = Decimal("0.000001")
_LARGEST: Final = Decimal(10) ** 10


def quantity(form: Any, field: Any) -> None:
    """The field holds a number, or nothing."""
    if field.data and _number(field.data) is None:
        raise Wrong(NOT_A_NUMBER)


def _number(written: str | None) -> Decimal | None:
    try:
        value = Decimal(normalize("NFKC", written or "").replace(",", "").replace("−", "-").strip())
    except InvalidOperation:
        return None
    return value if value.is_finite() and abs(value) < _LARGEST else None


def _year(label: Text) -> Any:
    return StringField(label, [required(FILL), Regexp(r"^20\d\d$", message=YEAR)])


class VersionForm(PortalForm):
    """A version of the budget; three fields for each sector are added below."""

    title = StringField(Text("版本名稱", "Title"), [required(FILL), at_most(200)])
    first_year = _year(Text("期間起年", "First year"))
    last_year = _year(Text("期間迄年", "Last year"))
    year = _year(Text("數值所屬年度", "Year of the amounts"))
    document = TextAreaField(Text("依據文件", "Document"), [required(FILL), at_most(LONGEST)])
    adopted_on = DateField(Text("議會決議日", "Adopted on"), [Optional()])
    enterprise = StringField(
        Text("企業自主減量目標列", "Row of enterprises' own targets"), [quantity]
    )
    reason = TextAreaField(Text("輸入理由", "Reason"), [required(FILL), at_most(LONGEST)])

    def validate_year(self, field: Any) -> None:
        """The year lies within the period."""
        years = (self.first_year.data or "", field.data or "", self.last_year.data or "")
        if all(one.isdigit() for one in years) and not years[0] <= years[1] <= years[2]:
            raise Wrong(ORDER)

    @property
    def entered(self) -> NewVersion:
        """What was written."""
        return NewVersion(
            self.title.data.strip(),
            int(self.first_year.data),
            int(self.last_year.data),
            int(self.year.data),
            self.document.data.strip(),
            self.adopted_on.data,
            tuple(self._line(sector) for sector in Sector),
            _number(self.enterprise.data),
            self.reason.data.strip(),
        )

    def _line(self, sector: Sector) -> BudgetLine:
        fields: dict[str, Any] = {name: self[f"{name}_{sector.value}"] for name in COLUMNS}
        found = {name: _number(field.data) for name, field in fields.items()}
        zero = Decimal(0)
        return BudgetLine(
            sector, found["baseline"] or zero, found["measures"], found["budget"] or zero
        )


def _add_sectors() -> None:
    """WTForms takes its fields from the class, so they are put there, sector by sector."""
    for sector, label in SECTOR_LABELS.items():
        for name, column in COLUMNS.items():
            asked = [quantity] if name == "measures" else [required(FILL), quantity]
            text = Text(f"{label.zh}：{column.zh}", f"{label.en}: {column.en}")
            setattr(VersionForm, f"{name}_{sector.value}", StringField(text, asked))


_add_sectors()


def like(version: BudgetVersion) -> dict[str, Any]:
    """What the form of a new version shows first: the amounts of another one."""
    shown: dict[str, Any] = {
        "first_year": version.first_year,
        "last_year": version.last_year,
        "year": version.year,
        "enterprise": _written(version.enterprise),
    }
    for line in version.lines:
        for name in COLUMNS:
            shown[f"{name}_{line.sector.value}"] = _written(getattr(line, name))
    return shown


def _written(value: Decimal | None) -> str:
    return "" if value is None else f"{value:,.2f}"


class RecordForm(PortalForm):
    """What a programme cut in one year."""

    programme = SelectField(Text("計畫", "Programme"))
    label = StringField(Text("內容", "What"), [required(FILL), at_most(200)])
    year = _year(Text("年度", "Year"))
    basis = SelectField(Text("性質", "Basis"))
    span = SelectField(Text("期間", "Span"))
    tonnes = StringField(Text("減量（公噸 CO₂e）", "Cut (t CO₂e)"), [required(FILL), quantity])
    within = SelectField(Text("是否已含於其他項目", "Whether something else holds it"))
    source = TextAreaField(Text("資料來源", "Source"), [required(FILL), at_most(LONGEST)])
    remark = TextAreaField(Text("備註", "Remark"), [at_most(LONGEST)])

    def offer(self) -> None:
        """Fill the lists in the language of the request."""
        self.programme.choices = choices((one.value, one.label) for one in Programme)
        self.basis.choices = choices((one.value, one.label) for one in Basis)
        self.span.choices = choices((one.value, one.label) for one in Span)
        self.within.choices = choices((one.value, one.label) for one in Within)

    def validate_tonnes(self, field: Any) -> None:
        """Grams are the finest that is kept."""
        value = _number(field.data)
        if value is not None and value != value.quantize(_FINEST):
            raise Wrong(TOO_FINE)

    @property
    def entered(self) -> NewRecord:
        """What was written."""
        return NewRecord(
            Programme(self.programme.data),
            int(self.year.data),
            Basis(self.basis.data),
            Span(self.span.data),
            Within(self.within.data),
            _number(self.tonnes.data) or Decimal(0),
            self.label.data.strip(),
            self.source.data.strip(),
            (self.remark.data or "").strip(),
        )


def as_recorded(one: ProgrammeRecord) -> dict[str, Any]:
    """What the form of a correction shows first."""
    return {
        "programme": one.programme.value,
        "label": one.label.zh,
        "year": one.year,
        "basis": one.basis.value,
        "span": one.span.value,
        "within": one.within.value,
        "tonnes": f"{one.tonnes:f}",
        "source": one.source.zh,
        "remark": one.remark.zh if one.remark else "",
    }
