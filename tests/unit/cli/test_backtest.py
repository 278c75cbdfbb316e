"""`backtest` prints what the use case finds, as text and as JSON, and writes the cases."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from scoring.cli import main
from tests.conftest import ROOT

pytestmark = pytest.mark.slow

WORDS = [
    "backtest",
    *("--source", str(ROOT / "configs/sources/demo.yaml")),
    *("--card", str(ROOT / "configs/cards/b2b_saas_starter.yaml")),
]


def test_the_text_begins_with_the_question(capsys: pytest.CaptureFixture[str]) -> None:
    """Then come the figures in their order, each with its interval and its number."""
    assert main([*WORDS, "--cohort", "calendar"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("Scored 3 months or more before the loss")
    heads = ("Caught churn", "Calls per catch", "Revenue caught", "Red 3 months", "False alarms")
    found = [next(i for i, line in enumerate(lines) if line.startswith(h)) for h in heads]
    assert found == sorted(found)
    assert all(" n = " in lines[i] for i in found)


def test_the_cases_are_written_and_counted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The JSON counts what the file holds."""
    out = tmp_path / "cases.csv"
    assert main([*WORDS, "--lead", "2", "--horizon", "4", "--json", "--cases", str(out)]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["question"]["lead"], told["question"]["horizon"]) == (2, 4)
    with out.open(encoding="utf-8") as file:
        outcomes = [row["outcome"] for row in csv.DictReader(file)]
    assert outcomes.count("lost") == told["counts"]["lost"]
    assert outcomes.count("too late") == told["counts"]["too_late"]


def test_leaks_are_told_beside_the_figures(capsys: pytest.CaptureFixture[str]) -> None:
    """The pulse of the demo turns once they have told; as data every measure has a light."""
    assert main([*WORDS, "--cohort", "calendar"]) == 0
    text = capsys.readouterr().out
    assert "  amber, on this card: CSM pulse: on the eve of the end it ranks" in text
    assert main([*WORDS, "--cohort", "calendar", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)["leaks"]
    assert [line["measures"] for line in told["card"]] == [["csm_pulse"]]
    assert {light["name"]: light["codes"] for light in told["measures"]}["csm_pulse"] == ["W12"]
    assert (told["without"], told["rows"]["used"]) == (None, 0)


def test_the_case_table_is_printed_as_sql(capsys: pytest.CaptureFixture[str]) -> None:
    """One statement, commented step by step."""
    assert main([*WORDS, "--sql"]) == 0
    printed = capsys.readouterr().out
    assert printed.startswith("WITH")
    assert printed.endswith("SELECT * FROM answered;\n")
    assert "\n-- " in printed


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--flag", "nope"], "no flag rule is called 'nope'"),
        (["--flag", "drop:x"], "has no sound number. Fix: give drop:POINTS:OVER"),
        (["--flag", "drop:1:2:3"], "has too many numbers"),
        (["--flag", "red_running:1"], "running is 1"),
        (["--term", "0"], "term is 0"),
        (["--lead", "90"], "lead is 90. Fix: give 0 to 24 months"),
        (["--capacity", "inf"], "a capacity of inf accounts. Fix: give a number above 0"),
        (["--capacity", "nan"], "a capacity of nan accounts"),
        (["--cases", "cases.doc"], "names no file format"),
    ],
)
def test_what_cannot_be_asked_is_told(
    words: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """A wrong word is answered with the words there are."""
    assert main([*WORDS, *words]) == 2
    assert said in capsys.readouterr().err


def test_what_it_has_to_beat_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    """A second card is one of the rivals, and a capacity says how many are worked."""
    card = WORDS[WORDS.index("--card") + 1]
    words = [*WORDS, "--cohort", "calendar", "--against", card, "--capacity", "20"]
    assert main([*words, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    saved = told["rivals"][-1]
    assert (saved["key"], saved["difference"]["estimate"]) == ("saved", 0.0)
    assert [one["k"] for one in told["precision_at_k"]] == [20, 4]
    assert {"rivals", "segments", "treated", "reds_that_recovered"} <= told["definitions"].keys()
    assert main(words) == 0
    text = capsys.readouterr().out
    assert "What it has to beat:" in text
    assert "The 4 worst of each owner's book at each look." in text


def test_the_numbers_of_a_rule_and_the_term_are_asked_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Twenty points within six months; renewals of the demo reckoned back by years are marked."""
    out = tmp_path / "cases.csv"
    assert main([*WORDS, "--flag", "drop:20:6", "--term", "12", "--json", "--cases", str(out)]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["rule"]["points"], told["rule"]["over"]) == (20, 6)
    assert (told["question"]["term"], told["cohort"]) == (12, "renewal")
    with out.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    reckoned = [row["outcome"] for row in rows if row["reckoned"] == "True"]
    assert reckoned
    assert set(reckoned) == {"kept"}
