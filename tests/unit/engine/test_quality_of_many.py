"""The report of more rows than anyone reads: many texts, jumps to the last digit, and its end."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from scoring.backtest.clock import usual_question
from scoring.backtest.leaks import leaks_of
from scoring.engine.load import Loaded
from scoring.engine.matrix import open_book
from scoring.engine.quality import examine
from scoring.engine.quality.histories import Histories
from scoring.engine.quality.jumps import jumps_in
from scoring.errors import Finding, Stopped
from scoring.limits.ending import asked_by
from tests.unit.engine.loading import ONE, TODAY, loaded


def report(data: Loaded) -> dict[str, Finding]:
    """The findings by their kind."""
    book = open_book(data)
    lights = leaks_of(book, usual_question(book.frame))
    found = examine(data.session, data.catalogue, TODAY, lights, book)
    return {finding.kind: finding for finding in found}


def histories(*lengths: int) -> Histories:
    """Accounts of so many months each, whose rows stand in this order already."""
    owner = np.repeat(np.arange(len(lengths)), lengths).astype(np.int32)
    return Histories(np.arange(len(owner), dtype=np.int32), owner)


@pytest.mark.parametrize("texts", [9_000, 11_000])
def test_few_and_many_texts_are_counted_alike(tmp_path: Path, texts: int) -> None:
    """Of so many texts two are spelled in two ways, and none is a number with a sign."""
    notes = [f"note {i}" for i in range(texts - 2)] + ["NOTE 7", "Note-8!"]
    table = pd.DataFrame({"id": [f"A{i}" for i in range(texts)], "m": notes})
    found = report(loaded(tmp_path, a=table))
    assert set(found) == {"spellings"}
    assert found["spellings"].count == 2
    assert found["spellings"].examples == ("NOTE 7 · note 7", "Note-8! · note 8")


def test_many_priced_texts(tmp_path: Path) -> None:
    """Each of 12,000 texts is a number in one of two currencies, the lowest by letter shown."""
    prices = [f"{'$€'[i % 2]} {i + 10_000}" for i in range(12_000)]
    table = pd.DataFrame({"id": [f"A{i}" for i in range(12_000)], "m": prices})
    found = report(loaded(tmp_path, a=table))["signed_numbers"]
    assert (found.count, found.examples) == (12_000, ("'$ 10000'", "'$ 10002'", "'$ 10004'"))


@pytest.mark.parametrize("high", ["1e200", "1.7e308"])
def test_numbers_too_large_to_be_squared_are_looked_at_without_a_warning(
    tmp_path: Path, high: str
) -> None:
    """Of 20 accounts each second one has such a number and never moves; in `n` it has it once."""
    rows = (
        f"A{i},2024-{month:02d},{(1, high)[i % 2]},{(1, high)[i % 2 and month == 3]}\n"
        for i in range(20)
        for month in range(1, 7)
    )
    months = ONE.replace("measures: [m]", "month: month, measures: [m, n]")
    data = loaded(tmp_path, months, a="id,month,m,n\n" + "".join(rows))
    assert [measure.high for measure in data.catalogue.measures] == [float(high)] * 2
    assert report(data)["static"].place == "measure 'm'"


def test_more_than_ten_times_is_a_jump() -> None:
    """110 among 10s, and 0.9 among 10s; 90 is nine times only, and equal months never jump."""
    values = np.full(27, 10.0)
    values[[3, 12, 21]] = 110, 0.9, 90
    found = jumps_in(values, histories(9, 9, 9), 3)
    assert (found.count, found.among) == (2, 27)
    assert found.rows.tolist() == [12, 3]  # ln(10 / 0.9) = 2.41, ln(110 / 10) = 2.40


def test_neighbours_are_months_of_the_same_account_above_0() -> None:
    """Zeros and blanks are passed over, and the next account is no neighbour."""
    values = np.array([10, 10, 10, 10, np.nan, 0, 500, 10, 10, 10, 500, 10, 500, 500, 500, 500])
    found = jumps_in(values, histories(11, 5), 3)
    # Steps are 0 seven times and ln 50 four times. 500 stands beside 10s, and at the end of the
    # account again; the next one's 10 is its first month, so that it jumps down from 500s.
    assert found.rows.tolist() == [6, 10, 11]
    assert found.count == 3


def test_the_end_of_an_account_is_no_jump_down() -> None:
    """1 after 1000s is how it ends; 1 before 1000s is a jump."""
    fallen = jumps_in(np.array([1000, 1000, 1000, 1.0]), histories(4), 3)
    begun = jumps_in(np.array([1.0, 1000, 1000, 1000]), histories(4), 3)
    assert (fallen.count, begun.count) == (0, 1)


def test_no_jump_where_nothing_is_known() -> None:
    """No value above 0, and one month an account."""
    nothing = jumps_in(np.array([np.nan, 0, -1]), histories(3), 3)
    alone = jumps_in(np.array([1, 1e6, 1.0]), histories(1, 1, 1), 3)
    assert (nothing.count, nothing.among) == (0, 0)
    assert (alone.count, alone.among) == (0, 3)


def test_it_ends_between_two_measures(tmp_path: Path) -> None:
    """Whoever asks for the end while the first measures are looked at gets it there."""
    names = [f"m{i}" for i in range(8)]
    rng = np.random.default_rng(1)
    table = pd.DataFrame({"id": [f"A{i}" for i in range(30)], "on": "2025-01-31"})
    for name in names:
        table[name] = rng.random(30)
    source = f"""
version: 1
name: Many
files: {{a: {{path: a.csv}}}}
account: {{from: a, id: id}}
snapshots: [{{from: a, month: on, measures: [{", ".join(names)}]}}]
"""
    data = loaded(tmp_path, source, a=table)
    book = open_book(data)
    lights = leaks_of(book, usual_question(book.frame))

    def asked(times: int) -> tuple[int, bool]:
        """How often the report asks whether to go on, and whether it was ended at that time."""
        left = times

        def check() -> None:
            nonlocal left
            left -= 1
            if not left:
                raise Stopped("enough", fix="begin again")

        with asked_by(check):
            try:
                examine(data.session, data.catalogue, TODAY, lights, book)
            except Stopped:
                return times, True
        return times - left, False

    asked(10_000)  # from here on all columns are at hand
    whole, ended = asked(10_000)
    assert not ended
    assert whole >= len(names)
    assert all(asked(nth) == (nth, True) for nth in range(1, whole + 1))
