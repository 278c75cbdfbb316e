"""What a back-test asked, in the sentences that stand above its figures."""

from __future__ import annotations

from collections.abc import Iterator

from scoring.backtest.trial import Trial
from scoring.values import Month


def asked_words(trial: Trial) -> tuple[str, str]:
    """Two paragraphs: who was looked at when and who counts as flagged, and why in this way."""
    return " ".join(_asked(trial)), " ".join(_answered(trial))


def _asked(trial: Trial) -> Iterator[str]:
    question, cohort = trial.question, trial.clock.cohort
    lead = _months(question.lead)
    if cohort == "current":
        yield "Current state, not a warning test."
    elif cohort == "renewal":
        yield f"Each renewal that was met and each loss is one case, scored {lead} before."
    else:
        yield (
            f"Scored {lead} or more before the loss; losses within the"
            f" {_months(question.horizon)} after that count."
        )
    yield f"A customer who was {trial.rule.in_words()} counts as flagged."
    if question.min_tenure and (cohort != "current" or _too_young(trial)):
        yield f"Who was a customer for less than {_months(question.min_tenure)} is no case."
    if question.label == "end" and cohort != "current":
        yield "A loss is dated by its end, not by its notice."
    if question.without:
        yield f"Set aside are losses for {_listed(question.without)}: the figures are without them."
    if trial.basis.within is not None:
        yield "Only the accounts on the page are asked about."


def _too_young(trial: Trial) -> bool:
    """Whether anybody was left out for that: a snapshot may not know since when they are here."""
    return any(one.reason == "too young" and one.count for one in trial.cases.excluded)


def _answered(trial: Trial) -> Iterator[str]:
    clock = trial.clock
    if clock.cohort == "current":
        yield clock.because
        return
    if clock.cohort == "calendar":
        yield f"Asked about is everybody who was a customer at {_looks(clock.looks)}."
    else:
        yield "Renewals."
    yield f"{clock.because} Data are complete up to {clock.last}."


def _listed(reasons: tuple[str, ...]) -> str:
    *most, last = (f"'{reason}'" for reason in reasons)
    return f"{', '.join(most)} and {last}" if most else last


def _months(months: int) -> str:
    return "1 month" if months == 1 else f"{months} months"


def _looks(looks: tuple[Month, ...]) -> str:
    if not looks:
        return "no month, as none is early enough for its outcome to be known"
    if len(looks) == 1:
        return f"the end of {looks[0]}"
    return f"any of {len(looks)} looks from {looks[0]} to {looks[-1]}"
