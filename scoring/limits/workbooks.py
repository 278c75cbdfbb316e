"""What a workbook may be, and what its XML may unfold to."""

from __future__ import annotations

from typing import Final

from scoring.limits.limit import Limit, fixed

WORKBOOK_MB: Final = Limit("workbook_mb", 300, "MB", 1, 10_000, "what a workbook unpacks to")
WORKBOOK_FILES: Final = fixed("workbook_files", 10_000, "files", "the files packed in a workbook")
WORKBOOK_SHEETS: Final = Limit(
    "workbook_sheets", 200, "sheets", 1, 1_000, "the sheets that are looked at"
)
SHEET_CELLS: Final = Limit(
    "sheet_cells", 20_000_000, "cells", 1_000, 200_000_000, "the cells of a sheet"
)
SHEET_ROWS: Final = fixed("sheet_rows", 1_048_576, "rows", "the last row of a sheet")
XML_DEPTH: Final = fixed("xml_depth", 100, "levels", "how deep the XML of a part stands")
XML_ROWS: Final = fixed("xml_rows", 4_000_000, "rows", "the rows or texts of a part")
XML_ROW_BYTES: Final = fixed("xml_row_bytes", 8_000_000, "bytes", "the XML of a row")
XML_ROW_PARTS: Final = fixed("xml_row_parts", 250_000, "parts", "the elements of a row")
XML_BESIDE_BYTES: Final = fixed("xml_beside_bytes", 64_000_000, "bytes", "the XML between rows")
XML_BESIDE_PARTS: Final = fixed("xml_beside_parts", 500_000, "parts", "the elements beside rows")
XML_ONE_BYTES: Final = fixed("xml_one_bytes", 2_000_000, "bytes", "one element or text of a part")
