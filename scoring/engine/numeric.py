"""Whether a column is rather one of numbers than of words."""

from __future__ import annotations

from scoring.engine.quoting import statement
from scoring.engine.session import Session
from scoring.engine.staging import StagedFile
from scoring.engine.words import perhaps_number


def looks_numeric(session: Session, file: StagedFile, label: str) -> bool:
    """Whether at least half of the filled cells of a column read as numbers."""
    column, kind = file.column(label, "measure")
    if kind != "text":
        return kind in ("number", "bool")
    marks = file.marks(label)
    if marks.numbers == "undecided":
        return True
    if label in file.words:
        return file.words[label].look_numeric
    number = perhaps_number(statement("{c}", c=column), marks)
    count = statement("SELECT count({c}), count({x}) FROM {t}", c=column, x=number, t=file.table)
    filled, read = session.rows(count)[0]
    return int(filled) == 0 or 2 * int(read) >= int(filled)
