"""Judgements that people gave lie over a data set, which then is scored like any other."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, Literal

import numpy as np

from scoring.live.book import Fetch
from scoring.live.given import given, untils
from scoring.spec.catalogue import Catalogue, Measure
from scoring.spec.model import Card, Metric
from scoring.spec.records import PulseRecord
from scoring.values import Column, Texts
from scoring.workbench.checking import fits
from scoring.workbench.opening import DataSet

GIVEN: Final = "csm_pulse"
GIVEN_REASON: Final = "csm_pulse_reason"
"""The measures that a card reads where the data have no judgements or no reasons of their own."""


def pulse_measure(catalogue: Catalogue) -> str:
    """The measure of judgements from 1 to 5 that these data have; "" for none.

    It is the first one of numbers that has "pulse" in its name and holds nothing else.
    """
    named = (m for m in catalogue.measures if m.reads == "number" and "pulse" in m.name.lower())
    return next((m.name for m in named if _is_one_to_five(m)), "")


def reason_measure(catalogue: Catalogue) -> str:
    """The measure of text in which the reason of a judgement stands; "" for none."""
    texts = (m.name for m in catalogue.measures if m.reads == "text")
    return next((name for name in texts if "pulse" in name.lower()), "")


def given_measures(catalogue: Catalogue) -> tuple[Measure, ...]:
    """What judgements add to what these data offer: themselves and their reasons, if missing.

    A measure of the data that has such a name but holds something else keeps it, and the one
    that is added is called `…_given`.
    """
    added = []
    if not pulse_measure(catalogue):
        added.append(Measure(_free(GIVEN, catalogue), GIVEN, "number", 1.0, 5.0, filled=0.0))
    if not reason_measure(catalogue):
        added.append(Measure(_free(GIVEN_REASON, catalogue), GIVEN_REASON, "text", filled=0.0))
    return tuple(added)


def read_from_given(cards: Sequence[Card], catalogue: Catalogue) -> tuple[Measure, ...]:
    """Of what judgements add, the measures that the pulse of one of these cards reads."""
    pulses = [card.pulse for card in cards if card.pulse is not None]
    wanted = {name for pulse in pulses for name in (pulse.measure, pulse.reason)}
    return tuple(m for m in given_measures(catalogue) if m.name in wanted)


def with_pulses(
    data: DataSet, records: Sequence[PulseRecord], cards: Sequence[Card] = ()
) -> DataSet:
    """The data set with judgements over it.

    Input: a data set as it was loaded, judgements in the order of writing, and the cards that
    are to be read beside it. Output: the same rows, where at each end of a month at which a
    judgement holds (`scoring.live.given.given`) it replaces what the card's pulse reads, and
    with it the value of the month of the data's own measure of judgements. Whatever the book
    has fetched and scored already is shared. The data set itself where nothing lies over it.
    """
    loaded, book = data.loaded, data.book
    added = read_from_given(cards, loaded.catalogue)
    if not records and not added:
        return data
    laid = given(book.frame, pulse_measure(loaded.catalogue), records)
    filled = len(laid.rows) / max(1, len(book.frame.month))
    measures = (*loaded.catalogue.measures, *(replace(m, filled=filled) for m in added))
    kinds = {m.name: m.reads for m in added}
    return DataSet(
        replace(loaded, catalogue=replace(loaded.catalogue, measures=measures)),
        book.beside(laid, _fetching(book.fetch, kinds, len(book.frame.month))),
        data.place,
        before=data,
    )


Stands = Literal["holds", "expired", "replaced", "to come"]


@dataclass(frozen=True, slots=True)
class Stood:
    """A judgement and how it stands on a day; `until` is the first day it no longer holds."""

    record: PulseRecord
    stands: Stands
    until: dt.date


def how_they_stand(records: Sequence[PulseRecord], day: dt.date) -> tuple[Stood, ...]:
    """How the judgements of one account stand on a day, in the order they were given.

    Input: its judgements in the order of writing. At most one of them holds.
    """
    own = sorted(records, key=lambda record: record.given)
    return tuple(
        Stood(record, _stands(record, until, day), until)
        for record, until in zip(own, untils(own), strict=True)
    )


def _stands(record: PulseRecord, until: dt.date, day: dt.date) -> Stands:
    if day < record.given:
        return "to come"
    if day < until:
        return "holds"
    return "replaced" if until < record.expires else "expired"


def heard_by(card: Card, catalogue: Catalogue) -> tuple[str, ...]:
    """The parts of a card that a judgement given here reaches, by their titles; () for none."""
    measure = pulse_measure(catalogue)
    found = [card.pulse.title] if card.pulse is not None and card.pulse.enabled else []
    found += [m.title for m in card.active if m.measure == measure and m.transform.name == "level"]
    rules = [(rule.title, rule.when) for rule in card.flags]
    rules += [(rule.title, rule.when) for rule in card.bonuses]
    found += [title for title, when in rules if ("measure", measure) in when.subjects()]
    return tuple(dict.fromkeys(found))


def usual_pulse(mode: str, catalogue: Catalogue) -> dict[str, Any]:
    """What a card's pulse says so that it reads what is given here, in one of its modes.

    It reads the data's own judgements and reasons where there are any. `catalogue` is that of
    the data as they were loaded.
    """
    added = {m.reads: m.name for m in given_measures(catalogue)}
    said = {"measure": pulse_measure(catalogue) or added["number"], "mode": mode, "enabled": True}
    if mode == "pin":
        reason = reason_measure(catalogue) or added["text"]
        said |= {"reason": reason, "expires_months": 3, "scale": "five"}
    return said


def fits_beside_given(card: Card, data: DataSet) -> bool:
    """Whether a card can score these data once judgements may lie over them."""
    return fits(card, with_pulses(data, (), [card]))


def _fetching(fetch: Fetch, added: Mapping[str, str], rows: int) -> Fetch:
    """The way to columns, where a measure that the database does not have is empty."""

    def absent(metric: Metric) -> Column:
        if added.get(metric.measure) == "text":
            return Texts(np.full(rows, -1, dtype=np.int32), ())
        return np.full(rows, np.nan)

    def fetched(metrics: Sequence[Metric]) -> Mapping[str, Column]:
        real = [m for m in metrics if not added.keys() & {m.measure, *m.transform.also}]
        found = dict(fetch(real)) if real else {}
        return found | {m.id: absent(m) for m in metrics if m.id not in found}

    return fetched


def _free(name: str, catalogue: Catalogue) -> str:
    return name if catalogue.measure(name) is None else f"{name}_given"


def _is_one_to_five(measure: Measure) -> bool:
    low, high = measure.low, measure.high
    return low is None or high is None or (low >= 1.0 and high <= 5.0)
