"""What a report of implementation is held against."""

from datetime import date

from portal.advisory.content import Progress
from portal.advisory.rules.flags import Flag, Found, error
from portal.language import Text


def progress_flags(progress: Progress, survey_on: date | None, today: date) -> tuple[Flag, ...]:
    """What is wrong with a report of implementation."""
    return tuple(_of_progress(progress, survey_on, today))


def _of_progress(progress: Progress, survey_on: date | None, today: date) -> Found:
    done = progress.commissioned_on
    if done is None:
        return
    if survey_on is not None and done < survey_on and not progress.early_reason.strip():
        yield error(
            "ADV-301",
            "early_reason",
            Text(
                "啟用日 {done} 早於診斷日 {survey}，請說明原因。",
                "Commissioned on {done}, before the survey of {survey}: say why.",
            ),
            done=done.isoformat(),
            survey=survey_on.isoformat(),
        )
    if done > today:
        yield error(
            "ADV-302",
            "commissioned_on",
            Text(
                "啟用日在未來；請填預定完成日。", "That day is still to come: state it as planned."
            ),
        )
