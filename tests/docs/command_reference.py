"""The reference of the command line: what each command's help says, and commands to copy."""

from __future__ import annotations

import contextlib
import io
import os
from typing import Final

from scoring.cli import COMMANDS, main

HERE: Final = ".venv/bin/python -m scoring"
DEMO: Final = "--source configs/sources/demo.yaml --card configs/cards/b2b_saas_starter.yaml"

EXAMPLES: Final[dict[str, tuple[str, ...]]] = {
    "draft": (
        "draft data/starter/lifecycle_accounts.csv data/starter/lifecycle_months.csv",
        "draft data/starter/lifecycle_accounts.csv --name Ours --out own.yaml",
    ),
    "check": (
        "check configs/cards/weighted_starter.yaml",
        "check configs/cards/b2b_saas_starter.yaml --source configs/sources/demo.yaml --json",
    ),
    "score": (
        f"score {DEMO} --out scores.csv",
        f"score {DEMO} --as-of all --out scores.parquet",
        f"score {DEMO} --as-of 2026-07 --engine kernel --out scores.xlsx",
    ),
    "explain": (f"explain {DEMO} --account A-0314", f"explain {DEMO} --account A-0314 --json"),
    "backtest": (
        f"backtest {DEMO}",
        f"backtest {DEMO} --lead 2 --horizon 4 --flag drop:20:6 --capacity 40",
        f"backtest {DEMO} --against configs/cards/grades.yaml --cases cases.csv",
    ),
    "panel": (f"panel {DEMO}", f"panel {DEMO} --cohort calendar --json"),
    "suggest": (f"suggest {DEMO}", f"suggest {DEMO} --k 5 --steps 10 --lock pulse=10"),
    "alerts": (
        f"alerts {DEMO}",
        f"alerts {DEMO} --rule dropped:20:3 --since 2026-08 --json",
    ),
    "sql": (
        f"sql {DEMO}",
        f"sql {DEMO} --dialect snowflake --as view",
        f"sql {DEMO} --dialect bigquery --as dbt --out models",
    ),
    "report": (f"report {DEMO} --out report.html", f"report {DEMO} --method --out method.md"),
    "bundle": (f"bundle {DEMO} --with-data --out bundle.zip", "bundle --open bundle.zip"),
    "handover": (
        "handover --card configs/cards/traffic_light_ten.yaml --to gainsight",
        "handover --card configs/cards/traffic_light_ten.yaml --to planhat"
        " --source configs/sources/demo.yaml",
    ),
    "demo": ("demo --accounts 200 --months 24 --seed 7 --out book",),
    "schema": ("schema --out card.schema.json",),
    "store": (
        "store --store bellwether.db backup copy.db",
        "store --store bellwether.db check",
        "store --store bellwether.db restore copy.db --force",
    ),
    "limits": ("limits",),
    "bench": ("bench --accounts 2000 --rows 100000",),
}
"""Commands to copy, from the root of the project; a test runs each, one after the other."""

WORDS_BELOW: Final = {"store": ("backup", "check", "restore")}
"""Commands that have words of their own below them."""


def printed(*words: str) -> str:
    """What `--help` prints, at a fixed width."""
    out = io.StringIO()
    before = os.environ.get("COLUMNS")
    os.environ["COLUMNS"] = "88"
    try:
        with contextlib.redirect_stdout(out), contextlib.suppress(SystemExit):
            main([*words, "--help"])
    finally:
        os.environ.pop("COLUMNS")
        os.environ.update({"COLUMNS": before} if before else {})
    return f"```\n{out.getvalue().strip()}\n```"


def command(name: str) -> str:
    """One command: its help, that of the words below it, and examples."""
    below = [printed(name, word) for word in WORDS_BELOW.get(name, ())]
    lines = "\n".join(f"{HERE} {example}" for example in EXAMPLES[name])
    return "\n\n".join([f"## {name}", printed(name), *below, f"```\n{lines}\n```"])


def commands() -> str:
    return "\n\n".join([printed(), *map(command, COMMANDS)])
