"""The changes worth a try, and what is said of one, against counts made in another way."""

from __future__ import annotations

import pytest

from scoring.spec.edit import with_metric, with_weight
from scoring.spec.model import Card
from scoring.spec.parse import parse_card
from scoring.workbench import months_asked, preset_texts, score_table, trial_of
from scoring.workbench.first_tries import Effect, Kind, Try, effect, in_words, tries
from tests.bundled import opened
from tests.examples import some

DEMO = opened("demo")
CARD = parse_card(preset_texts()["b2b_saas_starter"])


def named(card: Card) -> dict[Kind, Try]:
    return {one.kind: one for one in tries(card)}


def red(card: Card) -> set[str]:
    """The customers in the lowest band at the last month, by the plan and not by the kernel."""
    gone = DEMO.loaded.session.rows("SELECT account_id FROM accounts WHERE churned")
    left = {account for (account,) in gone}
    rows = score_table(DEMO, card, months_asked(DEMO, "latest")).to_pylist()
    names = {row["account_id"] for row in rows if row["band"] == card.bands[-1].name}
    return names - left


def test_the_demo_book_offers_its_heaviest_metric_its_cut_and_its_opinion() -> None:
    """Product usage weighs 30 of 100; the CSM pulse, 10, is the heavier of two opinions."""
    assert [(one.kind, one.label) for one in tries(CARD)] == [
        ("halve", "Halve Product usage"),
        ("raise", "Raise the red cut by 10"),
        ("drop", "Take out CSM pulse"),
    ]


def test_what_does_not_apply_is_not_offered() -> None:
    """Without opinions there are two; one metric alone cannot be halved or taken out."""
    facts = with_metric(with_metric(CARD, "pulse", enabled=False), "survey", enabled=False)
    assert list(named(facts)) == ["halve", "raise"]
    alone = CARD
    for metric in CARD.metrics[1:]:
        alone = with_metric(alone, metric.id, enabled=False)
    assert list(named(alone)) == ["raise"]


def test_each_change_is_the_one_that_it_says() -> None:
    """30 / 2 = 15; 45 + 10 = 55; the pulse is off; and each leaves the rest alone."""
    halved = named(CARD)["halve"].on(CARD)
    assert halved == with_weight(CARD, "usage", 15)
    assert named(CARD)["raise"].on(CARD).cuts == (65.0, 55.0, 0.0)
    assert named(CARD)["drop"].on(CARD) == with_metric(CARD, "pulse", enabled=False)


def test_a_change_that_is_spent_leaves_the_card_as_it_is() -> None:
    """A metric that was taken out cannot be again, and a cut stops below the next one."""
    out = named(CARD)["drop"]
    assert out.on(out.on(CARD)) == out.on(CARD)
    up = named(CARD)["raise"]
    twice = up.on(up.on(CARD))
    assert twice.cuts == (65.0, 64.9, 0.0)
    assert up.on(twice) == twice


def test_halving_keeps_the_total_where_that_is_asked() -> None:
    """The others share the 15 points that are free."""
    halved = named(CARD)["halve"].on(CARD, keep_total=True)
    assert sum(metric.weight for metric in halved.metrics) == pytest.approx(100)
    assert halved.metric("usage").weight == 15


@pytest.mark.parametrize("kind", some(["halve", "raise", "drop"], 1))
def test_the_effect_is_what_the_plan_and_two_back_tests_say(kind: Kind) -> None:
    """Who is red comes from the scored tables, what was caught from a back-test of each card."""
    after = named(CARD)[kind].on(CARD)
    done = effect(DEMO, CARD, after, DEMO.book.frame.months[-1])
    before_red, after_red = red(CARD), red(after)
    assert done.red == (len(before_red), len(after_red))
    assert done.entered == len(after_red - before_red)
    assert done.left == len(before_red - after_red)
    old, new = (trial_of(DEMO, card) for card in (CARD, after))
    assert done.caught == (old.counts.caught, new.counts.caught)
    assert done.lost == new.counts.caught + new.counts.missed == 60
    assert done.calls == (old.calls.estimate, new.calls.estimate)
    assert done.ranking == (old.ranking.estimate, new.ranking.estimate)


DONE = Effect((50, 45), 3, 8, 60, (35, 31), (6.49, 6.35), (0.794, 0.785))


@pytest.mark.parametrize(
    ("done", "kind", "said"),
    [
        (
            DONE,
            "halve",
            "3 accounts turn red, 8 leave red (45 in all). Caught 31 of 60, was 35."
            " Calls per catch 6.3, was 6.5.",
        ),
        (
            Effect((45, 46), 1, 0, 60, (31, 31), (6.0, 6.0), (0.5, 0.5)),
            "drop",
            "1 account turns red (46 in all). Caught 31 of 60, as before."
            " Ranking power 50%, as before.",
        ),
        (
            Effect((2, 1), 0, 1, 0, (1, 1), (None, None), (None, None)),
            "raise",
            "1 account leaves red (1 in all).",
        ),
        (
            Effect((2, 2), 0, 0, 8, (0, 1), (None, 3.0), (None, None)),
            "raise",
            "No account turns red or leaves it (2 in all). Caught 1 of 8, was 0."
            " Calls per catch 3.0.",
        ),
    ],
)
def test_an_effect_is_told_in_numbers(done: Effect, kind: Kind, said: str) -> None:
    """What has no number, because the losses are too few or none was red, is left out."""
    assert in_words(done, kind) == said
