"""Every part of the Tune page is in the table, with its time and what was promised."""

from __future__ import annotations

import re

import pytest

from scoring.bench.tuning import tuning_bench

pytestmark = [pytest.mark.bench, pytest.mark.slow]


def test_each_part_has_a_time() -> None:
    """Seven parts, each with a number of milliseconds."""
    rows = re.findall(r"^\| (\S.*?) \| ([\d,.]+) \| (\S.*?) \|$", tuning_bench(150), re.MULTILINE)
    assert len(rows) == 7
    assert {goal for _, _, goal in rows} == {"24", "12", "100", "beside the page"}
