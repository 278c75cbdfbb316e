"""A vote gives at most 100 points to the metrics of a card, whatever a browser may send."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from scoring.errors import CommandError

TO_GIVE: Final = 100
"""Points that each person has."""


@dataclass(frozen=True, slots=True)
class Ballot:
    """What one person would have: whole points by metric id, in the order of the card.

    `must` and `drop` are the metrics that the card must have and must not have; `cut` is the
    score, on the card's own scale, below which an account should be red, None for no opinion.
    """

    points: tuple[tuple[str, int], ...]
    must: tuple[str, ...] = ()
    drop: tuple[str, ...] = ()
    cut: float | None = None

    @property
    def given(self) -> int:
        """The points that were given."""
        return sum(points for _, points in self.points)

    def of(self, metric_id: str) -> int:
        """The points of a metric, 0 for one that has none."""
        return dict(self.points).get(metric_id, 0)

    def as_text(self) -> str:
        """The vote as JSON, which `ballot_of` reads."""
        said = {"points": dict(self.points), "must": self.must, "drop": self.drop, "cut": self.cut}
        return json.dumps(said, ensure_ascii=False)


def ballot_of(said: object, ids: Sequence[str], top: float = 100.0) -> Ballot:
    """A vote as it came from a browser or a store.

    Input: `points` by metric id, lists `must` and `drop`, and `cut`; the ids of the card in
    order; the upper end of its scale. Raises CommandError for what is no such thing, a metric
    that is not the card's, points that are not whole or below 0, no point at all, more than 100
    in all, points for a metric to be dropped, one both wanted and not, and a cut off the scale.
    """
    if not isinstance(said, Mapping) or not isinstance(said.get("points"), Mapping):
        raise _refused("this is no vote")
    given = {name: _whole(points) for name, points in said["points"].items()}
    must, drop = (_names(said.get(key, ()), ids) for key in ("must", "drop"))
    if unknown := given.keys() - set(ids):
        raise _refused(f"'{str(sorted(map(str, unknown))[0])[:60]}' is no metric of this card")
    found = Ballot(
        tuple((i, given[i]) for i in ids if given.get(i)), must, drop, _cut(said.get("cut"), top)
    )
    if found.given > TO_GIVE:
        raise CommandError(
            f"{found.given} points were given, there are {TO_GIVE}",
            fix=f"take back {found.given - TO_GIVE}",
        )
    if not found.given:
        raise CommandError("no point was given", fix="give at least one metric some points")
    if {name for name, _ in found.points} & set(drop) or set(must) & set(drop):
        raise _refused("a metric is to be dropped and to count all the same")
    return found


def _whole(points: Any) -> int:
    plain = isinstance(points, int | float) and not isinstance(points, bool)
    if not plain or not 0 <= points <= TO_GIVE or points != int(points):
        raise _refused(f"points are whole numbers from 0 to {TO_GIVE}")
    return int(points)


def _names(said: Any, ids: Sequence[str]) -> tuple[str, ...]:
    if not isinstance(said, list | tuple) or not all(name in ids for name in said):
        raise _refused("a mark is on no metric of this card")
    return tuple(name for name in ids if name in said)


def _cut(said: Any, top: float) -> float | None:
    if said is None:
        return None
    if not isinstance(said, int | float) or isinstance(said, bool) or not 0 < said < top:
        raise _refused(f"the cut lies between 0 and {top:g}")
    return float(said)


def _refused(problem: str) -> CommandError:
    return CommandError(problem, fix="load the page again and vote once more")
