"""A first card is made of what surely tells, never of what knew the end or only counts rows."""

from __future__ import annotations

import csv
import datetime as dt
import io

import numpy as np
import pytest

from scoring.errors import DataError
from scoring.spec.source import parse_source
from scoring.workbench import DataSet, open_data, starting_card
from scoring.workbench.early import alike, apart, early_rows, ranks
from scoring.workbench.starting import chosen_measures
from tests.own_files import own
from tests.unit.engine.loading import write

TODAY = dt.date(2026, 11, 1)
Row = dict[str, object]


@pytest.fixture
def load(tmp_path_factory: pytest.TempPathFactory):
    """Rows as a data set: one snapshot of the named measures, `gone` is the flag of a loss."""

    def loaded(rows: list[Row], *measures: str, extra: str = "", arr: str = "") -> DataSet:
        text = io.StringIO()
        writer = csv.DictWriter(text, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
        folder = tmp_path_factory.mktemp("rows")
        write(folder, {"a.csv": text.getvalue()})
        churn = ', churn: {flag: gone, is: ["1"]}' if "gone" in rows[0] else ""
        churn += f", arr: {arr}" if arr else ""
        listed = ", ".join(measures)
        source = parse_source(
            "version: 1\nname: Rows\nfiles: {a: {path: a.csv}}\n"
            f"account: {{from: a, id: id{churn}}}\n"
            f"snapshots: [{{from: a, as_of: 2026-10, measures: [{listed}]}}]\n{extra}"
        )
        return open_data(source, folder, today=TODAY)

    return loaded


def book(count: int = 40, lost: int = 20) -> list[Row]:
    """Accounts of which the first were lost.

    Lost ones have 3, 4, 5, 6 tickets in turn, kept ones 1, 2, 3, 4: of the 16 kinds of pairs the
    lost one has more in 13, and as many in 2 (3 and 3, 4 and 4): the area is (13 + 1) / 16.
    """
    return [
        {
            "id": f"A{i:03}",
            "gone": int(i < lost),
            "churn_score": 90 if i < lost else 10,
            "same": 1 if i else 2,
            "RowNumber": i,
            "serial": 500 + i,
            "tickets": (3 if i < lost else 1) + i % 4,
            "ticket_cost": 25 * ((3 if i < lost else 1) + i % 4),
            "noise": (i * 7) % 10,
        }
        for i in range(count)
    ]


ALL = ("churn_score", "same", "RowNumber", "serial", "tickets", "ticket_cost", "noise")


def names(data: DataSet) -> list[str]:
    return [m.name for m in chosen_measures(data)]


def test_only_the_good_predictor_is_chosen(load) -> None:
    """No leak, constant (39 of 40 are alike: 97.5%), running number, twin or noise beside it."""
    assert names(load(book(), *ALL)) == ["tickets"]


def test_its_reason_stands_with_it(load) -> None:
    """Lost: (3 + 4 + 5 + 6) / 4 = 4.5 tickets; kept: (1 + 2 + 3 + 4) / 4 = 2.5.

    Of the 40 values the lowest five are 1 and the highest five 6, and so are the ends at 10%.
    """
    (metric,) = starting_card(load(book(), *ALL)).metrics
    assert metric.guess
    assert metric.about == "Less is better: lost customers had 4.5 on average, kept ones 2.5."
    assert metric.normaliser.in_words() == "0 points at 6, 100 at 1"


def test_the_area_is_the_share_of_pairs(load) -> None:
    """14 of 16 pairs; by chance it would vary by the root of (20 + 20 + 1) / (12 · 20 · 20)."""
    data = load(book(), "tickets")
    values = data.book.column(starting_card(data).metrics[0])
    found = apart(values, early_rows(data.book.frame))
    assert found is not None
    assert found.area == pytest.approx(14 / 16)
    assert found.noise == pytest.approx((41 / 4800) ** 0.5)
    assert found.beyond(2) == pytest.approx(14 / 16 - 0.5 - 2 * (41 / 4800) ** 0.5)


def test_a_name_outweighs_losses_that_say_little(load) -> None:
    """Lost: 3, 4, 5, 6; kept: 2 to 6: of 20 pairs 10 are won and 4 equal, 60% with more of it.

    With 4 lost and 30 kept chance varies by the root of 35 / 1440, 0.156, so 0.1 is not clear of
    it. With the same shares among 400 and 600 it varies by 0.019, and losses say what they say.
    """
    about = []
    for lost, kept in ((4, 30), (400, 600)):
        rows = [{"id": i, "gone": 1, "csat": 3 + i % 4} for i in range(lost)]
        rows += [{"id": lost + i, "gone": 0, "csat": 2 + i % 5} for i in range(kept)]
        (metric,) = starting_card(load(rows, "csat")).metrics
        about.append(metric.about)
    assert about == [
        "More is better, by its name.",
        "Less is better: lost customers had 4.5 on average, kept ones 4.",
    ]


def test_a_few_losses_need_a_strong_sign(load) -> None:
    """Lost: 1, 2 in turn; kept: 0, 1, 2 in turn: of 6 pairs 3 are won and 2 equal, 4 of 6.

    With 10 lost and 30 kept chance varies by the root of 41 / 3600, 0.107, and 0.667 is less than
    twice that from a half: it is taken for noise, and what differs most comes first.
    """
    rows = [
        {"id": i, "gone": int(i < 10), "weak": 1 + i % 2 if i < 10 else i % 3, "many": i * 37 % 31}
        for i in range(40)
    ]
    assert names(load(rows, "weak", "many")) == ["many", "weak"]


def test_one_measure_alone_gets_company(load) -> None:
    """`weak` as above: 0.167 from a half is more than one deviation of 0.107, and less than two."""
    rows = [
        {
            "id": i,
            "gone": int(i < 10),
            "weak": 1 + i % 2 if i < 10 else i % 3,
            "strong": i % 3 + (3 if i < 9 else 1),
        }
        for i in range(40)
    ]
    assert names(load(rows, "weak", "strong")) == ["strong", "weak"]


def test_without_losses_what_is_filled_and_differs_comes_first(load) -> None:
    """`half` is filled for half the accounts; `two` differs in half of the pairs."""
    rows = [
        {"id": i, "half": i % 13 if i % 2 else "", "two": i // 4 % 2, "full": (i * 7) % 10}
        for i in range(40)
    ]
    data = load(rows, "half", "two", "full")
    assert names(data) == ["full", "two", "half"]
    assert [m.about for m in starting_card(data).metrics] == [
        "More is better, as neither losses nor its name say otherwise."
    ] * 3


def test_revenue_is_no_health_where_no_losses_are_known(load) -> None:
    """It differs most and would come first; alone it is better than nothing."""
    rows = [{"id": i, "paid": 1000 + i * i, "use": (i * 7) % 10} for i in range(40)]
    assert names(load(rows, "paid", "use")) == ["paid", "use"]
    assert names(load(rows, "paid", "use", arr="paid")) == ["use"]
    assert names(load(rows, "paid", arr="paid")) == ["paid"]


def test_one_account_is_told_by_its_own_months() -> None:
    """Nobody stands beside it; what never moves in six months is still no measure of it."""
    rows = b"account_id,month,same,moves\n" + b"".join(
        b"A,2025-0%d-28,5,%d\n" % (n, n) for n in range(1, 7)
    )
    data = own(rows, part="accounts", id="account_id", month="month", measures=("same", "moves"))
    assert names(data) == ["moves"]


def test_at_most_six_are_chosen(load) -> None:
    """Eight measures that have nothing to do with one another."""
    rng = np.random.default_rng(3)
    rows = [
        {"id": i, **{f"m{j}": round(float(x), 3) for j, x in enumerate(rng.normal(size=8))}}
        for i in range(50)
    ]
    assert len(starting_card(load(rows, *(f"m{j}" for j in range(8)))).metrics) == 6


def test_few_categories_are_taken_where_numbers_are_few(load) -> None:
    """Of 20 on the basic plan 16 were lost, of 20 others 4."""
    rows = [
        {"id": i, "gone": int(i % 5 < 4 if i < 20 else i % 5 == 0), "n": i * 7 % 11, "plan": plan}
        for i, plan in enumerate(["basic"] * 20 + ["large"] * 20)
    ]
    data = load(rows, "n", "plan")
    assert names(data) == ["plan"]
    (metric,) = starting_card(data).metrics
    assert metric.about == "Values of which more customers were lost count less."


def test_the_column_of_the_loss_itself_is_never_chosen(load) -> None:
    """Not even under another name and where too few were lost to notice."""
    rows = [{"id": i, "gone": int(i < 3), "n": i % 4} for i in range(12)]
    data = load(rows, "{column: gone, name: state, type: number}", "n")
    assert names(data) == ["n"]


def test_data_that_only_know_the_end_give_no_card(load) -> None:
    """There is nothing that could be scored honestly."""
    with pytest.raises(DataError, match="could be known before a loss"):
        starting_card(load(book(), "churn_score"))


def test_one_doubtful_measure_is_better_than_no_card(load) -> None:
    """A running number alone is scored, for want of anything else."""
    assert names(load([{"id": i, "row": i} for i in range(40)], "row")) == ["row"]


def test_ranks_share_the_middle_of_equal_values() -> None:
    """10, 20, 20, 30 are 1, 2.5, 2.5 and 4."""
    assert ranks(np.array([20.0, 10.0, 30.0, 20.0])).tolist() == [2.5, 1.0, 4.0, 2.5]


def test_measures_are_alike_if_they_rank_alike() -> None:
    """Squares rank as the numbers do; a measure that is missing nearly everywhere is like none."""
    one = np.arange(10.0)
    assert alike(one, one**2) == pytest.approx(1.0)
    assert alike(one, -one) == pytest.approx(-1.0)
    assert alike(one, np.where(one < 7, np.nan, one)) == 0.0


def test_who_stayed_is_left_off_where_no_losses_are_known(load) -> None:
    """A yes or no called retained may be the loss itself; one called has_api is a habit."""
    rows: list[Row] = [
        {
            "id": i,
            "retained": int(i % 3 > 0),
            "is_active": i % 2,
            "has_api": int(i % 5 > 1),
            "calls": i * 7 % 50,
        }
        for i in range(60)
    ]
    data = load(rows, "retained", "is_active", "has_api", "calls")
    assert data.catalogue.churn == "unknown"
    assert {m.name for m in chosen_measures(data)} == {"has_api", "calls"}
