"""Faulty plans whose targets are wrong."""

from decimal import Decimal

from portal.demo.plan_edits import MEMBER, Cells, Edit, PlanFault, base_times, target, together
from portal.demo.pledges import on_file

D = Decimal
APART: Cells = {"coverage1": D("0.99")}
NET_ZERO: Cells = {"kind": "net_zero", "cut": None, **APART}
STATED: Cells = {"residual_stated": True, "neutralisation": "碳移除"}
INTENSITY: Cells = {"kind": "intensity", "intensity_unit": "tCO2e／公噸", "base_activity": D(1000)}
RATE: Cells = {"kind": "annual_rate", "cut": None}
ON_FILE = 2022


def _based_on_file(factor: str) -> Edit:
    """A target from an inventory year, its base a multiple of the inventory."""
    file, times = on_file(MEMBER)[ON_FILE], D(factor)
    first, second = file.scope1 * times, file.scope2 * times
    return target(
        base_year=ON_FILE,
        base_scope1=first,
        base_scope2=second,
        base_total=first + second,
        **APART,
    )


BASE_YEARS = (
    PlanFault("PLN-201", "target id twice", target(target_id="T2030")),
    PlanFault("PLN-202", "base year not before target year", target(base_year=2037)),
    PlanFault("PLN-203", "base year in the future", target(base_year=2025)),
    PlanFault("PLN-204", "target set in the future", target(set_year=2026)),
    PlanFault("PLN-205", "base year before 2005", target(base_year=2003)),
    PlanFault("PLN-206", "no base year", target(base_year=None)),
    PlanFault("PLN-207", "no base emissions", target(base_scope2=None, base_total=None)),
    PlanFault("PLN-208", "base total is not the sum", target(base_total=D(999_999))),
    PlanFault("PLN-209", "base in the wrong unit", _based_on_file("0.0001"), alone=False),
    PlanFault("PLN-210", "base differs from the inventory", _based_on_file("1.1"), alone=False),
    PlanFault("PLN-211", "restated without a reason", target(restated=True, base_before=D(1))),
    PlanFault("PLN-212", "base changed silently", base_times("1.2"), alone=False),
    PlanFault("PLN-213", "whole company", target(kaohsiung_only=False)),
    PlanFault("PLN-214", "narrow coverage", target(coverage2=D("0.5"))),
    PlanFault("PLN-215", "coverage blank", target(coverage2=None)),
    PlanFault("PLN-216", "nothing covered", target(coverage1=D(0), coverage2=D(0))),
    PlanFault("PLN-217", "scope 2 method blank", target(scope2_method=None)),
    PlanFault("PLN-218", "verified by nobody", target(verified=True, verifier=None)),
    PlanFault("PLN-219", "target year over", target(target_year=2023, cut=D("0.05"))),
    PlanFault("PLN-220", "base a thousandth of last year", base_times("0.001"), alone=False),
)
WORDING = (
    PlanFault("PLN-301", "no cut", target(cut=None)),
    PlanFault("PLN-302", "stated cut differs", target(stated_cut=D(65_000))),
    PlanFault("PLN-303", "stated emissions differ", target(stated_target_emissions=D(99_000))),
    PlanFault("PLN-304", "cut beyond the base", target(cut=None, stated_cut=D(200_000), **APART)),
    PlanFault("PLN-305", "no base activity", target(**{**INTENSITY, "base_activity": None})),
    PlanFault("PLN-306", "no target activity", target(**INTENSITY)),
    PlanFault(
        "PLN-307", "activity in another unit", target(**INTENSITY, target_activity=D(100), **APART)
    ),
    PlanFault("PLN-308", "target above the base", target(**INTENSITY, target_activity=D(2000))),
    PlanFault("PLN-309", "no annual rate", target(**RATE)),
    PlanFault("PLN-310", "linear or compound", target(**RATE, annual_rate=D("0.02"))),
    PlanFault(
        "PLN-311",
        "annual rate too high",
        target(**RATE, annual_rate=D("0.12"), rate_kind="linear", **APART),
    ),
    PlanFault("PLN-312", "no business as usual", target(kind="bau")),
    PlanFault("PLN-313", "no return year", target(kind="return_to_level", cut=None)),
    PlanFault(
        "PLN-314",
        "return level unknown",
        target(kind="return_to_level", cut=None, return_year=2017),
    ),
    PlanFault(
        "PLN-315",
        "two targets for one year",
        together(target(), target(target_id="T2037-2")),
    ),
    PlanFault("PLN-316", "later target is weaker", target(cut=D("0.1"))),
)
STANDING = (
    PlanFault("PLN-321", "residual not answered", target(**NET_ZERO)),
    PlanFault("PLN-322", "residual amount blank", target(**NET_ZERO, **STATED)),
    PlanFault("PLN-323", "large residual", target(**NET_ZERO, **STATED, residual=D(30_000))),
    PlanFault("PLN-324", "residual beyond base", target(**NET_ZERO, **STATED, residual=D(10**6))),
    PlanFault(
        "PLN-325",
        "residual not neutralised",
        target(**NET_ZERO, residual_stated=True, residual=D(8_000)),
    ),
    PlanFault("PLN-326", "offsets without amount", target(offsets_used=True)),
    PlanFault("PLN-327", "published without evidence", target(standing="published", evidence=None)),
    PlanFault("PLN-328", "weaker than last year", target(cut=D("0.3")), alone=False),
)
TARGETS = (*BASE_YEARS, *WORDING, *STANDING)
