"""Each question finds what was planted for it, counts it, names it, and is silent otherwise."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from scoring.backtest.clock import usual_question
from scoring.backtest.leaks import leaks_of
from scoring.engine import quality
from scoring.engine.matrix import open_book
from scoring.engine.quality import QUESTIONS, examine
from scoring.engine.quality.look import Look, listed
from scoring.errors import Finding
from tests.examples import some
from tests.unit.engine.loading import TODAY, loaded

MONTHS = pd.date_range("2024-01-31", periods=24, freq="ME").date
SOURCE = """
version: 1
name: Book
files: {a: {path: a.csv}, b: {path: b.csv}}
account: {from: a, id: id, churn: {churned_on: end}, dimensions: [plan]}
snapshots: [{from: b, id: id, month: month, measures: [logins, share, mood, NAME]}]
"""
Change = Callable[[pd.DataFrame], None]


def rows() -> pd.DataFrame:
    """Forty accounts over two years; sixteen leave in December, and nothing about them is odd.

    logins 10 to 49 and share .10 to .49 go up and down by their own beat; x as logins.
    """
    return pd.DataFrame(
        [
            {
                "id": f"A{a:02}",
                "month": month,
                "logins": float(10 + (7 * a + 11 * m + a * m) % 40),
                "share": 0.1 + ((5 * a + 3 * m) % 40) / 100,
                "mood": ("calm", "cross", "keen")[(a + m) % 3],
                "x": float(10 + (9 * a + 13 * m + a * m) % 40),
            }
            for a in range(40)
            for m, month in enumerate(MONTHS)
        ]
    )


def found(folder: Path, change: Change | None = None, name: str = "x") -> dict[str, Finding]:
    """What is found in the rows after a change, by the question that found it."""
    table = rows()
    if change is not None:
        change(table)
    plans = ["Basic" if a % 2 else "Pro" for a in range(40)]
    ends = [MONTHS[-1] if a < 16 else None for a in range(40)]
    accounts = pd.DataFrame({"id": [f"A{a:02}" for a in range(40)], "plan": plans, "end": ends})
    source = SOURCE.replace("NAME", name)
    data = loaded(folder, source, a=accounts, b=table.rename(columns={"x": name}))
    book = open_book(data)
    leaks = leaks_of(book, usual_question(book.frame))
    look = Look(data.session, data.catalogue, TODAY, leaks, book)
    told = {a.__name__: [replace(f, kind=f.kind or a.__name__) for f in a(look)] for a in QUESTIONS}
    assert examine(data.session, data.catalogue, TODAY, leaks, book) == tuple(
        itertools.chain(*told.values())
    )
    assert all(len(each) <= 1 for each in told.values())
    return {name: each[0] for name, each in told.items() if each}


def test_a_book_without_oddities(tmp_path: Path) -> None:
    """Nothing is said where there is nothing to say."""
    assert found(tmp_path) == {}


def holed(table: pd.DataFrame) -> None:
    table.loc[(table["id"] == "A03") & table["month"].isin(MONTHS[5:8]), "month"] = None


def emptied(table: pd.DataFrame) -> None:
    table.loc[table["month"] == MONTHS[4], ["logins", "share"]] = None


def moved_on(table: pd.DataFrame) -> None:
    table.loc[table["month"] == MONTHS[-1], "month"] = dt.date(2026, 3, 31)


def frozen(table: pd.DataFrame) -> None:
    table.loc[table.index[20:], "x"] = 7.0


def fixed(table: pd.DataFrame) -> None:
    table["x"] = table["id"].str[1:].astype(float)


def negative(table: pd.DataFrame) -> None:
    table.loc[table.index[[3, 50]], "x"] = -4.0


def over(table: pd.DataFrame) -> None:
    table.loc[table.index[100], "share"] = 42.0


def minutes(table: pd.DataFrame) -> None:
    table.loc[table.index[[30, 200]], "x"] *= 1000


def shouted(table: pd.DataFrame) -> None:
    table.loc[table.index[:9], "mood"] = "CALM "


def priced(table: pd.DataFrame) -> None:
    table["x"] = [f"$ {n:,.2f}" if i % 2 else f"{n:g} %" for i, n in enumerate(table["x"])]


def silent(table: pd.DataFrame) -> None:
    gone = table["id"].isin([f"A{a:02}" for a in range(16)])
    table.loc[gone & (table["month"] == MONTHS[-1]), ["x", "logins"]] = 0.0


def copied(table: pd.DataFrame) -> None:
    table["x"] += 100.0 * (table["id"] >= "A16")


def turned(table: pd.DataFrame) -> None:
    table.loc[(table["id"] < "A16") & table["month"].isin(MONTHS[-4:]), "x"] = 5.0


def blank(table: pd.DataFrame) -> None:
    table.loc[table["id"].isin(["A00", "A01", "A02", "A03"]), "x"] = None


PLANTED: list[tuple[str, Change, int | None, str, str]] = [
    (
        "gaps",
        holed,
        1,
        "1 account lacks 3 months between the first and the last one",
        "A03' lacks 3",
    ),
    ("empty_months", emptied, 1, "no value of 'logins' and 'share'", "2024-05"),
    ("future_months", moved_on, 24, "24 rows are dated in the future", "'A16' 2026-03"),
    ("constant", frozen, 940, "98% of its values are 7, and few are another", "'A00'"),
    ("static", fixed, 960, "hardly ever changes for an account", "'A00' 2025-12: 0"),
    ("impossible", negative, 2, "2 values are below 0", "'A02' 2024-03: -4"),
    ("impossible", over, 1, "1 value is above 1", "'A04' 2024-05: 42"),
    ("unit_jumps", minutes, 2, "2 values are ten times the months around", "'A01' 2024-07"),
    ("spellings", shouted, 1, "1 word is spelled in several ways", "CALM · calm"),
    ("signed_numbers", priced, 960, "960 values are numbers with a currency or percent", "$ "),
    ("silent_endings", silent, 2, "'logins' and 'x' are 0 in the month in which a customer", ""),
    ("too_good", copied, 960, "ranks 100% of the pairs", "'A00' 2025-12"),
    ("cliffs", turned, 960, "turns bad only once they have told you", "'A00' 2025-12: 5"),
    (
        "blanks_that_tell",
        blank,
        96,  # four accounts over 24 months
        "missing for 25% of those who leave and for 0%",
        "'A00'",
    ),
]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("question", "change", "count", "problem", "example"),
    PLANTED,
    ids=[f"{q}-{change.__name__}" for q, change, *_ in PLANTED],
)
def test_what_is_planted_is_found(
    tmp_path: Path, question: str, change: Change, count: int | None, problem: str, example: str
) -> None:
    """Counted, with an example and a fix, as a warning that stops nothing."""
    finding = found(tmp_path, change)[question]
    assert problem in finding.problem
    assert finding.count == count
    assert (finding.severity, bool(finding.fix)) == ("warning", True)
    assert any(example in seen for seen in finding.examples) or not example


Said = list[tuple[str, int | None, tuple[str, ...]]]


def said(folder: Path, cells: str, name: str) -> Said:
    """What is found, how often and where, if a measure of that name holds these cells."""

    def written(table: pd.DataFrame) -> None:
        table["x"] = [(cells, cells.upper())[i % 2] for i in range(len(table))]

    return [(kind, f.count, f.examples) for kind, f in found(folder, written, name).items()]


@pytest.fixture(scope="module", params=some(["$ 5", "b", "7"], 1))
def usual(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[str, Said]:
    """Cells, and what is said of them under a name that is nobody else's."""
    return request.param, said(tmp_path_factory.mktemp("usual"), request.param, "plain name")


@pytest.mark.parametrize("name", ["n", "missing", "v0"])
def test_no_name_of_a_measure_stands_in_the_way(
    tmp_path: Path, name: str, usual: tuple[str, Said]
) -> None:
    """A measure may be called what a question calls something of its own: the same is found."""
    cells, expected = usual
    assert said(tmp_path, cells, name) == expected


@pytest.mark.parametrize(
    "name", some(["churn_risk", "Cancel reason code", "renewalStatus", "closed"])
)
def test_a_name_that_speaks_of_the_loss(tmp_path: Path, name: str) -> None:
    """It is named as a suspect whatever it holds."""
    assert "leaking_names" in found(tmp_path, name=f"'{name}'".strip("'"))


def test_a_steady_decline_is_no_jump(tmp_path: Path) -> None:
    """Halved every month for a year, and gone in the end: that is a customer leaving."""

    def declines(table: pd.DataFrame) -> None:
        own = table["id"] == "A05"
        table.loc[own, "x"] = [4096.0 / 2 ** max(0, m - 11) for m in range(24)]

    assert "unit_jumps" not in found(tmp_path, declines)


def test_every_question_is_asked() -> None:
    """What the package offers is on the list, each once."""
    names = [ask.__name__ for ask in QUESTIONS]
    assert len(set(names)) == len(names) == 14
    assert {name for name, *_ in PLANTED} | {"leaking_names"} == set(names)
    assert quality.examine is examine


def test_names_in_a_phrase() -> None:
    """One, two, and more than four."""
    assert [listed(list(names)) for names in ("a", "ab", "abcdef")] == [
        "'a'",
        "'a' and 'b'",
        "'a', 'b', 'c', 'd' and 2 more",
    ]
