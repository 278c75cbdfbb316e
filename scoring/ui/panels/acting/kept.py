"""What the team wrote down about its work: steps that are done, and what else was done."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from scoring.spec.records import Intervention, Tick
from scoring.ui.records import book_name, store_of
from scoring.ui.state import State, attempt

Done = Mapping[tuple[str, str], frozenset[str]]
"""The steps that are done, by account id and playbook."""


def done_steps(here: State) -> Done:
    """The steps that are ticked for the list of the month looked at."""
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for kept in store_of(here).ticks(book_name(here), here.as_of.end):
        found[kept.record.account, kept.record.playbook].add(kept.record.step)
    return {key: frozenset(steps) for key, steps in found.items()}


def tick(here: State, account_id: str, playbook: str, step: str, *, done: bool) -> None:
    """Keep that a step is done, or that it is not after all; what goes wrong is said."""
    record = Tick(account_id, playbook, step, "", here.as_of.end)
    store, book = store_of(here), book_name(here)

    def put() -> None:
        if done:
            store.tick(book, record)
        else:
            store.untick(book, record)

    attempt(put)


def worked(here: State) -> tuple[Intervention | Tick, ...]:
    """Everything that was written down as done for accounts of this book, in any month."""
    store, book = store_of(here), book_name(here)
    found: list[Intervention | Tick] = [kept.record for kept in store.interventions(book)]
    for month in here.data.book.frame.months:
        found += [kept.record for kept in store.ticks(book, month.end)]
    return tuple(found)
