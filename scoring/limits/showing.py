"""How much of a large book a page or a file shows."""

from __future__ import annotations

from typing import Final

from scoring.limits.limit import Limit, fixed

TABLE_ROWS: Final = Limit("table_rows", 1_000, "rows", 50, 10_000, "the rows of a table on a page")
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
XLSX_ROWS: Final = fixed("xlsx_rows", 1_048_575, "rows", "the rows of an XLSX file, by its format")
XLSX_COLUMNS: Final = fixed("xlsx_columns", 16_384, "columns", "its columns, by its format")
XLSX_CELL: Final = fixed("xlsx_cell", 32_767, "characters", "a cell of it, by its format")
QR_BYTES: Final = fixed("qr_bytes", 1_200, "bytes", "an address that is shown as a code")
