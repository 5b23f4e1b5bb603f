"""The forms of contracts, measures and yearly statements."""

from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from portal.esco.figures import ContractContent, ContractRow, MeasureContent, MeasureRow, Stated
from portal.esco.vocabulary import ContractKind, StatementOutcome
from portal.language import Text
from portal.reference.site_systems import Carrier, System
from portal.web.advisory.inputs import a_day
from portal.web.fields import (
    BooleanField,
    DateField,
    SelectField,
    StringField,
    TextAreaField,
    Wrong,
)
from portal.web.forms import Choice, PortalForm, VersionedForm, at_most, choices, required

FILL: Final = Text("請填寫這一欄。", "Fill this in.")
DAY: Final = Text("請以 2026-04-30 的格式填寫日期。", "Write the date as 2026-04-30.")
NOT_A_NUMBER: Final = Text("請填數字，例：120000。", "Write a number such as 120000.")
NEGATIVE: Final = Text("這一欄不能是負數。", "This cannot be negative.")
TURNED: Final = Text("迄日須晚於起日。", "The last day must be after the first.")
SHARES: Final = Text(
    "請以斜線分隔各年百分比，每年 0 至 100，例：60/55/50。",
    "One percentage a year, 0 to 100, with slashes between, such as 60/55/50.",
)
NO_SAVING: Final = Text("至少填一種能源的節約量。", "State the saving of one carrier at least.")
NEEDS_SHARES: Final = Text("分享型契約須填分享比例。", "A shared contract states its shares.")
NEEDS_GUARANTEE: Final = Text("保證型契約須填保證節電量。", "State the guaranteed saving.")
NO_FUTURE: Final = Text("尚未完工請留空。", "Leave it empty until it is commissioned.")


def amount(written: str | None) -> Decimal | None:
    """The number that was written; None for nothing."""
    plain = (written or "").replace(",", "").strip()
    return Decimal(plain) if plain else None


def is_number(form: Any, field: Any) -> None:
    """The field holds a number, or nothing."""
    try:
        found = amount(field.data)
    except InvalidOperation:
        raise Wrong(NOT_A_NUMBER) from None
    if found is not None and not found.is_finite():
        raise Wrong(NOT_A_NUMBER)


def not_negative(form: Any, field: Any) -> None:
    """The field holds no negative number."""
    is_number(form, field)
    if (amount(field.data) or 0) < 0:
        raise Wrong(NEGATIVE)


class OrganisationForm(PortalForm):
    """A new energy service company."""

    code = StringField(Text("代碼", "Code"), [required(FILL), at_most(40)])
    name_zh = StringField(Text("名稱", "Name in Chinese"), [required(FILL), at_most(200)])
    name_en = StringField(Text("英文名稱", "Name in English"), [required(FILL), at_most(200)])


class ContractForm(VersionedForm):
    """A contract."""

    organisation = SelectField(Text("能源技術服務業", "Energy service company"))
    site = SelectField(Text("廠區", "Site"))
    title = StringField(Text("專案名稱", "Project"), [required(FILL), at_most(200)])
    kind = SelectField(Text("契約類型", "Kind of contract"))
    signed_on = DateField(Text("簽約日", "Signed on"), [required(DAY)])
    from_date = DateField(Text("契約起日", "From"), [required(DAY)])
    to_date = DateField(Text("契約迄日", "To"), [required(DAY)])
    investment = StringField(
        Text("投資金額（元）", "Investment (NT$)"), [required(FILL), not_negative]
    )
    guaranteed = StringField(
        Text("每年保證節電量（度）", "Guaranteed saving a year (kWh)"), [not_negative]
    )
    shares = StringField(
        Text("各年 ESCO 分享比例（%）", "Share of the ESCO by year (%)"), [at_most(200)]
    )
    price = StringField(Text("節電計價（元／度）", "Value of a kWh saved (NT$)"), [not_negative])
    subsidy = StringField(Text("政府補助（元）", "Public subsidy (NT$)"), [not_negative])
    no_other_subsidy = BooleanField(
        Text(
            "聲明：同一標的五年內未領取其他補助",
            "Declared: no other subsidy for the same items within five years",
        )
    )
    verifier = StringField(Text("量測驗證機構", "Verifier"), [at_most(200)])
    note = TextAreaField(Text("備註", "Note"), [at_most(2000)])

    def offer(self, organisations: Sequence[Choice], sites: Sequence[Choice]) -> None:
        """Fill the lists in the language of the request."""
        self.organisation.choices = choices(organisations)
        self.site.choices = choices(sites)
        self.kind.choices = choices([(one.value, one.label) for one in ContractKind])

    def validate_to_date(self, field: Any) -> None:
        """The contract ends after it begins."""
        if field.data and self.from_date.data and field.data <= self.from_date.data:
            raise Wrong(TURNED)

    def validate_shares(self, field: Any) -> None:
        """A shared contract has a percentage for each year."""
        if self.kind.data == ContractKind.SHARED and not (field.data or "").strip():
            raise Wrong(NEEDS_SHARES)
        try:
            found = _percentages(field.data)
        except InvalidOperation:
            raise Wrong(SHARES) from None
        if any(not one.is_finite() or not 0 <= one <= 100 for one in found):
            raise Wrong(SHARES)

    def validate_guaranteed(self, field: Any) -> None:
        """A guaranteed contract says how much."""
        if self.kind.data == ContractKind.GUARANTEED and not (field.data or "").strip():
            raise Wrong(NEEDS_GUARANTEE)

    @property
    def content(self) -> ContractContent:
        """What was written."""
        return ContractContent(
            self.title.data.strip(),
            ContractKind(self.kind.data),
            self.signed_on.data,
            self.from_date.data,
            self.to_date.data,
            amount(self.investment.data) or Decimal(0),
            amount(self.guaranteed.data),
            tuple(_percentages(self.shares.data)),
            amount(self.price.data),
            amount(self.subsidy.data) or Decimal(0),
            bool(self.no_other_subsidy.data),
            (self.verifier.data or "").strip(),
            (self.note.data or "").strip(),
        )


def _percentages(written: str | None) -> list[Decimal]:
    parts = (written or "").replace("%", "").split("/")
    return [Decimal(one.strip()) for one in parts if one.strip()]


def shown(row: ContractRow) -> dict[str, Any]:
    """What the form shows of a contract."""
    kept = {name: getattr(row.content, name) for name in ContractContent.__dataclass_fields__}
    for name in ("investment", "guaranteed", "price", "subsidy"):
        kept[name] = _written(kept[name])
    kept["shares"] = "/".join(f"{one:f}" for one in row.content.shares)
    kept |= {"row_version": row.row_version, "site": row.site_number}
    return {**kept, "organisation": row.organisation.code, "kind": row.content.kind.value}


def _written(value: Decimal | None) -> str:
    return "" if value is None else f"{value:f}"


class MeasureForm(VersionedForm):
    """One measure of a contract."""

    title = StringField(Text("措施", "Measure"), [required(FILL), at_most(200)])
    system = SelectField(Text("系統", "System"))
    tag = StringField(Text("設備編號", "Tag of the equipment"), [at_most(40)])
    carrier = SelectField(Text("節約的能源", "Carrier saved"))
    quantity = StringField(
        Text("每年預期節約量", "Expected saving a year"), [required(FILL), is_number]
    )
    risen = SelectField(Text("因此增加的能源（燃料轉換）", "Carrier that rises (fuel switch)"))
    rise = StringField(Text("每年增加量", "Rise a year"), [not_negative])
    commissioned_on = DateField(Text("完工啟用日", "Commissioned on"), [a_day])
    life_years = StringField(Text("使用年限（年）", "Life (years)"), [not_negative])
    evidence = TextAreaField(Text("完工佐證", "Evidence"), [at_most(2000)])
    recommendation = SelectField(Text("對應診斷建議", "Recommendation"))
    plan = SelectField(Text("對應量測驗證計畫", "M&V plan"))

    def offer(self, advice: Sequence[Choice], plans: Sequence[Choice]) -> None:
        """Fill the lists in the language of the request."""
        none = ("", Text("（無）", "(none)"))
        carriers = [
            (one.value, Text(f"{one.label.zh}（{one.unit}）", f"{one.label.en} ({one.unit})"))
            for one in Carrier
        ]
        self.system.choices = choices([(one.value, one.label) for one in System])
        self.carrier.choices = choices(carriers)
        self.risen.choices = choices([none, *carriers])
        self.recommendation.choices = choices([none, *advice])
        self.plan.choices = choices([none, *plans])

    @property
    def content(self) -> MeasureContent:
        """What was written; what rises is a negative saving."""
        savings = {Carrier(self.carrier.data): amount(self.quantity.data) or Decimal(0)}
        if self.risen.data and self.rise.data:
            savings[Carrier(self.risen.data)] = -(amount(self.rise.data) or Decimal(0))
        return MeasureContent(
            self.title.data.strip(),
            System(self.system.data),
            tuple(savings.items()),
            (self.tag.data or "").strip(),
            self.commissioned_on.data,
            amount(self.life_years.data),
            (self.evidence.data or "").strip(),
            int(self.recommendation.data) if self.recommendation.data else None,
            int(self.plan.data) if self.plan.data else None,
        )


def measure_shown(row: MeasureRow) -> dict[str, Any]:
    """What the form shows of a measure."""
    one = row.content
    saved = next(iter(one.savings), (Carrier.ELECTRICITY, Decimal(0)))
    risen = next(((carrier, -value) for carrier, value in one.savings if value < 0), None)
    return {
        "row_version": row.row_version,
        "title": one.title,
        "system": one.system.value,
        "tag": one.tag,
        "carrier": saved[0].value,
        "quantity": _written(saved[1]),
        "risen": "" if risen is None else risen[0].value,
        "rise": "" if risen is None else _written(risen[1]),
        "commissioned_on": one.commissioned_on,
        "life_years": _written(one.life_years),
        "evidence": one.evidence,
        "recommendation": str(one.recommendation_id or ""),
        "plan": str(one.plan_id or ""),
    }


class StatementForm(PortalForm):
    """The evidence of a statement; its lines have names of their own."""

    evidence = TextAreaField(Text("佐證（報告名稱、日期、量測方法）", "Evidence"), [at_most(2000)])


class DecisionForm(PortalForm):
    """Accept a statement or send it back."""

    outcome = SelectField(Text("決定", "Decision"))
    note = TextAreaField(Text("理由", "Reason"), [required(FILL), at_most(2000)])

    def offer(self) -> None:
        """Fill the list in the language of the request."""
        self.outcome.choices = choices([(one.value, one.label) for one in StatementOutcome])


def lines(sent: Any, measures: Sequence[MeasureRow]) -> list[Stated] | None:
    """The lines of a statement as they were sent; None when one of them is no number."""
    found: list[Stated] = []
    for row in measures:
        for carrier, _ in row.content.savings:
            report = str(sent.get(f"report-{row.id}-{carrier.value}", ""))
            try:
                quantity = amount(str(sent.get(f"quantity-{row.id}-{carrier.value}", "")))
            except InvalidOperation:
                return None
            if report.isdigit():
                found.append(Stated(row.id, carrier, None, int(report)))
            elif quantity is not None:
                if not quantity.is_finite():
                    return None
                found.append(Stated(row.id, carrier, quantity))
    return found
