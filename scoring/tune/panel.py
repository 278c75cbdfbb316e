"""A line for each metric that could be on the card: what it tells, and what speaks against it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from scoring.backtest.gates import FULL
from scoring.backtest.ground import Ground
from scoring.backtest.leak_light import STATIC, LeakLight, Level
from scoring.backtest.leaks import within_share
from scoring.live.book import Book
from scoring.spec.model import Metric
from scoring.tune.alike import TWINS, clusters, correlations
from scoring.tune.evidence import Evidence, evidence
from scoring.tune.folds import order_held_out
from scoring.values import Floats, Texts, is_null

ONE_VALUE: Final = 0.95
"""From such a share of one and the same value on a metric tells nobody apart (W20)."""

MOVED: Final = 0.30
"""More of the lost than this in a wrong fifth is no line that falls (W23)."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A metric that is on the card, or a measure as it would be put there.

    `guessed` says that its direction was read off the very losses it is judged by; a text, whose
    whole order is, is judged on accounts that were left out of that.
    """

    metric: Metric
    on_card: bool
    guessed: bool = False


@dataclass(frozen=True, slots=True)
class Caution:
    """One thing to be careful about: its code, how loudly it is said, a clause and what to do."""

    code: str
    level: Level
    words: str
    fix: str


@dataclass(frozen=True, slots=True)
class PanelLine:
    """A candidate with its evidence, how it moves, its nearest other, and its cautions.

    `within` is the spread within accounts over the whole one, None where it cannot be seen.
    `nearest` is the id of the candidate whose points go most with its own, `r` their correlation;
    `cluster` is a number shared by those that say much the same.
    """

    candidate: Candidate
    evidence: Evidence
    within: float | None
    nearest: str | None
    r: float
    cluster: int
    cautions: tuple[Caution, ...]

    @property
    def id(self) -> str:
        """The id that the metric has, or would have."""
        return self.candidate.metric.id

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of its cautions."""
        return tuple(one.code for one in self.cautions)

    @property
    def level(self) -> Level:
        """The gravest of its cautions."""
        levels = [one.level for one in self.cautions]
        return "red" if "red" in levels else "amber" if "amber" in levels else "clear"


@dataclass(frozen=True, slots=True)
class Panel:
    """The lines in the order of the candidates; `losses` are lost accounts, `cases` are judged."""

    lines: tuple[PanelLine, ...]
    losses: int
    cases: int

    def line(self, metric_id: str) -> PanelLine:
        """The line of that id. Raises KeyError if there is none."""
        return {line.id: line for line in self.lines}[metric_id]


def panel_of(
    book: Book, ground: Ground, candidates: Sequence[Candidate], lights: Sequence[LeakLight]
) -> Panel:
    """A line for each candidate, over the judged cases that have a row in the book."""
    rows = ground.row[ground.row >= 0]
    lost, account = ground.lost[ground.row >= 0], ground.codes[ground.row >= 0]
    book.fetch_together([one.metric for one in candidates])
    read = [book.pointed(one.metric) for one in candidates]
    points = [np.where(one.known[rows], one.points[rows], np.nan) for one in read]
    table = np.column_stack(points) if points else np.zeros((len(rows), 0))
    correlation = correlations(table)
    group, nearest = clusters(correlation), _nearest(correlation)
    lit = {light.name: light for light in lights}
    found = []
    for at, one in enumerate(candidates):
        order = one.guessed and isinstance(book.column(one.metric), Texts)
        fair = order_held_out(points[at], lost, account) if order else points[at]
        shown = evidence(fair, lost, account, _numbers(book, one, rows))
        within, other = _within(book, one.metric), nearest[at]
        twin = None if other is None else candidates[other].metric.title
        r = 0.0 if other is None else float(correlation[at, other])
        cautions = (
            *_leaks(lit.get(one.metric.measure)),
            *_tells_nothing(points[at]),
            *_still(within),
            *_twins(twin, r),
            *_bends(shown, len(np.unique(account[lost]))),
            *(() if order else _wrong_way(shown)),
        )
        name = None if other is None else candidates[other].metric.id
        found.append(PanelLine(one, shown, within, name, r, int(group[at]), cautions))
    return Panel(tuple(found), len(np.unique(account[lost])), len(rows))


def _numbers(book: Book, one: Candidate, rows: np.ndarray) -> Floats | None:
    values = book.column(one.metric)
    return None if isinstance(values, Texts) else np.asarray(values[rows], np.float64)


def _within(book: Book, metric: Metric) -> float | None:
    """The spread within accounts over the whole one, reckoned once for each reading."""
    values, frame = book.column(metric), book.frame

    def reckoned() -> float | None:
        customers = np.flatnonzero(frame.in_book(slice(0, len(frame.month))))
        return within_share(values, customers[~is_null(values)[customers]], frame.account)

    return book.of_column(metric, "within", reckoned)


def _nearest(correlation: Floats) -> list[int | None]:
    apart = np.abs(correlation) - 2.0 * np.eye(len(correlation))
    if len(apart) < 2:
        return [None] * len(apart)
    best = apart.argmax(axis=1).tolist()
    return [at if apart[row, at] > 0.0 else None for row, at in enumerate(best)]


def _leaks(light: LeakLight | None) -> Iterator[Caution]:
    """W10 to W14: what the leak light of its measure says."""
    for sign in light.signs if light else ():
        if sign.code == "W14":
            yield Caution("W14", "amber", sign.words, "decide what a missing value is worth")
        elif sign.code != "W10":
            level: Level = "red" if sign.code == "W11" else "amber"
            yield Caution(sign.code, level, sign.words, "leave it out unless you know better")


def _tells_nothing(points: Floats) -> Iterator[Caution]:
    """W20: 95% of the cases have the same points, or none has any."""
    known = points[~np.isnan(points)]
    most = int(np.unique(known, return_counts=True)[1].max(initial=0))
    if not len(known):
        yield Caution("W20", "amber", "no case has a value", "leave it out")
    elif most >= ONE_VALUE * len(known):
        share = most / len(known)
        words = f"{share:.0%} of the cases have the same points"
        yield Caution("W20", "amber", words, "set its anchors nearer together, or leave it out")


def _still(within: float | None) -> Iterator[Caution]:
    """W21: a trait does not move, so it cannot warn."""
    if within is not None and within < STATIC:
        words = "it hardly ever changes within an account: a trait of the segment cannot warn"
        yield Caution("W21", "amber", words, "use it to divide accounts, not to score them")


def _twins(other: str | None, r: float) -> Iterator[Caution]:
    """W22: two metrics that count the same thing twice."""
    if other is not None and abs(r) >= TWINS:
        words = f"it says much the same as {other} (r = {r:.2f})"
        yield Caution("W22", "amber", words, "keep one of the two")


def _bends(shown: Evidence, losses: int) -> Iterator[Caution]:
    """W23: churn does not fall from fifth to fifth as the points rise.

    With fewer than 30 losses chance alone moves so many: a metric that separates somewhat, by
    10 points, would be called out in 36% of books with 8 losses, 12% with 15, 3% with 30.
    """
    if losses >= FULL and shown.moved is not None and shown.moved > MOVED:
        words = (
            f"churn does not fall as its points rise: {shown.moved:.0%} of the lost lie elsewhere"
        )
        yield Caution("W23", "amber", words, "look at its fifths; a curve may suit it better")


def _wrong_way(shown: Evidence) -> Iterator[Caution]:
    """W24: the lost have more points than the kept, beyond chance."""
    if shown.power.high is not None and shown.power.high < 0.5:
        words = "accounts that were lost have more points than those that were kept"
        yield Caution("W24", "red", words, "turn its direction, or leave it out")
