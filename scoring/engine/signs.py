"""A number that carries the sign of a currency or of percent: which sign, and what is left."""

from __future__ import annotations

import re
from typing import Final

SIGNS: Final = ("$", "€", "£", "¥", "₹", "%", "USD", "EUR", "GBP", "CHF")
_ENDS: Final = frozenset(s[i] for s in SIGNS for i in (0, -1))
_SPACE: Final = "[ \u00a0\u202f]"
_SIGN: Final = "|".join(re.escape(sign) for sign in SIGNS)
_SIGNED: Final = re.compile(
    rf"(?P<minus>[+-]?)(?P<before>{_SIGN}){_SPACE}?(?P<number>[+-]?[\d.,]+)"
    rf"|(?P<bare>[+-]?[\d.,]+){_SPACE}?(?P<after>{_SIGN})"
)


def without_sign(cell: str) -> tuple[str, str] | None:
    """The sign and the number of a text such as $1,200.50, -€5, 12% or 7 EUR; None for others."""
    if cell[-1] not in _ENDS and cell[0] not in _ENDS and cell[0] not in "+-":
        return None
    found = _SIGNED.fullmatch(cell)
    if not found:
        return None
    if found["bare"]:
        return found["after"], found["bare"]
    return found["before"], found["minus"] + found["number"]


def bare_form(sign: str) -> str:
    """The same in SQL, a template over a text: without that sign, null where it has none.

    What is left is read as any number is: a text with two signs is none.
    """
    literal = re.escape(sign)
    ends = f"^([+-]?){literal}{_SPACE}?|{_SPACE}?{literal}$"
    return f"CASE WHEN contains({{c}}, '{sign}') THEN regexp_replace({{c}}, '{ends}', '\\1') END"
