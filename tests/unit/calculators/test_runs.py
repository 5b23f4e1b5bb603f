"""Formulas, derivations, storage, and what must hold for any numbers."""

import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.calculators.cash import capital_recovery, internal_rate, present_value, sign_changes
from portal.calculators.expressions import Formula, FormulaError
from portal.calculators.reading import run_written
from portal.calculators.registry import BY_CODE, CALCULATORS
from portal.calculators.runs import Run, run
from portal.calculators.tables import Grid
from portal.calculators.wording import shown
from tests.unit.calculators.examples import EXAMPLES, d

POSITIVE = st.decimals("0.1", "1000", places=2)


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("100 * a / (21 - a)", "100 × a ÷ (21 − a)"),
        ("a - (b - 1)", "a − (b − 1)"),
        ("a / (b / 2)", "a ÷ (b ÷ 2)"),
        ("(a + b) ** 2", "(a + b)^2"),
        ("sqrt(a) * -b", "√(a) × −b"),
    ],
)
def test_a_printed_formula_keeps_the_brackets_it_needs(text: str, printed: str) -> None:
    assert Formula(text).printed({}) == printed


@pytest.mark.parametrize("text", ["a.real", "__import__('os')", "a if b else 1", "[a][0]"])
def test_a_formula_holds_nothing_but_arithmetic(text: str) -> None:
    with pytest.raises(FormulaError):
        Formula(text).value({"a": d(1), "b": d(2)})


@pytest.mark.parametrize("calculator", CALCULATORS, ids=lambda one: one.code)
def test_every_formula_knows_all_its_quantities(calculator: object) -> None:
    one = BY_CODE[getattr(calculator, "code", "")]
    known = {each.key for each in one.inputs}

    for step in one.steps:
        assert step.formula.names <= known, step.key
        assert step.key not in known
        known.add(step.key)
    for check in one.checks:
        assert check.needs <= known
        assert check.key in {each.key for each in one.inputs}


def test_the_derivation_shows_formula_numbers_and_result() -> None:
    line = run(BY_CODE["boiler_excess_air"], {"o2": d("4.5")}).lines[0]

    assert line.formula == "EA = 100 × O₂ ÷ (21 − O₂)"
    assert line.filled == "100 × 4.5 % ÷ (21 − 4.5 %)"
    assert shown(line.value) == "27.2727"


def test_tonnes_show_the_factor_and_its_year() -> None:
    outcome = run(BY_CODE["emissions_electricity"], {"kwh": d(194000), "year": d(2022)})

    factor = outcome.lines[0]
    assert factor.value == d("0.495")
    assert factor.note is not None
    assert "2022" in factor.note.zh
    assert "2022" in factor.note.en


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("1174.68", "1,174.68"),
        ("51064.5179", "51,064.5"),
        ("0.0354308", "0.0354308"),
        ("-12.50", "\u221212.5"),
        ("1790380.84", "1,790,381"),
        ("0", "0"),
    ],
)
def test_numbers_are_shown_with_six_digits(value: str, written: str) -> None:
    assert shown(d(value)) == written


@pytest.mark.parametrize(
    "example", EXAMPLES, ids=[f"{at}-{one.row}" for at, one in enumerate(EXAMPLES)]
)
def test_a_stored_run_comes_back_as_it_was(example: object) -> None:
    one = next(each for each in EXAMPLES if each is example)
    made = run(BY_CODE[one.calculator], one.values)

    assert Run.restored(json.loads(json.dumps(made.stored()))) == made


def test_a_refused_run_is_stored_with_its_reason() -> None:
    made = run(BY_CODE["boiler_excess_air"], {"o2": d(21)})

    again = Run.restored(json.loads(json.dumps(made.stored())))

    assert again.refusals == made.refusals
    assert again.formula_id == BY_CODE["boiler_excess_air"].formula_id


def test_what_was_typed_is_read_in_any_width() -> None:
    made = run_written(BY_CODE["boiler_excess_air"], {"o2": " ４．５ "})

    assert shown(made.outputs["ea"]) == "27.2727"


@pytest.mark.parametrize("typed", ["four", "nan", "1e99", "--3"])
def test_what_is_no_number_is_refused_at_its_input(typed: str) -> None:
    made = run_written(BY_CODE["boiler_excess_air"], {"o2": typed})

    assert [remark.key for remark in made.refusals] == ["o2"]


def test_a_field_that_was_cleared_does_not_take_its_default() -> None:
    typed = {"rate": "", "flows": "-100 60 60"}

    made = run_written(BY_CODE["money_npv"], typed)

    assert [remark.key for remark in made.refusals] == ["rate"]


def test_a_table_is_read_between_its_values() -> None:
    table = Grid.of("0 10", "0: 0 10", "2: 20 30")

    assert table.at(d(1), d(5)) == 15
    with pytest.raises(ArithmeticError):
        table.at(d(3), d(5))


@given(POSITIVE, POSITIVE)
def test_a_leak_is_between_nothing_and_everything(loaded: Decimal, unloaded: Decimal) -> None:
    values = {"t1": loaded, "t2": unloaded}

    assert 0 < run(BY_CODE["air_leak_load_unload"], values).outputs["leak"] < 100


@given(st.decimals("1", "4000", places=1), POSITIVE)
def test_twice_the_hours_are_twice_the_electricity(hours: Decimal, flow: Decimal) -> None:
    def lost(h: Decimal) -> Decimal:
        values = {"flow": flow, "h": h, "sp": d(6)}
        return run(BY_CODE["air_leak_energy"], values).outputs["saved"]

    assert lost(hours * 2) == lost(hours) * 2


@given(
    st.lists(st.decimals("1", "100000", places=2), min_size=1, max_size=12),
    st.decimals("1", "500000", places=2),
)
def test_the_present_value_at_the_internal_rate_is_nothing(
    received: list[Decimal], paid: Decimal
) -> None:
    flows = (-paid, *received)

    rate = internal_rate(flows)

    assert abs(present_value(rate, flows)) < Decimal("0.000001") * (paid + sum(received))


@given(st.decimals("0", "0.3", places=3), st.integers(1, 40))
def test_recovered_capital_has_the_present_value_of_the_investment(
    interest: Decimal, years: int
) -> None:
    yearly = capital_recovery(interest, years)

    assert abs(present_value(interest, (Decimal(0), *[yearly] * years)) - 1) < Decimal("1e-20")


@pytest.mark.parametrize(
    ("flows", "changes"), [((-1, 2, 3), 1), ((-1, 0, 2, -3), 2), ((1, 2), 0), ((), 0)]
)
def test_changes_of_sign_are_counted_without_zeros(flows: tuple[int, ...], changes: int) -> None:
    assert sign_changes([Decimal(flow) for flow in flows]) == changes


@given(st.decimals("1", "15", places=2), st.decimals("81", "400", places=1))
def test_more_oxygen_or_hotter_gas_never_makes_a_boiler_better(o2: Decimal, hot: Decimal) -> None:
    def loss(oxygen: Decimal, temperature: Decimal) -> Decimal:
        values: dict[str, Decimal | str] = {
            "o2": oxygen,
            "tf": temperature,
            "ta": d(20),
            "fuel": "natural_gas",
        }
        return run(BY_CODE["boiler_flue_gas_loss"], values).outputs["loss"]

    assert loss(o2 + d("0.5"), hot) > loss(o2, hot)
    assert loss(o2, hot + 10) > loss(o2, hot)
