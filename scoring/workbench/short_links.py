"""A saved version is opened by a short link: its id in the store, a data set and a view."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final
from urllib.parse import urlencode

from scoring.errors import BellwetherError, LinkError, StoreError
from scoring.limits.cards import LINK_DATA
from scoring.spec.link import Linked, check_view
from scoring.spec.model import Card
from scoring.spec.parse import parse_card
from scoring.store import CODE_LENGTH, CardVersion, Store

CARD: Final = "card"
DATA: Final = "data"

_CODE: Final = re.compile(f"[a-z2-7]{{{CODE_LENGTH}}}")
_LONGEST_DATA: Final = LINK_DATA.now
_NOT_VIEW: Final = frozenset({"s", "room", CARD, DATA})
"""What else an address may hold; whatever begins with "embed" is Streamlit's."""

_LONG: Final = "ask for the long link of the Share page, or for the card as a file"


def keys_in(asked: Mapping[str, str]) -> tuple[str, ...]:
    """Which parameters of an address belong to a short link; none where it holds none."""
    if CARD not in asked:
        return ()
    return tuple(key for key in asked if key in (CARD, DATA) or _of_view(key))


def short_query(version: CardVersion, data: str, view: Mapping[str, str]) -> str:
    """What stands behind the question mark: the version, the data set, and what is looked at."""
    kept = {key: text for key, text in sorted(view.items()) if _of_view(key)}
    return urlencode({CARD: version.code, DATA: data, **kept})


def opened_short(store: Store | None, asked: Mapping[str, str], usual: str) -> Linked:
    """What a short link names.

    Input: the store of the server (None for none), the parameters of the address, and the data
    set where it names none. Raises LinkError for an id that cannot be one (before the store is
    asked), for one that is not kept here, for a view out of bounds, and without a store.
    """
    code, data = asked.get(CARD, "").lower(), asked.get(DATA, usual)
    if not _CODE.fullmatch(code) or len(data) > _LONGEST_DATA:
        raise LinkError(
            f"no saved version has such an id (it is {CODE_LENGTH} letters and digits)",
            fix="copy the link again, whole",
        )
    view = {key: asked[key] for key in asked if _of_view(key)}
    check_view(view)
    if store is None:
        raise LinkError(
            "it names a version that is saved on a server, and this one saves none", fix=_LONG
        )
    return Linked(_card(store, code), data, view)


def _card(store: Store, code: str) -> Card:
    try:
        version = store.coded(code)
    except StoreError as error:
        raise LinkError(f"the saved versions cannot be read: {error.problem}", fix=_LONG) from None
    if version is None:
        raise LinkError(
            "the version it names is not saved here: its card was removed, or the link belongs to"
            " another server",
            fix=_LONG,
        )
    try:
        return parse_card(version.text)
    except BellwetherError:  # of a later edition of Bellwether
        raise LinkError("the version it names cannot be read any more", fix=_LONG) from None


def _of_view(key: str) -> bool:
    return key not in _NOT_VIEW and not key.startswith("embed")
