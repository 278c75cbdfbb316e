"""A link holds a whole card in a short text, and what is no link never does any harm."""

from __future__ import annotations

import base64
import contextlib
import hashlib
import json
import time
import zlib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.errors import LinkError
from scoring.kinds.normalisers import NORMALISERS
from scoring.spec import link
from scoring.spec.edit import with_cuts, with_knob, with_weight
from scoring.spec.link import MAX_LINK, Linked, decode, encode
from scoring.spec.model import Card
from scoring.spec.parse import check_document, parse_card
from scoring.spec.strict_yaml import Document
from tests.examples import examples
from tests.truth.random_cards import cards
from tests.unit.spec.samples import card, raw_card

PHRASES = Path(link.__file__).parent / "link_phrases.txt"
BUNDLED = sorted((Path(__file__).parents[3] / "configs/cards").glob("*.yaml"))


def packed(raw: bytes) -> str:
    """Bytes packed as a link packs them."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15, 9, zdict=PHRASES.read_bytes())
    body = packer.compress(raw) + packer.flush()
    return "a" + base64.urlsafe_b64encode(body).decode().rstrip("=")


def forged(**changes: Any) -> str:
    """A link whose body has been changed by hand."""
    body = {"d": "demo", "v": {}, "c": raw_card()} | changes
    return packed(json.dumps(body, separators=(",", ":")).encode())


def test_old_links_depend_on_the_phrases() -> None:
    """The phrases of version a are never changed, or every link in a mailbox would break."""
    digest = hashlib.sha256(PHRASES.read_bytes()).hexdigest()
    assert digest == "6ff7559670eecb5bfe939e5e1dbaceba4be4deddba710aabe2bc4fde477fb4c9"
    assert link.VERSION == "a"


OLD_LINK = (
    "aq1YCuRnUsQFKlUGGNIDlM1AMmK7NdA0NQB5JBoljyaPB4LSOLYHnGqCEWoUB8aFlioi5XENUUwyJN8U"
    "YyRQjVFOMSEpF2GLOHVITEYw2t8TMIqLiLCA_vwhHhAHjqBYA"
)


def test_a_link_from_the_past_opens() -> None:
    """A link as it was once handed out still gives the same card and view."""
    assert decode(OLD_LINK) == Linked(card(), "demo", {"month": "2026-10"})


def test_a_link_made_by_hand_opens() -> None:
    """What the format says is what the reader takes."""
    assert decode(forged()) == Linked(card(), "demo", {}, None)
    assert decode(forged(s=raw_card(name="Before"))).saved == card(name="Before")


texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)


@settings(max_examples=examples(60))
@given(
    raw=cards(),
    before=st.none() | cards(),
    data=texts,
    view=st.dictionaries(texts, texts, max_size=5),
    name=st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=60),
)
def test_what_goes_in_comes_out(
    raw: dict[str, Any], before: dict[str, Any] | None, data: str, view: dict[str, str], name: str
) -> None:
    """Any card, data set, view and saved card come back equal, and pack to the same text."""
    one = card(**raw | {"name": name})
    saved = None if before is None else card(**before)
    state = Linked(one, data, view, saved)
    text = encode(state)
    assert text.isascii()
    assert decode(text) == state
    assert encode(decode(text)) == text
    assert encode(Linked(one, data, dict(reversed(view.items())), saved)) == text


def test_every_kind_travels() -> None:
    """Each example of each registered normaliser comes back equal."""
    for example in [e for kind in NORMALISERS for e in kind.examples()]:
        rule = example.model_dump(mode="json", by_alias=True, exclude_none=True)
        one = card(metrics=[{"id": "m", "measure": "x", "weight": 1, "normaliser": rule}])
        assert decode(encode(Linked(one, "d"))).card == one


def all_moved(one: Card) -> Card:
    """The card with every weight, every knob and every cut moved off its place."""
    for i, metric in enumerate(one.metrics):
        one = with_weight(one, metric.id, round(metric.weight * 0.83 + i * 1.1, 1))
        for knob in metric.normaliser.knobs():
            one = with_knob(one, metric.id, knob.path, round(knob.value * 0.93 + 0.17, 2))
    cuts = [b.start for b in one.bands[:-1]]
    return with_cuts(one, [round(cut - 1.3 - i / 10, 1) for i, cut in enumerate(cuts)])


@pytest.mark.parametrize("path", BUNDLED, ids=lambda path: path.stem)
def test_a_link_is_short(path: Path) -> None:
    """A bundled card with every slider moved, beside the saved one, takes at most 2,000 letters."""
    saved = parse_card(path.read_text(encoding="utf-8"))
    moved = all_moved(saved)
    assert moved != saved
    view = {"page": "portfolio", "month": "2026-10", "filter": "segment=Enterprise"}
    text = encode(Linked(moved, "demo", view, saved))
    assert len(text) <= 2_000
    assert decode(text) == Linked(moved, "demo", view, saved)


def deep(levels: int) -> bytes:
    return b'{"d":"","v":{},"c":' + b"[" * levels + b"]" * levels + b"}"


BOMB = packed(b"0" * 3_000_000)
GOOD = encode(Linked(card(), "demo"))

HOSTILE = {
    "empty": "",
    "too long": "a" * (MAX_LINK + 1),
    "wrong alphabet": GOOD[:-4] + "+/==",
    "blank in it": GOOD[:9] + " " + GOOD[9:],
    "line break at its end": GOOD + "\n",
    "other letters": "\u0430bc",  # a Cyrillic a
    "other version": "b" + GOOD[1:],
    "only the version": "a",
    "cut short": GOOD[:-9],
    "cut to a stump": GOOD[:5],
    "a letter lost": GOOD[:-1],
    "no base64": "a" + "x" * 5,
    "a bomb": BOMB,
    "not JSON": packed(b"hello"),
    "not UTF-8": packed(b'{"d":"\xff"}'),
    "a list": packed(b"[]"),
    "a number": packed(b"1"),
    "half a character": packed(b'{"d":"\\ud800","v":{},"c":{}}'),
    "half a key": packed(b'{"d":"","v":{"\\ud800":""},"c":{}}'),
    "deep lists": packed(deep(20)),
    "deeper lists": packed(deep(100_000)),
    "many parts": forged(c=raw_card(metrics=[[]] * 6_000)),
    "long number": packed(b'{"d":"","v":{},"c":{"version":' + b"9" * 100_000 + b"}}"),
    "NaN": packed(b'{"d":"","v":{},"c":{"version":NaN}}'),
    "Infinity": packed(b'{"d":"","v":{},"c":{"version":Infinity}}'),
    "no card": packed(b'{"d":"","v":{}}'),
    "card is null": forged(c=None),
    "saved is null": forged(s=None),
    "card is a list": forged(c=[]),
    "data is a number": forged(d=1),
    "data too long": forged(d="x" * 81),
    "view is a list": forged(v=[]),
    "view of numbers": forged(v={"a": 1}),
    "view too long": forged(v={"a": "x" * 4001}),
    "view key too long": forged(v={"x" * 201: ""}),
    "view too wide": forged(v={str(i): "" for i in range(61)}),
    "duplicate ids": forged(c=raw_card(metrics=[raw_card()["metrics"][0]] * 2)),
    "huge weight": packed(
        json.dumps({"d": "", "v": {}, "c": raw_card()})
        .replace('"weight": 50', '"weight": 1e999')
        .encode()
    ),
    "unknown kind": forged(c=raw_card(kind="secret")),
    "unknown keys": forged(c=raw_card(**{f"k{i}": 1 for i in range(2_000)})),
    "saved is faulty": forged(s=raw_card(bands=[])),
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_text_is_refused_quickly(text: str) -> None:
    """Whatever it is made of, a text that is no link gives a link error with a way out, soon."""
    began = time.perf_counter()
    with pytest.raises(LinkError, match=r"^the link[^\n]*\. ask for the link again"):
        decode(text)
    assert time.perf_counter() - began < 10


@pytest.mark.parametrize("name", ["many parts", "deep lists", "deeper lists"])
def test_what_is_too_large_or_too_deep_is_not_even_checked(name: str) -> None:
    """The bounds of a card's file hold for a link, before a single part is looked at."""
    with pytest.raises(LinkError, match="does not hold a card: it may have 5,000 parts on 12"):
        decode(HOSTILE[name])


def test_a_bomb_is_never_unpacked() -> None:
    """Twelve kilobytes that would unpack to three megabytes stop at the bound of a card."""
    assert len(BOMB) < MAX_LINK
    with pytest.raises(LinkError, match="far too large: more than 256 KiB unpacked"):
        decode(BOMB)


@given(
    st.text(max_size=60) | st.text("abcXYZ019-_", min_size=1, max_size=200).map(lambda t: "a" + t)
)
def test_any_text_is_a_link_or_a_link_error(text: str) -> None:
    """No text makes the reader fail in any other way."""
    with contextlib.suppress(LinkError):
        decode(text)


@given(st.integers(0, len(GOOD) - 1), st.sampled_from("abcXYZ019-_"))
def test_one_letter_changed_is_a_card_or_a_link_error(at: int, letter: str) -> None:
    """A damaged link opens as a sound card, or not at all."""
    try:
        opened = decode(GOOD[:at] + letter + GOOD[at + 1 :])
    except LinkError:
        return
    raw = json.loads(link.canonical(opened.card))
    assert check_document(Document(raw)).card == opened.card


@given(st.binary(max_size=200))
def test_any_bytes_packed_are_a_link_or_a_link_error(raw: bytes) -> None:
    """What unpacks but is no card is refused as well."""
    with pytest.raises(LinkError, match="the link"):
        decode(packed(raw))
