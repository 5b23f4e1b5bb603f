"""An invented diagnosis with everything that its report may show."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

from PIL import Image

from portal.advisory.content import (
    Advice,
    Attendee,
    Machine,
    Reading,
    Saved,
    Seen,
    VisitContent,
    Wanted,
)
from portal.advisory.duty import declared
from portal.advisory.figures import (
    AdviceRow,
    CalculationRow,
    Case,
    Colleague,
    FindingRow,
    MachineRow,
    MeasurementRow,
    RequestRow,
    TeamRow,
    VisitRow,
)
from portal.advisory.states import AdviceState, RequestState
from portal.advisory.steps import CaseFacts, Owner, Phase, Step
from portal.advisory.vocabulary import (
    Carrier,
    Level,
    MeasureClass,
    Method,
    System,
    Topic,
    VisitKind,
)
from portal.calculators.registry import BY_CODE
from portal.calculators.runs import run
from portal.language import Text
from portal.reference.groups import Group
from portal.reports.diagnosis import DiagnosisReport, Photo
from tests.reports.examples import EDITION

MOMENT = datetime(2024, 6, 3, 2, tzinfo=UTC)
SURVEY = date(2024, 6, 3)


def picture(width: int = 1600, height: int = 1200) -> bytes:
    """A photo as a camera makes it."""
    made = BytesIO()
    Image.new("RGB", (width, height), "#37577a").save(made, "JPEG")
    return made.getvalue()


def report(said: str = "漏氣") -> DiagnosisReport:
    """A report; `said` is what people typed wherever they could."""
    return DiagnosisReport(
        case=_case(said),
        address=Text(said, said),
        machines=(MachineRow(1, 7, _machine(said), 1),),
        measurements=(_measurement(said),),
        photos=(Photo(5, said, said, picture()), Photo(0, said, "", b"no picture")),
        deadlines=declared(),
        edition=EDITION,
    )


def without_advice(base: DiagnosisReport) -> DiagnosisReport:
    """The same before anything was recommended."""
    return replace(base, case=replace(base.case, advice=()))


def _machine(said: str) -> Machine:
    return Machine(
        "compressor",
        "AC-1",
        Carrier.ELECTRICITY,
        maker=said,
        rated=Decimal(200),
        hours=Decimal(8000),
        annual_use=Decimal(1_400_000),
    )


def _measurement(said: str) -> MeasurementRow:
    reading = Reading("power_kw", Decimal("182.5"), MOMENT, Method.MEASURED, said, date(2024, 1, 9))
    return MeasurementRow(1, 2, 1, "AC-1", reading, said, ())


def _case(said: str) -> Case:
    made = run(
        BY_CODE["air_leak_energy"],
        {"flow": Decimal(4), "h": Decimal(8000), "sp": Decimal("6.5"), "price": Decimal("3.5")},
    )
    visit = VisitContent(VisitKind.SURVEY, SURVEY, SURVEY, notes=said)
    people = (Colleague(3, said, True, False, said), Colleague(4, "方怡君", False, None, ""))
    findings = (
        FindingRow(5, 2, "AC-1", Seen(System.AIR, said, Level.HIGH, 1), 1),
        FindingRow(6, 2, "", Seen(System.POWER, said, Level.LOW), 1),
    )
    steps = (
        Step(Phase.DECISION, Text("回覆改善建議", "Answer"), Owner.MEMBER, SURVEY, None, 1, 11),
    )
    return Case(
        request=_request(said),
        team=TeamRow(said, SURVEY, 1, people),
        visits=(VisitRow(2, 9, visit, (Attendee(said, "site", said),), 1),),
        findings=findings,
        advice=(
            advice_row(11, 1, 5, AdviceState.PROPOSED, title=said, text=said),
            advice_row(
                12,
                2,
                6,
                AdviceState.REJECTED,
                title=said,
                text=said,
                measure_class=MeasureClass.REPLACEMENT,
                capex_material=Decimal(1_200_000),
                life_years=Decimal(10),
            ),
        ),
        actions=(),
        attachments=(),
        facts=CaseFacts(Topic.ENERGY, RequestState.ASSIGNED, SURVEY),
        steps=steps,
        calculations=(CalculationRow(1, 5, made, said, MOMENT),),
    )


def _request(said: str) -> RequestRow:
    return RequestRow(
        id=9,
        number="D-2024-0009",
        company_id=1,
        company_code="M001",
        company_name=Text(said, said),
        group=Group.STEEL,
        site_id=7,
        site_number="E5600001",
        site_name=Text(said, said),
        wanted=Wanted(Topic.ENERGY, (System.AIR,), said, said),
        state=RequestState.ASSIGNED,
        state_since=MOMENT,
        requested_by=said,
        requested_at=MOMENT,
        reason="",
        reported_on=None,
        row_version=1,
    )


def advice_row(
    key: int, number: int, finding: int, state: AdviceState, **content: Any
) -> AdviceRow:
    """A recommendation that saves 208,000 kWh a year at NT$ 3.5."""
    base = Advice("", "", MeasureClass.OPERATIONAL, interaction_group="AIR")
    return AdviceRow(
        id=key,
        request_id=9,
        finding_id=finding,
        number=number,
        state=state,
        state_since=MOMENT,
        advice=replace(base, **content),
        savings=(Saved(Carrier.ELECTRICITY, Decimal(208_000), price=Decimal("3.5")),),
        flags=(),
        decisions=(),
        progress=None,
        progress_version=0,
        follow_ups=(),
        row_version=1,
    )
