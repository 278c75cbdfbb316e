"""What a team asks of its book: renewals ahead, the figures of the year, who may be asked for more.

The settings of these questions go into links as short texts, and come back where they are sound.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from scoring.backtest.clock import usual_question
from scoring.backtest.figure import Figure as Estimate
from scoring.backtest.proportions import proportion
from scoring.backtest.renewals import Forecast, forecast
from scoring.errors import BellwetherError, CommandError
from scoring.kinds.condition import Condition
from scoring.live.among import EVERYONE, Among
from scoring.spec.edit_facts import with_new_fact
from scoring.spec.model import Card
from scoring.spec.source_parts import EventMeasure
from scoring.values import Bools, Ints, Month
from scoring.views.expansion import ready, usual_condition
from scoring.views.kpis import BookFigures, Figure
from scoring.views.movers import Way, moved, reasons
from scoring.views.revenue import gross_retention, lifetime_value, net_retention
from scoring.views.surveys import Survey, survey_figures
from scoring.workbench.checking import fits
from scoring.workbench.opening import DataSet
from scoring.workbench.pictures import Overview

USUAL_RULE: Final = ""
NO_RULE: Final = "{}"
_PIECE, _PIECES = 190, 6
_LIMITS: Final = {"margin": (1, 100), "rise": (0, 100), "over": (1, 24)}
_KEYS: Final = {"margin": "pm", "rise": "pr", "over": "po"}


@dataclass(frozen=True, slots=True)
class Booked:
    """The settings of the page on the book.

    `margin` is the gross margin in percent. Ready for an offer is whose score rose by `rise`
    points over `over` months, and for whom the condition `when` holds, written as JSON
    (USUAL_RULE: the one that suits the data; NO_RULE: none).
    """

    margin: int = 100
    rise: float = 1.0
    over: int = 3
    when: str = USUAL_RULE

    def checked(self) -> Booked:
        """The same. Raises CommandError for a number out of range or a rule that is too long."""
        for name, (low, high) in _LIMITS.items():
            if not low <= getattr(self, name) <= high:
                raise CommandError(f"{name} is {getattr(self, name)}", fix=f"give {low} to {high}")
        if len(self.when) > _PIECE * _PIECES:
            raise CommandError("the rule is too long for a link", fix="use fewer comparisons")
        return self


BOOKED: Final = Booked()


def booked_in_link(booked: Booked) -> dict[str, str]:
    """The settings as texts for a link's view; nothing for what is usual."""
    found = {
        key: f"{getattr(booked, name):g}"
        for name, key in _KEYS.items()
        if getattr(booked, name) != getattr(BOOKED, name)
    }
    pieces = range(0, len(booked.when), _PIECE)
    return found | {f"pw{i // _PIECE}": booked.when[i : i + _PIECE] for i in pieces}


def booked_from_link(view: Mapping[str, str]) -> Booked:
    """The settings of a link's view; whatever is not sound in it counts as usual."""
    booked = BOOKED
    for name, key in _KEYS.items():
        kind = type(getattr(BOOKED, name))
        with contextlib.suppress(BellwetherError, ValueError, OverflowError):
            booked = replace(booked, **{name: kind(view[key])} if key in view else {}).checked()
    when = "".join(view.get(f"pw{i}", "") for i in range(_PIECES))
    with contextlib.suppress(BellwetherError, ValueError):
        if when:
            Condition.model_validate_json(when) if when != NO_RULE else None
            booked = replace(booked, when=when)
    return booked


def rule_of(data: DataSet, card: Card, booked: Booked) -> Condition | None:
    """The condition of the rule, the usual one where the own does not fit the data."""
    if booked.when == NO_RULE:
        return None
    if booked.when != USUAL_RULE:
        own = Condition.model_validate_json(booked.when)
        if rule_fits(data, card, own):
            return own
    usual = usual_condition(card, data.catalogue.measures)
    return usual if usual is not None and rule_fits(data, card, usual) else None


def rule_fits(data: DataSet, card: Card, when: Condition) -> bool:
    """Whether the data and the card have what a condition speaks of."""
    plain: dict[str, Any] = when.model_dump(by_alias=True, exclude_none=True)
    fact = {"id": "expansion_rule", "when": plain, "points": 0}
    try:
        return fits(with_new_fact(card, "adjustments", fact), data)
    except BellwetherError:
        return False


def rule_text(plain: Mapping[str, Any]) -> str:
    """A condition as the settings hold it. Raises CommandError if it is none."""
    try:
        Condition.model_validate(plain)
    except ValueError as error:
        raise CommandError("this is no condition", fix="say what is compared") from error
    return json.dumps(plain, separators=(",", ":"), ensure_ascii=False)


def ready_of(data: DataSet, card: Card, seen: Overview, booked: Booked) -> Bools:
    """Which of the accounts of the book are ready for an offer; shape of its standings."""
    when, scores = rule_of(data, card, booked), data.book.scored(card)
    return ready(data.book, scores, card, seen.standings.row, when, booked.rise, booked.over)


def renewals_of(data: DataSet, card: Card, month: Month, among: Among = EVERYONE) -> Forecast:
    """The renewals ahead and what may stay of them, at the lead that suits the book."""
    frame, lead = data.book.frame, usual_question(data.book.frame).lead
    within = among.mask(frame)
    key = "renewals", card.digest, month, among
    return data.book.overviews.get(
        key, lambda: forecast(frame, data.book.scored(card), card, month, lead, within)
    )


def moved_of(data: DataSet, card: Card, seen: Overview, way: Way) -> Ints:
    """The places in the standings of the accounts that moved since the month before."""
    return moved(seen.standings, data.book.scored(card), card, way)


def reasons_of(data: DataSet, card: Card, seen: Overview, places: Ints) -> list[str]:
    """Why the scores of some of them moved, with points."""
    stands = seen.standings.at(places)
    return reasons(data.book.scored(card), card, stands.before, stands.row)


@dataclass(frozen=True, slots=True)
class Year:
    """The figures of the book over a year; shares come with their intervals in `churn_seen`.

    `churn_seen` and `renewal_seen` are the churn and the renewal rate as estimates.
    """

    figures: BookFigures
    gross: Figure
    net: Figure
    worth: Figure
    surveys: tuple[Survey, ...]
    churn_seen: Estimate
    renewal_seen: Estimate


def year_of(
    data: DataSet,
    card: Card,
    seen: Overview,
    margin: int,
    among: Among = EVERYONE,
) -> Year:
    """The figures of the twelve months up to the month looked at; margin in percent."""
    frame, month, found = data.book.frame, seen.month, seen.figures
    within = among.mask(frame)
    return Year(
        figures=found,
        gross=gross_retention(frame, month, within=within),
        net=net_retention(frame, month, within=within),
        worth=lifetime_value(frame, month, margin / 100.0, within=within),
        surveys=survey_figures(data.book, card, month, within, no_answers=_reckoned(data)),
        churn_seen=proportion(found.churn.numerator, found.churn.n),
        renewal_seen=proportion(found.renewal.numerator, found.renewal.n),
    )


def _reckoned(data: DataSet) -> frozenset[str]:
    """The measures that are made of many dated rows: a count or a mean of answers is no answer.

    The latest row of a month's window is one.
    """
    events = data.loaded.source.events
    return frozenset(event.measure for event in events if not _an_answer(event))


def _an_answer(event: EventMeasure) -> bool:
    within_a_month = (event.window_days or 0) in range(1, 32) or event.window_months == 1
    return event.aggregate == "last" and within_a_month
