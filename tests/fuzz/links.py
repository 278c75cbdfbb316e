"""A link's text, or the JSON within it, opens as a sound card and view or is a link error."""

from __future__ import annotations

import base64
import json
import zlib
from pathlib import Path
from random import Random

from scoring.spec import link
from scoring.spec.link import decode, encode
from tests.fuzz.spoiling import bytes_spoiled
from tests.fuzz.target import Target
from tests.unit.spec.samples import raw_card

PHRASES = (Path(link.__file__).parent / "link_phrases.txt").read_bytes()


def packed(raw: bytes) -> str:
    """Bytes packed as a link packs them."""
    packer = zlib.compressobj(6, zlib.DEFLATED, -15, 9, zdict=PHRASES)
    body = packer.compress(raw) + packer.flush()
    return link.VERSION + base64.urlsafe_b64encode(body).decode().rstrip("=")


def read(data: bytes) -> None:
    """What begins with a brace is the inside of a link, anything else a whole one."""
    text = packed(data) if data[:1] == b"{" else data.decode("utf-8", "surrogateescape")
    found = decode(text)
    assert decode(encode(found)) == found, "made anew, it is another link"


def seeds() -> tuple[bytes, ...]:
    body = {"d": "demo", "v": {"month": "2026-10", "page": "tune"}, "c": raw_card()}
    inside = json.dumps(body).encode()
    saved = json.dumps(body | {"s": raw_card(name="Before")}, separators=(",", ":")).encode()
    return inside, saved, packed(inside).encode(), packed(saved).encode()


def spoil(chosen: Random, data: bytes) -> bytes:
    """A body is spoiled as text; now and then a whole link is, byte by byte."""
    return bytes_spoiled(chosen, data)


TARGET = Target("link", read, seeds, spoil)
