"""The board is plain data: a row a lost customer, a cell a month, nothing that is not said."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from scoring.backtest.lost import ORDER
from scoring.output.board_lines import HELD, drawn_of, how_many, key_of, named
from scoring.output.lost_board import Told, board_data, board_news
from scoring.spec.parse import parse_card
from scoring.values import Month
from scoring.workbench import Picture, lost_table, picture, preset_texts
from tests.unit.workbench.test_cutting import demo

CARD = parse_card(preset_texts()["b2b_saas_starter"])


@cache
def seen() -> Picture:
    return picture(demo(), CARD, CARD, demo().book.frame.months[-1])


@cache
def drawn() -> dict[str, Any]:
    told = Told(demo().book.frame, CARD, seen().scores, "$")
    return board_data(told, seen().board, 3, None)


def test_it_is_nothing_but_texts_numbers_and_lists() -> None:
    """The browser gets JSON; no number in it is infinite or none."""
    assert json.loads(json.dumps(drawn(), allow_nan=False)) == drawn()


def test_each_row_has_a_cell_for_each_month() -> None:
    """24 months, the oldest first: the last cell is the month before the notice."""
    frame = demo().book.frame
    for row, one in zip(drawn()["rows"], seen().board.lost, strict=True):
        assert row["id"] == key_of(one)
        cells, scores = row["cells"].split(","), row["scores"].split(",")
        assert len(cells) == len(scores) == 24
        assert one.left is not None
        last = one.left.plus(-1)
        held = {
            Month(int(m)): seen().scores.band[r]
            for r, (a, m) in enumerate(zip(frame.account, frame.month, strict=True))
            if a == one.account
        }
        assert cells[-1] == (str(held[last]) if last in held else "")


def test_every_cell_has_a_band_to_be_drawn_in() -> None:
    """Each band position that stands in a cell has its name, tone and sign."""
    cells = {cell for row in drawn()["rows"] for cell in row["cells"].split(",") if cell}
    assert cells <= set(drawn()["bands"])
    assert drawn()["bands"]["2"][0] == "At risk"


def test_the_chips_count_the_verdicts() -> None:
    """The counts of the chips are those of the rows, and those of the tiles."""
    counts = {chip["key"]: chip["count"] for chip in drawn()["verdicts"]}
    verdicts = [row["verdict"] for row in drawn()["rows"]]
    assert counts == {key: verdicts.count(key) for key in counts}
    assert counts["caught"] == seen().trial.counts.caught
    assert counts["missed"] + counts["not scored"] == seen().trial.counts.missed


def test_a_loss_that_is_no_case_says_why() -> None:
    """Every one of them, and only they."""
    for row in drawn()["rows"]:
        assert bool(row["fate"]) == (row["verdict"] == "no case")


def test_months_of_warning_are_marked_where_they_begin() -> None:
    """The ring lies on a red month; without a warning there is none."""
    for row in drawn()["rows"]:
        if row["first"] is None:
            assert row["warningText"] == "none"
        else:
            assert row["cells"].split(",")[24 - row["first"]] == "2"


def test_three_reasons_at_most_say_where_points_went() -> None:
    """Each with its cost, the dearest first."""
    for row in drawn()["rows"]:
        costs = [int(part.rpartition("−")[2]) for part in row["lost"].split(", ") if part]
        assert len(costs) <= 3
        assert costs == sorted(costs, reverse=True)


def test_of_each_verdict_the_largest_are_drawn() -> None:
    """With room for two of each the board draws two missed, two caught and so on."""
    everybody = list(seen().board.lost)
    wanted = [
        one
        for verdict in ORDER
        for one in [lost for lost in everybody if lost.verdict == verdict][:2]
    ]
    assert [key_of(one) for one in drawn_of(seen().board, 2)] == [key_of(one) for one in wanted]


def test_while_a_slider_moves_only_what_is_in_sight_is_told() -> None:
    """The first of the list, then two that are scrolled to; names of nobody are passed over."""
    everybody = [key_of(one) for one in seen().board.lost]
    far = everybody[HELD + 5], everybody[HELD + 2]
    told = Told(demo().book.frame, CARD, seen().scores, "$")
    news = board_news(told, seen().board, (*far, everybody[0], "7", "9:9:9", ""))
    assert news["top"] == HELD
    keys = news["lines"]["keys"]
    rows = [dict(zip(keys, row, strict=True)) for row in news["lines"]["rows"]]
    assert [row["id"] for row in rows] == [*everybody[:HELD], far[1], far[0]]
    at_rest = {row["id"]: row for row in drawn()["rows"]}
    for row in rows:
        assert row == {key: at_rest[row["id"]][key] for key in keys}
    assert set(at_rest[everybody[0]]) - set(keys) == {"scores"}
    assert news["counts"] == {chip["key"]: chip["count"] for chip in drawn()["verdicts"]}
    assert json.loads(json.dumps(news, allow_nan=False)) == news


def test_a_customer_is_found_by_its_name_for_the_browser() -> None:
    """Each one by its own, nobody by another; as many are drawn as the list says."""
    board = seen().board
    for one in board.lost:
        assert [key_of(found) for found in named(board, [key_of(one)])] == [key_of(one)]
    assert named(board, ["999999:1", "1:999999", "x", "-1:1"]) == []
    assert how_many(board) == len(drawn_of(board)) == len(drawn()["rows"])


def test_the_file_has_everybody_on_the_board() -> None:
    """A row a lost customer in the board's order, with the reason of each that is no case."""
    rows = lost_table(demo(), CARD, seen().board).to_pylist()
    facts = demo().book.frame.accounts
    everybody = list(seen().board.lost)
    assert [row["name"] for row in rows] == [facts.names[one.account] for one in everybody]
    assert [row["verdict"] for row in rows] == [one.verdict for one in everybody]
    assert all(bool(row["why"]) == (row["verdict"] == "no case") for row in rows)
