"""A small book as files, and what a command says when it is given beside them."""

from __future__ import annotations

import contextlib
import io

from scoring.cli import main

CARD = """\
version: 1
name: Test
metrics:
  - {id: use, measure: usage, normaliser: {kind: linear, worst: 0, best: 100}, weight: 3}
  - {id: plan, measure: plan, normaliser: {kind: categories, map: {Pro: 100, Free: 0}}, weight: 1}
bands: [{name: Good, from: 50, tone: good}, {name: Bad, from: 0, tone: bad}]
"""
SOURCE = """\
version: 1
name: Book
files: {accounts: {path: accounts.csv}, months: {path: months.csv}}
account: {from: accounts, id: id}
snapshots:
  - {from: months, month: month, measures: [usage]}
  - {from: accounts, measures: [plan]}
"""
ACCOUNTS = "id,plan\na,Pro\nb,Free\n=1+1,Pro\n"
MONTHS = "id,month,usage\na,2024-01,10\nb,2024-01,33.3333333333\n=1+1,2024-02,90\na,2024-02,20\n"


def run(*words: str) -> tuple[int, str, str]:
    """Exit status, stdout and stderr of a command."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            status = main(words)
        except SystemExit as ended:
            status = int(ended.code or 0)
    assert "Traceback" not in err.getvalue()
    return status, out.getvalue(), err.getvalue()


def score(*words: str, out: str = "out.csv") -> tuple[int, str, str]:
    return run("score", "--source", "source.yaml", "--card", "card.yaml", "--out", out, *words)
