"""A bundle that was tampered with, or made to do harm, is refused with the reason."""

from __future__ import annotations

import hashlib
import io
import json
import struct
import zipfile
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.errors import CommandError
from scoring.output.bundle import read
from scoring.output.bundle.manifest import Manifest, manifest_text
from scoring.output.bundle.read import Read, read_bundle
from scoring.output.bundle.write import Writer

DATA = {"data/a.csv": b"id,n\n1,2\n", "card.yaml": b"card", "source.yaml": b"source"}


def packed(parts: Mapping[str, bytes], **said: Any) -> bytes:
    """A bundle of these parts, listed as they are unless something else is said of it."""
    out = io.BytesIO()
    writer = Writer(out)
    for name, content in parts.items():
        with writer.part(name) as stream:
            stream.write(content)
    inside = any(name.startswith("data/") for name in parts)
    told: dict[str, Any] = {
        "program": "1", "card": "c", "data_id": "d", "data": "Book", "data_version": "v",
        "holds": "included" if inside else "named", "link": "a", "rows": 3, "scores": "0",
        "files": writer.files,
    }  # fmt: skip
    writer.text("manifest.json", manifest_text(Manifest(**(told | said))))
    writer.close()
    return out.getvalue()


def opened(content: bytes) -> Read:
    return read_bundle(io.BytesIO(content), len(content))


def zipped(parts: Mapping[str, bytes], kind: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Any ZIP file."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", kind) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def test_a_sound_bundle_comes_back() -> None:
    """Card, source and data as they were; what else is in it is checked and let go of."""
    found = opened(packed(DATA | {"card.sql": b"SELECT 1"}))
    assert (found.card, found.source, found.data) == (
        "card",
        "source",
        {"a.csv": DATA["data/a.csv"]},
    )
    assert found.manifest.rows == 3
    assert found.manifest.files["card.sql"] == (8, hashlib.sha256(b"SELECT 1").hexdigest())


def test_the_same_parts_give_the_same_bytes() -> None:
    """No moment of writing stands in it."""
    assert packed(DATA) == packed(DATA)


@pytest.mark.parametrize(
    "name",
    ["../evil", "/etc/passwd", "data/../../evil", "data/", "data/a/b.csv", "data\\..\\x", "data/..",
     "data/.", "C:evil", "extra.txt", "data/a:b", "data/\x01", "CARD.YAML", "data/" + "x" * 121],
)  # fmt: skip
def test_a_part_that_no_bundle_has_is_refused(name: str) -> None:
    """Paths that lead elsewhere, folders, and names of the author's own making."""
    with pytest.raises(CommandError, match="which no bundle has"):
        opened(zipped(DATA | {name: b"x"}))


def test_two_parts_of_one_name_are_refused() -> None:
    """What is checked must be what is read."""
    out = io.BytesIO(packed(DATA))
    with zipfile.ZipFile(out, "a") as archive, pytest.warns(UserWarning, match="Duplicate name"):
        archive.writestr("card.yaml", "other")
    with pytest.raises(CommandError, match="two of its parts have the same name"):
        opened(out.getvalue())


def test_too_many_parts_are_refused() -> None:
    """61 parts are more than any bundle has."""
    with pytest.raises(CommandError, match="more than 60 parts"):
        opened(zipped({f"data/{n}": b"" for n in range(61)}))


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    """30 MB of zeros pack into 30 kB: nothing of it is unpacked."""
    content = zipped(DATA | {"data/bomb.csv": b"\0" * 30_000_000})
    assert len(content) < 150_000
    with pytest.raises(CommandError, match="unpacks to more than 200 times its size"):
        opened(content)


def test_more_than_a_gigabyte_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """The limit is on all parts together, however well they pack."""
    monkeypatch.setattr(read, "MAX_UNPACKED", 100)
    with pytest.raises(CommandError, match="unpacks to more than 100 bytes"):
        opened(zipped({"data/a": b"x" * 60, "data/b": b"y" * 60}, zipfile.ZIP_STORED))


@pytest.mark.parametrize("name", ["manifest.json", "card.yaml", "source.yaml"])
def test_a_text_too_large_is_refused(name: str) -> None:
    """A card or a manifest of more than a megabyte is none."""
    content = zipped({**DATA, "manifest.json": b"{}", name: bytes(range(256)) * 5000})
    with pytest.raises(CommandError, match="its texts are larger than 1,048,576 bytes"):
        opened(content)


def test_a_size_that_is_a_lie_is_found() -> None:
    """A part that states ten bytes and has more is no part of a bundle."""
    content = bytearray(packed({"card.yaml": b"x" * 5000}))
    place = content.rindex(b"PK\x01\x02")
    while content[place + 46 : place + 55] != b"card.yaml":
        place = content.rindex(b"PK\x01\x02", 0, place)
    struct.pack_into("<I", content, place + 24, 10)
    with pytest.raises(CommandError, match="this bundle cannot be opened"):
        opened(bytes(content))


def test_a_changed_part_is_found() -> None:
    """One letter of the card is another: the hash in the manifest tells."""
    parts = _parts(packed(DATA)) | {"card.yaml": b"cord"}
    with pytest.raises(CommandError, match=r"'card\.yaml' was changed after it was written"):
        opened(zipped(parts))


@pytest.mark.parametrize("name", ["card.sql", "data/more.csv"])
def test_a_part_that_is_not_listed_is_refused(name: str) -> None:
    """What the manifest does not name was put there by somebody else."""
    with pytest.raises(CommandError, match=r"not those that its manifest\.json lists"):
        opened(zipped(_parts(packed(DATA)) | {name: b"x"}))


def test_a_part_that_is_missing_is_told() -> None:
    """Without a manifest or a card there is no bundle."""
    whole = _parts(packed(DATA))
    for name in ("manifest.json", "card.yaml"):
        with pytest.raises(CommandError, match=f"it has no {name}"):
            opened(zipped({n: c for n, c in whole.items() if n != name}))


def _parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.mark.parametrize(
    ("said", "match"),
    [
        ({"holds": "named"}, "its data are not what its manifest.json says"),
        ({"holds": "both"}, "incomplete"),
        ({"rows": -1}, "incomplete"),
        ({"rows": True}, "incomplete"),
        ({"card": 3}, "incomplete"),
        ({"link": "x" * 16_001}, "incomplete"),
    ],
)
def test_a_manifest_that_makes_no_sense_is_refused(said: dict[str, Any], match: str) -> None:
    """Values of the wrong sort, and a claim that the parts do not bear out."""
    with pytest.raises(CommandError, match=match):
        opened(packed(DATA, **said))


Change = Callable[[dict[str, Any]], Any]


@pytest.mark.parametrize(
    ("change", "match"),
    [
        (lambda _: [], "not that of a bundle"),
        (lambda body: body | {"format": "zip"}, "not that of a bundle"),
        (lambda body: body | {"format_version": 2}, "written by another version.*reads format 1"),
        (lambda body: body | {"files": []}, "does not list its files"),
        (lambda body: body | {"files": {"card.yaml": 3}}, "does not say what its files are"),
        (lambda body: body | {"files": {"a": {"bytes": 1, "sha256": "x"}}}, "does not say what"),
    ],
)
def test_a_list_that_is_none_is_refused(change: Change, match: str) -> None:
    """The manifest is read as strictly as a card."""
    parts = _parts(packed(DATA))
    parts["manifest.json"] = json.dumps(change(json.loads(parts["manifest.json"]))).encode()
    with pytest.raises(CommandError, match=match):
        opened(zipped(parts))


@pytest.mark.parametrize("mark", ["\n", "\x1b[2J", "\x7f", "\ud800"])
@pytest.mark.parametrize("key", ["data", "program", "data_version"])
def test_a_text_that_cannot_be_shown_is_refused(key: str, mark: str) -> None:
    """What forges a line, steers a terminal or is no text never reaches a page or a log."""
    parts = _parts(packed(DATA))
    manifest = json.loads(parts["manifest.json"]) | {key: f"Book{mark}error: forged"}
    parts["manifest.json"] = json.dumps(manifest).encode()
    with pytest.raises(CommandError, match=r"its manifest\.json has texts that cannot be shown"):
        opened(zipped(parts))


def test_a_deep_manifest_ends_no_process() -> None:
    """100,000 brackets are refused as no JSON of ours."""
    parts = _parts(packed(DATA)) | {"manifest.json": b"[" * 100_000}
    with pytest.raises(CommandError, match=r"manifest\.json is no JSON"):
        opened(zipped(parts))


def test_an_unusual_packing_is_refused() -> None:
    """What no writer of ours uses may hide a bomb from the sizes."""
    with pytest.raises(CommandError, match="packed in an unusual way"):
        opened(zipped(DATA, zipfile.ZIP_LZMA))


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"no zip", b"PK\x05\x06" + b"\0" * 18])
def test_what_is_no_bundle_is_refused(content: bytes) -> None:
    """An empty file, a torn one, a text, and a ZIP file of nothing."""
    with pytest.raises(CommandError, match="this bundle cannot be opened"):
        opened(content)


SOUND = packed(DATA)


def outcome(content: bytes) -> str | tuple[str, str, dict[str, bytes]]:
    """What a file holds, or the words in which it is refused."""
    try:
        found = opened(content)
    except CommandError as error:
        return error.problem
    return found.card, found.source, found.data


@given(place=st.integers(0, len(SOUND) - 1), byte=st.integers(0, 255), stop=st.booleans())
def test_any_damage_is_a_refusal_or_changes_nothing(place: int, byte: int, stop: bool) -> None:
    """One byte another, or all behind it gone: a named fault, or the very same contents."""
    damaged = SOUND[:place] if stop else SOUND[:place] + bytes([byte]) + SOUND[place + 1 :]
    found = outcome(damaged)
    refused = isinstance(found, str) and found.startswith("this bundle cannot be opened")
    assert refused or found == outcome(SOUND)
