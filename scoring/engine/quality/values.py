"""Values that say nothing, cannot be, or come in another unit or spelling than the others."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from scoring.backtest.leak_light import STATIC
from scoring.engine.cells import so_many
from scoring.engine.quality.look import EXAMPLES, Look, named
from scoring.engine.quoting import Sql, statement
from scoring.errors import Finding
from scoring.spec.catalogue import Measure

CONSTANT = 0.95
"""A measure of which so many values are one and the same tells accounts apart no more."""
RARE = 0.02
"""So few odd values among others are mistakes; more of them are how the measure is."""
RARE_JUMP = 0.005
"""Measures that jump by nature, such as days since a meeting, do so more often than this."""


def constant(look: Look) -> Iterator[Finding]:
    """Measures of which 95% or more are one value."""
    for measure in look.catalogue.measures:
        found = look.rows(
            "SELECT {c}, count(*), sum(count(*)) OVER () FROM snapshots WHERE {c} IS NOT NULL"
            " GROUP BY 1 ORDER BY 2 DESC LIMIT 1",
            c=measure.column,
        )
        if found and found[0][2] >= 20 and found[0][1] >= CONSTANT * found[0][2]:
            value, count, whole = found[0]
            problem = f"{count / whole:.0%} of its values are {_said(value)}; kept"
            fix = "leave it off the card, or use it as a red flag"
            yield _of(measure, problem, fix, int(count), _others(look, measure, value))


def _others(look: Look, measure: Measure, usual: object) -> tuple[str, ...]:
    """A few of the rows that hold another value than the usual one."""
    found = look.rows(
        "SELECT account_id, as_of, {c} FROM snapshots WHERE {c} <> ?"
        " ORDER BY as_of DESC, account_id LIMIT 3",
        usual,
        c=measure.column,
    )
    return tuple(f"but {named(*row)}" for row in found)


def static(look: Look) -> Iterator[Finding]:
    """Measures that hardly move within an account: traits, which cannot warn of a change."""
    if look.catalogue.single or not look.numbers:
        return
    spreads = look.rows(
        "WITH own AS (SELECT account_id, {own} FROM snapshots GROUP BY account_id)"
        " SELECT {within} FROM own",
        own=_numbered("var_pop({c}) AS v{i}, count({c}) AS n{i}", look.numbers),
        within=[
            statement(f"sum(v{i} * n{i}) / nullif(sum(n{i}), 0)") for i in range(len(look.numbers))
        ],
    )[0]
    totals = look.rows("SELECT {all} FROM snapshots", all=look.each("var_pop({c})", look.numbers))[
        0
    ]
    for measure, within, total in zip(look.numbers, spreads, totals, strict=True):
        if within is not None and total and (within / total) ** 0.5 < STATIC:
            problem = "it hardly ever changes within an account: a trait, which cannot warn; kept"
            fix = "use it as a dimension, or leave it off the card"
            yield _of(measure, problem, fix, *look.held(measure))


def impossible(look: Look) -> Iterator[Finding]:
    """A few negative numbers among counts, a few above 1 among shares."""
    for measure in look.numbers:
        known, below, above, inside = look.rows(
            "SELECT count({c}), count(*) FILTER ({c} < 0), count(*) FILTER ({c} > 1),"
            " count(*) FILTER ({c} BETWEEN 0 AND 1 AND {c} <> round({c})) FROM snapshots",
            c=measure.column,
        )[0]
        if 0 < below <= RARE * known:
            yield from _odd(look, measure, statement("{c} < 0", c=measure.column), "below", 0)
        if 0 < above <= RARE * known and inside >= known / 2:
            yield from _odd(look, measure, statement("{c} > 1", c=measure.column), "above", 1)


def _odd(look: Look, measure: Measure, odd: Sql, side: str, end: int) -> Iterator[Finding]:
    found = look.rows(
        "SELECT account_id, as_of, {c}, count(*) OVER () FROM snapshots WHERE {odd}"
        " ORDER BY as_of DESC, account_id LIMIT 3",
        c=measure.column,
        odd=odd,
    )
    count = int(found[0][3])
    problem = so_many(count, "value is", "values are") + f" {side} {end}, unlike all others; kept"
    seen = tuple(named(*row[:3]) for row in found)
    fix = "correct them in the file, or read them as missing"
    yield replace(_of(measure, problem, fix, count, seen), kind=f"{side}_{end}")


def unit_jumps(look: Look) -> Iterator[Finding]:
    """Values that stand alone, ten times above or below the months around them.

    On a log scale, beside the two months before and after; a jump is also more than eight
    times the usual one. A drop in an account's last month is no jump: that is how it ends.
    """
    if look.catalogue.single:
        return
    for measure in look.numbers:
        found = look.rows(
            "WITH logs AS (SELECT account_id, as_of, {c} AS v, ln({c}) AS x FROM snapshots"
            " WHERE {c} > 0), beside AS (SELECT *, lag(x, 2) OVER own AS p2, lag(x) OVER own AS p1,"
            " lead(x) OVER own AS after, lead(x, 2) OVER own AS f2 FROM logs"
            " WINDOW own AS (PARTITION BY account_id ORDER BY as_of)),"
            " near AS (SELECT *, greatest(p2, p1, after, f2) AS high,"
            " least(p2, p1, after, f2) AS low, (p2 IS NOT NULL)::INT + (p1 IS NOT NULL)::INT"
            " + (after IS NOT NULL)::INT + (f2 IS NOT NULL)::INT AS n FROM beside),"
            " usual AS (SELECT greatest(8 * median(abs(after - x)), ln(10)) AS far FROM near)"
            " SELECT account_id, as_of, v, count(*) OVER (), (SELECT count(*) FROM logs)"
            " FROM near, usual WHERE n >= 2 AND (x - high > far"
            " OR (low - x > far AND after IS NOT NULL))"
            " ORDER BY abs(x - low) DESC, account_id LIMIT 3",
            c=measure.column,
        )
        if found and found[0][3] <= RARE_JUMP * found[0][4]:
            count = int(found[0][3])
            far = so_many(count, "value stands", "values stand")
            problem = f"{far} alone, ten times off the months around, as if in another unit; kept"
            seen = tuple(named(*row[:3]) for row in found[:EXAMPLES])
            fix = "bring them to one unit in the file"
            yield _of(measure, problem, fix, count, seen)


_SIGNS = "[$€£¥₹%]|USD|EUR|GBP|CHF|[ \u00a0\u202f]"


def signed_numbers(look: Look) -> Iterator[Finding]:
    """Measures that read as text because their numbers carry currency or percent signs."""
    for measure in look.catalogue.measures:
        if measure.reads == "number":
            continue
        bare = statement(f"regexp_replace({{c}}, '{_SIGNS}', '', 'g')", c=measure.column)
        found = look.rows(
            "SELECT {c}, _n, sum(_n) OVER (), (SELECT count({c}) FROM snapshots)"
            " FROM (SELECT {c}, count(*) AS _n FROM snapshots GROUP BY 1)"
            " WHERE {bare} <> {c} AND regexp_full_match({bare}, {form})"
            " ORDER BY 2 DESC, 1 LIMIT 3",
            c=measure.column,
            bare=bare,
            form=Sql("'[+-]?[0-9][0-9.,]*'"),
        )
        if found and 2 * found[0][2] >= found[0][3]:
            count = int(found[0][2])
            said = so_many(count, "value is a number", "values are numbers")
            problem = f"{said} with a currency or percent sign: it reads as text"
            seen = tuple(repr(str(row[0])[:40]) for row in found)
            yield _of(measure, problem, "write plain numbers, without signs", count, seen)


def spellings(look: Look) -> Iterator[Finding]:
    """One category under several spellings, such as 'Basic' and 'basic '."""
    texts = [(m.name, m.column, "measure") for m in look.catalogue.measures if m.reads == "text"]
    texts += [(d.name, d.column, "dimension") for d in look.catalogue.dimensions]
    for name, column, noun in texts:
        found = look.rows(
            "SELECT string_agg({c}, ' · ' ORDER BY {c}), sum(_n)"
            " FROM (SELECT {c}, count(*) AS _n FROM snapshots WHERE {c} IS NOT NULL GROUP BY 1)"
            " GROUP BY regexp_replace(lower(strip_accents({c})), '[^a-z0-9]+', '', 'g')"
            " HAVING count(*) > 1 ORDER BY 2 DESC, 1",
            c=column,
        )
        if found:
            problem = so_many(len(found), "category is", "categories are") + " spelled differently"
            seen = tuple(str(row[0])[:80] for row in found[:EXAMPLES])
            place, fix = f"{noun} '{name}'", "use one spelling in the file; each counts apart now"
            yield Finding(place, problem, fix, None, "warning", len(found), seen)


def _of(
    measure: Measure, problem: str, fix: str, count: int | None, seen: tuple[str, ...] = ()
) -> Finding:
    return Finding(f"measure '{measure.name}'", problem, fix, None, "warning", count, seen)


def _said(value: object) -> str:
    return f"{value:g}" if isinstance(value, float) else repr(str(value)[:40])


def _numbered(template: str, measures: tuple[Measure, ...]) -> list[Sql]:
    return [statement(template.replace("{i}", str(i)), c=m.column) for i, m in enumerate(measures)]
