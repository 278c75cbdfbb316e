"""What a card has to beat: blind picking, a rule of thumb, the pulse, another card.

Each is compared at the same number of flagged cases, on the same cases, ties shared: to flag
more is not to know more.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from scoring.backtest.bootstrap import Draws
from scoring.backtest.equal_workload import caught_difference
from scoring.backtest.figure import Figure, no_figure
from scoring.backtest.further import Judged
from scoring.backtest.gates import Gate
from scoring.backtest.workload import by_chance
from scoring.values import Bools

HYPERGEOMETRIC = "hypergeometric, middle 95%"


@dataclass(frozen=True, slots=True)
class Rival:
    """A rival beside the card, both flagging `flagged` of the same cases.

    `words` say what the rival goes by, and why fewer cases are flagged than the card flags
    where that is so. `caught` and `caught_mine` are shares of the losses, `ranking` is the
    rival's AUC; the differences are the card less the rival. `key` is chance, thumb, pulse or
    saved.
    """

    key: str
    name: str
    words: str
    flagged: float
    caught: Figure
    caught_mine: Figure
    difference: Figure
    ranking: Figure
    ranking_difference: Figure


@dataclass(frozen=True, slots=True)
class Match:
    """The card that is compared: its judged cases, how many it flags, the draws and the gate.

    Without draws, while a slider moves, differences of what is caught have no interval.
    """

    mine: Judged
    flagged: int
    draws: Draws | None
    gate: Gate


@dataclass(frozen=True, slots=True)
class Named:
    """How a rival is called, and the sentence that says what it goes by."""

    key: str
    name: str
    words: str


def blind(match: Match) -> Rival:
    """Picking at random: what it catches on average, with the middle 95% of its luck."""
    named = Named("chance", "Picking at random", "As many cases, picked blindly.")
    mine = match.mine
    found = beside_score(match, mine.blind, named)
    losses = int(mine.lost.sum())
    if found.caught.estimate is None or not losses:
        return found
    luck = by_chance(len(mine.lost), losses, round(found.flagged))
    low, high = luck.low / losses, luck.high / losses
    share = Figure(luck.mean / losses, low, high, losses, losses, HYPERGEOMETRIC)
    half = Figure(0.5, None, None, len(mine.lost), 0.0, "", "Chance ranks nobody: it is one half.")
    return replace(found, caught=share, ranking=half)


def beside_score(match: Match, theirs: Judged, named: Named) -> Rival:
    """A rival that has a score: its worst cases beside the card's worst, as many of each.

    Input: the same cases with the rival's scores, NaN where it has none. Both flag as many as
    the card does, or as there are cases with a score if one of the two has fewer.
    """
    mine = match.mine
    scored = min(len(mine.order.rows), len(theirs.order.rows))
    count = min(match.flagged, scored)
    few = "" if count == match.flagged else f" Only {count:,} cases have a score to flag by."
    found = _compared(match, theirs, replace(named, words=named.words + few), count)
    if found.caught.estimate is None:
        return found
    gap = _gated(match.gate) or mine.ahead_of(theirs)
    return replace(found, ranking=theirs.power, ranking_difference=gap)


def beside_rule(match: Match, holds: Bools, named: Named) -> Rival:
    """A rival that flags or does not: the card's worst cases beside those it flags.

    Input: which cases it flags, shape (cases,). Where it flags fewer than the card, both flag as
    many as the rule; where it flags more, each of its cases counts in part. It has no order, and
    so no ranking power.
    """
    theirs = match.mine.by_rule(holds)
    own = int(holds.sum())
    count = min(match.flagged, own, len(match.mine.order.rows))
    few = f" It flags {own:,} cases: both are held to that number."
    named = replace(named, words=named.words + (few if count < match.flagged else ""))
    if match.flagged and not own:
        return absent(named, "It flags nobody here.", match)
    found = _compared(match, theirs, named, count, own=count == own)
    why = no_figure("A rule flags or does not: it has no order.", len(holds))
    return replace(found, ranking=why, ranking_difference=why)


def absent(named: Named, why: str, match: Match) -> Rival:
    """A rival that these data do not have, in words."""
    none = no_figure(why, len(match.mine.lost))
    return Rival(named.key, named.name, named.words, 0.0, none, none, none, none, none)


def _compared(match: Match, theirs: Judged, named: Named, count: int, own: bool = False) -> Rival:
    """The shares caught at an equal workload, and their difference; the ranking is still to come.

    With `own` the workload is what the rule flags, in every draw anew.
    """
    if not match.gate.shares:
        return absent(named, match.gate.words, match)
    if not count:
        return absent(named, "The card flags nobody: there is nothing to compare.", match)
    if match.mine.lost.all():
        return absent(named, "Every case was lost: whoever flags as many catches as many.", match)
    mine, gap = match.mine, _gated(match.gate)
    if gap is None:
        orders = mine.order, theirs.order
        workload = None if own else float(count)
        gap = caught_difference(match.draws, *orders, mine.lost, mine.account, workload)
    later = no_figure("")
    return Rival(
        key=named.key,
        name=named.name,
        words=named.words,
        flagged=float(count),
        caught=theirs.caught(count),
        caught_mine=mine.caught(count),
        difference=gap,
        ranking=later,
        ranking_difference=later,
    )


def _gated(gate: Gate) -> Figure | None:
    """The words in place of a difference where losses are too few, None where it may be shown."""
    if gate.comparisons:
        return None
    return no_figure(f"{gate.words} Nothing is compared.", gate.losses)
