"""The file store of this installation, and files given out as downloads."""

import contextlib
from typing import BinaryIO, Final, cast
from urllib.parse import quote

from flask import Flask, Response, current_app, make_response
from werkzeug.datastructures import FileStorage

from portal.files.names import printable
from portal.files.store import FileStore, Stored
from portal.intake.marked import suffix_of
from portal.web.settings import chosen, largest_kept

_KEY: Final = "portal.files"
EXCEL: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PDF: Final = "application/pdf"
ZIP: Final = "application/zip"
CSV: Final = "text/csv; charset=utf-8"
ODS: Final = "application/vnd.oasis.opendocument.spreadsheet"


def attach(app: Flask, store: FileStore) -> None:
    """Give the pages their file store."""
    app.extensions[_KEY] = store


def store() -> FileStore:
    """The file store."""
    kept: FileStore = current_app.extensions[_KEY]
    return kept


def taken_in(sent: FileStorage) -> Stored:
    """A file that was sent, kept as it came.

    Raises:
        TooLargeError: beyond what is kept of one file.
    """
    with contextlib.closing(sent):
        return store().put(cast(BinaryIO, sent.stream), largest_kept(chosen()))


def download(data: bytes, name: str, kind: str) -> Response:
    """Bytes that a browser saves under a name and never opens inside our pages."""
    response = make_response(data)
    response.headers["Content-Type"] = kind
    response.headers["Content-Disposition"] = disposition(name)
    # A file from outside gets no rights at all, even where a browser would show it.
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


def spreadsheet(data: bytes, name: str) -> Response:
    """A workbook as a download, its suffix and type as its bytes are."""
    suffix = suffix_of(data)
    return download(data, name + suffix, ODS if suffix == ".ods" else EXCEL)


def disposition(name: str) -> str:
    """`attachment` with a plain name for old browsers and the true one for all others."""
    true = printable(name, "file")
    plain = "".join(one if one.isascii() and one not in '"\\/' else "_" for one in true)
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(true, safe='')}"
