"""The worklist and the alerts as columns of a list that can be searched, filtered and sorted."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from scoring.live.frame import NEVER
from scoring.live.kernel import band_names
from scoring.spec.model import Card
from scoring.values import NOT_SCORED, ONBOARDING, Bools, Ints, Texts
from scoring.views.alerts.words import NO_ROW
from scoring.views.listing import Column, score_column
from scoring.views.worklist import Task, Worklist
from scoring.workbench.alerting import Alerts
from scoring.workbench.opening import DataSet

NOBODY = "No owner"


def accounts_of(tasks: Sequence[Task]) -> Ints:
    """The account of each row."""
    return np.array([task.account for task in tasks], dtype=np.int64)


def task_columns(
    data: DataSet,
    card: Card,
    tasks: Sequence[Task],
    done: Sequence[str],
    *,
    owners: bool,
) -> tuple[Column, ...]:
    """The columns of the worklist.

    Input: the tasks, how many steps of each are done in words, and whether to name the owners.
    """
    frame = data.book.frame
    account = accounts_of(tasks)
    renews = np.array([t.renews.number if t.renews else NEVER for t in tasks], dtype=np.int64)
    columns = [
        Column(
            "No.", "number", np.array([t.place for t in tasks]), "Its place on its owner's list"
        ),
        Column("Customer", "text", _among(frame.accounts.names, account)),
    ]
    if owners:
        columns.append(Column("Owner", "text", encoded([t.owner or NOBODY for t in tasks])))
    columns.append(Column("Band", "band", _bands(card, [t.band for t in tasks])))
    columns.append(score_column("Score", np.array([t.score for t in tasks]), card))
    if data.catalogue.has_arr:
        columns.append(Column("ARR", "money", np.array([t.arr for t in tasks])))
    days = [t.due.isoformat() if t.due else None for t in tasks]
    return (
        *columns,
        Column("Renews", "month", renews),
        Column("Done", "text", encoded(done), "Steps of its playbook that are ticked"),
        Column("Call by", "text", encoded(days), "The last day for the first call"),
        Column("Why", "text", _written([t.reason for t in tasks])),
    )


def load_columns(listed: Worklist) -> tuple[Column, ...]:
    """How many accounts each owner has on its list: a row an owner, in the list's order."""
    place = {owner: i for i, owner in enumerate(listed.owners)}
    owner = np.array([place[task.owner] for task in listed.tasks], dtype=np.int64)
    red = np.array([task.red for task in listed.tasks], dtype=np.bool_)
    now = np.array([task.now for task in listed.tasks], dtype=np.bool_)

    def so_many(held: Bools) -> Ints:
        return np.bincount(owner[held], minlength=len(place)).astype(np.int64)

    return (
        Column("Owner", "text", encoded([one or NOBODY for one in listed.owners])),
        Column("On the list", "number", so_many(np.ones(len(owner), dtype=np.bool_))),
        Column("Flagged", "number", so_many(red)),
        Column("This week", "number", so_many(now)),
        Column("Flagged that wait", "number", so_many(red & ~now)),
    )


def alert_columns(data: DataSet, card: Card, alerts: Alerts) -> tuple[Column, ...]:
    """The columns of what fired; why it did is written for the rows that are looked at."""
    fired, sight, frame = alerts.fired, alerts.sight, data.book.frame
    account = np.array([one.account for one in fired], dtype=np.int64)
    rows = np.array([one.row for one in fired], dtype=np.int64)
    at = np.array([one.month.number - sight.first for one in fired], dtype=np.int64)
    columns = [
        Column("Alert", "text", encoded([one.rule.label for one in fired])),
        Column("Customer", "text", _among(frame.accounts.names, account)),
    ]
    if frame.accounts.owners.labels:
        owners = frame.accounts.owners
        columns.append(Column("Owner", "text", Texts(owners.codes[account], owners.labels)))
    names = band_names(card)[sight.standing[at, account]].tolist()
    bands = [name if row >= 0 else NO_ROW for name, row in zip(names, rows.tolist(), strict=True)]
    columns.append(Column("Band", "band", _bands(card, bands)))
    columns.append(score_column("Score", sight.score[at, account], card))
    if data.catalogue.has_arr:
        arr = np.where(rows >= 0, frame.arr[rows], np.nan)
        columns.append(Column("ARR", "money", arr))
    return (*columns, Column("Why", "text", lambda at: [alerts.why(fired[i]) for i in at.tolist()]))


def encoded(values: Sequence[str | None]) -> Texts:
    """Texts as codes into their labels, in the order in which they come."""
    codes: dict[str, int] = {}
    found = [-1 if v is None else codes.setdefault(v, len(codes)) for v in values]
    return Texts(np.array(found, dtype=np.int32), tuple(codes))


def _among(labels: Sequence[str], at: Ints) -> Texts:
    return encoded([labels[i] for i in at.tolist()])


def _bands(card: Card, bands: Sequence[str]) -> Texts:
    """Bands in the order of the card, the ones without a score last."""
    labels = tuple(dict.fromkeys([*(b.name for b in card.bands), ONBOARDING, NOT_SCORED, NO_ROW]))
    return Texts(np.array([labels.index(b) for b in bands], dtype=np.int32), labels)


def _written(texts: Sequence[str]) -> Callable[[Ints], Sequence[str]]:
    return lambda at: [texts[i] for i in at.tolist()]
