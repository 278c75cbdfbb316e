"""Commands count the pulses that a team keeps, where they are told its store."""

from __future__ import annotations

import csv
import datetime as dt
import json
from pathlib import Path

import pytest

from scoring.cli import main
from scoring.spec.records import PulseRecord
from scoring.store import open_store

CARD = """\
version: 1
name: Nudged
metrics: [{id: use, measure: use, normaliser: {kind: linear, worst: 0, best: 100}, weight: 1}]
pulse: {measure: csm_pulse, mode: nudge, max_points: 10, expires_months: 3}
bands: [{name: Good, from: 50, tone: good}, {name: Bad, from: 0, tone: bad}]
"""
SOURCE = """\
version: 1
name: Book
files: {rows: {path: rows.csv}}
account: {from: rows, id: id}
snapshots: [{from: rows, month: month, measures: [use]}]
"""
ROWS = "id,month,use\nA,2026-09,55\nA,2026-10,55\nB,2026-09,45\nB,2026-10,45\n"
WORDS = ("--source", "source.yaml", "--card", "card.yaml")


@pytest.fixture(autouse=True)
def _book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A was judged a 1 in October, which takes 10 points; one of another book is not meant."""
    for name, text in {"card.yaml": CARD, "source.yaml": SOURCE, "rows.csv": ROWS}.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    store = open_store(tmp_path / "kept.db")
    day, end = dt.date(2026, 10, 5), dt.date(2026, 12, 1)
    store.set_pulse("Book", PulseRecord("A", 1, "sponsor left", "Dana", day, end))
    store.set_pulse("Another book", PulseRecord("B", 5, "all well", "Dana", day, end))
    store.close()


def scores(*words: str) -> dict[tuple[str, str], float]:
    """The scores of a file that `score` wrote, by account and month."""
    assert main(["score", *WORDS, "--as-of", "all", "--out", "out.csv", *words]) == 0
    rows = csv.DictReader(Path("out.csv").read_text(encoding="utf-8").splitlines())
    return {(row["account_id"], row["as_of"][:7]): float(row["score"]) for row in rows}


def test_score_knows_the_pulses_of_the_store(capsys: pytest.CaptureFixture[str]) -> None:
    """55 - 10 in October, 55 in September before it was given; B stays, its pulse is elsewhere."""
    others = {("A", "2026-09"): 55.0, ("B", "2026-09"): 45.0, ("B", "2026-10"): 45.0}
    assert scores("--store", "kept.db") == others | {("A", "2026-10"): 45.0}
    assert "kept.db: 1 pulse for 'Book'\n" in capsys.readouterr().err


def test_explain_names_the_pulse_of_the_store(capsys: pytest.CaptureFixture[str]) -> None:
    """The score of 45 in Bad, and the step that took 10."""
    said = ("explain", *WORDS, "--store", "kept.db", "--account", "A", "--json")
    assert main([*said]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["score"], told["band"]) == (45.0, "Bad")
    assert -10.0 in [step["points"] for step in told["steps"]]


def test_an_alert_fires_for_a_pulse_of_the_store(capsys: pytest.CaptureFixture[str]) -> None:
    """A falls from 55 to 45 by the pulse alone: it enters red in October, and nobody else."""
    assert main(["alerts", *WORDS, "--store", "kept.db", "--rule", "entered", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert [(one["account_id"], one["score"]) for one in told["alerts"]] == [("A", 45.0)]


def test_without_the_store_nothing_is_known_of_it(capsys: pytest.CaptureFixture[str]) -> None:
    """The card reads what these data do not have, and that is said as ever."""
    assert main(["alerts", *WORDS]) == 1
    assert "csm_pulse" in capsys.readouterr().err


def test_a_store_that_is_not_there_is_refused_and_not_made(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """A slip in the path: status 1 with a fix, no empty store left behind."""
    assert main(["alerts", *WORDS, "--store", "keptt.db"]) == 1
    assert "there is no file 'keptt.db'. Fix: check the path" in capsys.readouterr().err
    assert not Path("keptt.db").exists()


def test_a_faulty_card_is_told_in_full_beside_a_store(capsys: pytest.CaptureFixture[str]) -> None:
    """Its faults, as without one."""
    Path("card.yaml").write_text(CARD.replace("worst: 0", "worst: low"), encoding="utf-8")
    assert main(["score", *WORDS, "--store", "kept.db", "--out", "out.csv"]) == 1
    assert "worst" in capsys.readouterr().err
