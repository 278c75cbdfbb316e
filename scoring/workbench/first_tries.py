"""Three changes of a card that are worth a try, and what one of them did to the book."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from scoring.backtest.gates import COUNTS
from scoring.live.among import EVERYONE, Among
from scoring.output.figures import count
from scoring.output.headline import tenth, whole_percent
from scoring.spec.edit import with_metric, with_weight
from scoring.spec.edit_cut import alarm_border, with_alarm_cut
from scoring.spec.model import Card, Metric
from scoring.values import Month
from scoring.views.bands import BandShare
from scoring.workbench.asking import USUAL, Asked
from scoring.workbench.opening import DataSet
from scoring.workbench.pictures import picture

RAISED: Final = 10.0
"""The red cut is raised by so many points."""

_OPINION: Final = "sentiment"
"""The family of metrics that say what somebody thinks."""

Kind = Literal["halve", "raise", "drop"]

_OF_LOSSES: Final[Mapping[Kind, str]] = {
    "halve": "The heaviest metric counts half. How many lost customers would that have missed?",
    "raise": "More accounts are red. How many more calls does each catch cost?",
    "drop": "An opinion, not a fact. Does the card warn any worse without it?",
}
_OF_THE_BOOK: Final[Mapping[Kind, str]] = {
    "halve": "The heaviest metric counts half. How many accounts turn red, or leave it?",
    "raise": "The line moves up. How many more accounts are there to call?",
    "drop": "An opinion, not a fact. Who turns red without it?",
}


@dataclass(frozen=True, slots=True)
class Try:
    """One change: what it is called, and the question that it answers.

    `metric` is the id of the metric that it moves, empty for the cut.
    """

    kind: Kind
    label: str
    asks: str
    metric: str = ""

    def on(self, card: Card, *, keep_total: bool = False, locked: Collection[str] = ()) -> Card:
        """The card with the change made; the same card where there is nothing left to change.

        Input: the card as its sliders show it; whether its weights share a total of 100, and
        which of them stay then. Raises CardError if the change cannot stand.
        """
        if self.kind == "raise":
            border = alarm_border(card)
            return with_alarm_cut(card, border.cut + RAISED) if border else card
        metric = next((m for m in card.active if m.id == self.metric), None)
        if metric is None:
            return card
        if self.kind == "drop":
            return with_metric(card, metric.id, enabled=False)
        half = float(math.floor(metric.weight / 2))
        return with_weight(card, metric.id, half, keep_total=keep_total, locked=locked)


def tries(card: Card, lost: int = COUNTS) -> tuple[Try, ...]:
    """The changes that a card allows: its heaviest metric, its red cut, its heaviest opinion.

    Input: the card that was opened, so that they stay the same while it is changed; how many lost
    customers the data hold: with too few for a rate no question asks about losses. Output: up to
    three, none where the card has nothing of the sort.
    """
    return tuple(_tries(card, _OF_LOSSES if lost >= COUNTS else _OF_THE_BOOK))


def _tries(card: Card, asks: Mapping[Kind, str]) -> Iterator[Try]:
    weighed = [m for m in card.metrics if m.enabled and m.weight >= 2]
    many = len(weighed) > 1
    heaviest = max(weighed, key=_weight, default=None)
    if heaviest is not None and many:
        yield Try("halve", f"Halve {heaviest.title}", asks["halve"], heaviest.id)
    if alarm_border(card) is not None:
        yield Try("raise", f"Raise the red cut by {RAISED:.0f}", asks["raise"])
    opinions = [m for m in weighed if m.family == _OPINION and m is not heaviest]
    opinion = max(opinions, key=_weight, default=None)
    if opinion is not None and many:
        yield Try("drop", f"Take out {opinion.title}", asks["drop"], opinion.id)


def _weight(metric: Metric) -> float:
    return float(metric.weight)


@dataclass(frozen=True, slots=True)
class Effect:
    """What a change did: accounts in red before and after, and what the back-test says of both.

    `entered` and `left` are the accounts that turned red and that are red no more. `lost` is 0
    where the losses are too few for a rate, and `calls` and `ranking` hold None where no number
    may be told.
    """

    red: tuple[int, int]
    entered: int
    left: int
    lost: int
    caught: tuple[int, int]
    calls: tuple[float | None, float | None]
    ranking: tuple[float | None, float | None]


def effect(
    data: DataSet,
    before: Card,
    after: Card,
    month: Month,
    among: Among = EVERYONE,
    asked: Asked = USUAL,
) -> Effect:
    """What going from one card to another does to the book, reckoned now.

    Input: two cards that fit the data; the month looked at; which accounts count; what is asked
    of the past. Raises CardError if the card after does not fit the data.
    """
    seen = picture(data, after, before, month, among, asked)
    old, new = seen.trial_saved, seen.trial
    red = _red(seen.shares_saved), _red(seen.shares)
    entered = seen.turned.alarmed
    shares, ranks = new.gate.shares, new.gate.ranking
    return Effect(
        red=red,
        entered=entered,
        left=entered - (red[1] - red[0]),
        lost=new.counts.lost if shares else 0,
        caught=(old.counts.caught, new.counts.caught),
        calls=(old.calls.estimate, new.calls.estimate) if shares else (None, None),
        ranking=(old.ranking.estimate, new.ranking.estimate) if ranks else (None, None),
    )


def _red(shares: tuple[BandShare, ...]) -> int:
    return sum(one.accounts for one in shares if one.alarm)


def in_words(done: Effect, kind: Kind) -> str:
    """What a change did, in sentences with its numbers.

    An opinion is asked whether it helps to tell lost from kept, which ranking power says at every
    cut; the others are asked what the calls cost.
    """
    said = [_turned(done)]
    if done.lost:
        before, after = map(count, done.caught)
        said.append(f"Caught {after} of {count(done.lost)}{_was(before, after)}.")
    if kind == "drop":
        said += _figure("Ranking power", *map(_percent, done.ranking))
    elif done.lost:
        said += _figure("Calls per catch", *map(_tenth, done.calls))
    return " ".join(said)


def _turned(done: Effect) -> str:
    total = f"({count(done.red[1])} in all)"
    turn, leave = (
        ("turns" if done.entered == 1 else "turn"),
        ("leaves" if done.left == 1 else "leave"),
    )
    if done.entered and done.left:
        return f"{_accounts(done.entered)} {turn} red, {count(done.left)} {leave} red {total}."
    if done.entered:
        return f"{_accounts(done.entered)} {turn} red {total}."
    if done.left:
        return f"{_accounts(done.left)} {leave} red {total}."
    return f"No account turns red or leaves it {total}."


def _accounts(number: int) -> str:
    return "1 account" if number == 1 else f"{count(number)} accounts"


def _was(before: str, after: str) -> str:
    return ", as before" if before == after else f", was {before}"


def _figure(name: str, before: str, after: str) -> list[str]:
    if not after:
        return []
    return [f"{name} {after}{_was(before, after) if before else ''}."]


def _tenth(number: float | None) -> str:
    return "" if number is None else tenth(number)


def _percent(number: float | None) -> str:
    return "" if number is None else whole_percent(number)
