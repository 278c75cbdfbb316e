"""A book holds one data set ready for the kernel and remembers what no slider has touched."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final, TypeVar
from weakref import ref

import numpy as np
from numpy.typing import NDArray

from scoring.kinds.condition import Condition, Subject
from scoring.kinds.normaliser import LiveRows
from scoring.kinds.normalisers.points import AsPoints
from scoring.limits.time import BOOK_MEMORY_MIB, SCORES_MEMORY_MIB
from scoring.live.banding import rebanded, scored_alike
from scoring.live.deeds import earned, score_deeds
from scoring.live.frame import Frame
from scoring.live.given import Given
from scoring.live.kernel import (
    UNPINNED,
    MetricPoints,
    Scores,
    Verdicts,
    nudge_of,
    points_of,
    score_rows,
)
from scoring.live.shelf import Shelf
from scoring.live.variants import first_match, score_variants
from scoring.spec.model import Band, Card, Metric
from scoring.values import Bools, Column, Floats, Texts, is_null

Kept = TypeVar("Kept")
Fetch = Callable[[Sequence[Metric]], Mapping[str, Column]]

_ROOM: Final = BOOK_MEMORY_MIB.bytes
"""The bytes that the columns of a large book may take, as many their points, and its cases."""

_ROOM_OF_SCORES: Final = SCORES_MEMORY_MIB.bytes
"""The bytes that scored cards of a large book may take, beside the newest one."""


@dataclass(frozen=True)
class Book:
    """A data set's rows, and the way to fetch what a metric reads from their history.

    The shelves live and die with the book: an upload's derived arrays never outlast it. Where
    `given` says so, judgements that people gave lie over what a pulse reads; whatever comes of
    them stands on the shelf `judged`, as the other books of the same rows share `columns` and
    `points` (`beside`).
    """

    frame: Frame
    fetch: Fetch
    columns: Shelf = field(default_factory=lambda: Shelf(128, _ROOM))
    points: Shelf = field(default_factory=lambda: Shelf(192, _ROOM))
    scores: Shelf = field(default_factory=lambda: Shelf(12, _ROOM_OF_SCORES))
    alike: Shelf = field(default_factory=lambda: Shelf(4, _ROOM_OF_SCORES))
    pairs: Shelf = field(default_factory=lambda: Shelf(4096))
    trials: Shelf = field(default_factory=lambda: Shelf(8, _ROOM))
    cases: Shelf = field(default_factory=lambda: Shelf(48, _ROOM))
    doubts: Shelf = field(default_factory=lambda: Shelf(24))
    segments: Shelf = field(default_factory=lambda: Shelf(6))
    given: Given | None = None
    judged: Shelf = field(default_factory=lambda: Shelf(24))
    overviews: Shelf = field(default_factory=lambda: Shelf(8))
    sheets: Shelf = field(default_factory=lambda: Shelf(6))

    def __post_init__(self) -> None:
        """Scores hold the points that they come from, which are counted where these lie."""
        self.scores.beside(self.points)
        self.alike.beside(self.points)
        self.trials.beside(self.points)

    def beside(self, given: Given | None, fetch: Fetch) -> Book:
        """The same rows with other judgements over them, and another way to fetch columns.

        What does not depend on judgements is shared, so that none of it is made again.
        """
        return Book(self.frame, fetch, self.columns, self.points, cases=self.cases, given=given)

    def column(self, metric: Metric) -> Column:
        """A metric's raw values for all rows."""
        read = self.columns.get(_reading(metric), lambda: self.fetch([metric])[metric.id])
        if self.given is None or not self.given.speaks_in(metric):
            return read
        return self.given.over(metric, read)

    def of_column(self, metric: Metric, what: str, make: Callable[[], Kept]) -> Kept:
        """Something that was reckoned of a metric's values, by its name, kept beside them."""
        spoken = self.given is not None and self.given.speaks_in(metric)
        shelf = self.judged if spoken else self.columns
        return shelf.get((what, metric.id if spoken else "", _reading(metric)), make)

    def warm(self, card: Card) -> None:
        """Fetch in one query whatever the card reads and the shelf does not hold yet."""
        facts = [plain_reading(name) for sort, name in card.subjects if sort == "measure"]
        self.fetch_together((*card.readings, *facts))

    def fetch_together(self, read: Sequence[Metric]) -> None:
        """Fetch in one query what the shelf of columns does not hold yet."""
        wanted = {_reading(m): m for m in read if _reading(m) not in self.columns}
        if wanted:
            asked = [m.model_copy(update={"id": f"c{i}"}) for i, m in enumerate(wanted.values())]
            found = self.fetch(asked)
            for key, metric in zip(wanted, asked, strict=True):
                self.columns.put(key, found[metric.id])

    def scored(self, card: Card) -> Scores:
        """The card's scores for all rows; only metrics that moved are normalised again."""
        return self.scores.get(card.digest, lambda: self._score(card))

    def scored_alike(self, card: Card) -> Scores:
        """The scores of the card, or of one that differs from it in its bands alone."""
        return self._alike(card)[1]

    def _alike(self, card: Card) -> tuple[tuple[Band, ...], Scores]:
        return self.alike.get(scored_alike(card), lambda: (card.bands, self._reckon(card)))

    def _score(self, card: Card) -> Scores:
        before, scores = self._alike(card)
        scores = scores if before == card.bands else rebanded(scores, card)
        return replace(scores, pinned=self._pinned(card)) if card.pins else scores

    def _reckon(self, card: Card) -> Scores:
        self.warm(card)
        rows, verdicts = len(self.frame.month), self.verdicts(card)
        if card.kind == "points":
            return score_deeds(card, self._earned(card), rows, verdicts)
        if card.variants:
            columns = self._subjects(card)
            variant = first_match([self._holds(v.when, columns) for v in card.variants], rows)
            points = [{m.id: self.pointed(m) for m in c.active} for c in card.effective]
            return score_variants(card, points, variant, verdicts)
        own = {m.id: self.pointed(m) for m in card.active}
        return score_rows(card, own, rows, verdicts)

    def _earned(self, card: Card) -> dict[str, Floats]:
        columns = self._subjects(card)
        found: dict[str, Floats] = {}
        for action in card.deeds:
            read = action.as_metric()
            if action.when is not None:
                found[action.id] = earned(action, self._holds(action.when, columns))
            elif read is not None:
                found[action.id] = earned(action, np.asarray(self.column(read), dtype=np.float64))
        return found

    def judgement(self, card: Card) -> tuple[Floats, Texts]:
        """What a pulse that nudges or pins says in each row, and why; NaN and null: nothing."""
        rows, pulse = len(self.frame.month), card.pushes
        reasons = Texts(np.full(rows, -1, dtype=np.int32), ())
        if pulse is None:
            return np.full(rows, np.nan), reasons
        why, value = pulse.why(), np.asarray(self.column(pulse.as_metric()), dtype=np.float64)
        if self.given is not None and pulse.scale == "points":
            value = self.given.as_nudge(value, pulse.max_points)
        if why is not None:
            read = self.column(why)
            reasons = read if isinstance(read, Texts) else reasons
        return value, reasons

    def _pinned(self, card: Card) -> NDArray[np.int8]:
        """The outermost bands, where a pulse says so and gives a reason."""
        value, why = self.judgement(card)
        pinned = np.full(len(value), UNPINNED, dtype=np.int8)
        pinned[~is_null(why) & (value == 5.0)] = 0
        pinned[~is_null(why) & (value == 1.0)] = len(card.bands) - 1
        return pinned

    def verdicts(self, card: Card) -> Verdicts:
        """Which red flags and adjustments hold in which row, and who is too young."""
        columns = self._subjects(card)
        months = card.rules.min_tenure_months
        pulse = card.pushes
        return Verdicts(
            {f.id: self._holds(f.when, columns) for f in card.flags},
            {a.id: self._holds(a.when, columns) for a in card.bonuses},
            self._younger_than(months) if months else None,
            nudge_of(pulse, self.judgement(card)[0]) if pulse and pulse.mode == "nudge" else None,
        )

    def _younger_than(self, months: int) -> Bools:
        return self.points.get(("young", months), lambda: self.frame.younger_than(months))

    def holds(self, when: Condition, card: Card) -> Bools:
        """In which rows a condition holds; metrics are read as the card does. Raises KeyError."""
        return self._holds(when, {s: self.subject(card, s) for s in when.subjects()})

    def _subjects(self, card: Card) -> dict[Subject, Column]:
        return {subject: self.subject(card, subject) for subject in card.subjects}

    def _holds(self, when: Condition, columns: Mapping[Subject, Column]) -> Bools:
        read = [columns[s] for s in when.subjects()]
        arrays = [one.codes if isinstance(one, Texts) else one for one in read]
        key = (when.written, tuple(id(one) for one in arrays))
        # A column with judgements goes with this book.
        spoken = self.given and any(self.given.laid(one) for one in read)
        shelf = self.judged if spoken else self.points

        def find() -> tuple[list[ref[np.ndarray]], Bools]:
            return [ref(one) for one in arrays], when.apply(columns)

        of, holds = shelf.get(key, find)
        if any(was() is not one for was, one in zip(of, arrays, strict=True)):
            shelf.put(key, found := find())  # another column has the place in memory
            return found[1]
        return holds

    def subject(self, card: Card, subject: Subject) -> Column:
        """What a condition of the card looks at, for all rows."""
        sort, name = subject
        if sort == "dimension":
            return self.columns.get(subject, lambda: self.frame.trait_of_rows(name))
        return self.column(card.metric(name) if sort == "metric" else plain_reading(name))

    def pointed(self, metric: Metric) -> MetricPoints:
        """A metric's points for all rows; kept until its reading or its rule changes."""
        key: Hashable = _reading(metric), metric.normaliser.written, metric.missing
        spoken = self.given is not None and self.given.speaks_in(metric)
        shelf = self.judged if spoken else self.points
        key = (key, metric.id) if spoken else key
        return shelf.get(key, lambda: points_of(metric, self.column(metric), self._rows(metric)))

    def _rows(self, metric: Metric) -> LiveRows:
        frame = self.frame
        named = metric.normaliser.dimensions
        traits = {name: frame.trait_of_rows(name) for name in named}
        return LiveRows(frame.month, frame.in_book(slice(0, len(frame.month))), traits)


def plain_reading(measure: str) -> Metric:
    """A measure as it is: its value of the month, as conditions read it."""
    rule = AsPoints(kind="points")
    return Metric(id="fact", measure=measure, normaliser=rule, weight=0)


def _reading(metric: Metric) -> Hashable:
    return metric.measure, metric.transform.written, metric.max_age_months
