"""The leak lights as findings: what the back-test suspects is what the quality report says."""

from __future__ import annotations

from collections.abc import Iterator

from scoring.backtest.leak_light import LeakLight
from scoring.engine.quality.look import Look, listed
from scoring.errors import Finding
from scoring.spec.catalogue import Measure


def leaking_names(look: Look) -> Iterator[Finding]:
    """Measures whose names speak of the loss itself."""
    fix = "leave it off the card, unless it is written down before a customer leaves"
    yield from _each(look, "W13", fix)


def silent_endings(look: Look) -> Iterator[Finding]:
    """Measures that fall to 0 in the month of the loss and are rarely 0 otherwise."""
    silent = [light.name for light in look.leaks.having("W10")]
    if silent:
        verb = "is" if len(silent) == 1 else "are"
        problem = f"{listed(silent)} {verb} 0 in the month in which a customer leaves; kept"
        fix = "leave that month out where you reckon yourself, as the look back does"
        yield Finding("snapshots", problem, fix, None, "warning", len(silent))


def too_good(look: Look) -> Iterator[Finding]:
    """Measures that rank lost and kept customers almost perfectly, or well without ever moving."""
    yield from _each(look, "W11", "leave it off the card until you know when it is set")


def cliffs(look: Look) -> Iterator[Finding]:
    """Measures that turn bad only once the customer has told you."""
    yield from _each(look, "W12", "give it little weight: it says late what you know already")


def blanks_that_tell(look: Look) -> Iterator[Finding]:
    """Measures that are missing more often for customers who leave, or who stay."""
    fix = "find out why it is blank, and choose with care what a blank counts for"
    for light, measure in _suspected(look, "W14"):
        found = look.rows(
            "SELECT account_id, as_of, count(*) OVER () FROM snapshots WHERE {c} IS NULL"
            " ORDER BY as_of DESC, account_id LIMIT 3",
            c=measure.column,
        )
        seen = tuple(f"{str(account)[:40]!r} {str(month)[:7]}" for account, month, _ in found)
        count = int(found[0][2]) if found else 0
        yield _of(measure, light.said("W14"), fix, count, seen)


def _each(look: Look, code: str, fix: str) -> Iterator[Finding]:
    for light, measure in _suspected(look, code):
        yield _of(measure, light.said(code), fix, *look.held(measure))


def _suspected(look: Look, code: str) -> Iterator[tuple[LeakLight, Measure]]:
    for light in look.leaks.having(code):
        measure = look.catalogue.measure(light.name)
        if measure is not None:
            yield light, measure


def _of(measure: Measure, problem: str, fix: str, count: int, seen: tuple[str, ...]) -> Finding:
    return Finding(f"measure '{measure.name}'", problem, fix, None, "warning", count, seen)
