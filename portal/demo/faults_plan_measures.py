"""Faulty plans whose measures are wrong."""

from datetime import date
from decimal import Decimal

from portal.demo.plan_edits import Cells, PlanFault, drop, measure, summed, together

D = Decimal
START: Cells = {"status": "approved", "start": date(2026, 1, 1)}
RUNNING: Cells = {"status": "in_progress", "start": date(2024, 2, 1)}
NO_ENERGY: Cells = {"saved_kwh": None, "factor": None, "factor_unit": None, "factor_year": None}
FUEL: Cells = {
    **NO_ENERGY,
    "scope": "1",
    "saved_fuel": D(38),
    "factor": D("2.6"),
    "factor_unit": "tCO2e/kL",
}
OTHER: Cells = {"measure_id": "M-901", "expected": D(50), "saved_kwh": D(105_485)}

DATES = (
    PlanFault("PLN-401", "measure id twice", measure(measure_id="M-001")),
    PlanFault("PLN-402", "no start", measure(status="approved", start=None)),
    PlanFault("PLN-403", "running before its start", measure(status="in_progress")),
    PlanFault("PLN-404", "realised without running", measure(realised=D("0.5"))),
    PlanFault("PLN-405", "done but not realised", measure(**{**RUNNING, "status": "done"})),
    PlanFault("PLN-406", "full effect before start", measure(full_effect_year=2020)),
    PlanFault("PLN-407", "start is over", measure(start=date(2022, 1, 1))),
    PlanFault("PLN-419", "measure vanished", together(drop("measures", 5), summed), alone=False),
)
TWICE = (
    PlanFault("PLN-411", "no measured evidence", measure(**RUNNING, realised=D("0.5"))),
    PlanFault("PLN-412", "green power unscheduled", measure(**START, category="renewable_bought")),
    PlanFault("PLN-413", "same saving twice", together(measure(), measure(measure_id="M-901"))),
    PlanFault(
        "PLN-414",
        "one contract for two measures",
        together(measure(esco_contract="ESCO-1"), measure(**OTHER, esco_contract="ESCO-1")),
    ),
    PlanFault(
        "PLN-415",
        "overlap without end use",
        together(measure(overlap_group="空壓"), measure(**OTHER, overlap_group="空壓")),
    ),
    PlanFault("PLN-416", "more than the end use", measure(end_use_emissions=D(50))),
    PlanFault("PLN-417", "group of one", measure(overlap_group="空壓", end_use_emissions=D(900))),
    PlanFault(
        "PLN-418",
        "exclusive measures both certain",
        together(
            measure(**START, exclusive_set="鍋爐"),
            measure(**{**OTHER, **START, "exclusive_set": "鍋爐"}),
        ),
    ),
)
GREEN: Cells = {**START, "category": "renewable_bought"}
CLAIMS = (
    PlanFault(
        "PLN-441",
        "one diagnosis for two measures",
        together(measure(diagnosis_id="D-1"), measure(**OTHER, diagnosis_id="D-1")),
    ),
    PlanFault(
        "PLN-442",
        "two measures on one system",
        together(measure(), measure(**OTHER)),
    ),
    PlanFault(
        "PLN-443",
        "more green power than contracted",
        measure(**GREEN, green_schedule="2026 年 10 萬度，契約 PPA-1"),
    ),
    PlanFault(
        "PLN-444", "schedule without kWh", measure(**GREEN, green_schedule="2026 年起逐年轉供")
    ),
    PlanFault(
        "PLN-445",
        "grid factor as a measure",
        measure(**NO_ENERGY, calculation="2030 年電力排碳係數下降"),
    ),
)
EFFECTS = (
    PlanFault(
        "PLN-421",
        "cut beyond all emissions",
        measure(**NO_ENERGY, expected=D(10**6), calculation="估算"),
        alone=False,
    ),
    PlanFault("PLN-422", "kWh as MWh", measure(expected=D("0.1"), capex=None)),
    PlanFault("PLN-423", "cut differs from energy", measure(expected=D(130))),
    PlanFault("PLN-424", "energy without factor", measure(factor=None)),
    PlanFault("PLN-425", "factor of another kind", measure(factor_unit="tCO2e/t")),
    PlanFault(
        "PLN-426", "unannounced grid factor", measure(factor=D("0.511"), expected=D("107.8"))
    ),
    PlanFault("PLN-427", "factor without year", measure(factor_year=None)),
    PlanFault("PLN-428", "no calculation", measure(**NO_ENERGY)),
    PlanFault("PLN-429", "fuel without unit", measure(**FUEL)),
    PlanFault("PLN-430", "scope does not fit", measure(scope="1")),
    PlanFault("PLN-431", "too many credits", measure(credits_sold=D(200), credit_project="VCP-1")),
    PlanFault("PLN-432", "credits without project", measure(credits_sold=D(10))),
    PlanFault("PLN-433", "ESCO without contract", measure(**START, financing="esco")),
    PlanFault("PLN-434", "investment too high", measure(capex=D(10**9))),
    PlanFault(
        "PLN-435",
        "unit slip since last year",
        measure(expected=D("0.1"), saved_kwh=D("210.97"), capex=None),
        alone=False,
    ),
    PlanFault(
        "PLN-436",
        "cut changed silently",
        measure(expected=D(300), saved_kwh=D(632_910)),
        alone=False,
    ),
)
MEASURES = (*DATES, *TWICE, *CLAIMS, *EFFECTS)
