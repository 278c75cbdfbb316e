"""Each transform gives what a person finds who goes through the months with a pencil."""

from __future__ import annotations

import math
import statistics
import tempfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scoring.kinds.normalisers.points import AsPoints
from scoring.spec.model import Metric
from scoring.values import Texts
from tests.examples import examples
from tests.truth.small_data import data_set

pytestmark = pytest.mark.slow

Series = dict[int, tuple[float | None, float | None]]
"""Month number → the measure and a second measure, of one account."""

Value = float | None
FIRST = 24_300


def known(series: Series, at: int, months: int) -> list[float]:
    """The values of the last months, oldest first."""
    window = sorted(m for m in series if at - months < m <= at)
    return [v for m in window if (v := series[m][0]) is not None]


def mean(values: list[float]) -> Value:
    """The mean, or nothing of nothing."""
    return sum(values) / len(values) if values else None


def level(series: Series, at: int) -> Value:
    """The value of the month itself."""
    return series[at][0]


def total(series: Series, at: int) -> Value:
    """The sum of three months."""
    found = known(series, at, 3)
    return sum(found) if found else None


def highest(series: Series, at: int) -> Value:
    """The largest of three months."""
    return max(known(series, at, 3), default=None)


def change(series: Series, at: int) -> Value:
    """This month less the one exactly three months before."""
    now, before = series[at][0], series.get(at - 3, (None, None))[0]
    return None if now is None or before is None else now - before


def percent(series: Series, at: int) -> Value:
    """In percent of the month before, which must be 5 or more."""
    now, before = series[at][0], series.get(at - 1, (None, None))[0]
    if now is None or before is None or before < 5:
        return None
    return (now - before) / before * 100


def since_earliest(series: Series, at: int) -> Value:
    """In percent of the earliest known value of the last three months."""
    now, found = series[at][0], known(series, at, 3)
    if now is None or not found or found[0] <= 0:
        return None
    return (now - found[0]) / found[0] * 100


def ratio(series: Series, at: int) -> Value:
    """Mean of the last two months over the mean of the first two with a value."""
    so_far = sorted(m for m in series if m <= at and series[m][0] is not None)
    early = [series[m][0] for m in so_far if m < so_far[0] + 2]
    base, now = mean([v for v in early if v is not None]), mean(known(series, at, 2))
    return None if base is None or base <= 0 or now is None else now / base


def trend(series: Series, at: int) -> Value:
    """The least-squares slope of six months, from three values on."""
    months = [m for m in sorted(series) if at - 6 < m <= at and series[m][0] is not None]
    values = [v for m in months if (v := series[m][0]) is not None]
    if len(months) < 3:
        return None
    return statistics.linear_regression([float(m) for m in months], values).slope


def consistency(series: Series, at: int) -> Value:
    """1 less deviation over mean, never below 0."""
    found = known(series, at, 6)
    centre = mean(found)
    if centre is None or len(found) < 2 or centre <= 0:
        return None
    return max(0.0, 1 - statistics.pstdev(found) / centre)


def months_since(series: Series, at: int) -> Value:
    """Months since it last was 10 or more."""
    held = [m for m in series if m <= at and (v := series[m][0]) is not None and v >= 10]
    return float(at - max(held)) if held else None


def per(series: Series, at: int) -> Value:
    """Mean of two months over the other measure's mean of the same, times 100."""
    window = [m for m in series if at - 2 < m <= at]
    above = mean([v for m in window if (v := series[m][0]) is not None])
    below = mean([v for m in window if (v := series[m][1]) is not None])
    return None if above is None or not below else above / below * 100


CASES: list[tuple[dict[str, object], Callable[[Series, int], Value]]] = [
    ({"kind": "level"}, level),
    ({"kind": "sum", "months": 3}, total),
    ({"kind": "max", "months": 3}, highest),
    ({"kind": "change", "months": 3}, change),
    ({"kind": "change", "months": 1, "unit": "percent", "min_base": 5}, percent),
    ({"kind": "change", "months": 2, "unit": "percent", "or_earliest": True}, since_earliest),
    ({"kind": "ratio_to_first", "months": 2}, ratio),
    ({"kind": "trend", "months": 6}, trend),
    ({"kind": "consistency", "months": 6}, consistency),
    ({"kind": "months_since", "at_least": 10}, months_since),
    ({"kind": "per", "by": "second", "months": 2, "times": 100}, per),
]

cells = st.none() | st.integers(-5, 40).map(float)
series = st.dictionaries(st.integers(FIRST, FIRST + 11), st.tuples(cells, cells), min_size=1)


def read(
    books: dict[str, Series], transform: dict[str, object], max_age_months: int = 0
) -> dict[tuple[str, int], Value]:
    """What the plan reads at every account-month."""
    rows = {
        (account, month): {"first": pair[0], "second": pair[1]}
        for account, months in books.items()
        for month, pair in months.items()
    }
    metric = Metric.model_validate(
        {
            "id": "m",
            "measure": "first",
            "transform": transform,
            "normaliser": AsPoints(kind="points"),
            "weight": 1,
            "max_age_months": max_age_months,
        }
    )
    with tempfile.TemporaryDirectory() as folder:
        book = data_set(Path(folder), rows).book
        found = book.column(metric)
    assert not isinstance(found, Texts)
    ids = [book.frame.accounts.ids[i] for i in book.frame.account.tolist()]
    values = [None if math.isnan(v) else v for v in np.asarray(found).tolist()]
    return dict(zip(zip(ids, book.frame.month.tolist(), strict=True), values, strict=True))


@pytest.mark.parametrize(("transform", "by_hand"), CASES, ids=[str(c)[:60] for c, _ in CASES])
@settings(max_examples=examples(5), deadline=None, suppress_health_check=list(HealthCheck))
@given(books=st.fixed_dictionaries({"a": series, "b": series}))
def test_the_plan_reads_what_a_pencil_reads(
    transform: dict[str, object],
    by_hand: Callable[[Series, int], Value],
    books: dict[str, Series],
) -> None:
    """On months with gaps and holes, plan and pencil agree to 1e-9, and on what is missing."""
    for (account, month), found in read(books, transform).items():
        expected = by_hand(books[account], month)
        assert (found is None) == (expected is None), (account, month, found, expected)
        assert found is None or found == pytest.approx(expected, rel=1e-9, abs=1e-9)


def test_a_later_month_changes_no_earlier_reading() -> None:
    """What is known at the end of May is the same in May and in June: nothing looks ahead."""
    may: Series = {FIRST + i: (float(5 + 3 * i % 11), 2.0) for i in range(5)}
    june: Series = may | {FIRST + 5: (1e6, 1e6)}
    for transform, _ in CASES:
        before, after = read({"a": may}, transform), read({"a": june}, transform)
        assert {k: after[k] for k in before} == before, transform
