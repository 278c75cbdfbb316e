"""What the columns of one wide file probably mean: guesses for a person to confirm."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal, Protocol

from scoring.spec.data_file import File
from scoring.spec.source import Source


class Column(Protocol):
    """What a guess needs to know of a column."""

    @property
    def label(self) -> str:
        """Its name in the file."""

    @property
    def holds(self) -> Literal["number", "date", "text"]:
        """What its cells read as."""

    @property
    def distinct(self) -> int:
        """How many different values it has."""

    @property
    def examples(self) -> tuple[str, ...]:
        """Its most frequent values."""


@dataclass(frozen=True, slots=True)
class Roles:
    """What each column of one wide file is; None and empty where no column plays the part."""

    id: str
    month: str | None = None
    name: str | None = None
    owner: str | None = None
    arr: str | None = None
    monthly_revenue: bool = False
    churned_on: str | None = None
    flag: str | None = None
    lost_values: tuple[str, ...] = ()
    dimensions: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()


_NAMES = {
    "id": r"(^|_)(id|key|uuid|code)$|^(account|customer|client|company)(_?(id|no|number))?$|id$",
    "month": r"month|as_?of|period|snapshot|date",
    "name": r"name|company|customer|client",
    "owner": r"owner|csm|manager",
    "arr": r"(^|_)(arr|acv|annual)|mrr|monthly_?(charges|revenue|fee)|revenue",
    "churned_on": r"churn|cancel|lost|ended|end_(date|on)|left",
    "flag": r"churn|lost|exited|cancel|attrition|left",
}
_LOST = ("yes", "true", "1", "churned", "lost", "y", "cancelled", "canceled")
_LESS_IS_BETTER = re.compile(
    r"ticket|escalat|overdue|delay|late|fail|error|complain|bug|breach|resolution|days_since"
    r"|since|risk|refund|downtime|incident|(^|_)age$|meeting_days|negative|unpaid"
)


def guess_roles(columns: Sequence[Column], rows: int) -> Roles:
    """Guess what each column is from its name and its values."""
    left = list(columns)

    def take(role: str, fitting: Iterable[Column]) -> str | None:
        pattern = re.compile(_NAMES[role])
        found = next((c for c in fitting if pattern.search(_snake(c.label))), None)
        if found is not None:
            left.remove(found)
        return found.label if found else None

    month = take("month", [c for c in left if c.holds == "date" and 1 < c.distinct <= 240])
    unique = [c for c in left if c.distinct == rows or (month and c.distinct > 1)]
    key = take("id", unique) or (unique or left)[0].label
    left = [c for c in left if c.label != key]
    ended = take("churned_on", [c for c in left if c.holds == "date"])
    flag = None if ended else take("flag", [c for c in left if 1 <= c.distinct <= 3])
    lost = next((c.examples for c in columns if c.label == flag), ())
    arr = take("arr", [c for c in left if c.holds == "number"])
    name = take("name", [c for c in left if c.holds == "text" and c.distinct > 50])
    owner = take("owner", [c for c in left if c.holds == "text"])
    return Roles(
        id=key,
        month=month,
        name=name,
        owner=owner,
        arr=arr,
        monthly_revenue=bool(arr and re.search(r"mrr|month", _snake(arr))),
        churned_on=ended,
        flag=flag,
        lost_values=tuple(v for v in lost if v.lower() in _LOST),
        dimensions=tuple(c.label for c in left if c.holds == "text" and 2 <= c.distinct <= 30),
        measures=tuple(c.label for c in left if c.holds == "number" and c.distinct > 1),
    )


def less_is_better(name: str) -> bool:
    """Whether a measure's name suggests that a small value is the healthy one."""
    return bool(_LESS_IS_BETTER.search(_snake(name)))


def source_of(roles: Roles, name: str, path: str, stated: File | None = None) -> Source:
    """The source file that says the same. Raises pydantic.ValidationError for an unusable one.

    `stated` is what is known of how the file is written; its path counts for nothing.
    """
    account: dict[str, Any] = {"from": "upload", "id": roles.id}
    account["dimensions"] = list(roles.dimensions)
    if roles.name:
        account["name"] = roles.name
    if roles.owner:
        account["owner"] = roles.owner
    if roles.arr:
        account["arr"] = {"column": roles.arr, "times": 12.0 if roles.monthly_revenue else 1.0}
    if roles.churned_on:
        account["churn"] = {"churned_on": roles.churned_on}
    elif roles.flag:
        account["churn"] = {"flag": roles.flag, "is": list(roles.lost_values or _LOST)}
    part: dict[str, Any] = {"from": "upload", "measures": list(roles.measures)}
    if roles.month:
        part["month"] = roles.month
        if roles.arr:
            part["arr"] = account["arr"]
    return Source.model_validate(
        {
            "version": 1,
            "name": name[:120],
            "files": {"upload": (stated or File(path=path)).model_copy(update={"path": path})},
            "account": account,
            "snapshots": [part],
        }
    )


def _snake(label: str) -> str:
    apart = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", label)
    return re.sub(r"[^a-z0-9]+", "_", apart.lower()).strip("_")
