"""What of a card reads a measure that leaks, the card without it, and how far its result falls."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, TypeVar

import numpy as np

from scoring.backtest.bootstrap import Draws
from scoring.backtest.figure import Figure, no_figure
from scoring.backtest.further import Contest, Judged, contest
from scoring.backtest.gates import Gate
from scoring.backtest.leak_light import LeakLight, Leaks, Level
from scoring.backtest.order import caught_among_worst
from scoring.backtest.ranking import ranking_power
from scoring.kinds.condition import Condition
from scoring.spec.model import PULSE, Action, Adjustment, Card, Metric, RedFlag, Variant

_Part = TypeVar("_Part", Metric, Action, RedFlag, Adjustment)

Sort = Literal["metric", "pulse", "action", "red flag", "adjustment", "variant"]


@dataclass(frozen=True, slots=True)
class LeakyLine:
    """One part of a card that reads measures whose lights are not clear.

    `id` is that of the metric, action, red flag or adjustment, the name of a variant, and
    `PULSE` for a pulse; `lights` are the lights that are not clear, in the order it reads them.
    """

    sort: Sort
    id: str
    title: str
    lights: tuple[LeakLight, ...]

    @property
    def level(self) -> Level:
        """The gravest of its lights."""
        return "red" if any(light.level == "red" for light in self.lights) else "amber"


def leaky_lines(card: Card, lights: Sequence[LeakLight]) -> tuple[LeakyLine, ...]:
    """The parts of a card in force that read a measure whose light is red or amber."""
    doubtful = {light.name: light for light in lights if light.level != "clear"}
    found: list[LeakyLine] = []
    for sort, name, title, measures in _parts(card):
        seen = tuple(doubtful[m] for m in dict.fromkeys(measures) if m in doubtful)
        found += [LeakyLine(sort, name, title, seen)] if seen else []
    return tuple(found)


def _parts(card: Card) -> Iterator[tuple[Sort, str, str, list[str]]]:
    """Everything in force that reads measures: its sort, id, title, and what it reads."""
    for metric in card.used:
        sort: Sort = "pulse" if metric.id == PULSE else "metric"
        yield sort, metric.id, metric.title, _read_by(metric)
    if card.pushes is not None:
        yield "pulse", PULSE, card.pushes.title, [card.pushes.measure]
    for action in card.deeds:
        yield "action", action.id, action.title, _of_action(card, action)
    for flag in card.flags:
        yield "red flag", flag.id, flag.title, _of_condition(card, flag.when)
    for bonus in card.bonuses:
        yield "adjustment", bonus.id, bonus.title, _of_condition(card, bonus.when)
    for variant in card.variants:
        yield "variant", variant.name, variant.name, _of_condition(card, variant.when)


def _read_by(metric: Metric) -> list[str]:
    return [metric.measure, *metric.transform.also]


def _of_action(card: Card, action: Action) -> list[str]:
    counted = action.as_metric()
    found = _read_by(counted) if counted else []
    return found + (_of_condition(card, action.when) if action.when else [])


def _of_condition(card: Card, when: Condition) -> list[str]:
    found: list[str] = []
    for sort, name in when.subjects():
        if sort == "measure":
            found.append(name)
        elif sort == "metric":
            found += _read_by(card.metric(name))
    return found


def without_lines(card: Card, lines: Sequence[LeakyLine]) -> Card:
    """The card with these lines switched off, and variants among them left out."""
    off = {(line.sort, line.id) for line in lines}
    pulse = card.pulse
    if pulse is not None and ("pulse", PULSE) in off:
        pulse = pulse.model_copy(update={"enabled": False})
    kept = (v for v in card.variants if ("variant", v.name) not in off)
    return card.model_copy(
        update={
            "metrics": tuple(_off(m, ("metric", m.id) in off) for m in card.metrics),
            "actions": tuple(_off(a, ("action", a.id) in off) for a in card.actions),
            "red_flags": tuple(_off(f, ("red flag", f.id) in off) for f in card.red_flags),
            "adjustments": tuple(_off(a, ("adjustment", a.id) in off) for a in card.adjustments),
            "pulse": pulse,
            "variants": tuple(_variant_off(v, {i for s, i in off if s == "metric"}) for v in kept),
        }
    )


def _off(part: _Part, off: bool) -> _Part:
    return part.model_copy(update={"enabled": False}) if off else part


def _variant_off(variant: Variant, off: set[str]) -> Variant:
    """A variant that switches none of these metrics on again."""
    metrics = {
        name: said.model_copy(update={"enabled": False}) if name in off else said
        for name, said in variant.metrics.items()
    }
    return variant.model_copy(update={"metrics": metrics})


@dataclass(frozen=True, slots=True)
class Fall:
    """How far the result of a card falls without its leaky lines.

    `off` are the titles of the lines that are off. Both cards flag `flagged` of the same cases,
    of which they catch so many losses, ties shared; `contest` is the full card less the one
    without. `words` says it in a sentence.
    """

    off: tuple[str, ...]
    full: Figure
    without: Figure
    flagged: int
    caught: float
    caught_without: float
    contest: Contest
    words: str


@dataclass(frozen=True, slots=True)
class LeakReport:
    """Everything that is to be said of leaks beside a trial.

    `leaks` are the lights of all measures; `dropped` counts the rows after an end that were
    left out while loading; `lines` are the parts of the card that read a measure whose light
    is not clear; `fall` is None where none of them is red.
    """

    leaks: Leaks
    dropped: int
    lines: tuple[LeakyLine, ...]
    fall: Fall | None


def fall(
    lines: Sequence[LeakyLine],
    full: Judged,
    without: Judged | None,
    flagged: int,
    draws: Draws,
    gate: Gate,
) -> Fall:
    """Set a card beside itself without some lines, at the same number of flagged cases.

    Input: the lines that are off; the judged cases of the card, and of the card without them
    (None: nothing of it is left); how many cases the card flags; the draws of its accounts,
    and its gate.
    """
    off = tuple(line.title for line in lines)
    left = without or Judged(np.full(len(full.score), np.nan), full.lost, full.account)
    power = ranking_power(full.order)
    rest = ranking_power(left.order) if without else no_figure("Nothing is left of the card.")
    noun = "metric" if all(line.sort == "metric" for line in lines) else "line"
    noun += "s" if len(off) > 1 else ""
    return Fall(
        off=off,
        full=power,
        without=rest,
        flagged=flagged,
        caught=caught_among_worst(full.order, float(flagged)),
        caught_without=caught_among_worst(left.order, float(flagged)),
        contest=contest(full, left, "the card without them", flagged, draws, gate),
        words=f"Without the leaky {noun} {_listed(off)} {_moved(power, rest)}",
    )


def _moved(power: Figure, rest: Figure) -> str:
    if power.estimate is None or rest.estimate is None:
        return f"no ranking power is known: {rest.why or power.why}"
    before, after = f"{power.estimate:.0%}", f"{rest.estimate:.0%}"
    if before == after:
        return f"ranking power stays at {before}."
    verb = "falls" if rest.estimate < power.estimate else "rises"
    return f"ranking power {verb} from {before} to {after}."


def _listed(names: Sequence[str]) -> str:
    *most, last = [f"'{name}'" for name in names]
    return f"{', '.join(most)} and {last}" if most else last
