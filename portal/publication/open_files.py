"""Open data as files: a publication and the data dictionary, as CSV and as JSON."""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

import orjson

from portal.aggregation.definitions import DEFINITIONS, Definition
from portal.language import Text
from portal.publication.figure_id import KEYS
from portal.publication.held_back import REASONS
from portal.publication.open_data import (
    BESIDE,
    LICENCE,
    LICENCE_ADDRESS,
    OpenFigure,
    OpenPublication,
)

FIELDS: Final[Mapping[str, Text]] = {
    "publication": Text("公布版本，例如 2024.r1", "Publication, such as 2024.r1"),
    "figure_id": Text("數值代號，可於平台溯源", "Name of the figure, by which it is traced"),
    "set": Text("聯盟或組別代碼", "Alliance or code of a group"),
    "set_zh": Text("聯盟或組別（中文）", "Alliance or group in Chinese"),
    "set_en": Text("聯盟或組別（英文）", "Alliance or group in English"),
    "target_year": Text("目標年；當年度數值為空白", "Target year; empty for the reporting year"),
    "figure": Text("指標代碼，見資料字典", "Code of the figure, see the dictionary"),
    "figure_zh": Text("指標（中文）", "Figure in Chinese"),
    "figure_en": Text("指標（英文）", "Figure in English"),
    "value": Text(
        "數值；公噸未四捨五入，比率為 0 至 1，未顯示時為空白",
        "Value; tonnes unrounded, shares from 0 to 1, empty where not shown",
    ),
    "unit": Text("單位", "Unit"),
    "status": Text(
        "shown 顯示；held_back 為保護個別成員而不公開；not_quantified 未能量化；not_stated 未填報；"
        "no_pledge 無目標；no_data 無資料",
        "shown; held_back to protect single members; not_quantified; not_stated; no_pledge; "
        "no_data. None of these is zero",
    ),
    "held_back": Text(
        "不公開之原因：" + "；".join(f"{code.value} {why.zh}" for code, why in REASONS.items()),
        "Why it is held back: "
        + "; ".join(f"{code.value}: {why.en}" for code, why in REASONS.items()),
    ),
    "see": Text(
        "同年度先前公布版本中仍公開之同一數值代號",
        "The same figure in an earlier publication of the year, where that one is shown",
    ),
    "members": Text("計入家數", "Members in the figure"),
    "left_out": Text("未計入家數", "Members that should be in it and cannot"),
}
_DICTIONARY: Final = ("kind", "code", "zh", "en", "unit", "meaning_zh", "meaning_en", "formula")


def _written(heading: Sequence[str], rows: Iterator[Sequence[str]]) -> bytes:
    """CSV as Excel opens it: with a byte order mark."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(heading)
    writer.writerows(rows)
    return text.getvalue().encode("utf-8-sig")


def as_csv(of: OpenPublication) -> bytes:
    """Every figure of a publication, one a line."""
    rows = (_row(of, one) for one in of.figures)
    return _written(tuple(FIELDS), rows)


def _row(of: OpenPublication, one: OpenFigure) -> Sequence[str]:
    counts = ("" if count is None else str(count) for count in (one.members, one.left_out))
    return (
        of.name,
        one.id,
        str(one.of),
        one.set_name.zh,
        one.set_name.en,
        "" if one.horizon is None else str(one.horizon),
        one.key,
        one.about.label.zh,
        one.about.label.en,
        one.written,
        one.about.unit.en,
        one.status,
        one.held_back or "",
        one.see,
        *counts,
    )


def as_json(of: OpenPublication) -> bytes:
    """A publication with its method, note and licence; numbers as decimal strings."""
    made = {
        "publication": of.name,
        "year": of.year,
        "published_at": of.published_at.isoformat(),
        "method": of.method,
        "digest": of.digest,
        "note": _both(of.note),
        "members": of.members,
        "licence": {**_both(LICENCE), "address": LICENCE_ADDRESS},
        "figures": [dict(zip(FIELDS, _row(of, one), strict=True)) for one in of.figures],
    }
    return orjson.dumps(made, option=orjson.OPT_INDENT_2)


def dictionary_csv() -> bytes:
    """What the fields and the figures mean, as CSV."""
    return _written(_DICTIONARY, (tuple(one.values()) for one in _entries()))


def dictionary_json() -> bytes:
    """What the fields and the figures mean, as JSON."""
    made: Mapping[str, Any] = {
        "licence": {**_both(LICENCE), "address": LICENCE_ADDRESS},
        "entries": list(_entries()),
    }
    return orjson.dumps(made, option=orjson.OPT_INDENT_2)


def figures_defined() -> Mapping[str, Definition]:
    """Every figure of open data with its definition, in the order of the files."""
    return {**{key: DEFINITIONS[key] for key in KEYS}, **BESIDE}


def _entries() -> Iterator[Mapping[str, str]]:
    for code, about in FIELDS.items():
        field = ("field", code, about.zh, about.en, "", "", "", "")
        yield dict(zip(_DICTIONARY, field, strict=True))
    for code, one in figures_defined().items():
        values = ("figure", code, one.label.zh, one.label.en, one.unit.en)
        meaning = (one.meaning.zh, one.meaning.en, one.formula.en)
        yield dict(zip(_DICTIONARY, (*values, *meaning), strict=True))


def _both(text: Text) -> Mapping[str, str]:
    return {"zh": text.zh, "en": text.en}
