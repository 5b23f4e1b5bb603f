"""What a file is that does not begin like an Excel workbook, whatever its name says."""

from portal.workbook.refusals import RefusalCode, Refused

ZIP = b"PK\x03\x04"
EMPTY_ZIP = b"PK\x05\x06"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
OLE_ENTRY_BYTES = 128

MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "pdf"),
    (b"\x89PNG", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"BM", "image"),
    (b"Rar!", "archive"),
    (b"7z\xbc\xaf", "archive"),
    (b"\x1f\x8b", "archive"),
    (EMPTY_ZIP, "archive"),
)


def refuse_disguise(contents: bytes) -> None:
    """Refuse contents that are not a zip package, naming what they are.

    Raises:
        Refused: always, unless the contents begin like a zip package.
    """
    if contents.startswith(ZIP):
        return
    if contents.startswith(OLE):
        raise _of_ole(contents)
    for magic, kind in MAGIC:
        if contents.startswith(magic):
            raise Refused(RefusalCode.NOT_A_WORKBOOK, kind=kind)
    raise _of_text(contents)


def _of_ole(contents: bytes) -> Refused:
    """The refusal for an OLE container: what its streams are called tells what it holds."""
    if _has_stream(contents, "EncryptedPackage"):
        return Refused(RefusalCode.PASSWORD)
    if _has_stream(contents, "Workbook") or _has_stream(contents, "Book"):
        return Refused(RefusalCode.OLD_FORMAT)
    return Refused(RefusalCode.NOT_A_WORKBOOK, kind="office")


def _has_stream(contents: bytes, name: str) -> bool:
    """Whether the container's directory names a stream so.

    Directory entries are 128 bytes long and aligned; the name comes first, its length in bytes
    (with the closing zero) follows at offset 64. [MS-CFB] 2.6.1.
    """
    encoded = name.encode("utf-16-le") + b"\0\0"
    at = contents.find(encoded)
    while at >= 0:
        length = int.from_bytes(contents[at + 64 : at + 66], "little")
        if at % OLE_ENTRY_BYTES == 0 and length == len(encoded):
            return True
        at = contents.find(encoded, at + 1)
    return False


def _of_text(contents: bytes) -> Refused:
    sample = contents[:4096]
    if b"\0" in sample and not sample.startswith((b"\xff\xfe", b"\xfe\xff")):
        return Refused(RefusalCode.NOT_A_WORKBOOK, kind="other")
    if sample.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"<"):
        return Refused(RefusalCode.WEB_PAGE)
    if _reads_as_text(sample):
        return Refused(RefusalCode.PLAIN_TEXT)
    return Refused(RefusalCode.NOT_A_WORKBOOK, kind="other")


def _reads_as_text(sample: bytes) -> bool:
    """Whether the bytes are words of an encoding used in Taiwan, without control characters."""
    for encoding in ("utf-16" if sample[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8", "cp950"):
        for cut in range(4):
            try:
                text = sample[: len(sample) - cut].decode(encoding)
            except UnicodeDecodeError:
                continue
            return all(letter.isprintable() or letter in "\r\n\t\f\ufeff" for letter in text)
    return False
