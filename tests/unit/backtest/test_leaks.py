"""Each sign of a leak is found where it was planted, counted again by plain Python, else silent."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from sklearn.metrics import roc_auc_score

from scoring.backtest.cases import LOST, cases_of
from scoring.backtest.leak_light import LEVELS, Leaks
from scoring.backtest.leaks import leaks_of, within_share
from scoring.spec.question import Question
from tests.unit.backtest.leaky_measures import (
    ENDS,
    MONTHS,
    NAMES,
    QUESTION,
    TELLS,
    book,
    each,
    honest,
    light,
    rows_of,
    seen,
)
from tests.unit.hand_made import frame, texts


def test_an_honest_measure_has_a_clear_light() -> None:
    """That it is silent in the month of the end is told, and harms nothing."""
    found = light(honest)
    assert (found.codes, found.level, found.unjudged) == (("W10",), "clear", "")
    assert found.words == (
        "X: it is 0 in the month of the loss for 100%: no case looks at that month."
    )


def test_the_area_is_that_of_lost_cases_and_of_accounts_that_stay() -> None:
    """Each row at which a case looks, kept ones of accounts that leave later left out."""
    values, whole = each(honest), seen()
    cases = cases_of(book({"x": values}), QUESTION)
    picked = [
        (y == LOST, values[row])
        for y, row, a in zip(cases.outcome, cases.row, cases.account, strict=True)
        if y == LOST or (y == 0 and not whole.accounts.lost[a])
    ]
    lost, held = zip(*picked, strict=True)
    assert light(honest).area == pytest.approx(roc_auc_score(lost, -np.array(held)), abs=1e-12)
    turned = light(lambda at: -honest(at))
    assert turned.area == pytest.approx(light(honest).area or 0, abs=1e-12)


def test_a_field_copied_back_is_too_good() -> None:
    """1 for who leaves, 0 for who stays, at any month: all pairs right, and it never moves."""
    found = light(lambda at: float(at.leaves))
    assert (found.codes, found.level, found.area, found.within) == (("W11",), "red", 1.0, 0.0)
    assert "3 months ahead it ranks 100% of the pairs" in found.words
    assert "hardly ever changes for an account" in found.words


@pytest.mark.parametrize(("wobble", "codes"), [(0.0, ("W11",)), (0.5, ())])
def test_a_good_measure_is_suspect_if_it_never_moves(wobble: float, codes: tuple[str, ...]) -> None:
    """Five of the thirty that leave look like who stays: 25/30 right, 5/30 tied, .917 in all.

    Between .85 and .95 it is a leak only where nothing changes within an account; a wobble of
    a quarter about the same middle leaves the middle where it is.
    """
    spared = [NAMES.index(n) for n in list(ENDS)[::6]]
    found = light(
        lambda at: (
            float(at.leaves and at.account not in spared)
            + wobble * (at.month % 2 - 0.5) * (-1) ** at.account
        )
    )
    assert 0.85 <= (found.area or 0) < 0.95
    assert found.codes == codes


def test_what_turns_once_they_have_told_is_a_cliff() -> None:
    """A pulse that is noise until the notice, and 0 after it."""
    found = light(lambda at: 0.0 if at.to <= 2 else 1 + at.noise)
    assert "W12" in found.codes
    assert found.level == "amber"
    assert found.drop is not None
    assert found.area == pytest.approx(0.5, abs=0.2)
    assert "on the eve of the end it ranks" in found.words


@pytest.mark.parametrize(
    "name", ["churn_risk", "Cancel reason", "lost", "notice_given", "renewal stage", "Closed won"]
)
def test_a_name_that_speaks_of_the_loss(name: str) -> None:
    """It is suspect whatever it holds."""
    assert "W13" in light(honest, name).codes


@pytest.mark.parametrize("name", ["logins", "renewal_days", "nps", "tickets_open"])
def test_a_name_that_does_not(name: str) -> None:
    """A name of something that is measured is none."""
    assert "W13" not in light(honest, name).codes


def test_blanks_that_tell() -> None:
    """Missing for every third of those who leave and for none who stays."""
    found = light(lambda at: np.nan if at.leaves and at.account % 3 == 0 else 1 + at.noise)
    assert found.codes == ("W14",)
    assert (found.blank_kept, found.level) == (0.0, "amber")
    assert found.blank_lost == pytest.approx(1 / 3, abs=0.1)


def test_blanks_by_chance_say_nothing() -> None:
    """Two of ten lost accounts are blank and none of the kept: 20 points that prove nothing."""
    ends = dict.fromkeys(NAMES[:10], MONTHS[-1])
    made = frame(rows_of(ends), ended=ends)
    values = each(lambda at: np.nan if at.account < 2 else at.noise, made)
    (found,) = leaks_of(book({"x": values}, made), QUESTION).lights
    assert (found.blank_lost, found.blank_kept) == (0.2, 0.0)
    assert found.codes == ()  # give or take 1.96 √(.2 · .8 / 10), 25 points


def test_rows_that_know_of_the_end_are_counted_and_not_used() -> None:
    """Thirty ends have a row in their month; two accounts have one more."""
    late = [(n, MONTHS[MONTHS.index(ENDS[n]) + 1]) for n in list(ENDS)[:2]]
    made = frame([*rows_of(ENDS), *late], ended=ENDS, notice=TELLS)
    for question in (QUESTION, Question(lead=0), Question(cohort="renewal", lead=0)):
        rows = leaks_of(book({"x": each(honest, made)}, made), question).rows
        assert (rows.ending, rows.after, rows.used) == (30, 2, 0)


def test_few_losses_leave_the_names() -> None:
    """Seven losses: a perfect field has no light, one that speaks of the loss has."""
    ends = dict(list(ENDS.items())[-7:])
    made = frame(rows_of(ends), ended=ends)
    copied = each(lambda at: float(at.leaves), made)
    found = leaks_of(book({"x": copied, "churn_risk": copied}, made), QUESTION)
    assert [one.codes for one in found.lights] == [(), ("W13",)]
    assert found.words.endswith("losses: too few to judge a measure by more than its name.")
    assert {one.unjudged for one in found.lights} == {found.words}


def test_categories_need_losses_to_stand_on() -> None:
    """Two categories are ranked by their share of losses, twenty are too many for 30 losses."""
    whole = seen()
    gone = whole.accounts.lost[whole.account]
    two = texts(["ended" if g else "open" for g in gone.tolist()])
    many = texts([f"city {a % 20}" for a in whole.account.tolist()])
    found = leaks_of(book({"stage": two, "city": many}), QUESTION)
    assert (found.lights[0].codes, found.lights[0].area) == (("W11",), 1.0)
    assert (found.lights[1].codes, found.lights[1].area) == ((), None)
    assert found.lights[1].unjudged == "20 categories are too many for so few losses"


def test_losses_without_a_date_are_looked_at_as_they_stand() -> None:
    """There is no eve and no month of the end; a field that knows all is still too good."""
    whole = seen("flagged")
    gone = whole.accounts.lost[whole.account].astype(np.float64)
    found = leaks_of(book({"x": gone + 0.3 * (whole.month % 2)}, whole), QUESTION).lights[0]
    assert (found.codes, found.drop, found.silent) == (("W11",), None, None)
    assert "as it stands it ranks 100%" in found.words
    assert "as if written down after the loss" in found.words


def test_the_spread_within_accounts() -> None:
    """√(Σ (x − mean of its account)² / Σ (x − mean)²), as pandas has it."""
    whole, values = seen(), each(honest)
    table = pd.DataFrame({"a": whole.account, "x": values})
    own = ((table["x"] - table.groupby("a")["x"].transform("mean")) ** 2).sum()
    wanted = (own / ((table["x"] - table["x"].mean()) ** 2).sum()) ** 0.5
    every = np.arange(len(values))
    assert within_share(values, every, whole.account) == pytest.approx(wanted, abs=1e-12)
    alone = np.array([0, 1])
    assert within_share(values, alone, np.arange(len(values))) is None


def test_lights_are_made_once_for_a_question() -> None:
    """The same object answers again; another lead asks anew."""
    held = book({"x": each(honest)})
    first: Leaks = leaks_of(held, QUESTION)
    assert leaks_of(held, QUESTION) is first
    assert leaks_of(held, Question(lead=1, cohort="calendar")) is not first
    assert first.having("W10") == first.lights


def test_every_sign_has_its_level() -> None:
    """Only what spoils a figure is red, and what harms none is clear."""
    assert {code for code, level in LEVELS.items() if level == "red"} == {"W11"}
    assert {code for code, level in LEVELS.items() if level == "clear"} == {"W10"}
