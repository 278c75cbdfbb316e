"""The bundled data sets, each opened once for all tests that look at it on the same day."""

from __future__ import annotations

import datetime as dt
import functools

from scoring.workbench import DataSet, open_source, source_paths


@functools.lru_cache(maxsize=8)
def opened(name: str, today: dt.date = dt.date(2026, 11, 1)) -> DataSet:
    """A bundled data set by the name of its file; nothing of it may be changed or closed."""
    return open_source(source_paths()[name], today=today)
