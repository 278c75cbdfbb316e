"""Account-months that stand twice in a file, and rows without a month."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from scoring.engine.beside import Unusual
from scoring.engine.cells import so_many
from scoring.engine.odd_accounts import taken
from scoring.engine.placed import Plan
from scoring.engine.quoting import Sql, statement
from scoring.engine.session import Session
from scoring.engine.staging import StagedFile
from scoring.errors import Finding, Severity
from scoring.spec.source import Repeated


def repeated_months(
    session: Session, table: str, file: StagedFile, label: str, repeated: Repeated
) -> Iterator[Finding]:
    """What is to be said of them.

    Input: the table of the file's measures by account and month, and the column of its ids. Twice
    is an error, unless the source says which row is taken. Raises Unusual for one in a file that
    is joined already: its rows have no numbers to tell.
    """
    # All account-months are told apart first: as good as always that is the end of it.
    again = _stand_twice(session, table, by_number=file.joined)
    if again and file.joined:
        raise Unusual
    twice = again and session.rows(
        statement(
            "SELECT account_id, strftime(as_of, '%Y-%m'), min(row_no), max(row_no), count(*)"
            " FROM {t} WHERE account_id IS NOT NULL AND as_of IS NOT NULL"
            " GROUP BY 1, 2 HAVING count(*) > 1 ORDER BY 3",
            t=table,
        )
    )
    if twice:
        seen = tuple(f"{r[0][:40]!r} {r[1]} in rows {r[2]} and {r[3]}" for r in twice[:3])
        stand = so_many(len(twice), "account-month stands", "account-months stand")
        problem = f"{stand} more than once{taken(repeated)}"
        severity: Severity = "error" if repeated == "refuse" else "warning"
        place, line = f"file '{file.key}', column '{label}'", file.line(int(twice[0][3]))
        fix = "keep one row for each account and month, or set `repeated` to first or last"
        yield Finding(place, problem, fix, line, severity, len(twice), seen, "duplicate_months")
    blank = int(session.one(statement("SELECT count(*) FROM {t} WHERE as_of IS NULL", t=table)))
    if blank:
        place = f"file '{file.key}'"
        problem = so_many(blank, "row has", "rows have") + " no month; left out"
        yield Finding(
            place, problem, "fill in the months", None, "warning", blank, kind="blank_months"
        )


def _stand_twice(session: Session, table: str, *, by_number: bool) -> bool:
    """Whether two account-months seem to be one: they have one hash, as different ones hardly do.

    To sort the hashes takes half as long as to count different ones. Where accounts are known by
    number already, the hashes are those of strangers alone.
    """
    strangers = " AND account_no IS NULL" if by_number else ""
    hashes = session.table(
        statement(
            "SELECT hash(account_id, as_of) AS h FROM {t}"
            " WHERE account_id IS NOT NULL AND as_of IS NOT NULL{strangers}",
            t=table,
            strangers=Sql(strangers),
        )
    )
    found = np.sort(hashes["h"].to_numpy())
    return bool((found[1:] == found[:-1]).any()) or (by_number and _take_one_place(session, table))


def _take_one_place(session: Session, table: str) -> bool:
    """Whether two months of known accounts are one."""
    months = statement(
        "SELECT min(m), max(m), (SELECT count(*) FROM accounts)"
        " FROM (SELECT year(as_of) * 12 + month(as_of) - 1 AS m FROM {t} WHERE as_of IS NOT NULL)",
        t=table,
    )
    first, last, accounts = session.rows(months)[0]
    if first is None:
        return False
    plan = Plan(int(first), int(last), int(accounts))
    return plan.has_twice(plan.places(session, table))
