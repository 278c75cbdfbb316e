"""Suggested weights beside those at hand, and what they are worth on accounts not learnt from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np

from scoring.backtest.gates import SUGGESTIONS, Gate, gate
from scoring.spec.edit import with_weights
from scoring.spec.model import PULSE, Card, Metric
from scoring.tune.anew import Turns, turned, turns_of
from scoring.tune.folds import Folds, Tell, held_out
from scoring.tune.later import Later, Split, before, split_of, tried_later
from scoring.tune.learnt import Learnt, as_parts, learn
from scoring.tune.material import Material
from scoring.tune.validation import Validated, looks_better_than_it_is, validated
from scoring.tune.weights import PULSE_MOST, Bounds, Wish, suggested
from scoring.values import Floats

_PULSE: Final = re.compile("pulse", re.IGNORECASE)


@dataclass(frozen=True, slots=True, eq=False)
class Study:
    """What takes long, and holds for every blend, lock, step and limit: all that was learnt.

    `whole` from all cases, `folds` without each part of the accounts, `earlier` from the looks
    before the split (None: there is none), and `turns` how those would guess what was guessed.
    """

    material: Material
    whole: Learnt
    folds: Folds
    split: Split | None
    earlier: Learnt | None
    turns: Turns = ()


def study_of(material: Material, reach: int, tell: Tell | None = None) -> Study:
    """Learn from all cases, from all parts but one in turn, and from the earlier looks.

    Input: the cases; lead and horizon together, in months; whoever wants to know how far it is.
    """
    whole = learn(material.points, material.lost, material.account)
    folds = held_out(material.points, material.lost, material.account, tell, material.guesses)
    split = split_of(material, reach, SUGGESTIONS)
    earlier: Learnt | None = None
    turns: Turns = ()
    if split is not None:
        rows = before(material, split)
        points, lost = material.points[rows], material.lost[rows]
        some = material.guesses.at(rows)
        turns = turns_of(points, lost, some)
        earlier = learn(turned(points, turns, some), lost, material.account[rows])
    return Study(material, whole, folds, split, earlier, turns)


@dataclass(frozen=True, slots=True)
class SuggestedLine:
    """One metric: its weight now and as suggested, in points of 100, and what is to be said.

    `area` is its AUC alone, None where it cannot be known.
    """

    id: str
    title: str
    now: float
    suggested: float
    locked: bool
    area: float | None
    note: str


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Weights with their worth; without `lines` there are none, and `words` says why.

    Weights that do not separate held-out accounts are not told: they are made of chance.
    `blend` and `tau` are those that were used; `most` is what wish and losses allow. `flatters`
    says that the weights do over 5 points better where they were learnt than where they were
    not (W34). `card` is the card with the weights on it, None where there is nothing to apply.
    """

    lines: tuple[SuggestedLine, ...]
    gate: Gate
    words: str
    blend: float
    tau: float
    most: int
    step: int
    validated: Validated | None = None
    later: Later | None = None
    flatters: bool = False
    card: Card | None = None

    @property
    def weights(self) -> dict[str, float]:
        """The suggested points by id."""
        return {line.id: line.suggested for line in self.lines}


def suggestion(study: Study, card: Card, wish: Wish) -> Suggestion:
    """What is suggested for a card.

    Input: what was learnt of its metrics; the card as it is now, with the same metrics and
    rules; how it is to be made. Nothing is suggested below 15 losses, and at most 5 metrics
    below 30.
    """
    material, allowed = study.material, gate(study.material.losses)
    blend = study.whole.trust if wish.blend is None else wish.blend
    tau = study.whole.trust if wish.tau is None else wish.tau
    most = min(wish.most, allowed.most_metrics or wish.most)
    if not allowed.suggestions:
        return Suggestion((), allowed, allowed.words, blend, tau, most, wish.step)
    held = Wish(wish.blend, wish.tau, max(most, len(wish.locked)), wish.step, wish.locked)
    bounds, now = bounds_of(material, card, wish), typed(material, card)

    def choose(learnt: Learnt) -> Floats:
        return suggested(learnt, bounds, held)

    weights = choose(study.whole)
    if not weights.any():
        return Suggestion((), allowed, _nothing(held), blend, tau, most, wish.step)
    found = validated(material, study.folds, choose, now)
    earlier = weights if study.earlier is None else choose(study.earlier)
    later = tried_later(material, study.split, earlier, now, found.power, study.turns)
    named = {m.id: float(w) for m, w in zip(material.metrics, weights, strict=True)}
    return Suggestion(
        lines=tuple(_lines(study, bounds, now, weights)) if found.separates else (),
        gate=allowed,
        words=found.words,
        blend=blend,
        tau=tau,
        most=most,
        step=wish.step,
        validated=found,
        later=later,
        flatters=looks_better_than_it_is(material, choose, study.whole, found.power),
        card=with_weights(card, named) if found.separates else None,
    )


def _nothing(held: Wish) -> str:
    """Why no weights come of a wish."""
    left = 100.0 - sum(points for _, points in held.locked)
    if held.locked and left > 0.0 and len(held.locked) >= held.most:
        return (
            f"The locked weights take all {held.most} places and leave {left:g} points for nobody:"
            " allow more metrics, or unlock one."
        )
    return "No metric leans towards those that were lost: there is nothing to go by."


def bounds_of(material: Material, card: Card, wish: Wish) -> Bounds:
    """Judgement, locks and ceilings in the order of the metrics; a pulse gets 20 at most."""
    prior = np.where([m.id in material.barred for m in material.metrics], 0.0, 1.0)
    locked = dict(wish.locked)
    return Bounds(
        prior=as_parts(prior * typed(material, card)),
        locked=np.array([locked.get(m.id, np.nan) for m in material.metrics]),
        ceiling=np.array([PULSE_MOST if is_pulse(m) else 100.0 for m in material.metrics]),
    )


def is_pulse(metric: Metric) -> bool:
    """Whether a metric is somebody's judgement: the card's pulse, or called so."""
    return metric.id == PULSE or bool(_PULSE.search(f"{metric.measure} {metric.title}"))


def typed(material: Material, card: Card) -> Floats:
    """The weights of a card in the order of the metrics, as people typed them."""
    return np.array([float(card.metric(m.id).weight) for m in material.metrics])


def _lines(study: Study, bounds: Bounds, now: Floats, weights: Floats) -> Iterator[SuggestedLine]:
    shares = 100.0 * as_parts(now)
    for at, metric in enumerate(study.material.metrics):
        area = float(study.whole.areas[at])
        yield SuggestedLine(
            id=metric.id,
            title=metric.title,
            now=float(shares[at]),
            suggested=float(weights[at]),
            locked=not np.isnan(bounds.locked[at]),
            area=None if np.isnan(area) else area,
            note=_note(study, bounds, weights, at),
        )


def _note(study: Study, bounds: Bounds, weights: Floats, at: int) -> str:
    metric, area = study.material.metrics[at], study.whole.areas[at]
    if metric.id in study.material.barred:
        return "may know of the loss"
    if not np.isnan(bounds.locked[at]):
        return "locked"
    if study.whole.wrong[at]:
        return "points the wrong way"
    if np.isnan(area):
        return "no value to learn from"
    if weights[at] >= bounds.ceiling[at]:
        return f"a judgement: {PULSE_MOST:g} at most"
    return "" if weights[at] else "adds too little"
