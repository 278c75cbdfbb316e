"""Numbers in the reader's habit: 1,284 accounts, $4.2M, 38%."""

from __future__ import annotations

import math
from collections.abc import Sequence


def count(number: float) -> str:
    """A whole number with thousands apart; a dash for none."""
    return "–" if math.isnan(number) else f"{number:,.0f}"


def several(number: float, thing: str) -> str:
    """How many of a thing there are: "1 account", "1,284 accounts"."""
    return f"{count(number)} {thing}{'' if number == 1 else 's'}"


def money(amount: float, currency: str = "$") -> str:
    """An amount in at most four characters and its unit: $940, $48k, $12.3M, $1.3B."""
    if math.isnan(amount):
        return "–"
    sign, size = ("−" if amount < 0 else ""), abs(amount)
    for limit, divisor, unit in ((999_950_000, 1e9, "B"), (999_950, 1e6, "M"), (999.5, 1e3, "k")):
        if size >= limit:
            scaled = size / divisor
            tenths = scaled < (9.95 if unit == "k" else 99.95)
            return f"{sign}{currency}{scaled:.{1 if tenths else 0}f}{unit}"
    return f"{sign}{currency}{size:.0f}"


def money_column(amounts: Sequence[float], currency: str = "$") -> tuple[float, str]:
    """One unit for a column of amounts, so that their decimals stand under each other.

    Input: the amounts, NaN for none. Output: what to divide them by, and the printf format of the
    result: $4.2M, or $832k and $7.3k. The unit is the one of the amount in the middle; a column
    that holds less than ten units of it has one decimal. Where a largest amount would have four
    digits, the next unit is taken with two decimals, $1.13M and $0.39M, unless the smallest would
    vanish in it: then the thousands stand apart.
    """
    sizes = sorted(abs(amount) for amount in amounts if amount and not math.isnan(amount))
    middle = sizes[len(sizes) // 2] if sizes else 0.0
    units = ((1e9, "B"), (1e6, "M"), (1e3, "k"))
    at = next((i for i, one in enumerate(units) if middle >= one[0]), len(units))
    divisor, unit = (*units, (1.0, ""))[at]
    digits = 1 if unit and sizes[0] < 9.95 * divisor else 0
    long = bool(sizes) and round(sizes[-1] / divisor, digits) >= 1000
    if long and 0 < at < len(units) and sizes[0] >= units[at - 1][0] / 100:
        (divisor, unit), digits, long = units[at - 1], 2, False
    return divisor, f"{currency.replace('%', '%%')}%{',' if long else ''}.{digits}f{unit}"


def money_columns(
    columns: Sequence[Sequence[float]], currency: str = "$"
) -> list[tuple[float, str]]:
    """The unit of each of several columns side by side, as `money_column` tells it.

    Where one of them needs millions with two decimals all have them, if none vanishes: along a
    row $103k beside $0.39M is hard to read.
    """
    each = [money_column(column, currency) for column in columns]
    together = money_column([amount for column in columns for amount in column], currency)
    if together in each and ".2f" in together[1]:
        return [together] * len(each)
    return each


def share(part: float, whole: float) -> str:
    """A part of a whole in whole percent; a dash where the whole is nothing."""
    if not whole:
        return "–"
    return "<1%" if 0 < part / whole < 0.005 else f"{100 * part / whole:.0f}%"


def signed(number: float) -> str:
    """A change with its sign, ±0 for none; the minus is ASCII, by which tiles know a fall."""
    return "±0" if round(number) == 0 else f"{number:+,.0f}"


def signed_money(amount: float, currency: str = "$") -> str:
    """A change of an amount with its sign."""
    if abs(amount) < 0.5:
        return "±0"
    return money(amount, currency) if amount < 0 else f"+{money(amount, currency)}"


def money_or_dash(amount: float, currency: str | None) -> str:
    """An amount, or a dash where no currency says that amounts are known."""
    return "–" if currency is None else money(amount, currency)
