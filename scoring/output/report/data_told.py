"""What is to be said against the figures, what is odd about the data, and what made the report."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from scoring.errors import Finding
from scoring.limits.showing import REPORT_FINDINGS
from scoring.output.figures import count
from scoring.output.report.blocks import Grid, Section, Words
from scoring.spec.catalogue import Catalogue
from scoring.spec.model import Card

MOST: Final = REPORT_FINDINGS.now
"""So many findings are told; the command `check` and the Data page tell all."""


def warnings_section(warned: Sequence[tuple[str, str, str]]) -> Section:
    """Everything that speaks against the card or its figures: how loud, what, the next step."""
    if not warned:
        return Section("Warnings", [Words("No rule of the tool has anything to warn of.")])
    grid = Grid("What to be careful about", ("How grave", "What it is", "What to do"), warned)
    return Section("Warnings", [grid])


def quality_section(found: Sequence[Finding]) -> Section:
    """What was found while the data were loaded and looked at."""
    if not found:
        return Section("Quality of the data", [Words("Nothing odd was found in the data.")])
    rows = [
        (
            f.severity,
            f.place,
            f.problem,
            "–" if f.count is None else count(f.count),
            f"{f.fix[:1].upper()}{f.fix[1:]}",
        )
        for f in found[:MOST]
    ]
    more = f", the first {MOST} of {count(len(found))}" if len(found) > MOST else ""
    head = ("How grave", "Where", "What", "Rows", "What to do")
    return Section("Quality of the data", [Grid(f"Findings{more}", head, rows, frozenset({3}))])


def versions_section(card: Card, catalogue: Catalogue, asked: Sequence[tuple[str, str]]) -> Section:
    """What gives the same numbers again: the card, the data, the programs.

    `asked` are further names with their values: month, filter, versions of programs.
    """
    rows = [
        ("Card", f"{card.name}, version {card.digest}"),
        ("Data set", f"{catalogue.name}, version {catalogue.version}"),
        (
            "Size",
            f"{count(catalogue.accounts)} accounts, {count(catalogue.rows)} account-months,"
            f" {catalogue.months[0]:%Y-%m} to {catalogue.months[-1]:%Y-%m}",
        ),
        *asked,
    ]
    return Section("Versions", [Grid("What gives the same numbers again", ("What", "Which"), rows)])
