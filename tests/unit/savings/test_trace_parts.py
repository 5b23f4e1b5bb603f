"""What is listed under a figure of savings makes that figure, to the last digit."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.advisory.content import Saved
from portal.advisory.states import AdviceState
from portal.advisory.statistics import AdviceFact, SeenFact
from portal.aggregation.figure_sets import ALLIANCE_SET, FigureSet, SetKind
from portal.language import Text
from portal.reference.groups import Group
from portal.reference.site_systems import Carrier, System
from portal.savings.city import Basis, figures
from portal.savings.streams import ZERO, Claim, Period, assemble
from portal.savings.tracing.figure_id import Block, SavingsFigure, figures_of
from portal.savings.tracing.parts import NO_MONEY, ONE, SAME_SITE, of_set, parts, total_of, value_in
from portal.savings.vocabulary import Level, Origin
from tests.unit.savings.claims import PLACE, a_claim

YEAR = 2023
ELSEWHERE = replace(PLACE, site_id=2, company_id=2, company_code="EL02", group=Group.ELECTRONICS)
PLACES = {(1, 1): PLACE, (2, 2): ELSEWHERE}
MEASURED = (
    Period(date(2023, 7, 1), date(2024, 6, 30), {Carrier.ELECTRICITY: Decimal("90000.1234567")}),
)
CLAIMS = (
    a_claim(1, interaction="air", money=Decimal("350000.5"), tag="A"),
    a_claim(2, quantity="60000.123", interaction="air", money=Decimal(10), year=YEAR),
    a_claim(3, level=Level.ACCEPTED, savings={Carrier.STEAM: Decimal(20)}),
    a_claim(4, Origin.REPORT, Level.VERIFIED, periods=MEASURED, refers=frozenset({"advice-1"})),
    a_claim(5, Origin.CONTRACT, place=ELSEWHERE, system=System.BOILER),
)
SEEN = (
    SeenFact(1, Group.STEEL, YEAR, None, 1, "D-1"),
    SeenFact(1, Group.STEEL, YEAR, System.AIR, 1, "D-1", "洩漏"),
    SeenFact(2, Group.ELECTRONICS, YEAR, System.BOILER, 2, "D-2", "空氣過剩"),
)
SAVED = (Saved(Carrier.ELECTRICITY, Decimal(1000), price=Decimal(3)),)


def advice(number: int, state: AdviceState, **other: object) -> AdviceFact:
    fact = AdviceFact(1, Group.STEEL, YEAR, System.AIR, state, SAVED, company_id=1, id=number)
    return replace(fact, number=f"D-1 #{number}", **other)  # type: ignore[arg-type]


ADVICE = (
    advice(1, AdviceState.IMPLEMENTED, outlay=Decimal(700), yearly=Decimal(300)),
    advice(2, AdviceState.REJECTED, outlay=Decimal("12.5"), yearly=Decimal(7)),
    advice(3, AdviceState.PROPOSED, outlay=Decimal(5)),
)


def a_basis(claims: tuple[Claim, ...] = CLAIMS) -> Basis:
    return Basis(YEAR, tuple(assemble(claims)), SEEN, ADVICE)


def made(known: Basis, figure: SavingsFigure, company_id: int | None = None) -> Decimal | None:
    return total_of(figure, parts(of_set(known, figure, company_id), figure, PLACES))


SETS = [ALLIANCE_SET, *(FigureSet(SetKind.GROUP, one.value) for one in Group)]


@pytest.mark.parametrize("of", SETS, ids=str)
@pytest.mark.parametrize("system", [None, *System])
def test_what_is_listed_makes_every_figure(of: FigureSet, system: System | None) -> None:
    known = a_basis()
    whole = figures(known, of.group, system)

    for one in figures_of(YEAR, of, system):
        assert made(known, one) == value_in(whole, one), str(one)


@settings(max_examples=20)
@given(st.lists(st.decimals("0.000000001", 10**9, allow_nan=False), min_size=1, max_size=5))
def test_quantities_with_many_digits_add_up_too(quantities: list[Decimal]) -> None:
    claims = tuple(a_claim(at, quantity=one) for at, one in enumerate(quantities))
    known = a_basis(claims)
    whole = figures(known)

    for one in figures_of(YEAR):
        assert made(known, one) == value_in(whole, one), str(one)


def test_a_member_has_what_is_at_its_sites() -> None:
    known = a_basis()
    figure = SavingsFigure(
        YEAR, FigureSet(SetKind.MEMBER, "EL02"), Block.ESCO, "kwh", Level.IMPLEMENTED
    )

    (only,) = parts(of_set(known, figure, 2), figure, PLACES)

    assert (only.place, only.claim, only.amount) == (ELSEWHERE, "contract-5", Decimal(100_000))
    assert parts(of_set(known, figure, 1), figure, PLACES) == ()


def test_why_nothing_is_added_is_said() -> None:
    known = a_basis()

    def of(key: str, level: Level) -> dict[str, tuple[Decimal | None, Text | None]]:
        figure = SavingsFigure(YEAR, ALLIANCE_SET, Block.ADVISORY, key, level)
        return {one.claim: (one.amount, one.note) for one in parts(known, figure, PLACES)}

    amount, why = of("t", Level.ACCEPTED)["advice-3"]
    assert amount is None
    assert why is not None
    assert "蒸汽" in why.zh
    assert of("sites", Level.IDENTIFIED)["advice-2"] == (ZERO, SAME_SITE)
    assert of("ntd", Level.VERIFIED)["report-4"] == (None, NO_MONEY)


def test_the_steps_from_the_claim_to_the_amount_are_said() -> None:
    figure = SavingsFigure(YEAR, ALLIANCE_SET, Block.IN_YEAR, "kwh", Level.VERIFIED)

    (one,) = parts(a_basis(), figure, PLACES)

    days, tonnes = one.working
    assert days.zh == "電力 90,000.123 kWh × 184／366 日 = 45,245.964"
    assert "2023 年係數" in tonnes.zh
    assert one.others == ("advice-1",)


def test_an_outcome_that_is_not_known_is_not_divided_by() -> None:
    figure = SavingsFigure(YEAR, ALLIANCE_SET, Block.ADVISORY, "rate")
    every = a_basis()

    found = parts(every, figure, PLACES)

    assert [(one.claim, one.amount, one.over) for one in found] == [
        ("advice-1", ONE, ONE),
        ("advice-2", ZERO, ONE),
    ]
    assert total_of(figure, parts(replace(every, advice=()), figure, PLACES)) is None
