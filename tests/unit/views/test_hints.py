"""Each guide-rail speaks on a planted case, with its figures, and is silent on a clean one."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from scoring.live.kernel import NOTHING, MetricPoints, Verdicts, score_rows
from scoring.spec.model import Card
from scoring.values import Floats
from scoring.views.hints import RULES, Hint, hints, looked_at
from tests.unit.hand_made import NAN, frame, month
from tests.unit.spec.samples import card, weighted

FAMILIES = ("usage", "support", "engagement", "relationship", "onboarding", "other")
SPREAD = np.linspace(0, 100, 101)
PRIMES = (1, 3, 7, 12, 22, 31, 41, 55)


def shuffled(number: int, accounts: int = 101) -> Floats:
    """0 … 100 in an order of its own: account i gets the (i × step)th value, step prime to 101."""
    steps = np.arange(accounts) * PRIMES[number % len(PRIMES)] * (1 + number // len(PRIMES))
    return SPREAD[steps % 101]


def told(
    one: Card,
    points: Sequence[Floats],
    *,
    rule: str = "",
    ended: int = 0,
    young: Sequence[bool] | None = None,
) -> tuple[Hint, ...]:
    """The hints for a card whose metrics give these points, by the real kernel.

    Input: one array a metric, one entry an account; how many of the first accounts have
    left before the month; who is too young. Output: those of one rule if it is named.
    """
    count = len(points[0])
    ids = [f"A{i:04d}" for i in range(count)]
    book = frame([(i, "2026-10") for i in ids], ended=dict.fromkeys(ids[:ended], "2026-01"))
    metrics = {m.id: MetricPoints(p, ~np.isnan(p)) for m, p in zip(one.active, points, strict=True)}
    verdicts = NOTHING if young is None else Verdicts({}, {}, np.array(young))
    scores = score_rows(one, metrics, count, verdicts)
    found = hints(looked_at(one, scores, book, month("2026-10")))
    return tuple(h for h in found if not rule or h.rule == rule)


def even(count: int, **changes: object) -> Card:
    """A card of so many metrics with the same weight."""
    return weighted(*[10] * count, **changes)


def in_families(weights: Sequence[float], families: Sequence[str]) -> Card:
    one = weighted(*weights)
    metrics = [
        m.model_copy(update={"family": f}) for m, f in zip(one.metrics, families, strict=True)
    ]
    return one.model_copy(update={"metrics": tuple(metrics)})


CLEAN = in_families([30, 25, 25, 20], ["usage", "support", "engagement", "sentiment"])
CLEAN_POINTS = [shuffled(i) for i in range(4)]


def test_a_clean_card_has_no_hint() -> None:
    """Four metrics, none above 35%, a fifth on opinions, points all over: nobody speaks."""
    assert told(CLEAN, CLEAN_POINTS) == ()


def test_every_rule_has_its_test() -> None:
    """A rule added to the list needs its planted case here."""
    names = {name for name in globals() if name.startswith("test_")}
    assert [r.__name__ for r in RULES if f"test_rule_{r.__name__}" not in names] == []


def test_rule_many_metrics() -> None:
    """Seven are fine, eight are a quiet word, 26 a plain one; one switched off does not count."""
    rule = "many_metrics"
    assert told(even(7), [shuffled(i) for i in range(7)], rule=rule) == ()
    (hint,) = told(even(8), [shuffled(i) for i in range(8)], rule=rule)
    assert hint.sentence == "8 metrics are switched on; published advice ranges from 3 to 7."
    (hint,) = told(even(26), [shuffled(i) for i in range(26)], rule=rule)
    assert hint.sentence == "26 metrics are switched on; with more than 25 none of them matters."
    assert "7" in hint.next_step
    off = even(8)
    metrics = (*off.metrics[:7], off.metrics[7].model_copy(update={"enabled": False}))
    off = off.model_copy(update={"metrics": metrics})
    assert told(off, [shuffled(i) for i in range(7)], rule=rule) == ()


@pytest.mark.parametrize(
    ("weights", "heavy"),
    [
        ([35, 35, 30], {}),
        ([36, 34, 30], {"m0": "36%"}),
        ([354, 323, 323], {"m0": "35.4%"}),
        ([40, 40, 20], {"m0": "40%", "m1": "40%"}),
        ([100], {}),
        ([5, 0, 0], {}),
        ([0.1, 0.1, 0.1], {}),
        ([0.36, 0.34, 0.3], {"m0": "36%"}),
    ],
)
def test_rule_heavy_metric(weights: list[float], heavy: dict[str, str]) -> None:
    """Over 35% of the weights in force, never at 35% itself and never for a metric alone."""
    points = [shuffled(i) for i in range(len(weights))]
    found = told(weighted(*weights), points, rule="heavy_metric")
    assert {h.metrics[0]: h.sentence.split(" carries ")[1].split(" of ")[0] for h in found} == heavy


@pytest.mark.parametrize(
    ("weights", "families", "share"),
    [
        ([30, 20, 50], ["sentiment", "billing", "usage"], "50%"),
        ([30, 19, 51], ["sentiment", "billing", "usage"], None),
        ([60, 40], ["usage", "support"], None),
        ([60, 40], ["billing", "support"], "60%"),
        ([60, 40], ["relationship", "onboarding"], None),
    ],
)
def test_rule_lagging(weights: list[float], families: list[str], share: str | None) -> None:
    """Surveys and payments count as late: 30 + 20 of 100 is half, 49 of 100 is not."""
    points = [shuffled(i) for i in range(len(weights))]
    found = told(in_families(weights, families), points, rule="lagging")
    assert [h.sentence.split(" of ")[0] for h in found] == ([share] if share else [])
    if share:
        late = [f"m{i}" for i, f in enumerate(families) if f in ("sentiment", "billing")]
        assert found[0].metrics == tuple(late)


def in_bands(*counts: int) -> list[Floats]:
    """Accounts with 80, 60 and 10 points, so many of each: Good, Fair and Poor."""
    values = np.repeat([80.0, 60.0, 10.0], counts)
    return [values, values, values]


def test_rule_one_band() -> None:
    """90 of 100 scored accounts are a crowd, 89 are not, nor 19 of 19; a single band has no say."""
    rule = "one_band"
    (hint,) = told(card(), in_bands(4, 6, 90), rule=rule)
    assert hint.sentence == "90% of the scored accounts (90 of 100) are Poor."
    assert told(card(), in_bands(5, 6, 89), rule=rule) == ()
    assert told(card(), in_bands(0, 0, 19), rule=rule) == ()
    assert len(told(card(), in_bands(0, 0, 20), rule=rule)) == 1
    unknown = [np.concatenate([p, np.full(900, NAN)]) for p in in_bands(4, 6, 90)]
    assert told(card(), unknown, rule=rule)[0].sentence == hint.sentence
    single = card(bands=[{"name": "All", "from": 0, "tone": "good"}])
    assert told(single, in_bands(0, 0, 100), rule=rule) == ()


def test_accounts_that_have_left_do_not_count() -> None:
    """Of 100 Poor and 60 Good accounts the 60 have left: all that are left are Poor."""
    values = np.repeat([80.0, 10.0], [60, 100])
    (hint,) = told(card(), [values] * 3, rule="one_band", ended=60)
    assert "(100 of 100)" in hint.sentence


def test_rule_constant_metric() -> None:
    """95 of 100 at 100 points waste 30% of the weight, 94 do not; without weight nobody minds."""
    rule = "constant_metric"
    dull = np.concatenate([np.full(95, 100.0), np.linspace(0, 50, 5)])
    others = [shuffled(1, 100), shuffled(2, 100)]
    (hint,) = told(weighted(30, 40, 30), [dull, *others], rule=rule)
    assert hint.sentence == (
        "M0 gives 95% of the accounts the same 100 points: 30% of the weight hardly tells them"
        " apart."
    )
    assert hint.metrics == ("m0",)
    less = np.concatenate([np.full(94, 100.0), np.linspace(0, 50, 6)])
    assert told(weighted(30, 40, 30), [less, *others], rule=rule) == ()
    assert told(weighted(0, 40, 30), [dull, *others], rule=rule) == ()
    gaps = np.concatenate([np.full(19, 100.0), np.full(81, NAN)])
    assert told(weighted(10, 40, 30), [gaps, *others], rule=rule) == ()


def mixed(base: Floats, noise: Floats, part: float) -> Floats:
    return base * (1 - part) + noise * part


def test_rule_alike() -> None:
    """Twins vote twice with 30 + 40 of 100; opposites, strangers and 29 accounts do not."""
    rule, base = "alike", shuffled(0)
    strangers = [shuffled(3), shuffled(5)]
    (hint,) = told(weighted(30, 40, 30), [base, base**2 / 100, strangers[0]], rule=rule)
    assert hint.metrics == ("m0", "m1")
    assert hint.sentence == (
        "M0 and M1 rank the accounts alike (rank correlation 1.00, 101 accounts); together they"
        " carry 70%."
    )
    assert told(weighted(30, 40, 30), [base, *strangers], rule=rule) == ()
    assert told(weighted(30, 40, 30), [base, 100 - base, strangers[0]], rule=rule) == ()
    assert told(weighted(30, 0, 30), [base, base, strangers[0]], rule=rule) == ()
    few = [np.where(np.arange(101) < 29, base, NAN), base, strangers[0]]
    assert told(weighted(30, 40, 30), few, rule=rule) == ()
    few[0] = np.where(np.arange(101) < 30, base, NAN)
    assert len(told(weighted(30, 40, 30), few, rule=rule)) == 1


@pytest.mark.parametrize("part", np.linspace(0.1, 0.6, 11).tolist())
def test_the_border_of_alike_is_the_one_of_an_oracle(part: float) -> None:
    """With more and more noise the hint goes where SciPy's correlation falls below 0.85."""
    stats = pytest.importorskip("scipy.stats")
    first, second = shuffled(0), mixed(shuffled(0), shuffled(3), part)
    wanted = stats.spearmanr(first, second).statistic >= 0.85
    found = told(weighted(30, 40, 30), [first, second, shuffled(5)], rule="alike")
    assert (len(found) == 1) == wanted


def test_rule_thin_data() -> None:
    """11 of 100 accounts know 40% of the weight: too many, 10 are not; the young do not count."""
    rule, one = "thin_data", weighted(40, 60)

    def points(unknown: int) -> list[Floats]:
        gaps = np.where(np.arange(100) < unknown, NAN, shuffled(1, 100))
        return [shuffled(0, 100), gaps]

    (hint,) = told(one, points(11), rule=rule)
    assert hint.sentence == (
        "For 11% of the accounts (11 of 100) less than half of the weight is known."
    )
    assert told(one, points(10), rule=rule) == ()
    assert told(weighted(50, 50), points(50), rule=rule) == ()
    young = [i < 5 for i in range(100)]
    assert told(one, points(14), rule=rule, young=young) == ()  # 9 of 95


@pytest.mark.parametrize(
    ("points", "ended"), [(np.zeros(40), 40), (np.full(40, NAN), 0), (np.zeros(1), 0)]
)
def test_hardly_any_data_is_no_reason_to_fall(points: Floats, ended: int) -> None:
    """No customer left, nothing known, one account: only the card itself can be spoken about."""
    found = {hint.rule for hint in told(card(), [points] * 3, ended=ended)}
    assert found <= {"heavy_metric", "thin_data"}


def test_weights_of_0_are_no_reason_to_fall() -> None:
    """All weights moved to 0: no share, no score, no hint."""
    metrics = tuple(m.model_copy(update={"weight": 0.0}) for m in card().metrics)
    none = card().model_copy(update={"metrics": metrics})
    assert told(none, [shuffled(i) for i in range(3)]) == ()


def test_every_hint_names_its_next_step() -> None:
    """A sentence with a full stop, and a step with one."""
    found = told(in_families([60, 40], ["billing", "sentiment"]), [SPREAD * 0, SPREAD * 0])
    assert {h.rule for h in found} >= {"heavy_metric", "lagging", "one_band", "constant_metric"}
    assert all(h.sentence.endswith(".") and h.next_step.endswith(".") for h in found)
