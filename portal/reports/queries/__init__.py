"""Reading what documents say: everything comes from the queries of the packages below."""

from portal.reports.queries.receipts import receipt
from portal.reports.queries.statements import statement
from portal.reports.queries.summaries import edition, edition_of, summary

__all__ = ["edition", "edition_of", "receipt", "statement", "summary"]
