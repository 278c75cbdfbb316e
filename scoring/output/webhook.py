"""Alerts and worklists as plain data for other programs: versioned, with ids that stay.

Nothing in them depends on when they are written: the same card and data give the same text.
"""

from __future__ import annotations

import dataclasses
import hashlib
import math
from collections.abc import Sequence
from typing import Any, Final

from scoring.live.frame import Accounts
from scoring.live.kernel import band_alarms, band_names
from scoring.spec.catalogue import Catalogue
from scoring.spec.model import Card
from scoring.values import Month
from scoring.views.alerts import AlertRule, Fired, Hysteresis, Sight, why
from scoring.views.explain import effective_card
from scoring.views.worklist import Task, Worklist, due_on

ALERTS: Final = "bellwether.alerts/1"
WORKLIST: Final = "bellwether.worklist/1"

Json = dict[str, Any]


def stable_id(*parts: object) -> str:
    """Sixteen hex digits that are the same whenever the parts are.

    SHA-256 of the parts' JSON-like texts, each with its length in front, so that no two lists
    of parts read the same.
    """
    text = "".join(f"{len(str(part))}:{part}" for part in parts)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def alerts_document(
    sight: Sight,
    fired: Sequence[Fired],
    rules: Sequence[AlertRule],
    again: Hysteresis,
    months: Sequence[Month],
) -> Json:
    """What fired in some months, in order; `id` is of account, rule, its line and month."""
    counted = {rule.name: 0 for rule in rules}
    for one in fired:
        counted[one.rule.name] += 1
    return {
        "schema": ALERTS,
        "data": sight.book.frame.catalogue.name,
        "card": _card(sight.card),
        "since": str(months[0]),
        "as_of": str(months[-1]),
        "rules": [
            {"rule": r.name, "label": r.label, "fires_when": r.in_words(), **dataclasses.asdict(r)}
            for r in rules
        ],
        "fires_again_after": {"calm_months": again.calm, "margin_points": again.margin},
        "counts": counted,
        "alerts": [_alert(sight, one) for one in fired],
    }


def _alert(sight: Sight, one: Fired) -> Json:
    frame, at = sight.book.frame, one.month.number - sight.first
    account_id = frame.accounts.ids[one.account]
    standing = int(sight.standing[at, one.account])
    banded = one.row >= 0
    red = banded and bool(band_alarms(sight.card)[standing])
    key = ""
    if standing >= 0:
        key = effective_card(sight.card, sight.scores, one.row).bands[standing].playbook or ""
    return {
        "id": stable_id(account_id, one.rule.name, one.line, one.month),
        "rule": one.rule.name,
        "line": one.line or None,
        "month": str(one.month),
        "as_of": one.month.end.isoformat(),
        **_account(frame.accounts, one.account),
        "band": str(band_names(sight.card)[standing]) if banded else None,
        "flagged": red,
        "score": _number(float(sight.score[at, one.account])),
        "arr": _number(float(frame.arr[one.row])) if banded else None,
        "reason": why(sight, one),
        "playbook": _playbook(sight.card, key, one.month, red),
    }


def worklist_document(
    catalogue: Catalogue, accounts: Accounts, card: Card, listed: Worklist
) -> Json:
    """Whom to call, by owner and place; `id` is of account, band and month."""
    return {
        "schema": WORKLIST,
        "data": catalogue.name,
        "card": _card(card),
        "as_of": str(listed.month),
        "capacity": listed.capacity,
        "not_scored": listed.unscored,
        "tasks": [_task(accounts, card, listed.month, task) for task in listed.tasks],
    }


def _task(accounts: Accounts, card: Card, month: Month, task: Task) -> Json:
    return {
        "id": stable_id(accounts.ids[task.account], task.band, month),
        **_account(accounts, task.account),
        "place": task.place,
        "within_capacity": task.now,
        "band": task.band,
        "flagged": task.red,
        "score": _number(task.score),
        "points_to_good": _number(task.missing),
        "arr": _number(task.arr),
        "renews": str(task.renews) if task.renews else None,
        "reason": task.reason,
        "playbook": _playbook(card, task.playbook, month, task.red),
    }


def _card(card: Card) -> Json:
    return {"name": card.name, "digest": card.digest}


def _account(accounts: Accounts, account: int) -> Json:
    owner = int(accounts.owners.codes[account])
    return {
        "account_id": accounts.ids[account],
        "name": accounts.names[account],
        "owner": accounts.owners.labels[owner] if owner >= 0 else None,
    }


def _playbook(card: Card, key: str, month: Month, red: bool) -> Json:
    """What to do and by when; title and steps are null and empty where the card says nothing."""
    found = card.playbooks.get(key)
    due = due_on(found, month, red)
    return {
        "id": key if found else None,
        "title": found.title if found else None,
        "due_on": due.isoformat() if due else None,
        "steps": list(found.steps) if found else [],
    }


def _number(value: float) -> float | None:
    return value if math.isfinite(value) else None
