"""The table `snapshots`: one row an account at the end of each month, with every measure."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from scoring.engine.accounts import dimension_names, month_within
from scoring.engine.cells import scaled, so_many
from scoring.engine.joining import settle
from scoring.engine.parts import MonthlyPart
from scoring.engine.quoting import Sql, statement
from scoring.engine.session import Session
from scoring.engine.staging import StagedFile
from scoring.errors import Finding
from scoring.spec.source import Source


def join_parts(
    session: Session,
    source: Source,
    parts: list[MonthlyPart],
    along: MonthlyPart | None,
    joined: StagedFile | None = None,
) -> Iterator[Finding]:
    """Create the table from parts without errors.

    Input: a session that also holds `accounts`, `account_months` and `book_months`; the part
    whose rows are the account-months, if there is one, and its file if it was joined with the
    accounts while it was read. Yields what was found on the way.
    """
    whole = along is not None and not _rows_left(session, along)
    orphans = list(_orphans(session, [p for p in parts if p is not along or not whole]))
    if along and joined:
        settle(session, along, joined, whole=whole)
    else:
        _create(session, source, parts, along, whole=whole)
    yield from _between_spells(session)
    yield from _without_revenue(session, parts)
    yield from orphans
    if source.dated:
        yield from _outside_life(session, source)


def _create(
    session: Session,
    source: Source,
    parts: list[MonthlyPart],
    along: MonthlyPart | None,
    *,
    whole: bool,
) -> None:
    """Create it; `whole` says that every row along which it is made is an account-month."""
    arrs = [statement("{p}.arr", p=_name(p, along)) for p in parts if p.has_arr]
    arrs += _added_up(source, parts)
    if not arrs or month_within(source) is None:
        arrs.append(Sql("accounts.arr"))  # not that of a latest month, which earlier ones know not
    cells = [statement("coalesce({a}) AS arr", a=arrs)]
    cells += [Sql("coalesce(last_day(accounts.churned_on) > k.as_of, true) AS in_book")]
    cells += [Sql("datediff('month', accounts.start_on, k.as_of) AS tenure_months")]
    cells += [statement("accounts.{d}", d=d) for d in dimension_names(source).values()]
    cells += [Sql("accounts.account_no")]
    cells += [_cell(p, _name(p, along), m.column) for p in parts for m in p.measures]
    joins = " ".join(
        statement(
            "LEFT JOIN {p} ON {p}.account_id = k.account_id"
            + (" AND {p}.as_of = k.as_of" if p.dated else ""),
            p=p.table,
        )
        for p in parts
        if p is not along
    )
    # Along a file there is no order: sorting so many rows takes longer than copying them, and
    # whoever needs an order asks for it.
    session.run(
        statement(
            "CREATE TABLE snapshots AS SELECT k.account_id, k.as_of, {cells} FROM {k} AS k"
            " JOIN accounts ON accounts.account_id = k.account_id {joins}{among}{order}",
            cells=cells,
            k=along.table if along else "account_months",
            joins=Sql(joins),
            among=Sql("" if whole else " WHERE k.as_of IN (SELECT as_of FROM book_months)"),
            order=Sql("" if along else " ORDER BY k.as_of, k.account_id"),
        )
    )


def _name(part: MonthlyPart, along: MonthlyPart | None) -> str:
    """What a part is called in the query."""
    return "k" if part is along else part.table


def _added_up(source: Source, parts: list[MonthlyPart]) -> Iterator[Sql]:
    """The revenue of a month that is a sum of dated rows, such as of the subscriptions open."""
    times = {event.measure: event.arr_times for event in source.events}
    for part in parts:
        for measure in part.measures:
            by = times.get(measure.name)
            if by is not None:
                yield scaled(_value(part, part.table, measure.column), by)


def _cell(part: MonthlyPart, name: str, column: str) -> Sql:
    return statement("{x} AS {c}", x=_value(part, name, column), c=column)


def _value(part: MonthlyPart, name: str, column: str) -> Sql:
    zero = "CASE WHEN {p}.account_id IS NULL THEN 0.0 ELSE {p}.{c} END"
    return statement(zero if column in part.zeros else "{p}.{c}", p=name, c=column)


def _between_spells(session: Session) -> Iterator[Finding]:
    """Months between a loss and a return are not in the book; they stay, as history."""
    if session.one("SELECT bool_and(is_last) FROM spells"):
        return
    session.run(
        "UPDATE snapshots SET in_book = false FROM (SELECT account_id, last_day(ended_on) AS gone,"
        " last_day(lead(began_on) OVER (PARTITION BY account_id ORDER BY spell)) AS back"
        " FROM spells) AS s WHERE s.account_id = snapshots.account_id"
        " AND as_of >= s.gone AND as_of < s.back"
    )
    found = session.rows(
        "SELECT s.account_id, s.as_of, count(*) OVER () FROM snapshots AS s JOIN accounts AS a"
        " ON a.account_id = s.account_id WHERE NOT s.in_book"
        " AND coalesce(last_day(a.churned_on) > s.as_of, true) ORDER BY 1, 2 LIMIT 3"
    )
    if found:
        count, seen = _told(found)
        lie = so_many(count, "account-month lies", "account-months lie")
        problem = f"{lie} between a loss and a return; kept, but not counted as a customer's"
        fix = "check the losses and returns"
        yield Finding("snapshots", problem, fix, None, "note", count, seen, "between_spells")


def _told(found: list[tuple[Any, ...]]) -> tuple[int, tuple[str, ...]]:
    """Of account-months with their number in each row: how many there are, and these."""
    seen = tuple(f"{account[:40]!r} {day:%Y-%m}" for account, day, _ in found)
    return int(found[0][2]), seen


def _without_revenue(session: Session, parts: list[MonthlyPart]) -> Iterator[Finding]:
    """Months in which a customer has no revenue, though there is some of it in other months."""
    if not any(part.dated and part.has_arr for part in parts):
        return
    blank, filled = session.rows("SELECT count(*) - count(arr), count(arr) FROM snapshots")[0]
    if not blank or not filled:
        return
    found = session.rows(
        "SELECT account_id, as_of, count(*) OVER () FROM snapshots WHERE arr IS NULL AND in_book"
        " AND account_id IN (SELECT account_id FROM snapshots WHERE arr IS NOT NULL)"
        " ORDER BY 1, 2 LIMIT 3"
    )
    if found:
        count, seen = _told(found)
        have = so_many(count, "account-month has", "account-months have")
        problem = f"{have} no revenue, of accounts that have some in other months; kept as missing"
        fix = "fill in the revenue of these months"
        yield Finding("snapshots", problem, fix, None, "warning", count, seen, "blank_revenue")


def _rows_left(session: Session, along: MonthlyPart) -> bool:
    """Whether the part has rows that no account-month was made of."""
    query = "SELECT count(*) > (SELECT coalesce(sum(held), 0) FROM book_months) FROM {t}"
    return bool(session.one(statement(query, t=along.table)))


def _orphans(session: Session, parts: list[MonthlyPart]) -> Iterator[Finding]:
    for part in parts:
        found = session.rows(
            statement(
                "SELECT p.account_id, count(*) FROM {t} AS p ANTI JOIN accounts AS a"
                " ON a.account_id = p.account_id WHERE p.account_id IS NOT NULL"
                " GROUP BY 1 ORDER BY 1",
                t=part.table,
            )
        )
        if found:
            rows = sum(int(r[1]) for r in found)
            belong = so_many(rows, "row belongs", "rows belong")
            known = so_many(len(found), "account that is", "accounts that are")
            problem = f"{belong} to {known} not known; left out"
            seen = tuple(repr(r[0][:40]) for r in found[:3])
            fix = "add these accounts, or check that both files use the same id"
            yield Finding(
                f"file '{part.file}'", problem, fix, None, "warning", rows, seen, "orphans"
            )


def _outside_life(session: Session, source: Source) -> Iterator[Finding]:
    """Rows dated after the month in which an account left, or before it began.

    A snapshot without a date of its own says nothing of the kind: today is only when it
    was loaded.
    """
    # Few rows are not in the book, so that few have to find their account.
    after = "NOT s.in_book AND s.account_no = a.account_no AND s.as_of > last_day(a.churned_on)"
    before = "s.tenure_months < 0 AND s.account_no = a.account_no AND s.as_of < a.start_on"
    rules = (
        ("after", after, source.drop.after_churn),
        ("before", before, source.drop.before_start),
    )
    for when, condition, treatment in rules:
        count = int(
            session.one(
                statement(
                    "SELECT count(*) FROM snapshots s, accounts a WHERE {w}", w=Sql(condition)
                )
            )
        )
        if not count:
            continue
        dropped = treatment == "drop"
        first = session.rows(
            statement(
                "SELECT s.account_id, s.as_of FROM snapshots s, accounts a WHERE {w}"
                " ORDER BY 1, 2 LIMIT 3",
                w=Sql(condition),
            )
        )
        seen = tuple(f"{str(account)[:40]!r} {day:%Y-%m}" for account, day in first)
        if dropped:
            session.run(
                statement("DELETE FROM snapshots s USING accounts a WHERE {w}", w=Sql(condition))
            )
        event = "left" if when == "after" else "began"
        dated = so_many(count, "row is dated", "rows are dated")
        problem = f"{dated} {when} the account {event}"
        problem += "; left out" if dropped else "; kept"
        key = "after_churn" if when == "after" else "before_start"
        fix = f"set drop.{key} in the source file to change this"
        yield Finding("snapshots", problem, fix, None, "note", count, seen, key)
