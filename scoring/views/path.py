"""What the score of one account needs to reach the next band, line by line, in raw units.

A counterfactual of the card, no forecast: one reading is moved, all else stays as it is.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

import numpy as np

from scoring.live.book import Book
from scoring.live.kernel import UNPINNED, Scores
from scoring.spec.model import PULSE, Card, RedFlag
from scoring.values import Bools, Column, Floats, Texts, rounded_one
from scoring.views.explain import effective_card
from scoring.views.explanation import Value
from scoring.views.moving import Line, lines_of
from scoring.views.reaching import Stretch, friendly, places, stretches
from scoring.views.supposing import Moved, Supposed, follows

Sense: TypeAlias = Literal["at least", "at most", "is", "any"]
"""How the needed value is meant; "any" value at all will do where there was none."""

_PAIRED = 8
"""Of so many lines at most the combinations of two are tried."""


@dataclass(frozen=True, slots=True)
class Way:
    """What one line would have to read, all else as it is.

    With `reaches` the account is then in the wanted band or a better one; without, `needed` is
    what brings the most (None if nothing brings more). `until` is the far end of what is needed
    where it has one. `score` and `band` are what then comes out. `effort` is the distance in
    standard deviations of the month's customers, infinite where nobody can say; `unseen` says
    that no customer has as much.
    """

    line: Line
    needed: Value
    until: float | None
    sense: Sense
    score: float
    band: int
    reaches: bool
    effort: float
    unseen: bool


@dataclass(frozen=True, slots=True)
class Path:
    """What the score needs to reach the band above the one it is in.

    `band` is the position of the score's own band, a pin aside; below 0 it has none. `target`
    is the band wanted and `cut` the score it begins at. `clear` are the red flags that hold and
    cap below the cut: they must clear first, and all that follows supposes that they have.
    `cleared` is the score without them, `enough` says that it is in the band wanted. `ways` are
    the lines that reach it alone, the least effort first; `short` those that do not, the most
    points first; `pair` the cheapest two that do together where none does alone; `fixed` the
    labels of the lines that nobody can move.
    """

    band: int
    target: int
    cut: float
    score: float
    pinned: bool
    clear: tuple[RedFlag, ...] = ()
    cleared: float = math.nan
    enough: bool = False
    ways: tuple[Way, ...] = ()
    short: tuple[Way, ...] = ()
    pair: tuple[Way, Way] | None = None
    fixed: tuple[str, ...] = ()


def path_of(book: Book, card: Card, row: int) -> Path:
    """The path of one account-month under a card that fits the book."""
    scores, own = book.scored(card), effective_card(card, book.scored(card), row)
    band, score = int(scores.band[row]), float(scores.score[row])
    pinned = scores.pinned is not None and int(scores.pinned[row]) != UNPINNED
    target = band - 1
    if target < 0:
        return Path(band, target, math.nan, score, pinned)
    cut = own.cuts[target]
    clear = tuple(
        f for f in own.flags if scores.verdicts.flags[f.id][row] and rounded_one(f.cap) < cut
    )
    search = _Search(Supposed(book, _without(card, clear), row), target)
    now = search.supposed.scores((), 1)
    start = Path(band, target, cut, score, pinned, clear, float(now.score[0]))
    if search.reached(now)[0]:
        return replace(start, enough=True)
    lines = lines_of(book, card, own, row)
    found = [search.way(line) for line in lines]
    ways = sorted((w for w in found if w.reaches), key=lambda w: (w.effort, -w.score))
    short = sorted((w for w in found if not w.reaches), key=lambda w: -w.score)
    movable = {line.line_id for line in lines}
    titles = [(m.id, m.title) for m in own.active if m.weight > 0 and m.id != PULSE]
    return replace(
        start,
        ways=tuple(ways),
        short=tuple(short),
        pair=None if ways else search.pair(short),
        fixed=tuple(title for name, title in titles if name not in movable),
    )


def _without(card: Card, flags: Sequence[RedFlag]) -> Card:
    """The card as it scores once some of its red flags have cleared."""
    off = {f.id for f in flags}
    left = tuple(
        f.model_copy(update={"enabled": False}) if f.id in off else f for f in card.red_flags
    )
    return card.model_copy(update={"red_flags": left})


@dataclass(frozen=True, slots=True)
class _Search:
    """Looks along single lines for what lifts one row into a band; `also` is moved already."""

    supposed: Supposed
    target: int
    also: tuple[tuple[Line, Value], ...] = ()

    def reached(self, scores: Scores) -> Bools:
        """Which of the supposed rows are in the band wanted, or a better one."""
        return np.asarray((scores.band >= 0) & (scores.band <= self.target))

    def scores(self, line: Line, values: Column) -> Scores:
        """What comes out for each of some values of a line."""
        count = len(values)
        moved = [Moved(other.read, _repeated(other, at, count)) for other, at in self.also]
        return self.supposed.scores((Moved(line.read, values), *moved), count)

    def way(self, line: Line) -> Way:
        """What the line would have to read, or what of it brings the most."""
        return self._label(line) if line.labels else self._number(self._own(line))

    def _own(self, line: Line) -> Line:
        """The line; without a value where its value is an earlier month's and would do as its own.

        Conditions ask the month itself. One that holds as soon as the month has the very value
        that is carried over needs no other number, so nearness to that one means nothing.
        """
        if math.isnan(line.at) or not self.reached(self.scores(line, np.array([line.at])))[0]:
            return line
        return replace(line, now=None, usual=line.at)

    def _number(self, line: Line) -> Way:
        found = self._nearest(line, lambda values: self.reached(self.scores(line, values)))
        if found is not None:
            return found
        at = places([*line.breaks, line.at], line.floor)
        at = np.unique(np.concatenate([np.floor(at), np.ceil(at)])) if line.whole else at
        best = np.nan_to_num(self.scores(line, at).score, nan=-1.0).max()
        if best <= float(np.nan_to_num(self.supposed.scores((), 1).score, nan=-1.0)[0]):
            return _nowhere(line, self.supposed)

        def as_good(values: Floats) -> Bools:
            return np.asarray(self.scores(line, values).score >= best)

        return self._nearest(line, as_good) or _nowhere(line, self.supposed)

    def _nearest(self, line: Line, judge: Callable[[Floats], Bools]) -> Way | None:
        """The nearest number that the judge accepts, as a way."""
        at = places(line.breaks, line.floor)
        for stretch in stretches(judge, at, line.at, line.usual):
            if stretch.start is None:
                return self._told(line, line.usual, stretch, None)
            ends = (line.at, line.floor, line.small)
            needed = friendly(judge, stretch, *ends, whole=line.whole)
            if needed is not None:
                return self._told(line, needed, stretch, _far_end(judge, line, stretch, needed))
        return None

    def _told(self, line: Line, needed: float, stretch: Stretch, until: float | None) -> Way:
        scores = self.scores(line, np.array([needed]))
        way = abs(needed - line.at) / line.spread if line.spread else math.inf
        sense: Sense = "at least" if stretch.upward else "at most"
        return Way(
            line,
            needed,
            until,
            "any" if stretch.start is None else sense,
            float(scores.score[0]),
            int(scores.band[0]),
            bool(self.reached(scores)[0]),
            math.inf if math.isnan(way) else way,
            needed > line.highest,
        )

    def _label(self, line: Line) -> Way:
        """The text that just reaches the band, or else the one that brings the most."""
        values = Texts(np.arange(len(line.labels), dtype=np.int32), line.labels)
        scores = self.scores(line, values)
        reached, score = self.reached(scores), np.nan_to_num(scores.score, nan=-1.0)
        if not reached.any() and score.max() <= float(self.supposed.scores((), 1).score[0]):
            return _nowhere(line, self.supposed)
        wanted = np.where(reached, score, np.inf) if reached.any() else -score
        at = int(np.argmin(wanted))
        done = float(score[at]), int(scores.band[at]), bool(reached[at])
        return Way(line, line.labels[at], None, "is", *done, math.inf, unseen=False)

    def pair(self, short: Sequence[Way]) -> tuple[Way, Way] | None:
        """The two lines that reach the band with the least effort, the first moved fully.

        Along straight lines that is the least of all combinations of two: whichever brings more
        for its effort is moved as far as it brings anything, the other only as far as needed.
        Where nobody can say what effort a line takes, the first two that do.
        """
        able = [w for w in short if w.needed is not None][:_PAIRED]
        found: list[tuple[Way, Way]] = []
        for full in able:
            along = replace(self, also=((full.line, full.needed),))
            others = [w.line for w in able if not follows(w.line.read, full.line.read)]
            found += [(full, way) for way in map(along.way, others) if way.reaches]
        return min(found, key=lambda pair: pair[0].effort + pair[1].effort, default=None)


def _repeated(line: Line, value: Value, count: int) -> Column:
    """One value of a line as a column."""
    if isinstance(value, str):
        return Texts(np.full(count, line.labels.index(value), dtype=np.int32), line.labels)
    return np.full(count, math.nan if value is None else value)


def _far_end(
    judge: Callable[[Floats], Bools], line: Line, stretch: Stretch, needed: float
) -> float | None:
    """Where what is needed ends again, said as simply; None where it does not."""
    if stretch.end is None or stretch.end <= line.floor:
        return None
    back = Stretch(stretch.end, stretch.start, not stretch.upward)
    beside = math.nextafter(stretch.end, math.inf if stretch.upward else -math.inf)
    end = friendly(judge, back, beside, line.floor, line.small, whole=line.whole)
    beyond = end is not None and (end > needed) == stretch.upward
    return end if beyond else needed


def _nowhere(line: Line, supposed: Supposed) -> Way:
    """A line that brings nothing, however far it is moved."""
    now = supposed.scores((), 1)
    done = float(now.score[0]), int(now.band[0]), False
    return Way(line, None, None, "any", *done, math.inf, unseen=False)
