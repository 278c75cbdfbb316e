"""A last month that is not over is said, and left out if the source asks for it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from tests.unit.engine.loading import TODAY, TWO, loaded, refused

ACCOUNTS = "id,start,end\na,2024-01-15,\nb,2023-01-01,\nc,2020-01-01,2020-06-30\n"
PART = TWO + "drop: {part_months: true}"


def rows(*days: str) -> str:
    """Both accounts on each of these days."""
    return "id,month,m\n" + "".join(f"{a},{day},1\n" for day in days for a in "ab")


def test_a_file_of_month_ends_that_stops_earlier(tmp_path: Path) -> None:
    """January and February are dated by their ends, March by the 20th: 2 rows go."""
    data = loaded(tmp_path, PART, a=ACCOUNTS, b=rows("2024-01-31", "2024-02-29", "2024-03-20"))
    assert data.catalogue.months == (dt.date(2024, 1, 31), dt.date(2024, 2, 29))
    (found,) = data.findings
    assert found.count == 2
    assert found.problem == (
        "the last month, 2024-03, is known until 2024-03-20 only; 2 rows of it left out"
    )


@pytest.mark.parametrize(
    "days",
    [
        ("2024-01", "2024-02", "2024-03"),
        ("2024-01-01", "2024-02-01", "2024-03-01"),
        ("2024-01-20", "2024-02-20", "2024-03-20"),
        ("2024-01-31", "2024-02-29", "2024-03-31"),
    ],
)
def test_any_other_day_stands_for_its_month(tmp_path: Path, days: tuple[str, ...]) -> None:
    """A month, its first day or the day of an export say nothing of how much is known."""
    data = loaded(tmp_path, PART, a=ACCOUNTS, b=rows(*days))
    assert len(data.catalogue.months) == 3
    assert data.findings == ()


@pytest.mark.parametrize(("source", "months"), [(PART, 1), (TWO, 2)])
def test_the_month_of_today_is_not_over(tmp_path: Path, source: str, months: int) -> None:
    """Today is 15 January 2026: what January holds is half of it, kept unless it is dropped."""
    assert dt.date(2026, 1, 15) == TODAY
    data = loaded(tmp_path, source, a=ACCOUNTS, b=rows("2025-12", "2026-01"))
    assert len(data.catalogue.months) == months
    assert data.findings[0].problem.startswith("the last month, 2026-01, is known until 2026-01-15")


def test_the_only_month_stays(tmp_path: Path) -> None:
    """Half a month is more than nothing to score."""
    data = loaded(tmp_path, PART, a=ACCOUNTS, b=rows("2026-01"))
    assert len(data.catalogue.months) == 1


@pytest.mark.parametrize(
    ("source", "days", "over"),
    [
        (TWO, ("2024-01-31", "2024-02-29", "2024-03-31"), dt.date(2024, 3, 31)),
        (TWO, ("2024-01-31", "2024-02-29", "2024-03-20"), dt.date(2024, 2, 29)),
        (PART, ("2024-01-31", "2024-02-29", "2024-03-20"), dt.date(2024, 2, 29)),
        (TWO, ("2025-12", "2026-01"), dt.date(2025, 12, 31)),
        (TWO, ("2025-11", "2025-12", "2026-03"), dt.date(2025, 12, 31)),
        (TWO, ("2026-01",), dt.date(2026, 1, 31)),
    ],
    ids=["whole", "in part", "left out", "today", "future", "only"],
)
def test_the_last_month_that_is_over(
    tmp_path: Path, source: str, days: tuple[str, ...], over: dt.date
) -> None:
    """Neither a month known in part nor one after today (15 January 2026) closes a window."""
    data = loaded(tmp_path, source, a=ACCOUNTS, b=rows(*days))
    assert data.catalogue.over == over


def test_there_are_no_more_months_than_a_data_set_may_have(tmp_path: Path) -> None:
    """50 years have 600 months, which may be; with one month more the dates are at fault."""
    days = [f"{1950 + i // 12}-{i % 12 + 1:02}-01" for i in range(601)]
    assert len(loaded(tmp_path, TWO, a=ACCOUNTS, b=rows(*days[:600])).catalogue.months) == 600
    (found,) = refused(tmp_path, TWO, a=ACCOUNTS, b=rows(*days))
    assert found.problem == (
        "the rows are dated in 601 months from 1950-01 to 2000-01: more than 600"
    )
