import logging
from collections.abc import Sequence
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont
from pypdf import PdfReader
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph

from portal.config import Settings, settings
from portal.reports import font, font_derivation
from portal.reports.font import FontError, FontNames

SAMPLE = "高雄市產業淨零大聯盟 tCO₂e 堃喆栢峯犇"
CHARACTERS = frozenset(SAMPLE + "〓&%，。℃ AaWij測試")


@pytest.fixture(scope="module")
def instance(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An instance folder with a font derived for a few characters."""
    folder = tmp_path_factory.mktemp("instance")
    font_derivation.derive(folder / "fonts", lambda _done, _whole: None, characters=CHARACTERS)
    return folder


@pytest.fixture(scope="module")
def chosen(instance: Path) -> Settings:
    return settings({"PORTAL_INSTANCE": str(instance)})


@pytest.fixture(scope="module")
def names(chosen: Settings) -> FontNames:
    return font.register(chosen)


def _pdf_text(names: Sequence[str], text: str) -> list[str]:
    stream = BytesIO()
    canvas = Canvas(stream)
    for number, name in enumerate(names):
        canvas.setFont(name, 12)
        canvas.drawString(72, 720 - 20 * number, text)
    canvas.save()
    return PdfReader(stream).pages[0].extract_text().splitlines()


def test_a_document_in_either_weight_gives_its_text_back(names: FontNames) -> None:
    assert _pdf_text([names.regular, names.bold], SAMPLE) == [SAMPLE, SAMPLE]


def test_registering_again_gives_the_same_names(chosen: Settings, names: FontNames) -> None:
    assert font.register(chosen) is names


def test_bold_markup_uses_the_bold_face(names: FontNames) -> None:
    style = ParagraphStyle("plain", fontName=names.regular)

    paragraph = Paragraph("淨零<b>高雄</b>", style)

    assert [fragment.fontName for fragment in paragraph.frags] == [names.regular, names.bold]


def _as_a_general_instancer_gives_it(weight: int) -> TTFont:
    variable = TTFont(font_derivation.source())
    cut = Subsetter(Options(layout_features=[], notdef_outline=True))
    cut.populate(unicodes=[ord(one) for one in CHARACTERS])
    cut.subset(variable)
    stream = BytesIO()
    instantiateVariableFont(variable, {"wght": weight}).save(stream)
    stream.seek(0)
    return TTFont(stream)


@pytest.mark.parametrize(("style", "weight"), font_derivation.WEIGHTS.items())
def test_each_weight_has_the_outlines_a_general_instancer_gives(
    instance: Path, style: str, weight: int
) -> None:
    derived = TTFont(instance / "fonts" / font_derivation.file_name(style))
    expected = _as_a_general_instancer_gives_it(weight)
    pairs = [(derived.getBestCmap()[code], name) for code, name in expected.getBestCmap().items()]

    assert len(pairs) == len(CHARACTERS - {"₂"})
    for ours, theirs in pairs:
        assert derived["hmtx"][ours] == expected["hmtx"][theirs]
        outline, wanted = derived["glyf"][ours], expected["glyf"][theirs]
        assert outline.numberOfContours == wanted.numberOfContours
        if wanted.numberOfContours:
            assert list(outline.coordinates) == list(wanted.coordinates)


def test_derived_fonts_carry_their_own_name_and_the_licence(instance: Path) -> None:
    derived = TTFont(instance / "fonts" / font_derivation.file_name("Bold"))

    said = {record.nameID: record.toUnicode() for record in derived["name"].names}

    assert said[1] == "Portal Sans TC"
    assert said[2] == "Bold"
    assert "SIL Open Font License" in said[13]
    assert derived["OS/2"].usWeightClass == 700


def test_progress_counts_both_weights_to_the_end(tmp_path: Path) -> None:
    heard: list[tuple[int, int]] = []

    font_derivation.derive(
        tmp_path, lambda done, whole: heard.append((done, whole)), characters=frozenset("高雄")
    )

    assert heard == [(12, 24), (24, 24)]
    assert {path.suffix for path in tmp_path.iterdir()} == {".ttf"}


def test_subscript_digits_are_drawn_lower_and_smaller(instance: Path) -> None:
    derived = TTFont(instance / "fonts" / font_derivation.file_name("Regular"))
    cmap = derived.getBestCmap()

    for digit in range(10):
        small, upright = (derived["glyf"][cmap[base + digit]] for base in (0x2080, 0x30))
        assert small.yMin < upright.yMin
        assert small.yMax - small.yMin < 0.7 * (upright.yMax - upright.yMin)


def test_characters_the_font_lacks_are_named(names: FontNames) -> None:
    assert font.missing_characters("高雄 \n𠮷ก", names) == {"𠮷", "ก"}


def test_characters_the_font_lacks_are_replaced_visibly_and_logged(
    names: FontNames, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING):
        drawn = font.drawable("高雄ก", names)

    assert drawn == "高雄〓"
    assert "U+0E01" in caplog.text


def test_text_becomes_safe_markup_and_keeps_subscripts_it_can_draw(names: FontNames) -> None:
    assert font.paragraph_markup("A & <b> tCO₂eก", names) == "A &amp; &lt;b&gt; tCO₂e〓"


def test_subscripts_the_font_lacks_become_markup(chosen: Settings) -> None:
    plain = replace(chosen, font=_font_without_subscripts())

    assert font.paragraph_markup("CO₂ & C₁₂H", font.register(plain)) == (
        "CO<sub>2</sub> &amp; C<sub>12</sub>H"
    )


def test_a_font_that_is_set_comes_first(chosen: Settings) -> None:
    named = _font_without_subscripts()

    found = font.find(replace(chosen, font=named))

    assert found == font.FontFiles(named, named)


def test_the_derived_font_comes_before_those_of_the_system(
    chosen: Settings, instance: Path, tmp_path: Path
) -> None:
    (tmp_path / "wqy-zenhei.ttc").touch()

    found = font.find(chosen, (tmp_path,))

    assert found is not None
    assert found.regular.parent == instance / "fonts"


def test_a_font_of_the_system_saves_deriving_one(tmp_path: Path) -> None:
    fonts = tmp_path / "system" / "truetype"
    fonts.mkdir(parents=True)
    (fonts / "wqy-microhei.ttc").touch()
    unused = settings({"PORTAL_INSTANCE": str(tmp_path / "new")})

    found = font.find(unused, (tmp_path / "system",))

    assert found == font.FontFiles(fonts / "wqy-microhei.ttc", fonts / "wqy-microhei.ttc")


def test_with_no_font_anywhere_one_has_to_be_derived(tmp_path: Path) -> None:
    unused = settings({"PORTAL_INSTANCE": str(tmp_path / "new")})

    assert font.find(unused, (tmp_path,)) is None


def test_a_file_that_is_no_truetype_font_is_refused_with_its_name(
    chosen: Settings, tmp_path: Path
) -> None:
    broken = tmp_path / "broken.ttf"
    broken.write_bytes(b"OTTO" + bytes(200))

    with pytest.raises(FontError, match=r"broken\.ttf cannot be embedded"):
        font.register(replace(chosen, font=broken))


def _font_without_subscripts() -> Path:
    """A TrueType font with digits and Latin letters that reportlab carries."""
    import reportlab

    return Path(reportlab.__file__).parent / "fonts" / "Vera.ttf"
