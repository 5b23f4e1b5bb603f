"""Derive the fonts of the PDF documents, regular and bold, from a variable Noto Sans TC.

reportlab embeds TrueType outlines of one weight only, and no package carries such a font with
Taiwan's shapes. The variable font has one axis of weight whose outlines change along a straight
line, so a weight is `outline + share * change` for each point. Doing only that takes seconds for
20,000 characters where a general instancer takes a minute.
"""

from collections.abc import Callable
from importlib import resources
from pathlib import Path
from typing import Any, Final

from fontTools.misc.roundTools import otRound
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._g_l_y_f import Glyph, GlyphCoordinates
from fontTools.varLib.iup import iup_delta
from fontTools.varLib.models import normalizeValue, piecewiseLinearMap

Progress = Callable[[int, int], None]

FAMILY: Final = "Portal Sans TC"
WEIGHTS: Final = {"Regular": 400, "Bold": 700}

_PACKAGE: Final = "justmytype_intl_cjk"
_INSIDE: Final = "fonts/ofl/notosanstc/NotoSansTC[wght].ttf"
_KEPT_TABLES: Final = frozenset(
    {"GlyphOrder", "head", "hhea", "maxp", "OS/2", "hmtx", "cmap", "loca", "glyf", "name", "post"}
)
_PHANTOM_POINTS: Final = 4
_SMALLER: Final = 0.62
_LOWER: Final = -130
_SUBSCRIPT_ZERO: Final = 0x2080
_SAID_EVERY: Final = 500


class DerivationError(Exception):
    """The font to derive from is not there or is not built as we expect."""


def source() -> Path:
    """The variable font inside the installed package.

    Raises:
        DerivationError: the package is not installed.
    """
    try:
        found = Path(str(resources.files(_PACKAGE).joinpath(_INSIDE)))
    except ModuleNotFoundError:
        raise DerivationError(f"the package {_PACKAGE} is not installed") from None
    if not found.is_file():
        raise DerivationError(f"the package {_PACKAGE} holds no {_INSIDE}")
    return found


def file_name(style: str) -> str:
    """The name of the derived file of a style."""
    return f"PortalSansTC-{style}.ttf"


def derive(
    folder: Path,
    progress: Progress,
    *,
    variable_font: Path | None = None,
    characters: frozenset[str] | None = None,
) -> None:
    """Write the regular and the bold font into a folder; whole files only.

    Args:
        folder: made when missing.
        progress: called with glyphs done and glyphs in all.
        variable_font: where to derive from; the package's when absent.
        characters: only these characters and the digits, to be quick; all when absent.

    Raises:
        DerivationError: there is no font to derive from, or it has an unexpected build.
    """
    origin = variable_font or source()
    folder.mkdir(parents=True, exist_ok=True)
    for number, (style, weight) in enumerate(WEIGHTS.items()):

        def said(done: int, whole: int, before: int = number) -> None:
            progress(before * whole + done, len(WEIGHTS) * whole)

        font = TTFont(origin, lazy=True, recalcBBoxes=False, recalcTimestamp=False)
        with font:
            _set_weight(font, weight, _glyphs(font, characters), said)
            _add_subscripts(font)
            _rename(font, style, weight)
            _drop_the_rest(font)
            _save_whole(font, folder / file_name(style))


def _glyphs(font: Any, characters: frozenset[str] | None) -> list[str]:
    """The glyphs to change; digits always, for the subscripts are made from them."""
    if characters is None:
        return list(font.getGlyphOrder())
    cmap = font.getBestCmap()
    wanted = characters | frozenset("0123456789")
    return sorted({cmap[ord(one)] for one in wanted if ord(one) in cmap})


def _set_weight(font: Any, weight: int, glyphs: list[str], progress: Progress) -> None:
    share = _share(font, weight)
    for done, name in enumerate(glyphs, start=1):
        _move(font, name, share)
        if done % _SAID_EVERY == 0 or done == len(glyphs):
            progress(done, len(glyphs))


def _share(font: Any, weight: int) -> float:
    """How far along the axis a weight lies, 0 to 1."""
    axes = font["fvar"].axes
    if [axis.axisTag for axis in axes] != ["wght"]:
        raise DerivationError("the variable font has other axes than weight")
    axis = axes[0]
    straight = normalizeValue(weight, (axis.minValue, axis.defaultValue, axis.maxValue))
    segments: dict[float, float] = font["avar"].segments["wght"] if "avar" in font else {}
    return float(piecewiseLinearMap(straight, segments)) if segments else float(straight)


def _move(font: Any, name: str, share: float) -> None:
    """Move the points of one glyph, and its advance width with them."""
    variations = font["gvar"].variations[name]
    if not variations:
        return
    glyph = font["glyf"][name]
    if len(variations) > 1 or variations[0].axes != {"wght": (0.0, 1.0, 1.0)}:
        raise DerivationError(f"the glyph {name} does not change along a straight line")
    if glyph.isComposite():
        raise DerivationError(f"the glyph {name} is made of others")
    advance, bearing = font["hmtx"].metrics[name]
    changes = variations[0].coordinates
    if glyph.numberOfContours > 0:
        origin = glyph.xMin - bearing
        changes = _moved_outline(font, glyph, changes, share)
        origin += _scaled(changes[-_PHANTOM_POINTS], share)
        bearing = glyph.xMin - origin
    advance += _scaled(changes[-3], share) - _scaled(changes[-_PHANTOM_POINTS], share)
    font["hmtx"].metrics[name] = (advance, bearing)


def _moved_outline(font: Any, glyph: Any, changes: list[Any], share: float) -> list[Any]:
    """Change a glyph's outline; gives the changes with the left-out points filled in."""
    if None in changes:
        points = list(glyph.coordinates) + [(0, 0)] * _PHANTOM_POINTS
        changes = list(iup_delta(changes, points, glyph.endPtsOfContours))
    moves: Any = GlyphCoordinates(changes[:-_PHANTOM_POINTS])
    moves.scale((share, share))
    glyph.coordinates += moves
    glyph.coordinates.toInt()
    glyph.recalcBounds(font["glyf"])
    return changes


def _scaled(change: tuple[float, float] | None, share: float) -> int:
    """The horizontal part of a change, in whole units."""
    return 0 if change is None else int(otRound(change[0] * share))


def _add_subscripts(font: Any) -> None:
    """Add ₀ to ₉ from the digits: tCO₂e needs one and the font has none."""
    glyf, metrics = font["glyf"], font["hmtx"].metrics
    cmap = font.getBestCmap()
    tables = [table for table in font["cmap"].tables if table.isUnicode()]
    for digit in range(10):
        if _SUBSCRIPT_ZERO + digit in cmap:
            continue
        upright = cmap[ord("0") + digit]
        name = f"subscript{digit}"
        glyf[name] = _small(glyf, glyf[upright])
        metrics[name] = (round(metrics[upright][0] * _SMALLER), glyf[name].xMin)
        for table in tables:
            table.cmap[_SUBSCRIPT_ZERO + digit] = name
    font.setGlyphOrder(glyf.glyphOrder)


def _small(glyf: Any, upright: Any) -> Any:
    glyph: Any = Glyph()
    glyph.numberOfContours = upright.numberOfContours
    glyph.endPtsOfContours = list(upright.endPtsOfContours)
    glyph.flags = upright.flags[:]
    glyph.program = upright.program
    glyph.coordinates = upright.coordinates.copy()
    glyph.coordinates.transform(((_SMALLER, 0), (0, _SMALLER)))
    glyph.coordinates.translate((0, _LOWER))
    glyph.coordinates.toInt()
    glyph.recalcBounds(glyf)
    return glyph


def _rename(font: Any, style: str, weight: int) -> None:
    """Name the font for what it is; copyright and licence (0, 13, 14) stay as they were."""
    names = font["name"]
    names.names = [record for record in names.names if record.nameID in {0, 13, 14}]
    plain = FAMILY.replace(" ", "")
    for number, text in (
        (1, FAMILY),
        (2, style),
        (3, f"{plain}-{style}"),
        (4, f"{FAMILY} {style}"),
        (5, "Derived from Noto Sans TC, with subscript digits added"),
        (6, f"{plain}-{style}"),
    ):
        names.setName(text, number, 3, 1, 0x409)
    font["OS/2"].usWeightClass = weight


def _drop_the_rest(font: Any) -> None:
    for tag in [tag for tag in font.keys() if tag not in _KEPT_TABLES]:  # noqa: SIM118
        del font[tag]
    font["post"].formatType = 3.0


def _save_whole(font: Any, path: Path) -> None:
    """Two processes may derive at once; each puts a whole file into place."""
    draft = path.with_suffix(f".{id(font):x}.part")
    font.save(draft)
    draft.replace(path)
