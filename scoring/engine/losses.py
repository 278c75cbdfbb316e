"""When accounts were lost, from dated events; and where two ways of knowing it disagree."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping

from scoring.engine.cells import as_date, so_many, unreadable
from scoring.engine.odd_rows import odd_rows
from scoring.engine.quoting import statement
from scoring.engine.session import Session
from scoring.engine.spells import earlier_spells
from scoring.engine.staging import StagedFile
from scoring.engine.streams import Cell, RowsOf, Stream, read_stream
from scoring.engine.where import Holds, holds
from scoring.errors import Finding
from scoring.spec.source import Source
from scoring.spec.source_parts import Churn


def date_losses(
    session: Session, source: Source, files: Mapping[str, StagedFile], today: dt.date
) -> Iterator[Finding]:
    """Fill in `accounts.churned_on` from events, and compare a flag with the dates.

    Input: a session that holds the staged files and `accounts`, whose `churned` is the flag's
    word where there is a flag. Afterwards `churned` follows the dates where there are any.
    """
    churn = source.account.churn
    if churn is None or not churn.dated:
        return
    if churn.event is not None:
        yield from _from_events(session, source, churn, files, today)
    if churn.flag is not None:
        yield from _conflicts(session, churn)
        session.run("UPDATE accounts SET churned = churned_on IS NOT NULL")


def _from_events(
    session: Session,
    source: Source,
    churn: Churn,
    files: Mapping[str, StagedFile],
    today: dt.date,
) -> Iterator[Finding]:
    own = churn.via.id if churn.via else source.account.id
    rows = RowsOf(churn.event_file or "", churn.id or own, churn.event_column, churn.via)
    file = files[rows.file]
    excepted = holds(churn.excepted, file) if churn.excepted else Holds(statement("false"))
    stream, found = read_stream(session, rows, files, "losses", [Cell("back", excepted)])
    day = as_date(file, rows.on, "the day of a loss")
    told = list(unreadable(session, day, "error", may_be_open=True))
    yield from told
    yield from (f for f in found if f.kind != "unreadable_date" and f not in told)
    if churn.unless_open:
        _keep_who_goes_on(session, today)
    yield from odd_rows(session, source, stream, today, losses=True)
    yield from _returned(session, stream)
    # The rows since an account last came back; of none of those that came back for good.
    session.run(
        statement(
            "UPDATE accounts SET churned_on = lost.day FROM (SELECT account_id, {which}(day) AS day"
            " FROM (SELECT account_id, day, back, row_no, bool_or(back) OVER (PARTITION BY"
            " account_id ORDER BY day DESC, row_no DESC) AS before FROM losses"
            " WHERE known AND day IS NOT NULL) WHERE NOT before GROUP BY account_id) AS lost"
            " WHERE lost.account_id = accounts.account_id",
            which=statement("min" if churn.take == "first" else "max"),
        )
    )
    earlier_spells(session, churn.take)
    session.run("DROP TABLE losses")
    if churn.flag is None:
        session.run("UPDATE accounts SET churned = churned_on IS NOT NULL")
        yield from _nobody(session, stream)


def _keep_who_goes_on(session: Session, today: dt.date) -> None:
    """Take the rows of accounts away of which one has not ended, or not yet."""
    session.run(
        "DELETE FROM losses WHERE known AND account_id IN (SELECT account_id FROM losses"
        " WHERE known AND NOT back AND (day IS NULL OR day > CAST(? AS DATE)))",
        [today],
    )


def _returned(session: Session, stream: Stream) -> Iterator[Finding]:
    """Accounts that came back after a loss: for good, or until the next one."""
    good, again, back = session.rows(
        "SELECT count_if(b > l), count_if(b < l AND f < b),"
        " min(account_id, 3) FILTER (WHERE b > l OR (b < l AND f < b)) FROM (SELECT account_id,"
        " max((day, row_no)) FILTER (WHERE back) AS b, max((day, row_no)) FILTER (WHERE NOT back)"
        " AS l, min((day, row_no)) FILTER (WHERE NOT back) AS f FROM losses"
        " WHERE known AND day IS NOT NULL GROUP BY 1)"
    )[0]
    if good or again:
        came = so_many(good + again, "account came", "accounts came")
        problem = f"{came} back after a loss: {good:,} for good, {again:,} until the next one"
        fix = "check that these are returns; `take` under churn says which loss counts"
        seen = tuple(repr(str(account)[:40]) for account in back)
        yield Finding(stream.place, problem, fix, None, "note", good + again, seen, "returns")


def _nobody(session: Session, stream: Stream) -> Iterator[Finding]:
    if not session.one("SELECT count(*) FROM accounts WHERE churned"):
        problem, fix = "no account is marked as lost", "check the events; scores work without"
        count = int(session.one("SELECT count(*) FROM accounts"))
        yield Finding(stream.place, problem, fix, None, "warning", count, kind="nobody_lost")


def _conflicts(session: Session, churn: Churn) -> Iterator[Finding]:
    flags, dates, both = session.rows(
        "SELECT count_if(churned), count(churned_on), count_if(churned AND churned_on IS NOT NULL)"
        " FROM accounts"
    )[0]
    if flags == dates == both:
        return
    differ = session.rows(
        "SELECT account_id FROM accounts WHERE coalesce(churned, false) != (churned_on IS NOT NULL)"
        " ORDER BY 1"
    )
    marked = so_many(flags, "account is", "accounts are")
    has = so_many(dates, "has", "have")
    problem = f"{marked} marked as lost, {has} a date of loss, {both:,} both; the dates decide"
    fix = "find out which is right, and remove the other from the source file"
    seen = tuple(repr(row[0][:40]) for row in differ[:3])
    place = f"account, column '{churn.flag}'"
    yield Finding(place, problem, fix, None, "warning", len(differ), seen, "two_labels")
