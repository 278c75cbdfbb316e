"""Every column that a source names is there, or all that are not are named together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from scoring.engine.staging import StagedFile
from scoring.errors import DataError, Finding
from scoring.spec.source import Source
from scoring.spec.source_parts import EventMeasure, Via


def missing_columns(source: Source, files: Mapping[str, StagedFile]) -> tuple[Finding, ...]:
    """A finding for each column that is named and not there."""
    found: dict[Finding, None] = {}
    for key, label, wanted_for in _named(source):
        try:
            files[key].column(label, wanted_for)
        except DataError as error:
            found |= dict.fromkeys(error.findings)
    return tuple(found)


def columns_of(source: Source) -> Mapping[str, frozenset[str]]:
    """The columns that a source names, by file."""
    named = [(key, label) for key, label, _ in _named(source)]
    return {key: frozenset(label for k, label in named if k == key) for key in source.files}


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
    yield from _of_losses(source)
    for part in source.snapshots:
        yield part.file, part.id or _own_id(source, part.via), "the account id"
        yield from _of_via(part.via)
        if part.month:
            yield part.file, part.month, "the month"
        if part.arr:
            yield part.file, part.arr.column, "arr"
        for measure in part.measures:
            for label in (measure.column, *measure.plus):
                yield part.file, label, f"measure '{measure.title}'"
    for event in source.events:
        yield from _of_event(source, event)
    if source.long:
        long = source.long
        yield long.file, long.id or _own_id(source, long.via), "the account id"
        yield from _of_via(long.via)
        yield long.file, long.month, "the month"
        yield long.file, long.name, "the names of measures"
        yield long.file, long.value, "the values of measures"


def _of_event(source: Source, event: EventMeasure) -> Iterator[tuple[str, str, str]]:
    of = f"measure '{event.measure}'"
    yield event.file, event.id or _own_id(source, event.via), "the account id"
    yield event.file, event.on, "the day"
    if event.until:
        yield event.file, event.until, "until"
    if event.column:
        yield event.file, event.column, of
    for label in event.where.columns if event.where else ():
        yield event.file, label, f"the condition of {of}"
    yield from _of_via(event.via)


def _of_losses(source: Source) -> Iterator[tuple[str, str, str]]:
    churn = source.account.churn
    if churn is None or churn.event_file is None:
        return
    yield churn.event_file, churn.id or _own_id(source, churn.via), "the account id"
    yield churn.event_file, churn.event_column, "the day of a loss"
    for label in churn.excepted.columns if churn.excepted else ():
        yield churn.event_file, label, "what is no loss"
    yield from _of_via(churn.via)


def _of_via(via: Via | None) -> Iterator[tuple[str, str, str]]:
    if via is None:
        return
    yield via.file, via.id, "the id between"
    yield via.file, via.account, "the account id"
    yield from ((via.file, label, "its life") for label in (via.start_on, via.end_on) if label)


def _own_id(source: Source, via: Via | None) -> str:
    """The id column where none is named: that of the table between, else of the accounts."""
    return via.id if via else source.account.id
