"""`explain` tells one account's score in words and numbers that a person can add up."""

from __future__ import annotations

import contextlib
import io
import json
import re
from pathlib import Path

import pytest

from scoring.cli import main

CARD = """\
version: 1
name: Caps
metrics:
  - id: use
    label: Product usage
    measure: use
    normaliser: {kind: linear, worst: 0, best: 1}
    weight: 30
  - {id: calls, label: Calls, measure: calls, normaliser: {kind: points}, weight: 50}
  - {id: mood, label: Mood, measure: mood, normaliser: {kind: points}, weight: 10}
  - {id: gone, measure: gone, normaliser: {kind: points}, weight: 10, missing: {points: 40}}
red_flags:
  - {id: late, label: Late payer, when: {measure: late, at_least: 30}, cap: 39}
  - {id: far, label: Far away, when: {dimension: plan, is: Free}, cap: 90}
adjustments:
  - {id: page, label: Looked at pricing, when: {measure: pages, at_least: 3}, points: 5}
rules: {min_coverage: 0.5, min_tenure_months: 3}
bands: [{name: Good, from: 50, tone: good}, {name: Bad, from: 0, tone: bad}]
"""
SOURCE = """\
version: 1
name: Book
files: {rows: {path: rows.csv}}
account: {from: rows, id: id, name: name, start_on: start, dimensions: [plan]}
snapshots:
  - {from: rows, month: month, measures: [use, calls, mood, gone, late, pages]}
"""
ROWS = """\
id,name,start,plan,month,use,calls,mood,gone,late,pages
A-01,Northwind,2020-01-01,Pro,2026-10,0.786,60.13,,,0,3
A-02,Contoso,2020-01-01,Free,2026-10,0.9,90,90,90,41,0
A-03,Fabrikam,2026-09-01,Pro,2026-10,0.9,90,90,90,0,0
A-04,Tailspin,2020-01-01,Pro,2026-10,,,90,90,0,0
A-05,Adatum,2020-01-01,Pro,2026-09,0.9,90,90,90,0,0
A-06,"Odd\x1b[31m name",2020-01-01,Pro,2026-10,0.9,90,90,90,0,0
"""


@pytest.fixture(autouse=True)
def _book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, text in {"card.yaml": CARD, "source.yaml": SOURCE, "rows.csv": ROWS}.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)


def explain(account: str, *words: str) -> tuple[int, str, str]:
    out, err = io.StringIO(), io.StringIO()
    asked = ["explain", "--source", "source.yaml", "--card", "card.yaml", "--account", account]
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        status = main([*asked, *words])
    return status, out.getvalue(), err.getvalue()


NORTHWIND = """\
Northwind at the end of 2026-10: 69.0, Good
Account A-01, card Caps. 80% of the weight is known; at least 50% is asked for.

Product usage  0.786   78.6 points × 30 of 90 =  26.2 won,   7.1 lost
Calls          60.13   60.1 points × 50 of 90 =  33.4 won,  22.2 lost
Mood               –  no value: left out, its weight is shared by the others
Gone               –   40.0 points × 10 of 90 =   4.4 won,   6.7 lost   (no value: 40 points stand in)
                                                -----      -----
Weighted mean                                    64.0       36.0
Looked at pricing                                +5.0
Score                                            69.0

Adjustments
  Looked at pricing: holds, +5 points. Asked: pages at least 3; here pages is 3.

Red flags
  Late payer: does not hold. Asked: late at least 30; here late is 0.
  Far away: does not hold. Asked: plan is Free; here plan is Pro.

How values became points
  Product usage: use, latest value; 0 points at 0, 100 at 1.
"""  # noqa: E501


def test_the_page_of_an_account() -> None:
    """Weights of 30, 50 and 10 count: (30 × 78.6 + 50 × 60.13 + 10 × 40) / 90 = 64.05, + 5 = 69.05.

    78.6 / 3 = 26.2; 60.13 × 5/9 = 33.405…; 40 / 9 = 4.44…; lost are 7.13…, 22.15 and 6.66….
    """
    status, said, complaints = explain("A-01")
    assert (status, complaints) == (0, "")
    assert said.startswith(NORTHWIND)


def test_the_cap_that_binds() -> None:
    """Every metric has 90 points; of two flags that hold 39 binds: 90 − 51 = 39."""
    status, said, _ = explain("A-02")
    assert status == 0
    assert "Contoso at the end of 2026-10: 39.0, Bad" in said
    assert re.search(r"^Red flag: Late payer +−51\.0$", said, re.MULTILINE)
    assert "Late payer: holds and caps the score at 39." in said
    assert "Far away: holds, but its cap of 90 changes nothing." in said


@pytest.mark.parametrize(
    ("account", "band", "reason"),
    [
        (
            "A-03",
            "Onboarding",
            "It has been a customer for 1 month; the card scores from 3 on.",
        ),
        (
            "A-04",
            "Not scored",
            "20% of the weight is known; the card asks for at least 50%.",
        ),
    ],
)
def test_an_account_without_a_score_is_told_why(account: str, band: str, reason: str) -> None:
    """Too young, too little known: the band, the reason and no sum."""
    status, said, complaints = explain(account)
    assert (status, complaints) == (0, "")
    assert said.splitlines()[0].endswith(f": {band}")
    assert f"No score: {reason}\n" in said
    assert "Weighted mean" not in said
    assert " won," not in said


@pytest.mark.parametrize(
    ("card", "reason"),
    [
        (
            CARD.replace("weight: 10}", "weight: 10, missing: refuse}"),
            "Mood has no value, and the card refuses a score without it.",
        ),
        (
            CARD.replace("min_coverage: 0.5", "min_coverage: 0.81"),
            "80% of the weight is known; the card asks for at least 81%.",
        ),
    ],
)
def test_a_card_that_asks_for_more_says_so(card: str, reason: str) -> None:
    """A metric that refuses is named, a floor that is not reached has both figures."""
    Path("card.yaml").write_text(card, encoding="utf-8")
    status, said, _ = explain("A-01")
    assert (status, f"No score: {reason}" in said) == (0, True)


def test_an_unknown_account_is_refused() -> None:
    """Status 2 and a guess among the ids; a name is told its id."""
    status, said, complaints = explain("A-1")
    assert (status, said) == (2, "")
    assert complaints == "error: no account has the id 'A-1'. Fix: did you mean 'A-01'?\n"
    assert "'Contoso' is a name, its id is 'A-02'" in explain("Contoso")[2]


def test_a_month_without_a_row_is_refused() -> None:
    """Status 2; the fix says which months there are for this account, or in the data."""
    status, said, complaints = explain("A-05")
    assert (status, said) == (2, "")
    assert "account 'A-05' has no row in 2026-10. Fix: write --as-of 2026-09" in complaints
    assert explain("A-05", "--as-of", "2026-09")[0] == 0
    assert "the data have no month 2020-01" in explain("A-05", "--as-of", "2020-01")[2]
    status, _, complaints = explain("A-05", "--as-of", "all")
    assert (status, complaints) == (
        2,
        "error: 'all' is no month. Fix: write YYYY-MM or latest.\n",
    )


KEYS = [
    *(
        "card",
        "kind",
        "variant",
        "display",
        "account_id",
        "name",
        "month",
        "metrics",
        "adjustments",
        "caps",
        "steps",
    ),
    *("typed", "in_force", "coverage", "floor", "mean", "mean_printed", "score", "score_printed"),
    *("shown", "raw", "ends", "band", "band_of_score", "pinned", "reasons", "sentence"),
]
METRIC_KEYS = [
    *("metric_id", "label", "measure", "reading", "rule", "value", "treated", "points", "weight"),
    *("share", "won", "lost", "won_printed", "lost_printed", "sentence"),
]


def test_json_has_stable_keys_and_full_precision() -> None:
    """The same keys with and without a score; what is not there is null."""
    told = json.loads(explain("A-01", "--json")[1])
    assert (list(told), list(told["metrics"][0])) == (KEYS, METRIC_KEYS)
    assert list(told["caps"][0]) == [
        *("flag_id", "label", "condition", "facts", "cap", "holds", "binds", "sentence")
    ]
    assert list(told["steps"][0]) == ["label", "kind", "points", "printed", "sentence"]
    assert told["month"] == "2026-10"
    assert told["score"] == pytest.approx((30 * 78.6 + 50 * 60.13 + 400) / 90 + 5, abs=1e-8)
    mood = told["metrics"][2]
    assert (mood["value"], mood["points"], mood["treated"], mood["won"]) == (
        None,
        None,
        "left out",
        0.0,
    )
    none = json.loads(explain("A-04", "--json")[1])
    assert list(none) == KEYS
    assert (none["score"], none["mean"], none["steps"]) == (None, None, [])
    assert none["metrics"][1]["won"] is None


@pytest.mark.parametrize(
    ("display", "top", "end"),
    [
        ("ten", "7.2 of 10 (69.0 of 100), Good", "69.0      7.2 of 10"),
        ("grade", "D (69.0 of 100), Good", "69.0      D as a grade"),
    ],
)
def test_other_scales_stand_beside_the_parts(display: str, top: str, end: str) -> None:
    """The parts stay on 0 to 100; 1 + 9 × 69.05… / 100 = 7.21 is 7.2 of 10, and a D."""
    text = CARD.replace("version: 1\n", f"version: 1\ndisplay: {display}\n")
    low = "from: 1," if display == "ten" else "from: 0,"
    text = text.replace("from: 50", "from: 5").replace("from: 0,", low)
    Path("card.yaml").write_text(text, encoding="utf-8")
    said = explain("A-01")[1]
    assert said.splitlines()[0].endswith(top)
    assert end in said


def test_a_name_cannot_write_to_the_terminal() -> None:
    """Control characters from a file are shown, not sent."""
    said = explain("A-06")[1]
    assert "Odd\\x1b[31m name" in said
    assert "\x1b" not in said
