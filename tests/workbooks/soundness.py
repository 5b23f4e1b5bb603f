"""Whether a package is one that Excel opens without offering to repair it."""

import posixpath
import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from xml.etree import ElementTree

LINK = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
OFFICE = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
# CT_Worksheet's children in the order that the standard fixes (ECMA-376 part 1, 18.3.1.99).
ORDER = [
    "sheetPr",
    "dimension",
    "sheetViews",
    "sheetFormatPr",
    "cols",
    "sheetData",
    "sheetCalcPr",
    "sheetProtection",
    "protectedRanges",
    "scenarios",
    "autoFilter",
    "sortState",
    "dataConsolidate",
    "customSheetViews",
    "mergeCells",
    "phoneticPr",
    "conditionalFormatting",
    "dataValidations",
    "hyperlinks",
    "printOptions",
    "pageMargins",
    "pageSetup",
    "headerFooter",
    "rowBreaks",
    "colBreaks",
    "customProperties",
    "cellWatches",
    "ignoredErrors",
    "smartTags",
    "drawing",
    "legacyDrawing",
    "legacyDrawingHF",
    "drawingHF",
    "picture",
    "oleObjects",
    "controls",
    "webPublishItems",
    "tableParts",
    "extLst",
]


def parts(data: bytes) -> dict[str, bytes]:
    """The parts of a package by name; a name that stands twice is an error."""
    with zipfile.ZipFile(BytesIO(data)) as package:
        assert package.testzip() is None
        names = package.namelist()
        assert len({name.casefold() for name in names}) == len(names)
        return {name: package.read(name) for name in names}


def packed_bytes(data: bytes) -> dict[str, bytes]:
    """The bytes of each part as they are packed."""
    found: dict[str, bytes] = {}
    with zipfile.ZipFile(BytesIO(data)) as package:
        for entry in package.infolist():
            at = entry.header_offset
            start = at + 30 + int.from_bytes(data[at + 26 : at + 28], "little")
            start += int.from_bytes(data[at + 28 : at + 30], "little")
            found[entry.filename] = data[start : start + entry.compress_size]
    return found


def faults(data: bytes) -> list[str]:
    """What is wrong with a package, in words; nothing for a sound one."""
    held = parts(data)
    trees = {
        name: ElementTree.fromstring(content)  # noqa: S314 - our own work
        for name, content in held.items()
        if name.endswith((".xml", ".rels", ".vml"))
    }
    return [
        *_undeclared(held, trees["[Content_Types].xml"]),
        *_broken_links(held, trees),
        *_disordered(trees),
        *_without_format(trees),
        *_doubled_shapes(held),
    ]


def _undeclared(held: dict[str, bytes], types: ElementTree.Element) -> Iterator[str]:
    extensions = {one.get("Extension", "").lower() for one in types if one.tag.endswith("Default")}
    overrides = [one.get("PartName", "") for one in types if one.tag.endswith("Override")]
    if len(overrides) != len(set(overrides)):
        yield "a part is declared twice"
    for name in held:
        known = f"/{name}" in overrides or name.rpartition(".")[2].lower() in extensions
        if not known and name != "[Content_Types].xml":
            yield f"{name} has no type"
    for name in overrides:
        if name.lstrip("/") not in held:
            yield f"{name} is declared and absent"


def _broken_links(held: dict[str, bytes], trees: dict[str, ElementTree.Element]) -> Iterator[str]:
    for name, tree in trees.items():
        if not name.endswith(".rels"):
            continue
        folder = posixpath.dirname(posixpath.dirname(name))
        ids = [link.get("Id") for link in tree.iter(LINK)]
        if len(ids) != len(set(ids)):
            yield f"{name} has an identifier twice"
        for link in tree.iter(LINK):
            target = link.get("Target", "")
            path = target.lstrip("/") if target.startswith("/") else f"{folder}/{target}"
            is_inside = link.get("TargetMode") != "External"
            if is_inside and posixpath.normpath(path).lstrip("/") not in held:
                yield f"{name} points to {target}"
        source = posixpath.join(folder, posixpath.basename(name).removesuffix(".rels"))
        if source in trees:
            used = {one.get(f"{OFFICE}id") for one in trees[source].iter()} - {None}
            yield from (f"{source} uses {one}" for one in used if one not in ids)


def _disordered(trees: dict[str, ElementTree.Element]) -> Iterator[str]:
    for name, tree in trees.items():
        if tree.tag != f"{MAIN}worksheet":
            continue
        order = [ORDER.index(tag) for one in tree if (tag := one.tag.removeprefix(MAIN)) in ORDER]
        if order != sorted(order):
            yield f"{name} has its parts out of order"
        places = [_place(cell.get("r", "")) for cell in tree.iter(f"{MAIN}c") if cell.get("r")]
        if places != sorted(set(places)):
            yield f"{name} has its cells out of order"


def _place(reference: str) -> tuple[int, int, str]:
    letters = reference.rstrip("0123456789")
    return int(reference[len(letters) :]), len(letters), letters


def _without_format(trees: dict[str, ElementTree.Element]) -> Iterator[str]:
    styles = next((one for one in trees.values() if one.tag == f"{MAIN}styleSheet"), None)
    if styles is None:
        yield "there are no styles"
        return
    for section in ("fonts", "fills", "cellXfs"):
        found = styles.find(f"{MAIN}{section}")
        if found is not None and int(found.get("count", len(found))) != len(found):
            yield f"{section} counts wrongly"
    formats = _many(styles, "cellXfs")
    for name, tree in trees.items():
        for cell in tree.iter(f"{MAIN}c"):
            if int(cell.get("s", "0")) >= max(formats, 1):
                yield f"{name} has a cell of no format"
    fills = max(_many(styles, "fills"), 2)
    if any(int(one.get("fillId", "0")) >= fills for one in styles.iter(f"{MAIN}xf")):
        yield "a format has no fill"


def _many(styles: ElementTree.Element, section: str) -> int:
    found = styles.find(f"{MAIN}{section}")
    return 0 if found is None else len(found)


def _doubled_shapes(held: dict[str, bytes]) -> Iterator[str]:
    for name, content in held.items():
        if name.endswith(".vml"):
            ids = re.findall(rb'<v:shape [^>]*?id="([^"]+)"', content)
            if len(ids) != len(set(ids)):
                yield f"{name} has a shape twice"
