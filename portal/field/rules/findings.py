"""Rules of the sheet of findings and recommendations."""

from collections.abc import Iterator

from portal.advisory.content import economics
from portal.advisory.rules import Flag, Proposal, judged
from portal.field.rows import AdviceLine, FindingLine
from portal.field.rules.book import ADVICE, FORM, RULES
from portal.field.subject import Subject, advice_of, machine_of, savings_of
from portal.language import Text
from portal.workbook.findings import Hit, Severity, hit


def _flags(
    subject: Subject, line: FindingLine | AdviceLine, tag: str, severity: Severity
) -> list[Flag]:
    """What the rules of diagnoses say about a recommendation, as far as the workbook knows."""
    advice = advice_of(line)
    if advice is None or subject.system is None:
        return []
    savings = savings_of(line)
    standing = subject.machines.get(tag)
    machine = machine_of(standing) if standing else None
    payback = economics(advice, savings).payback_years
    found = judged(Proposal(advice, savings, subject.system, machine, payback_years=payback))
    return [flag for flag in found if flag.severity is severity]


@RULES.rule(
    "FLD-201",
    Severity.ERROR,
    title=Text("發現的設備不在清冊", "A finding on unknown equipment"),
    message=Text(
        "設備編號「{found}」不在「設備」工作表。",
        "The tag “{found}” is not on the equipment sheet.",
    ),
    why=Text("發現會掛不到設備。", "The finding could not be tied to its machine."),
    fix=Text(
        "請更正設備編號；全廠性的發現請留空。", "Correct the tag; leave it empty for the site."
    ),
    source=FORM,
)
def findings_name_known_equipment(subject: Subject) -> Iterator[Hit]:
    """A finding names a machine of the workbook or none."""
    for line in subject.findings:
        if line.tag and line.tag not in subject.machines:
            yield hit(line.cell("tag"), found=line.tag)


@RULES.rule(
    "FLD-202",
    Severity.ERROR,
    title=Text("項次重複", "A number stands twice"),
    message=Text("項次 {found} 出現在多列。", "The number {found} stands in several rows."),
    why=Text("照片以項次指到發現。", "Photos refer to findings by number."),
    fix=Text("請給每項發現不同的項次。", "Number the findings differently."),
    source=FORM,
)
def finding_numbers_are_unique(subject: Subject) -> Iterator[Hit]:
    """No two findings have the same number."""
    for line in subject.findings:
        if line.number is not None and subject.numbers[line.number] is not line:
            yield hit(line.cell("number"), found=line.number)


@RULES.rule(
    "FLD-203",
    Severity.ERROR,
    title=Text("建議不完整", "An unfinished recommendation"),
    message=Text("建議缺少名稱或分類。", "A recommendation lacks its name or its class."),
    why=Text("沒有名稱或分類的建議無法登錄。", "It cannot be recorded without both."),
    fix=Text("請補填建議名稱與分類，或清空該列建議。", "Enter both, or clear the recommendation."),
    source=FORM,
)
def recommendations_are_complete(subject: Subject) -> Iterator[Hit]:
    """A recommendation has a name and a class."""
    for line, _ in subject.advising:
        if advice_of(line) is None:
            yield hit(line.cell("measure_class" if line.title else "title"))


@RULES.rule(
    "FLD-204",
    Severity.ERROR,
    title=Text("建議的數字不可能", "Impossible figures of a recommendation"),
    message=Text("{said}", "{said}"),
    why=Text("節能量不能大於用量，汰換需有投資。", "More than is used cannot be saved."),
    fix=Text("請核對單位後更正。", "Check the units and correct it."),
    source=ADVICE,
)
def recommended_figures_are_possible(subject: Subject) -> Iterator[Hit]:
    """The figures of a recommendation can be right."""
    for line, tag in subject.advising:
        for flag in _flags(subject, line, tag, Severity.ERROR):
            yield hit(line.cell(_column(flag)), said=flag.message)


@RULES.rule(
    "FLD-205",
    Severity.ERROR,
    title=Text("少見的數字未說明", "Unusual figures without an explanation"),
    message=Text("{said}", "{said}"),
    why=Text(
        "少見的數字要有依據才能登錄。", "Unusual figures are recorded with what they rest on."
    ),
    fix=Text(
        "請更正，或於「對警告的說明」填寫依據。", "Correct it, or explain it in the last column."
    ),
    source=ADVICE,
)
def unusual_figures_are_explained(subject: Subject) -> Iterator[Hit]:
    """What is unusual about a recommendation is explained."""
    for line, tag in subject.advising:
        if not line.explanation:
            for flag in _flags(subject, line, tag, Severity.WARNING):
                yield hit(line.cell(_column(flag)), said=flag.message)


@RULES.rule(
    "FLD-206",
    Severity.ERROR,
    title=Text("其他能源不完整", "Other energy unfinished"),
    message=Text(
        "其他能源與其節省量須一起填寫。", "Other energy and what is saved of it go together."
    ),
    why=Text("沒有能源別的數量沒有單位。", "A quantity without its carrier has no unit."),
    fix=Text("請補填，電力請填「年節電量」。", "Enter both; electricity has its own column."),
    source=FORM,
)
def other_energy_is_complete(subject: Subject) -> Iterator[Hit]:
    """Other energy is named with a quantity, and is not electricity."""
    lines: tuple[FindingLine | AdviceLine, ...] = (*subject.findings, *subject.advice)
    for line in lines:
        has_both = (line.other_carrier is None) == (line.other_quantity is None)
        if not has_both or line.other_carrier == "electricity":
            yield hit(line.cell("other_carrier"), found=line.other_carrier)


@RULES.rule(
    "FLD-207",
    Severity.ERROR,
    title=Text("建議的發現不在表上", "A recommendation of an unknown finding"),
    message=Text(
        "發現項次 {found} 不在「發現與建議」工作表。",
        "Finding no. {found} is not on the sheet of findings.",
    ),
    why=Text("建議要掛在一項發現之下。", "A recommendation belongs to a finding."),
    fix=Text("請填「發現與建議」的項次。", "Enter the number of one of the findings."),
    source=FORM,
)
def further_recommendations_name_their_finding(subject: Subject) -> Iterator[Hit]:
    """A recommendation without a row id names a finding of the workbook."""
    for line in subject.advice:
        if not line.id and line.finding not in subject.numbers:
            yield hit(line.cell("finding"), found=line.finding or "")


def _column(flag: Flag) -> str:
    """The column in which a flag's figure stands."""
    known = {
        "electricity_quantity": "electricity",
        "capex_material": "capex",
        "subsidy": "capex",
        "measure_class": "measure_class",
    }
    return known.get(flag.field, "other_quantity")
