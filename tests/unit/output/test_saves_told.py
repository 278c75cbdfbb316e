"""The save rate in words: numbers with their intervals, and never as a proof."""

from __future__ import annotations

import numpy as np

from scoring.backtest.entries import Entries
from scoring.backtest.saves import NO_TOUCHES, NOT_PROOF, SaveRate, save_rate_of
from scoring.output.saves_told import save_tiles, save_words, side_rows


def made(n: int, worked: int | None, lost: int = 0, young: int = 0, window: int = 3) -> SaveRate:
    """So many entries, the first of them worked, the last of them lost, a quarter saved."""
    at, zero = np.arange(n), np.zeros(n, dtype=np.int64)
    told = None if worked is None else at < worked
    found = Entries(at, zero, zero, at < n // 4, at < n // 2, at >= n - lost, told)
    return save_rate_of(found, young, window, "Good", "plan", zero)


def test_the_tiles_count_of_all_that_turned_red() -> None:
    """10 of 40 back to good, 20 out of red, 4 lost, each with its share and interval."""
    tiles = save_tiles(made(40, 20, lost=4))
    assert [(t.label, t.value) for t in tiles] == [
        ("Back to good", "10 of 40"),
        ("Out of red", "20 of 40"),
        ("Lost", "4 of 40"),
    ]
    assert tiles[0].note == "25% · 95%: 14–40%"  # Wilson by hand: .142 to .402
    assert "Good or better" in tiles[0].help


def test_the_two_sides_stand_side_by_side() -> None:
    """The first 20 were worked: 10 of them back to good, none lost; of the others 4 lost."""
    rows = side_rows(made(40, 20, lost=4))
    assert [(r["Turned red"], r["n"]) for r in rows] == [("Worked", "20"), ("Not worked", "20")]
    assert rows[0]["Back to good"].startswith("50%, ")
    assert rows[1]["Lost"].startswith("20%, ")
    assert side_rows(made(40, None)) == []


def test_the_words_give_the_difference_and_no_proof() -> None:
    """0% less 20% are 20 points fewer; the sentence on proof is always there."""
    told = list(save_words(made(40, 20, lost=4, young=2)))
    assert told[0].endswith("Turned red too recently to be judged: 2.")
    assert told[1].startswith(
        "Lost among the worked minus lost among the others: −20.0 points (95%"
    )
    assert told[2].startswith("Among accounts alike in plan and depth of red: −20.0 points")
    assert told[2].endswith("over 1 group.")
    assert told[3].startswith(NOT_PROOF)


def test_too_few_and_unknown_are_said_in_words() -> None:
    """Seven worked give no difference; without touches that is all there is to say."""
    assert "7 worked and 33 not: from 8 of each on." in list(save_words(made(40, 7)))
    told = list(save_words(made(40, None, window=1)))
    assert told == [
        "Each time an account turned red is counted, with the month after it.",
        NO_TOUCHES,
    ]


def test_out_of_red_and_yet_lost_is_said() -> None:
    """30 of 40 lost, 20 out of red: 10 are both."""
    assert "Out of red and yet lost: 10." in next(save_words(made(40, 20, lost=30)))
