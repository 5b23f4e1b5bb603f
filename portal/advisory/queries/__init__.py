"""Reading diagnoses: only what is there for the reader."""

from portal.advisory.queries.cases import case
from portal.advisory.queries.facts import case_facts
from portal.advisory.queries.inventories import to_put_right
from portal.advisory.queries.lists import (
    Narrowed,
    advisors,
    machine,
    machines,
    request,
    request_counts,
    request_page,
    request_rows,
    site_seen,
    sites_seen,
)
from portal.advisory.queries.tasks import of_actor, on_my_list, open_tasks, own_step

__all__ = [
    "Narrowed",
    "advisors",
    "case",
    "case_facts",
    "machine",
    "machines",
    "of_actor",
    "on_my_list",
    "open_tasks",
    "own_step",
    "request",
    "request_counts",
    "request_page",
    "request_rows",
    "site_seen",
    "sites_seen",
    "to_put_right",
]
