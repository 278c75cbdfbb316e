"""The book's last twelve months in figures, each with its n, and its definition on hover."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final, NamedTuple

import streamlit as st

from scoring.backtest.figure import Figure as Estimate
from scoring.backtest.gates import COUNTS
from scoring.kinds.naming import spoken
from scoring.kinds.transforms.ces import Ces
from scoring.kinds.transforms.nps import Nps
from scoring.output.figures import count, money, share, signed, signed_money
from scoring.spec.glossary import meaning
from scoring.ui.bound import held
from scoring.ui.live.tiles import Figure as Shown
from scoring.ui.panels.tiles import figures
from scoring.ui.state import State
from scoring.views.kpis import YEAR, Figure
from scoring.views.surveys import Survey
from scoring.workbench import Overview
from scoring.workbench.booking import Year, year_of

_A_ROW: Final = 5


class Tile(NamedTuple):
    """A figure as it is shown: label, value, what it is made of, what it means."""

    label: str
    value: str
    made_of: str
    meaning: str


def year(here: State, seen: Overview) -> None:
    """Churn, renewals, revenue, worth and surveys; nothing where nothing can be counted."""
    found = year_of(here.data, here.card, seen, here.booked.margin, here.filter)
    surveys = list(_surveys(found))
    if here.data.catalogue.single and not surveys:
        return
    st.markdown(f"## Figures of the last {YEAR} months")
    if not found.figures.known:
        st.caption(_why_none(here, seen))
        if surveys:
            _shown(surveys)
        return
    _shown([*_customers(found), *_revenue(here, found), *surveys])
    if here.data.catalogue.has_arr:
        _margin(here)


def _why_none(here: State, seen: Overview) -> str:
    """What the figures compare with, and why it is not there."""
    first, before = here.data.book.frame.months[0], seen.month.plus(-YEAR)
    if before < first:
        return (
            f"Churn, retention, renewals and growth compare the end of {seen.month} with"
            f" {YEAR} months before, {before}; these data begin {first}."
        )
    if here.data.catalogue.churn != "dated":
        return (
            "These data do not say when customers were lost, so churn and retention are not known."
        )
    return f"Nobody of these was a customer {YEAR} months before, so there is nothing to compare."


def _shown(shown: Sequence[Tile]) -> None:
    told = [Shown(t.label, t.value, change=t.made_of, help=t.meaning) for t in shown]
    rows = [told[start : start + _A_ROW] for start in range(0, len(told), _A_ROW)]
    figures(rows, "tiles-year", small=True)


def _margin(here: State) -> None:
    def moved() -> None:
        here.booked = replace(here.booked, margin=int(st.session_state["book-margin"] or 100))

    st.number_input(
        "Gross margin, percent",
        **held("book-margin", here.booked.margin),
        min_value=1,
        max_value=100,
        width=180,
        on_change=moved,
        help="What is left of revenue after the cost of serving it; the lifetime value takes it.",
    )


def _customers(found: Year) -> Iterator[Tile]:
    figures = found.figures
    churn, renewal = _interval(found.churn_seen), _interval(found.renewal_seen)
    yield Tile(
        "Churn rate", _percent(figures.churn), _of(figures.churn, "customers"), _CHURN + churn
    )
    yield Tile(
        "Retention rate", _percent(figures.retention), _of(figures.retention, "customers"), _STAYED
    )
    yield Tile(
        "Renewal rate",
        _percent(figures.renewal),
        _of(figures.renewal, "contracts"),
        _RENEWED + renewal,
    )
    yield Tile("Save rate", _percent(figures.saved), _of(figures.saved, "at risk"), _SAVED)


def _revenue(here: State, found: Year) -> Iterator[Tile]:
    if not here.data.catalogue.has_arr:
        return
    currency, growth = here.data.catalogue.currency, found.figures.growth
    for label, figure, words in (("GRR", found.gross, _GROSS), ("NRR", found.net, _NET)):
        kept = f"{money(figure.numerator, currency)} of {money(figure.denominator, currency)}"
        made_of = f"{kept} · n {count(figure.n)}" if figure.n else _NONE
        yield Tile(label, _percent(figure), made_of, words)
    risen = "–" if growth.value is None else f"{signed(100 * growth.value)}%"
    amount = f"{signed_money(growth.numerator, currency)} · n {count(growth.n)}"
    yield Tile("ARR growth", risen, amount if growth.n else _NONE, _GREW)
    yield _worth(here, found, currency)


def _worth(here: State, found: Year, currency: str) -> Tile:
    """The lifetime value, with the interval that its churn rate gives it."""
    worth, churn = found.worth, found.churn_seen
    meaning = f"{_WORTH} Gross margin: {here.booked.margin}%. Change it below."
    if worth.value is None or not churn.low or not churn.high:
        return Tile("Lifetime value", "–", _NONE, meaning)
    losses = found.figures.churn.numerator
    if losses < COUNTS:
        return Tile("Lifetime value", "–", f"{count(losses)} lost: too few", meaning)
    low, high = worth.numerator / churn.high, worth.numerator / churn.low
    made_of = f"{money(low, currency)} to {money(high, currency)} · n {count(worth.n)}"
    return Tile("Lifetime value", money(worth.value, currency), made_of, meaning)


def _surveys(found: Year) -> Iterator[Tile]:
    for one in found.surveys:
        label = one.way.name.upper()
        made_of = f"{count(one.answers)} answers of {count(one.accounts)} customers"
        yield Tile(label, _answer(one), made_of if one.answers else _NONE, _meaning(one))


def _answer(one: Survey) -> str:
    if one.value is None:
        return "–"
    if isinstance(one.way, Ces) and one.way.reading == "mean":
        return f"{one.value:.1f}"
    return f"{one.value:.0f}%" if one.way.name == "csat" else signed(one.value)


def _meaning(one: Survey) -> str:
    way, of = (
        one.way,
        f"Of all answers in these months, one a customer and month: {spoken(one.measure)}.",
    )
    if isinstance(way, Nps):
        return f"{meaning('NPS')} {of}"
    if isinstance(way, Ces):
        effort = "Mean answer on effort."
        balance = (
            f"Share from {way.positive_from:g} up less share to {way.negative_to:g}, in points."
        )
        return f"{effort if way.reading == 'mean' else balance} {of}"
    return f"Share of answers from {way.satisfied_from:g} of {way.of:g} up. {of}"


def _percent(figure: Figure) -> str:
    return share(figure.numerator, figure.denominator)


def _of(figure: Figure, noun: str) -> str:
    return f"{count(figure.numerator)} of {count(figure.n)} {noun}" if figure.n else _NONE


def _interval(seen: Estimate) -> str:
    if seen.low is None or seen.high is None:
        return ""
    low, high = 100 * seen.low, 100 * seen.high
    return f" As a rate to expect again: {low:.0f}% to {high:.0f}% (Wilson, 95%)."


_NONE = "nothing to count"
_CHURN = f"{meaning('Churn rate')} Over {YEAR} months; customers won since are in neither number."
_STAYED = f"{meaning('Retention rate')} It is what the churn rate leaves."
_RENEWED = (
    f"{meaning('Renewal rate')} Earlier renewals are reckoned back from the next one, a year at a"
    " time."
)
_SAVED = meaning("Save rate")
_GROSS = (
    f"{meaning('GRR')} Each customer counts with the lesser of its ARR then and now;"
    " n is the customers of then."
)
_NET = f"{meaning('NRR')} Customers won since are left out; n is the customers of then."
_GREW = f"{meaning('ARR growth')} Against {YEAR} months ago; n is the customers now."
_WORTH = (
    f"{meaning('Lifetime value')} The mean ARR is taken, churn as constant, and nothing is"
    " discounted: the usual formula of subscription businesses (Skok, SaaS Metrics 2.0). The"
    " interval is that of the churn rate."
)
