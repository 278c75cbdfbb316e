"""A card, a data set's name and a view fit into a short text, and only a sound one opens.

The text is base64url of deflated JSON. A fixed dictionary of the phrases that cards are made
of keeps it short; it may never change, or old links could not be read: a new one needs a new
version letter.
"""

from __future__ import annotations

import base64
import binascii
import json
import re
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Final, NoReturn

from scoring.errors import LinkError, errors_among
from scoring.limits.cards import (
    CARD_DEPTH,
    CARD_KIB,
    CARD_PARTS,
    LINK_CHARACTERS,
    LINK_LABEL,
    LINK_VIEW,
    LINK_WORD,
)
from scoring.spec.model import Card, canonical
from scoring.spec.parse import check_document
from scoring.spec.strict_yaml import MAX_BYTES, MAX_DEPTH, MAX_NODES, Document

VERSION: Final = "a"
MAX_LINK: Final = LINK_CHARACTERS.now
MOST_IN_VIEW: Final = LINK_VIEW.now
SHORT_ENOUGH: Final = 2000
"""Characters of an address that every program passes on whole."""
LONGEST_WORD: Final = LINK_LABEL.now
"""A text of the data that is longer goes into no link: it could make it too long to be read."""
_LONGEST_VALUE: Final = LINK_WORD.now
"""The ids of all metrics of the longest card, which are locked, need 2,459 characters."""
_ALPHABET: Final = re.compile(r"[A-Za-z0-9_-]+")
_FIX: Final = "ask for the link again; the standard card is open instead"


@dataclass(frozen=True, slots=True)
class Linked:
    """What a link holds: a card, the data set it was seen with, the view, the card saved before.

    `saved` is None where it is the card itself.
    """

    card: Card
    data: str
    view: Mapping[str, str] = field(default_factory=dict)
    saved: Card | None = None


def encode(linked: Linked) -> str:
    """The short text; equal states give equal texts."""
    body = {"d": linked.data, "v": dict(sorted(linked.view.items()))}
    text = json.dumps(body, separators=(",", ":"), ensure_ascii=False)
    before = f',"s":{canonical(linked.saved)}' if linked.saved else ""
    whole = f'{text[:-1]},"c":{canonical(linked.card)}{before}}}'
    packer = zlib.compressobj(9, zlib.DEFLATED, -15, 9, zdict=_dictionary())
    packed = packer.compress(whole.encode()) + packer.flush()
    return VERSION + base64.urlsafe_b64encode(packed).decode().rstrip("=")


def decode(text: str) -> Linked:
    """Read a link's text. Raises LinkError for anything that is not a sound card and view."""
    if not text or len(text) > MAX_LINK:
        problem = f"the link is empty or too long: it may have {LINK_CHARACTERS.said()}"
        raise LinkError(problem, fix=_FIX)
    if not _ALPHABET.fullmatch(text):
        raise LinkError("the link holds characters that no link has", fix=_FIX)
    if text[0] != VERSION:
        raise LinkError("the link was made by another version", fix=_FIX)
    body = _json(_unpacked(text[1:]))
    data, view = body.get("d"), body.get("v")
    if not isinstance(data, str) or len(data) > 80 or not isinstance(view, dict):
        raise LinkError("the link is incomplete", fix=_FIX)
    check_view(view)
    saved = _card(body["s"]) if "s" in body else None
    return Linked(_card(body.get("c")), data, view, saved)


def check_view(view: Mapping[str, object]) -> None:
    """Raises LinkError for a view of too many keys, or of a key or a text that is too long."""
    if len(view) > MOST_IN_VIEW or not all(map(_is_short, view.items())):
        most = f"{MOST_IN_VIEW} words of at most {_LONGEST_VALUE:,} characters"
        raise LinkError(f"the link's view cannot be read: it may have {most}", fix=_FIX)


def _is_short(entry: tuple[str, object]) -> bool:
    key, value = entry
    return len(key) <= LONGEST_WORD and isinstance(value, str) and len(value) <= _LONGEST_VALUE


def _unpacked(text: str) -> bytes:
    try:
        packed = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
        reader = zlib.decompressobj(-15, zdict=_dictionary())
        unpacked = reader.decompress(packed, MAX_BYTES)
    except (binascii.Error, zlib.error, ValueError):
        raise LinkError("the link is damaged: a part of it is missing", fix=_FIX) from None
    if not reader.eof or reader.unused_data:
        problem = f"the link is damaged or far too large: more than {CARD_KIB.said()} unpacked"
        raise LinkError(problem, fix=_FIX)
    return unpacked


def _json(raw: bytes) -> dict[str, Any]:
    def refuse(word: str) -> NoReturn:
        raise ValueError(word)

    try:
        body = json.loads(raw.decode(), parse_constant=refuse)
        json.dumps(body, ensure_ascii=False).encode()  # half a character (\ud800) raises here
    except RecursionError:
        raise _too_much() from None
    except ValueError:
        raise LinkError("the link does not hold a card", fix=_FIX) from None
    if not isinstance(body, dict):
        raise LinkError("the link does not hold a card", fix=_FIX)
    if not _bounded(body):
        raise _too_much()
    return body


def _too_much() -> LinkError:
    most = f"it may have {CARD_PARTS.said()} on {CARD_DEPTH.said()}"
    return LinkError(f"the link does not hold a card: {most}", fix=_FIX)


def _bounded(body: object) -> bool:
    level, nodes = [body], 0
    for _ in range(MAX_DEPTH + 2):
        nodes += len(level)
        if nodes > MAX_NODES:
            return False
        inner = [list(n.values()) if isinstance(n, dict) else n for n in level]
        level = [item for part in inner if isinstance(part, list) for item in part]
        if not level:
            return True
    return False


def _card(raw: object) -> Card:
    reading = check_document(Document(raw))
    if reading.card is None:
        first = errors_among(reading.findings)[0]
        problem = f"the link's card cannot be used ({first.place}: {first.problem})"
        raise LinkError(problem, fix=_FIX)
    return reading.card


@cache
def _dictionary() -> bytes:
    return (Path(__file__).parent / "link_phrases.txt").read_bytes()
