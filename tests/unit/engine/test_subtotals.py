"""A row that sums up those above it, such as Total EMEA, never counts as a customer in silence."""

from __future__ import annotations

from pathlib import Path

import pytest

from scoring.engine.load import load
from scoring.workbench import choices
from tests.unit.engine.loading import ONE, TODAY, column, loaded

pytestmark = pytest.mark.slow

SUMS = ONE.replace("id: id", "id: id, arr: mrr")
NORTH, SOUTH = "a,4000,7\nb,3000,5\n", "c,1300,4\nd,200,1\n"
"""4,000 + 3,000 = 7,000 and 1,300 + 200 = 1,500, together 8,500; 7 + 5 = 12 and 4 + 1 = 5."""
ARR = "SELECT sum(arr) FROM snapshots"


@pytest.mark.parametrize(
    "words", ["Total {}", "{} total", "Subtotal: {}", "Summe {}", "Σ total ({})"]
)
def test_the_sum_of_a_region_is_left_out_with_that_of_all(tmp_path: Path, words: str) -> None:
    """Else each amount would count three times: 3 × 8,500; all can be kept by one choice."""
    north, south = (f"{words.format(name)}," for name in ("North", "South"))
    book = f"id,mrr,m\n{NORTH}{north}7000,\n{SOUTH}{south}1500,\nGrand total,8500,\n"
    data = loaded(tmp_path, SUMS, a=book)
    (found,) = data.findings
    assert (found.kind, found.severity, found.count) == ("totals", "warning", 3)
    assert found.examples[0] == f"row 3: {north[:-1]!r}"
    assert column(data, ARR) == [8_500]
    keep = choices(data.source, found)[1]
    assert column(load(keep.source, tmp_path, today=TODAY), ARR) == [3 * 8_500]


def test_sums_under_one_word_are_those_of_the_rows_since_the_last(tmp_path: Path) -> None:
    """A word that stands twice would otherwise be an account with two rows, which stops loading."""
    book = f"id,mrr,m\n{NORTH}Subtotal,7000,\n{SOUTH}Subtotal,1500,\nTotal,8500,\n"
    data = loaded(tmp_path, SUMS, a=book)
    assert [f.count for f in data.findings] == [3]
    assert column(data, ARR) == [8_500]


def test_one_sum_of_a_region_without_any_of_all_is_left_out(tmp_path: Path) -> None:
    """7,000 is large enough not to be met by chance."""
    data = loaded(tmp_path, SUMS, a=f"id,mrr,m\n{NORTH}Total North,7000,\n{SOUTH}")
    assert [f.kind for f in data.findings] == ["totals"]
    assert column(data, ARR) == [8_500]


def test_small_sums_need_a_second_one(tmp_path: Path) -> None:
    """12 calls may be met by chance, 12 and 5, or 70 and 12, hardly."""
    one = "id,mrr,m\na,40,7\nb,30,5\n"
    rest = "c,13,4\nd,2,1\n"
    (both,) = loaded(tmp_path, SUMS, a=f"{one}Total N,70,12\n{rest}").findings
    assert both.count == 1
    (two,) = loaded(tmp_path, SUMS, a=f"{one}Total N,,12\n{rest}Total S,,5\n").findings
    assert two.count == 2
    assert loaded(tmp_path, SUMS, a=f"{one}Total N,,12\n{rest}").findings == ()


@pytest.mark.parametrize("name", ["Total Wine", "Sum Up Ltd", "Pay-Total", "Overall, Inc"])
@pytest.mark.parametrize("amounts", ["6000,9", "7000.1,12.1", "1000,5", ","])
def test_customers_with_such_a_word_stay(tmp_path: Path, name: str, amounts: str) -> None:
    """Their numbers are no sums of the rows above: 7,000 and 12."""
    book = f'id,mrr,m\n{NORTH}"{name}",{amounts}\n{SOUTH}'
    data = loaded(tmp_path, SUMS, a=book)
    assert [f for f in data.findings if "total" in f.kind] == []
    assert data.catalogue.accounts == 5


def test_a_row_below_one_customer_sums_up_nothing(tmp_path: Path) -> None:
    """Of one row nothing tells the sum from another customer with as much."""
    book = f"id,mrr,m\na,4000,7\nTotal A,4000,7\n{SOUTH}"
    assert loaded(tmp_path, SUMS, a=book).catalogue.accounts == 4


def test_what_one_customer_has_alone_is_no_sum(tmp_path: Path) -> None:
    """7,000 + 0 is 7,000 again, as a customer called Total South may pay."""
    book = f"id,mrr,m\na,7000,1\nb,0,5\nTotal South,7000,2\n{SOUTH}"
    assert loaded(tmp_path, SUMS, a=book).catalogue.accounts == 5
