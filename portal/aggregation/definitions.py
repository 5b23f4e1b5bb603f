"""What each figure is and how it is made: the words behind every number on a page."""

from collections.abc import Mapping
from dataclasses import dataclass

from portal.language import Text

# Changes whenever a figure would come out differently from the same rows.
METHOD_VERSION = "2026.1"
TONNES = Text("公噸 CO₂e", "tCO2e")
TONNES_A_YEAR = Text("公噸 CO₂e／年", "tCO2e/yr")
SHARE = Text("比率", "share")


@dataclass(frozen=True, slots=True)
class Definition:
    """Name, unit, meaning and formula of a figure."""

    label: Text
    unit: Text
    meaning: Text
    formula: Text


def _formula(text: str) -> Text:
    return Text(text, text)


DEFINITIONS: Mapping[str, Definition] = {
    "emissions": Definition(
        Text("排放量", "Emissions"),
        TONNES,
        Text(
            "高雄市轄內廠區經審查通過之範疇一與範疇二排放量，成員間交換之能源僅計一次。",
            "Accepted scope 1 and 2 emissions of the sites in Kaohsiung; energy passed between "
            "members counts once.",
        ),
        _formula("Σ(S1 + S2) − Σ X_f"),
    ),
    "scope1": Definition(
        Text("範疇一排放量", "Scope 1"),
        TONNES,
        Text(
            "經審查通過之直接排放量，不含生質二氧化碳。",
            "Accepted direct emissions without biogenic CO₂.",
        ),
        _formula("Σ S1"),
    ),
    "scope2": Definition(
        Text("範疇二排放量", "Scope 2"),
        TONNES,
        Text("經審查通過之能源間接排放量。", "Accepted emissions of purchased energy."),
        _formula("Σ S2"),
    ),
    "biogenic": Definition(
        Text("生質二氧化碳", "Biogenic CO₂"),
        TONNES,
        Text("另行揭露，不計入排放量。", "Shown apart, never in the emissions."),
        _formula("Σ CO₂ bio"),
    ),
    "exchanged": Definition(
        Text("已扣除重複計算", "Overlap deducted"),
        TONNES,
        Text(
            "成員間交換之蒸汽、熱能、壓縮空氣與電力，供應端與受入端申報一致者。",
            "Steam, heat, compressed air and power between members, reported alike by both.",
        ),
        _formula("Σ X_f(y)"),
    ),
    "change": Definition(
        Text("較前一年度變動", "Change from the year before"),
        SHARE,
        Text(
            "僅比較兩個年度皆有審查通過清冊之成員。",
            "Over the members with an accepted inventory in both years only.",
        ),
        _formula("Σ E(y) / Σ E(y−1) − 1"),
    ),
    "t1": Definition(
        Text("減量貢獻（簡單加總）", "Contribution, simple sum (T1)"),
        TONNES_A_YEAR,
        Text(
            "各成員相較自身基準年之減量直接加總；基準年不同，不宜直接與全市總量比較。",
            "Every member's cut against its own base year; base years differ, so do not set it "
            "against city totals.",
        ),
        _formula("T1 = Σ K_i"),
    ),
    "t2": Definition(
        Text("減量貢獻（僅範疇一）", "Contribution, scope 1 only (T2)"),
        TONNES_A_YEAR,
        Text(
            "僅計直接排放，成員間不會重複。", "Direct emissions only: no overlap by construction."
        ),
        _formula("T2 = Σ K_i,S1"),
    ),
    "t3": Definition(
        Text("減量貢獻（扣除重複計算）", "Contribution, overlap deducted (T3)"),
        TONNES_A_YEAR,
        Text(
            "簡單加總扣除成員間能源交換之重複計算；僅計雙方申報一致且目標皆可量化者。",
            "The simple sum less what seller and buyer both count, from matched flows between "
            "quantified targets.",
        ),
        _formula("T3 = T1 − Σ min(c_s1, c_b2) × max(0, X_f(b) − X_f(T))"),
    ),
    "t4": Definition(
        Text("減量貢獻（以 2022 年為共同基準）", "Contribution since 2022 (T4)"),
        TONNES_A_YEAR,
        Text(
            "2022 年排放量減目標年排放量；唯一可與全市基線及碳預算比較之數值。",
            "Emissions of 2022 less those of the target year: the only one comparable with the "
            "city's baseline and budget.",
        ),
        _formula("T4 = Σ (E_i(2022) − E_i(T))"),
    ),
    "t4_city": Definition(
        Text("減量貢獻（共同基準，不含能源組）", "Contribution since 2022 without energy (T4)"),
        TONNES_A_YEAR,
        Text(
            "電廠供應全國用電，另行列示，避免與用電端重複。",
            "Power plants serve the whole country and stand apart, so that users' power does not "
            "count twice.",
        ),
        _formula("T4 − T4(energy)"),
    ),
    "t2_city": Definition(
        Text("減量貢獻（僅範疇一，不含能源組）", "Contribution, scope 1 without energy (T2)"),
        TONNES_A_YEAR,
        Text(
            "電廠範疇一另行列示，與全市比較時不計入。",
            "Scope 1 of power plants stands apart and is left out of comparisons with the city.",
        ),
        _formula("T2 − T2(energy)"),
    ),
    "power": Definition(
        Text("能源組範疇一減量（另列）", "Scope 1 cut of the energy group, apart"),
        TONNES_A_YEAR,
        Text(
            "電廠範疇一與用電成員範疇二可能為同一公噸。會員電廠占全國售電之比例（φ）尚無申報資料，"
            "故不估 φ × 範疇二減量，改以整組另列並排除於全市比較。",
            "Scope 1 of power plants and scope 2 of members may be the same tonne. The plants' "
            "share of national sales (phi) is not reported, so phi x scope 2 is not estimated; "
            "the whole group stands apart and is left out of comparisons with the city.",
        ),
        Text("T2（能源組）；O = φ × ΔS2，φ 無申報資料", "T2(energy); O = φ × ΔS2: φ not reported"),
    ),
    "net": Definition(
        Text("淨減量", "Net cut"),
        TONNES_A_YEAR,
        Text("包含以碳匯或移除中和之殘餘排放。", "With the residual that is neutralised."),
        _formula("Σ Bcov (net zero), Σ K (other)"),
    ),
    "gross": Definition(
        Text("實質減量", "Gross cut"),
        TONNES_A_YEAR,
        Text(
            "不含中和之減量；未填報殘餘排放量之成員不計入，亦不推估。",
            "Without neutralisation; members that do not state a residual are left out, not "
            "estimated.",
        ),
        _formula("Σ (Bcov − residual)"),
    ),
    "residual": Definition(
        Text("殘餘排放量", "Residual emissions"),
        TONNES_A_YEAR,
        Text("已填報之殘餘排放量合計。", "Sum of the residuals stated."),
        _formula("Σ residual"),
    ),
    "progress": Definition(
        Text("達成進度", "Progress"),
        SHARE,
        Text(
            "已減量占承諾減量之比率；同一批成員加總後相除，不設上下限。",
            "Cut achieved over cut pledged: a ratio of sums over the same members, not limited.",
        ),
        _formula("Σ(Bcov − Ecov(L)) / Σ K"),
    ),
    "plan_coverage": Definition(
        Text("措施涵蓋率", "Plan coverage"),
        SHARE,
        Text(
            "已核定措施 2030 年減量占承諾減量之比率。",
            "Committed measures of 2030 over the contribution, over the same members.",
        ),
        _formula("Σ planned(2030) / Σ K"),
    ),
    "delivery": Definition(
        Text("2026 年預期減量", "Expected by 2026"),
        TONNES_A_YEAR,
        Text(
            "2022 年排放量減 2026 年預期排放量；成員自訂之 2026 年目標與內插值分列。",
            "Emissions of 2022 less those expected in 2026; members' own milestones and "
            "interpolated values stand apart.",
        ),
        _formula("Σ (E(2022) − E'(2026)), E'(y) = E(L) + (E(T) − E(L)) (y − L)/(T − L)"),
    ),
}
