"""Whatever is typed within the accepted ranges, every calculator answers as it declared."""

import json
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal.calculators.declaration import Calculator, Input, Range, Value
from portal.calculators.registry import CALCULATORS
from portal.calculators.remarks import NEGATIVE
from portal.calculators.runs import IMPOSSIBLE, SAVINGS, Run, run
from portal.calculators.wording import shown

EACH = pytest.mark.parametrize("calculator", CALCULATORS, ids=lambda one: one.code)
QUIETLY = settings(max_examples=10, suppress_health_check=[HealthCheck.too_slow])


def within(span: Range) -> st.SearchStrategy[Decimal]:
    """Numbers that a range accepts, its ends and the numbers of a human size among them."""
    ends = [one for one in (span.low, span.high) if span.holds(one)]
    small = span.low, max(span.low, min(span.high, Decimal(100)))
    numbers = st.decimals(*small, places=3) | st.decimals(span.low, span.high, places=4)
    return (numbers | st.sampled_from(ends) if ends else numbers).filter(span.holds)


def accepted(one: Input) -> st.SearchStrategy[Value | None]:
    if one.choices:
        return st.sampled_from([each.code for each in one.choices])
    assert one.hard is not None, one.key
    numbers = within(one.hard)
    if one.is_series:
        return st.lists(numbers, min_size=1, max_size=4).map(tuple)
    return numbers | st.none() if one.optional else numbers


def values_for(calculator: Calculator) -> st.SearchStrategy[dict[str, Value]]:
    each = {one.key: accepted(one) for one in calculator.inputs}
    return st.fixed_dictionaries(each).map(
        lambda found: {key: value for key, value in found.items() if value is not None}
    )


def declared_words(calculator: Calculator) -> set[str]:
    checks = {check.says.zh for check in calculator.checks if check.refuses}
    answers = {
        answer.refused.zh for one in calculator.inputs for answer in one.choices if answer.refused
    }
    return checks | answers


def is_whole(made: Run) -> bool:
    """Whether the run can be shown and kept."""
    json.dumps(made.stored())
    return all(line.value.is_finite() and shown(line.value) for line in made.lines)


def negative_savings(made: Run) -> set[str]:
    """What has to be said of each saving that is none."""
    return {
        NEGATIVE.format(label=line.label).zh
        for line in made.lines
        if line.result and line.key in SAVINGS and line.value < 0
    }


@EACH
@QUIETLY
@given(st.data())
def test_accepted_inputs_give_a_result_or_a_declared_refusal(
    calculator: Calculator, data: st.DataObject
) -> None:
    made = run(calculator, data.draw(values_for(calculator)))

    assert is_whole(made)
    assert bool(made.lines) is not bool(made.refusals)
    assert IMPOSSIBLE not in [remark.text for remark in made.refusals]
    assert {remark.text.zh for remark in made.refusals} <= declared_words(calculator)
    assert negative_savings(made) <= {remark.text.zh for remark in made.warnings}


@EACH
@QUIETLY
@given(st.data())
def test_beyond_a_hard_range_it_is_refused_and_says_what_to_do(
    calculator: Calculator, data: st.DataObject
) -> None:
    values = data.draw(values_for(calculator))
    ranged = [one for one in calculator.inputs if one.hard is not None]
    one = data.draw(st.sampled_from(ranged))
    assert one.hard is not None
    beyond = data.draw(
        st.sampled_from([one.hard.low - 1, one.hard.high + 1, one.hard.high * 1000 + 1])
    )
    wrong: Value = (beyond,) if one.is_series else beyond

    made = run(calculator, {**values, one.key: wrong})

    said = [remark.text for remark in made.refusals if remark.key == one.key]
    assert made.lines == ()
    assert any("重填" in text.zh and "enter it again" in text.en for text in said)
