"""What the invented members answer and do, in fixed proportions."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from portal.advisory.content import Answer, Progress
from portal.advisory.models import Recommendation
from portal.advisory.operations import answers
from portal.advisory.vocabulary import MeasureClass, Outcome, Reason, Status
from portal.demo.cases import Case
from portal.demo.variation import about, rounded

# One letter for each recommendation in turn: done, rejected, not done after all, nobody can
# tell, put off, still pending, accepted at the second try and done, waiting for an answer.
_OPERATIONAL: Final = "DRDDNDRDDPDUDDRDNDDT"
_REPLACEMENT: Final = "RDPDRTDFRDNDRPDRUDRW"
_REFUSALS: Final = (
    (Reason.PAYBACK, "回收年限超過公司三年門檻。"),
    (Reason.PRODUCTION_RISK, "須停線施工，訂單滿載期間無法配合。"),
    (Reason.PLANNED, "已列入年度汰換計畫，另案辦理。"),
    (Reason.SHUTDOWN, "機房空間不足，需配合遷移。"),
)
_FIRST: Final = timedelta(days=70)
_SECOND: Final = timedelta(days=190)
_LEARNT: Final = timedelta(days=330)
_ASKED_AGAIN: Final = timedelta(days=520)
_REVIEWED: Final = timedelta(days=760)
_LONG: Final = timedelta(days=900)
_GIVEN_UP: Final = date(2025, 3, 1)
_LATEST: Final = date(2025, 10, 1)
"""What would come later is still open when the demonstration begins."""


def answer_of(measure_class: MeasureClass, number: int) -> str:
    """What becomes of the recommendation of a number: one letter of the patterns."""
    pattern = _OPERATIONAL if measure_class is MeasureClass.OPERATIONAL else _REPLACEMENT
    return pattern[number % len(pattern)]


def follow(case: Case, one: Recommendation, number: int) -> None:
    """Take a recommendation from its being put forward to what became of it."""
    match answer_of(one.measure_class, number):
        case "R":
            reason, remark = _REFUSALS[number % len(_REFUSALS)]
            _decide(case, one, Answer(Outcome.REJECTED, reason, remark), _FIRST)
        case "F":
            review = case.surveyed_on + _REVIEWED
            answer = Answer(Outcome.DEFERRED, Reason.CAPITAL, "待下年度預算。", review)
            _decide(case, one, answer, _FIRST)
            if review < _GIVEN_UP:
                no = Answer(Outcome.REJECTED, Reason.CAPITAL, "連續兩年未編列預算，不再考慮。")
                _decide(case, one, no, _REVIEWED)
        case "T":
            review = case.surveyed_on + _SECOND
            answer = Answer(Outcome.DEFERRED, Reason.CAPITAL, "待董事會核定。", review)
            _decide(case, one, answer, _FIRST)
            _decide(case, one, Answer(Outcome.ACCEPTED, remark="預算已核定。"), _SECOND)
            _done(case, one, _SECOND + timedelta(days=90))
        case "W":
            return
        case letter:
            _decide(case, one, Answer(Outcome.ACCEPTED), _FIRST)
            _after(case, one, letter)


def _after(case: Case, one: Recommendation, letter: str) -> None:
    match letter:
        case "D":
            _done(case, one, _FIRST + timedelta(days=40 + one.number % 9 * 20))
        case "N":
            _learn(case, one, Status.WILL_NOT, "產線調整，設備停用。")
        case "U":
            _learn(case, one, Status.UNABLE, "承辦人異動，無法取得資料。")
            _learn(case, one, Status.UNABLE, "再次聯繫，仍無紀錄可查。", _ASKED_AGAIN)
        case _:
            planned = case.surveyed_on + _LONG
            _report(case, one, Progress(Status.PENDING, planned), _FIRST + timedelta(days=20))
            _learn(case, one, Status.PENDING, "配合歲修施工。")
            if planned < _LATEST:
                _done(case, one, _LONG)


def _decide(case: Case, one: Recommendation, answer: Answer, after: timedelta) -> None:
    at = case.at(after, 6)
    answers.decide(case.session, case.people.signatory, one, answer, at=at, row_version=None)


def _report(case: Case, one: Recommendation, progress: Progress, after: timedelta) -> None:
    at = case.at(after, 6)
    answers.report_progress(case.session, case.people.preparer, one, progress, at=at)


def _done(case: Case, one: Recommendation, after: timedelta) -> None:
    day: date = case.surveyed_on + after
    cost = one.capex_engineering + one.capex_material + one.capex_labour + one.capex_other
    actual: Decimal = rounded(about(cost, "0.12", one.number, day), -3) if cost else cost
    progress = Progress(
        Status.IMPLEMENTED,
        day,
        day - timedelta(days=21),
        day,
        actual,
        "完工驗收紀錄與設定前後照片，存於設備課。",
    )
    _report(case, one, progress, after + timedelta(days=5))
    _learn(case, one, Status.IMPLEMENTED, "已完成，現場確認運轉正常。", after + timedelta(days=30))


def _learn(
    case: Case, one: Recommendation, status: Status, remark: str, after: timedelta = _LEARNT
) -> None:
    after = max(after, _LEARNT)
    answers.follow_up(
        case.session,
        case.lead,
        one,
        asked_on=case.surveyed_on + after,
        status=status,
        remark=remark,
        at=case.at(after, 6),
    )
