"""Every column that a source names is there, or all that are not are named together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from scoring.engine.staging import StagedFile
from scoring.errors import DataError, Finding
from scoring.spec.source import Source


def missing_columns(source: Source, files: Mapping[str, StagedFile]) -> tuple[Finding, ...]:
    """A finding for each column that is named and not there."""
    found: dict[Finding, None] = {}
    for key, label, wanted_for in _named(source):
        try:
            files[key].column(label, wanted_for)
        except DataError as error:
            found |= dict.fromkeys(error.findings)
    return tuple(found)


def _named(source: Source) -> Iterator[tuple[str, str, str]]:
    """File, column and role of everything that is named, in the order of the source."""
    table = source.account
    facts = {
        "the account id": table.id,
        "name": table.name,
        "owner": table.owner,
        "arr": table.arr.column if table.arr else None,
        "start on": table.start_on,
        "renewal on": table.renewal_on,
        "notice on": table.notice_on,
        "churned on": table.churn.churned_on if table.churn else None,
        "the churn flag": table.churn.flag if table.churn else None,
        "churn reason": table.churn_reason,
    }
    yield from ((table.file, label, role) for role, label in facts.items() if label)
    yield from ((table.file, label, "a dimension") for label in table.dimensions)
    for part in source.snapshots:
        yield part.file, part.id or table.id, "the account id"
        if part.month:
            yield part.file, part.month, "the month"
        if part.arr:
            yield part.file, part.arr.column, "arr"
        for measure in part.measures:
            yield part.file, measure.column, f"measure '{measure.title}'"
