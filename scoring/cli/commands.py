"""All commands: a new one is a file beside this one and a line below."""

from __future__ import annotations

from collections.abc import Mapping

from scoring.cli.alerts import ALERTS
from scoring.cli.backtest import BACKTEST
from scoring.cli.bench import BENCH
from scoring.cli.bundle import BUNDLE
from scoring.cli.check import CHECK
from scoring.cli.command import Command
from scoring.cli.demo import DEMO
from scoring.cli.draft import DRAFT
from scoring.cli.explain import EXPLAIN
from scoring.cli.handover import HANDOVER
from scoring.cli.limits import LIMITS
from scoring.cli.panel import PANEL
from scoring.cli.report import REPORT
from scoring.cli.schema import SCHEMA
from scoring.cli.score import SCORE
from scoring.cli.sql import SQL
from scoring.cli.store import STORE
from scoring.cli.suggest import SUGGEST

COMMANDS: Mapping[str, Command] = {
    "draft": DRAFT,
    "check": CHECK,
    "score": SCORE,
    "explain": EXPLAIN,
    "backtest": BACKTEST,
    "panel": PANEL,
    "suggest": SUGGEST,
    "alerts": ALERTS,
    "sql": SQL,
    "report": REPORT,
    "bundle": BUNDLE,
    "handover": HANDOVER,
    "demo": DEMO,
    "schema": SCHEMA,
    "store": STORE,
    "limits": LIMITS,
    "bench": BENCH,
}
