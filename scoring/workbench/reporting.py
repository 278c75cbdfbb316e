"""A card and its book become the report and the method sheet, from the figures the pages show."""

from __future__ import annotations

import datetime as dt
import platform
import tomllib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Final

from scoring.backtest.trial import Trial
from scoring.engine.watch import Watch
from scoring.live.among import EVERYONE, Among
from scoring.output.charts.tones import tone
from scoring.output.exporters.exporter import Exporter, Extras, unheard
from scoring.output.headline import said
from scoring.output.report.as_html import as_html
from scoring.output.report.as_markdown import as_markdown
from scoring.output.report.as_rows import as_rows
from scoring.output.report.blocks import Block, Section, Words
from scoring.output.report.book_told import Now, bands_now, movers_section
from scoring.output.report.data_told import quality_section, versions_section, warnings_section
from scoring.output.report.honesty import of_trial
from scoring.output.report.lost_told import lost_section
from scoring.output.report.method import bands_section, metrics_section, rules_section
from scoring.output.report.segments_told import segments_section
from scoring.output.report.tested import limits_section, tested_section
from scoring.spec.model import Card
from scoring.values import NOT_SCORED, ONBOARDING, Month
from scoring.views.distribution import score_bins
from scoring.workbench.asking import USUAL, Asked
from scoring.workbench.cautioning import Warned, warnings
from scoring.workbench.checking import must_fit
from scoring.workbench.examining import quality
from scoring.workbench.opening import DataSet
from scoring.workbench.paneling import panel
from scoring.workbench.pictures import Overview, overview
from scoring.workbench.saving import segments_of
from scoring.workbench.segmenting import divided
from scoring.workbench.trying import board_now, trial_of, usual_question

_PROJECT: Final = Path(__file__).resolve().parents[2] / "pyproject.toml"
_LEVELS: Final = {"red": "grave", "amber": "to be watched", "note": "note"}


@dataclass(frozen=True, slots=True)
class Look:
    """What a report looks at: the month, the accounts, and what is asked of the past."""

    month: Month
    among: Among = EVERYONE
    asked: Asked = USUAL


@cache
def program_version() -> str:
    """The version of the program, such as 0.1.0."""
    return str(tomllib.loads(_PROJECT.read_text(encoding="utf-8"))["project"]["version"])


def report_title(data: DataSet, card: Card) -> tuple[str, tuple[str, ...]]:
    """The title of a document about a card, and the lines below it."""
    book = f"{data.catalogue.name}, version {data.catalogue.version}"
    return card.name, (f"Card version {card.digest}", f"Data set: {book}")


def report(
    data: DataSet, card: Card, look: Look, *, today: dt.date, watch: Watch | None = None
) -> Iterator[str]:
    """The report as one HTML file, piece by piece; equal input gives equal text.

    Raises CardError if the card does not fit the data, and Stopped if `watch` was asked to.
    """
    must_fit(card, data)
    watch = watch or Watch()
    sections = [*_sections(data, card, look, today, watch)]
    title, under = report_title(data, card)
    book = [f"The book at the end of {look.month}"]
    if look.among:
        book.append(f"Only {look.among.words}")
    watch.tell("Writing the page", 0.98)
    yield from as_html(title, (*book, *under), sections)


def _sections(
    data: DataSet, card: Card, look: Look, today: dt.date, watch: Watch
) -> Iterator[Section]:
    watch.tell("Scoring the book", 0.05)
    trial = _trial(data, card, look)
    found, now = overview(data, card, look.month, look.among), None
    watch.tell("Reading the measures", 0.3)
    yield from _card_sections(data, card, trial, look)
    watch.tell("Looking at the book", 0.45)
    now = _now(data, card, look, trial, found)
    yield bands_now(now)
    yield movers_section(now)
    watch.tell("Testing the card", 0.55)
    yield tested_section(trial, card)
    frame, scores = data.book.frame, data.book.scored(card)
    board = board_now(data, card, trial, look.among)
    yield lost_section(frame, card, scores, trial, board, now.currency)
    watch.tell("Dividing the book", 0.7)
    yield from _segments(data, card, look, now, watch)
    watch.tell("Looking for what is odd", 0.85)
    warned = warnings(data, card, trial, look.month, look.among)
    yield warnings_section([(_LEVELS[w.level], w.words, w.step) for w in warned])
    yield quality_section(quality(data, today=today))
    yield limits_section(trial, _own_limits(warned))
    yield versions_section(card, data.catalogue, _asked(look))


def _trial(data: DataSet, card: Card, look: Look) -> Trial:
    question = look.asked.of(usual_question(data.book.frame))
    within = look.among.mask(data.book.frame)
    return trial_of(data, card, question, look.asked.rule, within)


def _now(data: DataSet, card: Card, look: Look, trial: Trial, found: Overview) -> Now:
    frame, scores = data.book.frame, data.book.scored(card)
    judged = board_now(data, card, trial, look.among).judged
    return Now(
        card=card,
        month=look.month,
        frame=frame,
        scores=scores,
        shares=found.shares,
        before=found.shares_before,
        trend=found.trend,
        stands=found.standings,
        bins=score_bins(data.book, scores, look.month, judged, look.among.mask(frame)),
        currency=data.catalogue.currency if data.catalogue.has_arr else None,
        narrowed=look.among.words if look.among else "",
    )


def _card_sections(data: DataSet, card: Card, trial: Trial, look: Look) -> Iterator[Section]:
    """The card in words."""
    if card.about:
        yield Section("The card", [Words(card.about)])
    yield metrics_section(card, _alone(data, card, trial, look), of_trial(trial))
    yield rules_section(card)
    yield bands_section(card)


def _alone(data: DataSet, card: Card, trial: Trial, look: Look) -> dict[str, str]:
    """What each metric tells of the losses alone; nothing where they are too few."""
    if card.kind == "points" or not trial.gate.ranking:
        return {}
    lines = panel(data, card, trial, look.among).lines
    return {line.id: said(line.evidence.power) for line in lines if line.candidate.on_card}


def _segments(data: DataSet, card: Card, look: Look, now: Now, watch: Watch) -> Iterator[Section]:
    for name in segments_of(data)[:1]:
        watch.check()
        found = divided(data, card, look.month, (name,), look.among, look.asked)
        yield segments_section(
            card, found.crossed, found.segments, found.groups, found.trial, now.currency, now.rests
        )


def _own_limits(warned: Sequence[Warned]) -> list[str]:
    return [one.words for one in warned if one.level == "red"]


def _asked(look: Look) -> list[tuple[str, str]]:
    programs = ", ".join(f"{name} {version(name)}" for name in ("duckdb", "numpy", "pyarrow"))
    return [
        ("Month", str(look.month)),
        ("Accounts", look.among.words),
        (
            "Programs",
            f"Bellwether {program_version()}, Python {platform.python_version()}, {programs}",
        ),
    ]


def method_sections(data: DataSet, card: Card, look: Look) -> list[Section]:
    """The method sheet: what the card is, how it was tested, what that cannot tell.

    Raises CardError if the card does not fit the data.
    """
    must_fit(card, data)
    trial = _trial(data, card, look)
    warned = warnings(data, card, trial, look.month, look.among)
    return [
        *_card_sections(data, card, trial, look),
        tested_section(trial, card),
        limits_section(trial, _own_limits(warned)),
        versions_section(card, data.catalogue, _asked(look)),
    ]


def method_markdown(data: DataSet, card: Card, look: Look) -> str:
    """The method sheet as Markdown. Raises CardError if the card does not fit the data."""
    title, under = report_title(data, card)
    head: list[Block] = [Words(line) for line in under]
    sections = [Section("What this is", head), *method_sections(data, card, look)]
    return as_markdown(f"Method: {title}", sections)


def method_html(data: DataSet, card: Card, look: Look) -> Iterator[str]:
    """The method sheet as an HTML file. Raises CardError if the card does not fit the data."""
    title, under = report_title(data, card)
    yield from as_html(f"Method: {title}", under, method_sections(data, card, look))


def method_rows(data: DataSet, card: Card, look: Look) -> list[tuple[str, ...]]:
    """The method sheet as the rows of a workbook's sheet. Raises CardError likewise."""
    title, under = report_title(data, card)
    head: list[Block] = [Words(line) for line in under]
    sections = [Section("What this is", head), *method_sections(data, card, look)]
    return as_rows(f"Method: {title}", sections)


def extras_of(
    exporter: Exporter,
    data: DataSet,
    card: Card,
    look: Look,
    tell: Callable[[float], None] = unheard,
) -> Extras:
    """What a file of scores in this format has beside the scores: colours, and the method.

    Raises CardError if the card does not fit the data.
    """
    if exporter.name != "xlsx":
        return Extras(tell=tell)
    bands = [*card.bands, *(band for v in card.variants for band in v.bands or ())]
    tones = {band.name: tone(band.tone) for band in bands}
    tones |= dict.fromkeys((NOT_SCORED, ONBOARDING), tone("none"))
    return Extras("Scores", tones, [("Method", method_rows(data, card, look))], tell)
