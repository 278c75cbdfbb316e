"""How many losses allow which figure, and what they can tell."""

from __future__ import annotations

import pytest

from scoring.backtest.gates import gate
from scoring.backtest.ruler import placement_variance, ruler


@pytest.mark.parametrize(
    ("losses", "shares", "suggestions", "metrics", "banner"),
    [
        (0, False, False, 0, "red"),
        (7, False, False, 0, "red"),
        (8, True, False, 0, "red"),
        (14, True, False, 0, "red"),
        (15, True, True, 5, "amber"),
        (29, True, True, 5, "amber"),
        (30, True, True, None, ""),
    ],
)
def test_the_gates(
    losses: int, shares: bool, suggestions: bool, metrics: int | None, banner: str
) -> None:
    """Lists below 8, shares from 8, suggestions from 15 under a banner, all of it from 30."""
    found = gate(losses)
    assert (found.shares, found.ranking) == (shares, shares)
    assert (found.suggestions, found.comparisons) == (suggestions, suggestions)
    assert (found.most_metrics, found.banner, bool(found.words)) == (metrics, banner, bool(banner))


def test_the_words_count() -> None:
    """Every gate says its number in plain words."""
    assert gate(0).words == "No loss to learn from yet: there is nothing to measure."
    unseen = "76 losses are on record, but no look asked for could have warned of any."
    assert gate(0, on_record=76).words == unseen
    assert gate(0, on_record=1).words.startswith("1 loss is on record, but")
    assert gate(1).words.startswith("1 loss: too few for any rate.")
    assert gate(11).words.startswith("11 losses: treat every number as an anecdote.")
    assert gate(20).words.endswith("Suggested weights use 5 metrics at most.")


@pytest.mark.parametrize(
    ("losses", "ranking", "caught"),
    [
        (30, (0.71, 0.87), (0.42, 0.75)),
        (100, (0.76, 0.84), (0.50, 0.69)),
        (300, (0.77, 0.83), (0.54, 0.65)),
        (8, (0.60, 0.91), (0.29, 0.85)),
        (10, (0.62, 0.91), (0.31, 0.83)),
    ],
)
def test_the_ruler(losses: int, ranking: tuple[float, float], caught: tuple[float, float]) -> None:
    """What 8 to 300 losses can tell of an AUC of .80 and 60% caught, to one hundredth."""
    found = ruler(losses)
    assert found.ranking == pytest.approx(ranking, abs=0.01)
    assert found.caught == pytest.approx(caught, abs=0.006)


def test_the_sentence() -> None:
    """Thirty losses in one sentence, seven in another."""
    assert ruler(30).words == (
        "What 30 lost accounts can tell: a card that truly catches 60% may show 42% to 75%, "
        "and a ranking power of 80% may show 71% to 87%."
    )
    assert ruler(7).ranking is None
    assert ruler(1).words.startswith("1 lost account cannot tell a good card")


def test_a_card_that_cannot_rank_has_uniform_placements() -> None:
    """At an AUC of a half a placement is uniform: its variance is 1/12."""
    assert placement_variance(0.5) == pytest.approx(1 / 12, abs=1e-9)
