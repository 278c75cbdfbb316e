"""Whom to call: the worklist as the page shows it, and as files and a webhook take it."""

from __future__ import annotations

import pyarrow as pa

from scoring.live.among import EVERYONE, Among
from scoring.output.webhook import Json, worklist_document
from scoring.spec.model import Card
from scoring.values import Month
from scoring.views.worklist import Task, Worklist, worklist
from scoring.workbench.checking import must_fit
from scoring.workbench.opening import DataSet


def worklist_of(
    data: DataSet, card: Card, month: Month, capacity: int, among: Among = EVERYONE
) -> Worklist:
    """The worklist of a month, at most `capacity` accounts for each owner now.

    Raises CardError if the card does not fit the data.
    """
    must_fit(card, data)
    frame = data.book.frame

    def made() -> Worklist:
        scores = data.book.scored(card)
        return worklist(frame, scores, card, month, capacity, among.mask(frame))

    return data.kept.get(("worklist", card.digest, month, capacity, among), made)


def worklist_data(data: DataSet, card: Card, listed: Worklist) -> Json:
    """The document for a webhook; see docs/actions.md."""
    return worklist_document(data.catalogue, data.book.frame.accounts, card, listed)


def worklist_table(data: DataSet, card: Card, listed: Worklist, owner: str | None) -> pa.Table:
    """One owner's list as a table, or everybody's: one row an account, null where unknown.

    place, this_week (within the capacity), owner, account_id, name, band, score, arr, renews,
    due_on, reason, playbook, steps (parted by semicolons).
    """
    tasks, accounts = listed.of(owner), data.book.frame.accounts
    text, number = pa.string(), pa.float64()

    def texts(values: list[str | None]) -> pa.Array:
        return pa.array([value or None for value in values], text)

    return pa.table(
        {
            "place": pa.array([t.place for t in tasks], pa.int64()),
            "this_week": pa.array([t.now for t in tasks], pa.bool_()),
            "owner": texts([t.owner for t in tasks]),
            "account_id": texts([accounts.ids[t.account] for t in tasks]),
            "name": texts([accounts.names[t.account] for t in tasks]),
            "band": texts([t.band for t in tasks]),
            "score": pa.array([t.score for t in tasks], number, from_pandas=True),
            "arr": pa.array([t.arr for t in tasks], number, from_pandas=True),
            "renews": texts([str(t.renews) if t.renews else None for t in tasks]),
            "due_on": pa.array([t.due for t in tasks], pa.date32()),
            "reason": texts([t.reason for t in tasks]),
            "playbook": texts([_title(card, t) for t in tasks]),
            "steps": texts(["; ".join(steps_of(card, t)) for t in tasks]),
        }
    )


def steps_of(card: Card, task: Task) -> tuple[str, ...]:
    """The steps of a task's playbook; none where its band has none."""
    return card.playbooks[task.playbook].steps if task.playbook else ()


def _title(card: Card, task: Task) -> str | None:
    return card.playbooks[task.playbook].title if task.playbook else None
