"""A back-test as a page of text, and as plain data for a program."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, is_dataclass
from typing import Any

from scoring.backtest.figure import Figure
from scoring.backtest.further import Capacity, Contest
from scoring.backtest.trial import Trial
from scoring.output.asked_words import asked_words
from scoring.output.figures import count
from scoring.output.said import said

DEFINITIONS = {
    "caught": "flagged at the month looked at, of the accounts lost within the horizon",
    "calls_per_catch": "accounts flagged for each one of them that was lost",
    "arr_caught": "revenue a year at the month looked at, flagged of lost",
    "lead_time": "months from the start of the last run of red months to the notice or the end",
    "false_alarm_months": "months of kept accounts in which the rule flagged them",
    "false_alarm_accounts": "kept accounts flagged at least once in the last twelve months",
    "alarm_episodes": "alarms that begin, per 100 accounts and month",
    "episode_precision": "alarms after whose first month a loss followed within the horizon",
    "precision": "lost within the horizon, of the accounts flagged",
    "ranking_power": "pairs of a lost and a kept account in which the lost one scored worse (AUC)",
    "ks": "the largest gap between the shares of lost and of kept cases up to a score",
    "average_precision": "precision over all cuts, weighted by what each adds to what is caught",
    "lift": "the share of lost among the flagged over that among all cases",
    "deciles": "the cases in ten parts of equal size, the worst scores first",
    "bands": "cases and lost cases by the band at the month looked at",
    "at_capacity": "what a team catches that works so many accounts, by the cut that allows it now",
}
"""What each figure is, in the words of its key; then what each block of figures is."""


def trial_data(
    trial: Trial, capacity: Capacity | None = None, contest: Contest | None = None
) -> dict[str, Any]:
    """The back-test as plain data with stable keys.

    Every figure has estimate, low, high, n, effective, method and why; what there is none of
    is null, and `why` says why. Shares are 0 … 1, months are YYYY-MM.
    """
    clock, shown = trial.clock, trial.gate.shares
    return {
        "question": asdict(trial.question),
        "cohort": clock.cohort,
        "cohort_because": clock.because,
        "last_complete_month": str(clock.last),
        "looks": [str(month) for month in clock.looks],
        "looks_not_closed_yet": [str(month) for month in clock.too_new],
        "rule": {"name": trial.rule.name, **asdict(trial.rule), "words": trial.rule.in_words()},
        "counts": {
            **asdict(trial.counts),
            "lost": trial.counts.lost,
            "flagged": trial.counts.flagged,
        },
        "excluded": [asdict(one) for one in trial.cases.excluded],
        "gate": asdict(trial.gate),
        "ruler": asdict(trial.ruler),
        "figures": {key: _plain(value) for key, value in _figures(trial).items()},
        "signal": asdict(trial.signal),
        "ranking_in_detail": _ranked(trial),
        "at_capacity": _shown(trial, capacity),
        "against": _shown(trial, contest),
        "arr_largest_share": trial.money.largest if shown else None,
        "arr_unknown": trial.money.unknown,
        "lead_median_of_warned": trial.lead.median if shown else None,
        "never_warned": trial.lead.never,
        "caught_by_chance": asdict(trial.chance) if shown else None,
        "bands": [_plain(band) for band in trial.bands] if shown else [],
        "band_verdicts": [asdict(step) for step in trial.steps] if shown else [],
        "definitions": DEFINITIONS,
    }


def _figures(trial: Trial) -> dict[str, Figure]:
    """The figures that may be shown at so many losses, each by its key."""
    shown = trial.gate.shares
    found = {
        "caught": trial.caught,
        "calls_per_catch": trial.calls,
        "precision": trial.precision,
        "arr_caught": trial.money.caught,
    }
    if trial.alarms is not None:
        found |= {
            "lead_time": trial.lead.early,
            "false_alarm_months": trial.alarms.months,
            "false_alarm_accounts": trial.alarms.accounts,
            "alarm_episodes": trial.alarms.episodes,
            "episode_precision": trial.alarms.right.precision,
        }
    found["ranking_power"] = trial.ranking
    if shown:
        return found
    return {key: _withheld(figure, trial.gate.words) for key, figure in found.items()}


def _withheld(figure: Figure, why: str) -> Figure:
    return Figure(None, None, None, figure.n, figure.effective, figure.method, why)


def _ranked(trial: Trial) -> dict[str, Any] | None:
    """The ranking in detail, None below the gate; the sweep as one row a cut."""
    if not trial.gate.shares:
        return None
    found = trial.ranked
    columns = (found.sweep.cut, found.sweep.flagged, found.sweep.caught, found.sweep.false_alarms)
    names = ("cut", "flagged", "caught", "false_alarms")
    rows = zip(*(column.tolist() for column in columns), strict=True)
    return {
        "gini": found.gini,
        "ks": found.ks,
        "average_precision": found.average_precision,
        "precision_recall_area": asdict(trial.precision_recall),
        "lift": asdict(found.lift),
        "deciles": [asdict(part) for part in found.deciles],
        "sweep": [dict(zip(names, row, strict=True)) for row in rows],
    }


def _shown(trial: Trial, found: Capacity | Contest | None) -> dict[str, Any] | None:
    return asdict(found) if found is not None and trial.gate.shares else None


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    return asdict(value) if is_dataclass(value) and not isinstance(value, type) else value


def trial_text(
    trial: Trial, capacity: Capacity | None = None, contest: Contest | None = None
) -> str:
    """The back-test as lines that end in a line break, in the order in which to read it."""
    lines = [*_lines(trial)]
    if trial.gate.shares:
        lines += [*_at_capacity(capacity), *_against(contest)]
    return "".join(f"{line}\n" for line in lines)


def _at_capacity(found: Capacity | None) -> Iterator[str]:
    if found is None:
        return
    yield ""
    if found.cut.score is None:
        yield "At that capacity: nobody has a score now, so there is no cut."
        return
    yield (
        f"Working {found.accounts:g} accounts a month reaches a score of {found.cut.score:.1f} in"
        f" the book now. At that cut: {said(found.share)} Calls per catch: "
        f"{said(found.calls, number=True)}"
    )


def _against(found: Contest | None) -> Iterator[str]:
    if found is None:
        return
    yield ""
    yield f"Beside {found.against}, both flagging {count(found.flagged)} cases, this card has"
    yield f"  ranking power: {said(found.ranking, signed=True)}"
    yield f"  caught churn: {said(found.caught, signed=True)}"


def _lines(trial: Trial) -> Iterator[str]:
    counts = trial.counts
    yield from asked_words(trial)
    for words in (trial.gate.words, trial.ruler.words):
        if words:
            yield words
    yield ""
    if trial.gate.shares:
        yield from _headlines(trial)
        yield ""
    yield (
        f"{count(counts.lost)} lost: {count(counts.caught)} caught, {count(counts.missed)} missed"
        f" ({count(counts.unscored_lost)} of them without a score);"
        f" {counts.too_late} cases too late to act."
    )
    kept = counts.false_alarms + counts.left_alone
    alarms, quiet = count(counts.false_alarms), count(counts.left_alone)
    yield f"{count(kept)} kept: {alarms} flagged, {quiet} not."
    for one in trial.cases.excluded:
        yield f"Left out, {one.reason}: {count(one.count)} ({one.words})."
    yield from _bands(trial)


def _headlines(trial: Trial) -> Iterator[str]:
    words = {
        "caught": "Caught churn",
        "calls_per_catch": "Calls per catch",
        "arr_caught": "Revenue caught",
        "lead_time": f"Red {_months(max(trial.question.lead, 1))} or more before",
        "false_alarm_months": "False alarms, of account-months",
        "false_alarm_accounts": "False alarms, of accounts in a year",
        "alarm_episodes": "Alarms begun per 100 accounts a month",
        "ranking_power": "Ranking power",
    }
    figures = _figures(trial)
    for key, label in words.items():
        if key in figures:
            yield f"{label}: {said(figures[key], key in _NUMBERS)}"
    chance = trial.chance
    if trial.counts.flagged:
        yield (
            f"Picking {count(trial.counts.flagged)} at random catches {chance.mean:.0f}"
            f" ({chance.low} to {chance.high})."
        )


_NUMBERS = ("calls_per_catch", "alarm_episodes")


def _bands(trial: Trial) -> Iterator[str]:
    if not trial.gate.shares:
        return
    yield ""
    yield trial.signal.words
    for band in trial.bands:
        yield f"{band.band}: {count(band.lost)} of {count(band.cases)} lost, {said(band.rate)}"
    yield from (step.words for step in trial.steps)


def _months(months: int) -> str:
    return "1 month" if months == 1 else f"{months} months"
