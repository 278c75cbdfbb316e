"""A chart is one fixed picture that waits for its numbers.

The Vega-Lite spec is built once and never changes; every number that can change comes in a named
data set. A browser that gets the same spec again keeps its picture and only redraws the marks.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

Row: TypeAlias = dict[str, Any]
"""One row of a data set: field → number, text or None; all rows have the same fields."""

Datasets: TypeAlias = dict[str, list[Row]]
"""Data set name → rows, as every chart module's `rows` returns them."""


@dataclass(frozen=True, slots=True)
class Chart:
    """A named spec, the data sets it waits for, its height in pixels and its words."""

    name: str
    spec: dict[str, Any]
    datasets: tuple[str, ...]
    height: int
    alt: str

    def filled(self, datasets: Mapping[str, Sequence[Row]]) -> dict[str, Any]:
        """The spec with these data sets: what Streamlit's `vega_lite_chart` takes as its spec.

        The rows become Arrow tables, which Streamlit sends on twelve times faster than lists. The
        shared spec is not touched. Raises ValueError if a data set is missing or unknown.
        """
        if set(datasets) != set(self.datasets):
            given, wanted = ", ".join(sorted(datasets)), ", ".join(sorted(self.datasets))
            raise ValueError(f"chart {self.name} takes the data sets {wanted}; it got {given}")
        import pyarrow as pa

        tables = {name: pa.Table.from_pylist(list(datasets[name])) for name in self.datasets}
        return {**self.spec, "datasets": tables}
