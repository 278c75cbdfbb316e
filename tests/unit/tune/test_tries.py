"""Cards that were looked at are counted, once each, on the data they were held to."""

from __future__ import annotations

from scoring.tune.tries import FORKS, Tries, fork_of, forking_paths


def test_each_card_counts_once() -> None:
    """A, B, A again: two cards."""
    tries = Tries()
    for second, card in enumerate("ABA"):
        tries = tries.looked("data", card, 10.0 * second)
    assert tries.count("data") == 2


def test_a_page_drawn_again_counts_nothing() -> None:
    """The same card, run after run."""
    tries = Tries()
    for second in range(50):
        tries = tries.looked("data", "A", float(second))
    assert tries.count("data") == 1


def test_a_slider_passes_cards_without_trying_them() -> None:
    """Thirty cards in a second and a half; the one it left and the one it came to stay."""
    tries = Tries().looked("data", "start", 0.0)
    for i in range(30):
        tries = tries.looked("data", f"on the way {i}", 100.0 + i / 20)
    assert tries.count("data") == 2
    tries = tries.looked("data", "next", 110.0)
    assert tries.settled["data"] == {"start", "on the way 29"}


def test_each_data_set_has_its_own_count() -> None:
    """Other data, other losses: nothing was learnt from these."""
    tries = Tries()
    for second, (data, card) in enumerate([("x", "A"), ("x", "B"), ("y", "A"), ("x", "C")]):
        tries = tries.looked(data, card, 5.0 * second)
    assert (tries.count("x"), tries.count("y"), tries.count("z")) == (3, 1, 0)


def test_the_nearest_number_of_losses_speaks() -> None:
    """Below 15 the 15 of the smallest study, and no more than the figures allow above."""
    assert [fork_of(e).losses for e in (3, 15, 29, 30, 99, 100, 900)] == [
        15,
        15,
        15,
        30,
        30,
        100,
        100,
    ]
    assert [(f.seems, f.truly) for f in FORKS] == [(0.054, 0.018), (0.050, 0.020), (0.032, 0.021)]


def test_the_note_says_what_the_best_of_many_is_worth() -> None:
    """From the sixth card on."""
    assert forking_paths(5, 40) == ""
    words = forking_paths(37, 40)
    assert "37 cards against 40 losses" in words
    assert "with 30 losses the best of 200 cards seemed 5.0 points" in words
    assert words.endswith("truly was 2.0.")
