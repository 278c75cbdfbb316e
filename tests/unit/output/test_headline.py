"""The tiles of a back-test say its figures, or words where the losses are too few."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest

from scoring.backtest.figure import Figure
from scoring.backtest.gates import gate
from scoring.backtest.trial import Trial
from scoring.output.headline import Tile, interval, tenth, tiles_of, whole_percent
from scoring.spec.edit_cut import with_alarm_cut
from scoring.spec.parse import parse_card
from scoring.workbench import USUAL, preset_texts, trial_now
from tests.unit.workbench.test_cutting import demo

CARD = parse_card(preset_texts()["b2b_saas_starter"])


@cache
def trial() -> Trial:
    return trial_now(demo(), CARD, USUAL)


def told(one: Trial, saved: Trial | None = None) -> dict[str, Tile]:
    return {tile.key: tile for tile in tiles_of(one, saved)}


def test_the_tiles_stand_in_the_order_in_which_they_are_to_be_read() -> None:
    """Caught first, ranking power last."""
    assert list(told(trial())) == ["caught", "calls", "arr", "lead", "alarms", "ranking"]


def test_the_figures_are_those_of_the_trial() -> None:
    """35 of 60 caught; (35 + 192) / 35 = 6.5 calls for each; each with its interval and n."""
    tiles, counts = told(trial()), trial().counts
    assert tiles["caught"].value == f"{counts.caught} of {counts.lost}"
    low, high = (round(100 * b) for b in (trial().caught.low, trial().caught.high))  # type: ignore[operator]
    assert tiles["caught"].note == f"{low}–{high}%, n = {counts.lost}"
    assert tiles["calls"].value == f"{counts.flagged / counts.caught:.1f}"
    assert tiles["ranking"].value == f"{100 * (trial().ranking.estimate or 0):.0f}%"
    assert "clustered DeLong" in tiles["ranking"].help


def test_each_figure_is_said_in_plain_words_first() -> None:
    """What is shown stands in a sentence that can be read aloud, with the same number in it."""
    tiles = told(trial())
    begins = {key: tiles[key].help.partition(". ")[0] for key in ("caught", "arr", "ranking")}
    assert begins == {
        "caught": f"{tiles['caught'].value} lost accounts were flagged in time",
        "arr": f"{tiles['arr'].value} of the lost revenue was flagged",
        "ranking": f"Pick one lost and one kept account: {tiles['ranking'].value} of the time the"
        " lost one scored worse",
    }
    assert f"the team calls {tiles['calls'].value} accounts." in tiles["calls"].help
    assert tiles["lead"].help.startswith("Half of the ")
    assert f"were red in {tiles['alarms'].value} of their months." in tiles["alarms"].help


def test_false_alarms_come_in_three_units() -> None:
    """Account-months, accounts in a year, episodes per 100 and month."""
    note = told(trial())["alarms"].note
    assert all(unit in note for unit in ("kept months", "accounts a year", "per 100 a month"))


def with_losses(accounts: int) -> Trial:
    """The same trial as if so many accounts had been lost."""
    counts = replace(trial().counts, accounts=accounts)
    return replace(trial(), counts=counts, gate=gate(accounts))


def test_below_eight_losses_there_are_words_in_place_of_numbers() -> None:
    """Only counts of what happened remain: no share, no interval, no ranking."""
    tiles = told(with_losses(7))
    assert {key: tile.value for key, tile in tiles.items()} == {
        "caught": "60 lost",
        "calls": "227 flagged",
        **dict.fromkeys(("arr", "lead", "alarms", "ranking"), "–"),
    }
    assert {tile.note for tile in tiles.values()} == {"too few for a rate"}


def test_from_eight_to_fourteen_losses_the_work_is_a_count() -> None:
    """So many found among so many called, with the interval of the calls, no rate."""
    assert told(with_losses(14))["calls"].value == "35 in 227"
    assert told(with_losses(15))["calls"].value == "6.5"


def test_each_change_says_whether_it_is_for_the_better() -> None:
    """A higher cut catches more, calls more for each and raises more false alarms."""
    wider = trial_now(demo(), with_alarm_cut(CARD, 60), USUAL)
    tiles = told(wider, trial())
    gained = wider.counts.caught - trial().counts.caught
    assert tiles["caught"].change == f"+{gained}"
    assert tiles["caught"].better is True
    assert tiles["calls"].better is False
    assert tiles["alarms"].better is False
    assert (tiles["ranking"].change, tiles["ranking"].better) == ("±0", None)
    assert all(not tile.change for tile in told(wider).values())


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [
        (0.46, 0.7, "46–70%"),
        (0.0, 0.004, "0–<1%"),
        (0.001, 0.004, "<1%"),
        (0.997, 1.0, ">99–100%"),
        (None, None, ""),
    ],
)
def test_intervals_as_people_write_them(low: float, high: float, said: str) -> None:
    """What is not quite nothing or everything is not rounded to it."""
    assert interval(Figure(0.5, low, high, 10, 10, "")) == said


def test_an_interval_without_an_upper_end() -> None:
    """A catch may cost any number of calls: only the fewest is known."""
    assert interval(Figure(None, 4.84, None, 10, 10, ""), tenth) == "from 4.8"


def test_shares_in_whole_percent() -> None:
    """0 and 1 are themselves, 0.4% is less than one."""
    assert [whole_percent(x) for x in (0.0, 0.004, 0.145, 1.0)] == ["0%", "<1%", "14%", "100%"]
