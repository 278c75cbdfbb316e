"""Pages read and write what people wrote down, without asking where it is kept."""

from __future__ import annotations

from scoring.store import Store, in_memory
from scoring.ui import keeping
from scoring.ui.visit import State


def store_of(here: State) -> Store:
    """The team's store, or the visit's own, begun when it is first asked for."""
    store = here.store
    if store is None:
        store = here.own.store = in_memory()
    return store


def book_name(here: State) -> str:
    """The name under which records about the data set in use are kept."""
    return here.data.catalogue.name


def where_kept(here: State) -> str:
    """Where what is written down goes, in words for the page."""
    store = store_of(here)
    if store.read_only:
        return "On this server, where nothing can be written now."
    if store.path:
        return "Kept on this server, for everybody who may open this app."
    return "Kept for this visit only: gone when you leave, seen by nobody else."


def trouble() -> str:
    """What to say at the top of each page about the store; empty if all is well."""
    return keeping.trouble()
