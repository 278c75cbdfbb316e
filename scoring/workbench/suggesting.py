"""Weights are suggested for a card, with their worth on accounts that they were not learnt from."""

from __future__ import annotations

import contextlib
from collections.abc import Collection, Hashable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np

from scoring.backtest.ground import ground_of
from scoring.backtest.trial import Trial
from scoring.engine.watch import Watch
from scoring.errors import CommandError
from scoring.live.among import EVERYONE, Among
from scoring.spec.edit import with_weights
from scoring.spec.model import UNMATCHED, Card
from scoring.spec.variants import draft_of
from scoring.tune.later import Later
from scoring.tune.material import material_of
from scoring.tune.suggestion import Study, SuggestedLine, Suggestion, study_of, suggestion
from scoring.tune.validation import Validated
from scoring.tune.weights import STEPS, USUAL_MOST, USUAL_STEP, Wish
from scoring.values import Bools
from scoring.workbench.leaking import leak_lights
from scoring.workbench.opening import DataSet
from scoring.workbench.paneling import could_be_chosen


def study_key(
    data: DataSet, card: Card, trial: Trial, among: Among = EVERYONE, position: int = UNMATCHED
) -> Hashable:
    """All that a study depends on: no weight, no cut, no name; but whom each variant scores."""
    draft = draft_of(card, position)
    still = with_weights(draft, {m.id: 0.0 for m in draft.active})
    whom = tuple(variant.when.model_dump_json(by_alias=True) for variant in card.variants)
    same: dict[str, Any] = {
        "variants": (),
        "bands": (),
        "playbooks": {},
        "name": "",
        "about": None,
        "source": None,
    }
    digest = still.model_copy(update=same).digest
    return ("study", data.catalogue.version, digest, whom, position, trial.question, among)


def study(
    data: DataSet,
    card: Card,
    trial: Trial,
    among: Among = EVERYONE,
    position: int = UNMATCHED,
    watch: Watch | None = None,
) -> Study:
    """Everything that weights are suggested from; the last ones are kept with the data.

    Input: the card and its trial, which says what is asked and of whom; `position` is the variant
    whose weights are wanted, learnt from the cases that it scores. It takes about a second for
    10,000 cases: `watch` tells how far it is and can end it. Raises CommandError for a card of
    points, which has no weights, and Stopped.
    """
    if card.kind == "points":
        raise CommandError("a points card has no weights", fix="suggest weights for a weighted one")

    def tell(done: int, of: int) -> None:
        if watch is not None:
            watch.tell(f"Leaving out part {done % 5 + 1} of 5, turn {done // 5 + 1}", done / of)

    def made() -> Study:
        draft = draft_of(card, position)
        ground = ground_of(data.book, trial.cases)
        red = {light.name for light in leak_lights(data, trial.question) if light.level == "red"}
        barred = [m.id for m in draft.active if m.measure in red]
        others = could_be_chosen(data, draft, trial)
        only = _only(data, card, position)
        material = material_of(data.book, ground, draft, only, barred, others)
        reach = trial.question.lead + trial.question.horizon
        return study_of(material, reach, tell)

    return data.book.cases.get(study_key(data, card, trial, among, position), made)


def _only(data: DataSet, card: Card, position: int) -> Bools | None:
    """The rows that the card itself, or one of its variants, scores; None for all."""
    variant = data.book.scored(card).variant
    return None if variant is None else np.asarray(variant == position)


def suggest(
    found: Study,
    card: Card,
    wish: Wish,
    position: int = UNMATCHED,
    learnt: Taken | None = None,
) -> Suggestion:
    """The weights that a study suggests for the card, or for one of its variants.

    Input: weights that were `learnt` from the losses before, if any, are not taken for judgement.
    Raises CommandError if a locked metric is none of the card's.
    """
    known = {m.id for m in found.material.metrics}
    for name, _ in wish.locked:
        if name not in known:
            raise CommandError(
                f"no metric in force is called '{name}'",
                fix=f"lock one of {', '.join(sorted(known))}",
            )
    return suggestion(found, as_judged(draft_of(card, position), learnt), wish)


@dataclass(frozen=True, slots=True)
class Taken:
    """Weights by id that were taken from the losses, and those that people had given before.

    `of_all` says that no loss was locked away from them.
    """

    weights: tuple[tuple[str, float], ...]
    judged: tuple[tuple[str, float], ...]
    of_all: bool = True


def taken(
    draft: Card, suggested: Card, earlier: Taken | None = None, *, of_all: bool = True
) -> Taken:
    """What is to be remembered when suggested weights are put on a draft."""
    return Taken(_weights(suggested), _weights(as_judged(draft, earlier)), of_all)


def as_judged(draft: Card, learnt: Taken | None) -> Card:
    """The draft with the weights that people gave it.

    Weights that were learnt from these losses are no judgement beside them: a second suggestion
    would lean on the accounts it is tried on. Those changed by hand since then are.
    """
    if learnt is None or _weights(draft) != learnt.weights:
        return draft
    return with_weights(draft, dict(learnt.judged))


def _weights(draft: Card) -> tuple[tuple[str, float], ...]:
    return tuple((metric.id, metric.weight) for metric in draft.active)


def locks_of(draft: Card, ids: Collection[str]) -> tuple[tuple[str, float], ...]:
    """Locked metrics with the points of 100 that they have now, in whole points; at most 100."""
    locked = {m.id: float(round(100.0 * draft.effective_weight(m.id))) for m in draft.active}
    locked = {name: points for name, points in locked.items() if name in ids}
    over = sum(locked.values()) - 100.0
    if over > 0.0:
        locked[max(locked, key=lambda name: locked[name])] -= over
    return tuple(locked.items())


def lock(text: str) -> tuple[str, float]:
    """A lock as it is typed, such as `pulse=20`. Raises CommandError for anything else."""
    name, sign, points = text.partition("=")
    try:
        return name.strip(), float(points if sign else "none")
    except ValueError:
        problem = f"the lock '{text}' is no id with points"
        raise CommandError(problem, fix="write it like pulse=20") from None


_BLEND, _MOST = "tb", "tk"
AS_USUAL: Final = Wish()
"""A suggestion as it is made where nobody says otherwise."""


def wish_in_link(wish: Wish) -> dict[str, str]:
    """Blend and limit as texts for a link's view; nothing for what is usual."""
    found = {} if wish.blend is None else {_BLEND: f"{100.0 * wish.blend:.0f}"}
    return found if wish.most == USUAL_MOST else found | {_MOST: str(wish.most)}


def wish_from_link(view: Mapping[str, str]) -> Wish:
    """The wish of a link's view; whatever is not sound in it counts as usual."""
    wish = AS_USUAL
    blend, most = (view.get(key, "")[:4] for key in (_BLEND, _MOST))
    with contextlib.suppress(CommandError):
        wish = replace(wish, blend=int(blend) / 100.0 if blend.isdecimal() else None)
    with contextlib.suppress(CommandError):
        wish = replace(wish, most=int(most) if most.isdecimal() else USUAL_MOST)
    return wish


__all__ = [
    "AS_USUAL",
    "STEPS",
    "USUAL_MOST",
    "USUAL_STEP",
    "Later",
    "Study",
    "SuggestedLine",
    "Suggestion",
    "Taken",
    "Validated",
    "Wish",
    "as_judged",
    "lock",
    "locks_of",
    "study",
    "study_key",
    "suggest",
    "taken",
    "wish_from_link",
    "wish_in_link",
]
