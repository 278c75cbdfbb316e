"""The table `touches`: each time that somebody worked an account, and the day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping

from scoring.engine.odd_rows import odd_rows
from scoring.engine.quoting import statement
from scoring.engine.session import Session
from scoring.engine.staging import StagedFile
from scoring.engine.streams import RowsOf, keep_usable, read_stream
from scoring.errors import Finding
from scoring.spec.source import Source


def list_touches(
    session: Session, source: Source, files: Mapping[str, StagedFile], today: dt.date
) -> Iterator[Finding]:
    """Create `touches` (account_id, touched_on) where a source says who was worked.

    Input: a session that holds the staged files and `accounts`. Rows without a day or of no
    known account are left out and told. Raises DataError for a missing column.
    """
    told = source.touches
    if told is None:
        return
    own = told.via.id if told.via else source.account.id
    rows = RowsOf(told.file, told.id or own, told.on, told.via)
    stream, found = read_stream(session, rows, files, "worked", [])
    yield from found
    yield from odd_rows(session, source, stream, today)
    keep_usable(session, source, stream)
    session.run(
        statement(
            "CREATE TABLE touches AS SELECT account_id, day AS touched_on FROM {t}",
            t=stream.table,
        )
    )
    session.run(statement("DROP TABLE {t}", t=stream.table))
