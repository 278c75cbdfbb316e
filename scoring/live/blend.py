"""Accounts are scored as of two months at once: some facts of the one, some of the other."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray

from scoring.kinds.condition import Condition
from scoring.live.book import Book
from scoring.live.deeds import score_deeds
from scoring.live.kernel import MetricPoints, Scores, Verdicts, score_rows
from scoring.live.variants import score_variants
from scoring.spec.model import PULSE, Card
from scoring.spec.parts import Rules, Variant
from scoring.values import Bools, Floats, Ints, Missing, is_null

_NO_RULES: Final = Rules(min_coverage=0.0, min_tenure_months=0)


@dataclass(frozen=True, slots=True)
class Moved:
    """Which facts are taken from the second month: all others are those of the first.

    `behaviour`: values that are known in both months, and what follows from them; `data`: which
    values are known at all; `override`: red flags and pulses.
    """

    behaviour: bool
    data: bool
    override: bool


@dataclass(frozen=True)
class Blend:
    """A card over some accounts, each with its row at a first and at a second month.

    What a metric earns moves with the data where its value is known in one of the months alone,
    and with behaviour otherwise; so do adjustments, conditions of actions and the choice of a
    variant, by what they ask. Caps and whatever a pulse says move with the overrides. Coverage,
    tenure and `missing: refuse` are not looked at: who has a score in both months has one here,
    unless no weight is in force.
    """

    book: Book
    card: Card
    first: Ints
    second: Ints

    def scored(self, moved: Moved) -> Floats:
        """The scores with these facts moved, shape (accounts,); NaN without weight in force."""
        judged, card, rows = self._verdicts(moved), self._relaxed, len(self.first)
        if card.kind == "points":
            earned = {a.id: self._earned(a.id, a.when, moved) for a in card.deeds}
            return score_deeds(card, earned, rows, judged).score
        if not card.variants:
            return score_rows(card, self._pointed(self.card, moved), rows, judged).score
        points = [self._pointed(one, moved) for one in self.card.effective]
        return score_variants(card, points, self._variant(moved), judged).score

    @cached_property
    def _whole(self) -> Scores:
        return self.book.scored(self.card)

    @cached_property
    def _relaxed(self) -> Card:
        """The card, asking for no coverage, no tenure and no value."""
        skip = {"missing": Missing("skip")}
        metrics = tuple(
            m.model_copy(update=skip) if m.missing.policy == "refuse" else m
            for m in self.card.metrics
        )
        variants = tuple(_asking_nothing(v) for v in self.card.variants)
        return self.card.model_copy(
            update={"metrics": metrics, "variants": variants, "rules": _NO_RULES}
        )

    def _rows(self, moved: Moved, by_data: Bools) -> Ints:
        """The row that speaks for each account, given for whom a value comes or goes."""
        of_data = self.second if moved.data else self.first
        return np.where(by_data, of_data, self.second if moved.behaviour else self.first)

    def _apart(self, known: Bools) -> Bools:
        """For which accounts a value is known in one of the months alone."""
        return np.asarray(known[self.first] != known[self.second])

    def _asked_apart(self, asked: Iterable[Condition]) -> Bools:
        """The same for anything that the conditions look at."""
        apart = np.zeros(len(self.first), dtype=np.bool_)
        for subject in {s for when in asked for s in when.subjects()}:
            apart |= self._apart(~is_null(self.book.subject(self.card, subject)))
        return apart

    def _overriding(self, moved: Moved) -> Ints:
        return self.second if moved.override else self.first

    def _pointed(self, card: Card, moved: Moved) -> dict[str, MetricPoints]:
        found = {}
        for metric in card.active:
            points = self.book.pointed(metric)
            pulse = metric.id == PULSE
            at = self._overriding(moved) if pulse else self._rows(moved, self._apart(points.known))
            found[metric.id] = MetricPoints(points.points[at], points.known[at])
        return found

    def _earned(self, action: str, when: Condition | None, moved: Moved) -> Floats:
        points = self._whole.points[action]
        apart = self._apart(~np.isnan(points)) if when is None else self._asked_apart([when])
        return np.asarray(points[self._rows(moved, apart)])

    def _variant(self, moved: Moved) -> NDArray[np.int8]:
        whole = self._whole.variant
        if whole is None:
            raise ValueError("a card without variants has no variant")
        return whole[self._rows(moved, self._asked_apart(v.when for v in self.card.variants))]

    def _verdicts(self, moved: Moved) -> Verdicts:
        held, over = self._whole.verdicts, self._overriding(moved)
        return Verdicts(
            {name: flag[over] for name, flag in held.flags.items()},
            {
                b.id: held.bonuses[b.id][self._rows(moved, self._asked_apart([b.when]))]
                for b in self.card.bonuses
            },
            None,
            None if held.nudge is None else held.nudge[over],
        )


def _asking_nothing(variant: Variant) -> Variant:
    skip = {"missing": Missing("skip")}
    metrics = {
        name: said.model_copy(update=skip)
        if said.missing is not None and said.missing.policy == "refuse"
        else said
        for name, said in variant.metrics.items()
    }
    return variant.model_copy(update={"metrics": metrics})
