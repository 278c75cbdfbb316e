"""The book as it is now: its bands, how they came about, and who moved."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from scoring.limits.showing import REPORT_MONTHS, REPORT_MOVERS
from scoring.live.frame import Frame
from scoring.live.kernel import Scores, band_names
from scoring.output.charts.tones import tone
from scoring.output.figures import count, money_or_dash, share, signed, signed_money
from scoring.output.report.bars import Bar, Part, bars
from scoring.output.report.blocks import Block, Figure, Grid, Section, Words
from scoring.output.report.histogram import histogram
from scoring.output.report.honesty import of_book
from scoring.output.report.lines import Series, lines
from scoring.spec.model import Card
from scoring.spec.scale import show
from scoring.values import Ints, Month
from scoring.views.bands import BandShare
from scoring.views.distribution import Bin
from scoring.views.movers import Way, moved, reasons
from scoring.views.portfolio import Standings

MOST_MOVERS: Final = REPORT_MOVERS.now
"""So many customers that rose, and that fell, are told."""

MOST_MONTHS: Final = REPORT_MONTHS.now


@dataclass(frozen=True, slots=True)
class Now:
    """The book at the end of a month under one card.

    `before` are the bands of the month before, empty where there is none; `trend` those of every
    month; `bins` scores in steps, of the book and of lost customers. `currency` is None where no
    revenue is known; `narrowed` says in words whom all this is narrowed to, empty for everybody.
    """

    card: Card
    month: Month
    frame: Frame
    scores: Scores
    shares: tuple[BandShare, ...]
    before: tuple[BandShare, ...]
    trend: tuple[tuple[Month, tuple[BandShare, ...]], ...]
    stands: Standings
    bins: tuple[Bin, ...]
    currency: str | None
    narrowed: str

    @property
    def rests(self) -> tuple[str, ...]:
        """What the figures of the book rest on."""
        unscored = sum(s.accounts for s in self.shares if s.tone == "none")
        customers = sum(s.accounts for s in self.shares)
        return of_book(self.month, customers, unscored, self.narrowed)


def bands_now(now: Now) -> Section:
    """How many customers, and how much revenue, stand in each band, and since when."""
    blocks: list[Block] = [_table(now), _wholes(now)]
    months = now.trend[-MOST_MONTHS:]
    if len(months) > 1:
        title = f"Customers by band, {months[0][0]} to {months[-1][0]}"
        blocks.append(Figure(title, _months(title, months), now.rests))
    if len(now.bins) and not now.card.variants:
        blocks.append(_spread(now))
    return Section("Bands now", blocks, apart=True)


def _table(now: Now) -> Grid:
    was = {s.name: s for s in now.before}
    accounts, arr = sum(s.accounts for s in now.shares), sum(s.arr for s in now.shares)
    rows = []
    for one in now.shares:
        old = was.get(one.name)
        turned = [
            signed(one.accounts - (old.accounts if old else 0)).replace("-", "−") if was else "–",
            signed_money(one.arr - (old.arr if old else 0.0), now.currency)
            if was and now.currency is not None
            else "–",
        ]
        revenue = money_or_dash(one.arr, now.currency)
        number = (count(one.accounts), share(one.accounts, accounts), turned[0])
        rows.append((one.name, *number, revenue, share(one.arr, arr), turned[1]))
    whole = (count(accounts), "100%" if accounts else "–", "", money_or_dash(arr, now.currency))
    rows.append(("All", *whole, "100%" if arr else "–", ""))
    head = ("Band", "Customers", "Share", "Since last month", "ARR", "Share of ARR",
            "ARR since last month")  # fmt: skip
    numbers = frozenset(range(1, 7))
    return Grid(f"Bands at the end of {now.month}", head, rows, numbers, now.rests)


def _wholes(now: Now) -> Figure:
    accounts = sum(s.accounts for s in now.shares)
    wholes = [
        Bar(
            "Customers",
            [Part(s.name, tone(s.tone), s.accounts, count(s.accounts)) for s in now.shares],
            count(accounts),
        )
    ]
    if now.currency is not None:
        said = [
            Part(s.name, tone(s.tone), s.arr, money_or_dash(s.arr, now.currency))
            for s in now.shares
        ]
        whole = money_or_dash(sum(s.arr for s in now.shares), now.currency)
        wholes.append(Bar("ARR", said, whole))
    title = f"The book by band at the end of {now.month}"
    return Figure(title, bars(title, wholes), now.rests)


def _months(title: str, months: Sequence[tuple[Month, tuple[BandShare, ...]]]) -> str:
    names = {s.name: tone(s.tone) for _, shares in months for s in shares}
    held = [{s.name: s.accounts for s in shares} for _, shares in months]
    series = [
        Series(name, look, [one.get(name, 0) for one in held]) for name, look in names.items()
    ]
    return lines(title, [str(month) for month, _ in months], series)


def _spread(now: Now) -> Figure:
    bands = [
        (band.name, tone(band.tone), start)
        for band, start in zip(now.card.bands, now.card.cuts, strict=True)
    ]
    bins = [(b.start, b.stop, b.kept, b.lost) for b in now.bins]
    lost = sum(b.lost for b in now.bins)
    title = "Scores of the book, and of lost customers while there was time to act"
    drawn = histogram(title, bins, bands, "Lost customers, as they were when looked at")
    return Figure(title, drawn, (*now.rests, f"lost customers with a score: {count(lost)}"))


def movers_section(now: Now) -> Section:
    """Who changed the band, who rose and who fell most since the month before, and why."""
    kinds: tuple[tuple[Way, str], ...] = (
        ("turned", "In another band than a month before"),
        ("down", "Fell most"),
        ("up", "Rose most"),
    )
    blocks: list[Block] = []
    for way, title in kinds:
        blocks += _moved(now, moved(now.stands, now.scores, now.card, way), title)
    if not blocks:
        blocks = [Words("No customer moved since the month before, or there is no such month.")]
    return Section("Movers", blocks)


def _moved(now: Now, places: Ints, title: str) -> Iterator[Block]:
    if not len(places):
        return
    some = now.stands.at(places[:MOST_MOVERS])
    names, facts = band_names(now.card), now.frame.accounts
    both = np.flatnonzero(some.before >= 0)
    why = dict.fromkeys(range(len(some)), "new")
    told = reasons(now.scores, now.card, some.before[both], some.row[both])
    why |= dict(zip(both.tolist(), told, strict=True))
    rows = []
    for i in range(len(some)):
        was = int(some.before[i])
        rows.append(
            (
                facts.names[int(some.account[i])],
                _standing(now, names, was) if was >= 0 else "–",
                _standing(now, names, int(some.row[i])),
                "–" if np.isnan(some.change[i]) else f"{some.change[i]:+.1f}".replace("-", "−"),
                money_or_dash(float(some.arr[i]), now.currency),
                why[i],
            )
        )
    more = f", the first {len(rows)} of {count(len(places))}" if len(places) > len(rows) else ""
    head = ("Customer", "Month before", "Now", "Points", "ARR", "What moved it most")
    yield Grid(f"{title}{more}", head, rows, frozenset({3, 4}), now.rests)


def _standing(now: Now, names: np.ndarray, row: int) -> str:
    score = float(now.scores.score[row])
    band = str(names[now.scores.standing[row]])
    return band if np.isnan(score) else f"{band} {show(score, now.card)}"
