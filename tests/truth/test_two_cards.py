"""Two cards on the demo book: the matrix, who moves and what, once more by SQL and by hand."""

from __future__ import annotations

import re
from pathlib import Path

import duckdb
import numpy as np
import pytest
from sklearn.metrics import roc_auc_score

from scoring.backtest.ground import ground_of
from scoring.live.among import Among
from scoring.output.compared import consequence
from scoring.spec.edit import with_cuts, with_weight
from scoring.spec.model import Card
from scoring.spec.parse import parse_card
from scoring.values import Month
from scoring.views.bands import band_shares
from scoring.views.ledger import CAUSES
from scoring.views.ledger_lines import moved_by
from scoring.workbench import DataSet, preset_texts, score_table
from scoring.workbench.two_cards import (
    Side,
    TwoCards,
    by_dimension,
    contest_of,
    two_cards,
    why_moved,
)
from tests.bundled import opened
from tests.conftest import ROOT
from tests.truth.small_data import data_set

pytestmark = pytest.mark.slow

CARD = parse_card(preset_texts()["b2b_saas_starter"])
OTHER = with_cuts(with_weight(with_weight(CARD, "usage", 5.0), "survey", 40.0), (70.0, 50.0))
TRAFFIC = parse_card(preset_texts()["traffic_light_ten"])
JULY, OCTOBER = Month.parse("2026-07"), Month.parse("2026-10")
PAIRS = [
    (CARD, OCTOBER, OTHER, OCTOBER),
    (CARD, JULY, CARD, OCTOBER),
    (OTHER, OCTOBER, TRAFFIC, JULY),
]
BOOK = f"""
    SELECT account_id AS id, band, s.arr AS arr
    FROM scores
    JOIN '{ROOT}/data/demo/accounts.parquet' AS a USING (account_id)
    LEFT JOIN '{ROOT}/data/demo/snapshots.parquet' AS s
      ON s.account_id = scores.account_id
     AND date_trunc('month', s.as_of) = date_trunc('month', scores.as_of)
    WHERE a.churned_on IS NULL
       OR date_trunc('month', a.churned_on) > date_trunc('month', scores.as_of)
"""
"""The customers of the month of a table of scores, with their bands."""


@pytest.fixture(scope="module")
def demo() -> DataSet:
    """The demo book."""
    return opened("demo")


def compared(
    data: DataSet, pair: tuple[Card, Month, Card, Month], among: Among | None = None
) -> TwoCards:
    one, first, other, second = pair
    sides = Side("one", one, first), Side("other", other, second)
    return two_cards(data, *sides, among or Among())


def by_sql(
    data: DataSet, pair: tuple[Card, Month, Card, Month]
) -> dict[tuple[str, str], tuple[int, float]]:
    """Accounts and ARR of each pair of bands."""
    con = duckdb.connect()
    for name, card, month in (("before", pair[0], pair[1]), ("after", pair[2], pair[3])):
        con.register("scores", score_table(data, card, [month]))
        con.execute(f"CREATE TABLE {name} AS {BOOK}")
        con.unregister("scores")
    rows = con.execute(
        """
        SELECT coalesce(b.band, 'Not yet a customer'), coalesce(a.band, 'No longer a customer'),
               count(*), coalesce(sum(CASE WHEN a.id IS NULL THEN b.arr ELSE a.arr END), 0)
        FROM before AS b FULL JOIN after AS a ON a.id = b.id
        GROUP BY ALL
        """
    ).fetchall()
    con.close()
    return {(was, now): (count, arr) for was, now, count, arr in rows}


@pytest.mark.parametrize("pair", PAIRS, ids=["cards", "months", "both"])
def test_the_matrix_is_that_of_sql(demo: DataSet, pair: tuple[Card, Month, Card, Month]) -> None:
    """Each cell's accounts and ARR by a full join of the two score tables."""
    matrix = compared(demo, pair).matrix
    mine = {
        (matrix.lines[i], matrix.columns[j]): (
            int(matrix.counts[i, j]),
            pytest.approx(float(matrix.amounts[i, j]), rel=1e-9),
        )
        for i, j in np.argwhere(matrix.counts > 0).tolist()
    }
    assert by_sql(demo, pair) == mine


@pytest.mark.parametrize("pair", PAIRS, ids=["cards", "months", "both"])
@pytest.mark.parametrize("among", [Among(), Among((("segment", "SMB"),))], ids=["all", "some"])
def test_the_margins_are_the_band_counts_of_both_cards(
    demo: DataSet, pair: tuple[Card, Month, Card, Month], among: Among
) -> None:
    """Rows add up to the tiles of the card before, columns to those of the card after."""
    found = compared(demo, pair, among)
    matrix, within = found.matrix, among.mask(demo.book.frame)
    for card, month, names, sums in (
        (pair[0], pair[1], matrix.lines, matrix.counts.sum(axis=1)),
        (pair[2], pair[3], matrix.columns, matrix.counts.sum(axis=0)),
    ):
        shares = band_shares(demo.book.frame, demo.book.scored(card), card, month, within)
        told = dict(zip(names[:-1], sums[:-1].tolist(), strict=True))
        assert {s.name: s.accounts for s in shares} == {
            name: told[name] for name in told if told[name] or name in {b.name for b in card.bands}
        }
    after = {b.name: 0.0 for b in pair[2].bands}
    amounts = dict(zip(matrix.columns, matrix.amounts.sum(axis=0).tolist(), strict=True))
    shares = band_shares(demo.book.frame, demo.book.scored(pair[2]), pair[2], pair[3], within)
    assert {n: amounts[n] for n in after} == pytest.approx(
        {s.name: s.arr for s in shares if s.name in after}
    )


def test_who_moves_is_told_by_cause(demo: DataSet) -> None:
    """One month, other weights and cuts: everybody that moves is moved by the card."""
    found = compared(demo, PAIRS[0])
    moved = moved_by(found.causes)
    both = int(found.matrix.moved[found.ledger.account].sum())
    assert both > 50
    assert moved == {"behaviour": 0, "card": both, "data": 0, "override": 0}


def test_other_cuts_alone_are_the_card_though_no_score_changes(demo: DataSet) -> None:
    """Every part is 0, and yet accounts move: by the cuts."""
    pair = CARD, OCTOBER, with_cuts(CARD, (80.0, 45.0)), OCTOBER
    found = compared(demo, pair)
    assert not found.ledger.parts.any()
    assert (found.ledger.main == -1).all()
    moved = moved_by(found.causes)
    assert moved["card"] == int(found.matrix.moved.sum()) > 10


def test_a_pin_moves_the_band_as_an_override(tmp_path: Path) -> None:
    """A judgement of 1 with a reason: the band is the lowest, the score stays at 80."""
    june, july = Month.parse("2025-06"), Month.parse("2025-07")
    row = {"use": 80.0, "judgement": 1.0}
    data = data_set(
        tmp_path,
        {("A", june.number): {**row, "why": None}, ("A", july.number): {**row, "why": "Sold"}},
        ("why",),
    )
    card = parse_card("""
version: 1
name: Pinned
metrics: [{id: use, measure: use, normaliser: {kind: points}, weight: 1}]
pulse: {measure: judgement, mode: pin, reason: why, expires_months: 1}
bands: [{name: Up, from: 50, tone: good}, {name: Down, from: 0, tone: bad}]
""")
    found = compared(data, (card, june, card, july))
    assert found.ledger.change.tolist() == [0.0]
    assert found.causes.tolist() == [CAUSES.index("override")]
    assert found.matrix.counts[0, 1] == 1
    data.loaded.session.close()


def test_segments_add_up_to_the_book(demo: DataSet) -> None:
    """Accounts, moves and ARR are sums, and the means weigh by accounts."""
    found = compared(demo, PAIRS[2])
    lines = by_dimension(demo, found, "segment")
    whole = found.whole
    assert sum(one.accounts for one in lines) == whole.accounts == len(found.ledger)
    assert sum(one.moved for one in lines) == whole.moved
    assert sum(one.into for one in lines) == whole.into
    assert sum(one.out_of_arr for one in lines) == pytest.approx(whole.out_of_arr)
    for place in range(len(CAUSES)):
        weighed = sum(one.parts[place] * one.accounts for one in lines)
        assert weighed / whole.accounts == pytest.approx(whole.parts[place])
    assert sum(whole.parts) == pytest.approx(whole.change)


def test_the_consequence_is_counted(demo: DataSet) -> None:
    """By plain loops over the bands of both sides."""
    found = compared(demo, PAIRS[1])
    frame, matrix = demo.book.frame, found.matrix
    into = out_of = moved = 0
    arr = 0.0
    for was, now, row in zip(matrix.was, matrix.now, matrix.row_after, strict=True):
        if was < 0 or was == len(matrix.lines) - 1 or now == len(matrix.columns) - 1:
            continue
        before, after = matrix.lines[was], matrix.columns[now]
        moved += before != after
        if after == "At risk" != before:
            into, arr = into + 1, arr + np.nan_to_num(frame.arr[row])
        out_of += before == "At risk" != after
    assert (found.whole.moved, found.whole.into, found.whole.out_of) == (moved, into, out_of)
    assert found.whole.into_arr == pytest.approx(arr)
    words = consequence(found.whole, "$")
    assert words.startswith(f"{moved} accounts change band: {into} accounts, $")
    assert words.endswith(
        f"{out_of} accounts, ${found.whole.out_of_arr / 1e3:.0f}k, are red no longer."
    )


def test_why_an_account_moved_is_the_difference_of_its_points(demo: DataSet) -> None:
    """All lines of an account, each in tenths, come to the change of its score."""
    found = compared(demo, (CARD, JULY, TRAFFIC, OCTOBER))
    lines = why_moved(demo, found, found.ledger.account, 99)
    assert why_moved(demo, found, np.flatnonzero(found.matrix.was < 0)[:1]) == [""]
    for place, line in enumerate(lines):
        told = line.replace("−", "-")
        steps = [float(step) for step in re.findall(r"[+-][0-9]+\.[0-9](?=, |$)", told)]
        # Each is rounded to a tenth, and those below half a tenth are left out.
        assert sum(steps) == pytest.approx(found.ledger.change[place], abs=0.05 * 25)


def test_both_cards_flag_as_many(demo: DataSet) -> None:
    """The share caught of each is that of its own worst cases; the difference is theirs.

    Ranking powers are compared over the cases that both cards score, by another library.
    """
    found = contest_of(demo, OTHER, CARD)
    rival, ground = found.rival, ground_of(demo.book, found.trial.cases)
    assert rival.flagged == found.trial.counts.flagged
    assert rival.caught_mine.estimate is not None
    assert rival.caught.estimate is not None
    gap = rival.caught_mine.estimate - rival.caught.estimate
    assert rival.difference.estimate == pytest.approx(gap)
    mine, theirs = (ground.judged(demo.book.scored(card)).score for card in (CARD, OTHER))
    both = ~np.isnan(mine) & ~np.isnan(theirs)
    powers = [roc_auc_score(ground.lost[both], -score[both]) for score in (mine, theirs)]
    assert rival.ranking_difference.estimate == pytest.approx(powers[0] - powers[1])
