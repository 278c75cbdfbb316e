"""A new metric is guessed from the loaded data, and a rule fitted anew when its kind changes."""

from __future__ import annotations

import csv
import io
from functools import cache

import pytest

from scoring.errors import CardError
from scoring.kinds.transforms import TRANSFORMS
from scoring.spec.edit_metrics import with_transform
from scoring.spec.model import Card
from scoring.spec.parse import parse_card
from scoring.workbench import (
    DataSet,
    fits,
    guess_metric,
    preset_texts,
    starting_card,
    suiting_kinds,
    suiting_transforms,
    with_kind,
    with_reading,
    with_setting,
)
from tests.bundled import opened
from tests.own_files import own

CARD = parse_card(preset_texts()["b2b_saas_starter"])

SURVEYS = {"rating", "nps", "csat", "ces"}
"""Offered for whole numbers from 0 to 10 only; licence use from 0 to 1 has decimals."""


@cache
def demo() -> DataSet:
    return opened("demo")


def loaded(rows: list[dict[str, object]]) -> DataSet:
    text = io.StringIO()
    writer = csv.DictWriter(text, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return own(text.getvalue().encode())


@cache
def twenty() -> DataSet:
    """Ten kept accounts with 0 to 9 logins, ten lost ones with 100 to 109: less is better."""
    return loaded(
        [
            {
                "id": f"A{i:02}",
                "logins": i if i < 10 else 90 + i,
                "tickets": 3 if i else 4,
                "constant": 7,
                "churn": "Yes" if i >= 10 else "No",
            }
            for i in range(20)
        ]
    )


def words(card: Card, metric: str = "usage") -> str:
    return card.metric(metric).normaliser.in_words()


def test_lost_customers_say_which_end_is_better() -> None:
    """The lost ten have 104.5 logins on average, the kept ten 4.5: less is better.

    The 10th percentile of the 20 values lies at place 1.9, between 1 and 2; the 90th at 17.1,
    between 107 and 108: 1.9 and 107.1, in two digits 1.9 and 110.
    """
    guess = guess_metric(twenty(), "logins")
    assert guess is not None
    assert guess.side is not None
    assert guess.side.apart is not None
    assert (guess.side.falls, guess.side.apart.lost, guess.side.apart.kept) == (True, 104.5, 4.5)
    why = "Less is better: lost customers had 104 on average, kept ones 4.5."
    assert (guess.metric.guess, guess.metric.about) == (True, why)
    assert guess.metric.normaliser.in_words() == "0 points at 110, 100 at 1.9"
    assert (guess.metric.id, guess.metric.title) == ("logins", "Logins")


def test_an_id_is_not_given_twice() -> None:
    """A second metric of the same measure gets a number."""
    guess = guess_metric(demo(), "nps", ["nps"])
    assert guess is not None
    assert guess.metric.id == "nps_2"


def test_the_name_decides_where_too_few_were_lost() -> None:
    """With 4 lost of 8 nothing is compared: tickets fall by their name, logins rise."""
    rows = [{"id": f"A{i}", "tickets": i, "logins": i, "churn": "NY"[i % 2]} for i in range(8)]
    data = loaded([{**r, "churn": {"N": "No", "Y": "Yes"}[str(r["churn"])]} for r in rows])
    sides = {name: guess_metric(data, name) for name in ("tickets", "logins")}
    found = {n: (g.side.falls, g.side.apart) for n, g in sides.items() if g and g.side}
    assert found == {"tickets": (True, None), "logins": (False, None)}


def test_a_constant_is_no_metric() -> None:
    """What is the same for everybody tells nobody apart."""
    data = twenty()
    if data.catalogue.measure("constant") is not None:
        assert guess_metric(data, "constant") is None
    assert guess_metric(data, "tickets") is not None


def test_a_starting_card_is_made_of_the_same_guesses() -> None:
    """Each of its metrics is what adding that measure by hand would give."""
    data = twenty()
    for metric in starting_card(data).metrics:
        guess = guess_metric(data, metric.measure)
        assert guess is not None
        assert metric == guess.metric


@pytest.mark.parametrize("kind", ["linear", "curve", "steps", "threshold", "percentile"])
def test_a_switched_kind_keeps_the_better_end(kind: str) -> None:
    """Days since an executive was met: fewer stay better through every kind, and it fits."""
    card = with_kind(demo(), CARD, "sponsor", kind)
    back = with_kind(demo(), card, "sponsor", "linear")
    assert words(back, "sponsor") == "0 points at 270, 100 at 6"
    assert fits(card, demo())


def test_a_better_end_that_was_turned_by_hand_stays() -> None:
    """Somebody who says that fewer features are better is not overruled by a new kind."""
    card = with_kind(demo(), CARD, "breadth", "threshold")
    assert "at least" in words(card, "breadth")
    metric = CARD.metric("breadth")
    turned = metric.normaliser.model_copy(update={"worst": 15.0, "best": 5.0})
    mine = CARD.model_copy(update={"metrics": (metric.model_copy(update={"normaliser": turned}),)})
    assert "at most" in words(with_kind(demo(), mine, "breadth", "threshold"), "breadth")


def test_a_reading_in_the_same_unit_keeps_the_rule() -> None:
    """A mean of three months is a number like the latest: the anchors stay."""
    card = with_reading(demo(), CARD, "usage", "mean")
    assert card.metric("usage").transform.in_words() == "mean of the last 3 months"
    assert words(card) == words(CARD)


@pytest.mark.parametrize("kind", TRANSFORMS.names)
def test_every_reading_can_be_switched_to(kind: str) -> None:
    """With numbers of its own to begin with; the card still scores the data."""
    name = "survey" if kind in SURVEYS else "usage"
    assert kind in suiting_transforms(demo(), CARD.metric(name))
    card = with_reading(demo(), CARD, name, kind)
    assert card.metric(name).transform.name == kind
    assert fits(card, demo())
    spread = demo().book.scored(card).points[name]
    assert (spread > 0).any()
    assert (spread < 100).any()


def test_months_go_along() -> None:
    """Six months of a mean are six months of a trend."""
    card = with_reading(demo(), CARD, "usage", "mean")
    metric = card.metric("usage")
    six = metric.transform.model_copy(update={"months": 6})
    card = card.model_copy(update={"metrics": (metric.model_copy(update={"transform": six}),)})
    after = with_reading(demo(), card, "usage", "trend")
    assert after.metric("usage").transform.in_words() == "trend a month over 6 months"


@pytest.mark.parametrize(
    ("before", "kind", "after"),
    [
        (1, "trend", "trend a month over 3 months"),
        (60, "ratio_to_first", "last 24 months beside the first 24"),
        (1, "consistency", "steadiness over 2 months"),
    ],
)
def test_months_go_as_far_as_a_reading_takes_them(before: int, kind: str, after: str) -> None:
    """A trend needs three months, a comparison with the beginning takes 24 at most."""
    card = with_transform(CARD, "usage", {"kind": "mean", "months": before})
    card = with_reading(demo(), card, "usage", kind)
    assert card.metric("usage").transform.in_words() == after


def test_a_frozen_rank_takes_its_reference_along() -> None:
    """Frozen it has 21 quantiles and ranks all; thawed it has none."""
    card = with_kind(demo(), CARD, "usage", "percentile")
    within = with_setting(demo(), card, "usage", "within", "segment")
    assert words(within).endswith("of the same segment, higher is better")
    frozen = with_setting(demo(), within, "usage", "reference", "frozen")
    assert len(frozen.metric("usage").normaliser.model_dump()["quantiles"]) == 21
    assert fits(frozen, demo())
    assert with_setting(demo(), frozen, "usage", "reference", "current") == card


def test_a_setting_that_cannot_be_is_refused() -> None:
    """In the words of a card's report."""
    with pytest.raises(CardError, match="'beyond' is not one of the choices"):
        with_setting(demo(), CARD, "usage", "outside", "beyond")


def test_only_what_makes_sense_is_offered() -> None:
    """Numbers that take many values are not scored one by one, few may be."""
    assert "categories" not in suiting_kinds(demo(), CARD.metric("usage"))
    assert "categories" in suiting_kinds(demo(), CARD.metric("escalations"))
    assert set(TRANSFORMS.names) - set(suiting_transforms(demo(), CARD.metric("usage"))) == SURVEYS
    assert suiting_transforms(demo(), CARD.metric("survey")) == TRANSFORMS.names
