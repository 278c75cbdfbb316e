"""Whether two columns are named for the same id: by their own words and by those of their files."""

from __future__ import annotations

import re
from typing import Final

from scoring.spec.guess import Column, akin, is_number, snake, speaks_of

_GENERIC: Final = frozenset(
    (
        "id",
        "key",
        "uuid",
        "guid",
        "code",
        "ref",
        "no",
        "nr",
        "number",
        "num",
        "row",
        "record",
        "nummer",
        "external",
    )
)
_ACCOUNTS: Final = re.compile(
    r"^(account|acct|customer|client|company|compan|organi[sz]ation|org|tenant|subscriber|kund\w*"
    r"|debitor\w*|konto|firma|crm)$"
)
_OTHERS: Final = re.compile(
    r"^(user|member|seat|contact|person|people|employee|ticket|case|issue|subscription|plan"
    r"|contract|order|invoice|payment|bill\w*|event|log|activit\w*|usage|session|call|meeting"
    r"|survey|response|nps|csat|churn|cancel\w*|product|feature)$"
)


def subject(label: str) -> frozenset[str]:
    """What an id is the id of: the words of its name without id, number and the like."""
    return frozenset(_single(word) for word in snake(label).split("_")) - _GENERIC - {""}


def _single(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return f"{word[:-3]}y"
    return word[:-1] if word.endswith("s") and not word.endswith("ss") and len(word) > 3 else word


def of_accounts(words: frozenset[str]) -> bool:
    """Whether words speak of accounts."""
    return any(_ACCOUNTS.match(word) for word in words)


def of_others(words: frozenset[str]) -> bool:
    """Whether words speak of something that an account has many of, such as users or tickets."""
    return any(_OTHERS.match(word) for word in words)


def kinship(one: str, column: Column, other: str, among: Column, repeats: bool) -> float:
    """How far the names of two columns speak for the same id, from 0 to 1.

    Input: the short names of both files, their columns, and whether the first column's values
    repeat. A bare `id` is the id of what its file is named for: `user_id` is kin to the `id`
    of users, and not to that of customers. Numbers from 1 to n are found in every longer
    count, so that of numbers two bare ids are kin only where one of them repeats.
    """
    mine, theirs = subject(column.label), subject(among.label)
    number = is_number(column) or is_number(among)
    if not mine and not theirs:
        return 1.0 if repeats or not number or subject(one) & subject(other) else 0.0
    if mine and theirs:
        return 1.0 if akin(column.label, among.label) else 0.0
    named, holder = (mine, subject(other)) if mine else (theirs, subject(one))
    if named & holder or (of_accounts(named) and of_accounts(holder)):
        return 1.0
    if not number:
        return 1.0 if akin(column.label, among.label) else 0.0
    unknown = of_accounts(named) and not of_others(holder)
    return 0.75 if unknown and akin(column.label, among.label) else 0.0


def both_ids(column: Column, among: Column) -> bool:
    """Whether both names speak of an id, and the values are not just counted up from 1."""
    if all(speaks_of("account id", c.label) for c in (column, among)):
        return True
    both = all(speaks_of("own id", c.label) for c in (column, among))
    return both and not (is_number(among) and _counted_up(among))


def _counted_up(column: Column) -> bool:
    """Whether whole numbers are small for how many there are, so that others hold them too."""
    numbers = [abs(float(e)) for e in column.examples if re.fullmatch(r"-?\d+(\.0+)?", e)]
    return bool(numbers) and max(numbers) <= 10 * max(10, column.distinct)
