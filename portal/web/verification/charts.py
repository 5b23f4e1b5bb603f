"""The charts of a plan: meter beside model, and savings adding up."""

from portal.language import Language, Text
from portal.reference.site_systems import Carrier
from portal.reports.charts import Chart
from portal.reports.meter_charts import Track, over_time
from portal.verification.computing import Result

PERIOD = Text("期間", "Period")
METER = Text("實測", "Metered")
MODEL = Text("模型（調整後基線）", "Model (adjusted baseline)")
SAVED = Text("累計節能量", "Cumulative saving")
BESIDE = Text("實測與模型（{unit}）", "Meter and model ({unit})")
ADDING = Text("累計節能量（{unit}）", "Cumulative saving ({unit})")


def charts(result: Result, carrier: Carrier, language: Language) -> list[Chart]:
    """Meter and model over baseline and reporting period, and the saving up to each period."""
    saved = result.saved
    every = (*result.baseline, *result.reporting)
    names = [one.first.strftime("%Y-%m") if one.days > 1 else str(one.first) for one in every]
    beside = over_time(
        BESIDE.format(unit=carrier.unit)[language],
        names,
        [
            Track(METER[language], "ink", (*result.metered, *saved.actual), has_dots=True),
            Track(MODEL[language], "accent", (*result.fitted, *saved.baseline), dash=(5, 3)),
        ],
        heading=PERIOD[language],
        split=len(result.baseline),
    )
    adding = over_time(
        ADDING.format(unit=carrier.unit)[language],
        names[len(result.baseline) :],
        [Track(SAVED[language], "accent", saved.cumulative, has_dots=True)],
        heading=PERIOD[language],
        height=220,
    )
    return [beside, adding]
