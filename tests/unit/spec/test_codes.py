"""A code is known by its name, and a count is not taken for one."""

from __future__ import annotations

import pytest

from scoring.spec.codes import names_a_code

CODES = (
    *("RowNumber", "rownames", "CustomerId", "area_code", "Zip Code", "zip", "Phone", "Latitude"),
    *("Unnamed: 0", "index", "account_no", "customer number", "id"),
)
FIGURES = (
    *("NumOfProducts", "number_customer_service_calls", "total_day_calls", "paid_orders", "tenure"),
    *("SeniorCitizen", "health_index", "key_actions", "account_length", "row_count", "monkey_nose"),
)


@pytest.mark.parametrize("name", CODES)
def test_what_calls_a_row_or_a_place_is_a_code(name: str) -> None:
    """As real exports name them."""
    assert names_a_code(name)


@pytest.mark.parametrize("name", FIGURES)
def test_what_is_counted_or_measured_is_none(name: str) -> None:
    """The words of a code stand elsewhere in them."""
    assert not names_a_code(name)
