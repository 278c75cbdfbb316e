"""A book whose names are very long, or of wide letters: bands, accounts, traits and measures."""

from __future__ import annotations

import json
from pathlib import Path

from tests.browser.made_files import table

LONG = "Vereinigte Wasserkraftwerksgesellschaften des nördlichen Oberlandes und der Voralpen"
WIDE = "WWWWWWW MMMMMMMMMM WWWWWWWWWW MMMMMMMMMM"
HAN = "株式会社日本総合顧客成功研究所東京第一営業本部関東支社"
NAMES = (LONG, WIDE, HAN)
MEASURES = 4


def laid_out(
    folder: Path, accounts: int = 60, traits: int = 2, lost: bool = True
) -> dict[str, str]:
    """Write source, data and card. Output: the environment that opens them.

    Input: how many accounts and traits there are, and whether every third account was lost.
    """
    columns = [f"{NAMES[n % 3]} {n}" for n in range(traits)]
    measures = [f"{NAMES[n % 3]} use {n}" for n in range(MEASURES)]
    rows: list[dict[str, object]] = []
    for i in range(accounts):
        gone = lost and i % 3 == 0
        for month in range(1, 10 if gone else 13):
            row: dict[str, object] = {"id": f"i{i}", "name": f"{NAMES[i % 3]} {i}"}
            row |= {"month": f"2025-{month:02d}-28", "end": "2025-09-15" if gone else ""}
            row |= {c: f"{NAMES[(i + n) % 3]} {i % 5}" for n, c in enumerate(columns)}
            row |= {"arr": 1_234_567 * (i + 1)}
            row |= {m: (i * 7 + month * (n + 1)) % 23 for n, m in enumerate(measures)}
            rows.append(row)
    (folder / "book.csv").write_bytes(table(rows))
    account: dict[str, object] = {"from": "a", "id": "id", "name": "name", "arr": "arr"}
    account |= {"dimensions": columns} | ({"churn": {"churned_on": "end"}} if lost else {})
    source = {"version": 1, "name": f"{LONG} {HAN}", "files": {"a": {"path": "book.csv"}}}
    part = {"from": "a", "month": "month", "measures": measures}
    source |= {"account": account, "snapshots": [part]}
    (folder / "own.yaml").write_text(json.dumps(source), encoding="utf-8")
    (folder / "card.yaml").write_text(json.dumps(_card(measures)), encoding="utf-8")
    told = {"BELLWETHER_SOURCE": str(folder / "own.yaml")}
    return told | {"BELLWETHER_CARD": str(folder / "card.yaml")}


def _card(measures: list[str]) -> dict[str, object]:
    rule = {"kind": "linear", "worst": 0, "best": 22}
    metrics = [
        {"id": f"m{n}", "label": measure, "measure": measure, "normaliser": rule, "weight": 10}
        for n, measure in enumerate(measures)
    ]
    bands = [
        {"name": HAN, "from": 56, "tone": "good"},
        {"name": WIDE, "from": 40, "tone": "watch"},
        {"name": LONG, "from": 0, "tone": "bad", "alarm": True},
    ]
    return {"version": 1, "name": LONG, "metrics": metrics, "bands": bands}
