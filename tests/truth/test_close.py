"""Every account's score is the sum of its parts, exactly, and to the last digit as printed."""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scoring.output.charts import waterfall
from scoring.spec.scale import of_hundred
from scoring.ui.panels.why import steps_of
from scoring.workbench import (
    DataSet,
    Explanation,
    explain_row,
    explanation_data,
    explanation_text,
    usable_card,
)
from tests.examples import examples
from tests.truth.plain_places import Account, Place, Rows
from tests.truth.plain_scorer import answer
from tests.truth.random_cards import books, cards, points_cards
from tests.truth.small_data import data_set

FIGURE = re.compile(r"[+−]?\d+\.\d(?!\d)")


def dec(number: float | None) -> Decimal:
    """A number as it is printed, with one decimal; more decimals are a fault."""
    assert number is not None
    printed = Decimal(repr(number))
    assert printed == printed.quantize(Decimal("0.1"))
    return printed


def told_of(data: DataSet, text: dict[str, Any]) -> Iterator[Explanation]:
    card = usable_card(json.dumps(text), data)
    for row in range(len(data.book.frame.month)):
        yield explain_row(data, card, row)


def closes_exactly(told: Explanation) -> None:
    """Won is the mean, lost is what it lacks, and the steps lead to the score.

    On a points card nothing is lost: what an action takes is won below 0.
    """
    assert told.mean is not None
    won = [line.won or 0.0 for line in told.metrics]
    lost = [line.lost or 0.0 for line in told.metrics]
    assert sum(won) == pytest.approx(told.mean, abs=1e-8)
    assert sum(lost) == pytest.approx((100 - told.mean) * (told.kind == "weighted"), abs=1e-8)
    assert told.mean + sum(s.points for s in told.steps) == pytest.approx(told.score, abs=1e-8)


def closes_as_printed(told: Explanation) -> None:
    """The same in decimals, without any tolerance; each figure is less than 0.1 off."""
    won = sum((dec(line.won_printed) for line in told.metrics), Decimal(0))
    lost = sum((dec(line.lost_printed) for line in told.metrics), Decimal(0))
    steps = sum((dec(step.printed) for step in told.steps), Decimal(0))
    assert won == dec(told.mean_printed)
    assert told.kind == "points" or won + lost == 100
    assert won + steps == dec(told.score_printed)
    pairs = [(line.won, line.won_printed) for line in told.metrics]
    pairs += [(line.lost, line.lost_printed) for line in told.metrics]
    pairs += [(step.points, step.printed) for step in told.steps]
    for exact, printed in [*pairs, (told.mean, told.mean_printed)]:
        assert exact is not None
        assert abs(Fraction(str(dec(printed))) - Fraction(exact)) < Fraction(1, 10) + Fraction(
            1, 10**7
        )


def same_in_the_chart(told: Explanation) -> None:
    """The figures of the waterfall are those of the explanation, in their order."""
    drawn = waterfall.rows(steps_of(told))["steps"]
    texts = {kind: [r["text"] for r in drawn if r["kind"] == kind] for kind in waterfall.KINDS}
    if told.kind == "points":
        found = [r["text"] for r in drawn[: len(told.metrics)]]
        signed = [f"{m.won_printed:+.1f}".replace("-", "−") for m in told.metrics]
        known = [m.points is not None for m in told.metrics]
        assert found == [s if k else "–" for s, k in zip(signed, known, strict=True)]
        return
    counted = [line for line in told.metrics if line.points is not None]
    assert [t for t in texts["won"] if t != "–"] == [f"{m.won_printed:.1f}" for m in counted]
    lost = [m.lost_printed for m in counted if m.lost_printed]
    assert texts["lost"] == [f"−{points:.1f}" for points in lost]
    steps = [f"{s.printed:+.1f}".replace("-", "−") for s in told.steps]
    after = [r["text"] for r in drawn if r["kind"] in ("adjustment", "pulse", "cap")]
    assert after == steps
    assert texts["total"] == [f"{told.score_printed:.1f}"]


def same_in_the_text(told: Explanation) -> None:
    """The lines of the command add up as they stand: won, steps, score."""
    body = explanation_text(told).split("\n\n")[1].splitlines()
    won = [re.search(r"= +(\d+\.\d) won, +(\d+\.\d) lost", line) for line in body]
    rule = next(
        i for i, line in enumerate(body) if set(line.strip()) == {"-", " "} or "-----" in line
    )
    sums = [sum((Decimal(m[i]) for m in won if m), Decimal(0)) for i in (1, 2)]
    mean, *steps, score = body[rule + 1 :]
    assert FIGURE.findall(mean) == [
        str(sums[0].quantize(Decimal("0.1"))),
        str(sums[1].quantize(Decimal("0.1"))),
    ]
    points = [Decimal(FIGURE.findall(line)[-1].replace("−", "-")) for line in steps]
    assert sums[0] + sum(points, Decimal(0)) == Decimal(FIGURE.findall(score)[0])


def same_in_the_sum(told: Explanation) -> None:
    """The last column of a points card's lines adds up as it stands: actions, steps, score."""
    body = explanation_text(told).split("\n\n")[1].splitlines()
    rule = next(i for i, line in enumerate(body) if "-----" in line)
    won = [Decimal(line.split()[-1]) for line in body[:rule]]
    total, *steps, score, ends = body[rule + 1 :]
    assert sum(won, Decimal(0)) == Decimal(total.split()[-1])
    points = [Decimal(FIGURE.findall(line)[-1].replace("−", "-")) for line in steps]
    assert sum([*won, *points], Decimal(0)) == Decimal(score.split()[1])
    assert ends.startswith("A sum of ")


Book = tuple[Rows, dict[str, Account]]


def holds_together(book: Book, some_cards: list[dict[str, Any]]) -> None:
    rows, facts = book
    with tempfile.TemporaryDirectory() as folder:
        data = data_set(Path(folder), rows, ("mood",), facts)
    for text in some_cards:
        keys = sorted(rows, key=lambda key: (key[1], key[0]))
        for (account, month), told in zip(keys, told_of(data, text), strict=True):
            mine = answer(text, Place(rows, account, month, facts[account]))
            assert told.variant == mine.variant
            assert (told.account_id, told.month.number) == (account, month)
            json.loads(json.dumps(explanation_data(told), allow_nan=False))
            assert (told.score is None) == (mine.exact is None) == bool(told.reasons)
            if told.score is None:
                assert told.steps == ()
                assert "No score: " in explanation_text(told)
                continue
            assert mine.mean is not None
            assert told.mean == pytest.approx(float(mine.mean), abs=1e-8)
            assert told.score_printed == of_hundred(told.score)
            closes_exactly(told)
            closes_as_printed(told)
            same_in_the_chart(told)
            (same_in_the_text if told.kind == "weighted" else same_in_the_sum)(told)
    data.loaded.session.close()


@pytest.mark.long
@settings(max_examples=examples(100, 2), deadline=None, suppress_health_check=list(HealthCheck))
@given(book=books(), some=st.lists(cards() | cards() | points_cards(), min_size=4, max_size=4))
def test_every_score_closes(book: Book, some: list[dict[str, Any]]) -> None:
    """Four hundred random cards with red flags and adjustments on a hundred books, all scales."""
    holds_together(book, some)
