"""One sheet of an XLSX workbook becomes a private Parquet file, bounded at every step.

Read are saved values only: no macro, no formula, no link to another file. Cells become text
in one spelling (dates as YYYY-MM-DD, numbers with a point); a column that holds dates only,
or yes and no only, is marked as that.
"""

from __future__ import annotations

import warnings
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from openpyxl.reader.excel import ExcelReader

from scoring.engine.archive import check, look_through
from scoring.engine.guarded import GuardedArchive
from scoring.engine.room import Room
from scoring.engine.sheet import Sheet, copied_sheet
from scoring.engine.unfolding import most_text
from scoring.engine.unpacking import fault
from scoring.engine.watch import Watch
from scoring.errors import DataError, Finding, Stopped
from scoring.limits.workbooks import WORKBOOK_SHEETS
from scoring.spec.data_file import File

MAX_SHEETS: Final = WORKBOOK_SHEETS.now


def sheet_as_parquet(
    path: Path, key: str, stated: File, into: Path, watch: Watch, room: Room
) -> Sheet:
    """Copy one sheet.

    Raises DataError for what is no workbook, or too large to be opened, and Stopped if the
    watch was asked to.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            check(archive, key, path.stat().st_size)
            unsaved = look_through(archive, key, watch)
        with _workbook(path, key, watch) as book:
            sheet = _chosen(book, key, stated.sheet)
            copied = copied_sheet(sheet, key, stated, into, watch, most_text(room))
    except zipfile.BadZipFile:
        if _is_old_office(path):
            problem = "this workbook is password-protected, or of the old .xls kind"
            raise fault(key, problem, "save it as .xlsx without a password") from None
        raise fault(key, "this is a damaged XLSX or ZIP file", "save it again as .xlsx") from None
    except (DataError, Stopped):
        raise
    except Exception as error:  # whatever a reader of XML trips over in a hostile file
        problem = f"this XLSX file is damaged ({type(error).__name__})"
        raise fault(key, problem, "save it again as .xlsx, or as CSV") from None
    if not unsaved:
        return copied
    said = f"{unsaved:,} formulas of the workbook have" if unsaved > 1 else "1 formula has"
    problem, fix = f"{said} no saved value; read as missing", "open it in Excel and save it again"
    note = Finding(f"file '{key}'", problem, fix, None, "warning", unsaved, kind="unsaved_cells")
    return replace(copied, notes=(*copied.notes, note))


def _is_old_office(path: Path) -> bool:
    """Whether it is the container of .xls files and of whatever Office has encrypted."""
    with path.open("rb") as stream:
        return stream.read(4) == b"\xd0\xcf\x11\xe0"


@contextmanager
def _workbook(path: Path, key: str, watch: Watch) -> Iterator[Any]:
    with warnings.catch_warnings(), path.open("rb") as stream:
        archive = GuardedArchive(stream, key, watch)
        warnings.simplefilter("ignore")  # styles and extensions that nobody reads here
        reader = ExcelReader(stream, read_only=True, data_only=True, keep_links=False)
        reader.archive, strings = archive, reader.read_strings

        def read_strings() -> None:
            with archive.of_strings():
                strings()

        reader.read_strings = read_strings
        reader.read()
        yield reader.wb


def sheets_of(path: Path, watch: Watch) -> tuple[str, ...]:
    """The visible sheets of a workbook. Raises DataError if it is none, Stopped if asked to."""
    with zipfile.ZipFile(path) as archive:
        check(archive, path.name, path.stat().st_size)
        look_through(archive, path.name, watch)
    with _workbook(path, path.name, watch) as book:
        return tuple(s.title for s in book.worksheets[:MAX_SHEETS] if s.sheet_state == "visible")


def _chosen(book: Any, key: str, stated: str | None) -> Any:
    """The stated sheet, else the only visible one."""
    sheets = {s.title: s for s in book.worksheets[:MAX_SHEETS]}
    if stated is not None:
        if stated in sheets:
            return sheets[stated]
        problem = f"there is no sheet '{stated[:60]}'"
        raise fault(key, problem, f"the workbook has {_listed(list(sheets))}")
    visible = [s for s in sheets.values() if s.sheet_state == "visible"]
    if len(visible) != 1:
        problem = f"the workbook has {len(visible)} sheets"
        raise fault(key, problem, f"state `sheet`: {_listed([s.title for s in visible])}")
    return visible[0]


def _listed(names: Sequence[str]) -> str:
    shown = ", ".join(f"'{name[:40]}'" for name in names[:8])
    return f"{shown} and {len(names) - 8} more" if len(names) > 8 else shown or "none"
