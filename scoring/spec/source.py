"""A source file as a frozen object: how files become accounts and monthly snapshots."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, ValidationError

from scoring.errors import Finding, SourceError, did_you_mean, errors_among
from scoring.kinds.normaliser import Label, Number, Part
from scoring.spec.data_file import File, spelled
from scoring.spec.strict_yaml import Document, Path, read_yaml
from scoring.spec.wording import findings_from, spoken

ColumnName = Annotated[str, Field(min_length=1, max_length=500)]
FileKey = Annotated[str, Field(pattern="^[A-Za-z][A-Za-z0-9_]{0,39}$")]


Spelling = Annotated[str, BeforeValidator(spelled)]


class Scaled(Part):
    """A column times a fixed number, such as monthly revenue times 12."""

    column: ColumnName
    times: Number = 1.0


class Churn(Part):
    """How a loss is known: by the date it took effect, or by a flag without a date."""

    churned_on: ColumnName | None = None
    flag: ColumnName | None = None
    values: tuple[Spelling, ...] = Field(default=(), alias="is", max_length=50)


class MeasureColumn(Part):
    """A column read as a measure; `type` overrides what its values look like."""

    column: ColumnName
    name: ColumnName | None = None
    type: Literal["number", "text"] | None = None

    @property
    def title(self) -> str:
        """The name by which cards call the measure."""
        return self.name or self.column


def _column_or_parts(raw: object) -> object:
    return {"column": raw} if isinstance(raw, str) else raw


ScaledColumn = Annotated[Scaled, BeforeValidator(_column_or_parts)]
MeasureList = Annotated[MeasureColumn, BeforeValidator(_column_or_parts)]


class AccountTable(Part):
    """Which file has a row an account, and what its columns mean."""

    file: FileKey = Field(alias="from")
    id: ColumnName
    name: ColumnName | None = None
    owner: ColumnName | None = None
    arr: ScaledColumn | None = None
    start_on: ColumnName | None = None
    renewal_on: ColumnName | None = None
    notice_on: ColumnName | None = None
    churn_reason: ColumnName | None = None
    churn: Churn | None = None
    dimensions: tuple[ColumnName, ...] = Field(default=(), max_length=100)


class SnapshotTable(Part):
    """Which file has measures: by account and month, by account only, or one dated snapshot."""

    file: FileKey = Field(alias="from")
    id: ColumnName | None = None
    month: ColumnName | None = None
    as_of: Annotated[str, Field(pattern="^[0-9]{4}-[0-9]{2}(-[0-9]{2})?$")] | None = None
    arr: ScaledColumn | None = None
    measures: tuple[MeasureList, ...] = Field(default=(), max_length=1000)


class Drop(Part):
    """What happens to rows that cannot inform a warning; every dropped row is counted."""

    after_churn: Literal["drop", "keep"] = "drop"
    before_start: Literal["report", "drop"] = "report"


class Source(Part):
    """A data set: its files and what they mean."""

    version: Literal[1]
    name: Label
    about: Annotated[str, Field(max_length=2000)] | None = None
    currency: Annotated[str, Field(max_length=4)] = "$"
    files: dict[FileKey, File] = Field(min_length=1, max_length=50)
    account: AccountTable
    snapshots: tuple[SnapshotTable, ...] = Field(min_length=1, max_length=50)
    drop: Drop = Drop()


def parse_source(text: str) -> Source:
    """Read a source file from YAML. Raises SourceError with every fault."""
    document, refused = read_yaml(text)
    if refused:
        raise SourceError(refused)
    if not isinstance(document.data, dict):
        raise SourceError([Finding("file", "this is not a source file", "begin with 'version: 1'")])
    try:
        source = Source.model_validate(document.data)
    except ValidationError as error:
        raise SourceError(findings_from(error, document, Source)) from None
    faults = errors_among(_rules(source, document))
    if faults:
        raise SourceError(faults)
    return source


def _rules(source: Source, document: Document) -> Iterator[Finding]:
    def fault(path: Path, problem: str, fix: str) -> Finding:
        return Finding(spoken(path), problem, fix, document.line_of(path))

    tables: list[tuple[Path, str]] = [(("account", "from"), source.account.file)]
    tables += [(("snapshots", i, "from"), s.file) for i, s in enumerate(source.snapshots)]
    for path, key in tables:
        if key not in source.files:
            yield fault(path, f"no file is called '{key}'", did_you_mean(key, source.files))
    churn = source.account.churn
    if churn and (churn.churned_on is None) == (churn.flag is None):
        where: Path = ("account", "churn")
        yield fault(where, "churn is known by a date or by a flag", "keep churned_on or flag")
    if churn and churn.flag and not churn.values:
        fix = "add 'is: [\"Yes\"]' with the spellings that mean lost"
        yield fault(("account", "churn"), "a flag needs the values that mean lost", fix)
    yield from _snapshot_rules(source, fault)


def _snapshot_rules(source: Source, fault: Any) -> Iterator[Finding]:
    dated = [s for s in source.snapshots if s.month]
    if dated and any(s.as_of for s in source.snapshots):
        problem = "as_of is for a single snapshot, but another part has a month column"
        yield fault(("snapshots",), problem, "remove as_of")
    stated: set[str] = set()
    for i, part in enumerate(source.snapshots):
        if part.as_of and not _is_day(part.as_of):
            problem = f"'{part.as_of}' is no month and no day"
            yield fault(("snapshots", i, "as_of"), problem, "write YYYY-MM or YYYY-MM-DD")
        stated |= {part.as_of} if part.as_of else set()
    if len(stated) > 1:
        problem = f"a single snapshot has one month, these are {len(stated)}"
        yield fault(("snapshots",), problem, "state as_of once")
    seen: set[str] = set()
    for i, part in enumerate(source.snapshots):
        for j, measure in enumerate(part.measures):
            if measure.title in seen:
                path: Path = ("snapshots", i, "measures", j)
                problem = f"two measures are called '{measure.title}'"
                yield fault(path, problem, "give one of them another name: {column: …, name: …}")
            seen.add(measure.title)
    if not seen:
        yield fault(("snapshots",), "no measure is listed", "add 'measures: [column, …]'")


def _is_day(text: str) -> bool:
    try:
        day = dt.date.fromisoformat(text if len(text) > 7 else f"{text}-01")
    except ValueError:
        return False
    return 1000 <= day.year < 3000
