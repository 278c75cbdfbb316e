"""Two accounts at 60 points for five months, and the judgements that are laid over them."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from scoring.spec.model import Card
from scoring.spec.parse import parse_card
from scoring.spec.records import PulseRecord
from scoring.spec.source import Source
from scoring.workbench import DataSet, months_asked, open_data, score_table
from scoring.workbench.judging import GIVEN, GIVEN_REASON, with_pulses
from tests.truth.test_layers_by_hand import BANDS

MONTHS = ("2026-06", "2026-07", "2026-08", "2026-09", "2026-10")
USE = 60.0
"""The points of every account in every month, before any pulse."""


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def judged(
    score: int, given: str, expires: str, account: str = "a", why: str = "said so"
) -> PulseRecord:
    return PulseRecord(account, score, why, "Dana", day(given), day(expires))


HELD = judged(5, "2026-07-15", "2026-09-30")
"""Holds at the ends of July and August; on the last day of September it has expired."""


def opened(folder: Path, pulses: dict[str, str] | None = None, gone: str = "") -> DataSet:
    """Accounts a and b over five months; with `pulses`, cells such as a@2026-06: "4,because"."""
    own = ["csm_pulse", "pulse_why"] if pulses is not None else []
    lines = [",".join(["id", "month", "use", *own, "gone"])]
    for account in ("a", "b"):
        for month in MONTHS:
            cells = [pulses.get(f"{account}@{month}", ",")] if pulses is not None else []
            lines.append(",".join([account, month, "60", *cells, gone if account == "a" else ""]))
    (folder / "rows.csv").write_text("\n".join(lines) + "\n")
    measures = [
        {"column": m, "type": "text" if m == "pulse_why" else "number"} for m in ["use", *own]
    ]
    told = {
        "version": 1,
        "name": "Given",
        "files": {"rows": {"path": "rows.csv"}},
        "account": {"from": "rows", "id": "id", "churn": {"churned_on": "gone"}},
        "snapshots": [{"from": "rows", "month": "month", "measures": measures}],
    }
    return open_data(Source.model_validate(told), folder, today=day("2026-11-15"))


def card(pulse: str, more: str = "") -> Card:
    """A card of use with weight 4 and a pulse."""
    use = "{id: use, measure: use, normaliser: {kind: points}, weight: 4}"
    said = f"pulse: {{{pulse}}}" if pulse else ""
    return parse_card(f"version: 1\nname: Given\nmetrics: [{use}{more}]\n{said}\n{BANDS}")


def scores(data: DataSet, of: Card, account: str = "a", column: str = "score") -> list[object]:
    """A column of one account's file of scores, month after month."""
    table = score_table(data, of, months_asked(data, "all")).to_pylist()
    return [row[column] for row in table if row["account_id"] == account]


NUDGE = f"measure: {GIVEN}, mode: nudge"
METRIC = f"measure: {GIVEN}, mode: metric, weight: 4"
PIN = f"measure: {GIVEN}, mode: pin, reason: {GIVEN_REASON}, expires_months: 3"


def over(data: DataSet, of: Card, *records: PulseRecord) -> DataSet:
    return with_pulses(data, records, [of])
