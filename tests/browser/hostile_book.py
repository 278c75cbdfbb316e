"""A book and a card in which every name is markup, an icon, a formula or a script."""

from __future__ import annotations

import json
from pathlib import Path

from tests.browser.made_files import table

HTML = "<img src=x onerror=window.hit=1><u>u</u><svg onload=window.hit=1>"
MARKDOWN = "**b** [l](javascript:window.hit=1) ![i](http://out.invalid/p.png)"
ICONS = ":material/bolt: :red[r] $x^2$ `c` :smile: http://out.invalid"
FORMULA = '=HYPERLINK("http://out.invalid","y")'
LATER = "</script><script>window.hit=1</script>{{7*7}}"
ALL = (HTML, MARKDOWN, ICONS, FORMULA, LATER)


class Names:
    """Names for one place after another: a mark by which it is known, and a hostile text."""

    def __init__(self) -> None:
        self.given: dict[str, str] = {}

    def next(self, place: str) -> str:
        """The next name of a place: "Q7m **b** …"."""
        hostile = ALL[len(self.given) % len(ALL)]
        mark = f"Q{len(self.given)}{place[0]}"
        self.given[mark] = hostile
        return f"{mark} {hostile}"


def laid_out(folder: Path) -> tuple[dict[str, str], dict[str, str]]:
    """Write source, data and card.

    Output: the environment that opens them, and the hostile texts by their marks.
    """
    names = Names()
    measures = [names.next("measure") for _ in range(5)]
    labels = {key: names.next("column") for key in ("segment", "reason")}
    segments = [names.next("segment") for _ in range(5)]
    labels["first segment"] = segments[0]
    accounts = [names.next("account") for _ in range(10)]
    reasons = [names.next("reason") for _ in range(2)]
    rows: list[dict[str, object]] = []
    for i, account in enumerate(accounts * 3):
        for month in range(1, 13):
            gone = i % 3 == 0 and month > 9
            if not gone:
                row: dict[str, object] = {"id": f"i{i}", "name": f"{account} {i}"}
                row |= {"month": f"2025-{month:02d}-28", labels["segment"]: segments[i % 5]}
                row |= {labels["reason"]: reasons[i % 2] if i % 3 == 0 else ""}
                row |= {"end": "2025-09-15" if i % 3 == 0 else "", "arr": 1000 * (i + 1)}
                row |= {m: (i * 7 + month * (n + 1)) % 23 for n, m in enumerate(measures)}
                rows.append(row)
    (folder / "book.csv").write_bytes(table(rows))
    churn = {"churned_on": "end"}
    account_part = {"from": "a", "id": "id", "name": "name", "arr": "arr", "churn": churn}
    account_part |= {"dimensions": [labels["segment"]], "churn_reason": labels["reason"]}
    source = {"version": 1, "name": names.next("data"), "files": {"a": {"path": "book.csv"}}}
    part = {"from": "a", "month": "month", "measures": measures}
    source |= {"account": account_part, "snapshots": [part]}
    (folder / "own.yaml").write_text(json.dumps(source), encoding="utf-8")
    (folder / "card.yaml").write_text(json.dumps(card(names, measures, labels)), encoding="utf-8")
    told = {"BELLWETHER_SOURCE": str(folder / "own.yaml")}
    return told | {"BELLWETHER_CARD": str(folder / "card.yaml")}, names.given


def card(names: Names, measures: list[str], labels: dict[str, str]) -> dict[str, object]:
    """A card with a hostile name in each place that has one."""
    rule = {"kind": "linear", "worst": 0, "best": 22}
    metrics = [
        {"id": f"m{n}", "label": names.next("metric"), "about": names.next("about"),
         "measure": measure, "normaliser": rule, "weight": 10}
        for n, measure in enumerate(measures)
    ]  # fmt: skip
    when = {"measure": measures[0], "less_than": 3}
    return {
        "version": 1,
        "name": names.next("card"),
        "about": names.next("about"),
        "source": names.next("origin"),
        "metrics": metrics,
        "red_flags": [{"id": "f", "label": names.next("flag"), "when": when, "cap": 40}],
        "adjustments": [{"id": "j", "label": names.next("extra"), "when": when, "points": -5}],
        "variants": [
            {"name": names.next("variant"), "metrics": {"m1": {"weight": 20}},
             "when": {"dimension": labels["segment"], "is": labels["first segment"]}}
        ],
        "playbooks": {"p": {"title": names.next("playbook"), "steps": [names.next("step")]}},
        "bands": [
            {"name": names.next("band"), "from": 60, "tone": "good"},
            {"name": names.next("band"), "from": 40, "tone": "watch"},
            {"name": names.next("band"), "from": 0, "tone": "bad", "alarm": True, "playbook": "p"},
        ],
    }  # fmt: skip
