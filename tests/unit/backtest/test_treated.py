"""The flagged that stayed and had been worked are told apart, by hand and on the demo."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from scoring.backtest.gates import gate
from scoring.backtest.ground import Ground, cases_within, ground_of
from scoring.backtest.treated import treated, worked_cases
from scoring.live.book import Book
from scoring.live.frame import Touches
from scoring.spec.question import Cohort, Question
from scoring.workbench import case_table, treated_of
from tests.unit.backtest.test_trial import CARD, demo, trial
from tests.unit.hand_made import frame, month

YEAR = [f"2026-{m:02}" for m in range(1, 13)]


def worked(*times: tuple[int, str], cohort: Cohort = "calendar") -> list[bool] | None:
    """Who of a and b was worked; both looked at in June with 2 + 4 months, renewal in August."""
    made = frame([(n, m) for n in "ab" for m in YEAR], renewal={"a": "2026-08", "b": "2026-08"})
    account = np.array([a for a, _ in times], dtype=np.int64)
    told = Touches(account, np.array([month(m).number for _, m in times], dtype=np.int64))
    book = Book(replace(made, touches=told), lambda _: {})
    asked = Question(lead=2, horizon=4, min_tenure=0, cohort=cohort, every=12)
    found = worked_cases(book.frame, ground_of(book, cases_within(book, asked)))
    return None if found is None else found.tolist()


def test_only_work_within_the_window_counts() -> None:
    """After June and up to December; that of June came before the look was over."""
    assert worked((0, "2026-07"), (1, "2026-06")) == [True, False]
    assert worked((0, "2026-01"), (1, "2026-12")) == [False, True]
    assert worked((1, "2027-01"), (1, "2026-05")) == [False, False]
    assert worked() == [False, False]


def test_the_window_of_a_renewal_ends_with_it() -> None:
    """Looked at in June for the renewal of August: September came too late for it."""
    assert worked((0, "2026-08"), (1, "2026-09"), cohort="renewal") == [True, False]


def ten() -> Ground:
    """Ten cases of ten accounts, two of them lost."""
    made = trial()
    ground = ground_of(demo().book, made.cases)
    lost = np.arange(10) < 2
    return replace(ground, lost=lost, codes=np.arange(10), chosen=np.arange(10), arr=np.ones(10))


def test_two_readings_of_those_that_stayed() -> None:
    """Six flagged, two lost; of the four that stayed one was worked: 2/6 and 2/5."""
    flagged, told = np.arange(10) < 6, np.isin(np.arange(10), [0, 5, 9])
    found = treated(ten(), flagged, told, gate(30))
    assert (found.flagged, found.stayed, found.worked) == (6, 4, 1)
    assert (found.low.estimate, found.high.estimate) == (2 / 6, 2 / 5)
    assert "Precision between 33% and 40%: 1 of the 4" in found.words


def test_what_is_not_known_is_said() -> None:
    """Without work on record there is one reading; below 8 losses there is none."""
    flagged = np.arange(10) < 6
    found = treated(ten(), flagged, None, gate(30))
    assert (found.low.estimate, found.high.estimate) == (2 / 6, None)
    assert "do not say who was worked" in found.high.why == found.words
    few = treated(ten(), flagged, flagged, gate(2))
    assert "too few" in few.low.why == few.words
    assert worked_cases(frame([("a", "2026-01")]), ten()) is None


def test_the_demo_is_counted_from_its_files() -> None:
    """Red cases that stayed, and a line in the file of touches within nine months after."""
    told = demo().loaded.session.table("SELECT account_id, touched_on FROM touches").to_pylist()
    times = [(r["account_id"], r["touched_on"].year * 12 + r["touched_on"].month) for r in told]
    stayed = aside = lost = 0
    for r in case_table(demo(), CARD, trial()).to_pylist():
        look = r["as_of"].year * 12 + r["as_of"].month
        within = any(a == r["account_id"] and look < m <= look + 9 for a, m in times)
        lost += r["flagged"] and r["outcome"] == "lost"
        stayed += r["flagged"] and r["outcome"] == "kept"
        aside += r["flagged"] and r["outcome"] == "kept" and within
    found = treated_of(demo(), trial())
    assert (found.stayed, found.worked) == (stayed, aside)
    assert 0 < aside < stayed
    assert found.low == trial().precision
    assert found.high.estimate == pytest.approx(lost / (lost + stayed - aside))
