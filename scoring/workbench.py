"""The use cases: each thing that the app or the command line can do is one short function here."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa

from scoring.backtest.lost import Lost, lost_customers, lost_rows
from scoring.engine.library import preset_texts, source_paths
from scoring.engine.load import Loaded, Progress, load, quietly
from scoring.engine.matrix import open_book
from scoring.errors import (
    CardError,
    CommandError,
    DataError,
    Finding,
    SourceError,
    did_you_mean,
    errors_among,
)
from scoring.live.book import Book
from scoring.live.kernel import Scores
from scoring.output.exporters import EXPORTERS
from scoring.plan.compile import compile_plan
from scoring.plan.sql import to_sql
from scoring.spec.catalogue import Catalogue
from scoring.spec.model import Card, Metric
from scoring.spec.parse import Reading, read_card
from scoring.spec.rules import against
from scoring.spec.source import Source, parse_source
from scoring.values import Month
from scoring.views.bands import BandShare, band_shares
from scoring.views.distribution import Bin, measure_bins, score_bins
from scoring.views.movement import Move, moves
from scoring.views.score_table import table_from_kernel, tidy

ENGINES = ("plan", "kernel")


@dataclass(frozen=True, slots=True)
class DataSet:
    """A data set that can be scored: its tables, its rows in memory, and what was found."""

    loaded: Loaded
    book: Book

    @property
    def catalogue(self) -> Catalogue:
        """What the data offer to a card."""
        return self.loaded.catalogue

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What was found while loading, none of it fatal."""
        return self.loaded.findings


def read_text(path: Path, noun: str) -> str:
    """A text file. Raises CommandError if it cannot be read as UTF-8 text."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        problem = f"the {noun} '{path}' cannot be read ({error.strerror})"
        raise CommandError(problem, fix="check the path") from None
    except UnicodeDecodeError:
        raise CommandError(f"the {noun} '{path}' is not text", fix="save it as UTF-8") from None


def open_source(
    path: Path,
    data: Path | None = None,
    *,
    today: dt.date,
    progress: Progress = quietly,
) -> DataSet:
    """Load the data set that a source file describes.

    Input: the source file; the folder its paths are relative to (default: its own); today's
    date, for a single snapshot that states no month. Raises SourceError or DataError.
    """
    source = parse_source(read_text(path, "source file"))
    return open_data(source, data or path.parent, today=today, progress=progress)


def open_data(
    source: Source, folder: Path, *, today: dt.date, progress: Progress = quietly
) -> DataSet:
    """Load a data set from a checked source. Raises DataError."""
    loaded = load(source, folder, today=today, progress=progress)
    progress("Preparing the book")
    return DataSet(loaded, open_book(loaded))


def check_card(text: str, data: DataSet | None = None) -> tuple[Reading, tuple[Finding, ...]]:
    """Everything that is wrong with a card, alone and beside the data.

    Output: the reading and all findings in line order. Raises nothing.
    """
    reading = read_card(text)
    findings = list(reading.findings)
    if reading.card is not None and data is not None:
        findings += against(reading.card, data.catalogue, reading.document)
        findings.sort(key=lambda f: f.line or 0)
    return reading, tuple(findings)


def usable_card(text: str, data: DataSet) -> Card:
    """A card that scores these data. Raises CardError with every fault otherwise."""
    reading, findings = check_card(text, data)
    errors = errors_among(findings)
    if errors or reading.card is None:
        raise CardError(errors)
    return reading.card


def fits(card: Card, data: DataSet) -> bool:
    """Whether every measure the card reads is in the data and of the right sort."""
    findings = check_against(card, data)
    return not errors_among(findings)


def check_against(card: Card, data: DataSet) -> tuple[Finding, ...]:
    """The faults that a sound card shows beside some data."""
    return tuple(against(card, data.catalogue, read_card("").document))


def months_asked(data: DataSet, as_of: str) -> tuple[Month, ...]:
    """The months that `latest`, `all` or YYYY-MM stands for. Raises CommandError."""
    months = data.book.frame.months
    if as_of in ("all", "latest"):
        return months if as_of == "all" else months[-1:]
    try:
        month = Month.parse(as_of)
    except ValueError:
        problem = f"'{as_of}' is no month"
        raise CommandError(problem, fix="write YYYY-MM, latest or all") from None
    if month not in months:
        problem = f"the data have no month {month}"
        raise CommandError(problem, fix=f"use one from {months[0]} to {months[-1]}, latest or all")
    return (month,)


def score_table(
    data: DataSet, card: Card, months: Sequence[Month], engine: str = "plan"
) -> pa.Table:
    """Score account-months by SQL (`plan`) or in memory (`kernel`); both give the same table.

    Output: account_id, as_of, score, shown, band, coverage, capped_by, variant and one
    points column a metric, ordered by month and account. Raises CommandError for an
    unknown engine.
    """
    if engine not in ENGINES:
        raise CommandError(f"no engine is called '{engine}'", fix=did_you_mean(engine, ENGINES))
    if engine == "kernel":
        return table_from_kernel(data.book, card, months)
    plan = compile_plan(card, data.catalogue, [m.end for m in months])
    sql = to_sql(plan) + "\nORDER BY as_of, account_id"
    return tidy(data.loaded.session.table(sql))


def write_table(table: pa.Table, path: Path) -> None:
    """Write a table in the format that the file's ending names. Raises CommandError."""
    ending = path.suffix.lstrip(".").lower()
    if ending not in EXPORTERS:
        known = [f".{name}" for name in EXPORTERS.names]
        problem = f"'{path.name}' names no file format we write"
        raise CommandError(problem, fix=did_you_mean(path.suffix, known))
    try:
        path.write_bytes(EXPORTERS[ending].write(table))
    except OSError as error:
        problem = f"'{path}' cannot be written ({error.strerror})"
        raise CommandError(problem, fix="choose another place") from None


def card_sql(data: DataSet, card: Card, dialect: str = "duckdb") -> str:
    """The card as one commented SQL statement over a table `snapshots`."""
    return to_sql(compile_plan(card, data.catalogue), dialect) + ";\n"


@dataclass(frozen=True, slots=True)
class Picture:
    """Everything that moves when a slider does, beside the same for the saved card.

    `lost` and `lost_saved` list the lost customers; `turned` the accounts whose band
    differs between the two cards.
    """

    card: Card
    month: Month
    scores: Scores
    shares: tuple[BandShare, ...]
    shares_saved: tuple[BandShare, ...]
    lost: tuple[Lost, ...]
    lost_saved: tuple[Lost, ...]
    turned: tuple[Move, ...]


def picture(
    data: DataSet, card: Card, saved: Card, month: Month, filtered: tuple[str, str] | None = None
) -> Picture:
    """What a card does to the book, live.

    Input: the card on the screen, the card to compare with, the month looked at, and a
    dimension with its value if only some accounts count.
    """
    frame, book = data.book.frame, data.book
    within = frame.members(*filtered) if filtered else None
    scores, before = book.scored(card), book.scored(saved)
    looked = lost_rows(frame)
    return Picture(
        card,
        month,
        scores,
        band_shares(frame, scores, card, month, within),
        band_shares(frame, before, saved, month, within),
        lost_customers(frame, scores, card, looked, within),
        lost_customers(frame, before, saved, looked, within),
        moves(frame, (before, saved, month), (scores, card, month), within),
    )


def metric_spread(data: DataSet, metric: Metric, month: Month) -> tuple[Bin, ...]:
    """A metric's raw values in bins: the book at a month beside lost customers before."""
    _, rows = lost_rows(data.book.frame)
    return measure_bins(data.book, metric, month, rows[rows >= 0])


def score_spread(
    data: DataSet, seen: Picture, filtered: tuple[str, str] | None = None
) -> tuple[Bin, ...]:
    """Scores in bins of 5: the book beside lost customers as they were before."""
    within = data.book.frame.members(*filtered) if filtered else None
    gone = np.array([one.score for one in seen.lost], dtype=np.float64)
    return score_bins(data.book, seen.scores, seen.month, gone, within)


__all__ = [
    "ENGINES",
    "CardError",
    "DataError",
    "DataSet",
    "Picture",
    "SourceError",
    "card_sql",
    "check_against",
    "check_card",
    "fits",
    "metric_spread",
    "months_asked",
    "open_data",
    "open_source",
    "picture",
    "preset_texts",
    "read_text",
    "score_spread",
    "score_table",
    "source_paths",
    "usable_card",
    "write_table",
]
