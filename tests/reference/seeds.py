"""The published facts by id, who proves which, and rows scored by both engines."""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

import pytest
import yaml

from scoring.spec.model import Card
from scoring.spec.parse import parse_card
from scoring.values import Month
from scoring.workbench import preset_texts, score_table
from tests.truth.small_data import data_set

Check = TypeVar("Check", bound=Callable[..., object])
Cells = Mapping[str, float | str | None]

MONTH = Month.of(dt.date(2026, 10, 31))
PROVEN: dict[str, set[str]] = {}
"""Each id and the tests that prove it, filled as the test modules are read."""

GIVEN = {"id": "given", "measure": "given", "normaliser": {"kind": "points"}, "weight": 1}


def proves(*ids: str) -> Callable[[Check], Check]:
    """Mark a test as the proof of some entries, and as one that needs the reference."""

    def mark(check: Check) -> Check:
        for name in ids:
            PROVEN.setdefault(name, set()).add(check.__name__)
        return pytest.mark.reference(check)

    return mark


def entries(reference: Path) -> dict[str, Any]:
    """Every entry of the file that asks for a proof, by its id; ids are built where none is."""
    facts = yaml.safe_load((reference / "golden" / "seeds.yaml").read_text(encoding="utf-8"))
    sections = ("worked_examples", "formulas", "weight_tables", "band_schemes", "ambiguities")
    found = [(entry["id"], entry) for section in sections for entry in facts[section]]
    found += [(f"border {e['score']}", e) for e in facts["border_cases"]]
    found += [(f"red flag {e['signal']}", e) for e in facts["red_flags"]]
    found += [(f"threshold {e['metric']}", e) for e in facts["other_thresholds"]]
    found += [
        (f"playbook {e['seed']} {e.get('band', e.get('segment'))}", e) for e in facts["playbook"]
    ]
    ids = [name for name, _ in found]
    assert len(ids) == len(set(ids)), "two entries share an id"
    return dict(found)


def preset(name: str) -> Card:
    """A bundled card."""
    return parse_card(preset_texts()[name])


def with_bands(card: Card) -> Card:
    """A card of one given score with the bands and the scale of another."""
    raw = card.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    kept = {k: raw[k] for k in ("version", "name", "display", "grades", "bands") if k in raw}
    return Card.model_validate(kept | {"version": 1, "metrics": [GIVEN]})


def bands_of(card: Card, scores: Sequence[float]) -> list[str]:
    """The band of each score from 0 to 100 under a card's cuts."""
    rows = {f"S{i:03}": [{"given": float(score)}] for i, score in enumerate(scores)}
    return [row["band"] for row in scored(with_bands(card), rows).values()]


def from_ten(score: float) -> float:
    """A score on the scale from 1 to 10 as one from 0 to 100."""
    return (score - 1) / 9 * 100


def reads(card: Card) -> dict[str, str]:
    """Every measure that a card reads, and whether as number or as text."""
    found: dict[str, str] = {}
    for metric in card.readings:
        found[metric.measure] = metric.normaliser.reads
        found |= dict.fromkeys(metric.transform.also, "number")
    facts = {name: "number" for sort, name in card.subjects if sort == "measure"}
    return facts | found


def scored(card: Card, accounts: Mapping[str, Sequence[Cells]]) -> dict[str, dict[str, Any]]:
    """Each account's line of the score table in its last month, by plan and kernel alike.

    Input: for each account its months, oldest first; a measure that is left out is missing.
    """
    measures = reads(card)
    rows = {
        (account, MONTH.number - len(months) + 1 + i): {m: cells.get(m) for m in measures}
        for account, months in accounts.items()
        for i, cells in enumerate(months)
    }
    texts = tuple(m for m, kind in measures.items() if kind == "text")
    with tempfile.TemporaryDirectory() as folder:
        data = data_set(Path(folder), rows, texts)
        plan, kernel = (score_table(data, card, [MONTH], e) for e in ("plan", "kernel"))
    assert plan == kernel
    return {row["account_id"]: row for row in plan.to_pylist()}


def one(card: Card, *months: Cells) -> dict[str, Any]:
    """The line of a single account."""
    return scored(card, {"A": months})["A"]


def read_by(transform: Mapping[str, object], answers: Sequence[float | None]) -> float | None:
    """What a transform reads at the last of so many months, from −100 to 100 or from 0 to 100.

    A line from −100 to 100 carries the value through the points and back.
    """
    metric = {
        "id": "m",
        "measure": "given",
        "transform": transform,
        "normaliser": {"kind": "linear", "worst": -100, "best": 100},
        "weight": 1,
    }
    bands = [{"name": "All", "from": 0, "tone": "good"}]
    card = Card.model_validate({"version": 1, "name": "M", "metrics": [metric], "bands": bands})
    points = one(card, *({"given": a} for a in answers))["points_m"]
    return None if points is None else round(points * 2 - 100, 9)
