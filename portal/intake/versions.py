"""What a workbook is judged by: versions of portal, rules, thresholds and reference data."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from portal.intake.kinds import CATALOGUE
from portal.intake.limits import DEFAULTS
from portal.language import Text
from portal.reference.versions import VERSIONS
from portal.workbook.thresholds import Threshold

PORTAL = "0.1.0"


LABELS: Mapping[str, Text] = {
    "portal": Text("平台", "Portal"),
    "rules": Text("檢核規則", "Checks"),
    "thresholds": Text("門檻", "Limits"),
    "units": Text("單位", "Units"),
    "codes": Text("代碼表", "Code lists"),
    "fuels": Text("燃料", "Fuels"),
    "materials": Text("原物料", "Materials"),
    "emission_factors": Text("排放係數", "Emission factors"),
    "heat_values": Text("熱值", "Heat values"),
    "process_factors": Text("製程係數", "Process factors"),
    "electronics": Text("電子業製程氣體係數", "Process gases of electronics"),
    "abatement": Text("尾氣處理去除率", "Abatement"),
    "carbon_contents": Text("碳含量", "Carbon contents"),
    "gases": Text("溫室氣體", "Gases"),
    "gwp": Text("暖化潛勢", "Warming potentials"),
    "gwp_years": Text("暖化潛勢適用年度", "Years of warming potentials"),
    "grid_factors": Text("電力排碳係數", "Grid factors"),
    "grid_scenarios": Text("電力排碳係數情境", "Grid scenarios"),
    "published_figures": Text("已公布數據", "Published figures"),
    "published_conflicts": Text("已公布文件的歧異", "Conflicts of published documents"),
    "fee_rates": Text("碳費費率", "Carbon fee rates"),
    "reduction_rates": Text("減量比較線", "Reduction rates compared with"),
    "city_measures": Text("全市減量措施", "Measures of the city"),
    "city_printed": Text("預算書刊印數值", "Figures as printed"),
    "city_programmes": Text("市府計畫", "Programmes of the city"),
    "city_series": Text("全市排放序列", "Series of the city"),
    "city_budget": Text("全市排放預算", "Budget of the city"),
}


@dataclass(frozen=True, slots=True)
class JudgedBy:
    """One thing a version was judged by, with its edition and digest as kept."""

    name: Text
    edition: str


def judged_by(kept: Mapping[str, str]) -> tuple[JudgedBy, ...]:
    """What was kept with a version, named; what has no name of its own keeps its key."""
    return tuple(
        JudgedBy(LABELS.get(key, Text(key, key)), edition)
        for key, edition in kept.items()
        if key != "suspended"
    )


@lru_cache(maxsize=16)
def versions(changed: tuple[Threshold, ...] = ()) -> Mapping[str, str]:
    """The versions recorded with every report, by name.

    Args:
        changed: the limits that count instead of the defaults.
    """
    return {
        "portal": PORTAL,
        "rules": _rules(),
        "thresholds": DEFAULTS.changed(changed).version,
        **VERSIONS,
    }


@cache
def _rules() -> str:
    said = "\n".join(
        f"{rule.code} {rule.severity} {rule.message.zh} {rule.message.en}"
        for rule in CATALOGUE.values()
    )
    return hashlib.sha256(said.encode()).hexdigest()[:12]
