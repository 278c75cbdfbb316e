"""Survey figures are what a pencil counts: classes of answers over the answers that count."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scoring.errors import CardError
from scoring.spec.parse import parse_card
from tests.examples import examples
from tests.truth.test_transforms_by_hand import FIRST, Series, Value, known, mean, read

pytestmark = pytest.mark.slow


def nps(series: Series, at: int) -> Value:
    """9 and 10 less 0 to 6, in percent of the answers from 0 to 10 of three months, from two on."""
    answers = [v for v in known(series, at, 3) if 0 <= v <= 10]
    if len(answers) < 2:
        return None
    return 100 * (sum(v >= 9 for v in answers) - sum(v <= 6 for v in answers)) / len(answers)


def csat(series: Series, at: int) -> Value:
    """6 and 7 in percent of the answers from 1 to 7 of six months."""
    answers = [v for v in known(series, at, 6) if 1 <= v <= 7]
    return 100 * sum(v >= 6 for v in answers) / len(answers) if answers else None


def effort(series: Series, at: int) -> Value:
    """The mean of four months."""
    return mean(known(series, at, 4))


def balance(series: Series, at: int) -> Value:
    """5 and more less 3 and less, in percent of all answers of four months, from two on."""
    answers = known(series, at, 4)
    if len(answers) < 2:
        return None
    return 100 * (sum(v >= 5 for v in answers) - sum(v <= 3 for v in answers)) / len(answers)


def rating(series: Series, at: int) -> Value:
    """The value of the month if it lies from 0 to 10."""
    value = series[at][0]
    return value if value is not None and 0 <= value <= 10 else None


BALANCE: dict[str, object] = {
    "kind": "ces",
    "months": 4,
    "reading": "balance",
    "positive_from": 5,
    "negative_to": 3,
}
CASES: list[tuple[dict[str, object], Callable[[Series, int], Value]]] = [
    ({"kind": "nps", "months": 3, "min_answers": 2}, nps),
    ({"kind": "csat", "months": 6, "satisfied_from": 6, "of": 7}, csat),
    ({"kind": "ces", "months": 4, "reading": "mean"}, effort),
    (BALANCE | {"min_answers": 2}, balance),
    ({"kind": "rating"}, rating),
]
answers = st.none() | st.integers(-2, 13).map(float)
series = st.dictionaries(st.integers(FIRST, FIRST + 11), st.tuples(answers, answers), min_size=1)


@pytest.mark.parametrize(("transform", "by_hand"), CASES, ids=[str(c)[:60] for c, _ in CASES])
@settings(max_examples=examples(8), deadline=None, suppress_health_check=list(HealthCheck))
@given(books=st.fixed_dictionaries({"a": series, "b": series}))
def test_the_plan_counts_what_a_pencil_counts(
    transform: dict[str, object],
    by_hand: Callable[[Series, int], Value],
    books: dict[str, Series],
) -> None:
    """On months with gaps, holes and answers off the scale, plan and pencil agree to 1e-9."""
    for (account, month), found in read(books, transform).items():
        expected = by_hand(books[account], month)
        assert (found is None) == (expected is None), (account, month, found, expected)
        assert found is None or found == pytest.approx(expected, rel=1e-9, abs=1e-9)


def last(answers: Sequence[float | None], transform: dict[str, object]) -> Value:
    """What is read at the last of so many months, an answer each."""
    months: Series = {FIRST + i: (v, None) for i, v in enumerate(answers)}
    return read({"a": months}, transform)[("a", FIRST + len(answers) - 1)]


EVERY_CLASS = [0.0, 6.0, 7.0, 8.0, 9.0, 10.0]


@pytest.mark.parametrize(
    ("given_answers", "expected"),
    [
        ([9, 10, 9, 0], 50),  # (3 promoters - 1 detractor) of 4
        ([0, 1, 6], -100),  # detractors are 0 to 6: a 0 is one as well
        ([7, 8], 0),  # passives alone
        (EVERY_CLASS, 0),  # 2 promoters, 2 passives, 2 detractors
        ([10, None, None, 6, 8], 0),  # (1 - 1) of the 3 that answered
        ([10, 11, -1, 100], 100),  # one answer counts, three lie off the scale
        ([None, None], None),
        ([11, -1], None),
    ],
)
def test_nps(given_answers: list[float | None], expected: Value) -> None:
    """Promoters 9 and 10, passives 7 and 8, detractors 0 to 6; no answer is no figure."""
    assert last(given_answers, {"kind": "nps", "months": 12}) == expected


def test_nps_with_too_few_answers_is_none() -> None:
    """Three answers are wanted and two are there; with the third it is (2 - 1) of 3."""
    wanted: dict[str, object] = {"kind": "nps", "months": 12, "min_answers": 3}
    assert last([9, None, 2], wanted) is None
    assert last([9, 10, 2], wanted) == pytest.approx(100 / 3, abs=1e-9)


@pytest.mark.parametrize(
    ("given_answers", "expected"),
    [
        ([5, 4, 3, 1], 50),  # 2 of 4
        ([4, 0, 6, 7], 100),  # 0, 6 and 7 are no answers from 1 to 5
        ([3, 3, 3.9], 0),
        ([0, 9], None),
    ],
)
def test_csat(given_answers: list[float | None], expected: Value) -> None:
    """4 and 5 of 5 are satisfied unless the card says otherwise."""
    assert last(given_answers, {"kind": "csat", "months": 12}) == expected


@pytest.mark.parametrize(("given_answers", "expected"), [([5, 6, 7, 4], 5.5), ([1, 7], 4)])
def test_the_mean_effort(given_answers: list[float | None], expected: Value) -> None:
    """(5 + 6 + 7 + 4) / 4 = 22 / 4 = 5.5, and (1 + 7) / 2 = 4."""
    assert last(given_answers, {"kind": "ces", "months": 4, "reading": "mean"}) == expected


def test_the_effort_balance() -> None:
    """1 positive, 1 neutral, 2 negative of 4: 25 % - 50 % = -25; 6, 2, 2 of 10: 60 - 20 = 40."""
    assert last([7, 4, 3, 1], BALANCE) == -25
    ten = [6, 6, 6, 6, 6, 6, 4, 4, 2, 2]
    assert last([float(v) for v in ten], BALANCE | {"months": 12}) == 40


def test_the_effort_balance_on_seven() -> None:
    """Unless stated 5 to 7 are positive and 1 to 3 negative: of 7, 5, 4, 1 that is 50 - 25."""
    assert last([7, 5, 4, 1], {"kind": "ces", "months": 6, "reading": "balance"}) == 25


def test_a_balance_whose_borders_meet_is_refused() -> None:
    """No answer is positive and negative at once, and the reading is always said."""
    part = "reading: balance, positive_from: 3, negative_to: 3"
    with pytest.raises(CardError, match="positive and negative at once"):
        parse_card(card_with(f"{{kind: ces, months: 3, {part}}}"))
    with pytest.raises(CardError, match="reading"):
        parse_card(card_with("{kind: ces, months: 3}"))


def test_scales_that_part_nothing_are_refused() -> None:
    """A scale without a length, and a border outside it, are no scale and no border."""
    for part, said in (
        ("{kind: rating, low: 10, high: 0}", "ends where it begins or below"),
        ("{kind: csat, months: 3, of: 1}", "ends no higher"),
        ("{kind: csat, months: 3, satisfied_from: 6}", "6 parts no answers from 1 to 5"),
    ):
        with pytest.raises(CardError, match=said):
            parse_card(card_with(part))


def card_with(transform: str) -> str:
    """A card whose one metric is read so."""
    return f"""
version: 1
name: Survey
metrics:
  - {{id: m, measure: first, transform: {transform}, normaliser: {{kind: points}}, weight: 1}}
bands: [{{name: All, from: 0, tone: good}}]
"""


def test_a_rating_is_carried_forward_only_so_far() -> None:
    """With a maximum age of 2 months a 9 of May stands until July; 55 in between is no answer."""
    months: Series = {
        FIRST + i: (v, None) for i, v in enumerate([None, 9.0, 55.0, None, None, 0.0])
    }
    found = read({"a": months}, {"kind": "rating"}, max_age_months=2)
    assert [found[("a", FIRST + i)] for i in range(6)] == [None, 9, 9, 9, None, 0]
