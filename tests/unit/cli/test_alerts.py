"""`alerts` prints what the use case finds, the same every time, and says so by its status."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from scoring.cli import main
from tests.conftest import ROOT

WORDS = [
    "alerts",
    *("--source", str(ROOT / "configs/sources/demo.yaml")),
    *("--card", str(ROOT / "configs/cards/b2b_saas_starter.yaml")),
]
GOLDEN = ROOT / "tests" / "golden" / "alerts.json"


def told(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[str, str]:
    assert main([*WORDS, *words]) == 0
    said = capsys.readouterr()
    return said.out, said.err


def test_the_document_is_the_one_that_was_kept(
    capsys: pytest.CaptureFixture[str], matches_golden: Callable[[Path, str], None]
) -> None:
    """A receiver finds every key where it was, and the ids of the alerts unchanged."""
    out, _ = told(capsys, "--as-of", "2026-09", "--rule", "dropped:25:3", "--json")
    matches_golden(GOLDEN, out)


@pytest.mark.slow
def test_the_same_run_gives_the_same_bytes(capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing in the answer is of the moment, and no number is none."""
    first, again = (told(capsys, "--json") for _ in range(2))
    assert first == again

    def refuse(word: str) -> None:
        raise AssertionError(word)

    ids = [one["id"] for one in json.loads(first[0], parse_constant=refuse)["alerts"]]
    assert len(set(ids)) == len(ids) > 20


@pytest.mark.slow
def test_an_alert_keeps_its_id(capsys: pytest.CaptureFixture[str]) -> None:
    """Asked for three months at once, or with another rule's numbers: the ids of one month stay."""
    alone = json.loads(told(capsys, "--as-of", "2026-09", "--json")[0])["alerts"]
    wide = json.loads(told(capsys, "--since", "2026-07", "--as-of", "2026-10", "--json")[0])
    assert [one for one in wide["alerts"] if one["month"] == "2026-09"] == alone
    months = [one["month"] for one in wide["alerts"]]
    assert months == sorted(months)
    assert set(months) == {"2026-07", "2026-08", "2026-09", "2026-10"}
    softer = json.loads(told(capsys, "--as-of", "2026-09", "--rule", "dropped:10", "--json")[0])
    ids = {one["id"] for one in softer["alerts"]}
    # A softer rule fires earlier for some; where both fire in this month, it is one alert.
    assert ids & {one["id"] for one in alone if one["rule"] == "dropped"}


@pytest.mark.slow
def test_the_last_lines_count(capsys: pytest.CaptureFixture[str]) -> None:
    """Two lines on standard error, each beginning with a word to search for."""
    out, err = told(capsys, "--rule", "entered", "--rule", "missing")
    *_, counts, log = err.splitlines()
    assert counts == out.splitlines()[-1]
    fired = len(out.splitlines()) - 1
    assert log.startswith(f"bellwether command=alerts exit=0 month=2026-10 rules=2 fired={fired} ")
    assert counts == f"alerts: since=2026-10 as_of=2026-10 fired={fired} entered={fired} missing=0"


@pytest.mark.slow
def test_the_status_tells_only_if_asked(capsys: pytest.CaptureFixture[str]) -> None:
    """3 where something fired and 0 where nothing did; without the word always 0."""
    assert main([*WORDS, "--rule", "entered", "--exit-code"]) == 3
    assert main([*WORDS, "--rule", "red_flag", "--exit-code"]) == 0
    assert main([*WORDS, "--rule", "entered"]) == 0
    capsys.readouterr()


@pytest.mark.slow
def test_hysteresis_leaves_fewer(capsys: pytest.CaptureFixture[str]) -> None:
    """With six calm months and a margin of 5 points, fewer fire over all months, and no other."""

    def fired(*words: str) -> set[str]:
        out, _ = told(capsys, "--since", "2023-11", "--rule", "entered", "--json", *words)
        return {one["id"] for one in json.loads(out)["alerts"]}

    every, calm = fired(), fired("--calm", "6", "--margin", "5")
    assert calm < every


@pytest.mark.slow
@pytest.mark.parametrize(
    ("words", "problem"),
    [
        (["--since", "2026-11"], "2026-11 lies after 2026-10"),
        (["--since", "soon"], "'soon' is no month"),
        (["--as-of", "2020-01"], "the data have no month 2020-01"),
        (["--rule", "fell"], "no alert rule is called 'fell'"),
        (["--calm", "0"], "calm is 0"),
        (["--margin", "-1"], "margin is -1"),
    ],
)
def test_what_cannot_be_meant_is_refused(
    capsys: pytest.CaptureFixture[str], words: list[str], problem: str
) -> None:
    """Status 2, the problem and a fix, and nothing on standard output."""
    assert main([*WORDS, *words]) == 2
    said = capsys.readouterr()
    assert problem in said.err
    assert "Fix: " in said.err
    assert said.out == ""
