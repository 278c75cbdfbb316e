"""What a figure rests on stands below it: of how many, from when, how sure, and on which cases."""

from __future__ import annotations

from scoring.backtest.trial import Trial
from scoring.output.figures import count
from scoring.values import Month

IN_SAMPLE = "in-sample: no case was held back from whoever made the card"
"""A card of a file does not say what its author looked at; this is the cautious reading."""


def of_book(month: Month, customers: int, unscored: int, narrowed: str = "") -> tuple[str, ...]:
    """Below figures of the book at the end of a month.

    Input: its customers and how many of them have no score; whom the figures are narrowed to in
    words, empty for all.
    """
    return (
        f"n = {count(customers)} customers" + (f" ({narrowed})" if narrowed else ""),
        f"as of the end of {month}",
        f"{count(unscored)} without a score, counted apart",
        "counted, not estimated: no interval",
    )


def of_trial(trial: Trial) -> tuple[str, ...]:
    """Below figures of a back-test."""
    counts = trial.counts
    kept = counts.false_alarms + counts.left_alone
    return (
        f"n = {count(counts.lost)} losses ({count(counts.accounts)} accounts)"
        f" and {count(kept)} kept cases",
        "intervals: 95%, accounts counted as one",
        IN_SAMPLE,
        _looks(trial),
        _closed(trial),
    )


def _looks(trial: Trial) -> str:
    """How the cases were found, and when they were looked at."""
    clock, question = trial.clock, trial.question
    if clock.cohort == "current":
        return "current state: no test of a warning"
    months = "1 month" if question.lead == 1 else f"{question.lead} months"
    if clock.cohort == "renewal":
        return f"renewals, scored {months} before"
    if not clock.looks:
        return "calendar, no look is early enough"
    return f"calendar, scored {months} or more before, {clock.looks[0]} to {clock.looks[-1]}"


def _closed(trial: Trial) -> str:
    """Up to when outcomes are known, and what was left out because its own is not yet."""
    clock = trial.clock
    said = f"outcomes known up to {clock.last}"
    if clock.cohort == "calendar" and clock.too_new:
        newer = len(clock.too_new)
        looks = "1 newer look" if newer == 1 else f"{newer} newer looks"
        return f"{said}; {looks} left out, as not all months that count are over"
    late = trial.counts.too_late
    return f"{said}; {count(late)} cases too late to act are in no rate" if late else said
