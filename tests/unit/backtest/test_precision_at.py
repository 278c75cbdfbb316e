"""The worst few of every book, ties shared, counted case by case in fractions."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.backtest.bootstrap import draw_accounts
from scoring.backtest.further import Judged
from scoring.backtest.gates import gate
from scoring.backtest.precision_at import PrecisionAt, precision_of_books
from scoring.errors import CommandError
from scoring.spec.question import Question
from scoring.values import Floats, Ints
from scoring.workbench import at_team_capacity, case_table, precision_at_k, trial_of
from tests.examples import examples
from tests.truth.random_cases import Cases, bounds, cases, twice
from tests.unit.backtest.test_rivals import plain_shares
from tests.unit.backtest.test_trial import CARD, demo, trial


def at_k(made: Cases, book: Ints, k: float, losses: int = 30) -> PrecisionAt:
    draws = draw_accounts(int(made[2].max()) + 1, seed=1, draws=40)
    return precision_of_books("owner", k, Judged(*made), book, draws, gate(losses))


def test_each_book_gives_its_worst() -> None:
    """Two of each: A's 10 and half of each 20, B's only two.

    Lost are A's 10 and one of its 20s, and B's 70: caught 1 + ½ + 1 of 4 worked and of 4 lost.
    """
    score = np.array([10.0, 20.0, 20.0, 90.0, 70.0, 80.0, np.nan])
    lost = np.array([True, True, False, False, True, False, True])
    found = at_k((score, lost, np.arange(7)), np.array([0, 0, 0, 0, 1, 1, 1]), 2)
    assert (found.books, found.worked, found.caught) == (2, 4.0, 2.5)
    assert found.precision.estimate == pytest.approx(2.5 / 4)
    assert found.calls.estimate == pytest.approx(4 / 2.5)
    assert found.share.estimate == pytest.approx(2.5 / 4)


def test_who_is_in_no_book_is_not_worked() -> None:
    """A case without an owner stays, and its loss is one that was not caught."""
    made = (np.array([1.0, 5.0]), np.array([True, True]), np.arange(2))
    found = at_k(made, np.array([-1, 0]), 3)
    assert (found.worked, found.caught, found.share.estimate) == (1.0, 1.0, 1 / 2)
    nobody = at_k(made, np.array([-1, -1]), 3)
    assert (nobody.books, nobody.precision.why) == (0, "No case with a score is in a book.")


def test_few_losses_are_told_in_words() -> None:
    """Counts without a rate below 8."""
    made = (np.arange(4.0), np.array([True, False, True, False]), np.arange(4))
    found = at_k(made, np.zeros(4, int), 2, losses=2)
    assert (found.worked, found.caught, found.precision.known) == (2.0, 1.0, False)
    assert "too few for any rate" in found.share.why


@given(cases(), st.integers(1, 12), st.integers(1, 4))
def test_shares_are_those_of_fractions(made: Cases, k: int, books: int) -> None:
    """Each book's picked cases add up to k, or to all of it, and so do the losses among them."""
    score, lost, _ = made
    book = np.arange(len(score)) % books
    found = at_k(made, book, k)
    worked, caught = Fraction(0), Fraction(0)
    for one in range(books):
        inside = book == one
        picked = plain_shares(score[inside], k)
        assert sum(picked) == min(k, int(inside.sum()))
        worked += sum(picked)
        caught += sum(p for p, gone in zip(picked, lost[inside], strict=True) if gone)
    assert found.worked == pytest.approx(float(worked))
    assert found.precision.estimate == pytest.approx(float(caught / worked))
    assert found.share.estimate == pytest.approx(float(caught / int(lost.sum())))


def written_out(made: Cases, book: Ints, k: float, times: Floats) -> tuple[float, float]:
    """Worked and caught of a draw, each account's rows copied as often as it came."""
    score, lost, account = made
    rows = np.array([r for r in range(len(lost)) for _ in range(int(times[account[r]]))], int)
    worked = caught = 0.0
    for one in range(int(book.max()) + 1):
        here = rows[book[rows] == one]
        room = min(k, (book == one).sum()) * len(here) / (book == one).sum()
        order = np.argsort(score[here], kind="stable")
        for value in np.unique(score[here][order]):
            tied = here[score[here] == value]
            part = min(max(room, 0.0), len(tied))
            worked += part
            caught += part * lost[tied].mean()
            room -= part
    return worked, caught


@settings(max_examples=examples(30), deadline=None)
@given(cases(most=24), st.integers(1, 8))
def test_the_interval_is_that_of_accounts_written_out(made: Cases, k: int) -> None:
    """The middle 95% of caught over worked, over 40 draws in which rows are copied."""
    book = np.arange(len(made[0])) % 2
    found = at_k(made, book, k)
    draws = draw_accounts(int(made[2].max()) + 1, seed=1, draws=40)
    pairs = [written_out(made, book, k, times) for times in draws.times]
    if found.precision.method != "account bootstrap" or any(not worked for worked, _ in pairs):
        return
    low, high = np.quantile([caught / worked for worked, caught in pairs], [0.025, 0.975])
    seen = found.precision
    assert seen.estimate is not None
    ends = min(low, seen.estimate), max(high, seen.estimate)
    assert (seen.low, seen.high) == pytest.approx(ends, abs=1e-9)


@settings(max_examples=examples(50), deadline=None)
@given(cases(), st.integers(1, 8))
def test_every_row_twice_changes_no_share(made: Cases, k: int) -> None:
    """Twice the rows, and twice as many worked of each book, are no news."""
    book = np.arange(len(made[0])) % 2
    once, again = at_k(made, book, k), at_k(twice(made), np.tile(book, 2), 2 * k)
    assert again.worked == pytest.approx(2 * once.worked)
    assert bounds(again.share) == pytest.approx(bounds(once.share), abs=1e-9)
    if once.precision.method == again.precision.method == "account bootstrap":
        assert bounds(again.precision) == pytest.approx(bounds(once.precision), abs=1e-9)


def test_the_demo_is_counted_again_from_its_cases() -> None:
    """Thirty of each look, and ten of each owner's at each look, by plain lists."""
    told = [r for r in case_table(demo(), CARD, trial()).to_pylist() if r["outcome"] != "too late"]
    owners = dict(
        demo()
        .loaded.session.table("SELECT account_id, owner FROM accounts")
        .to_pandas()
        .itertuples(index=False)
    )
    for found, k, key in zip(
        precision_at_k(demo(), CARD, trial()), (30, 10), (False, True), strict=True
    ):
        stacks: dict[object, list[tuple[float, bool]]] = {}
        for r in told:
            if r["score"] is not None:
                place = (r["as_of"], owners[r["account_id"]] if key else "")
                stacks.setdefault(place, []).append((r["score"], r["outcome"] == "lost"))
        assert found.books == len(stacks)
        picked = [pair for stack in stacks.values() for pair in sorted(stack)[:k]]
        assert found.worked == len(picked)
        assert found.caught == pytest.approx(sum(gone for _, gone in picked), abs=2.0)  # ties


def test_a_sixth_of_the_book_is_right_one_time_in_five() -> None:
    """Of the riskiest 15% at a calendar look about .22 are lost, as the demo was made to.

    Forty of about 270 at five looks are 200 cases: two standard errors of .22 are .059.
    """
    book, _ = precision_at_k(demo(), CARD, trial(), 40)
    assert book.worked == 200
    assert book.precision.estimate == pytest.approx(0.22, abs=0.059)


def test_a_capacity_is_shared_among_the_owners() -> None:
    """Thirty accounts and five owners: six each."""
    book, owner = precision_at_k(demo(), CARD, trial(), 30)
    assert (book.k, owner.k) == (30, 6)
    with pytest.raises(CommandError, match="above 0"):
        precision_at_k(demo(), CARD, trial(), 0)


def test_under_a_filter_the_owners_on_the_page_share_it() -> None:
    """All accounts of one owner are one book: twelve of it either way, and the same ones."""
    owners = demo().book.frame.accounts.owners
    mine = np.asarray(owners.codes == owners.labels.index("Amara O."), np.bool_)
    alone = trial_of(demo(), CARD, Question(cohort="calendar"), within=mine)
    book, owner = precision_at_k(demo(), CARD, alone, 12)
    assert (book.k, owner.k) == (12, 12)
    assert (book.worked, book.caught) == (owner.worked, owner.caught)


@pytest.mark.parametrize("capacity", [0.0, -1.0, float("inf"), float("nan")])
def test_a_capacity_is_a_number_above_nothing(capacity: float) -> None:
    """An infinite team is refused, in the cut as in the books."""
    for asked in (precision_at_k, at_team_capacity):
        with pytest.raises(CommandError, match="above 0"):
            asked(demo(), CARD, trial(), capacity)


def test_renewals_are_no_book() -> None:
    """The renewals of a month are not what a team works through."""
    asked = trial_of(demo(), CARD, Question(cohort="renewal"))
    for found in precision_at_k(demo(), CARD, asked):
        assert "ask with the calendar" in found.precision.why
