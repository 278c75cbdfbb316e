"""Every kind of hostile input, a line each."""

from __future__ import annotations

from tests.faults.hostile import (
    card_cases,
    csv_cases,
    packed_cases,
    parquet_cases,
    source_cases,
    workbook_cases,
)
from tests.faults.hostile.case import Kind

KINDS: tuple[Kind, ...] = (
    card_cases.KIND,
    source_cases.KIND,
    csv_cases.KIND,
    parquet_cases.KIND,
    workbook_cases.KIND,
    *packed_cases.KINDS,
)
