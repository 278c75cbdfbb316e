"""Whatever metrics and measures are called, they meet no name that the engines use themselves."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

from scoring.spec.parse import parse_card
from scoring.spec.source import Source
from scoring.workbench import open_data
from tests.truth.test_layers_by_hand import BANDS, opened, scored

NAMES = """
version: 1
name: Names that collide
metrics:
  - {id: a, measure: use, transform: {kind: per, by: seats}, normaliser: {kind: points}, weight: 3}
  - {id: a_1, measure: setup, normaliser: {kind: points}, weight: 1}
  - {id: pulse, measure: mood, normaliser: {kind: points}, weight: 1}
  - {id: pulse_reason, measure: mood, normaliser: {kind: points}, weight: 1}
  - {id: raw, measure: mood, normaliser: {kind: points}, weight: 1}
  - {id: variant, measure: mood, normaliser: {kind: points}, weight: 1}
pulse: {measure: judged, mode: pin, reason: why, expires_months: 3}
"""


def test_no_id_of_a_metric_meets_a_name_of_ours(tmp_path: Path) -> None:
    """(3·80/2 + 30 + 4·60) / 8 = 48.75; pinned Healthy, whatever the metrics are called."""
    data = opened(tmp_path, {"x": "2020-01-01|80,30,60,,2,,,5,good talk"})
    found = scored(data, parse_card(NAMES + BANDS), "score", "band", "points_a", "pulse_reason")
    assert found == {"x": (48.75, "Healthy", 40.0, "good talk")}
    weighs = NAMES.replace("mode: pin, reason: why, expires_months: 3", "mode: metric, weight: 2")
    found = scored(data, parse_card(weighs + BANDS), "score", "points_pulse", "points__pulse")
    assert found == {"x": (59.0, 60.0, 100.0)}


def test_a_measure_may_be_called_anything(tmp_path: Path) -> None:
    """Names that the loader uses itself, such as n, month, account and row_no, are measures."""
    names = ["n", "month", "account", "arr", "in_book", "row_no", "k", "as_of", "account_id"]
    (tmp_path / "rows.csv").write_text(f"id,{','.join(names)}\nx,{','.join('7' * 9)}\n")
    source = {
        "version": 1,
        "name": "Names",
        "files": {"rows": {"path": "rows.csv"}},
        "account": {"from": "rows", "id": "id"},
        "snapshots": [{"from": "rows", "as_of": "2026-10", "measures": names}],
    }
    data = open_data(Source.model_validate(source), tmp_path, today=dt.date(2026, 11, 1))
    metrics = [
        {"id": f"m{i}", "measure": name, "normaliser": {"kind": "points"}, "weight": 1}
        for i, name in enumerate(names)
    ]
    text = f"version: 1\nname: N\nmetrics: {json.dumps(metrics)}\n{BANDS}"
    assert scored(data, parse_card(text), "score", "band") == {"x": (7.0, "At risk")}
