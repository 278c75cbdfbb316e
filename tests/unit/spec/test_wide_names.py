"""Names of columns that are days are told from other names, and doubtful ones are none."""

from __future__ import annotations

import datetime as dt

import pytest

from scoring.spec.wide_names import are_months, days_of, value_for

MONTHS = [dt.date(2025, m, 1) for m in (1, 2, 3)]
WEEKS = [dt.date(2025, 1, 6), dt.date(2025, 1, 13), dt.date(2025, 1, 20)]
SERIES = {
    "months of figures": (["2025-01", "2025-02", "2025-03"], MONTHS),
    "months of words": (["Jan 2025", "Feb 2025", "Mar 2025"], MONTHS),
    "short months": (["Jan-25", "Feb-25", "Mar-25"], MONTHS),
    "month before year": (["1/2025", "2/2025", "3/2025"], MONTHS),
    "weeks": (["2025-01-06", "2025-01-13", "2025-01-20"], WEEKS),
    "weeks of words": (["Jan 6, 2025", "Jan 13, 2025", "Jan 20, 2025"], WEEKS),
    "the newest first": (["2025-03", "2025-02", "2025-01"], MONTHS[::-1]),
    "day first, as days above 12 say": (["06/01/2025", "13/01/2025", "20/01/2025"], WEEKS),
    "month first, as weeks in order say": (
        ["01/06/2025", "01/13/2025", "01/20/2025"],
        WEEKS,
    ),
    "either": (["01/02/2025", "02/03/2025", "03/04/2025"], []),
    "two days": (["2025-01", "2025-02"], []),
    "out of order": (["2025-01", "2025-03", "2025-02"], []),
    "far apart": (["2020-01", "2022-01", "2024-01"], []),
    "years": (["2023", "2024", "2025"], []),
    "no days": (["q1", "q2", "q3", "step 10"], []),
}


@pytest.mark.parametrize("name", SERIES)
def test_days_are_read_where_one_form_puts_them_in_order(name: str) -> None:
    """Among other names, which are none."""
    names, days = SERIES[name]
    found = days_of(["id", "Plan 1", *names])
    assert found == dict(zip(names, days, strict=True) if days else [])


def test_months_are_told_from_weeks() -> None:
    """No two days in one month."""
    assert are_months(MONTHS)
    assert not are_months(WEEKS)


@pytest.mark.parametrize(
    ("title", "value"),
    [
        ("MRR_by_customer.csv", "MRR"),
        ("exports/Active users by company.csv", "Active users"),
        ("logins per account.csv.gz", "logins"),
        ("bypass.csv", "bypass"),
        ("mrr_2026-01.csv", "mrr"),
        ("Active users (1).csv", "Active users"),
        ("2026.csv", "value"),
        (".csv", "value"),
    ],
)
def test_cells_are_called_as_the_title_says(title: str, value: str) -> None:
    """Up to the word by, which says whose they are."""
    assert value_for(title) == value
