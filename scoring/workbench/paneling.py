"""Every metric that could be on a card is held against the losses, those that are not on it too."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Final

from scoring.backtest.ground import ground_of
from scoring.backtest.trial import Trial
from scoring.engine.watch import Watch
from scoring.limits.time import PANEL_MEASURES
from scoring.live.among import EVERYONE, Among
from scoring.spec.edit_metrics import with_new_metric
from scoring.spec.model import PULSE, Card, Metric
from scoring.tune.evidence import Evidence, Fifth
from scoring.tune.lockbox import out_of_sight
from scoring.tune.panel import Candidate, Caution, Panel, PanelLine, panel_of
from scoring.workbench.guessing import guess_metric
from scoring.workbench.leaking import leak_lights
from scoring.workbench.opening import DataSet

MOST: Final = PANEL_MEASURES.now
"""So many measures beyond those of the card are looked at."""


def panel_key(data: DataSet, card: Card, trial: Trial, among: Among = EVERYONE) -> Hashable:
    """All that a panel depends on: what the card's lines read and make of it, not their weight."""
    lines = tuple(_line(m) for m in _on(card))
    return ("panel", data.catalogue.version, lines, trial.question, among)


def _line(metric: Metric) -> str:
    return metric.model_copy(update={"weight": 0.0, "enabled": True}).model_dump_json()


def _on(card: Card) -> tuple[Metric, ...]:
    """The metrics of the card, switched off or not, and a pulse that weighs."""
    return (*card.metrics, *(m for m in card.active if m.id == PULSE))


def panel(
    data: DataSet,
    card: Card,
    trial: Trial,
    among: Among = EVERYONE,
    watch: Watch | None = None,
) -> Panel:
    """A line for each metric of the card, and for each measure that none of them reads.

    Input: the card and its trial, which says what is asked and of whom. A measure that is not
    on the card is taken as the Workbench would add it. The last panels are kept with the data.
    Raises Stopped if `watch` was asked to.
    """

    def made() -> Panel:
        found = _candidates(data, card, trial, watch)
        lights = leak_lights(data, trial.question)
        return panel_of(data.book, ground_of(data.book, trial.cases), found, lights)

    return data.book.cases.get(panel_key(data, card, trial, among), made)


def could_be_chosen(data: DataSet, card: Card, trial: Trial) -> tuple[Metric, ...]:
    """The measures that a guess could have chosen instead of those on the card, as metrics.

    Nothing that has a leak light, and nothing at all for a card without a guess.
    """
    if not any(metric.guess for metric in card.active):
        return ()
    leaky = {one.name for one in leak_lights(data, trial.question) if one.level != "clear"}
    found = _candidates(data, card, trial, None)
    return tuple(one.metric for one in found if not one.on_card and one.metric.measure not in leaky)


def _candidates(data: DataSet, card: Card, trial: Trial, watch: Watch | None) -> list[Candidate]:
    unseen = out_of_sight(data.book, trial.question)
    found = [Candidate(metric, True, metric.guess) for metric in _on(card)]
    read = {m.measure for m in _on(card)}
    others = [m.name for m in data.catalogue.measures if m.name not in read][:MOST]
    for at, name in enumerate(others):
        if watch is not None:
            watch.tell(f"Looking at {name}", at / len(others))
        guess = guess_metric(data, name, [one.metric.id for one in found], unseen)
        if guess is not None:
            found.append(Candidate(guess.metric, False, True))
    return found


def left_out(data: DataSet, card: Card) -> int:
    """How many measures are too many to be looked at."""
    read = {m.measure for m in _on(card)}
    return max(0, sum(m.name not in read for m in data.catalogue.measures) - MOST)


def with_trial_metric(
    card: Card, line: PanelLine, *, keep_total: bool = False, locked: frozenset[str] = frozenset()
) -> Card:
    """The card with a metric of the panel on it, as adding one on the Workbench would have it.

    Raises CardError if it cannot stand on the card.
    """
    return with_new_metric(card, line.candidate.metric, keep_total=keep_total, locked=locked)


__all__ = [
    "Caution",
    "Evidence",
    "Fifth",
    "Panel",
    "PanelLine",
    "could_be_chosen",
    "left_out",
    "panel",
    "panel_key",
    "with_trial_metric",
]
