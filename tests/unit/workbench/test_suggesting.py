"""What is suggested for a real book is what its parts say, and one study serves every wish."""

from __future__ import annotations

import numpy as np
import pytest

from scoring.engine.watch import Watch
from scoring.errors import CommandError, Stopped
from scoring.kinds.condition import Condition
from scoring.live.among import EVERYONE, Among
from scoring.spec.edit import with_cuts, with_weight
from scoring.spec.model import Card
from scoring.spec.parse import parse_card
from scoring.spec.question import Question
from scoring.spec.variants import draft_of, with_new_variant
from scoring.tune.learnt import mix
from scoring.workbench import USUAL, preset_texts, starting_card, trial_now, trial_of
from scoring.workbench.locking import trial_in_box
from scoring.workbench.suggesting import (
    AS_USUAL,
    Study,
    Wish,
    as_judged,
    lock,
    locks_of,
    study,
    study_key,
    suggest,
    taken,
    wish_from_link,
    wish_in_link,
)
from tests import own_files
from tests.pages.test_pages import table
from tests.unit.backtest.test_trial import CARD, demo


def studied(card: Card = CARD, among: Among = EVERYONE, position: int = -1) -> Study:
    return study(demo(), card, trial_now(demo(), card, USUAL, among), among, position)


def test_the_weights_at_hand_are_scored_as_the_card_scores() -> None:
    """The study's cases get the very scores of the back-test, caps and coverage included."""
    found = studied()
    typed = np.array([m.weight for m in CARD.active])
    mine = found.material.score(typed, np.arange(len(found.material.lost)))
    theirs = trial_now(demo(), CARD, USUAL).judged
    assert mine == pytest.approx(theirs.score, nan_ok=True, abs=0)
    assert found.material.lost.tolist() == theirs.lost.tolist()


def test_by_the_data_alone_it_is_the_mix() -> None:
    """In steps of one point no weight is further than a point from the blend of the two."""
    found = studied()
    told = suggest(found, CARD, Wish(blend=1.0, most=60, step=1))
    wanted = dict(zip((m.id for m in CARD.active), 100 * mix(found.whole), strict=True))
    assert told.weights == pytest.approx(wanted, abs=1.0)
    assert told.tau == pytest.approx(60 / 110)


def test_a_lock_stays_and_the_rest_shares_what_is_left() -> None:
    """The pulse at 20 of 100."""
    told = suggest(studied(), CARD, Wish(locked=(("pulse", 20.0),)))
    assert told.weights["pulse"] == 20.0
    assert sum(told.weights.values()) == 100.0
    with pytest.raises(CommandError, match="no metric in force is called 'puls'"):
        suggest(studied(), CARD, Wish(locked=(("puls", 20.0),)))


def test_locks_that_leave_no_place_are_named_as_the_reason() -> None:
    """Two of two places are locked with 35 of 100 points; with a third place there is somebody."""
    locked = (("usage", 30.0), ("payment", 5.0))
    told = suggest(studied(), CARD, Wish(most=2, locked=locked))
    assert told.lines == ()
    assert told.words == (
        "The locked weights take all 2 places and leave 65 points for nobody: allow more metrics,"
        " or unlock one."
    )
    assert sum(suggest(studied(), CARD, Wish(most=3, locked=locked)).weights.values()) == 100.0


def test_no_weight_and_no_cut_asks_for_another_study() -> None:
    """A rule, a filter or a question does."""
    trial = trial_now(demo(), CARD, USUAL)
    key = study_key(demo(), CARD, trial)
    moved = with_cuts(with_weight(CARD, "usage", 5), (70.0, 40.0))
    assert study_key(demo(), moved, trial) == key
    assert studied(moved) is studied()
    assert study_key(demo(), CARD, trial, Among((("segment", "SMB"),))) != key
    other = trial_of(demo(), CARD, Question(lead=1))
    assert study_key(demo(), CARD, other) != key


def test_a_variant_learns_from_the_cases_that_it_scores() -> None:
    """Cases of SMB and of all others add up to all."""
    when = Condition.model_validate({"dimension": "segment", "is": "SMB"})
    card = with_new_variant(CARD, "Small", when)
    trial = trial_now(demo(), card, USUAL)
    own, rest = (study(demo(), card, trial, position=at) for at in (0, -1))
    assert len(own.material.lost) + len(rest.material.lost) == len(studied().material.lost)
    assert own.material.losses == 38
    told = suggest(own, card, AS_USUAL, 0)
    assert told.card is None or told.card.variants == draft_of(card, 0).variants


def test_a_second_suggestion_does_not_lean_on_the_first() -> None:
    """With the weights of 100% data on the card, 55% still blends with what people gave."""
    found = studied()
    first = suggest(found, CARD, Wish(blend=1.0)).card
    assert first is not None
    learnt = taken(CARD, first)
    assert as_judged(first, learnt).digest == CARD.digest
    again = suggest(found, first, AS_USUAL, learnt=learnt)
    assert again.weights == suggest(found, CARD, AS_USUAL).weights
    assert again.weights != suggest(found, first, AS_USUAL).weights
    second = again.card
    assert second is not None
    assert as_judged(second, taken(first, second, learnt)).digest == CARD.digest
    by_hand = with_weight(first, "usage", 5)
    assert as_judged(by_hand, learnt) is by_hand


def test_a_variant_for_others_asks_for_another_study() -> None:
    """The same weights for SMB and then for Mid-market: 38 losses, then 18; names do not count."""
    found = {}
    for segment in ("SMB", "Mid-market"):
        when = Condition.model_validate({"dimension": "segment", "is": segment})
        card = with_new_variant(CARD, "Own", when)
        trial = trial_now(demo(), card, USUAL)
        found[segment] = study(demo(), card, trial, position=0)
        renamed = with_new_variant(CARD, "Other", when)
        assert study(demo(), renamed, trial, position=0) is found[segment]
    assert [one.material.losses for one in found.values()] == [38, 18]


def test_a_starting_card_of_noise_is_told_to_be_noise() -> None:
    """Its directions were guessed from the 30 losses: each part guesses them without its own."""
    rng = np.random.default_rng(0)
    lost = rng.permutation(300) < 30
    rows = [
        {"id": f"A{i:03}"}
        | {f"m{at}": round(float(rng.normal()), 4) for at in range(8)}
        | {"churn": "Yes" if lost[i] else "No"}
        for i in range(300)
    ]
    data = own_files.own(table(rows))
    card = starting_card(data)
    found = study(data, card, trial_now(data, card, USUAL))
    assert set(found.material.guesses.of) == {"side"}
    assert len(found.material.guesses.of) + len(found.material.guesses.kinds) == 8
    told = suggest(found, card, AS_USUAL)
    assert told.validated is not None
    assert not told.validated.separates
    assert told.lines == ()


def test_a_points_card_has_no_weights() -> None:
    """It is said as what it is."""
    points = parse_card(preset_texts()["action_points"])
    with pytest.raises(CommandError, match="a points card has no weights"):
        study(demo(), points, trial_now(demo(), CARD, USUAL))


def test_it_can_be_ended_while_it_learns() -> None:
    """A wish to end it is heard before the next fit, and nothing is kept."""
    watch = Watch()
    watch.stop()
    trial = trial_of(demo(), CARD, Question(lead=2, cohort="calendar"))
    with pytest.raises(Stopped, match="was stopped"):
        study(demo(), CARD, trial, watch=watch)
    assert study_key(demo(), CARD, trial) not in demo().book.cases


def test_four_losses_suggest_nothing() -> None:
    """Enterprise lost four: words, no lines, nothing to apply."""
    told = suggest(studied(among=Among((("segment", "Enterprise"),))), CARD, AS_USUAL)
    assert (told.lines, told.card, told.validated) == ((), None, None)
    assert "too few for any rate" in told.words


def test_few_losses_allow_five_metrics() -> None:
    """Mid-market lost 18: five at most, whatever was wished."""
    told = suggest(studied(among=Among((("segment", "Mid-market"),))), CARD, Wish(most=9))
    assert told.most == 5
    assert sum(w > 0 for w in told.weights.values()) <= 5


def test_locks_are_the_present_shares_in_whole_points() -> None:
    """Usage has 30 of 95 after payment lost its 5: 31.6 is 32."""
    card = with_weight(CARD, "payment", 0)
    assert dict(locks_of(card, {"usage", "sponsor"})) == {"usage": 32.0, "sponsor": 11.0}
    assert sum(dict(locks_of(card, {m.id for m in card.active})).values()) <= 100.0


def test_a_lock_is_typed_as_an_id_with_points() -> None:
    """Anything else is refused with how to write it."""
    assert lock("pulse=20") == ("pulse", 20.0)
    for text in ("pulse", "pulse=much", "=20x"):
        with pytest.raises(CommandError, match="is no id with points"):
            lock(text)


@pytest.mark.parametrize("wish", [AS_USUAL, Wish(blend=0.0), Wish(blend=0.35, most=12)])
def test_a_wish_goes_through_a_link(wish: Wish) -> None:
    """Blend in whole percent and the limit; the usual ones take no room."""
    assert wish_from_link(wish_in_link(wish)) == wish
    assert wish_in_link(AS_USUAL) == {}


def test_a_faulty_link_wishes_nothing() -> None:
    """Texts that are no number, and numbers out of range."""
    for view in ({"tb": "x", "tk": "-3"}, {"tb": "900", "tk": "99"}, {"tb": "", "tk": "0"}):
        assert wish_from_link(view) == AS_USUAL


def test_locked_cases_teach_nothing() -> None:
    """While the lockbox is closed the study has the open cases alone, and is another one."""
    trial = trial_in_box(demo(), CARD, USUAL)
    boxed = study(demo(), CARD, trial)
    assert len(boxed.material.lost) == len(trial.judged.lost) < len(studied().material.lost)
    assert boxed.material.losses == trial.counts.accounts
