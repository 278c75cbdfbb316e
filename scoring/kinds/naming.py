"""A column's name in words to read: days_overdue is said as days overdue, nps as NPS."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

_SHORT: Final = frozenset(
    re.split(
        " ",
        "acv api arpa arr ces cltv crm csat csm dau gmv grr id kpi ltv mau mql mrr nps nrr okr qbr"
        " roi sku sla sms sql sso tcv ttv ui url wau",
    )
)
"""What people write in capitals."""

_CAMEL: Final = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_CUSTOM: Final = re.compile(r"__[a-z]$")
"""What a CRM puts behind the names of fields that its users made."""


@lru_cache(maxsize=4096)
def spoken(name: str) -> str:
    """A name as it stands within a sentence.

    Input: the name of a column, of a trait or an id. Output: the same in words; a name that
    somebody wrote with spaces is in words already and stays as it is.
    """
    if any(sign.isspace() for sign in name):
        return name
    apart = _CUSTOM.sub("", name).replace("_", " ")
    words = [word for part in apart.split() for word in _CAMEL.split(part)]
    return " ".join(_word(word, alone=len(words) == 1) for word in words) or name


@lru_cache(maxsize=4096)
def titled(name: str) -> str:
    """The same as a label: licence_use gives Licence use; iPhone sales stays as it is."""
    said = spoken(name)
    first = said.split(" ", 1)[0]
    return said[:1].upper() + said[1:] if first.islower() else said


def _word(word: str, *, alone: bool) -> str:
    if word.lower() in _SHORT:
        return word.upper()
    kept = alone or word.isupper() or not word[:1].isupper()
    return word if kept else word.lower()
