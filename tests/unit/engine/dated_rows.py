"""Two accounts, five dated rows, and a source that counts them."""

from __future__ import annotations

from typing import Any

from scoring.engine.load import Loaded
from tests.unit.engine.loading import column

ACCOUNTS = "id,start,end\na,2024-01-10,\nb,2024-02-05,2024-04-20\n"
EVENTS = (
    "id,on,kind,n\n"
    "a,2024-01-15,x,1\n"
    "a,2024-01-31,y,2\n"
    "a,2024-02-01,x,4\n"
    "a,2024-04-30,y,8\n"
    "b,2024-03-31,x,16\n"
)


def source(*events: str, more: str = "", start: str = "start_on: start, ") -> str:
    """A source with these events, each without the braces around it."""
    lines = "\n".join(f"  - {{{event}}}" for event in events)
    return (
        "version: 1\nname: Events\nfiles: {a: {path: a.csv}, b: {path: b.csv}}\n"
        f"account: {{from: a, id: id, {start}churn: {{churned_on: end}}}}\nevents:\n{lines}\n{more}"
    )


def event(aggregate: str, window: str = "window_months: 1", name: str = "m", more: str = "") -> str:
    """One measure of file b; what needs a column reads n."""
    needs = aggregate in ("sum", "mean", "min", "max", "last", "distinct")
    parts = [f"measure: {name}", "from: b", "on: on", f"aggregate: {aggregate}", window, more]
    return ", ".join(p for p in [*parts, "column: n" if needs else ""] if p)


def values(data: Loaded, account: str, name: str = "m") -> list[Any]:
    """A measure month by month."""
    sql = f"SELECT {name} FROM snapshots WHERE account_id = '{account}' ORDER BY as_of"
    return column(data, sql)


def keys(data: Loaded) -> list[tuple[str, str]]:
    rows = data.session.rows("SELECT account_id, as_of FROM snapshots ORDER BY 1, 2")
    return [(account, f"{day:%m}") for account, day in rows]
