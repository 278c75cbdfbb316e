"""The headline figures of a back-test as tiles: what was caught first, ranking power last.

A tile holds words where the losses are too few for its number.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from scoring.backtest.false_alarms import FalseAlarms
from scoring.backtest.figure import Figure
from scoring.backtest.gates import SUGGESTIONS
from scoring.backtest.near_alarms import Near
from scoring.backtest.trial import Trial
from scoring.output.figures import count
from scoring.spec.glossary import meaning

TOO_FEW: Final = "too few for a rate"
NONE: Final = "no loss to look back on"

CAUGHT: Final = "Caught churn"
"""The name of the tile that counts the lost customers that were flagged in time."""


@dataclass(frozen=True, slots=True)
class Tile:
    """One figure: its name, its value, its interval and number in a line, and what it means.

    `change` is the change against the saved card as text, empty where there is none to tell;
    `better` says whether that is good (None: neither).
    """

    key: str
    label: str
    value: str
    note: str
    help: str
    change: str = ""
    better: bool | None = None


def whole_percent(share: float) -> str:
    """A share in whole percent; what is not quite nothing or everything is not rounded to it."""
    if 0.0 < share < 0.005:
        return "<1%"
    return ">99%" if 0.995 < share < 1.0 else f"{100 * share:.0f}%"


def tenth(number: float) -> str:
    """A number with one decimal."""
    return f"{number:.1f}"


def interval(figure: Figure, write: Callable[[float], str] = whole_percent) -> str:
    """The 95% interval as "46–70%", "from 4.8" where it has no upper end, "" without one."""
    if figure.low is None:
        return ""
    if figure.high is None:
        return f"from {write(figure.low)}"
    low, high = write(figure.low), write(figure.high)
    return high if low == high else f"{low.removesuffix('%')}–{high}"


def with_n(figure: Figure) -> str:
    """The interval with what it rests on, as "73–85%, n = 1,331"; why there is none."""
    bounds = interval(figure)
    return f"{bounds}, n = {count(figure.n)}" if bounds else f"{figure.why} n = {count(figure.n)}"


def counted(hits: float, figure: Figure) -> str:
    """A share with its counts, such as "35 of 60 · 58%, 46–70%"; its words where it has none."""
    if figure.estimate is None:
        return figure.why
    said = f"{count(hits)} of {count(figure.n)} · {whole_percent(figure.estimate)}"
    return f"{said}, {interval(figure)}" if interval(figure) else said


def said(figure: Figure, write: Callable[[float], str] = whole_percent) -> str:
    """A figure with its interval, such as "58%, 46–70%"; its words where it has no number."""
    if figure.estimate is None:
        return figure.why
    bounds = interval(figure, write)
    return f"{write(figure.estimate)}, {bounds}" if bounds else write(figure.estimate)


def tiles_of(
    trial: Trial, saved: Trial | None = None, near: Near | None = None
) -> tuple[Tile, ...]:
    """The six tiles in their order; fewer where the data have no history.

    Input: the trial of the card on the screen, and of the saved one to tell changes; false alarms
    that are near, in place of the trials' own, while a slider moves over a large book.
    """
    return tuple(_tiles(trial, saved, near))


def _tiles(trial: Trial, saved: Trial | None, near: Near | None) -> Iterator[Tile]:
    yield caught(trial, saved)
    yield calls(trial, saved)
    yield _money(trial, saved)
    if near is not None:
        yield _lead(trial, saved)
        yield _alarms(trial, near.mine, near.saved, "≈ ")
    elif trial.alarms is not None:
        yield _lead(trial, saved)
        yield _alarms(trial, trial.alarms, saved.alarms if saved else None)
    yield ranking(trial, saved)


def caught(trial: Trial, saved: Trial | None = None) -> Tile:
    """How many of the lost accounts were flagged in time."""
    counts, question = trial.counts, trial.question
    words = meaning(CAUGHT)
    if trial.clock.cohort == "current":
        words += " They are looked at as they stand: their current state, no test of a warning."
    else:
        until = question.lead + question.horizon
        span = f"{question.lead} to {until}" if trial.clock.cohort == "calendar" else question.lead
        words += f" They are looked at {span} months before they gave notice or left."
    if not trial.gate.shares:
        value = f"{count(counts.lost)} lost" if counts.lost else "–"
        return Tile("caught", CAUGHT, value, _too_few(trial), words)
    note = f"{interval(trial.caught)}, n = {count(counts.lost)}"
    value = f"{count(counts.caught)} of {count(counts.lost)}"
    words = f"{value} lost accounts were flagged in time. {words}"
    step = _change(counts.caught, saved.counts.caught if saved else None)
    return Tile("caught", CAUGHT, value, note, _how(words, trial.caught), *step)


def calls(trial: Trial, saved: Trial | None = None) -> Tile:
    """How many flagged accounts there are for each that was lost."""
    label, figure, counts = "Calls per catch", trial.calls, trial.counts
    words = meaning(label)
    flagged = f"{count(counts.flagged)} flagged"
    if not trial.gate.shares:
        return Tile("calls", label, flagged if counts.lost else "–", _too_few(trial), words)
    if trial.counts.accounts < SUGGESTIONS:  # counts only, no rate
        value = f"{count(counts.caught)} in {count(counts.flagged)}"
        return Tile("calls", label, value, interval(figure, tenth), _how(words, figure))
    if figure.estimate is None:
        return Tile("calls", label, "–", figure.why, words)
    note = f"{interval(figure, tenth)}, n = {count(counts.flagged)}"
    words = f"For every real risk, the team calls {tenth(figure.estimate)} accounts. {words}"
    step = _change(figure.estimate, saved.calls.estimate if saved else None, less=True)
    return Tile("calls", label, tenth(figure.estimate), note, _how(words, figure), *step)


def _money(trial: Trial, saved: Trial | None) -> Tile:
    label, money = "ARR caught", trial.money
    figure = money.caught
    words = meaning(label)
    if money.largest is not None:
        words += f" The largest lost account holds {whole_percent(money.largest)} of it."
    if money.unknown:
        words += f" {count(money.unknown)} lost accounts have no revenue on record."
    if not trial.gate.shares or figure.estimate is None:
        note = _too_few(trial) if figure.estimate is not None else figure.why
        return Tile("arr", label, "–", note, words)
    note = f"{interval(figure)} · worth {count(figure.effective)} equal losses"
    words = f"{whole_percent(figure.estimate)} of the lost revenue was flagged. {words}"
    before = saved.money.caught.estimate if saved else None
    step = _change(figure.estimate, before, 100)
    return Tile("arr", label, whole_percent(figure.estimate), note, _how(words, figure), *step)


def _lead(trial: Trial, saved: Trial | None) -> Tile:
    label, lead = "Lead time", trial.lead
    words = meaning(label)
    if not trial.gate.shares:
        return Tile("lead", label, "–", _too_few(trial), words)
    never = f"{count(lead.never)} of {count(lead.losses)} never"
    if lead.median is None:
        return Tile("lead", label, "–", f"none was red; {never}", words)
    warned = count(lead.losses - lead.never)
    early = f"{said(lead.early)}, for {max(trial.question.lead, 1)}+ months"
    note = f"median of {warned} warned · {never} · {early}"
    months = "month" if lead.median == 1 else "months"
    step = _change(lead.median, saved.lead.median if saved else None)
    value = f"{lead.median:g} {months}"
    words = f"Half of the {warned} that were red were so for {value} or more. {words}"
    return Tile("lead", label, value, note, _how(words, lead.early), *step)


def _alarms(trial: Trial, alarms: FalseAlarms, before: FalseAlarms | None, mark: str = "") -> Tile:
    """The false alarms beside those of the saved card; every near number has the mark."""
    label = "False alarms"
    words = (
        f"{meaning(label)} The share of their months; beside it the kept accounts red at least once"
        " in twelve months, and the alarms that begin per 100 accounts and month."
    )
    if not trial.gate.shares or alarms.months.estimate is None:
        return Tile("alarms", label, "–", _too_few(trial), words)
    parts = [f"{interval(alarms.months)} of {mark}{count(alarms.months.n)} kept months".strip()]
    if alarms.accounts.estimate is not None:
        of = f"of {mark}{count(alarms.accounts.n)} accounts a year"
        parts.append(f"{mark}{said(alarms.accounts)}, {of}")
    if alarms.episodes.estimate is not None:
        parts.append(f"{mark}{said(alarms.episodes, tenth)}, alarms per 100 a month")
    value = f"{mark}{whole_percent(alarms.months.estimate)}"
    words = f"Kept accounts were red in {value} of their months. {words}"
    step = _change(
        alarms.months.estimate, before.months.estimate if before else None, 100, less=True
    )
    return Tile("alarms", label, value, " · ".join(parts), _how(words, alarms.months), *step)


def ranking(trial: Trial, saved: Trial | None = None) -> Tile:
    """How often a lost account scored worse than a kept one."""
    label, figure = "Ranking power", trial.ranking
    words = meaning(label)
    if figure.estimate is None or not trial.gate.ranking:
        note = figure.why if trial.gate.ranking else _too_few(trial)
        return Tile("ranking", label, "–", note, words)
    note = with_n(figure)
    step = _change(figure.estimate, saved.ranking.estimate if saved else None, 100)
    value = whole_percent(figure.estimate)
    pairs = f"Pick one lost and one kept account: {value} of the time the lost one scored worse."
    words = f"{pairs} {words}"
    return Tile("ranking", label, value, note, _how(words, figure), *step)


def _too_few(trial: Trial) -> str:
    """Why a tile has no rate: some losses, or none at all."""
    return TOO_FEW if trial.counts.lost else NONE


def _change(
    now: float, before: float | None, unit: float = 1, *, less: bool = False
) -> tuple[str, bool | None]:
    """The change as text, in tenths where it is not whole, and whether it is for the better.

    Input: `unit` is by how much to multiply; `less` says that less is better.
    """
    if before is None:
        return "", None
    step = round(unit * (now - before), 1)
    if step == 0:
        return "±0", None
    return f"{step:+g}", (step < 0) == less


def _how(words: str, figure: Figure) -> str:
    """What a figure is, and where its interval comes from."""
    if not figure.method:
        return words
    return f"{words} Interval: 95%, {figure.method}."
