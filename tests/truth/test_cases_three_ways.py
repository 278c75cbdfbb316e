"""The case table in memory, as SQL and in plain pandas: the same rows, one by one."""

from __future__ import annotations

import datetime as dt
import shutil
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scoring.backtest.cases import Cases, build_cases
from scoring.live.frame import NEVER
from scoring.plan.cases import case_plan
from scoring.plan.compile import compile_plan
from scoring.plan.sql import to_sql
from scoring.spec.model import Card
from scoring.spec.question import CASES, Question
from scoring.spec.source import Source
from scoring.values import Month
from scoring.workbench import DataSet, case_sql, open_data, open_source, usable_card
from tests.bundled import opened
from tests.examples import examples
from tests.truth import plain_cases
from tests.truth.random_books import FIRST, QUESTIONS, TODAY, Made, accounts, load
from tests.unit.spec.samples import card as sample

OUTCOMES = {"lost": 1, "kept": 0, "too late": None}


def plain(book: plain_cases.Book, question: Question, cohort: str) -> pd.DataFrame:
    """The reference's answer to a question of the product."""
    asked = plain_cases.Asked(
        cohort,
        question.lead,
        question.horizon,
        question.min_tenure,
        question.label,
        question.every or question.horizon,
        question.term,
        question.without,
    )
    return plain_cases.cases(book, asked)


def in_memory(data: DataSet, found: Cases) -> list[tuple[Any, ...]]:
    """Each case as the tuple that all three ways are compared by."""
    ids = data.book.frame.accounts.ids
    columns = (found.account, found.spell, found.as_of, found.churn, found.outcome, found.reckoned)
    return [
        (ids[a], s, str(Month(t)), None if c == NEVER else str(Month(c)), None if y < 0 else y, r)
        for a, s, t, c, y, r in zip(*(column.tolist() for column in columns), strict=True)
    ]


def compare(data: DataSet, book: plain_cases.Book, card: Card, question: Question) -> None:
    """Hold the three tables together, the exclusions and what the card said included."""
    found = build_cases(data.book.frame, question)
    cohort = found.clock.cohort
    reference = plain(book, question, cohort)
    mine = in_memory(data, found)
    wanted = [
        (r.account, r.spell, str(r.as_of), r.churn and str(r.churn), OUTCOMES[r.fate], r.reckoned)
        for r in reference[reference["fate"].isin(CASES)].itertuples()
    ]
    assert mine == wanted
    excluded = Counter(reference["fate"][~reference["fate"].isin(CASES)])
    assert {e.reason: e.count for e in found.excluded} == dict(excluded)
    against_sql(data, found, card, mine, dict(excluded))


def against_sql(
    data: DataSet,
    found: Cases,
    card: Card,
    mine: list[tuple[Any, ...]],
    excluded: dict[str, int],
) -> None:
    """Hold the table in memory and the one in SQL together, with what the card said."""
    sql = case_sql(data, card, found.clock.question).rstrip(";\n")
    rows = data.loaded.session.table(sql + "\nORDER BY as_of, account_id").to_pylist()
    assert [
        (
            r["account_id"],
            r["spell"],
            str(Month.of(r["as_of"])),
            r["churn_month"],
            r["outcome"],
            r["reckoned"],
        )
        for r in rows
    ] == mine
    scores = data.book.scored(card)
    seen = np.where(found.row >= 0, scores.score[found.row], np.nan)
    assert [np.nan if r["score"] is None else r["score"] for r in rows] == pytest.approx(
        seen.tolist(), abs=0, rel=0, nan_ok=True
    )
    assert [np.nan if r["arr"] is None else r["arr"] for r in rows] == pytest.approx(
        found.arr.tolist(), abs=0, rel=0, nan_ok=True
    )
    if found.clock.cohort != "renewal":  # there SQL lists what lies within the data alone
        plan = case_plan(compile_plan(card, data.catalogue), found.clock)
        outcomes = data.loaded.session.rows(to_sql(plan.until("outcomes")))
        fates = Counter(row[-1] for row in outcomes)
        assert {k: n for k, n in fates.items() if k not in CASES} == excluded


LEVEL = sample(
    metrics=[
        {
            "id": "level",
            "measure": "level",
            "normaliser": {"kind": "linear", "worst": 0, "best": 100},
            "weight": 1,
        }
    ]
)


@settings(max_examples=examples(25), suppress_health_check=[HealthCheck.too_slow])
@given(
    made=st.lists(accounts(), min_size=4, max_size=12),
    take=st.sampled_from(["first", "last"]),
    dated=st.booleans(),
    questions=st.lists(QUESTIONS, min_size=2, max_size=5),
)
def test_random_books(made: list[Made], take: str, dated: bool, questions: list[Question]) -> None:
    """Any order of starts, losses, returns, notices and renewals: three times the same rows."""
    with tempfile.TemporaryDirectory() as folder:
        data, book = load(Path(folder), made, take, dated)
        for question in questions:
            compare(data, book, LEVEL, question)


@pytest.mark.slow
@pytest.mark.parametrize(
    "question",
    [
        Question(),
        Question(every=1),
        Question(lead=0, horizon=3, min_tenure=0),
        Question(label="end", without=("Acquired", "Budget cut")),
        Question(cohort="renewal"),
        Question(cohort="renewal", term=12),
        Question(cohort="renewal", term=12, label="end", lead=1),
    ],
)
def test_the_demo_book(root: Path, question: Question) -> None:
    """400 accounts over 36 months, read once more with pandas from the files themselves."""
    data = opened("demo", dt.date(2026, 11, 23))
    facts = pd.read_parquet(root / "data/demo/accounts.parquet").rename(
        columns={"account_id": "id", "churn_reason": "reason"}
    )
    facts = facts.rename(columns=lambda c: c.removesuffix("_on")).astype(object)
    months = pd.read_parquet(root / "data/demo/snapshots.parquet", columns=["account_id", "as_of"])
    ended = months["account_id"].map(facts.set_index("id")["churned"])
    alive = ended.isna() | (pd.to_datetime(months["as_of"]) <= pd.to_datetime(ended))
    later = pd.to_datetime(months["as_of"]).dt.to_period("M") > pd.to_datetime(ended).dt.to_period(
        "M"
    )
    months = months[alive | ~later].set_axis(["id", "month"], axis=1)
    text = (root / "configs/cards/b2b_saas_starter.yaml").read_text(encoding="utf-8")
    compare(data, plain_cases.Book(facts, months), usable_card(text, data), question)


@pytest.mark.slow
@pytest.mark.parametrize("flagged", [True, False])
def test_the_current_state(tmp_path: Path, flagged: bool) -> None:
    """Without dated losses, or with one month alone, each account is one case.

    a is lost, b is lost for a reason set aside, c stays, d began in the month itself.
    """
    table = pd.DataFrame(
        {
            "id": list("abcd"),
            "gone": ["Y", "Y", "N", "N"],
            "churned": [FIRST.end, FIRST.end, None, None],
            "reason": ["Price", "Acquired", None, None],
            "start": [None, None, dt.date(2020, 1, 1), FIRST.end],
        }
    )
    table.to_csv(tmp_path / "accounts.csv", index=False)
    months = pd.DataFrame({"id": list("abcd"), "month": FIRST.end, "level": [1.0, 2.0, 3.0, 4.0]})
    months.to_csv(tmp_path / "months.csv", index=False)
    churn = {"flag": "gone", "is": ["Y"]} if flagged else {"churned_on": "churned"}
    source = {
        "version": 1,
        "name": "Now",
        "files": {n: {"path": f"{n}.csv"} for n in ("accounts", "months")},
        "account": {
            "from": "accounts",
            "id": "id",
            "start_on": "start",
            "churn_reason": "reason",
            "churn": churn,
        },
        "snapshots": [{"from": "months", "id": "id", "month": "month", "measures": ["level"]}],
    }
    data = open_data(Source.model_validate(source), tmp_path, today=TODAY)
    found = build_cases(data.book.frame, Question(without=("Acquired",)))
    assert found.clock.cohort == "current"
    mine = in_memory(data, found)
    churn_month = None if flagged else "2024-11"
    assert mine == [("a", 1, "2024-11", churn_month, 1, False), ("c", 1, "2024-11", None, 0, False)]
    excluded = {e.reason: e.count for e in found.excluded}
    assert excluded == {"other reason": 1, "too young": 1}
    against_sql(data, found, LEVEL, mine, excluded)


@pytest.mark.slow
@pytest.mark.parametrize("treatment", ["drop", "keep"])
def test_rows_after_a_loss_change_nothing(root: Path, tmp_path: Path, treatment: str) -> None:
    """Three more months of zeroes for every lost account of the demo: the same cases and scores."""
    whole = pd.read_parquet(root / "data/demo/snapshots.parquet")
    facts = pd.read_parquet(root / "data/demo/accounts.parquet")
    gone = facts[facts["churned_on"].notna()].set_index("account_id")["churned_on"]
    more = [
        whole.iloc[:1].assign(account_id=i, as_of=m.end_time.date()).assign(licence_use=0.0)
        for i, day in gone.items()
        for m in pd.period_range(pd.Period(day, "M"), periods=4, freq="M")[1:]
        if m <= pd.Period("2026-10", "M")
    ]
    assert len(more) > 200
    grown = pd.concat([whole, *more])
    grown["as_of"] = pd.to_datetime(grown["as_of"]).dt.date
    grown = grown.drop_duplicates(["account_id", "as_of"])  # the demo has a few such rows already
    grown.to_parquet(tmp_path / "snapshots.parquet", index=False)
    facts.to_parquet(tmp_path / "accounts.parquet", index=False)
    shutil.copy(root / "data/demo/touches.parquet", tmp_path)
    text = (root / "configs/sources/demo.yaml").read_text(encoding="utf-8")
    text = text.replace("../../data/demo/", "") + f"drop: {{after_churn: {treatment}}}\n"
    (tmp_path / "source.yaml").write_text(text, encoding="utf-8")
    clean = opened("demo", dt.date(2026, 11, 23))
    dirty = open_source(tmp_path / "source.yaml", today=dt.date(2026, 11, 23))
    assert len(dirty.book.frame.month) > len(clean.book.frame.month) or treatment == "drop"
    card_text = (root / "configs/cards/b2b_saas_starter.yaml").read_text(encoding="utf-8")
    for question in (Question(), Question(every=1), Question(cohort="renewal", term=12)):
        one, other = (build_cases(d.book.frame, question) for d in (clean, dirty))
        assert in_memory(clean, one) == in_memory(dirty, other)
        said = [
            d.book.scored(usable_card(card_text, d)).score[found.row]
            for d, found in ((clean, one), (dirty, other))
        ]
        np.testing.assert_array_equal(*said)
