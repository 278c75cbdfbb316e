"""Files are copied as they are into tables whose names and columns are ours."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

import duckdb

from scoring.engine.beside import Beside, Unusual
from scoring.engine.copying import Cell, copy_rows, forget, mark_of
from scoring.engine.csv_rows import copy_csv, join_csv
from scoring.engine.files import MAX_ROWS
from scoring.engine.forms import number_form
from scoring.engine.line_ends import with_one_end
from scoring.engine.marks import Marks
from scoring.engine.opened import (
    Kind,
    Opened,
    ends_in_long_row,
    line_of_row,
)
from scoring.engine.quoting import Sql, statement
from scoring.engine.repeated_names import drop_names, told_of_names
from scoring.engine.serving import Use, Uses, as_used, of_csv, of_parquet
from scoring.engine.session import Session
from scoring.engine.unfolding import MAX_TEXT, bound_text
from scoring.engine.unreadable_rows import LONGEST_ROW, tells_of_line_ends, too_long, unreadable_row
from scoring.engine.words import Words, words_of
from scoring.errors import DataError, Finding, did_you_mean


@dataclass(frozen=True, slots=True)
class StagedFile:
    """A file inside the database: its table, and for each column label a name and a kind.

    Every table also has `row_no`, the 1-based number of the data row. Texts are trimmed
    and never empty. A column that nobody wants is not in the table. `read` are the columns of
    text that were read while they were copied, and `unread` is for those among them that have
    cells which could not be: the expression of such a cell. A file that is `joined` with its
    accounts has the columns `as_of` and `account_no` as well (null for an account not known),
    nothing in `row_no`, and the `words` of its measures that are texts. `names_again` rows, which
    held the names once more, are not among its rows; the others keep their numbers.
    """

    key: str
    table: str
    columns: Mapping[str, tuple[str, Kind]]
    rows: int
    opened: Opened
    read: frozenset[str] = frozenset()
    unread: Mapping[str, Sql] = field(default_factory=dict)
    joined: bool = False
    words: Mapping[str, Words] = field(default_factory=dict)
    names_again: int = 0

    def column(self, label: str, wanted_for: str) -> tuple[str, Kind]:
        """The column of that label. Raises DataError naming the closest one otherwise."""
        if label not in self.columns:
            raise DataError([no_column(self.key, label, wanted_for, self.columns)])
        return self.columns[label]

    def marks(self, label: str) -> Marks:
        """How the column's numbers and dates are written."""
        return self.opened.marks.get(label, Marks())

    @property
    def no_values(self) -> frozenset[str]:
        """The columns in which words for no value are missing: none if no word is to be one."""
        return frozenset() if self.opened.null_text == () else self.opened.no_values

    def is_read(self, label: str) -> bool:
        """Whether the column's texts were read while they were copied, and are not kept."""
        return label in self.read

    def odd(self, label: str) -> Sql | None:
        """The text of a cell of such a column that could not be read; None if all could be."""
        return self.unread.get(label)

    def line(self, row: int) -> int | None:
        """The line on which a data row begins; None where a file has no lines."""
        return line_of_row(self.opened, row, self.last)

    @property
    def last(self) -> int:
        """The number of the last row that was read."""
        return self.rows + self.names_again


def no_column(key: str, label: str, wanted_for: str, columns: Iterable[str]) -> Finding:
    """The finding about a column that a file does not have, with the closest that it has."""
    problem = f"there is no column '{label}' ({wanted_for})"
    return Finding(f"file '{key}'", problem, did_you_mean(label, columns))


def stage(
    session: Session,
    key: str,
    table: str,
    opened: Opened,
    uses: Uses | None = None,
    *,
    marked: bool = False,
) -> StagedFile:
    """Copy a file into a table. Raises DataError if a row cannot be read.

    Input: what its columns serve as, by label; without it every column is copied as it is.
    `marked` adds the column `mark`, by which rows are alike that are alike in every cell.
    """
    try:
        staged = _staged(session, key, table, opened, uses, marked=marked)
        texts = _no_numbers(session, staged, uses or {})
        if texts:
            forget(session, table)
            as_text: frozenset[Use] = frozenset({"text"})
            again = {**(uses or {}), **dict.fromkeys(texts, as_text)}
            staged = _staged(session, key, table, opened, again, marked=marked)
    except duckdb.Error as error:
        ends = tells_of_line_ends(str(error))
        alike = with_one_end(opened, key, session.check) if ends else None
        if alike is None:
            raise DataError([unreadable_row(key, str(error), opened)]) from None
        return stage(session, key, table, alike, uses, marked=marked)
    if staged.rows > MAX_ROWS:
        raise DataError([Finding(f"file '{key}'", f"more than {MAX_ROWS:,} rows", "split it")])
    return _without_names(session, staged, uses)


def _without_names(session: Session, file: StagedFile, uses: Uses | None) -> StagedFile:
    """The file without rows that repeat its names; a column without a name is not asked."""
    cells: dict[str, Sql] = {}
    for label, (column, kind) in file.columns.items():
        if (uses is not None and label not in uses) or label.startswith("(column "):
            continue
        text = file.odd(label) if file.is_read(label) else statement("{c}", c=column)
        if text is None or (kind != "text" and not file.is_read(label)):
            return file  # a column of numbers or dates alone, which no name is among
        cells[label] = text
    rows = drop_names(session, file.table, cells) if cells else []
    if not rows:
        return file
    note = told_of_names(file.key, rows, file.line(rows[0]))
    opened = replace(file.opened, notes=(*file.opened.notes, note))
    return replace(file, opened=opened, rows=file.rows - len(rows), names_again=len(rows))


def _staged(
    session: Session,
    key: str,
    table: str,
    opened: Opened,
    uses: Uses | None,
    *,
    marked: bool,
) -> StagedFile:
    a_csv = opened.kind == "csv"
    if a_csv and ends_in_long_row(opened.readable, LONGEST_ROW):
        raise DataError([too_long(f"file '{key}'", opened)])  # the reader does not mind the last
    rows, cells = of_csv(opened) if a_csv else of_parquet(session, opened)
    labels = {cell.name: label for cell, label in zip(cells, opened.columns, strict=True)}
    texts = {cell.name for cell in cells if cell.kind == "text"}
    if uses is not None:
        cells = [as_used(cell, opened, labels[cell.name], uses) for cell in cells]
    wanted = [cell for cell in cells if uses is None or labels[cell.name] in uses]
    wanted = wanted or cells[:1]
    if marked:
        wanted.append(Cell("mark", "number", mark_of(labels, texts)))
    if a_csv:
        unread = copy_csv(session, table, opened, wanted)
    else:
        most = MAX_TEXT if opened.most_text is None else opened.most_text
        bound_text(session, key, rows, [cell for cell in wanted if cell.name in texts], most)
        unread = copy_rows(session, table, rows, wanted)
    return StagedFile(
        key,
        table,
        {labels[cell.name]: (cell.name, cell.kind) for cell in cells},
        int(session.one(statement("SELECT count(*) FROM {t}", t=table))),
        opened,
        frozenset(labels[cell.name] for cell in wanted if cell.marks),
        {labels[name]: cell for name, cell in unread.items()},
    )


def stage_beside(
    session: Session, key: str, table: str, opened: Opened, uses: Uses, beside: Beside
) -> StagedFile:
    """Copy a CSV file into a table, joined with its accounts meanwhile.

    Raises Unusual where it has to be copied by `stage`: what its columns hold does not suit.
    """
    _, cells = of_csv(opened)
    labels = {cell.name: label for cell, label in zip(cells, opened.columns, strict=True)}
    cells = [as_used(cell, opened, labels[cell.name], uses) for cell in cells]
    wanted = beside.ordered([cell for cell in cells if labels[cell.name] in uses])
    try:
        join_csv(session, table, opened, wanted, beside)
    except duckdb.Error:
        raise Unusual from None
    rows = int(session.one(statement("SELECT count(*) FROM {t}", t=table)))
    if rows > MAX_ROWS or ends_in_long_row(opened.readable, LONGEST_ROW):
        raise Unusual
    texts = {labels[c.name]: c.name for c in wanted if c.kind == "text" and c.name != beside.key}
    return StagedFile(
        key,
        table,
        {labels[cell.name]: (cell.name, cell.kind) for cell in cells},
        rows,
        opened,
        frozenset(labels[cell.name] for cell in wanted if cell.marks),
        joined=True,
        words={
            label: words_of(session, table, beside.kept[name], opened.marks.get(label, Marks()))
            for label, name in texts.items()
        },
    )


def _no_numbers(session: Session, file: StagedFile, uses: Uses) -> list[str]:
    """The measures that were copied as numbers, but of whose cells fewer than half are any."""
    found: list[str] = []
    for label, odd in file.unread.items():
        if "measure" in uses.get(label, ()):
            endless = statement(number_form(file.marks(label)), c=odd)  # a number, but not finite
            query = "SELECT count({c}) + count({x}), count({c}) + count({odd}) FROM {t}"
            column, _ = file.columns[label]
            numbers, filled = session.rows(
                statement(query, c=column, odd=odd, x=endless, t=file.table)
            )[0]
            if 2 * int(numbers) < int(filled):
                found.append(label)
    return found
