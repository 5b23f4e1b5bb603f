"""The comparison lines as a page shows them; what would give a member away is held back."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from portal.aggregation.comparison import Standing
from portal.aggregation.progress import TRACK_LABELS, Track
from portal.language import Language, Text
from portal.plans.amounts import Amount, Missing
from portal.reports import formats
from portal.reports.formats import Unit
from portal.reports.values import Form, written
from portal.web.summaries.disclosure import HELD_BACK

_TONES: Final = {
    Track.AHEAD: "good",
    Track.ON_TRACK: "good",
    Track.BEHIND: "error",
    Track.NO_DATA: "none",
}


@dataclass(frozen=True, slots=True)
class ShownLine:
    """One line as it is written."""

    label: Text
    source: Text
    yearly: str
    starts: str
    is_moved: bool
    start: str
    line: str
    actual: str
    gap: str
    members: int
    state: Text
    tone: str


def shown(
    found: Sequence[Standing],
    unit: Unit,
    language: Language,
    *,
    is_held: Callable[[Standing], bool] = lambda _: False,
    with_amounts: bool = True,
) -> list[ShownLine]:
    """The lines in the reader's unit and language.

    Args:
        found: from `comparison`.
        unit: of the amounts.
        language: of what stands where there is no number.
        is_held: whether nothing of a line is shown to this reader.
        with_amounts: without them, lines over different members could be subtracted.
    """
    writer = _Writer(unit, language)
    return [writer(one, held=is_held(one), with_amounts=with_amounts) for one in found]


@dataclass(frozen=True, slots=True)
class _Writer:
    unit: Unit
    language: Language

    def __call__(self, one: Standing, *, held: bool, with_amounts: bool) -> ShownLine:
        hidden = held or not with_amounts

        def said(amount: Amount) -> str:
            if hidden and not isinstance(amount, Missing):
                return HELD_BACK[self.language]
            return written(amount, Form.TONNES, self.unit, self.language)

        yearly = None if isinstance(one.yearly, Missing) else one.yearly
        return ShownLine(
            one.label,
            one.source,
            formats.percent(yearly, 2),
            _years(one.starts),
            one.is_moved,
            said(one.start),
            said(one.line),
            said(one.actual),
            said(one.gap),
            one.members,
            HELD_BACK if held else TRACK_LABELS[one.track],
            "none" if held else _TONES[one.track],
        )


def _years(starts: Sequence[int]) -> str:
    if not starts:
        return formats.MISSING
    return str(starts[0]) if len(starts) == 1 else f"{starts[0]}–{starts[-1]}"
