"""What gets lost is counted on the accounts of the month, as the files of scores would have it."""

from __future__ import annotations

import datetime as dt

import pytest

from scoring.errors import CardError, CommandError
from scoring.output.handover import PLATFORMS
from scoring.spec.model import Card
from scoring.workbench import DataSet, score_table, usable_card
from scoring.workbench.handing_over import card_alone, hand_over, handover_text
from tests.bundled import opened
from tests.conftest import ROOT

CARD = ROOT / "configs/cards/traffic_light_ten.yaml"


@pytest.fixture(scope="module")
def data() -> DataSet:
    return opened("demo", dt.date(2026, 10, 31))


@pytest.fixture(scope="module")
def chosen(data: DataSet) -> Card:
    return usable_card(CARD.read_text(encoding="utf-8"), data)


def bands(data: DataSet, card: Card) -> dict[str, str]:
    """The band of each account in the last month, by the plan and not by the kernel."""
    table = score_table(data, card, data.book.frame.months[-1:])
    return dict(zip(*(table.column(c).to_pylist() for c in ("account_id", "band")), strict=True))


@pytest.mark.slow
@pytest.mark.parametrize("platform", PLATFORMS.names)
def test_the_counts_are_those_of_two_score_files(
    platform: str, data: DataSet, chosen: Card
) -> None:
    """Scored by SQL with and without each loss, as many accounts in the book differ."""
    told = hand_over(chosen, platform, data)
    frame = data.book.frame
    last = frame.months[-1].end
    asked = f"SELECT account_id FROM snapshots WHERE in_book AND as_of = DATE '{last}'"
    there = data.loaded.session.table(asked).column(0).to_pylist()
    before = bands(data, chosen)
    assert told.of == len(there)
    assert told.as_of == str(frame.months[-1])
    everything = chosen
    for counted in told.losses:
        if counted.loss.like is None:
            assert counted.moved is None
            continue
        after = bands(data, counted.loss.like(chosen))
        assert counted.moved == sum(before[a] != after[a] for a in there), counted.loss.says
        everything = counted.loss.like(everything)
    after = bands(data, everything)
    assert told.together == sum(before[a] != after[a] for a in there)
    assert any(counted.moved for counted in told.losses)


def test_a_line_kept_whole_moves_nobody(data: DataSet, chosen: Card) -> None:
    """Planhat keeps lines, so that levels are no loss there; Vitally's three levels are."""
    says = {p: [c.loss.says for c in hand_over(chosen, p, data).losses] for p in PLATFORMS.names}
    assert not any("levels" in words for words in says["planhat"])
    assert any("3 levels" in words for words in says["vitally"])


def test_the_text_says_the_counts(data: DataSet, chosen: Card) -> None:
    """The summary and every line of the table stand in the Markdown."""
    told = hand_over(chosen, "churnzero", data)
    text = handover_text(told)
    assert f"gives {told.together} of {told.of} accounts of {told.as_of}" in text
    assert text.count(f"of {told.of} accounts |") == len(told.losses)


def test_a_platform_that_is_not_there(chosen: Card) -> None:
    """An unknown platform is answered with the ones there are."""
    with pytest.raises(
        CommandError, match=r"no platform is called 'vitaly'\. did you mean 'vitally'\?"
    ):
        hand_over(chosen, "vitaly")


def test_a_card_alone_must_be_sound() -> None:
    """Without data a card is read all the same, and refused with every fault."""
    with pytest.raises(CardError, match="metrics"):
        card_alone("version: 1\nname: Nothing\n")
