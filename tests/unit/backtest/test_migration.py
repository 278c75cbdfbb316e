"""Where accounts of each band are three months later, account by account."""

from __future__ import annotations

from collections import Counter

import pytest

from scoring.backtest.clock import clock_of
from scoring.backtest.migration import Migration, migration
from scoring.spec.question import Question
from scoring.workbench import migration_of, score_table
from tests.unit.backtest.test_trial import CARD as STARTER
from tests.unit.backtest.test_trial import demo, trial
from tests.unit.hand_made import NAN, frame, scores
from tests.unit.spec.samples import card

CARD = card()  # Good from 75, Fair from 50, Poor (flags)
G, F, P = 90.0, 60.0, 30.0


def moved(lives: dict[str, list[float]], **facts: object) -> Migration:
    """Accounts by name with a score a month from January 2026 on."""
    rows = [(name, f"2026-{i + 1:02}") for name, life in lives.items() for i in range(len(life))]
    made = frame(rows, **facts)  # type: ignore[arg-type]
    names = sorted(lives)
    values = [
        lives[names[a]][m - 2026 * 12]
        for a, m in zip(made.account.tolist(), made.month.tolist(), strict=True)
    ]
    clock = clock_of(made, Question(lead=1, horizon=2, min_tenure=0, cohort="calendar"))
    return migration(made, CARD, scores(CARD, values), clock)


def test_one_origin_a_quarter() -> None:
    """Seven months: from January to April and from April to July, the months between unseen."""
    found = moved({"a": [G, P, P, F, P, P, P]})
    assert found.origins == 2
    assert found.names == ("Good", "Fair", "Poor", "Not scored", "Onboarding")
    assert found.counts.tolist() == [
        [0, 1, 0, 0, 0, 0],
        [0, 0, 1, 0, 0, 0],
        *[[0] * 6] * 3,
    ]
    assert found.shares[0, 1] == found.shares[1, 2] == 1.0


def test_who_left_is_lost_and_who_is_not_scored_is_not() -> None:
    """From January on four poor ones: recovered, still poor, without a score, lost in March.

    One recovered of four; a fifth was good and fell.
    """
    found = moved(
        {
            "a": [P, P, P, F],
            "b": [P, P, P, P],
            "c": [P, P, P, NAN],
            "d": [P, P],
            "e": [G, G, G, P],
        },
        ended={"d": "2026-03"},
    )
    assert found.counts[2].tolist() == [0, 1, 1, 1, 0, 1]
    assert (found.recovered.estimate, found.recovered.n) == (1 / 4, 4)
    assert (found.fell.estimate, found.fell.n) == (1.0, 1)


def test_notice_ends_an_origin() -> None:
    """Notice in January: the loss is known, there is no origin; notice in April is a loss."""
    rows = {"a": [P] * 7, "b": [P] * 7}
    found = moved(rows, ended={"a": "2026-09"}, notice={"a": "2026-01"})
    assert found.counts.sum() == 2
    found = moved(rows, ended={"a": "2026-09"}, notice={"a": "2026-04"})
    assert found.counts[2].tolist() == [0, 0, 2, 0, 0, 1]


def test_an_empty_band_has_no_share() -> None:
    """Nobody is flagged: words in place of a share."""
    found = moved({"a": [G, G, G, G]})
    assert found.recovered.why == "Nobody was flagged."
    assert (found.shares[2] != found.shares[2]).all()


def test_the_demo_is_counted_from_its_scores() -> None:
    """Every customer's band at a quarter and three months later, from the table of scores."""
    frame_ = demo().book.frame
    bands = {
        (r["account_id"], r["as_of"]): r["band"]
        for r in score_table(demo(), STARTER, frame_.months).to_pylist()
    }
    left = dict(zip(frame_.accounts.ids, frame_.accounts.left.tolist(), strict=True))
    last, counted = trial().clock.last, Counter[tuple[str, str]]()
    ends = [last.plus(-back) for back in range(0, 36, 3)]
    for account, gone in left.items():
        for end in ends:
            begin = end.plus(-3)
            origin = bands.get((account, begin.end))
            if origin is None or gone <= begin.number:
                continue
            later = "Lost" if gone <= end.number else bands.get((account, end.end), "Not scored")
            counted[origin, later] += 1
    found = migration_of(demo(), STARTER, trial())
    told = {
        (found.names[i], found.ends[j]): n
        for i, row in enumerate(found.counts)
        for j, n in enumerate(row.tolist())
        if n and found.names[i] != "Not scored"
    }
    assert told == {k: n for k, n in counted.items() if k[0] != "Not scored"}


def test_reds_recover_without_much_help() -> None:
    """About two in five of the demo's reds are out of red in three months; few greens fall.

    Without a playbook 43% leave red within three months, most of whom are not lost.
    """
    found = migration_of(demo(), STARTER, trial())
    assert found.recovered.estimate == pytest.approx(0.40, abs=0.10)
    assert 0.0 < (found.fell.estimate or 0.0) < 0.10
    assert found.counts.sum() > 2_000
