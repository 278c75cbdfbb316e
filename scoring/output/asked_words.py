"""What a back-test asked, in the sentences that stand above its figures."""

from __future__ import annotations

from scoring.backtest.trial import Trial
from scoring.values import Month


def asked_words(trial: Trial) -> tuple[str, str]:
    """Two sentences: who was looked at when, and why in this way."""
    question, clock = trial.question, trial.clock
    if clock.cohort == "current":
        return "Current state, not a warning test.", clock.because
    first = (
        f"Scored {_months(question.lead)} or more before the loss; losses within the"
        f" {_months(question.horizon)} after that count."
    )
    if clock.cohort == "renewal":
        where = "Renewals: each loss and each renewal that was met is one case."
    else:
        where = f"Calendar: everybody who was a customer at {_looks(clock.looks)}."
    return first, f"{where} {clock.because} Data are complete up to {clock.last}."


def _months(months: int) -> str:
    return "1 month" if months == 1 else f"{months} months"


def _looks(looks: tuple[Month, ...]) -> str:
    if not looks:
        return "no month, as none is early enough for its outcome to be known"
    if len(looks) == 1:
        return f"the end of {looks[0]}"
    return f"{len(looks)} looks from {looks[0]} to {looks[-1]}"
