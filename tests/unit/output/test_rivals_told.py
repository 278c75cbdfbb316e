"""The card beside what is simpler, as the browser draws it."""

from __future__ import annotations

from dataclasses import replace

from scoring.backtest.figure import Figure, no_figure
from scoring.backtest.rivals import Rival
from scoring.output.rivals_told import rivals_data

NONE = no_figure("", 0)


def share(estimate: float) -> Figure:
    """A share of 50 losses with an interval ten points to both sides."""
    return Figure(estimate, estimate - 0.1, estimate + 0.1, 50, 50.0, "Wilson (1927)")


CHANCE = Rival(
    key="chance",
    name="Picking at random",
    words="As many cases, picked blindly.",
    flagged=1200.0,
    caught=share(0.2),
    caught_mine=share(0.6),
    difference=replace(share(0.4), low=0.304, high=0.496),
    ranking=NONE,
    ranking_difference=share(0.25),
)
PULSE = replace(
    CHANCE, key="pulse", name="Pulse alone", flagged=0.0, caught=no_figure("No pulse.", 9)
)


def test_this_card_stands_before_those_that_flag_as_many() -> None:
    """The card is bold and has a dot, blind choice a band: 30 and 10 of the 50 losses."""
    rows = rivals_data([CHANCE])["rows"]
    assert [(row["name"], row["strong"], row["band"]) for row in rows] == [
        ("This card, 1,200 flagged", True, False),
        ("Picking at random", False, True),
    ]
    assert [(row["share"], row["low"], row["high"]) for row in rows] == [
        (0.6, 0.5, 0.7),
        (0.2, 0.1, 0.30000000000000004),
    ]
    assert [row["text"].split(" · ")[0] for row in rows] == ["30 of 50", "10 of 50"]


def test_who_has_no_share_says_why() -> None:
    """It stands last, without a card of its own, and has words in place of a number."""
    rows = rivals_data([PULSE, CHANCE])["rows"]
    assert [row["name"] for row in rows][-1] == "Pulse alone"
    assert (rows[-1]["share"], rows[-1]["text"]) == (None, "No pulse.")
    assert len(rivals_data([PULSE, CHANCE])["said"]) == 1


def test_a_difference_is_told_with_its_interval_where_it_has_one() -> None:
    """At rest "+40 points (+30 to +50)"; while the cut moves nothing is drawn, so no interval."""
    (told,) = rivals_data([CHANCE])["said"]
    assert told == (
        "Picking at random: As many cases, picked blindly. Against it the card catches"
        " +40 points (+30 to +50), ranking power +25 (+15 to +35)."
    )
    moving = replace(CHANCE, difference=replace(CHANCE.difference, low=None, high=None))
    (told,) = rivals_data([moving])["said"]
    assert "+40 points, ranking" in told
