"""How much of a large book a page or a file shows."""

from __future__ import annotations

from typing import Final

from scoring.limits.limit import Limit, fixed

TABLE_ROWS: Final = Limit("table_rows", 1_000, "rows", 50, 10_000, "the rows of a table on a page")
READ_ALOUD_ROWS: Final = Limit(
    "read_aloud_rows", 300, "rows", 20, 5_000, "the rows of a chart that is read as a table"
)
HANDOVER_ROWS: Final = Limit(
    "handover_rows", 1_000, "rows", 50, 10_000, "the rows of a table to copy into a platform"
)
FOUND_ACCOUNTS: Final = Limit(
    "found_accounts", 50, "accounts", 5, 500, "the accounts that a search names"
)
VERSIONS_SHOWN: Final = Limit("versions_shown", 20, "versions", 2, 200, "the versions of a card")
VERSIONS_COMPARED: Final = Limit(
    "versions_compared", 60, "versions", 2, 500, "the saved versions offered to be compared"
)
BUNDLE_COMPARED: Final = Limit(
    "bundle_compared", 200_000, "rows", 0, 10_000_000, "the scores held against a bundle's at once"
)
RECORDS_SHOWN: Final = Limit(
    "records_shown", 100, "records", 10, 1_000, "the notes and pulses of an account"
)
VOTERS_SHOWN: Final = Limit(
    "voters_shown", 60, "people", 10, 500, "the people whose votes are drawn beside each other"
)
GROUPS_SHOWN: Final = fixed("groups_shown", 12, "groups", "the groups of a look back by segment")
SEGMENT_ROWS: Final = fixed("segment_rows", 30, "rows", "the values of a dimension beside another")
SEGMENT_COLUMNS: Final = fixed("segment_columns", 10, "columns", "the values of the other one")
REPORT_FINDINGS: Final = fixed("report_findings", 100, "findings", "the findings in a report")
REPORT_LOST: Final = fixed("report_lost", 25, "customers", "the lost customers in a report")
REPORT_MOVERS: Final = fixed("report_movers", 12, "accounts", "those that moved most in a report")
REPORT_MONTHS: Final = fixed("report_months", 24, "months", "the months of its trend")
XLSX_ROWS: Final = fixed("xlsx_rows", 1_048_575, "rows", "the rows of an XLSX file, by its format")
XLSX_COLUMNS: Final = fixed("xlsx_columns", 16_384, "columns", "its columns, by its format")
XLSX_CELL: Final = fixed("xlsx_cell", 32_767, "characters", "a cell of it, by its format")
QR_BYTES: Final = fixed("qr_bytes", 1_200, "bytes", "an address that is shown as a code")
LOG_LINE: Final = fixed("log_line", 300, "characters", "what is logged of a foreign message")
