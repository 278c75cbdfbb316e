"""How a text becomes a number or a date: SQL templates over one cell, chosen by its column's marks.

A template has one placeholder, `{c}`. What it gives is not yet bounded: `FINITE` and `IN_RANGE`
turn what no column may hold into null.
"""

from __future__ import annotations

from typing import Final

from scoring.engine.date_words import MILLISECONDS, SECONDS, SHEET_DAYS
from scoring.engine.marks import Marks
from scoring.engine.signs import bare_form, unbracketed_form, unspaced_form

FINITE: Final = "CASE WHEN isfinite({c}) THEN {c} END"
"""Over a double: infinities and NaN are null."""

IN_RANGE: Final = "CASE WHEN {c} BETWEEN DATE '1000-01-01' AND DATE '2999-12-31' THEN {c} END"
"""Over a date: years of other than four digits are null."""


# The cast takes 1_000 for a thousand, which is how programs write it and no export does.
_CAST: Final = "CASE WHEN NOT contains({c}, '_') THEN TRY_CAST({c} AS DOUBLE) END"


def _marked(decimal: str, groups: str) -> str:
    """A number written with that decimal mark, its thousands grouped by one of these or not.

    Doubled braces: the text is a template.
    """
    whole = f"[0-9]{{{{1,3}}}}(?:[{groups}][0-9]{{{{3}}}})+|[0-9]*"
    if decimal == ".":
        whole += "|[0-9]{{1,2}}(?:,[0-9]{{2}})+,[0-9]{{3}}"  # as in India: 12,34,567
    form = f"[+-]?(?:{whole})(?:[{decimal}][0-9]*)?(?:[eE][+-]?[0-9]+)?"
    bare = f"translate({{c}}, '{decimal}{groups}', '.')"
    number = f"CASE WHEN regexp_full_match({{c}}, '{form}') THEN TRY_CAST({bare} AS DOUBLE) END"
    # Most cells are digits alone, and read by a plain cast.
    return number if decimal == "," else f"coalesce({_CAST}, {number})"


_PERHAPS_GROUPED: Final = "[+-]?[1-9][0-9]{{0,2}}[.][0-9]{{3}}"
_NUMBERS: Final = {
    "plain": _CAST,
    "whole": f"CASE WHEN NOT contains({{c}}, '.') OR NOT regexp_full_match({{c}},"
    f" '{_PERHAPS_GROUPED}') THEN {_CAST} END",
    "point": _marked(".", ", \u00a0\u202f"),
    "comma": _marked(",", ". \u00a0\u202f"),
    "undecided": "CAST(NULL AS DOUBLE)",
}


def number_form(marks: Marks) -> str:
    """A text as a double, which may be infinite; null where it is no number.

    Where the numbers carry a sign only those with it are numbers.
    """
    form = _NUMBERS[marks.numbers]
    if marks.spaces:
        form = form.replace("{c}", f"({unspaced_form()})")
    if marks.sign:
        form = form.replace("{c}", f"({bare_form(marks.sign)})")
    if marks.brackets:
        form = form.replace("{c}", f"({unbracketed_form(marks.sign)})")
    return form


def date_form(marks: Marks) -> str:
    """A text as a date of any year; null where it is none.

    A year of two digits is read only if it is stated or if nearly all cells of the column have
    one: nobody can say what 04-05-24 among other dates means, and `epoch` is no date.
    """
    # What does not begin so is out of range, or one of the words that the cast takes for a day.
    iso = (
        "CASE WHEN {c} < '3' THEN"
        " coalesce(TRY_CAST({c} AS DATE), CAST(TRY_CAST({c} AS TIMESTAMP) AS DATE),"
        " CAST(try_strptime({c}, '%Y-%m') AS DATE)) END"
    )
    counted = _COUNTED.get(marks.date_format or "")
    if counted:
        return counted
    forms = _forms(marks)
    if not forms:
        return iso
    day = _BEFORE_TIME if " " in forms[1:-1].split("', '")[0] else _DAY
    other = f"coalesce(try_strptime({{c}}, {forms}), try_strptime({day}, {forms}))"
    return f"coalesce(CAST({other} AS DATE), {iso})"


_COUNTED: Final = {
    SECONDS: "TRY(CAST(make_timestamp(1000000 * TRY_CAST({c} AS BIGINT)) AS DATE))",
    MILLISECONDS: "TRY(CAST(make_timestamp(1000 * TRY_CAST({c} AS BIGINT)) AS DATE))",
    SHEET_DAYS: "TRY(DATE '1899-12-30' + TRY_CAST({c} AS INTEGER))",
}
"""The product of a moment that is too far away is too large: no date, and not the query's end."""
_DAY: Final = "split_part({c}, ' ', 1)"
_BEFORE_TIME: Final = "regexp_replace({c}, ',? [0-9]{{1,2}}:[0-9][0-9].*$', '')"
"""The same of a day that has spaces of its own, such as 5 Jan 2025 10:20."""
_ORDERS: Final = {"day first": "%d{0}%m{0}%Y", "month first": "%m{0}%d{0}%Y"}


def _forms(marks: Marks) -> str:
    """The forms of dates besides the year-first one, as a list in SQL; empty if there is none.

    A stated form has been checked: directives and separators, and no quote.
    """
    year = "%y" if marks.short else "%Y"
    if marks.dates == "stated" and marks.date_format:
        return f"['{marks.date_format.replace('%Y', year)}']"
    order = _ORDERS.get(marks.dates)
    return str([order.format(mark).replace("%Y", year) for mark in "/.-"]) if order else ""
