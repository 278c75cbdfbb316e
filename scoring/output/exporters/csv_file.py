"""CSV for spreadsheets and loaders: fixed decimals, and no cell that a spreadsheet would run."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pyarrow as pa

from scoring.output.exporters.exporter import Exporter

# What may begin a formula; the last four are the full-width twins of the first four.
RISKY = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def write(table: pa.Table) -> bytes:
    """The table as UTF-8 CSV with LF line ends; null is an empty cell.

    Numbers have nine decimals; `shown` has one, or as many as the card's scale shows.
    """
    columns = [_cells(name, table[name].combine_chunks()) for name in table.column_names]
    rows = [table.column_names, *zip(*columns, strict=True)]
    return "".join(",".join(map(_quoted, row)) + "\n" for row in rows).encode()


def _quoted(cell: str) -> str:
    """A cell as CSV writes it; unlike the csv module, a lone carriage return is quoted too."""
    if any(mark in cell for mark in ',"\r\n'):
        return '"' + cell.replace('"', '""') + '"'
    return cell


def _cells(name: str, column: pa.Array) -> list[str]:
    say: Callable[[object], str] = str
    if pa.types.is_floating(column.type):
        say = _as_shown if name == "shown" else "{:.9f}".format
    elif not pa.types.is_date(column.type):
        say = harmless
    return ["" if value is None else say(value) for value in column.to_pylist()]


def _as_shown(number: Any) -> str:
    """At least one decimal, and no more than the number has."""
    whole, _, rest = f"{number:.3f}".partition(".")
    return f"{whole}.{rest[0]}{rest[1:].rstrip('0')}"


def harmless(text: object) -> str:
    """Text that begins like a formula gets an apostrophe in front, unless it is a number."""
    said = str(text)
    if not said.startswith(RISKY):
        return said
    try:
        float(said)
    except ValueError:
        return f"'{said}"
    return said


EXPORTER = Exporter("csv", "text/csv", write)
