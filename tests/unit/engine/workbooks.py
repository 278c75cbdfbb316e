"""Workbooks of a few rows."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

import openpyxl


def workbook_of(*rows: Sequence[Any], **more: Sequence[Sequence[Any]]) -> bytes:
    """A workbook with these rows on its first sheet, and with more sheets by name."""
    made = openpyxl.Workbook()
    for row in rows:
        made.active.append(row)
    for name, lines in more.items():
        one = made.create_sheet(name)
        for line in lines:
            one.append(line)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()
