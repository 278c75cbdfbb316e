"""What a room agrees on and where it does not, once a round is closed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median

import numpy as np

from scoring.backtest.ground import draws_of, ground_of
from scoring.backtest.rivals import Match, Named, Rival, beside_score
from scoring.backtest.trial import Trial
from scoring.engine.watch import Watch
from scoring.errors import CommandError
from scoring.live.among import EVERYONE, Among
from scoring.spec.edit import with_cuts, with_weights
from scoring.spec.model import Card
from scoring.tune.agreement import distances, kendall_w
from scoring.tune.camps import Camps, camps_of
from scoring.tune.disputed import Disputed, disputed
from scoring.tune.stakeholders import Way, consensus, in_tenths, to_hundred
from scoring.values import Floats, Month
from scoring.views.placing import rows_in_book
from scoring.workbench.asking import Asked
from scoring.workbench.checking import must_fit
from scoring.workbench.meeting import Voter
from scoring.workbench.opening import DataSet
from scoring.workbench.trying import trial_now


@dataclass(frozen=True, slots=True, eq=False)
class Outcome:
    """The votes that count in one round.

    `ids` are the metrics of the room's card; `points` has a row for each of `voters`, who are
    those that voted then or before, and a column a metric, each row adding up to 100. `came`
    counts everybody who ever came in, `anew` who voted in this very round. `must` and `drop`
    count marks by metric, `cuts` are the opinions on the red cut. `agreement` is Kendall's W over
    the metrics that anybody gave a point: to leave the same ones out is no common order.
    """

    card: Card
    turn: int
    ids: tuple[str, ...]
    titles: tuple[str, ...]
    voters: tuple[Voter, ...]
    points: Floats
    came: int
    anew: int
    must: tuple[int, ...]
    drop: tuple[int, ...]
    cuts: tuple[float, ...]
    agreement: float | None
    camps: Camps | None

    @property
    def cut(self) -> float | None:
        """The median of the opinions on the red cut; None where nobody has one."""
        return median(self.cuts) if self.cuts else None

    def weights(self, way: Way) -> dict[str, float]:
        """The consensus by metric id, in tenths that add up to 100."""
        return dict(zip(self.ids, in_tenths(consensus(self.points, way)), strict=True))

    def of_people(self, positions: Sequence[int]) -> dict[str, float]:
        """The mean of some of the voters by metric id, adding up to 100."""
        mean = self.points[list(positions)].mean(axis=0)
        return dict(zip(self.ids, map(float, mean), strict=True))


def outcome_of(card: Card, everyone: Sequence[Voter], turn: int) -> Outcome | None:
    """What the votes come to in a round; None where nobody has voted.

    Whoever did not vote anew, or has left, is counted with the last vote before.
    """
    voted = [(one, ballot) for one in everyone if (ballot := one.at(turn)) is not None]
    if not voted:
        return None
    ids = tuple(m.id for m in card.active)
    given = np.array([[ballot.of(i) for i in ids] for _, ballot in voted], dtype=np.float64)
    points = to_hundred(given)
    return Outcome(
        card=card,
        turn=turn,
        ids=ids,
        titles=tuple(m.title for m in card.active),
        voters=tuple(one for one, _ in voted),
        points=points,
        came=len(everyone),
        anew=sum(one.in_round(turn) is not None for one in everyone),
        must=tuple(sum(i in ballot.must for _, ballot in voted) for i in ids),
        drop=tuple(sum(i in ballot.drop for _, ballot in voted) for i in ids),
        cuts=tuple(ballot.cut for _, ballot in voted if ballot.cut is not None),
        agreement=kendall_w(points[:, points.any(axis=0)]),
        camps=camps_of(points),
    )


@dataclass(frozen=True, slots=True)
class Moved:
    """How far somebody moved since the round before, and their largest change.

    `points` of 100; `metric` is the title of what changed most, `before` and `after` its points.
    """

    name: str
    points: float
    metric: str
    before: float
    after: float


def moved_since(now: Outcome, before: Outcome) -> tuple[Moved, ...]:
    """Whoever voted in both rounds, who moved furthest first."""
    places = {one.id: at for at, one in enumerate(before.voters)}
    found = []
    for at, one in enumerate(now.voters):
        if one.id not in places:
            continue
        rows = before.points[places[one.id]], now.points[at]
        most = int(np.argmax(np.abs(rows[1] - rows[0])))
        far = float(distances(np.stack(rows))[0, 1])
        ends = float(rows[0][most]), float(rows[1][most])
        found.append(Moved(one.name, far, now.titles[most], *ends))
    return tuple(sorted(found, key=lambda one: -one.points))


def agreed_card(
    card: Card, told: Outcome, weights: Mapping[str, float], cut: float | None = None
) -> Card:
    """A card with the weights that were agreed on, and the red cut if one is given.

    The card is the one on the screen if its metrics are those of the room, else the room's own.
    Raises CommandError for a red cut that is not below the next one, and CardError for one that
    cannot stand.
    """
    same = {m.id for m in card.active} == set(told.ids)
    agreed = with_weights(card if same else told.card, weights)
    if cut is None:
        return agreed
    safe = [b.start for b, alarm in zip(agreed.bands, agreed.alarms, strict=True) if not alarm]
    if len(safe) > 1 and cut >= safe[-2]:
        problem = f"a red cut of {cut:g} is not below the next cut of the card, {safe[-2]:g}"
        raise CommandError(problem, fix="move that one up on the Workbench, or leave the cut out")
    starts = [b.start for b in agreed.bands[:-1]]
    return with_cuts(agreed, [cut if safe and one == min(safe) else one for one in starts])


def disputed_accounts(
    data: DataSet, card: Card, told: Outcome, month: Month, among: Among = EVERYONE
) -> Disputed | None:
    """The customers of a month that are red under one camp's mean and not under the other's.

    None where there are no camps. Raises CardError if the card does not fit the data.
    """
    if told.camps is None:
        return None
    sides = [told.of_people(camp) for camp in (told.camps.first, told.camps.second)]
    cards = [agreed_card(card, told, weights) for weights in sides]
    must_fit(cards[0], data)
    frame = data.book.frame
    rows = rows_in_book(frame, month, among.mask(frame))
    return disputed(data.book, cards[0], sides[0], sides[1], rows)


@dataclass(frozen=True, slots=True, eq=False)
class Tested:
    """The consensus put to the test, and beside it the card as it is and everybody's own.

    Each of `others` flags as many cases as the consensus does; differences are the consensus
    less the other.
    """

    trial: Trial
    others: tuple[Rival, ...]


def put_to_test(
    data: DataSet,
    card: Card,
    told: Outcome,
    way: Way,
    asked: Asked,
    among: Among = EVERYONE,
    watch: Watch | None = None,
) -> Tested:
    """Everybody's card and the consensus at equal workload on the same cases.

    Input: the data, the card on the screen, the votes, how they are put together, what is asked
    of whom, and `watch`, which tells how far it is. Raises CardError if the card does not fit.
    """
    agreed = agreed_card(card, told, told.weights(way))
    trial = trial_now(data, agreed, asked, among)
    ground = ground_of(data.book, trial.cases)
    mine = ground.judged(data.book.scored(agreed))
    match = Match(mine, trial.counts.flagged, draws_of(data.book, ground), trial.gate)
    rows = zip(told.voters, told.points, strict=True)
    cards = [("Card as it is", card)]
    for one, row in rows:
        own = dict(zip(told.ids, map(float, row), strict=True))
        cards.append((one.name, agreed_card(card, told, own)))
    found = []
    for at, (name, own_card) in enumerate(cards):
        if watch is not None:
            watch.tell(f"Testing card {at + 1} of {len(cards)}", at / len(cards))
        theirs = ground.judged(data.book.scored(own_card))
        found.append(beside_score(match, theirs, Named(f"voter-{at}", name, "")))
    return Tested(trial, tuple(found))
