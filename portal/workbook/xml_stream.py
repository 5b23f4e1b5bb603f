"""XML parts read as a stream, safe against entities, endless nesting and endless tokens."""

from collections.abc import Callable, Iterable, Mapping
from xml.parsers import expat

from portal.workbook.limits import DEPTH, TOKEN_BYTES
from portal.workbook.refusals import RefusalCode, Refused, damaged

Start = Callable[[str, dict[str, str]], None]
End = Callable[[str], None]
NO_MEMORY = expat.errors.codes[expat.errors.XML_ERROR_NO_MEMORY]


def parser_for(part: str) -> expat.XMLParserType:
    """A parser without entities: a DOCTYPE is refused where it stands."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)

    def refuse(*_: object) -> None:
        raise Refused(RefusalCode.DOCTYPE, part=part)

    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    return parser


class Feed:
    """Feeds chunks to a parser and refuses what only the parser can see."""

    __slots__ = ("_fed", "_parser", "_part")

    def __init__(self, parser: expat.XMLParserType, part: str) -> None:
        self._parser = parser
        self._part = part
        self._fed = 0

    def __call__(self, chunk: bytes) -> None:
        """Parse one chunk.

        Raises:
            Refused: not well-formed, or one tag or comment is longer than any that Excel writes;
                such a token is scanned from its start again with every chunk.
        """
        parser = self._parser
        try:
            parser.Parse(chunk, False)
        except expat.ExpatError as error:
            if error.code == NO_MEMORY:
                raise MemoryError from error
            raise damaged(self._part) from error
        self._fed += len(chunk)
        if self._fed - parser.CurrentByteIndex > TOKEN_BYTES:
            raise damaged(self._part)

    def finish(self) -> None:
        """Tell the parser that nothing follows.

        Raises:
            Refused: the part ends too soon.
        """
        try:
            self._parser.Parse(b"", True)
        except expat.ExpatError as error:
            raise damaged(self._part) from error


def read_part(chunks: Iterable[bytes], part: str, start: Start, end: End, text: End) -> None:
    """Send the elements of one part to three functions; names come without their prefix.

    Raises:
        Refused: not well-formed, a DOCTYPE, or nested too deeply.
    """
    parser = parser_for(part)
    depth = 0

    def started(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > DEPTH:
            raise too_deep(part)
        start(local(name), attributes)

    def ended(name: str) -> None:
        nonlocal depth
        depth -= 1
        end(local(name))

    parser.StartElementHandler = started
    parser.EndElementHandler = ended
    parser.CharacterDataHandler = text
    feed = Feed(parser, part)
    for chunk in chunks:
        feed(chunk)
    feed.finish()


def too_deep(part: str) -> Refused:
    """The refusal for XML nested deeper than any that Excel writes."""
    return Refused(RefusalCode.TOO_DEEP, part=part, limit=str(DEPTH))


def local(name: str) -> str:
    """An element's or attribute's name without its prefix."""
    return name.rpartition(":")[2]


def is_true(value: str | None) -> bool:
    """Whether an attribute says yes."""
    return value in ("1", "true")


def relation_id(attributes: Mapping[str, str]) -> str | None:
    """The value of `r:id`, whatever prefix the relationships' name space has."""
    return next((attributes[name] for name in attributes if name.endswith(":id")), None)
