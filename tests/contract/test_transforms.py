"""Every registered transform looks backwards only, at one account only, and copes with nothing.

Each kind brings its own examples; a new kind is held to this with no line changed here.
"""

from __future__ import annotations

import math
import random
from typing import Any

import ibis.expr.types as ir
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scoring.kinds.transform import History, Transform
from scoring.kinds.transforms import TRANSFORMS
from scoring.spec.model import Card, Metric
from tests.contract import in_duckdb
from tests.examples import examples

EXAMPLES = [example for kind in TRANSFORMS for example in kind.examples()]
AGES = [0, 3]

every_kind = pytest.mark.parametrize("kind", TRANSFORMS, ids=lambda kind: kind.name)
every_example = pytest.mark.parametrize("transform", EXAMPLES, ids=str)
every_age = pytest.mark.parametrize("age", AGES)
quick = settings(max_examples=examples(5), suppress_health_check=list(HealthCheck))

Row = tuple[str, int, float | None]
"""An account, a month number, and the measure's value or None."""

numbers = st.none() | st.integers(-50, 50).map(float)
months = st.integers(24_300, 24_312)


@st.composite
def histories(draw: st.DrawFn) -> list[Row]:
    """A few accounts with gaps in their months, in no order; a month stands once an account."""
    keys = draw(st.lists(st.tuples(st.sampled_from("abc"), months), min_size=1, unique=True))
    return [(account, month, draw(numbers)) for account, month in keys]


def read(transform: Transform, rows: list[Row], age: int) -> list[Any]:
    """What the transform reads at each row; a second measure runs through 0 to 4."""
    accounts, at, values = zip(*rows, strict=True)
    return in_duckdb.run(
        {
            "account": ("string", accounts),
            "month": ("int64", at),
            "raw": ("float64", values),
            "other": ("float64", [float(month * 7 % 5) for month in at]),
        },
        lambda t: transform.express(history(transform, t, age)),
        lambda t: t.mutate(**transform.gather(history(transform, t, age))),
    )


def history(transform: Transform, table: ir.Table, age: int) -> History:
    """A measure's history, with what the transform asked for."""
    return History(
        table.raw,
        table.month,
        table.account,
        age,
        others=dict.fromkeys(transform.also, table.other),
        gathered={c: table[c] for c in table.columns},
    )


@every_kind
def test_a_kind_brings_examples(kind: type[Transform]) -> None:
    """Each kind shows at least one sound form of itself, and the JSON schema lists it."""
    assert kind.examples()
    for example in kind.examples():
        assert kind.model_validate(example.model_dump()) == example
        assert example.model_dump()["kind"] == kind.name
        assert example.in_words().isprintable()
    field = Card.model_json_schema()["$defs"]["Metric"]["properties"]["transform"]
    assert field["discriminator"]["mapping"][kind.name] == f"#/$defs/{kind.__name__}"


@every_example
def test_a_metric_takes_it(transform: Transform) -> None:
    """Written into a metric and read again it is the same transform."""
    raw = {
        "id": "m",
        "measure": "x",
        "weight": 1,
        "normaliser": {"kind": "points"},
        "transform": transform.model_dump(mode="json"),
    }
    assert Metric.model_validate(raw).transform == transform


@every_age
@every_example
def test_nothing_known_is_null(transform: Transform, age: int) -> None:
    """A history of nulls gives null, with one row and with many."""
    assert read(transform, [("a", 24_300, None)], age) == [None]
    rows: list[Row] = [("a", 24_300 + i, None) for i in range(8)]
    assert read(transform, rows, age) == [None] * 8


@pytest.mark.slow
@every_age
@every_example
@quick
@given(rows=histories())
def test_an_answer_is_a_finite_number_or_null(
    transform: Transform, age: int, rows: list[Row]
) -> None:
    """Whatever the gaps and zeros, no row reads as infinite or undefined."""
    assert all(v is None or math.isfinite(v) for v in read(transform, rows, age))


@pytest.mark.slow
@every_age
@every_example
@quick
@given(rows=histories(), month=months, number=numbers)
def test_no_later_row_is_seen(
    transform: Transform, age: int, rows: list[Row], month: int, number: float | None
) -> None:
    """Changing everything after a month changes nothing at or before it."""
    changed = [(a, m, number if m > month else v) for a, m, v in rows]
    before, after = read(transform, rows, age), read(transform, changed, age)
    for (_, at, _), was, now in zip(rows, before, after, strict=True):
        assert now == was or at > month


@pytest.mark.slow
@every_age
@every_example
@quick
@given(rows=histories(), seed=st.integers(0, 99))
def test_other_accounts_and_the_order_of_rows_do_not_matter(
    transform: Transform, age: int, rows: list[Row], seed: int
) -> None:
    """Each account alone, its rows shuffled, reads as it does among the others."""
    together = {row[:2]: value for row, value in zip(rows, read(transform, rows, age), strict=True)}
    for account in sorted({row[0] for row in rows}):
        own = [row for row in rows if row[0] == account]
        random.Random(seed).shuffle(own)
        alone = {row[:2]: value for row, value in zip(own, read(transform, own, age), strict=True)}
        assert alone == {key: together[key] for key in alone}


@every_age
@quick
@given(rows=histories())
def test_level_is_the_last_value_not_older_than_its_age(age: int, rows: list[Row]) -> None:
    """Level is the value of the newest month within the maximum age that has one."""
    level = TRANSFORMS["level"].model_validate({"kind": "level"})
    for (account, month, _), got in zip(rows, read(level, rows, age), strict=True):
        seen = [(m, v) for a, m, v in rows if a == account and month - age <= m <= month]
        known = [v for _, v in sorted(seen) if v is not None]
        assert got == (known[-1] if known else None)


@pytest.mark.parametrize("span", [1, 2, 3, 60])
@quick
@given(rows=histories())
def test_mean_is_the_mean_of_the_months_known(span: int, rows: list[Row]) -> None:
    """Mean over n months counts calendar months, not rows, and leaves nulls out."""
    mean = TRANSFORMS["mean"].model_validate({"kind": "mean", "months": span})
    for (account, month, _), got in zip(rows, read(mean, rows, 0), strict=True):
        seen = [v for a, m, v in rows if a == account and month - span < m <= month]
        known = [v for v in seen if v is not None]
        assert got == pytest.approx(sum(known) / len(known), abs=1e-9) if known else got is None
