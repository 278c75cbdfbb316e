"""The table `spells`: each time that an account was a customer, from when and until when."""

from __future__ import annotations

from typing import Literal

from scoring.engine.quoting import statement
from scoring.engine.session import Session


def earlier_spells(session: Session, take: Literal["first", "last"]) -> None:
    """Create `returns`: the losses from which an account came back, and when it did.

    Input: a session that holds `losses`, dated rows of which those marked `back` say that the
    account is back; `take` chooses among the losses between two returns. A return without
    a loss before it is none.
    """
    session.run(
        statement(
            "CREATE TABLE returns AS SELECT account_id, ended_on, back_on,"
            " row_number() OVER (PARTITION BY account_id ORDER BY turn) AS spell FROM ("
            " SELECT account_id, turn, {which}(day) FILTER (WHERE NOT back) AS ended_on,"
            " max(day) FILTER (WHERE back) AS back_on FROM ("
            " SELECT account_id, day, back, count_if(back) OVER (PARTITION BY account_id"
            " ORDER BY day, row_no ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)"
            " - back::INTEGER AS turn FROM losses WHERE known AND day IS NOT NULL)"
            " GROUP BY account_id, turn) WHERE ended_on IS NOT NULL AND back_on IS NOT NULL",
            which=statement("min" if take == "first" else "max"),
        )
    )


def list_spells(session: Session) -> None:
    """Create `spells`, one row a spell, from `accounts` and, where there are any, `returns`.

    Columns: account_id; spell, counted from 1; is_last; began_on (null: unknown), ended_on
    (null: still a customer), notice_on (the notice that lies within the spell, else null).
    An account has one notice at most: it belongs to the spell in which it was given.
    """
    session.run(
        "CREATE TABLE IF NOT EXISTS returns"
        " (account_id VARCHAR, ended_on DATE, back_on DATE, spell BIGINT)"
    )
    session.run(
        "CREATE TABLE spells AS SELECT s.account_id, s.spell, s.is_last, s.began_on, s.ended_on,"
        " CASE WHEN (s.spell = 1 OR a.notice_on >= s.began_on) AND"
        " (s.ended_on IS NULL OR a.notice_on <= s.ended_on) THEN a.notice_on END AS notice_on"
        " FROM (SELECT account_id, spell, false AS is_last, CASE WHEN spell = 1 THEN"
        " (SELECT a.start_on FROM accounts AS a WHERE a.account_id = r.account_id) ELSE"
        " lag(back_on) OVER (PARTITION BY account_id ORDER BY spell) END AS began_on, ended_on"
        " FROM returns AS r UNION ALL SELECT a.account_id, coalesce(b.spell, 0) + 1, true,"
        " CASE WHEN b.spell IS NULL THEN a.start_on ELSE b.back_on END, a.churned_on"
        " FROM accounts AS a LEFT JOIN (SELECT account_id, max(spell) AS spell,"
        " max(back_on) AS back_on FROM returns GROUP BY 1) AS b USING (account_id)) AS s"
        " JOIN accounts AS a ON a.account_id = s.account_id ORDER BY s.account_id, s.spell"
    )
    session.run("DROP TABLE returns")
