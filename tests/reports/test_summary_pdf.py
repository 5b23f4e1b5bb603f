from dataclasses import replace

import pytest
from pypdf.generic import DictionaryObject

from portal.aggregation.definitions import DEFINITIONS
from portal.language import Language
from portal.plans.amounts import Missing
from portal.reports import formats, summary_pdf
from portal.reports.edition import ABSENT, ROUNDING
from portal.reports.font import FontNames
from portal.reports.formats import Unit
from portal.reports.summary import Summary
from portal.reports.summary_figures import sections
from tests.reports import examples
from tests.reports.reading import ReadPdf, read_pdf

GROUP = examples.group_summary()
ALLIANCE = examples.alliance_summary()


_READ: dict[tuple[int, FontNames, Language], ReadPdf] = {}


def _made(summary: Summary, names: FontNames, language: Language = Language.ZH) -> ReadPdf:
    """The document read back; the two examples are made once for all tests."""
    key = id(summary), names, language
    if summary is not GROUP and summary is not ALLIANCE:
        return read_pdf(summary_pdf.build(summary, language, names))
    if key not in _READ:
        _READ[key] = read_pdf(summary_pdf.build(summary, language, names))
    return _READ[key]


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize(
    "summary",
    [
        pytest.param(GROUP, id="group"),
        pytest.param(ALLIANCE, id="alliance", marks=pytest.mark.slow),
    ],
)
def test_every_figure_is_in_the_document_as_it_reads(
    summary: Summary, language: Language, names: FontNames
) -> None:
    document = _made(summary, names, language)

    assert document.says(summary.title[language])
    assert not document.has_gaps
    for horizon in summary.figures.horizons.values():
        assert not isinstance(horizon.t1.value, Missing)
        assert document.says(formats.quantity(horizon.t1.value, Unit.WAN))
    for section in sections(summary):
        assert document.says(section.title[language])


@pytest.mark.slow
@pytest.mark.parametrize("language", list(Language))
def test_every_member_of_the_alliance_is_listed(language: Language, names: FontNames) -> None:
    document = _made(ALLIANCE, names, language)

    missing = [row.code for row in ALLIANCE.members if not document.says(row.name[language])]

    assert missing == []


def test_the_answer_stands_on_the_first_page(names: FontNames) -> None:
    first = _made(GROUP, names).pages[0]

    total = GROUP.figures.emissions.total.value
    assert not isinstance(total, Missing)
    assert formats.quantity(total, Unit.WAN) in first
    assert f"／ {GROUP.figures.members} 家" in first
    assert "2030 年減量貢獻（T1）" in first


def test_every_page_says_its_number_the_cut_off_and_the_publication(names: FontNames) -> None:
    published = replace(GROUP, edition=replace(examples.EDITION, publication="2024.r1"))

    document = _made(published, names)

    count = len(document.pages)
    for number, page in enumerate(document.pages, 1):
        assert f"第 {number} 頁，共 {count} 頁" in page
        assert "2025-06-15 17:00（台北時間）" in page
        assert "2024.r1" in page


def test_a_working_copy_says_that_it_is_not_published(names: FontNames) -> None:
    assert _made(GROUP, names).says("公布版本：未公布草稿")


def test_the_contents_name_the_pages_where_the_parts_begin(names: FontNames) -> None:
    document = _made(GROUP, names)

    contents = document.pages[1].splitlines()
    for section in sections(GROUP):
        title = section.title.zh
        page = int(contents[contents.index(title) + 1])
        assert title in document.pages[page - 1]


def test_bookmarks_lead_to_every_part(names: FontNames) -> None:
    outline = _made(GROUP, names).reader.outline

    titles = [one.title for one in outline if not isinstance(one, list)]

    assert titles[: len(sections(GROUP))] == [one.title.zh for one in sections(GROUP)]


def test_the_file_names_its_title_language_and_date(names: FontNames) -> None:
    reader = _made(GROUP, names).reader

    assert reader.metadata is not None
    assert reader.metadata.title == "鋼鐵組 2024 年度報告"
    assert reader.metadata.creation_date == examples.EDITION.made_at
    assert reader.metadata.author == "高雄市產業淨零大聯盟"
    assert "公布版本" in str(reader.metadata.subject)
    # A long document opens with its bookmarks beside it.
    assert str(reader.root_object["/PageMode"]) == "/UseOutlines"
    preferences = reader.root_object["/ViewerPreferences"]
    assert isinstance(preferences, DictionaryObject)
    assert str(preferences["/DisplayDocTitle"]) == "True"
    assert str(reader.root_object["/Lang"]) == "zh-Hant-TW"


def test_the_same_figures_give_the_same_bytes(names: FontNames) -> None:
    once, again = (summary_pdf.build(GROUP, Language.EN, names) for _ in range(2))

    assert once == again


def test_notes_on_rounding_and_on_what_is_missing_are_printed(names: FontNames) -> None:
    document = _made(GROUP, names)

    assert document.says(ROUNDING.zh)
    assert document.says(ABSENT.zh)


def test_members_outside_a_total_are_named_beside_it(names: FontNames) -> None:
    document = _made(GROUP, names)

    left_out = GROUP.figures.emissions.total.left_out
    assert document.says(f"排放量：{len(left_out)} 家")
    listed = "".join(document.text.split("未計入之成員")[-1].split())
    for code in left_out:
        assert GROUP.name_of(code).zh in listed


def test_zero_missing_and_not_quantified_read_differently(names: FontNames) -> None:
    document = _made(GROUP, names)

    assert document.says("已扣除重複計算 0 萬公噸")
    assert document.says("未能量化")
    assert document.says("未繳交 — —")


def test_every_figure_with_a_definition_is_explained(names: FontNames) -> None:
    document = _made(GROUP, names)

    used = {item.key for section in sections(GROUP) for item in section.items if item.key}
    for key in used:
        assert document.says(DEFINITIONS[key].formula.zh)


@pytest.mark.slow
def test_published_figures_are_marked_as_published(names: FontNames) -> None:
    document = _made(ALLIANCE, names)

    assert document.says("市府公布值 本平台計算值")
    assert document.says("4.51 未能量化 百萬公噸")


def test_tonnes_are_written_whole_when_the_reader_prefers_them(names: FontNames) -> None:
    document = _made(replace(GROUP, unit=Unit.TONNES), names)

    total = GROUP.figures.emissions.total.value
    assert not isinstance(total, Missing)
    assert document.says(f"{formats.quantity(total)} 公噸 CO₂e")


def test_a_group_without_any_data_still_makes_a_document(names: FontNames) -> None:
    empty = examples.group_summary(members=1)

    document = _made(replace(empty, history=(), targets=()), names)

    assert document.says("鋼鐵組 2024 年度報告")
