"""A record becomes a row of text, and the row the same record."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any, Final, TypeVar

from scoring.spec.records import Intervention, Note, PulseRecord, Record, Tick
from scoring.store.faults import damaged
from scoring.store.kept import Kept

R = TypeVar("R", PulseRecord, Note, Intervention, Tick)

SORTS: Final[Mapping[type, str]] = {
    PulseRecord: "pulse",
    Note: "note",
    Intervention: "intervention",
    Tick: "tick",
}
_DAYS: Final = frozenset({"given", "expires", "on", "month"})


def as_text(record: Record) -> str:
    """The record as JSON; days as YYYY-MM-DD."""
    return json.dumps(asdict(record), default=dt.date.isoformat, ensure_ascii=False)


def once(tick: Tick) -> str:
    """What makes a done step the same as another: all but who did it."""
    return json.dumps([tick.account, tick.playbook, tick.step, tick.month.isoformat()])


def as_kept(kind: type[R], row: tuple[Any, ...], where: str) -> Kept[R]:
    """A row of number, JSON and time of writing. Raises StoreError if it is none of ours."""
    try:
        number, body, written = row
        said = json.loads(body)
        days = {name: dt.date.fromisoformat(said[name]) for name in _DAYS & said.keys()}
        return Kept(int(number), kind(**{**said, **days}), dt.datetime.fromisoformat(written))
    except (TypeError, ValueError, AttributeError):
        raise damaged(where) from None
