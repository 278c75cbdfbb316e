"""A card of a link or of a file is brought here to be compared, and opens nothing."""

from __future__ import annotations

from typing import Final
from urllib.parse import parse_qs, parse_qsl, urlsplit

import streamlit as st

from scoring.errors import BellwetherError, in_one_sentence
from scoring.limits.cards import CARD_KIB
from scoring.limits.visits import VISIT_CARDS
from scoring.limits.writing import TYPED_LINK
from scoring.spec.link import decode
from scoring.spec.model import Card
from scoring.spec.parse import parse_card
from scoring.ui import keeping
from scoring.ui.bound import plain
from scoring.ui.live.address import PARAMETER
from scoring.ui.state import State
from scoring.workbench.short_links import CARD as SHORT
from scoring.workbench.short_links import opened_short
from scoring.workbench.sides import BROUGHT

MOST: Final = VISIT_CARDS.now
"""So many cards are kept, the last ones brought."""

_KILOBYTES: Final = CARD_KIB.now
_LONGEST: Final = TYPED_LINK.now


def brought(here: State) -> None:
    """A place for a link and one for a file; what comes of them is a choice of both sides."""
    with st.popover("Bring a card", icon=":material/add_link:", key="compare-bring"):
        st.caption(
            "From a link or a file, to be compared alone: the card on the screen stays as it is."
        )
        st.text_input(
            "Link", key="compare-link", placeholder="https://…?s=… or …?card=…",
            on_change=lambda: _link(here),
        )  # fmt: skip
        file = st.file_uploader(
            "Card file (YAML)", type=["yaml", "yml", "json"], key="compare-file", max_upload_size=1
        )
        if file is not None and st.session_state.get("compare-brought") != file.file_id:
            st.session_state["compare-brought"] = file.file_id
            if _file(here, file.getvalue()):
                st.rerun()
        for words in st.session_state.pop("compare-told", ()):
            st.error(plain(words), icon=":material/error:")


def token_of(text: str) -> str:
    """What a link holds of a state: its parameter, or the text itself if it is no address."""
    text = text.strip()
    found = parse_qs(urlsplit(text).query).get(PARAMETER, [""])[0] if "?" in text else text
    return found or text


def _keep(here: State, card: Card) -> None:
    kept = {k: v for k, v in here.brought.items() if k != card.digest} | {card.digest: card}
    here.brought = dict(list(kept.items())[-MOST:])
    here.compared = type(here.compared)(
        f"{BROUGHT}{card.digest}", here.compared.after, "", here.compared.month_after
    )


def _link(here: State) -> None:
    text = st.session_state["compare-link"] or ""
    if not text.strip():
        return
    try:
        _keep(here, _linked(here, text.strip()[:_LONGEST]))
    except BellwetherError as error:
        st.session_state["compare-told"] = [f"No card was brought: {error.problem}."]
        return
    except ValueError:  # what urlsplit cannot take apart, such as http://[
        st.session_state["compare-told"] = ["No card was brought: this is no link."]
        return
    st.session_state["compare-link"] = ""


def _linked(here: State, text: str) -> Card:
    """The card of a link, long or short. Raises LinkError, and ValueError for no address."""
    query = dict(parse_qsl(urlsplit(text).query)) if "?" in text else {}
    if SHORT in query and PARAMETER not in query:
        return opened_short(keeping.team_store(), query, here.data_id).card
    return decode(token_of(text)).card


def _file(here: State, content: bytes) -> bool:
    if len(content) > _KILOBYTES * 1024:
        st.session_state["compare-told"] = [f"A card has at most {_KILOBYTES} KiB."]
        return False
    try:
        _keep(here, parse_card(content.decode("utf-8-sig")))
    except UnicodeDecodeError:
        st.session_state["compare-told"] = ["This file is not text. Save the card as UTF-8."]
        return False
    except BellwetherError as error:
        st.session_state["compare-told"] = [f"No card was brought: {in_one_sentence(error)}"]
        return False
    return True
