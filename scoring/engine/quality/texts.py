"""Texts that are numbers with a sign, and categories that are spelled in several ways."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from scoring.engine.cells import so_many
from scoring.engine.quality.look import EXAMPLES, Look
from scoring.engine.quality.swept import counted
from scoring.engine.quoting import Sql, statement
from scoring.errors import Finding
from scoring.values import Ints

_SIGNS: Final = "[$€£¥₹%]|USD|EUR|GBP|CHF|[ \u00a0\u202f]"

_FEW: Final = 10_000
"""So many different texts are handed to the database; of more it counts them itself."""


def signed_numbers(look: Look) -> Iterator[Finding]:
    """Measures that read as text because their numbers carry currency or percent signs."""
    for measure in look.catalogue.measures:
        swept = look.swept[measure.name]
        if measure.reads == "number" or swept.counts is None:
            continue
        found = _kinds(
            look,
            measure.column,
            (swept.labels, swept.counts),
            "SELECT {c}, _n, sum(_n) OVER () FROM {kinds}"
            " WHERE {bare} <> {c} AND regexp_full_match({bare}, {form})"
            " ORDER BY 2 DESC, 1 LIMIT 3",
            bare=statement(f"regexp_replace({{c}}, '{_SIGNS}', '', 'g')", c=measure.column),
            form=Sql("'[+-]?[0-9][0-9.,]*'"),
        )
        if found and 2 * found[0][2] >= swept.known:
            count = int(found[0][2])
            said = so_many(count, "value is a number", "values are numbers")
            problem = f"{said} with a currency or percent sign, and read as words"
            seen = tuple(repr(str(row[0])[:40]) for row in found)
            fix = "write plain numbers, without signs"
            place = f"measure '{measure.name}'"
            yield Finding(place, problem, fix, None, "warning", count, seen)


def spellings(look: Look) -> Iterator[Finding]:
    """One category under several spellings, such as 'Basic' and 'basic '."""
    for place, column, texts in _categories(look):
        found = _kinds(
            look,
            column,
            texts,
            "SELECT string_agg({c}, ' · ' ORDER BY {c}), sum(_n) FROM {kinds}"
            " GROUP BY regexp_replace(lower(strip_accents({c})), '[^a-z0-9]+', '', 'g')"
            " HAVING count(*) > 1 ORDER BY 2 DESC, 1",
        )
        if found:
            problem = so_many(len(found), "word is", "words are") + " spelled in several ways"
            seen = tuple(str(row[0])[:80] for row in found[:EXAMPLES])
            fix = "use one spelling in the file: now each is a word of its own"
            yield Finding(place, problem, fix, None, "warning", len(found), seen)


_Counts = tuple[tuple[str, ...], Ints]
"""Different texts, and in how many rows each stands."""


def _categories(look: Look) -> Iterator[tuple[str, str, _Counts]]:
    """The measures and dimensions of texts: what they are called, their column, their texts."""
    for measure in look.catalogue.measures:
        swept = look.swept[measure.name]
        if measure.reads == "text" and swept.counts is not None:
            yield f"measure '{measure.name}'", measure.column, (swept.labels, swept.counts)
    frame = look.book.frame
    for dimension in look.catalogue.dimensions:
        texts = frame.accounts.dimensions[dimension.name]
        counts = counted(texts.codes[frame.account], len(texts.labels))
        yield f"dimension '{dimension.name}'", dimension.column, (texts.labels, counts)


def _kinds(
    look: Look, column: str, texts: _Counts, template: str, **parts: Sql
) -> list[tuple[Any, ...]]:
    """What a query finds in {kinds}: each text of a column, {c}, once, with its number `_n`."""
    labels, counts = texts
    if len(labels) > _FEW:
        kinds = statement(
            "(SELECT {c}, count(*) AS _n FROM snapshots WHERE {c} IS NOT NULL GROUP BY 1)",
            c=column,
        )
        return look.rows(template, c=column, kinds=kinds, **parts)
    kinds = statement(
        "(SELECT * FROM (SELECT unnest(CAST(? AS VARCHAR[])) AS {c},"
        " unnest(CAST(? AS BIGINT[])) AS _n) WHERE _n > 0)",
        c=column,
    )
    return look.rows(template, list(labels), counts.tolist(), c=column, kinds=kinds, **parts)
