"""What is told beyond the card alone: as data that a program can read, and as lines."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import cache
from typing import Any

from scoring.backtest.precision_at import without_books
from scoring.output.tried_further import FURTHER_DEFINITIONS, Further
from scoring.spec.edit import with_weight
from scoring.spec.parse import parse_card
from scoring.workbench import (
    further_of,
    further_text,
    preset_texts,
    trial_data,
    trial_of,
    with_further,
)
from tests.bundled import opened
from tests.unit.backtest.test_trial import CARD, demo, trial

OTHER = with_weight(CARD, "pulse", 60.0)


@cache
def found() -> Further:
    return further_of(demo(), CARD, trial(), OTHER, capacity=40)


def told() -> dict[str, Any]:
    data = with_further(trial_data(trial()), found())
    again: dict[str, Any] = json.loads(json.dumps(data, allow_nan=False))
    return again


def figures_in(node: Any) -> list[dict[str, Any]]:
    """Everything in plain data that has the shape of a figure."""
    if isinstance(node, list):
        return [figure for one in node for figure in figures_in(one)]
    if not isinstance(node, dict):
        return []
    mine = [node] if {"estimate", "low", "high", "n", "method", "why"} <= node.keys() else []
    return mine + [figure for one in node.values() for figure in figures_in(one)]


def test_every_block_is_there_and_defined() -> None:
    """Each block has its key and a sentence on it; what was there before stays."""
    blocks = {"rivals", "precision_at_k", "migration", "earliness", "lead_histogram", "segments"}
    assert blocks | {"treated"} <= told().keys()
    assert set(told()["definitions"]) == set(trial_data(trial())["definitions"]) | set(
        FURTHER_DEFINITIONS
    )
    assert blocks <= set(FURTHER_DEFINITIONS)
    assert told()["figures"] == json.loads(json.dumps(trial_data(trial())["figures"]))


def test_every_figure_has_an_interval_or_words() -> None:
    """A number without an end says why; ends hold the number."""
    seen = figures_in({key: told()[key] for key in FURTHER_DEFINITIONS if key in told()})
    assert len(seen) > 150
    for figure in seen:
        ends = (figure["low"], figure["high"])
        assert None not in (figure["estimate"], *ends) or figure["why"]
        if None not in (figure["estimate"], *ends):
            assert figure["low"] - 1e-9 <= figure["estimate"] <= figure["high"] + 1e-9
            assert figure["method"]
            assert figure["n"] > 0


def test_the_second_card_and_the_capacity_are_in_it() -> None:
    """Four rivals with the saved card last; forty of the book, eight of each of five owners."""
    assert [rival["key"] for rival in told()["rivals"]] == ["chance", "thumb", "pulse", "saved"]
    assert told()["rivals"][3]["name"] == OTHER.name
    assert [one["k"] for one in told()["precision_at_k"]] == [40, 8]


def test_the_rows_of_a_migration_add_up() -> None:
    """Where accounts went adds up to how many there were, and shares to one."""
    for row in told()["migration"]["rows"]:
        assert sum(row["counts"].values()) == row["accounts"]
        if row["accounts"]:
            assert abs(sum(row["shares"].values()) - 1) < 1e-12
        else:
            assert row["shares"] is None


def test_the_lines_say_the_same() -> None:
    """A line for each rival, lead and dimension, each number with its n."""
    lines = further_text(found()).splitlines()
    for words in (
        *("Picking at random. ", "Usage down, renewal due. ", "CSM pulse alone. "),
        *("The 40 worst of the book", "The 8 worst of each owner's book", "Precision between"),
        *("What earliness costs.", "  9 months before: ranking power", "Months of warning"),
        *("Three months later: reds that recovered", "By segment, lost:"),
    ):
        assert any(line.startswith((words, f"  {words}")) for line in lines), words
    share = found().rivals[0].caught_mine
    assert f"This card {100 * (share.estimate or 0):.1f}% [" in further_text(found())


def test_few_losses_have_no_lines() -> None:
    """Below 8 losses the text is empty, and the data hold words in place of numbers."""
    data = opened("starter")
    card = parse_card(preset_texts()["weighted_starter"])
    few = further_of(data, card, trial_of(data, card))
    assert further_text(few) == ""
    plain = with_further(trial_data(trial_of(data, card)), few)
    seen = figures_in(json.loads(json.dumps(plain["rivals"], allow_nan=False)))
    assert all(figure["estimate"] is None and figure["why"] for figure in seen)
    assert plain["earliness"]["points"] == ()


def test_what_cannot_be_followed_is_told_in_a_whole_sentence() -> None:
    """One month of data has no later one; a book without a score is named with its reason."""
    none = (without_books("owner", 10.0, "No case with a score is in a book."),)
    bare = replace(found(), migration=replace(found().migration, origins=0), precision_at_k=none)
    lines = further_text(bare).splitlines()
    assert any(line.startswith("Where accounts go: no two months") for line in lines)
    assert not any("reds that recovered" in line for line in lines)
    assert "Working the worst of each owner's book: No case with a score is in a book." in lines
