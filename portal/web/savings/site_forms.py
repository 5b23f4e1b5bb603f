"""The forms that put streams together, take claims out, and say what a site's energy is."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, Final

from portal.language import Text
from portal.savings.vocabulary import Power
from portal.web.esco.forms import FILL, amount, not_negative
from portal.web.fields import SelectField, StringField, TextAreaField, Wrong
from portal.web.forms import Choice, PortalForm, at_most, choices, required
from portal.web.savings.forms import A_YEAR

# Steam raised with coal at poor efficiency stays below 0.6 tCO2e a tonne; above it is a slip.
HIGHEST_FACTOR: Final = Decimal(1)
# Saturated or superheated steam holds 2.6 to 3.6 GJ a tonne above liquid water at 0 degrees.
HIGHEST_HEAT: Final = Decimal(4)
TOO_HIGH: Final = Text(
    "每公噸蒸汽不會超過 1 公噸 CO₂e，請查明單位。",
    "A tonne of steam stands for less than 1 t CO₂e: look at the unit.",
)
TOO_HOT: Final = Text(
    "每公噸蒸汽的熱含量不會超過 4 GJ，請查明單位。",
    "A tonne of steam holds less than 4 GJ: look at the unit.",
)


class JoinForm(PortalForm):
    """Another stream of the site that is the same change."""

    other = SelectField(Text("另一節能項目", "The other stream"))
    join_reason = TextAreaField(Text("合併理由", "Reason"), [required(FILL), at_most(2000)])

    def offer(self, streams: Sequence[Choice]) -> None:
        """Fill the list in the language of the request."""
        self.other.choices = choices(streams)


class TakeOutForm(PortalForm):
    """A claim that is another change after all."""

    claim = SelectField(Text("要移出的來源", "The claim to take out"))
    take_reason = TextAreaField(Text("移出理由", "Reason"), [required(FILL), at_most(2000)])

    def offer(self, claims: Sequence[Choice]) -> None:
        """Fill the list in the language of the request."""
        self.claim.choices = choices(claims)


class PowerForm(PortalForm):
    """Where saved electricity would have come from."""

    power_kind = SelectField(Text("電力來源", "Source of the power"))
    power_source = TextAreaField(
        Text("依據（契約、憑證或電表）", "Contract, certificate or meter"),
        [required(FILL), at_most(2000)],
    )

    def offer(self) -> None:
        """Fill the list in the language of the request."""
        self.power_kind.choices = choices([(one.value, one.label) for one in Power])


class FactorForm(PortalForm):
    """What a tonne of steam stands for at a site."""

    from_year = StringField(Text("自哪一年起適用", "First year"), [required(FILL)])
    value = StringField(
        Text("排放係數（公噸 CO₂e／公噸蒸汽）", "Factor (t CO₂e per t of steam)"),
        [required(FILL), not_negative],
    )
    heat = StringField(Text("熱含量（GJ／公噸）", "Heat (GJ per t)"), [not_negative])
    factor_source = TextAreaField(
        Text("出處（供汽契約、鍋爐效率計算）", "Source (supply contract, boiler efficiency)"),
        [required(FILL), at_most(2000)],
    )

    def validate_from_year(self, field: Any) -> None:
        """A year of this century."""
        if not str(field.data).isdigit() or not 2000 <= int(field.data) <= 2100:
            raise Wrong(A_YEAR)

    def validate_value(self, field: Any) -> None:
        """No more than steam can stand for."""
        if (amount(field.data) or 0) > HIGHEST_FACTOR:
            raise Wrong(TOO_HIGH)

    def validate_heat(self, field: Any) -> None:
        """No more than steam can hold."""
        if (amount(field.data) or 0) > HIGHEST_HEAT:
            raise Wrong(TOO_HOT)

    @property
    def stated(self) -> tuple[Decimal, Decimal | None]:
        """TCO2e and GJ per tonne."""
        return amount(self.value.data) or Decimal(0), amount(self.heat.data)
