"""What is odd about a data set: found while loading it, and by looking at what was loaded."""

from __future__ import annotations

import datetime as dt

import pyarrow as pa

from scoring.engine.quality import examine
from scoring.errors import Finding
from scoring.spec.source import Source
from scoring.workbench.choosing import choices_in_words
from scoring.workbench.leaking import leaks
from scoring.workbench.opening import DataSet


def quality(data: DataSet, *, today: dt.date) -> tuple[Finding, ...]:
    """Everything that was found, the loader's findings first.

    Input: a data set; today's date says what the future is. The looking is done once a data
    set and day and remembered with it; it is about what was loaded, not about judgements that
    people gave beside it. Nothing is changed or dropped.
    """
    data = data.as_loaded
    session, catalogue = data.loaded.session, data.catalogue

    def look() -> tuple[Finding, ...]:
        return examine(session, catalogue, today, leaks(data), data.book)

    return (*data.findings, *data.odd.get(today, look))


def quality_table(source: Source, found: tuple[Finding, ...]) -> pa.Table:
    """The findings as a table: severity, place, line, problem, rows, examples, fix, choice.

    `source` is the one by which the data were loaded: it says what can be chosen.
    """
    text, number = pa.string(), pa.int64()
    return pa.table(
        {
            "severity": pa.array([f.severity for f in found], text),
            "place": pa.array([f.place for f in found], text),
            "line": pa.array([f.line for f in found], number),
            "problem": pa.array([f.problem for f in found], text),
            "rows": pa.array([f.count for f in found], number),
            "examples": pa.array(["; ".join(f.examples) for f in found], text),
            "fix": pa.array([f.fix for f in found], text),
            "choice": pa.array([choices_in_words(source, f) for f in found], text),
        }
    )
