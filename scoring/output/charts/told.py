"""What the marks of a chart say when they are pointed at, as a table for those who cannot point."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, TypeAlias

from scoring.output.charts.chart import Chart, Row

Told: TypeAlias = list[dict[str, str]]
"""A table: rows of the same columns, column → text."""


_MADE: Final = {"when": "month"}
"""What the browser makes of a field of the rows: made → field. The month is written out there."""


def tables(chart: Chart, datasets: Mapping[str, Sequence[Row]]) -> list[Told]:
    """One table for each sort of mark that tells something, in the order of the spec.

    Input: a chart and its data sets. Output: the fields of its tooltips as columns, by the words
    that stand before them, a row a mark; a mark that tells nothing and one that tells what
    another has told have none, and a table without rows is left out.
    """
    found: list[Told] = []
    for name, fields in _tooltips(chart.spec, ""):
        rows = [{title: _text(row, field) for field, title in fields} for row in datasets[name]]
        told = list({tuple(row.values()): row for row in rows if any(row.values())}.values())
        if told and told not in found:
            found.append(told)
    return found


def _tooltips(spec: Mapping[str, Any], data: str) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """The data set and the (field, words) of every tooltip."""
    data = spec.get("data", {}).get("name", data)
    said = spec.get("encoding", {}).get("tooltip")
    if isinstance(said, list):
        yield data, [(one["field"], one["title"]) for one in said]
    for part in [*spec.get("layer", []), *([spec["spec"]] if "spec" in spec else [])]:
        yield from _tooltips(part, data)


def _text(row: Row, field: str) -> str:
    value = row.get(field if field in row else _MADE.get(field, field))
    return "" if value is None else str(value)
