"""Values that say nothing, cannot be, or come in another unit than the others."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from scoring.engine.cells import so_many
from scoring.engine.quality.look import Look, named
from scoring.engine.quality.swept import CONSTANT
from scoring.engine.quoting import Sql, statement
from scoring.errors import Finding
from scoring.spec.catalogue import Measure

RARE = 0.02
"""So few odd values among others are mistakes; more of them are how the measure is."""
RARE_JUMP = 0.005
"""Measures that jump by nature, such as days since a meeting, do so more often than this."""


def constant(look: Look) -> Iterator[Finding]:
    """Measures of which 95% or more are one value."""
    for measure in look.catalogue.measures:
        if look.swept[measure.name].varied:
            continue
        found = look.rows(
            "SELECT {c}, count(*), sum(count(*)) OVER () FROM snapshots WHERE {c} IS NOT NULL"
            " GROUP BY 1 ORDER BY 2 DESC LIMIT 1",
            c=measure.column,
        )
        if found and found[0][2] >= 20 and found[0][1] >= CONSTANT * found[0][2]:
            value, count, whole = found[0]
            others = _others(look, measure, value)
            beside = ", and few are another" if others else ""
            share = f"{count / whole:.0%}" if others else "all"
            problem = f"{share} of its values are {_said(value)}{beside}; kept"
            fix = "leave it off the card, or use it as a red flag"
            yield _of(measure, problem, fix, int(count), others)


def _others(look: Look, measure: Measure, usual: object) -> tuple[str, ...]:
    """A few of the rows that hold another value than the usual one."""
    found = look.rows(
        "SELECT account_id, as_of, {c} FROM snapshots WHERE {c} <> ?"
        " ORDER BY as_of DESC, account_id LIMIT 3",
        usual,
        c=measure.column,
    )
    return tuple(named(*row) for row in found)


def static(look: Look) -> Iterator[Finding]:
    """Measures that hardly move within an account: traits, which cannot warn of a change."""
    if look.catalogue.single:
        return
    for measure in look.numbers:
        if look.swept[measure.name].static:
            problem = (
                "it hardly ever changes for an account, so that it cannot warn of a change; kept"
            )
            fix = "use it as a dimension, or leave it off the card"
            yield _of(measure, problem, fix, *look.held(measure))


def impossible(look: Look) -> Iterator[Finding]:
    """A few negative numbers among counts, a few above 1 among shares."""
    for measure in look.numbers:
        seen = look.swept[measure.name]
        if 0 < seen.below <= RARE * seen.known:
            yield from _odd(look, measure, statement("{c} < 0", c=measure.column), "below", 0)
        if 0 < seen.above <= RARE * seen.known and seen.inside >= seen.known / 2:
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
    for measure in look.numbers:
        jumps = look.swept[measure.name].jumps
        if jumps and 0 < jumps.count <= RARE_JUMP * jumps.among:
            far = so_many(jumps.count, "value is", "values are")
            problem = f"{far} ten times the months around, or a tenth, as if in another unit; kept"
            fix = "write all months in one unit in the file"
            yield _of(measure, problem, fix, jumps.count, look.at(measure, jumps.rows))


def _of(
    measure: Measure, problem: str, fix: str, count: int | None, seen: tuple[str, ...] = ()
) -> Finding:
    return Finding(f"measure '{measure.name}'", problem, fix, None, "warning", count, seen)


def _said(value: object) -> str:
    return f"{value:g}" if isinstance(value, float) else repr(str(value)[:40])
