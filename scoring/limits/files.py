"""What a file or a table of data may be."""

from __future__ import annotations

from typing import Final

from scoring.limits.limit import Limit, fixed

UPLOAD_MB: Final = Limit(
    "upload_mb", 100, "MB", 1, 4_000, "a file dropped on the Data page, and what it unpacks to"
)
UPLOADS_MB: Final = Limit("uploads_mb", 200, "MB", 1, 16_000, "such files together")
UPLOAD_FILES: Final = Limit(
    "upload_files", 20, "files", 1, 200, "such files, with each sheet and table counted"
)
BUNDLE_MB: Final = Limit("bundle_mb", 200, "MB", 1, 4_000, "a bundle that is opened")
FILE_MB: Final = Limit("file_mb", 1_000, "MB", 1, 100_000, "a data file, and what a .gz unpacks to")
FILE_ROWS: Final = Limit(
    "file_rows", 20_000_000, "rows", 1_000, 1_000_000_000, "the rows of a file or a table"
)
FILE_COLUMNS: Final = Limit("file_columns", 2_000, "columns", 10, 10_000, "its columns")
FILE_NESTING: Final = fixed(
    "file_nesting", 16, "levels", "groups and lists within each other in a column of Parquet"
)
COLUMN_NAME: Final = fixed("column_name", 500, "characters", "the name of a column")
ROW_CHARACTERS: Final = Limit(
    "row_characters", 2_000_000, "characters", 10_000, 100_000_000, "a row of a CSV file"
)
CELL_BYTES: Final = Limit(
    "cell_bytes", 2_000_000, "bytes", 10_000, 100_000_000, "a cell of a Parquet file or a table"
)
TEXT_MB: Final = Limit(
    "text_mb", 1_000, "MB", 1, 100_000, "the text of a Parquet file or a table, unfolded"
)
UNPACKED_TIMES: Final = Limit(
    "unpacked_times", 200, "times", 2, 10_000, "what a packed file unpacks to, beside its size"
)
UNPACKED_FREE_MB: Final = Limit(
    "unpacked_free_mb", 20, "MB", 1, 1_000, "what it may unpack to whatever its size"
)
LONG_NAMES: Final = Limit(
    "long_names", 1_000, "names", 10, 10_000, "the measures that a long table is turned into"
)
MONTHS: Final = Limit("months", 600, "months", 12, 1_200, "the months of a data set")
LISTED_FILES: Final = Limit(
    "listed_files", 500, "files", 1, 10_000, "what is listed of a folder or a database"
)
START_SETS: Final = Limit("start_sets", 8, "data sets", 1, 50, "the data sets of a folder at start")
