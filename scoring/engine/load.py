"""A source and its files become a loaded data set, or the list of what stands in the way."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from scoring.engine.accounts import build_accounts, dimension_names
from scoring.engine.as_written import empty_no_values
from scoring.engine.beside import Unusual
from scoring.engine.checked_ids import join_checked_ids, stop_at_checked_ids
from scoring.engine.columns import missing_columns, uses_of
from scoring.engine.copying import forget
from scoring.engine.described import described
from scoring.engine.digest import digested
from scoring.engine.events import count_events, gather
from scoring.engine.joining import (
    joinable,
    stop_at_whole_ids,
)
from scoring.engine.long import read_long
from scoring.engine.losses import date_losses
from scoring.engine.months import forget_months, last_month_in_part, list_months
from scoring.engine.opened import Opened
from scoring.engine.parts import MonthlyPart, measure_names, read_parts, spine
from scoring.engine.quoting import Sql, statement
from scoring.engine.reading import open_all, stage_all, stage_joined, stop_at, unchanged
from scoring.engine.repeats import repeated_rows
from scoring.engine.room import OWN, Room
from scoring.engine.scratch import scratch_folder
from scoring.engine.session import Session
from scoring.engine.snapshots import join_parts
from scoring.engine.spells import list_spells
from scoring.engine.staging import StagedFile
from scoring.engine.totals import total_rows
from scoring.engine.touches import list_touches
from scoring.engine.watch import Watch
from scoring.engine.whole_ids import join_whole_ids
from scoring.errors import DataError, Finding
from scoring.spec.catalogue import Catalogue, Churn, Dimension
from scoring.spec.source import SnapshotTable, Source


@dataclass(frozen=True, slots=True)
class Loaded:
    """A data set in the database, described, with everything that was found on the way."""

    session: Session
    catalogue: Catalogue
    findings: tuple[Finding, ...]
    source: Source


def load(
    source: Source,
    folder: Path,
    *,
    today: dt.date,
    watch: Watch | None = None,
    room: Room = OWN,
) -> Loaded:
    """Load a data set into a database of its own.

    Input: a checked source, the folder its paths are relative to, today's date (it dates
    a single snapshot that states none), a watch for whoever waits, and what may come out of packed
    files. Output: the loaded
    data. Raises DataError with every fault that forbids loading, and where a file changes
    meanwhile; Stopped if that was asked.
    """
    watch = watch or Watch()
    watch.tell("Looking at the files", 0.02)
    with scratch_folder() as scratch, unchanged(source, folder):
        opened = open_all(source, folder, scratch, watch, room)
        stop_at(missing_columns(source, opened))
        along = joinable(source, opened)
        with digested(source, opened, watch) as version:
            if along:
                # Whatever is found there to stand in the way is told by the way that always goes.
                with suppress(DataError, Unusual):
                    return load_opened(source, opened, today, watch, version, along)
            return load_opened(source, opened, today, watch, version)


def load_opened(
    source: Source,
    opened: dict[str, Opened],
    today: dt.date,
    watch: Watch,
    version: Callable[[], str],
    along: SnapshotTable | None = None,
) -> Loaded:
    """A database with all of it, of files that were opened.

    Input: beside those of `load` what gives their digest, and the file of months that is joined
    while it is read, if one is.
    Raises DataError, Stopped, and Unusual where it has to be loaded without `along`.
    """
    session = Session([path for one in opened.values() for path in one.readables], watch)
    try:
        return _fill(session, source, opened, today, watch, version, along)
    except BaseException:
        session.close()
        raise


def _fill(
    session: Session,
    source: Source,
    opened: dict[str, Opened],
    today: dt.date,
    watch: Watch,
    version: Callable[[], str],
    along: SnapshotTable | None,
) -> Loaded:
    first = {key: one for key, one in opened.items() if not along or key != along.file}
    files = stage_all(session, source, first, watch)
    now = opened | {key: file.opened for key, file in files.items()}
    findings = [note for one in now.values() for note in one.notes]
    findings += _known(session, source, files, today, watch, along)
    if along:
        stop_at(findings)
        files[along.file] = stage_joined(session, source, opened, along, watch)
        _stop_at_other_ids(session, source, files)
    watch.tell("Sorting out months", 0.6)
    parts, dated, found = _monthly(session, source, files, today, findings)
    findings += found
    joined = files.pop(along.file) if along else None
    findings += join_parts(session, source, parts, spine(dated), joined)
    forget_months(session, dated)
    _forget_files(session, files, parts if joined is None else [])
    if not session.one("SELECT count(*) FROM snapshots"):
        fix = "check that the id columns of the files hold the same ids"
        raise DataError([Finding("snapshots", "no row is left to score", fix)])
    watch.tell("Describing the measures", 0.8)
    catalogue = _describe(session, source, parts, version())
    in_part = not source.drop.part_months and any(f.kind == "part_month" for f in findings)
    catalogue = replace(catalogue, over=_over(catalogue.months, today, in_part=in_part))
    session.seal()
    return Loaded(session, catalogue, tuple(dict.fromkeys(findings)), source)


def _known(
    session: Session,
    source: Source,
    files: dict[str, StagedFile],
    today: dt.date,
    watch: Watch,
    along: SnapshotTable | None,
) -> list[Finding]:
    """Everything that is known of the accounts themselves; yields what was found of them."""
    if along:
        _stop_at_other_ids(session, source, files)
    watch.tell("Sorting out accounts", 0.2 if along else 0.5)
    findings = list(repeated_rows(session, source, files))
    findings += empty_no_values(session, files, uses_of(source))
    findings += [] if along else join_whole_ids(session, source, files)
    findings += [] if along else join_checked_ids(session, source, files)
    findings += total_rows(session, source, files[source.account.file])
    findings += build_accounts(session, source, files[source.account.file])
    findings += date_losses(session, source, files, today)
    list_spells(session)
    return [*findings, *list_touches(session, source, files, today)]


def _stop_at_other_ids(session: Session, source: Source, files: dict[str, StagedFile]) -> None:
    """Raise Unusual if ids that are one may be written in several ways in these files."""
    stop_at_whole_ids(session, source, files)
    stop_at_checked_ids(session, source, files)


def _monthly(
    session: Session,
    source: Source,
    files: dict[str, StagedFile],
    today: dt.date,
    earlier: Sequence[Finding],
) -> tuple[list[MonthlyPart], list[MonthlyPart], list[Finding]]:
    """Every measure as a table by account and month. Raises DataError, earlier faults included.

    Output: all parts, those among them that are not counted from events, and what was found.
    """
    names = measure_names(source)
    parts, findings = read_parts(session, source, files, names)
    if source.long:
        part, found = read_long(session, source, source.long, files, names)
        parts.append(part)
        findings += found
    gathered, found = gather(session, source, files, today)
    findings += found
    stop_at([*earlier, *findings])
    streams = [group.stream for group in gathered]
    findings += list_months(session, source, parts, streams, today)
    findings += last_month_in_part(session, source, files, streams, today)
    counted = count_events(session, gathered, names)
    for stream in streams:
        session.run(statement("DROP TABLE {t}", t=stream.table))
    return [*parts, *counted], parts, findings


def _forget_files(session: Session, files: dict[str, StagedFile], parts: list[MonthlyPart]) -> None:
    for part in parts:
        kind = Sql("VIEW" if part.is_view else "TABLE")
        session.run(statement("DROP {kind} {t}", kind=kind, t=part.table))
    for file in files.values():
        forget(session, file.table)


def _describe(
    session: Session, source: Source, parts: Sequence[MonthlyPart], version: str
) -> Catalogue:
    measures = tuple(m for part in parts for m in part.measures)
    words = {column: known for part in parts for column, known in part.words.items()}
    churn = source.account.churn
    known: Churn = "unknown"
    if churn:
        known = "dated" if churn.dated and source.dated else "flagged"
    months = [row[0] for row in session.rows("SELECT DISTINCT as_of FROM snapshots ORDER BY 1")]
    return Catalogue(
        name=source.name,
        version=version,
        measures=described(session, measures, words),
        dimensions=tuple(Dimension(n, c) for n, c in dimension_names(source).items()),
        months=tuple(months),
        accounts=int(session.one("SELECT count(*) FROM accounts")),
        rows=int(session.one("SELECT count(*) FROM snapshots")),
        churn=known,
        has_arr=bool(session.one("SELECT count(arr) > 0 FROM snapshots")),
        currency=source.currency,
    )


def _over(months: Sequence[dt.date], today: dt.date, *, in_part: bool) -> dt.date:
    """The last month that is over: not one in the future, nor a last one known in part."""
    known = months[:-1] if in_part else months
    return max((month for month in known if month <= today), default=months[0])
