"""What is odd about a data set is looked up once, whatever else is kept of it meanwhile."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pandas as pd

from scoring.spec.source import parse_source
from scoring.workbench import open_data, quality
from tests.unit.engine.loading import ONE, write

TODAY = dt.date(2026, 1, 15)


def test_the_second_look_asks_nothing(tmp_path: Path) -> None:
    """With its tables gone, and after a hundred other results, the findings are the same ones."""
    values = [7.0] * 39 + [8.0]
    write(tmp_path, {"a.csv": pd.DataFrame({"id": range(40), "m": values}).to_csv(index=False)})
    data = open_data(parse_source(ONE), tmp_path, today=TODAY)
    first = quality(data, today=TODAY)
    assert [finding.kind for finding in first] == ["constant"]  # 39 of 40 are 7
    for i in range(100):
        data.kept.put(("another", i), i)
    data.loaded.session.close()
    again = quality(data, today=TODAY)
    assert all(one is other for one, other in zip(first, again, strict=True))
