"""A source file as a frozen object: how files become accounts and monthly snapshots."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, ValidationError

from scoring.errors import Finding, SourceError, errors_among
from scoring.kinds.normaliser import Label, Number, Part
from scoring.spec.data_file import File
from scoring.spec.fields import Flag, Version
from scoring.spec.row_condition import ColumnName
from scoring.spec.source_parts import (
    Churn,
    EventMeasure,
    FileKey,
    LongTable,
    MeasureList,
    TouchTable,
    Via,
    column_or_parts,
)
from scoring.spec.source_rules import broken_rules
from scoring.spec.strict_yaml import read_yaml
from scoring.spec.wording import findings_from


class Scaled(Part):
    """A column times a fixed number, such as monthly revenue times 12."""

    column: ColumnName
    times: Number = 1.0


ScaledColumn = Annotated[Scaled, BeforeValidator(column_or_parts)]


Repeated = Literal["refuse", "first", "last"]
"""Which row is taken where an account, or its month, stands in several."""


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
    repeated: Repeated = "refuse"


class SnapshotTable(Part):
    """Which file has measures: by account and month, by account only, or one dated snapshot."""

    file: FileKey = Field(alias="from")
    id: ColumnName | None = None
    via: Via | None = None
    month: ColumnName | None = None
    as_of: Annotated[str, Field(pattern="^[0-9]{4}-[0-9]{2}(-[0-9]{2})?$")] | None = None
    arr: ScaledColumn | None = None
    measures: tuple[MeasureList, ...] = Field(default=(), max_length=1000)
    repeated: Repeated = "refuse"


class Drop(Part):
    """What happens to rows that cannot inform a warning; every dropped row is counted."""

    after_churn: Literal["drop", "keep"] = "drop"
    before_start: Literal["report", "drop"] = "report"
    part_months: Flag = False
    future: Literal["keep", "drop"] = "keep"
    totals: Literal["drop", "keep"] = "drop"


class Source(Part):
    """A data set: its files and what they mean."""

    version: Version
    name: Label
    about: Annotated[str, Field(max_length=2000)] | None = None
    currency: Annotated[str, Field(max_length=4)] = "$"
    files: dict[FileKey, File] = Field(min_length=1, max_length=50)
    account: AccountTable
    snapshots: tuple[SnapshotTable, ...] = Field(default=(), max_length=50)
    events: tuple[EventMeasure, ...] = Field(default=(), max_length=200)
    long: LongTable | None = None
    touches: TouchTable | None = None
    drop: Drop = Drop()

    @property
    def dated(self) -> bool:
        """Whether a month is known: by a file of months, by events or by a stated one."""
        months = any(part.month or part.as_of for part in self.snapshots)
        return months or bool(self.events) or self.long is not None


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
    faults = errors_among(broken_rules(source, document))
    if faults:
        raise SourceError(faults)
    return source
