"""One account-month is scored by the real kernel as if some of its readings were other ones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from scoring.kinds.condition import Condition, Subject
from scoring.kinds.normaliser import LiveRows
from scoring.live.book import Book, plain_reading
from scoring.live.deeds import earned, score_deeds
from scoring.live.frame import NEVER
from scoring.live.kernel import MetricPoints, Scores, Verdicts, nudge_of, points_of, score_rows
from scoring.live.variants import first_match, score_variants
from scoring.spec.model import Card, Metric
from scoring.values import Bools, Column, Floats, Month, Texts


@dataclass(frozen=True, slots=True)
class Moved:
    """A reading, by a metric that reads it, and the values that are supposed for it."""

    read: Metric
    values: Column


def follows(read: Metric, moved: Metric) -> bool:
    """Whether what one metric reads is another value as soon as the other's is.

    The latest value of a measure is one value, however old it may be; what is reckoned from
    several months stands for itself, as nobody can say which of the months would differ.
    """
    if read.measure != moved.measure:
        return False
    return read.transform == moved.transform and (
        moved.transform.name == "level" or read.max_age_months == moved.max_age_months
    )


@dataclass(frozen=True)
class Supposed:
    """One row of a book under a card that fits it; all that is not supposed stays as it is."""

    book: Book
    card: Card
    row: int

    def scores(self, moved: Sequence[Moved], count: int) -> Scores:
        """The scores under each of the supposed values, one entry a value.

        Input: readings with `count` values each. Output: arrays of shape (count,). Flags,
        adjustments, the pulse, variants and other metrics that read the same are asked anew.
        A metric that ranks among the customers of the month ranks the value among the others
        as they are.
        """
        card = self.card
        columns = {s: self._subject(s, moved, count) for s in card.subjects}
        verdicts = self._verdicts(columns, moved, count)
        if card.kind == "points":
            return score_deeds(card, self._earned(columns, moved, count), count, verdicts)
        if not card.variants:
            return score_rows(card, self._metrics(card, moved, count), count, verdicts)
        variant = first_match([v.when.apply(columns) for v in card.variants], count)
        points = [self._metrics(c, moved, count) for c in self._effective]
        return score_variants(card, points, variant, verdicts)

    @cached_property
    def _effective(self) -> tuple[Card, ...]:
        return self.card.effective

    @property
    def _young(self) -> bool:
        """Whether the account is too young for the card itself."""
        frame = self.book.frame
        started = int(frame.accounts.started[frame.account[self.row]])
        age = int(frame.month[self.row]) - started
        return started != NEVER and age < self.card.rules.min_tenure_months

    def _metrics(self, card: Card, moved: Sequence[Moved], count: int) -> dict[str, MetricPoints]:
        return {m.id: self._points(m, moved, count) for m in card.active}

    def _points(self, metric: Metric, moved: Sequence[Moved], count: int) -> MetricPoints:
        if any(follows(metric, m.read) for m in moved):
            return self._pointed(metric, self._column(metric, moved, count))
        key = (metric.id, metric.normaliser.written, metric.missing)
        if key not in self._still:
            self._still[key] = self._pointed(metric, self._column(metric, (), 1))
        still = self._still[key]
        return MetricPoints(np.repeat(still.points, count), np.repeat(still.known, count))

    @cached_property
    def _still(self) -> dict[object, MetricPoints]:
        """What the metrics give that are not supposed to move."""
        return {}

    def _pointed(self, metric: Metric, values: Column) -> MetricPoints:
        if not metric.normaliser.looks_around:
            return points_of(metric, values, _NOBODY)
        others, around = self._ranked_among(metric, len(values))
        found = points_of(metric, np.concatenate([others, np.asarray(values)]), around)
        return MetricPoints(found.points[len(others) :], found.known[len(others) :])

    def _ranked_among(self, metric: Metric, count: int) -> tuple[Floats, LiveRows]:
        """What the metric reads of the others in the month, and all rows with the supposed last.

        Those stand out of the book, so that they are ranked against the others alone.
        """
        frame = self.book.frame
        span = frame.rows_at(Month(int(frame.month[self.row])))
        rows = np.delete(np.arange(span.start, span.stop), self.row - span.start)
        in_book = np.delete(frame.in_book(span), self.row - span.start)
        accounts = frame.account[np.append(rows, np.full(count, self.row))]
        texts = {name: frame.accounts.dimensions[name] for name in metric.normaliser.dimensions}
        around = LiveRows(
            np.full(len(accounts), frame.month[self.row]),
            np.append(in_book, np.zeros(count, dtype=np.bool_)),
            {name: Texts(t.codes[accounts], t.labels) for name, t in texts.items()},
        )
        return np.asarray(self.book.column(metric), dtype=np.float64)[rows], around

    def _earned(
        self, columns: Mapping[Subject, Column], moved: Sequence[Moved], count: int
    ) -> dict[str, Floats]:
        found: dict[str, Floats] = {}
        for action in self.card.deeds:
            read = action.as_metric()
            if action.when is not None:
                found[action.id] = earned(action, action.when.apply(columns))
            elif read is not None:
                values = np.asarray(self._column(read, moved, count), dtype=np.float64)
                found[action.id] = earned(action, values)
        return found

    def _verdicts(
        self, columns: Mapping[Subject, Column], moved: Sequence[Moved], count: int
    ) -> Verdicts:
        card, pulse = self.card, self.card.pushes
        nudge = None
        if pulse is not None and pulse.mode == "nudge":
            judged = np.asarray(self._column(pulse.as_metric(), moved, count), dtype=np.float64)
            nudge = nudge_of(pulse, judged)
        return Verdicts(
            {f.id: _held(f.when, columns, count) for f in card.flags},
            {a.id: _held(a.when, columns, count) for a in card.bonuses},
            np.full(count, self._young) if card.rules.min_tenure_months else None,
            nudge,
        )

    def _subject(self, subject: Subject, moved: Sequence[Moved], count: int) -> Column:
        sort, name = subject
        if sort == "dimension":
            account = int(self.book.frame.account[self.row])
            return _repeated(self.book.frame.accounts.dimensions[name], account, count)
        read = self.card.metric(name) if sort == "metric" else plain_reading(name)
        return self._column(read, moved, count)

    def _column(self, read: Metric, moved: Sequence[Moved], count: int) -> Column:
        for one in moved:
            if follows(read, one.read):
                return one.values
        return _repeated(self.book.column(read), self.row, count)


_NOBODY = LiveRows(np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.bool_), {})


def _held(when: Condition, columns: Mapping[Subject, Column], count: int) -> Bools:
    return np.broadcast_to(when.apply(columns), (count,))


def _repeated(column: Column, at: int, count: int) -> Column:
    if isinstance(column, Texts):
        return Texts(np.full(count, column.codes[at], dtype=np.int32), column.labels)
    return np.full(count, column[at], dtype=np.float64)
