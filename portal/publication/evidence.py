"""The evidence pack: a published figure with its rows and a script that recomputes it."""

import csv
import io
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import orjson

from portal.language import Text
from portal.plans.amounts import Amount
from portal.publication.figure_id import FigureId
from portal.publication.manifest import HEADING, manifest, table
from portal.publication.member_json import as_json
from portal.publication.queries import PublicationRow
from portal.publication.snapshot import Snapshot, sources_for

SCRIPT: Final = Path(__file__).with_name("recompute.py")
BESIDE: Final = tuple(
    SCRIPT.with_name(name)
    for name in ("exchanges.py", "pledges.py", "pledge_inputs.py", "rebuilding.py")
)
# In the pack they stand side by side, without a package around them.
WITHIN: Final = b"from portal.publication."
# The same figure makes the same bytes, whenever it is packed.
_EPOCH: Final = (1980, 1, 1, 0, 0, 0)
_READABLE: Final = 0o644 << 16
# Excel takes the first of these for the beginning of a formula.
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
_READ_ME: Final = Text(
    """高雄市產業淨零大聯盟　公布數值佐證資料包
{figure}：{name}

manifest.json　數值、定義、方法版本、計入成員、各版本檔案之 SHA-256 與來源列
inputs.json　　各成員計入之排放量、目標、交換、裁定與措施
rows.csv　　　 來源列：成員、版本、工作表、列、儲存格、數值
recompute.py　 不需本平台，以 Python 標準函式庫重新計算並與公布值比對
exchanges.py　 上者所用：成員間能源交換的比對
pledges.py　　 上者所用：由目標列各儲存格計算減量貢獻
pledge_inputs.py　上者所用：將算得之減量貢獻與 inputs.json 比對
rebuilding.py　上者所用：由清冊來源列重新加總

執行：python recompute.py

排放量由 rows.csv 重新加總，各目標之減量貢獻由該列儲存格依 manifest.json 所載方法重新計算，
並與 inputs.json 比對至公克。
""",
    """Net Zero Industry Alliance, Kaohsiung: evidence of a published figure
{figure}: {name}

manifest.json   value, definition, method, members, SHA-256 of every workbook, rows
inputs.json     what counts of each member: emissions, targets, exchange, settlements, measures
rows.csv        the rows: member, version, sheet, row, cell, value
recompute.py    recomputes the figure with Python's standard library, without the portal
exchanges.py    its part about flows of energy between members
pledges.py      its part about targets: from the cells of a row to tonnes
pledge_inputs.py  its part that compares these tonnes with inputs.json
rebuilding.py   its part about inventories: their rows added up again

Run: python recompute.py

Emissions are added up again from rows.csv, and the contribution of every target is worked out
again from the cells of its row by the method named in the manifest; both are compared with
inputs.json to the gram.
""",
)


def pack(of: Snapshot, figure: FigureId, value: Amount, publication: PublicationRow) -> bytes:
    """The zip of a published figure; equal figures give equal bytes."""
    made = manifest(of, figure, value, publication=publication)
    members = of.of(figure.of)
    heading = Text(made["name"]["zh"], made["name"]["en"])
    words = _READ_ME.format(figure=figure, name=heading)
    files = {
        "README.txt": f"{words.zh}\n{words.en}".encode(),
        "inputs.json": _json([as_json(one.member) for one in members]),
        "manifest.json": _json(made),
        **{one.name: _alone(one) for one in (*BESIDE, SCRIPT)},
        "rows.csv": _csv(list(table(members, figure.key))),
        "workbooks.sha256": _hashes(of, figure),
    }
    return _zip(files)


def file_name(figure: FigureId) -> str:
    """What the pack of a figure is called."""
    return f"{figure}".replace("/", "_").replace(":", "-") + ".zip"


def _alone(script: Path) -> bytes:
    return script.read_bytes().replace(WITHIN, b"from ")


def _json(made: object) -> bytes:
    return orjson.dumps(made, option=orjson.OPT_SORT_KEYS | orjson.OPT_INDENT_2)


def _csv(rows: Sequence[tuple[str, ...]]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(HEADING)
    value = HEADING.index("value")
    for row in rows:
        writer.writerow(
            [
                cell if at == value and _is_number(cell) else _plain(cell)
                for at, cell in enumerate(row)
            ]
        )
    return text.getvalue().encode("utf-8-sig")


def _plain(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def _is_number(cell: str) -> bool:
    return cell.removeprefix("-").replace(".", "", 1).isdecimal()


def _hashes(of: Snapshot, figure: FigureId) -> bytes:
    lines = {
        f"{source.sha256}  {one.code} {source.name}.xlsx"
        for one in of.of(figure.of)
        for source in sources_for(one, figure.key)
    }
    settled = {
        f"{file.sha256}  {'-'.join(ruling.key)} {file.name}"
        for one in of.of(figure.of)
        for ruling in one.member.rulings
        if ruling.value is not None
        for file in ruling.value.files
    }
    return "".join(f"{line}\n" for line in sorted(lines | settled)).encode()


def _zip(files: Mapping[str, bytes]) -> bytes:
    made = io.BytesIO()
    with ZipFile(made, "w") as archive:
        for name, data in sorted(files.items()):
            entry = ZipInfo(name, _EPOCH)
            entry.compress_type, entry.external_attr = ZIP_DEFLATED, _READABLE
            entry.create_system = 3
            archive.writestr(entry, data)
    return made.getvalue()
