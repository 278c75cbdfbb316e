"""The parts of the documentation that are made from the code, between two comments each.

They are written anew with `pytest tests/docs --rewrite-golden`, and then read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Final

import yaml
from pydantic import BaseModel

from scoring.cli.exit_codes import EXIT_CODES
from scoring.engine.quality import QUESTIONS
from scoring.kinds.condition import Condition
from scoring.kinds.normaliser import Normaliser
from scoring.kinds.normalisers import NORMALISERS
from scoring.kinds.transform import Transform
from scoring.kinds.transforms import TRANSFORMS
from scoring.limits import GROUPS
from scoring.output.charts import CHARTS
from scoring.output.exporters import EXPORTERS
from scoring.spec import data_file, model, source, source_parts
from scoring.spec.parse import parse_card
from scoring.spec.parts import Override
from scoring.tune.warnings import RULES as WARNINGS
from scoring.views.hints import RULES
from scoring.workbench import preset_texts, source_paths
from scoring.workbench.acting import rule_text, usual_rules
from tests.docs.command_reference import commands
from tests.docs.glossary_tables import glossary
from tests.docs.key_examples import found
from tests.docs.key_tables import KeyTable, flow

ROOT: Final = Path(__file__).resolve().parents[2]
BLOCK: Final = re.compile(r"(<!-- made from the code: (\S+) -->\n).*?(<!-- end -->)", re.DOTALL)
PLACES: Final = {
    "Metric": "metrics",
    "Band": "bands",
    "Rules": "rules",
    "Playbook": "playbooks",
    "RedFlag": "red-flags",
    "Adjustment": "adjustments",
    "Condition": "conditions",
    "Action": "points-cards",
    "Pulse": "pulse",
    "Variant": "variants",
    "Override": "variants",
    "File": "files",
    "CsvDialect": "csv",
    "AccountTable": "account",
    "SnapshotTable": "snapshots",
    "Drop": "drop",
    "Churn": "churn",
    "MeasureColumn": "measures",
    "EventMeasure": "events",
    "Via": "via",
    "LongTable": "long",
    "TouchTable": "touches",
    "RowCondition": "conditions",
}


def keys(part: type[BaseModel]) -> str:
    return KeyTable(part, PLACES).text()


def card_keys(part: type[BaseModel]) -> str:
    """The keys of a part of a card, each with an example."""
    return KeyTable(part, PLACES, found()).text()


def kind(part: type[Normaliser] | type[Transform]) -> str:
    """One kind: its name, its contract, an example and its keys."""
    example = part.examples()[0].model_dump(mode="json", by_alias=True, exclude_defaults=True)
    about = " ".join((part.__doc__ or "").split())
    table = KeyTable(part, PLACES).text(leave_out=("kind",))
    noun = "normaliser" if issubclass(part, Normaliser) else "transform"
    lines = f"```yaml\n{noun}: {flow({'kind': part.name} | example)}\n```"
    return "\n\n".join(p for p in (f"### `{part.name}`", about, lines, table) if p)


def kinds(registered: Iterable[type[Normaliser] | type[Transform]]) -> str:
    return "\n\n".join(kind(part) for part in registered)


def charts() -> str:
    rows = [f"| `{name}` | {build().alt} |" for name, build in CHARTS.items()]
    return "\n".join(["| chart | what it shows |", "|---|---|", *rows])


def formats() -> str:
    rows = [f"| `.{e.name}` | `{e.media_type}` |" for e in EXPORTERS]
    return "\n".join(["| ending | media type |", "|---|---|", *rows])


def exit_codes() -> str:
    rows = [f"| {code} | {words} |" for code, words in EXIT_CODES.items()]
    return "\n".join(["| exit status | meaning |", "|---|---|", *rows])


def alert_rules() -> str:
    """Each rule with its usual numbers; calm as its class says it."""
    rows = []
    for rule in usual_rules():
        about = " ".join((rule.lines.__doc__ or "").split()).partition(" Input:")[0]
        rows.append(f"| `{rule_text(rule)}` | a customer that {rule.in_words()} | {about} |")
    return "\n".join(["| rule | fires for | holds and calm |", "|---|---|---|", *rows])


def limits() -> str:
    """Every bound by its group: what it bounds, its usual number, and what sets it how far."""
    tables = []
    for title, group in GROUPS.items():
        rows = ["| what | at most | set by | from … to |", "|---|---|---|---|"]
        for one in group:
            ways = "the same everywhere", ""
            if not one.fixed:
                ways = f"`{one.variable}`", f"{one.least:,} … {one.most:,}"
            rows.append(f"| {one.meaning} | {one.said(one.usual)} | {ways[0]} | {ways[1]} |")
        tables.append("\n".join([f"**{title}**", "", *rows]))
    return "\n\n".join(tables)


def advice() -> str:
    """Each rule of the Workbench's advice, in the words of its contract."""
    words = {rule.__name__: " ".join((rule.__doc__ or "").split()) for rule in RULES}
    rows = [f"| `{name}` | {said} |" for name, said in words.items()]
    return "\n".join(["| rule | what it looks for |", "|---|---|", *rows])


def questions() -> str:
    """Each question that is asked of loaded data, in the words of its contract."""
    words = {ask.__name__: (ask.__doc__ or "").split("\n\n")[0] for ask in QUESTIONS}
    rows = [f"| `{name}` | {' '.join(said.split())} |" for name, said in words.items()]
    return "\n".join(["| question | what it looks for |", "|---|---|", *rows])


def bundled_cards() -> str:
    found = {name: parse_card(text) for name, text in preset_texts().items()}
    rows = [f"| [`{n}`](cards/{n}.yaml) | {c.about} | {c.source} |" for n, c in found.items()]
    return "\n".join(["| card | what it is | source |", "|---|---|---|", *rows])


def bundled_sources() -> str:
    found = {n: yaml.safe_load(p.read_text(encoding="utf-8")) for n, p in source_paths().items()}
    rows = [f"| [`{n}`](sources/{n}.yaml) | {s['about']} |" for n, s in found.items()]
    return "\n".join(["| source | what it is |", "|---|---|", *rows])


def warnings() -> str:
    """Every warning with its trigger."""
    lines = ["| code | said when |", "|---|---|"]
    return "\n".join([*lines, *(f"| {rule.code} | {rule.trigger} |" for rule in WARNINGS)])


BLOCKS: Final[dict[str, Callable[[], str]]] = {
    "card": lambda: card_keys(model.Card),
    "metric": lambda: card_keys(model.Metric),
    "band": lambda: card_keys(model.Band),
    "rules": lambda: card_keys(model.Rules),
    "playbook": lambda: card_keys(model.Playbook),
    "red_flag": lambda: card_keys(model.RedFlag),
    "adjustment": lambda: card_keys(model.Adjustment),
    "condition": lambda: card_keys(Condition),
    "action": lambda: card_keys(model.Action),
    "pulse": lambda: card_keys(model.Pulse),
    "variant": lambda: card_keys(model.Variant),
    "override": lambda: card_keys(Override),
    "normalisers": lambda: kinds(NORMALISERS),
    "transforms": lambda: kinds(TRANSFORMS),
    "source": lambda: keys(source.Source),
    "file": lambda: keys(data_file.File),
    "csv": lambda: keys(data_file.CsvDialect),
    "account": lambda: keys(source.AccountTable),
    "churn": lambda: keys(source_parts.Churn),
    "snapshots": lambda: keys(source.SnapshotTable),
    "measures": lambda: keys(source_parts.MeasureColumn),
    "events": lambda: keys(source_parts.EventMeasure),
    "via": lambda: keys(source_parts.Via),
    "long": lambda: keys(source_parts.LongTable),
    "touches": lambda: keys(source_parts.TouchTable),
    "row-condition": lambda: keys(source_parts.RowCondition),
    "drop": lambda: keys(source.Drop),
    "commands": commands,
    "formats": formats,
    "exit_codes": exit_codes,
    "charts": charts,
    "alert-rules": alert_rules,
    "limits": limits,
    "advice": advice,
    "warnings": warnings,
    "questions": questions,
    "glossary": glossary,
    "bundled-cards": bundled_cards,
    "bundled-sources": bundled_sources,
}


def pages() -> list[Path]:
    """The Markdown files that hold blocks made from the code."""
    return sorted([*(ROOT / "docs").glob("*.md"), ROOT / "configs" / "README.md"])


def made_anew(text: str) -> str:
    """The text with every block as the code makes it today. Raises KeyError for a strange one."""
    return BLOCK.sub(lambda m: f"{m[1]}\n{BLOCKS[m[2]]()}\n\n{m[3]}", text)
