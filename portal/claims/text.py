"""The blank sheets of claims as CSV, one below the other, as the reader takes them back."""

import csv
import io

from portal.claims.sheets import ABOUT, CLAIMS


def blank_text() -> bytes:
    """A blank file in UTF-8 with a mark, as Excel opens it."""
    written = io.StringIO(newline="")
    lines = csv.writer(written)
    lines.writerow([ABOUT.title.zh])
    lines.writerows([one.title.zh, one.title.en, ""] for one in ABOUT.columns)
    lines.writerow([])
    lines.writerow([CLAIMS.title.zh])
    lines.writerow([one.title.zh for one in CLAIMS.columns])
    return written.getvalue().encode("utf-8-sig")
