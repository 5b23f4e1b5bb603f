"""The page on which a version of the budget is uploaded or written."""

from typing import Final

from flask import render_template

from portal.budget.uploads import waiting
from portal.language import Text
from portal.web.budget.forms import VersionForm
from portal.web.database import session
from portal.web.handin import findings
from portal.workbook.taking import Taken

SAVED: Final = Text("已儲存。", "Saved.")
NO_FILE: Final = Text("請先選擇要上傳的檔案。", "Choose the file to upload first.")


def version_page(form: VersionForm, taken: Taken | None = None) -> str:
    """The page, with what is wrong in a file and the files that wait to be confirmed."""
    return render_template(
        "budget/version.html",
        form=form,
        groups=findings.groups(taken.findings if taken else (), severity="", sheet=""),
        waiting=waiting(session()),
    )
