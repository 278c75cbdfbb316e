"""The table `account_months`: which accounts have a row at the end of which months.

Beside it `book_months`: those months, with the rows of each; a month left out is not in it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from scoring.engine.cells import as_date, so_many
from scoring.engine.parts import MonthlyPart, spine
from scoring.engine.quoting import Sql, statement
from scoring.engine.session import Session
from scoring.engine.staging import StagedFile
from scoring.engine.streams import Stream
from scoring.errors import DataError, Finding
from scoring.limits.files import MONTHS
from scoring.spec.source import Source
from scoring.values import Month

MAX_MONTHS: Final = MONTHS.now
_JOIN: Final = "SEMI JOIN accounts USING (account_id) WHERE"
_JOINED: Final = "WHERE account_no IS NOT NULL AND"


def list_months(
    session: Session,
    source: Source,
    parts: Sequence[MonthlyPart],
    streams: Sequence[Stream],
    today: dt.date,
) -> Iterator[Finding]:
    """Create the tables: the months of the dated files; of events alone every month of a life.

    Input: a session that holds `accounts`, the parts and the usable rows of the streams;
    `today` dates a single snapshot, and no event after it makes a month. Events alone give the
    months from the first event of all to the last one, or to the last end of one, for each account
    those from its start (unknown: its own first event) to its loss. Raises DataError if they span
    too many months.
    """
    dated = [
        statement(
            "SELECT account_id, as_of FROM {t} {among} as_of IS NOT NULL",
            among=Sql(_JOINED if part.joined else _JOIN),
            t=part.table,
        )
        for part in parts
        if part.dated
    ]
    if dated:
        kind = "VIEW" if spine(parts) else "TABLE"
        _create(session, Sql(" UNION ".join(dated)), kind=kind)
        yield from _yet_to_come(session, source, today)
        _stop_at_too_many(session)
    elif streams:
        yield from _of_events(session, source, streams, today)
    else:
        stated = next((s.as_of for s in source.snapshots if s.as_of), None)
        month = Month.parse(stated) if stated else Month.of(today)
        once = statement("SELECT account_id, CAST(? AS DATE) AS as_of FROM accounts")
        _create(session, once, [month.end])


def _create(
    session: Session, rows: Sql, values: Sequence[object] = (), kind: str = "TABLE"
) -> None:
    create = "CREATE {kind} account_months AS {rows}"
    session.run(statement(create, kind=Sql(kind), rows=rows), values)
    session.run(
        "CREATE TABLE book_months AS SELECT as_of, count(*) AS held FROM account_months GROUP BY 1"
    )


def forget_months(session: Session, parts: Sequence[MonthlyPart]) -> None:
    """Let go of both tables; the parts are those from which they were made."""
    kind = Sql("VIEW" if spine(parts) else "TABLE")
    session.run(statement("DROP {kind} account_months", kind=kind))
    session.run("DROP TABLE book_months")


def _yet_to_come(session: Session, source: Source, today: dt.date) -> Iterator[Finding]:
    """Leave months after this one out, if the source says so; kept ones the quality tells of."""
    if source.drop.future != "drop":
        return
    end = [Month.of(today).end]
    beyond = "FROM book_months WHERE as_of > CAST(? AS DATE)"
    count = int(session.one("SELECT coalesce(sum(held), 0) " + beyond, end))
    if count:
        session.run("DELETE " + beyond, end)
        problem = so_many(count, "row is", "rows are") + " dated in the future; left out"
        fix = "set drop.future in the source file to change this"
        yield Finding("snapshots", problem, fix, None, "note", count, kind="future_months")


def _stop_at_too_many(session: Session) -> None:
    """Raise DataError for more months than a data set may have: most of them are misread dates."""
    count, first, last = session.rows("SELECT count(*), min(as_of), max(as_of) FROM book_months")[0]
    if count > MAX_MONTHS:
        dated = f"the rows are dated in {count:,} months from {first:%Y-%m} to {last:%Y-%m}"
        problem = f"{dated}: more than {MAX_MONTHS}"
        raise DataError([Finding("snapshots", problem, "correct the dates that cannot be")])


def _of_events(
    session: Session, source: Source, streams: Sequence[Stream], today: dt.date
) -> Iterator[Finding]:
    days = Sql(
        " UNION ALL ".join(
            statement("SELECT account_id, day FROM {t} WHERE day <= CAST(? AS DATE)", t=t)
            for t in map(_days, streams)
        )
    )
    dates = [today] * len(streams)
    first, last = session.rows(statement("SELECT min(day), max(day) FROM ({d})", d=days), dates)[0]
    if first is None:
        fix = "check that the id columns of the files hold the same ids"
        raise DataError([Finding("events", "no row of a known account is left", fix)])
    if Month.of(last).number - Month.of(first).number >= MAX_MONTHS:
        problem = f"the events reach from {first} to {last}: more than {MAX_MONTHS} months"
        raise DataError([Finding("events", problem, "correct the dates that cannot be")])
    ends = "least(CAST(? AS DATE), a.churned_on)"
    if source.drop.after_churn == "keep":
        ends = "CAST(? AS DATE)"
    opens = "date_trunc('month', greatest(CAST(? AS DATE), coalesce(a.start_on, f.day)))"
    _create(
        session,
        statement(
            "SELECT account_id, last_day(CAST(day AS DATE)) AS as_of FROM (SELECT a.account_id,"
            f" unnest(generate_series({opens}, CAST({ends} AS TIMESTAMP), INTERVAL 1 MONTH)) AS day"
            " FROM accounts AS a LEFT JOIN (SELECT account_id, min(day) AS day FROM ({d})"
            " GROUP BY 1) AS f ON f.account_id = a.account_id"
            " WHERE coalesce(a.start_on, f.day) IS NOT NULL)",
            d=days,
        ),
        [first, last, *dates],
    )
    yield from _without_months(session)


def _days(stream: Stream) -> Sql:
    """The days of a stream's rows, each with its account: where they end, those as well."""
    if not stream.rows.until:
        return Sql(stream.table)
    both = "(SELECT account_id, day FROM {t} UNION ALL SELECT account_id, closes AS day FROM {t})"
    return statement(both, t=stream.table)


def _without_months(session: Session) -> Iterator[Finding]:
    found = session.rows(
        "SELECT account_id FROM accounts ANTI JOIN account_months USING (account_id) ORDER BY 1"
    )
    if found:
        has = so_many(len(found), "account has", "accounts have")
        problem = f"{has} no month to score: no event, or none while a customer; left out"
        fix = "say which column is the day they became customers, or check the dates"
        seen = tuple(repr(row[0][:40]) for row in found[:3])
        yield Finding("events", problem, fix, None, "warning", len(found), seen, "no_months")


def last_month_in_part(
    session: Session,
    source: Source,
    files: Mapping[str, StagedFile],
    streams: Sequence[Stream],
    today: dt.date,
) -> Iterator[Finding]:
    """Say that the last month is not over in the data; leave it out if the source says so.

    It is not over if today lies in it, if the newest of all events is dated before its last
    day, or if a file of months is dated by month ends and in its last month by an earlier day.
    """
    months = session.rows("SELECT as_of, held FROM book_months ORDER BY 1")
    last: dt.date | None = months[-1][0] if len(months) > 1 else None
    if last is None or not source.dated:
        return
    newest = _newest(session, source, files, streams, today)
    early = [day for day in newest if day < last and Month.of(day).end == last]
    if not early:
        return
    count = int(months[-1][1])
    dropped = source.drop.part_months
    if dropped:
        session.run("DELETE FROM book_months WHERE as_of = ?", [last])
    month = f"the last month, {last:%Y-%m}, is known until {min(early)} only"
    rows = so_many(count, "row of it", "rows of it")
    problem = f"{month}; {rows} {'left out' if dropped else 'kept'}"
    fix = "set drop.part_months in the source file to change this"
    first = "SELECT account_id FROM account_months WHERE as_of = ? ORDER BY 1 LIMIT 3"
    seen = tuple(f"{str(row[0])[:40]!r} {last:%Y-%m}" for row in session.rows(first, [last]))
    yield Finding("snapshots", problem, fix, None, "note", count, seen, "part_month")


def _newest(
    session: Session,
    source: Source,
    files: Mapping[str, StagedFile],
    streams: Sequence[Stream],
    today: dt.date,
) -> Iterator[dt.date]:
    """The day until which each sort of data reaches, where it is known to the day."""
    yield today
    newest = [
        session.one(
            statement("SELECT max(day) FROM {t} WHERE day <= CAST(? AS DATE)", t=_days(s)), [today]
        )
        for s in streams
    ]
    known = [day for day in newest if day is not None]
    if known:
        yield max(known)
    for part in source.snapshots:
        if part.month:
            yield from _month_ends(session, files[part.file], part.month)
    if source.long:
        yield from _month_ends(session, files[source.long.file], source.long.month)


def _month_ends(session: Session, file: StagedFile, label: str) -> Iterator[dt.date]:
    """The newest day of a file of months, if all its earlier months are dated by their ends."""
    newest, earlier, ends = session.rows(
        statement(
            "SELECT max(d), count_if(last_day(d) < top), bool_and(d = last_day(d))"
            " FILTER (WHERE last_day(d) < top) FROM (SELECT d, max(last_day(d)) OVER () AS top"
            " FROM (SELECT DISTINCT {x} AS d FROM {t}))",
            x=as_date(file, label, "the month").sql,
            t=file.table,
        )
    )[0]
    if newest is not None and earlier and ends:
        yield newest
