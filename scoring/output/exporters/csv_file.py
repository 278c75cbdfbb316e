"""CSV for spreadsheets and loaders: fixed decimals, and no cell that a spreadsheet would run."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import IO, Any, Final

import pyarrow as pa

from scoring.output.exporters.exporter import NOTHING, Exporter, Extras

# What may begin a formula; the last four are the full-width twins of the first four.
RISKY = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")

_UNSEEN: Final = " \u00a0\u2000\u2002\u2003\u2009\u200b\u202f\u2060\u3000\ufeff"
"""Blanks and what cannot be seen: some programs take them away, and then look for a formula."""

_AT_A_TIME: Final = 20_000  # rows


def stream(table: pa.Table, out: IO[bytes], extras: Extras = NOTHING) -> None:
    """The table as UTF-8 CSV with LF line ends; null is an empty cell.

    Numbers have nine decimals; `shown` has one, or as many as the card's scale shows.
    """
    out.write(_line(map(_text, table.column_names)).encode())
    done = 0
    for batch in table.to_batches(max_chunksize=_AT_A_TIME):
        extras.tell(done / table.num_rows)
        done += batch.num_rows
        names = zip(table.column_names, batch.columns, strict=True)
        columns = [_cells(name, column) for name, column in names]
        out.write("".join(map(_line, zip(*columns, strict=True))).encode())


def _line(cells: Iterable[str]) -> str:
    return ",".join(map(_quoted, cells)) + "\n"


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
        say = _text
    return ["" if value is None else say(value) for value in column.to_pylist()]


def _text(value: object) -> str:
    """A text none of whose parts would run: many spreadsheets part a CSV file at semicolons.

    They do so within quotes of ours, too, which do not stand where their cells begin.
    """
    first, *rest = harmless(value).split(";")
    return ";".join([first, *(f"'{part}" if _runs(part) else part for part in rest)])


def _runs(part: str) -> bool:
    bare = part.lstrip(f'"{_UNSEEN}')
    return harmless(bare) != bare


def _as_shown(number: Any) -> str:
    """At least one decimal, and no more than the number has."""
    whole, _, rest = f"{number:.3f}".partition(".")
    return f"{whole}.{rest[0]}{rest[1:].rstrip('0')}"


def is_risky(text: str) -> bool:
    """Whether a text begins like a formula, blanks before it or not."""
    return text.startswith(RISKY) or text.lstrip(_UNSEEN).startswith(RISKY)


def harmless(text: object) -> str:
    """Text that begins like a formula gets an apostrophe in front, unless it is a number."""
    said = str(text)
    if not is_risky(said):
        return said
    try:
        float(said)
    except ValueError:
        return f"'{said}"
    return said


EXPORTER = Exporter("csv", "text/csv", stream)
