"""What is doubtful about the rows of accounts: ids, losses, and facts that do not stay."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from scoring.engine.cells import Reading, as_text, numbers_among, so_many
from scoring.engine.quoting import Sql, statement
from scoring.engine.session import Session
from scoring.engine.staging import StagedFile
from scoring.errors import Finding, Severity
from scoring.spec.guess_words import LOST
from scoring.spec.source import Repeated, Source

_SPELLINGS: Final = 6


def check_ids(
    session: Session, file: StagedFile, label: str, repeated: Repeated = "refuse"
) -> Iterator[Finding]:
    """Blank ids and ids that stand twice in a file that has one row an account.

    Twice is an error, unless the source says which row is taken.
    """
    yield from blank_ids(session, file, label)
    key = as_text(file, label, "the account id")
    place = f"file '{file.key}', column '{label}'"
    twice = session.rows(
        statement(
            "SELECT {id} AS id, count(*) AS n, min(row_no), max(row_no) FROM {t}"
            " WHERE {id} IS NOT NULL GROUP BY 1 HAVING count(*) > 1 ORDER BY 3",
            id=key.sql,
            t=file.table,
        )
    )
    if twice:
        line = file.line(int(twice[0][3]))
        examples = tuple(f"{row[0][:40]!r} in rows {row[2]} and {row[3]}" for row in twice[:3])
        severity: Severity = "error" if repeated == "refuse" else "warning"
        stand = so_many(len(twice), "account id stands", "account ids stand")
        problem = f"{stand} more than once{taken(repeated)}"
        fix = "keep one row an account, give a month column if rows are months, or set `repeated`"
        yield Finding(place, problem, fix, line, severity, len(twice), examples, "duplicate_ids")


def blank_ids(session: Session, file: StagedFile, label: str) -> Iterator[Finding]:
    """Rows of which nobody can be told whose they are."""
    query = "SELECT count(*), min(row_no, 3) FROM {t} WHERE {id} IS NULL"
    key = as_text(file, label, "the account id").sql
    count, first = session.rows(statement(query, t=file.table, id=key))[0]
    if count:
        problem = so_many(int(count), "row has", "rows have") + " no account id; left out"
        rows, line = tuple(f"row {row}" for row in first), file.line(int(first[0]))
        place, fix = f"file '{file.key}', column '{label}'", "fill in the ids"
        yield Finding(place, problem, fix, line, "warning", int(count), rows, "blank_ids")


def taken(repeated: Repeated) -> str:
    """What is said of rows that stand twice, beyond that they do."""
    return "" if repeated == "refuse" else f"; the {repeated} row of each is taken"


def changing(session: Session, source: Source, file: StagedFile, key: Reading) -> Iterator[Finding]:
    """Dimensions that change from month to month: the latest holds for the months before it.

    A blank is no change. Texts are compared by their hashes, which takes a third of the time.
    """
    labels = source.account.dimensions
    if not labels:
        return
    texts = [as_text(file, label, "a dimension").sql for label in labels]
    ends = [
        statement(f"{end}(hash({{x}})) FILTER ({{x}} IS NOT NULL) AS {end}_{i}", x=x)
        for i, x in enumerate(texts)
        for end in ("min", "max")
    ]
    counts = ", ".join(
        f"count_if(min_{i} <> max_{i}), min(id, 3) FILTER (min_{i} <> max_{i})"
        for i in range(len(labels))
    )
    query = "SELECT {counts} FROM (SELECT {id} AS id, {ends} FROM {t} GROUP BY 1)"
    found = session.rows(statement(query, counts=Sql(counts), id=key.sql, ends=ends, t=file.table))[
        0
    ]
    for i, label in enumerate(labels):
        count = int(found[2 * i] or 0)  # null where no row has an id
        if count:
            change = so_many(count, "account changes", "accounts change")
            problem = f"{change} it over time; the value of the latest month holds for all months"
            fix = "make it a measure, if each month is to keep its own value"
            seen = tuple(repr(str(one)[:40]) for one in found[2 * i + 1] or ())
            place = f"dimension '{label}'"
            yield Finding(place, problem, fix, None, "note", count, seen, "changing_dimension")


def flag_spellings(session: Session, source: Source, file: StagedFile) -> Iterator[Finding]:
    """Flags that read as kept, but mean lost in another spelling: yes, YES and true beside Yes.

    Words for a loss are looked for where one of them is among those that mean lost, so that
    of a flag by which 0 means lost no 1 is told.
    """
    churn = source.account.churn
    if churn is None or churn.flag is None or file.column(churn.flag, "the flag")[1] != "text":
        return
    query = (
        "SELECT {x} AS said, count(*) FROM {t} WHERE said IS NOT NULL GROUP BY 1 ORDER BY 2 DESC, 1"
    )
    cell = as_text(file, churn.flag, "the churn flag").sql
    meant = {word.strip().casefold() for word in churn.values}
    alike = meant | (set(LOST) if meant & set(LOST) else set())
    numbers = numbers_among(churn.values)
    found = [
        (said, int(count))
        for said, count in session.rows(statement(query, x=cell, t=file.table))
        if said.casefold() in alike
        and said not in churn.values
        and not (set(numbers_among([said])) & set(numbers))
    ]
    if found:
        count = sum(count for _, count in found)
        read = so_many(count, "row reads", "rows read")
        problem = f"{read} unlike the words that mean lost, but much like them; counted as kept"
        place = f"file '{file.key}', column '{churn.flag}'"
        seen = tuple(repr(said[:40]) for said, _ in found[:_SPELLINGS])
        fix = "list these words under `is` if they mean lost"
        yield Finding(place, problem, fix, None, "warning", count, seen, "flag_spellings")


def nobody_lost(session: Session, source: Source, file: StagedFile) -> Iterator[Finding]:
    """Whether nobody is lost, with the values of a flag; the session holds `accounts`."""
    churn = source.account.churn
    if churn is None or churn.event or session.one("SELECT count(*) FROM accounts WHERE churned"):
        return
    label = churn.churned_on or churn.flag or ""
    problem, fix = "no account is marked as lost", "check the column; scores work without it"
    seen: tuple[str, ...] = ()
    if churn.flag:
        column = as_text(file, churn.flag, "the churn flag")
        said = session.rows(
            statement(
                "SELECT DISTINCT {x} AS said FROM {t} WHERE said IS NOT NULL ORDER BY 1 LIMIT 4",
                x=column.sql,
                t=file.table,
            )
        )
        seen = tuple(repr(row[0][:40]) for row in said)
        holds = ", ".join(seen) or "nothing"
        fix = f"the column holds {holds}; list the values that mean lost"
    place = f"file '{file.key}', column '{label}'"
    count = int(session.one("SELECT count(*) FROM accounts"))
    yield Finding(place, problem, fix, None, "warning", count, seen, "nobody_lost")
