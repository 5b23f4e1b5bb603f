"""Error pages: one short message in the reader's language, a way on and the request's number."""

import logging
from typing import Final

from flask import Flask, Response, make_response, render_template, request
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import HTTPException, InternalServerError, SecurityError

from portal.accounts.errors import AccountsError
from portal.accounts.permissions import NotAllowedError
from portal.db.base import StaleRowError
from portal.exchange.errors import ExchangeError
from portal.files.store import TooLargeError
from portal.language import Text
from portal.reports.font import FontError
from portal.submissions.errors import SubmissionsError
from portal.verification.states import VerificationError
from portal.web.headers import request_id
from portal.web.preferences import t
from portal.web.protection import FORGED

_log = logging.getLogger(__name__)

MESSAGES: Final = {
    400: (Text("無法理解這個請求", "The request could not be understood"), FORGED),
    401: (
        Text("請先登入", "Please sign in"),
        Text("登入已逾時或尚未登入。", "The session has ended or has not begun."),
    ),
    403: (
        Text("沒有使用這一頁的權限", "This page is not open to you"),
        Text(
            "您的角色不能使用這個功能。若工作上需要，請洽系統管理員。",
            "Your role does not include this. If your work needs it, ask the administrator.",
        ),
    ),
    404: (
        Text("找不到這一頁", "There is no such page"),
        Text(
            "網址可能有誤，或資料不存在、不在您可以查看的範圍內。",
            "The address may be wrong, or what it names does not exist or is not open to you.",
        ),
    ),
    405: (
        Text("這個網址不接受這種操作", "This address does not take that kind of request"),
        Text("請回到上一頁，由頁面上的按鈕操作。", "Go back and use the buttons of the page."),
    ),
    409: (
        Text("資料剛被其他人更新", "Someone else has just changed this"),
        Text(
            "請重新開啟這一頁，確認最新狀態後再操作一次。您的上一個動作沒有生效。",
            "Open the page again, look at its present state and repeat the step if it is still "
            "needed. Your last action had no effect.",
        ),
    ),
    413: (
        Text("檔案太大", "The file is too large"),
        Text(
            "檔案超過單次上傳的上限，平台沒有收下，原有資料不變。請回上一頁，移除圖片與多餘的工作表，"
            "或將資料以「貼上值」貼入空白範本後再上傳。",
            "The file is larger than one upload may be; it was not taken and nothing changed. Go "
            "back, remove pictures and spare sheets, or paste the data into a blank template as "
            "values, and upload it again.",
        ),
    ),
    422: (
        Text("表單內容需要修正", "The form needs a correction"),
        Text("請回上一頁檢查標示的欄位。", "Go back and look at the fields that are marked."),
    ),
    429: (
        Text("操作太頻繁", "Too many requests"),
        Text("請稍候幾分鐘再試。", "Wait a few minutes and try again."),
    ),
    500: (
        Text("系統發生錯誤", "Something went wrong here"),
        Text(
            "這不是您的操作造成的，資料沒有變動。請稍後再試；若持續發生，請將下方的編號告訴系統管理員。",
            "You did nothing wrong and nothing was changed. Try again later; if it happens again, "
            "tell the administrator the number below.",
        ),
    ),
    503: (
        Text("系統維護中", "The portal is being serviced"),
        Text("請稍後再試。", "Please try again later."),
    ),
}


def answer(app: Flask) -> None:
    """Answer every failure with a page of our own."""
    app.register_error_handler(HTTPException, _known)
    app.register_error_handler(NotAllowedError, _not_there)
    for overtaken in (
        StaleRowError,
        StaleDataError,
        SubmissionsError,
        AccountsError,
        VerificationError,
        ExchangeError,
    ):
        app.register_error_handler(overtaken, _conflict)
    app.register_error_handler(TooLargeError, _too_large)
    app.register_error_handler(FontError, _no_font)
    app.register_error_handler(Exception, _unknown)


def _known(error: HTTPException) -> Response:
    """A failure that has a status of its own; a redirect passes through."""
    if error.response is not None:
        return make_response(error.response)
    if isinstance(error, SecurityError):
        # The host is not ours: no page of ours, and no address in the answer.
        return make_response((t(MESSAGES[400][0]), 400))
    code = error.code or 500
    response = page(code if code in MESSAGES else _family(code))
    response.status_code = code
    for name, value in error.get_headers():
        if name in ("Allow", "Retry-After"):
            response.headers[name] = value
    return response


def _not_there(error: Exception) -> Response:
    """What a person may not touch answers like what does not exist."""
    return page(404)


def _conflict(error: Exception) -> Response:
    """The step does not fit the present state any more; nothing was changed."""
    return page(409)


def _too_large(error: Exception) -> Response:
    """The file is beyond the limit; nothing was kept."""
    return page(413)


def _no_font(error: Exception) -> Response:
    """A document cannot be made on this machine until its font is there."""
    _log.error("request %s wanted a document: %s", request_id(), error)
    return page(503)


def _unknown(error: Exception) -> Response:
    """A failure of ours: logged once with its trace, shown without any."""
    _log.error("request %s failed", request_id(), exc_info=error)
    return _known(InternalServerError())


def _family(code: int) -> int:
    return 500 if code >= 500 else 400


def page(code: int) -> Response:
    """The page of one status, or its message as JSON where JSON was asked for."""
    title, message = MESSAGES[code]
    if request.accept_mimetypes.best == "application/json":
        response = make_response({"error": t(title), "request": request_id()})
    else:
        response = make_response(
            render_template(
                "errors/error.html",
                code=code,
                title=title,
                message=message,
                request_id=request_id(),
            )
        )
    response.status_code = code
    return response
