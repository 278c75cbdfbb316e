"""Every target of the fuzzing, a line each."""

from __future__ import annotations

from tests.fuzz import (
    bundles,
    cards,
    csv_files,
    database_files,
    links,
    parquet_files,
    sources,
    workbooks,
)
from tests.fuzz.target import Target

TARGETS: tuple[Target, ...] = (
    cards.TARGET,
    links.TARGET,
    sources.TARGET,
    bundles.TARGET,
    csv_files.TARGET,
    parquet_files.TARGET,
    workbooks.TARGET,
    database_files.TARGET,
)


def named(name: str) -> Target:
    """The target of that name. Raises KeyError if there is none."""
    return {target.name: target for target in TARGETS}[name]
