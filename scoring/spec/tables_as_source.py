"""Tables that a person described become the source file that says the same."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pydantic import ValidationError

from scoring.errors import Finding, SourceError
from scoring.spec.form_words import in_form_words, rule_in_form_words
from scoring.spec.guess import snake
from scoring.spec.source import Source
from scoring.spec.source_rules import faults_of
from scoring.spec.tables import NEEDED, Table, Window
from scoring.spec.tables_losses import (
    TRUE,
    dated_by_flag,
    ends_customers,
    id_of,
    listed_losses,
    own_loss,
)

_SAID = {
    "id": "which column holds the account's id",
    "own": "which column holds its own id, by which other files name it",
    "month": "which column is the month",
    "day": "which column is the day",
    "names": "which column names the measure",
    "values": "which column holds its value",
}


def tables_as_source(tables: Sequence[Table], name: str) -> Source:
    """The source file that says what these tables are.

    Input: every file of the data set, and the data set's name. Output: a source that could
    stand in a file. Raises SourceError with everything that is still missing.
    """
    used = _used(tables)
    faults = [*_unsaid(used), *_unclear(used)]
    if faults:
        raise SourceError(faults)
    account = next((t for t in used if t.part == "accounts"), None)
    by_key = {table.key: table for table in used}
    taken: dict[str, None] = {}
    raw: dict[str, Any] = {
        "version": 1,
        "name": name[:120].strip() or "My data",
        "files": {t.key: t.file for t in used},
        "account": _account(account, used, by_key) if account else _of_long(used, by_key),
        "snapshots": [part for t in used for part in _snapshots(t, by_key, taken)],
        "events": [event for t in used for event in _events(t, by_key, taken)],
    }
    for long in (t for t in used if t.part == "long"):
        raw["long"] = _long(long, by_key)
    try:
        source = Source.model_validate(raw)
    except ValidationError as error:
        raise SourceError([in_form_words(error)]) from None
    broken = tuple(rule_in_form_words(finding) for finding in faults_of(source))
    if broken:
        raise SourceError(broken)
    return source


def _used(tables: Sequence[Table]) -> list[Table]:
    """The tables that play a part; one between others only where one of them goes through it."""
    through = {t.through[0] for t in tables if t.through and t.part != "out"}
    idle = {t.key for t in tables if t.part == "between" and t.key not in through}
    return [table for table in tables if table.part != "out" and table.key not in idle]


def _unsaid(used: Sequence[Table]) -> Iterator[Finding]:
    for table in used:
        for field in NEEDED[table.part]:
            if getattr(table, field) is None:
                problem = f"it is not said {_SAID[field]}"
                yield Finding(f"file '{table.key}'", problem, "choose it, or leave the file out")
        for condition in (table.only, table.back):
            if condition and not condition[1]:
                problem = f"no value of '{condition[0]}' is chosen"
                yield Finding(f"file '{table.key}'", problem, "choose the values that count")


def _unclear(used: Sequence[Table]) -> Iterator[Finding]:
    """What several tables together leave open."""
    listed = [t.key for t in used if t.part == "accounts"]
    if len(listed) > 1 or (not listed and not _lists_accounts(used)):
        count = f"{len(listed)} files list" if listed else "no file lists"
        fix = "choose the one that has a row an account"
        yield Finding("files", f"{count} the accounts", fix)
    long = [t.key for t in used if t.part == "long"]
    if len(long) > 1:
        yield Finding("files", f"{len(long)} files have a row a measure", "keep one")
    losses = [t.key for t in used if t.part == "losses" or ends_customers(t)]
    if len(losses) > 1:
        yield Finding("files", f"{len(losses)} files list losses", "keep one of them")
    dated = next(
        (t for t in used if t.part == "accounts" and (t.churned_on or dated_by_flag(t))), None
    )
    if losses and dated:
        problem = f"losses are dated in '{dated.key}' and listed in '{losses[0]}'"
        yield Finding("files", problem, "keep one of the two")
    present = {t.key for t in used}
    for table in used:
        if table.through and table.through[0] not in present:
            problem = f"it finds its accounts through '{table.through[0]}', which is left out"
            yield Finding(f"file '{table.key}'", problem, "keep both, or choose another id")


def _account(table: Table, used: Sequence[Table], by_key: Mapping[str, Table]) -> dict[str, Any]:
    known = ("id", "name", "owner", "start_on", "renewal_on", "notice_on")
    raw: dict[str, Any] = {f: getattr(table, f) for f in known if getattr(table, f)}
    raw |= {"from": table.key, "dimensions": list(table.dimensions)}
    if table.reason:
        raw["churn_reason"] = table.reason
    raw |= _revenue(table)
    churn = {**own_loss(table), **listed_losses(used, by_key)}
    return {**raw, "churn": churn} if churn else raw


def _lists_accounts(used: Sequence[Table]) -> Table | None:
    """The long file, or that of subscriptions, whose ids are the accounts if no other lists them.

    Events and losses have rows for some accounts only, so that events do where there is nothing
    else; a file of months would know better.
    """
    if [t.part for t in used] == ["events"] and not used[0].through:
        return used[0]
    known = [t for t in used if t.part in ("long", "spans") and not t.through]
    better = any(t.part in ("accounts", "months", "more") for t in used)
    return known[0] if len(known) == 1 and not better else None


def _of_long(used: Sequence[Table], by_key: Mapping[str, Table]) -> dict[str, Any]:
    """The accounts that a long file lists: each id in it is one."""
    long = _lists_accounts(used)
    if long is None:
        return {}
    raw: dict[str, Any] = {"from": long.key, "id": long.id, "repeated": "first"}
    raw |= {"name": long.name} if long.name else {}
    churn = listed_losses(used, by_key)
    return {**raw, "churn": churn} if churn else raw


def _revenue(table: Table) -> dict[str, Any]:
    if not table.arr:
        return {}
    return {"arr": {"column": table.arr, "times": table.times}}


def _snapshots(
    table: Table, by_key: Mapping[str, Table], taken: dict[str, None]
) -> Iterator[dict[str, Any]]:
    if table.part not in ("accounts", "months", "more"):
        return
    part: dict[str, Any] = {"from": table.key, **id_of(table, by_key)}
    part["measures"] = [_measure(column, table.key, taken) for column in table.measures]
    if table.month:
        part |= {"month": table.month, **_revenue(table)}
    if part["measures"] or table.month:
        yield part


def _measure(column: str, key: str, taken: dict[str, None]) -> Any:
    """A column as a measure, under another name where its own is taken."""
    title = _free(column, key, taken)
    return column if title == column else {"column": column, "name": title}


def _free(title: str, key: str, taken: dict[str, None]) -> str:
    longer = title if title.startswith(key) else f"{key}_{title}"
    made, number = title if title not in taken else longer, 1
    while made in taken:
        number += 1
        made = f"{longer}_{number}"
    taken[made] = None
    return made


def _events(
    table: Table, by_key: Mapping[str, Table], taken: dict[str, None]
) -> Iterator[dict[str, Any]]:
    """The measures that are counted from dated rows, or from rows with a begin and an end."""
    if table.part not in ("events", "spans"):
        return
    rows: dict[str, Any] = {"from": table.key, "on": table.day, **id_of(table, by_key)}
    if table.only:
        rows["where"] = {"column": table.only[0], "is": list(table.only[1])}
    spans = table.part == "spans"
    recent = _over(table, table.window)
    wide = recent if spans else _over(table, table.mean_window)
    while_open = "open" if spans and table.until else ""
    if table.counts:
        alike = snake(table.key) in map(snake, table.sums)
        title = f"{while_open}_{table.key}{'_count' if alike else ''}".strip("_")
        yield {**rows, **recent, "aggregate": "count", "measure": _named(title, table, taken)}
    for aggregate, columns, window in (
        ("sum", _sums(table), recent),
        ("mean", table.means, wide),
        ("last", () if spans else table.lasts, {}),
    ):
        for column in columns:
            title = _titled(column, aggregate)
            measure: dict[str, Any] = {"aggregate": aggregate, "column": column}
            if spans and aggregate == "sum" and column == table.arr:
                measure["arr_times"] = table.times
            yield {**rows, **window, **measure, "measure": _named(title, table, taken, aggregate)}
    for column in table.shares:
        of = {"of": rows["where"]} if "where" in rows else {}
        where = {"column": column, "is": list(table.yes or TRUE)}
        title = _named(f"{column}_share", table, taken, "mean")
        yield {**rows, **wide, "aggregate": "share_where", "where": where, "measure": title, **of}


def _sums(table: Table) -> tuple[str, ...]:
    """What is added up, the revenue among it."""
    own = (table.arr,) if table.part == "spans" and table.arr else ()
    return tuple(dict.fromkeys([*own, *table.sums]))


def _titled(column: str, aggregate: str) -> str:
    return column if aggregate == "sum" else f"{column}_{'avg' if aggregate == 'mean' else 'last'}"


def _over(table: Table, window: Window) -> dict[str, Any]:
    if table.part == "spans":
        return {"until": table.until} if table.until else {}
    if window == "month":
        return {"window_months": 1}
    return {} if window == "ever" else {"window_days": int(window)}


def _named(title: str, table: Table, taken: dict[str, None], aggregate: str = "sum") -> str:
    """A measure's name: what is counted, and over which time."""
    window = table.mean_window if aggregate == "mean" else table.window
    ends = {"month": "_month", "ever": "_ever"}.get(window, f"_{window}d")
    end = "" if table.part == "spans" or aggregate == "last" else ends
    return _free(f"{title}{end}", table.key, taken)


def _long(table: Table, by_key: Mapping[str, Table]) -> dict[str, Any]:
    absent = "zero" if table.absent_is_zero else "missing"
    said = {"month": table.month, "name": table.names, "value": table.values, "absent": absent}
    return {"from": table.key, **id_of(table, by_key), **said}
