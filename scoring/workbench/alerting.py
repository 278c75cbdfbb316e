"""What fired in a month, for the page, the webhook and the nightly job alike."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pyarrow as pa

from scoring.errors import CommandError
from scoring.live.among import EVERYONE, Among
from scoring.output.webhook import Json, alerts_document
from scoring.spec.model import Card
from scoring.values import Month
from scoring.views.alerts import AlertRule, Fired, Hysteresis, Sight, fired, why
from scoring.workbench.checking import must_fit
from scoring.workbench.opening import DataSet


@dataclass(frozen=True, slots=True)
class Alerts:
    """What fired in some months by some rules, in the order of the months."""

    sight: Sight
    rules: tuple[AlertRule, ...]
    again: Hysteresis
    months: tuple[Month, ...]
    fired: tuple[Fired, ...]

    def by(self, rule: AlertRule) -> tuple[Fired, ...]:
        """What one rule fired."""
        return tuple(one for one in self.fired if one.rule.name == rule.name)

    def why(self, one: Fired) -> str:
        """Why an alert fired, in plain words."""
        return why(self.sight, one)


def alerts_of(
    data: DataSet,
    card: Card,
    rules: Sequence[AlertRule],
    months: Sequence[Month],
    again: Hysteresis | None = None,
    among: Among = EVERYONE,
) -> Alerts:
    """What the rules fire in these months, for these accounts.

    What went before counts whatever the months asked for. Raises CardError if the card does
    not fit the data.
    """
    must_fit(card, data)
    again = again or Hysteresis()
    frame = data.book.frame

    def found() -> Alerts:
        sight = Sight(data.book, card, data.book.scored(card))
        got = fired(sight, rules, again, months, among.mask(frame))
        return Alerts(sight, tuple(rules), again, tuple(months), got)

    key = ("alerts", card.digest, tuple(rules), again, tuple(months), among)
    return data.kept.get(key, found)


def months_since(data: DataSet, since: str, until: Month) -> tuple[Month, ...]:
    """The months of the data from YYYY-MM to a month; that month alone without `since`.

    Raises CommandError for what is no month, and for one after the last.
    """
    if not since:
        return (until,)
    try:
        first = Month.parse(since)
    except ValueError:
        raise CommandError(f"'{since}' is no month", fix="write YYYY-MM") from None
    if first > until:
        raise CommandError(f"{since} lies after {until}", fix="begin earlier")
    return tuple(month for month in data.book.frame.months if first <= month <= until)


def alerts_data(alerts: Alerts) -> Json:
    """The document for a webhook; see docs/actions.md."""
    found = alerts
    return alerts_document(found.sight, found.fired, found.rules, found.again, found.months)


def alerts_table(alerts: Alerts) -> pa.Table:
    """The same as a table, one row an alert."""
    told = alerts_data(alerts)["alerts"]
    columns = {
        "id": pa.string(),
        "month": pa.string(),
        "rule": pa.string(),
        "line": pa.string(),
        "account_id": pa.string(),
        "name": pa.string(),
        "owner": pa.string(),
        "band": pa.string(),
        "score": pa.float64(),
        "arr": pa.float64(),
        "reason": pa.string(),
    }
    table = {name: pa.array([one[name] for one in told], kind) for name, kind in columns.items()}
    due = [one["playbook"]["due_on"] for one in told]
    return pa.table({**table, "due_on": pa.array(due, pa.string()).cast(pa.date32())})


def alerts_text(alerts: Alerts) -> str:
    """What fired in lines for people, one an alert, and a last line that counts."""
    accounts = alerts.sight.book.frame.accounts
    lines = [
        f"{one.month}  {one.key:<12}  {accounts.ids[one.account]}"
        f"  {accounts.names[one.account]}: {alerts.why(one)}"
        for one in alerts.fired
    ]
    return "\n".join([*map(_one_line, lines), counted(alerts)]) + "\n"


def counted(alerts: Alerts) -> str:
    """How many fired, by rule, in one line that can be searched for."""
    each = " ".join(f"{rule.name}={len(alerts.by(rule))}" for rule in alerts.rules)
    first, last = alerts.months[0], alerts.months[-1]
    return f"alerts: since={first} as_of={last} fired={len(alerts.fired)} {each}"


def _one_line(text: str) -> str:
    """Line breaks and control characters, which a file may hold, as visible escapes."""
    return "".join(c if c.isprintable() else repr(c)[1:-1] for c in text)
