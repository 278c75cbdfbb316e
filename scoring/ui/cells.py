"""The cells of a table as they are read: numbers by the setting of their column, texts harmless."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

import numpy as np
import pandas as pd

from scoring.output.exporters.csv_file import harmless

NOTHING: Final = "–"
"""What stands for a cell that holds nothing."""

MINUS: Final = "−"
"""What stands before a negative number, in tables as in sentences."""

_NUMBER: Final = re.compile(r"%(?!%)([+,]*)(\.\d+)?([dfg])")
_DIGITS: Final = 4
"""Digits behind the point of a number whose column says nothing of them."""


def columns_of(table: pd.DataFrame, settings: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Each column of a table as `grid.js` reads it.

    Input: settings as Streamlit's `column_config` has them; of these count what is said of the
    head (`help`), the side (`alignment`) and the form of numbers. Output: a column's `name`,
    `help`, `right` for cells that stand at the right, `cells`, and of numbers the `numbers` by
    which they are sorted, None for nothing, and whether a file can hold them without a unit
    (`exact`). The browser can save the cells as a file, so no text begins like a formula.
    """
    return [_column(harmless(name), table[name], settings.get(str(name)) or {}) for name in table]


def _column(name: str, values: pd.Series[Any], setting: Mapping[str, Any]) -> dict[str, Any]:
    numeric = values.dtype.kind in "iuf"
    column: dict[str, Any] = {
        "name": name,
        "help": setting.get("help") or "",
        "right": setting.get("alignment") == "right" or numeric,
    }
    if not numeric:
        return {**column, "cells": [_text(value) for value in values]}
    known = values.notna() & np.isfinite(values.astype(float))
    numbers = [float(v) if k else None for v, k in zip(values, known, strict=True)]
    form = (setting.get("type_config") or {}).get("format") or ""
    cells = [NOTHING if number is None else in_form(number, form) for number in numbers]
    unit = form not in ("percent", "localized") and bool(_NUMBER.sub("", form))
    return {**column, "cells": cells, "numbers": numbers, "exact": not unit}


def _text(value: object) -> str:
    if isinstance(value, bool | np.bool_):
        return "yes" if value else "no"
    empty = value is None or value is pd.NA or value is pd.NaT or value != value
    return NOTHING if empty else harmless(value)


def in_form(number: float, form: str) -> str:
    """A number by the form of its column.

    Input: `percent` for a share, `localized` for up to three digits behind the point, or one
    place of C's `printf` for a number, with `,` for thousands, and words around it. Without a
    form it has the digits that it needs, four behind the point at most. The minus is the one of
    words, which is as wide as a plus.
    """
    if form == "percent":
        return f"{_short(100 * number, 2)}%"
    if form == "localized":
        return _short(number, 3)
    found = _NUMBER.search(form)
    if found is None:
        return _short(number, _DIGITS)
    flags, digits, kind = found.groups()
    sign, comma = "+" * ("+" in flags) + "z", "," * ("," in flags)  # z: no -0 of what rounds to it
    code = f"{sign}{comma}.0f" if kind == "d" else f"{sign}{comma}{digits or ''}{kind}"
    before, after = form[: found.start()], form[found.end() :]
    return f"{before}{format(number, code).replace('-', MINUS)}{after}".replace("%%", "%")


def _short(number: float, digits: int) -> str:
    text = f"{number:z,.{digits}f}".replace("-", MINUS)
    return text.rstrip("0").rstrip(".") if digits else text
