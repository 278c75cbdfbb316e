"""The parts of a ledger add up to the change of each score, to the last billionth of a point."""

from __future__ import annotations

from scoring.views.ledger import Ledger


def adds_up(found: Ledger) -> None:
    """In billionths of a point, which are whole numbers, nothing is left over."""
    whole = [[round(cell * 1e9) for cell in line] for line in found.parts.tolist()]
    for at, (was, now) in enumerate(zip(found.before, found.after, strict=True)):
        assert sum(line[at] for line in whole) == round(now * 1e9) - round(was * 1e9)
