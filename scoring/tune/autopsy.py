"""What lost accounts that looked healthy have in common, and what the card does not look at.

Each thing the card ignores is compared between the missed and the kept accounts that looked
as healthy, in the earlier months; what stands out there is tested again in later ones. Only
those decide, with Holm's correction (Holm 1979), so that of all books in which there is nothing
to be found about 5% show something.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np

from scoring.backtest.figure import Figure
from scoring.backtest.order import worst_first
from scoring.backtest.ranking import FEWEST, auc, ranking_power, standard_error
from scoring.tune.footing import Footing
from scoring.tune.ignored import Ignored, ignored
from scoring.values import Bools, Floats, Month

FIRST_LOOK: Final = 0.05
"""What stands out in the earlier months by so much alone is looked at again."""

AGAIN: Final = 0.05
"""All that is told together is by chance in so many of all books at most."""

CARRIED: Final = 5
"""So many things are looked at again at most, those that stand out most."""

LATER: Final = 0.4
"""About so much of the missed is kept back for the second look."""


@dataclass(frozen=True, slots=True)
class Trait:
    """One thing the card ignores that stood out in the earlier months.

    `missed` and `kept` are, over all months, the medians of a number, or the shares that have
    a value of a text. `early` and `late` say how often a missed account has the higher value
    than a kept one (a half is chance). `holds` tells that the later months bear it out;
    `chance` is their one-sided p-value, times those that were tested with it.
    """

    name: str
    sort: Literal["number", "share"]
    missed: float
    kept: float
    early: Figure
    late: Figure
    chance: float
    holds: bool


@dataclass(frozen=True, slots=True)
class Autopsy:
    """What came of it: `tested` things, of which `traits` stood out, those that hold first.

    `missed` and `kept` count the accounts of the greens; `since` is the first of the later
    months, None where accounts were divided at random. `left_out` names what may know of the
    loss and was not looked at. `words` say it all in a sentence.
    """

    missed: int
    kept: int
    since: Month | None
    tested: int
    traits: tuple[Trait, ...]
    left_out: tuple[str, ...]
    words: str


def autopsy(at: Footing, leaky: Sequence[str], seed: int) -> Autopsy:
    """Look for what the missed have in common.

    Input: the card over its cases; the measures that may know of the loss; the seed by which
    accounts are divided where there is one month only. Green is whoever has a score and is not
    flagged.
    """
    green = ~at.flagged & ~np.isnan(at.judged.score)
    missed, codes = at.ground.lost & green, at.ground.codes
    counts = len(np.unique(codes[missed])), len(np.unique(codes[green & ~missed]))
    late, since = _later(at, missed, seed)
    few = min(_accounts(codes[missed & ~late]), _accounts(codes[missed & late]))
    if few < FEWEST or counts[1] < FEWEST:
        words = _too_few(counts[0])
        return Autopsy(*counts, since, 0, (), (), words)
    things = list(ignored(at, leaky))
    stood_out = sorted(_standing_out(at, things, green & ~late), key=lambda pair: pair[0])
    carried = [thing for _, thing in stood_out[:CARRIED]]
    traits = _again(at, carried, green, late)
    words = _words(counts[0], len(things), traits, since)
    return Autopsy(*counts, since, len(things), traits, tuple(leaky), words)


def _later(at: Footing, missed: Bools, seed: int) -> tuple[Bools, Month | None]:
    """Which cases are kept back: the later months, or accounts at random of a single one."""
    as_of, codes = at.ground.as_of, at.ground.codes
    if len(np.unique(as_of)) < 2:
        drawn = np.random.default_rng(seed).random(at.ground.accounts) < LATER
        return np.asarray(drawn[codes], np.bool_), None
    months = np.unique(as_of)[1:]
    wanted = LATER * max(_accounts(codes[missed]), 1)
    held = [abs(_accounts(codes[missed & (as_of >= month)]) - wanted) for month in months]
    since = int(months[int(np.argmin(held))])
    return np.asarray(as_of >= since), Month(since)


def _accounts(codes: np.ndarray[tuple[int], np.dtype[np.int64]]) -> int:
    return len(np.unique(codes))


def _standing_out(
    at: Footing, things: Sequence[Ignored], among: Bools
) -> Iterator[tuple[float, Ignored]]:
    """What differs in the earlier months, with its two-sided p-value."""
    for thing in things:
        z = _distance(at, thing.value, among)
        chance = math.erfc(abs(z) / math.sqrt(2.0)) if z is not None else 1.0
        if chance < FIRST_LOOK:
            yield chance, thing


def _distance(at: Footing, value: Floats, among: Bools) -> float | None:
    """How many standard errors from one half; None where too few of either kind have a value.

    The error is the larger of the clustered one and that of Mann and Whitney for as many
    accounts, which few losses cannot make too small.
    """
    some = among & ~np.isnan(value)
    lost, codes = at.ground.lost[some], at.ground.codes[some]
    order = worst_first(-value[some], lost, codes)
    area, m, n = auc(order), _accounts(codes[lost]), _accounts(codes[~lost])
    if area is None or min(m, n) < FEWEST:
        return None
    plain = math.sqrt((m + n + 1) / (12.0 * m * n))
    return (area - 0.5) / max(standard_error(order, area) or 0.0, plain)


def _again(at: Footing, carried: Sequence[Ignored], green: Bools, late: Bools) -> tuple[Trait, ...]:
    """The second look, in the direction of the first; Holm's steps from the surest on."""
    found = []
    for thing in carried:
        first = _distance(at, thing.value, green & ~late) or 0.0
        second = _distance(at, thing.value, green & late)
        away = 0.0 if second is None else math.copysign(1.0, first) * second
        chance = 1.0 if second is None else 0.5 * math.erfc(away / math.sqrt(2.0))
        found.append((chance, thing))
    found.sort(key=lambda pair: pair[0])
    traits, so_far = [], 0.0
    for place, (chance, thing) in enumerate(found):
        so_far = max(so_far, min(1.0, chance * (len(found) - place)))
        traits.append(_trait(at, thing, green, late, so_far))
    return tuple(traits)


def _trait(at: Footing, thing: Ignored, green: Bools, late: Bools, chance: float) -> Trait:
    missed = thing.value[green & at.ground.lost]
    kept = thing.value[green & ~at.ground.lost]
    middle = np.nanmean if thing.sort == "share" else np.nanmedian
    return Trait(
        name=thing.name,
        sort=thing.sort,
        missed=float(middle(missed)),
        kept=float(middle(kept)),
        early=_effect(at, thing.value, green & ~late),
        late=_effect(at, thing.value, green & late),
        chance=chance,
        holds=chance < AGAIN,
    )


def _effect(at: Footing, value: Floats, among: Bools) -> Figure:
    """How often a missed account has the higher value than a kept one."""
    lost, codes = at.ground.lost[among], at.ground.codes[among]
    return ranking_power(worst_first(-value[among], lost, codes))


def _too_few(missed: int) -> str:
    if not missed:
        return "No lost account looked healthy at its look: there is nothing to open up."
    counted = "1 missed account" if missed == 1 else f"{missed:,} missed accounts"
    needs = f"it takes {FEWEST} in the earlier months and {FEWEST} in the later ones"
    return f"{counted}: too few to say what they have in common; {needs}. Read them one by one."


def _words(missed: int, tested: int, traits: Sequence[Trait], since: Month | None) -> str:
    holds = [trait.name for trait in traits if trait.holds]
    things = (
        "1 thing that the card ignores was"
        if tested == 1
        else f"{tested:,} things that the card ignores were"
    )
    looked = f"{things} compared between the {missed:,} missed"
    looked += " and the kept accounts that looked as healthy"
    again = f"from {since} on" if since else "among other accounts"
    if not tested:
        return "The card looks at everything there is: nothing is left to explain the missed."
    if holds:
        return f"{looked}. Borne out {again}: {', '.join(holds)}."
    if not traits:
        return f"{looked}. None stands out: what they had in common is not in these data."
    stood = "1 stood out" if len(traits) == 1 else f"{len(traits)} stood out"
    return f"{looked}. {stood} at first, none did again {again}: take it for chance."
