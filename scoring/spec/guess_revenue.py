"""Which column tells what an account pays, and for how long and in which unit, by its name."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from scoring.spec.guess import Column, Found, is_number, snake, speaks_of
from scoring.spec.guess_facts import Given
from scoring.spec.tables import Guessed, Sure

_OF_A_MONTH: Final = r"month|mrr|monat|mensuel|mensual|mensal|mensile|maand"
_OF_A_YEAR: Final = (
    r"annual|annuel|anual|(^|_)(year|jahr|jaar)|(^|_)(?:arr|acv|tcv)(?=_|$)|(^|_)p_a(_|$)"
)
_RATES: Final = ("arr", "acv", "tcv")
_A_YEARS_RATE: Final = r"annuali[sz]"
_OTHER_TERM: Final = (
    r"quarter|quartal|kwartaal|trimest|(^|_)q[1-4](_|$)|half_?year|semi_?annual|halbjahr|semest"
    r"|week|woche|semana|(^|_)daily(_|$)|tag(es|lich)"
)
_EITHER: Final = 0.5
"""So sure is a term of which a name speaks beside another one."""
_SAID: Final = {
    "monthly_revenue": "times 12, as it is a month's",
    "in_cents": "divided by 100, as it is in cents",
    "in_thousands": "times 1,000, as it is in thousands",
}
_YEAR: Final = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")
_CENTS: Final = r"(^|_)(cents?|pence|minor_units?)(_|$)"
_THOUSANDS: Final = re.compile(
    r"(?i:thousands?|tausend|'000s?|(?<![0-9.,])000s?(?![0-9]))"
    r"|(?<![A-Za-z])(?:[kK] ?(?:[$€£]|USD|EUR|GBP|CHF)|[$€£] ?[kK]|(?:USD|EUR|GBP|CHF) ?[kK]"
    r"|T(?:€|EUR)|[Ii]n [kK]|(?<=\()[kK](?=\)))(?![A-Za-z])"
)


def revenue(given: Given, *, by_month: bool = False) -> dict[str, Any]:
    """The revenue, if a name says that it is what the account pays, and of what time and unit.

    Revenue in a file of months is that of the month, unless its name says that it is a year's.
    What is of a quarter or a week is left, and told.
    """
    found = _of_the_last_year(given, "arr", 0.75)
    if found is None and _are_firms(given):
        return {}
    found = found or _of_the_last_year(given, "revenue", 0.6)
    if found is None:
        _doubt_term(given)
        if not by_month:
            _doubt_paid(given)
        return {}
    label, sure = found
    name = snake(label)
    monthly = _is_monthly(name)
    if by_month and not monthly and not re.search(_OF_A_YEAR, name):
        monthly, sure = True, Sure(0.6, f"{sure.why}; a row is a month, and so is its revenue")
    units = {
        "monthly_revenue": monthly,
        "in_cents": bool(re.search(_CENTS, name)),
        "in_thousands": bool(_THOUSANDS.search(label)),
    }
    given.told["arr"] = _with_units(sure, name, units)
    return {"arr": label, **units}


def _of_the_last_year(given: Given, role: str, sure: float) -> Found | None:
    """The first column that speaks of the role; of several that name years alone the last one."""
    fit = [c for c in given.columns.free if _of_a_known_term(c) and speaks_of(role, c.label)]
    years = {c.label: year[0] for c in fit if (year := _YEAR.search(c.label))}
    if len(years) < 2 or len(years) < len(fit):
        fit = [c for c in fit if c.label not in years] or fit
        return given.columns.named(role, lambda c: c in fit, "it holds numbers", sure)
    last = max(years, key=lambda label: years[label])
    found = given.columns.named(role, lambda c: c.label == last, "it holds numbers", sure)
    why = f"; it is the last of {len(years)} years"
    return found and (found[0], Sure(_EITHER, found[1].why + why))


def _of_a_known_term(column: Column) -> bool:
    """Whether a column holds numbers that may be of a month or a year."""
    return is_number(column) and not _of_another_term(column)


def _of_another_term(column: Column) -> bool:
    name = snake(column.label)
    known = re.search(_OF_A_MONTH, name) or re.search(_OF_A_YEAR, name)
    return bool(re.search(_OTHER_TERM, name)) and not known


def _is_monthly(name: str) -> bool:
    """Whether a name says a month's: of a month and a year in it what stands first.

    ARR stays a year's in a monthly ARR, and so does what was made a year's, as MRR annualised.
    """
    month, year = re.search(_OF_A_MONTH, name), re.search(_OF_A_YEAR, name)
    if month and year:
        is_rate = year[0].strip("_") in _RATES and "mrr" not in name
        made_one = is_rate or bool(re.search(_A_YEARS_RATE, name))
        return not made_one and month.start() < year.start()
    return bool(month)


def _with_units(sure: Sure, name: str, units: Mapping[str, bool]) -> Sure:
    """What speaks for the revenue, and by how much it is multiplied."""
    why = "".join(f"; {_SAID[unit]}" for unit, there in units.items() if there)
    if re.search(_OF_A_MONTH, name) and re.search(_OF_A_YEAR, name):
        why += "; its name speaks of a month and of a year: see that it is the right one"
        return Sure(min(sure.share, _EITHER), sure.why + why)
    return Sure(sure.share, sure.why + why)


def _doubt_term(given: Given) -> None:
    """Say of revenue that is of no month and no year why it was not taken."""
    roles = ("arr", "revenue")
    own = (c.label for c in given.columns.free if is_number(c) and _of_another_term(c))
    label = next((c for c in own if any(speaks_of(role, c) for role in roles)), None)
    if label:
        why = f"{label} is neither a month's nor a year's by its name"
        given.doubt("arr", f"{why}: write into the source file how many times it makes a year's")


def _doubt_paid(given: Given) -> None:
    """Say of what may be paid why it is no revenue yet: a name tells no term and no cents."""
    numbers = (c.label for c in given.columns.free if is_number(c))
    own = next((label for label in numbers if speaks_of("paid", label)), None)
    if own:
        why = f"{own} may be what they pay, for a month or a year, in cents or not"
        given.doubt("arr", f"{why}: choose it if so, and say which")


def _are_firms(given: Given) -> bool:
    """Whether revenue may be what the customer itself earns: it stands beside its employees."""
    firm = next((c.label for c in given.seen.columns if speaks_of("firm", c.label)), None)
    own = next((c.label for c in given.columns.free if _of_a_firm(c)), None)
    if not firm or not own:
        return False
    why = f"{own} stands beside {firm} and may be what the customer itself earns"
    given.doubt("arr", f"{why}: choose it if it is what they pay you in a year")
    return True


def _of_a_firm(column: Column) -> bool:
    return (
        is_number(column)
        and bool(speaks_of("revenue", column.label))
        and "annual" in snake(column.label)
    )


def one_revenue(found: Sequence[Guessed]) -> list[Guessed]:
    """The guesses of which one at most tells the revenue by what is open at a month's end.

    None does where a file of accounts or of months tells it, and of several the first.
    """
    told = any(g.table.arr for g in found if g.table.part in ("accounts", "months"))
    own = [g.table.key for g in found if g.table.part == "spans" and g.table.arr]
    kept = own[0] if own and not told else None
    return [_without_revenue(g) if g.table.key in own and g.table.key != kept else g for g in found]


def _without_revenue(guessed: Guessed) -> Guessed:
    table = replace(guessed.table, arr=None, monthly_revenue=False, in_cents=False)
    table = replace(table, in_thousands=False)
    return Guessed(table, {k: sure for k, sure in guessed.sure.items() if k != "arr"})
