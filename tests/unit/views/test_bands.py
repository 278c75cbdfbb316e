"""The book by band: who is counted, with how much revenue, and who is left out."""

from __future__ import annotations

from scoring.views.bands import band_shares, flagged, total
from tests.unit.hand_made import NAN, frame, month, scores
from tests.unit.spec.samples import banded, card

ROWS = [(name, m) for name in ("a1", "a2", "b1", "b2") for m in ("2026-01", "2026-02")]
CARD = card()  # Good from 75, Fair from 50, Poor
BOOK = frame(ROWS, arr={"a1": 10, "a2": 20, "b1": 40, "b2": 80})
SCORES = scores(CARD, [80, 60, 40, NAN, 80, 75, 74.9, 10])  # January's four, February's four


def counted(shares: object) -> list[tuple[str, int, float]]:
    return [(s.name, s.accounts, s.arr) for s in shares]  # type: ignore[attr-defined]


def test_accounts_and_revenue_by_band() -> None:
    """January has one account in each band and one without a score, which stands last."""
    shares = band_shares(BOOK, SCORES, CARD, month("2026-01"))
    assert counted(shares) == [
        ("Good", 1, 10),
        ("Fair", 1, 20),
        ("Poor", 1, 40),
        ("Not scored", 1, 80),
    ]
    assert [s.tone for s in shares] == ["good", "watch", "bad", "none"]


def test_a_band_without_accounts_stays() -> None:
    """Every band of the card is listed, even empty; Not scored only if somebody is."""
    shares = band_shares(BOOK, scores(CARD, [80] * 8), CARD, month("2026-02"))
    assert counted(shares) == [("Good", 4, 150), ("Fair", 0, 0), ("Poor", 0, 0)]


def test_the_cut_belongs_to_the_better_band() -> None:
    """In February 75 is Good and 74.9 Fair."""
    shares = band_shares(BOOK, SCORES, CARD, month("2026-02"))
    assert counted(shares) == [("Good", 2, 30), ("Fair", 1, 40), ("Poor", 1, 80)]


def test_who_has_left_is_no_longer_in_the_book() -> None:
    """An account that ended in January is counted in neither month, as its month is over."""
    book = frame(ROWS, ended={"b2": "2026-02", "b1": "2026-01"})
    assert total(band_shares(book, SCORES, CARD, month("2026-01"))) == (3, 300)
    assert total(band_shares(book, SCORES, CARD, month("2026-02"))) == (2, 200)


def test_without_dates_the_snapshot_is_the_book() -> None:
    """Where a loss is only a flag, lost accounts are part of the one snapshot there is."""
    book = frame(ROWS, lost=["b1"], churn="flagged")
    assert total(band_shares(book, SCORES, CARD, month("2026-01"))) == (4, 400)


def test_some_accounts_only() -> None:
    """A filter narrows to accounts, not to rows."""
    shares = band_shares(BOOK, SCORES, CARD, month("2026-01"), BOOK.members("letter", "b"))
    assert counted(shares) == [
        ("Good", 0, 0),
        ("Fair", 0, 0),
        ("Poor", 1, 40),
        ("Not scored", 1, 80),
    ]


def test_unknown_revenue_counts_as_none() -> None:
    """An account whose ARR is not known is an account all the same."""
    book = frame(ROWS, arr={"a1": NAN, "a2": 20})
    shares = band_shares(book, SCORES, CARD, month("2026-01"))
    assert counted(shares)[:2] == [("Good", 1, 0), ("Fair", 1, 20)]


def test_a_month_without_rows_is_an_empty_book() -> None:
    """A month that the data do not have counts nobody."""
    assert total(band_shares(BOOK, SCORES, CARD, month("2031-01"))) == (0, 0)


def test_the_lowest_band_flags_where_none_is_marked() -> None:
    """Without a mark the lowest band is the alarm; a mark elsewhere takes its place."""
    shares = band_shares(BOOK, SCORES, CARD, month("2026-01"))
    assert flagged(shares) == (1, 40)
    marked = [
        {"name": n, "from": f, "tone": "bad", "alarm": a}
        for n, f, a in [("G", 75, False), ("F", 50, True), ("P", 0, False)]
    ]
    one = card(bands=marked)
    assert flagged(band_shares(BOOK, SCORES, one, month("2026-01"))) == (1, 20)


def test_not_scored_never_flags() -> None:
    """An account without a score is counted beside the bands, not among the flagged."""
    one = banded(0)
    shares = band_shares(BOOK, scores(one, [NAN] * 8), one, month("2026-01"))
    assert flagged(shares) == (0, 0)
    assert total(shares) == (4, 150)
