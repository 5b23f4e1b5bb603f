"""The names that this format uses: prefixes, attributes, and how our own styles are called."""

import re

from portal.workbook.marking.patching import UNUSUAL, Edit, Element, Xml, attribute

CONTENT, STYLES, MANIFEST = "content.xml", "styles.xml", "META-INF/manifest.xml"
SPACES = {
    b"office": b"urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    b"table": b"urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    b"text": b"urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    b"style": b"urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    b"fo": b"urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
    b"svg": b"urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0",
    b"dc": b"http://purl.org/dc/elements/1.1/",
    b"xlink": b"http://www.w3.org/1999/xlink",
    b"tableooo": b"http://openoffice.org/2009/table",
}
CONTENT_SPACES = tuple(SPACES)
STYLES_SPACES = (b"office", b"style", b"fo")

STYLE = b"table:style-name"
DEFAULT_STYLE = b"table:default-cell-style-name"
COLUMNS_REPEATED = b"table:number-columns-repeated"
ROWS_REPEATED = b"table:number-rows-repeated"
STANDARD = b"Default"

# By this a style of ours is known again, also as the parent of one that another program has made.
OURS = b"portal-check-"
# The style of a marked cell: how it was filled before (`own` for a clone), and what it was.
MARK = re.compile(rb"portal-check-(?:error|warning|info)-(own|none|transparent|[0-9a-f]{6})-(.+)")
LIST_TABLE = OURS + b"list"


def declared(xml: Xml, prefixes: tuple[bytes, ...]) -> list[Edit]:
    """The change to the root that binds the prefixes we write.

    Raises:
        UnmarkableError: the part uses one of them for something else.
    """
    missing: list[bytes] = []
    for prefix in prefixes:
        bound = attribute(xml.root.attributes, b"xmlns:" + prefix)
        if bound is None:
            missing.append(b' xmlns:%s="%s"' % (prefix, SPACES[prefix]))
        elif bound != SPACES[prefix]:
            raise UNUSUAL
    at = xml.root.end - (2 if xml.root.is_empty else 1)
    return [Edit(at, at, b"".join(missing))] if missing else []


def section(xml: Xml, name: bytes) -> Element | None:
    """The first element of a name with the root's prefix, found without looking at all others.

    Raises:
        UnmarkableError: it has no end.
    """
    tag = next(xml.tags(name, xml.root.end, len(xml.data)), None)
    if tag is None or tag.is_empty:
        return None if tag is None else Element(tag, tag.end)
    closing = b"</" + tag.name + b">"
    end = xml.quiet.find(closing, tag.end)
    if end < 0:
        raise UNUSUAL
    return Element(tag, end + len(closing))
