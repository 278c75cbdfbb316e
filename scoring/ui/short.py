"""Addresses of this app: where it stands, and the short ones of saved versions."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from scoring.store import CardVersion
from scoring.ui import keeping
from scoring.ui.state import State
from scoring.workbench.short_links import short_query


def base(here: State) -> str:
    """Where the app stands, without the page and without a slash at the end."""
    address = (st.context.url or "").split("?")[0].rstrip("/")
    return address.removesuffix(f"/{here.page}") if here.page else address


def version_here(here: State) -> CardVersion | None:
    """The newest version in the team's store that is the card on the screen; None for none."""
    store = keeping.team_store()
    found = store.versions(here.card.name) if store is not None else ()
    return next((v for v in reversed(found) if v.digest == here.card.digest), None)


def short_address(here: State, version: CardVersion, view: Mapping[str, str]) -> str:
    """The short link to a version beside the data on the screen."""
    return f"{base(here)}/?{short_query(version, here.data_id, view)}"
