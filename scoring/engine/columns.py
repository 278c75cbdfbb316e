"""Which columns a source names, for what, and whether they are there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from scoring.engine.opened import Opened
from scoring.engine.serving import Use
from scoring.engine.staging import no_column
from scoring.errors import Finding
from scoring.spec.source import SnapshotTable, Source
from scoring.spec.source_parts import EventMeasure, Via


def missing_columns(source: Source, files: Mapping[str, Opened]) -> tuple[Finding, ...]:
    """A finding for each column that is named and not there."""
    named = ((key, label, wanted_for) for key, label, wanted_for, _ in _named(source))
    missing = (
        no_column(key, label, wanted_for, files[key].columns)
        for key, label, wanted_for in named
        if label not in files[key].columns
    )
    return tuple(dict.fromkeys(missing))


def uses_of(source: Source) -> Mapping[str, Mapping[str, frozenset[Use]]]:
    """What the columns of each file serve as: by file, then by label, for those that are named."""
    found: dict[str, dict[str, frozenset[Use]]] = {key: {} for key in source.files}
    for key, label, _, use in _named(source):
        found[key][label] = found[key].get(label, frozenset()) | {use}
    return found


def columns_of(source: Source) -> Mapping[str, frozenset[str]]:
    """The columns that a source names, by file."""
    return {key: frozenset(labels) for key, labels in uses_of(source).items()}


def id_columns(source: Source) -> list[tuple[str, str]]:
    """The columns by which the rows of several files find each other, each with its file."""
    ids = ("the account id", "the id between")
    return list(
        dict.fromkeys((key, label) for key, label, role, _ in _named(source) if role in ids)
    )


_Named = tuple[str, str, str, Use]


def _named(source: Source) -> Iterator[_Named]:
    """File, column, role and use of everything that is named, in the order of the source."""
    table = source.account
    churn = table.churn
    facts: dict[str, tuple[str | None, Use]] = {
        "the account id": (table.id, "text"),
        "name": (table.name, "text"),
        "owner": (table.owner, "text"),
        "arr": (table.arr.column if table.arr else None, "number"),
        "start on": (table.start_on, "date"),
        "renewal on": (table.renewal_on, "date"),
        "notice on": (table.notice_on, "date"),
        "churned on": (churn.churned_on if churn else None, "date"),
        "the churn flag": (churn.flag if churn else None, "text"),
        "churn reason": (table.churn_reason, "text"),
    }
    yield from ((table.file, label, role, use) for role, (label, use) in facts.items() if label)
    yield from ((table.file, label, "a dimension", "text") for label in table.dimensions)
    yield from _of_losses(source)
    for part in source.snapshots:
        yield from _of_part(source, part)
    for event in source.events:
        yield from _of_event(source, event)
    if source.long:
        long = source.long
        yield long.file, long.id or _own_id(source, long.via), "the account id", "text"
        yield from _of_via(long.via)
        yield long.file, long.month, "the month", "date"
        yield long.file, long.name, "the names of measures", "text"
        yield long.file, long.value, "the values of measures", "text"
    if source.touches:
        told = source.touches
        yield told.file, told.id or _own_id(source, told.via), "the account id", "text"
        yield told.file, told.on, "the day", "date"
        yield from _of_via(told.via)


def _of_part(source: Source, part: SnapshotTable) -> Iterator[_Named]:
    yield part.file, part.id or _own_id(source, part.via), "the account id", "text"
    yield from _of_via(part.via)
    if part.month:
        yield part.file, part.month, "the month", "date"
    if part.arr:
        yield part.file, part.arr.column, "arr", "number"
    for measure in part.measures:
        use: Use = "number" if measure.plus else measure.type or "measure"
        for label in (measure.column, *measure.plus):
            yield part.file, label, f"measure '{measure.title}'", use


def _of_event(source: Source, event: EventMeasure) -> Iterator[_Named]:
    of = f"measure '{event.measure}'"
    yield event.file, event.id or _own_id(source, event.via), "the account id", "text"
    yield event.file, event.on, "the day", "date"
    if event.until:
        yield event.file, event.until, "until", "date"
    if event.column:
        uses: dict[str, Use] = {"count": "text", "distinct": "text"}
        uses |= {"last": "measure", "sum": "tally", "mean": "tally"}
        yield event.file, event.column, of, uses.get(event.aggregate, "number")
    stated = [c for c in (event.where, event.of) if c is not None]
    for label in dict.fromkeys(label for c in stated for label in c.columns):
        yield event.file, label, f"the condition of {of}", "text"
    yield from _of_via(event.via)


def _of_losses(source: Source) -> Iterator[_Named]:
    churn = source.account.churn
    if churn is None or churn.event_file is None:
        return
    yield churn.event_file, churn.id or _own_id(source, churn.via), "the account id", "text"
    yield churn.event_file, churn.event_column, "the day of a loss", "date"
    for label in churn.excepted.columns if churn.excepted else ():
        yield churn.event_file, label, "what is no loss", "text"
    yield from _of_via(churn.via)


def _of_via(via: Via | None) -> Iterator[_Named]:
    if via is None:
        return
    yield via.file, via.id, "the id between", "text"
    yield via.file, via.account, "the account id", "text"
    lives = (label for label in (via.start_on, via.end_on) if label)
    yield from ((via.file, label, "its life", "date") for label in lives)


def _own_id(source: Source, via: Via | None) -> str:
    """The id column where none is named: that of the table between, else of the accounts."""
    return via.id if via else source.account.id
