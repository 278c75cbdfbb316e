"""How tables that a person described say who was lost, in the words of a source file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from scoring.spec.tables import Table

TRUE: Final = ("true", "yes", "1", "y", "t")
"""What counts as yes where no spelling is chosen."""


def own_loss(table: Table) -> dict[str, Any]:
    """What the accounts' own file says of their loss: a date, or a flag, perhaps by month."""
    churn: dict[str, Any] = {"churned_on": table.churned_on} if table.churned_on else {}
    if table.churned_on and table.notice_on and table.if_noticed:
        churn = {"from": table.key, "event": table.churned_on, "id": table.id}
        churn["except"] = {"column": table.notice_on, "missing": True}
    if dated_by_flag(table):
        churn |= {"from": table.key, "event": table.month, "id": table.id, "take": "first"}
        lost = {"column": table.flag, "is": list(table.lost_values or TRUE)}
        churn["except"] = {"not": lost}
    elif table.flag:
        churn |= {"flag": table.flag, "is": list(table.lost_values or TRUE)}
    return churn


def dated_by_flag(table: Table) -> bool:
    """Whether the flag dates the loss: by the first month of a row that has it."""
    return bool(table.flag and table.flag_by_month and table.month and not table.churned_on)


def listed_losses(used: Sequence[Table], by_key: Mapping[str, Table]) -> dict[str, Any]:
    """How the file of losses dates them, if there is one, or that of what begins and ends."""
    churn: dict[str, Any] = {}
    for loss in used:
        if ends_customers(loss):
            churn |= {"from": loss.key, "event": loss.until, **id_of(loss, by_key)}
            churn["unless_open"] = True
        if loss.part == "losses":
            churn |= {"from": loss.key, "event": loss.day, **id_of(loss, by_key)}
            if loss.back:
                churn["except"] = {"column": loss.back[0], "is": list(loss.back[1] or TRUE)}
    return churn


def ends_customers(table: Table) -> bool:
    """Whether a customer is lost once its last row of this file has ended."""
    return table.part == "spans" and table.ends_customer and table.until is not None


def id_of(table: Table, by_key: Mapping[str, Table]) -> dict[str, Any]:
    """How the rows of a table find their account."""
    if table.through is None:
        return {"id": table.id}
    between = by_key[table.through[0]]
    via: dict[str, Any] = {"from": between.key, "id": table.through[1], "account": between.id}
    if between.part == "spans":
        via |= {"start_on": between.day}
        via |= {"end_on": between.until} if between.until else {}
    return {"id": table.id, "via": via}
