"""What a recommendation is worth, and several of them together."""

from datetime import date
from decimal import Decimal

import pytest

from portal.advisory.economics import Economics
from portal.advisory.interaction import Effect, Together, together
from portal.advisory.rates import DeclaredRate, declared_rate, rates
from portal.advisory.vocabulary import Carrier
from portal.advisory.worth import NO_LIFE, NO_SAVING, worth

D = Decimal


def test_a_loan_example_has_its_payback_value_and_return() -> None:
    found = worth(Economics(D(120_000), D(20_000), D(25_000), D(5)))

    assert found.rate == declared_rate().rate == 5
    assert "減量計畫" in found.rate_source.zh
    assert found.payback_years == 4
    # 25,000 x (1 - 1.05^-5) / 0.05 - 100,000
    assert found.npv is not None
    assert round(found.npv, 2) == D("8236.92")
    assert found.irr is not None
    assert round(found.irr, 3) == D("7.931")
    assert found.remarks == ()
    assert [one.code for one in found.runs] == ["money_payback", "money_npv", "money_irr"]


def test_its_own_discount_rate_counts_before_the_declared_one() -> None:
    found = worth(Economics(D(100_000), D(0), D(25_000), D(5)), D(10), "集團資金成本")

    assert found.rate == 10
    assert found.rate_source.zh == "本建議自訂：集團資金成本"
    assert found.npv is not None
    assert found.npv < 0


def test_a_rate_without_a_reason_says_that_there_is_none() -> None:
    found = worth(Economics(D(100_000), D(0), D(25_000), D(5)), D(10))

    assert "未填理由" in found.rate_source.zh


def test_a_declared_rate_counts_from_its_day_on() -> None:
    newest: DeclaredRate = rates()[0]

    assert declared_rate(newest.since) == newest
    assert declared_rate(date(2024, 5, 1)).since <= date(2024, 5, 1)
    assert all(one.reason.zh and one.reason.en and one.rate > 0 for one in rates())


def test_without_a_change_of_sign_there_is_no_return_and_it_is_said() -> None:
    found = worth(Economics(D(0), D(0), D(25_000), D(5)))

    assert found.irr is None
    assert found.payback_years is None
    assert found.npv is not None
    assert found.npv > 0
    assert "正負號須恰好改變一次" in found.remarks[0].zh


@pytest.mark.parametrize(
    ("money", "said"),
    [
        (Economics(D(100), D(0), None, D(5)), NO_SAVING),
        (Economics(D(100), D(0), D(50), None), NO_LIFE),
        (Economics(D(100), D(0), D(50), D("0.5")), NO_LIFE),
    ],
)
def test_what_is_missing_is_said_instead_of_a_value(money: Economics, said: object) -> None:
    found = worth(money)

    assert (found.npv, found.irr, found.remarks[0]) == (None, None, said)


def test_savings_on_one_use_take_from_each_other() -> None:
    use = D(1000)
    pair = [Effect(Carrier.ELECTRICITY, D(one), "air", use) for one in (200, 300)]
    alone = Effect(Carrier.ELECTRICITY, D(50))

    assert together([*pair, alone]) == (Together(Carrier.ELECTRICITY, D(550), D(60)),)


def test_together_they_never_save_more_than_is_used() -> None:
    pair = [Effect(Carrier.NATURAL_GAS, D(900), "boiler", D(1000)) for _ in range(5)]

    [found] = together(pair)

    assert found.net <= 1000
    assert found.simple == 4500


def test_without_the_size_of_the_use_only_the_largest_is_certain() -> None:
    pair = [Effect(Carrier.COAL, D(one), "boiler") for one in (20, 30)]

    assert together(pair)[0].net == 30


def test_what_a_fuel_switch_uses_more_of_is_added_in_full() -> None:
    switch = [
        Effect(Carrier.NATURAL_GAS, D(-500), "heat", D(1000)),
        Effect(Carrier.FUEL_OIL, D(400), "heat", D(400)),
    ]

    assert [(one.carrier, one.net) for one in together(switch)] == [
        (Carrier.NATURAL_GAS, D(-500)),
        (Carrier.FUEL_OIL, D(400)),
    ]
