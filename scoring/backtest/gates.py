"""Which figures may be shown at how many losses, and the words where none may."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

COUNTS: Final = 8
"""Lost accounts from which counts and shares are shown; below there are only lists."""

SUGGESTIONS: Final = 15
FULL: Final = 30
MOST_METRICS: Final = 5
"""The metrics a suggestion may use between 15 and 29 losses."""

Banner = Literal["red", "amber", ""]


@dataclass(frozen=True, slots=True)
class Gate:
    """What the number of lost accounts allows.

    `shares`: counts and shares with Wilson intervals; `ranking`: the AUC, up to 14 losses with
    its widest interval; `comparisons`: differences of two cards; `suggestions`: suggested
    weights, of at most `most_metrics` metrics (None: no limit of ours). The lists of lost
    customers are always shown. `banner` says how loudly `words` stand above them ("" and ""
    where there is nothing to say).
    """

    losses: int
    shares: bool
    ranking: bool
    comparisons: bool
    suggestions: bool
    most_metrics: int | None
    banner: Banner
    words: str


def gate(losses: int, on_record: int = 0) -> Gate:
    """The gate for so many lost accounts (accounts, not rows; 0 or more).

    `on_record` says how many the data hold, whether or not a look could have warned of them:
    where none of them could, the words do not say that nobody was lost.
    """
    shares, suggests = losses >= COUNTS, losses >= SUGGESTIONS
    full = losses >= FULL
    return Gate(
        losses=losses,
        shares=shares,
        ranking=shares,
        comparisons=suggests,
        suggestions=suggests,
        most_metrics=None if full else MOST_METRICS if suggests else 0,
        banner="" if full else "amber" if suggests else "red",
        words=_words(losses, on_record),
    )


def _words(losses: int, on_record: int) -> str:
    if losses == 0 and on_record:
        counted = "1 loss is" if on_record == 1 else f"{on_record} losses are"
        return f"{counted} on record, but no look asked for could have warned of any."
    if losses == 0:
        return "No loss to learn from yet: there is nothing to measure."
    counted = "1 loss" if losses == 1 else f"{losses} losses"
    if losses < COUNTS:
        return f"{counted}: too few for any rate. Read them one by one in the list."
    if losses < SUGGESTIONS:
        return f"{counted}: treat every number as an anecdote. No weights are suggested."
    if losses < FULL:
        limit = f"Suggested weights use {MOST_METRICS} metrics at most."
        return f"{counted}: the intervals are wide. {limit}"
    return ""
