"""Reading uploads, submissions, versions and their rows."""

from portal.submissions.queries.cycles import cycle_times, default_times
from portal.submissions.queries.identity import (
    identity_change,
    identity_changes,
    identity_changes_of_all,
    section_decisions,
)
from portal.submissions.queries.limits import threshold_changes, thresholds_in_force
from portal.submissions.queries.lines import (
    exchange_rows,
    inventory_rows,
    measure_rows,
    target_rows,
)
from portal.submissions.queries.lists import (
    Wanted,
    longest_waiting,
    state_counts,
    submission_list,
    submission_page,
)
from portal.submissions.queries.memory import (
    explanations_before,
    explanations_of,
    explanations_seen,
    suspension_history,
    suspensions,
)
from portal.submissions.queries.submissions import (
    accepted_version_id,
    latest_year,
    submission,
    submission_of,
    submission_row,
    submission_rows,
)
from portal.submissions.queries.timeline import timeline
from portal.submissions.queries.uploads import (
    check_figures,
    check_report,
    correction_of,
    is_part,
    upload,
    upload_by_key,
    upload_parts,
    upload_rows,
    uploads_since,
)
from portal.submissions.queries.versions import (
    current_version,
    file_hashes,
    version,
    version_by_receipt,
    version_rows,
)

__all__ = [
    "Wanted",
    "accepted_version_id",
    "check_figures",
    "check_report",
    "correction_of",
    "current_version",
    "cycle_times",
    "default_times",
    "exchange_rows",
    "explanations_before",
    "explanations_of",
    "explanations_seen",
    "file_hashes",
    "identity_change",
    "identity_changes",
    "identity_changes_of_all",
    "inventory_rows",
    "is_part",
    "latest_year",
    "longest_waiting",
    "measure_rows",
    "section_decisions",
    "state_counts",
    "submission",
    "submission_list",
    "submission_of",
    "submission_page",
    "submission_row",
    "submission_rows",
    "suspension_history",
    "suspensions",
    "target_rows",
    "threshold_changes",
    "thresholds_in_force",
    "timeline",
    "upload",
    "upload_by_key",
    "upload_parts",
    "upload_rows",
    "uploads_since",
    "version",
    "version_by_receipt",
    "version_rows",
]
