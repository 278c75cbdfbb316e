"""Every warning there is stands in one visible list: its code, when it speaks, and what to do.

A rule yields what it sees; only those that apply are shown, the gravest first. Signs of single
metrics are those of the metric panel, so that no page says something else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final, Literal

from scoring.backtest.bootstrap import arr_caught
from scoring.backtest.gates import FULL, SUGGESTIONS
from scoring.backtest.leak_light import Leaks
from scoring.kinds.naming import spoken
from scoring.tune.drift import Drifts
from scoring.tune.footing import Footing
from scoring.tune.panel import Panel
from scoring.tune.rescore import in_force
from scoring.tune.segments import AcrossGroups
from scoring.views.hints import Hint

Level = Literal["red", "amber", "note"]

_ORDER: Final[tuple[Level, ...]] = ("red", "amber", "note")

EACH: Final = 5
"""So many losses stand behind each metric that carries weight, or weights are guesses."""

ONE_LOSS: Final = 0.25
"""From such a part of the lost revenue on one account decides every figure of revenue."""


@dataclass(frozen=True, slots=True)
class Warned:
    """One warning that applies: a sentence, what to do next, and what it is about."""

    code: str
    level: Level
    words: str
    step: str
    about: str = ""


@dataclass(frozen=True, slots=True)
class Sight:
    """What the rules look at.

    `panel` has a line for each candidate and `across` what dimensions say of them and of the
    score; `thin` are the hints on thin data, `dropped` counts rows after an end that were left
    out while loading. `in_sample` and `held_out` are the ranking power of suggested weights on
    the accounts they were made from and on others, None where none were suggested.
    """

    at: Footing
    panel: Panel
    across: tuple[tuple[str, AcrossGroups], ...]
    leaks: Leaks
    dropped: int
    thin: tuple[Hint, ...]
    drifts: Drifts
    flatters: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """A code, when it speaks in plain words, and how it is found."""

    code: str
    trigger: str
    find: Callable[[Sight], Iterator[Warned]]


def warnings_of(sight: Sight) -> tuple[Warned, ...]:
    """Every warning that applies, the gravest first, then by code."""
    found = [one for rule in RULES for one in rule.find(sight)]
    return tuple(sorted(found, key=lambda one: (_ORDER.index(one.level), one.code)))


def _losses(count: int) -> str:
    return "1 loss" if count == 1 else f"{count:,} losses"


def _anecdote(sight: Sight) -> Iterator[Warned]:
    losses = sight.at.gate.losses
    if losses < SUGGESTIONS:
        words = f"{_losses(losses)}: treat every number as an anecdote."
        yield Warned("W01", "red", words, "Read the lost customers one by one; wait for more.")


def _few(sight: Sight) -> Iterator[Warned]:
    losses = sight.at.gate.losses
    if SUGGESTIONS <= losses < FULL:
        words = f"{_losses(losses)}: every interval is wide."
        yield Warned("W02", "amber", words, "Read the interval before the number.")


def _many_metrics(sight: Sight) -> Iterator[Warned]:
    losses, metrics = sight.at.gate.losses, len(in_force(sight.at.card))
    if metrics > 1 and losses < EACH * metrics:
        most = losses // EACH
        words = f"{_losses(losses)} stand behind {metrics} weights."
        step = f"Use at most {most} of them." if most > 1 else "Use one or two of them."
        yield Warned("W03", "amber", words, step)


def _rows_of_the_dead(sight: Sight) -> Iterator[Warned]:
    silent = [light.name for light in sight.leaks.having("W10")]
    if sight.dropped or silent:
        said = f"{sight.dropped:,} rows after a loss were left out" if sight.dropped else ""
        zero = (
            f"{', '.join(map(spoken, silent))} fall to 0 in the month of a loss" if silent else ""
        )
        words = f"{'; '.join(filter(None, (said, zero)))}. No case looks at those months."
        words = words[:1].upper() + words[1:]
        step = "Nothing to do for this test; leave such rows out of any other one."
        yield Warned("W10", "note", words, step)


def _of_panel(code: str) -> Callable[[Sight], Iterator[Warned]]:
    """What the metric panel says under a code; of a measure not on the card it is a note."""

    def found(sight: Sight) -> Iterator[Warned]:
        for line in sight.panel.lines:
            title = line.candidate.metric.title
            for caution in line.cautions:
                if caution.code == code:
                    level: Level = "red" if caution.level == "red" else "amber"
                    words = f"{title}: {caution.words}."
                    step = caution.fix[:1].upper() + caution.fix[1:] + "."
                    on_card = line.candidate.on_card
                    yield Warned(code, level if on_card else "note", words, step, title)

    return found


def _simpson(sight: Sight) -> Iterator[Warned]:
    """One for each metric, of the dimension that changes its ranking most."""
    on_card = {line.id for line in sight.panel.lines if line.candidate.on_card}
    most: dict[str, tuple[str, AcrossGroups]] = {}
    for dimension, one in sorted(sight.across, key=lambda pair: -_apart(pair[1])):
        if one.verdict.level != "fine":
            most.setdefault(one.id, (dimension, one))
    for dimension, one in most.values():
        level: Level = "red" if one.verdict.level == "red" else "amber"
        known = one.id in on_card or one.id == SCORE
        step = f"Give each {dimension} anchors of its own, then test again."
        words = f"{one.title}: {one.verdict.words}"
        yield Warned("W30", level if known else "note", words, step, one.title)


def _apart(one: AcrossGroups) -> float:
    return abs((one.within or 0.0) - (one.pooled or 0.0))


def _drifted(sight: Sight) -> Iterator[Warned]:
    for one in sight.drifts.all:
        if one.moved:
            words = (
                f"{one.title} is spread otherwise than in {sight.drifts.before}: its"
                f" drift (PSI) is {one.psi:.3f}, where chance and small changes stay below"
                f" {one.limit:.3f}."
            )
            step = "Find out whether customers changed or the way it is measured did."
            yield Warned("W31", "amber", words, step, one.title)


def _one_loss(sight: Sight) -> Iterator[Warned]:
    at = sight.at
    money = arr_caught(None, at.flagged, at.ground.lost, at.ground.arr, at.ground.codes)
    if money.largest is not None and money.largest >= ONE_LOSS:
        words = f"One account is {money.largest:.0%} of all the revenue that was lost."
        yield Warned("W32", "amber", words, "Read revenue figures without it as well.")


def _thin(sight: Sight) -> Iterator[Warned]:
    for hint in sight.thin:
        yield Warned("W33", "amber", hint.sentence, hint.next_step)


def _overfit(sight: Sight) -> Iterator[Warned]:
    if sight.flatters:
        words = "Suggested weights do over 5 points better where they were learnt than elsewhere."
        yield Warned("W34", "amber", words, "Use fewer metrics, or lean towards your judgement.")


SCORE: Final = "score"
"""The id under which dimensions speak of the score itself."""

RULES: Final[tuple[Rule, ...]] = (
    Rule("W01", "fewer than 15 losses", _anecdote),
    Rule("W02", "15 to 29 losses", _few),
    Rule("W03", "fewer than 5 losses for each metric with weight", _many_metrics),
    Rule("W10", "rows after a loss, or zeros in its month (80% or more)", _rows_of_the_dead),
    Rule(
        "W11",
        "a measure ranks 95% of pairs rightly, or 85% without ever moving within an account",
        _of_panel("W11"),
    ),
    Rule(
        "W12",
        "12 points of ranking power, surely 5, are gone three months before the end",
        _of_panel("W12"),
    ),
    Rule("W13", "a name that speaks of the loss", _of_panel("W13")),
    Rule(
        "W14",
        "missing for lost and kept accounts at rates more than 10 points apart",
        _of_panel("W14"),
    ),
    Rule("W20", "95% of the cases have the same points", _of_panel("W20")),
    Rule("W21", "spread within accounts below 5% of the whole", _of_panel("W21")),
    Rule("W22", "a correlation of .85 or more with another metric", _of_panel("W22")),
    Rule(
        "W23",
        "from 30 losses: churn by fifths does not fall; over 30% of the lost lie elsewhere",
        _of_panel("W23"),
    ),
    Rule(
        "W24",
        "ranks the wrong way: the upper end of its ranking power is below half",
        _of_panel("W24"),
    ),
    Rule("W30", "ranking power within groups and over all differ by more than 5 points", _simpson),
    Rule(
        "W31", "drift (PSI) above .10 and above what chance does in a book of this size", _drifted
    ),
    Rule("W32", "one account is 25% or more of the lost revenue", _one_loss),
    Rule("W33", "less than half of the weight known for over 10% of the accounts", _thin),
    Rule(
        "W34", "suggested weights do better by more than 5 points on their own accounts", _overfit
    ),
)
"""The rules by code."""
