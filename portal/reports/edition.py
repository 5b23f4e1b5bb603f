"""What every document says about itself: as of when, by which method, published or not."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from portal.aggregation import definitions
from portal.language import Language, Text
from portal.publication import figure_id
from portal.reports import formats

ALLIANCE: Final = Text("高雄市產業淨零大聯盟", "Net Zero Industry Alliance, Kaohsiung")
METHOD_VERSION: Final = definitions.METHOD_VERSION
NOT_PUBLISHED: Final = Text("未公布草稿", "unpublished draft")
ROUNDING: Final = Text(
    "各數值先加總、後四捨五入，故合計可能與各列顯示值之和略有差異。",
    "Figures are summed before rounding: totals may differ from sums of rounded items.",
)
ABSENT: Final = Text(
    "「0」表示零；「—」表示無資料或不適用；「未填報」表示成員未回答；「未能量化」表示有目標但資料不足以換算公噸；"
    "「無目標」表示未訂定該年目標。以上各項均不以零計。",
    "0 means zero; — no data, or not applicable; Not stated: the member gives no answer; "
    "Not quantified: there is a target, but not enough to put it into tonnes; No target: none for "
    "that year. None of these counts as zero.",
)
_CUTOFF: Final = Text("資料截止 {at}", "Data as of {at}")
_METHOD: Final = Text("計算方法 {version}", "Method {version}")
_TEMPLATE: Final = Text("範本版本 {version}", "Templates {version}")
_PUBLICATION: Final = Text("公布版本：{number}", "Publication: {number}")


@dataclass(frozen=True, slots=True)
class Edition:
    """The state of the data and of the method a document was made from.

    Attributes:
        made_at: when the document was made, aware.
        cutoff: nothing received later is in it, aware.
        templates: versions of the templates of the workbooks.
        publication: id of the publication; empty for a working copy.
    """

    made_at: datetime
    cutoff: datetime
    templates: Text
    method: str = METHOD_VERSION
    publication: str = ""

    def facts(self) -> tuple[Text, Text, Text, Text]:
        """Cut-off, method, templates and publication, each a short sentence."""
        return (
            _CUTOFF.format(at=taipei(self.cutoff)),
            _METHOD.format(version=self.method),
            _TEMPLATE.format(version=self.templates),
            _PUBLICATION.format(number=self.publication or NOT_PUBLISHED),
        )

    @property
    def foot(self) -> tuple[Text, Text]:
        """The two lines at the foot of every page."""
        *facts, publication = self.facts()
        return joined(facts), publication


def edition_named(publication: str, year: int) -> figure_id.Edition:
    """The edition that the names of figures begin with: the publication, or the year."""
    return figure_id.edition_of(publication) if publication else figure_id.Edition(year)


def taipei(moment: datetime) -> Text:
    """A moment on Taipei's clock in both languages."""
    return Text(formats.taipei(moment, Language.ZH), formats.taipei(moment, Language.EN))


def joined(facts: Sequence[Text], between: str = "  ｜  ") -> Text:
    """Short sentences on one line."""
    return Text(between.join(one.zh for one in facts), between.join(one.en for one in facts))
