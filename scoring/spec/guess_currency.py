"""In which currency amounts are: by signs in names and cells, and by columns of currencies."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from scoring.spec.guess import Column, is_text, snake
from scoring.spec.guess_keys import Seen
from scoring.spec.tables import Table

_SIGNS: Final = {
    "€": ("eur", "€|(?<![a-z])euros?(?![a-z])"),
    "£": ("gbp", "£"),
    "¥": ("jpy|cny|rmb", "¥"),
    "₹": ("inr", "₹"),
    "₩": ("krw", "₩"),
    "₽": ("rub", "₽"),
    "₺": ("try", "₺"),
    "₴": ("uah", "₴"),
    "₪": ("ils", "₪"),
    "R$": ("brl", r"(?<![a-z])r\$"),
    "A$": ("aud", r"(?<![a-z])au?\$"),
    "C$": ("cad", r"(?<![a-z])ca?\$"),
    "zł": ("pln", "(?<![a-z])zł(?![a-z])"),
    "Kč": ("czk", "(?<![a-z])kč(?![a-z])"),
    "kr": ("", "(?<![a-z])kr(?![a-z])"),
    "$": ("usd", r"(us)?\$"),
}
"""The codes and the forms by which each sign is known, signs that hold others before them."""
_PLAIN: Final = (
    "chf sek nok dkk huf ron bgn nzd sgd hkd mxn zar aed sar thb idr myr php clp cop ars pen vnd"
)
"""Codes that are printed as they are: a sign of their own would be another's as well."""

_NOT_IN_WORDS: Final = frozenset(("try", "all", "top", "pen", "cop", "sar", "rub", "ron", "ars"))
"""Codes that are words of other meanings as well: a column of currencies alone may say them."""

_SHORT_FOR: Final = frozenset(("sek", "nok", "php", "cad", "ils", "aed"))
"""Codes that are short for other things, such as seconds: revenue alone may be in them."""

_NUMBER: Final = re.compile("[0-9][0-9.,' \u00a0\u202f]*")

_IN_WORDS: Final = {
    **dict.fromkeys(("us dollar", "us dollars", "u.s. dollar", "american dollar"), "usd"),
    **dict.fromkeys(("british pound", "pound sterling", "pounds sterling", "uk pound"), "gbp"),
    **{"canadian dollar": "cad", "australian dollar": "aud", "japanese yen": "jpy"},
    **dict.fromkeys(("swiss franc", "schweizer franken"), "chf"),
}

_SAYS_WHICH: Final = re.compile(
    r"((^|_)(currenc(y|ies)|ccy|curr|devise|moneda|moeda|divisa|valuta)|wae?hrung)(_|$)"
)


@dataclass(frozen=True, slots=True)
class Priced:
    """The sign before amounts, None where it is not known, and what speaks for it."""

    sign: str | None
    why: str


def guess_currency(files: Sequence[Seen], tables: Iterable[Table]) -> Priced:
    """The one currency of which the columns of revenue and those of currencies beside them speak.

    Else the one of the columns of currencies in other files, else that of any column. None where
    none of them speaks, or several do: nothing is chosen among them.
    """
    paid = {(table.key, table.arr) for table in tables if table.arr}
    every = [(seen.key, column) for seen in files for column in seen.columns]
    revenue = (column for key, column in every if (key, column.label) in paid)
    beside = (column for key, column in every if key in {file for file, _ in paid})
    others = [column for _, column in every]
    said = [*_marked(revenue), *_listed(beside)]
    return _one(said or [*_listed(others)] or [*_marked(others, _NOT_IN_WORDS | _SHORT_FOR)])


def _one(said: Sequence[tuple[str, str]]) -> Priced:
    signs = list(dict.fromkeys(sign for sign, _ in said))
    if len(signs) == 1:
        return Priced(*said[0])
    if not signs:
        return Priced(None, "no column says in which currency amounts are")
    names = f"{', '.join(signs[:-1])} and {signs[-1]}"
    why = f"columns speak of {names}: amounts are added up as they stand, whatever their currency"
    return Priced(None, why)


def _listed(columns: Iterable[Column]) -> Iterator[tuple[str, str]]:
    """The currencies in columns that name one for each row, and which column names it."""
    for column in columns:
        if not (is_text(column) and _SAYS_WHICH.search(snake(column.label))):
            continue
        for example in column.examples:
            sign = _of_code(example)
            if sign:
                every = "every row" if column.filled == 1.0 else "every row that says one"
                one = f"{column.label} says {example} in {every}"
                yield sign, one


def _of_code(text: str) -> str | None:
    """The sign of a currency that is written alone in a cell, by its code or its sign."""
    bare = _IN_WORDS.get(text.strip().lower(), text.strip().lower())
    for sign, (codes, form) in _SIGNS.items():
        if bare and (bare in codes.split("|") or re.fullmatch(form, bare)):
            return sign
    return bare.upper() if re.fullmatch("[a-z]{3}", bare) else None


def _marked(
    columns: Iterable[Column], words: frozenset[str] = frozenset()
) -> Iterator[tuple[str, str]]:
    """The currencies in names of columns, and in cells that hold a number beside a sign.

    Codes among the `words` are none there.
    """
    for column in columns:
        for named in _signs_in(column.label.lower(), words | _NOT_IN_WORDS):
            yield named, f"a column is called {column.label}"
        for cell in column.examples:
            beside = (
                _NUMBER.sub("", cell.lower(), count=1).strip(" ()+-") if len(cell) <= 30 else ""
            )
            alone = beside == cell.lower() or beside in words
            sign = None if alone else _of_code(beside)
            if sign and sign in (*_SIGNS, *_PLAIN.upper().split()):
                yield sign, f"{column.label} has cells such as {cell}"


def _signs_in(text: str, words: frozenset[str]) -> Iterator[str]:
    """The signs in a text; one that was read, as in R$, is not read as another once more."""
    for sign, (codes, form) in _SIGNS.items():
        known = "|".join(code for code in codes.split("|") if code not in words)
        code = f"|(?<![a-z])({known})(?![a-z])" if known else ""
        text, found = re.subn(f"{form}{code}", " ", text)
        if found:
            yield sign
    for code in _PLAIN.split():
        if code not in words and re.search(f"(?<![a-z]){code}(?![a-z])", text):
            yield code.upper()
