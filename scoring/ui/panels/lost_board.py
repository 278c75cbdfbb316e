"""The lost customers, one strip each; a chosen one is explained below."""

from __future__ import annotations

from typing import Any

import streamlit as st

from scoring.backtest.gates import COUNTS
from scoring.backtest.lost import Lost
from scoring.output.board_lines import ROWS, how_many, named
from scoring.output.figures import count
from scoring.output.lost_board import Told, board_data, board_news
from scoring.ui.live.board import show_board
from scoring.ui.live.part import told_by
from scoring.ui.panels.why import path_of, why
from scoring.ui.state import State
from scoring.workbench import Picture
from scoring.workbench.looking_back import LookBack

_CHOSEN = "lost-chosen"


def lost_board(here: State, seen: Picture, place: str) -> None:
    """The board; `place` tells apart the pages that show it."""
    board = seen.board
    if not board.lost:
        _nobody_lost(here)
        return
    key = f"board-{place}"

    def chosen() -> None:
        pick = told_by(key, "chosen")
        st.session_state[_CHOSEN] = pick if isinstance(pick, str) else None

    lead = seen.trial.question.lead
    show_board(board_data(_told(here, seen), board, lead, _pick()), key, chosen)
    drawn = how_many(board)
    if len(board.lost) > drawn:
        st.caption(
            f"Drawn are the {ROWS} largest of each verdict, {count(drawn)} of"
            f" {count(len(board.lost))}; search and order are among them. The page Lost customers"
            " has the whole list under Cases."
        )


def lost_news(here: State, seen: Picture | LookBack, place: str) -> dict[str, dict[str, Any]]:
    """News for the board that stands on the page: the first of its lines and those in sight."""
    if not seen.board.lost:
        return {}
    return {f"board-{place}": board_news(_told(here, seen), seen.board, here.in_sight)}


def explained(here: State, seen: Picture | LookBack, place: str) -> None:
    """Where the points of the chosen customer went, if one is chosen."""
    pick = _pick()
    for one in named(seen.board, [pick] if pick else []):
        _explained(here, one, place)


def _pick() -> str | None:
    pick: str | None = st.session_state.get(_CHOSEN)
    return pick


def knows_losses(here: State) -> bool:
    """Whether the data on the screen hold a lost customer at all."""
    return bool(here.data.book.frame.accounts.lost.any())


def nothing_yet(here: State) -> None:
    """What stands on the page where no loss is known: no question can be asked there."""
    _nobody_lost(here)
    st.caption(
        f"With {COUNTS} lost customers or more this page shows whom the card would have caught in"
        " time, whom it would have missed, and how many calls each catch costs. A file that says"
        " who left and when is enough: drop it on the Data page along with the others. Today's"
        " customers are scored without it."
    )


def _nobody_lost(here: State) -> None:
    """Why the list is empty, and what would fill it."""
    if knows_losses(here):
        st.info(
            "No lost customers among these accounts, so there is nothing to look back on. Choose"
            " others in the side bar."
        )
        return
    unknown = here.data.catalogue.churn == "unknown"
    why_none = "These data do not say who was lost" if unknown else "Nobody in these data was lost"
    st.info(f"{why_none}, so there is nothing to look back on yet.")
    st.page_link(
        "pages/data.py",
        label="Add who left, and when",
        icon=":material/upload_file:",
        width="content",
    )


def _told(here: State, seen: Picture | LookBack) -> Told:
    data = here.data
    currency = data.catalogue.currency if data.catalogue.has_arr else None
    return Told(data.book.frame, seen.card, seen.scores, currency)


def _explained(here: State, one: Lost, place: str) -> None:
    if one.row < 0:
        st.info("It has no row at the month looked at, so there is no score to explain.")
        return
    if one.left is not None:
        path_of(here, one.account, one.left)
    why(here, one.row, f"lost-{place}")
