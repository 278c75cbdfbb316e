"""A number that is more than digits: its sign of money or percent, brackets, groups of digits."""

from __future__ import annotations

import re
from typing import Final

SIGNS: Final = ("$", "€", "£", "¥", "₹", "%", "USD", "EUR", "GBP", "CHF")
_ENDS: Final = frozenset(s[i] for s in SIGNS for i in (0, -1))
_SPACE: Final = "[ \u00a0\u202f]"
_GROUPING: Final = " \u00a0\u202f'\u2019"
_GROUPS: Final = f"[{_GROUPING}]"
_SIGN: Final = "|".join(re.escape(sign) for sign in SIGNS)
_NUMBER: Final = rf"[+-]?[\d.,]+(?:{_GROUPS}\d{{3}})*(?:[.,]\d*)?"
_SIGNED: Final = re.compile(
    rf"(?P<minus>[+-]?)(?P<before>{_SIGN}){_SPACE}?(?P<number>{_NUMBER})"
    rf"|(?P<bare>{_NUMBER}){_SPACE}?(?P<after>{_SIGN})"
)
_BRACKETS: Final = "[(]([^()+-]+)[)]"
_BEHIND: Final = "([^()+-]*[0-9])-"
_BRACKETED: Final = re.compile(rf"((?:{_SIGN})?){_BRACKETS}")
_SPACED: Final = rf"[+-]?[1-9][0-9]{{0,2}}({_GROUPS}[0-9]{{3}})+([.,][0-9]*)?"
_SPACED_ALONE: Final = re.compile(_SPACED)


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


def without_brackets(cell: str) -> str | None:
    """-5 for (5), -$5 for ($5) and $(5), and -5 for 5-, as ledgers write what is below zero."""
    if cell[-1:] == "-" and re.fullmatch(_BEHIND, cell):
        return f"-{cell[:-1]}"
    found = _BRACKETED.fullmatch(cell) if cell[-1:] == ")" else None
    return found and f"-{found[1]}{found[2]}"


def unbracketed_form(sign: str) -> str:
    """The same in SQL, a template over a text, which is left alone if it has no brackets."""
    before = f"({re.escape(sign)})?" if sign else "()"
    inside = f"regexp_replace({{c}}, '^{before}{_BRACKETS}$', '-\\1\\2')"
    return f"regexp_replace({inside}, '^{_BEHIND}$', '-\\1')"


def without_spaces(cell: str) -> str | None:
    """1234,5 for 1 234,5 and 1'234,5: groups of three digits; None for any other text."""
    return re.sub(_GROUPS, "", cell) if _SPACED_ALONE.fullmatch(cell) else None


def unspaced_form() -> str:
    """The same in SQL, a template over a text, which is left alone if it is another."""
    form, grouping = (part.replace("'", "''") for part in (_SPACED, _GROUPING))
    form = form.replace("{", "{{").replace("}", "}}")
    together = f"translate({{c}}, '{grouping}', '')"
    return f"CASE WHEN regexp_full_match({{c}}, '{form}') THEN {together} ELSE {{c}} END"
