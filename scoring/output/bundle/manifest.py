"""The list of a bundle's parts: what it is about, and the size and hash of each file in it."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Final, Literal

import numpy as np
import pyarrow as pa

from scoring.errors import CommandError
from scoring.limits.cards import BUNDLE_PARTS
from scoring.spec.link import MAX_LINK

FORMAT: Final = "bellwether-bundle"
VERSION: Final = 1
NAME: Final = "manifest.json"
CARD: Final = "card.yaml"
SOURCE: Final = "source.yaml"
SCORES: Final = "scores.parquet"
SQL: Final = "card.sql"
BACKTEST: Final = "backtest.json"
METHOD: Final = "method.md"
DATA: Final = "data/"
"""How the names of the data files in a bundle begin."""

OURS: Final = frozenset({NAME, CARD, SOURCE, SCORES, SQL, BACKTEST, METHOD})
MOST_FILES: Final = BUNDLE_PARTS.now
FIX: Final = "ask for the bundle again"

_UNSHOWABLE: Final = re.compile("[\x00-\x1f\x7f\ud800-\udfff]")
"""What no name may have as it forges lines, and what is no text and would end a page."""

_HASH: Final = re.compile(r"[0-9a-f]{64}")
_AT_A_TIME: Final = 50_000  # rows

_WORDS: Final = ("program", "card", "data_id", "data", "data_version", "link", "scores")


def not_a_bundle(why: str, fix: str = FIX) -> CommandError:
    """The error for a file that cannot be opened as a bundle."""
    return CommandError(f"this bundle cannot be opened: {why}", fix=fix)


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a bundle says of itself.

    `data_id` is how links name its data, `data` their name and `data_version` their version; they
    are `included` in it or only `named`. `link` is the state of the page as link text; `rows` and
    `scores` are the number of scored account-months and the hash of their scores; `files` holds
    bytes and SHA-256 by name.
    """

    program: str
    card: str
    data_id: str
    data: str
    data_version: str
    holds: Literal["named", "included"]
    link: str
    rows: int
    scores: str
    files: Mapping[str, tuple[int, str]]


def manifest_text(manifest: Manifest) -> str:
    """The manifest as JSON; equal ones give equal texts."""
    body: dict[str, Any] = {"format": FORMAT, "format_version": VERSION} | asdict(manifest)
    body["files"] = {
        name: {"bytes": size, "sha256": digest}
        for name, (size, digest) in sorted(manifest.files.items())
    }
    return json.dumps(body, indent=2, ensure_ascii=False) + "\n"


def read_manifest(text: str) -> Manifest:
    """The manifest of a text that anybody may have written. Raises CommandError."""
    try:
        body = json.loads(text)
    except (ValueError, RecursionError):
        raise not_a_bundle(f"its {NAME} is no JSON") from None
    if not isinstance(body, dict) or body.get("format") != FORMAT:
        raise not_a_bundle(f"its {NAME} is not that of a bundle")
    if body.get("format_version") != VERSION:
        raise not_a_bundle(
            "it was written by another version", fix=f"this one reads format {VERSION}"
        )
    words = {key: body.get(key) for key in _WORDS}
    if not all(isinstance(word, str) and len(word) <= MAX_LINK for word in words.values()):
        raise not_a_bundle(f"its {NAME} is incomplete")
    if any(_UNSHOWABLE.search(str(word)) for word in words.values()):
        raise not_a_bundle(f"its {NAME} has texts that cannot be shown")
    rows, holds = body.get("rows"), body.get("holds")
    if not isinstance(rows, int) or isinstance(rows, bool) or rows < 0:
        raise not_a_bundle(f"its {NAME} is incomplete")
    if holds not in ("named", "included"):
        raise not_a_bundle(f"its {NAME} is incomplete")
    told = {key: str(word) for key, word in words.items()}
    return Manifest(**told, rows=rows, holds=holds, files=_files(body.get("files")))


def _files(found: object) -> dict[str, tuple[int, str]]:
    if not isinstance(found, dict) or len(found) > MOST_FILES:
        raise not_a_bundle(f"its {NAME} does not list its files")
    files = {}
    for name, told in found.items():
        size = told.get("bytes") if isinstance(told, dict) else None
        digest = told.get("sha256") if isinstance(told, dict) else None
        sound = isinstance(size, int) and isinstance(digest, str) and _HASH.fullmatch(digest)
        if not sound or size is None or size < 0:
            raise not_a_bundle(f"its {NAME} does not say what its files are")
        files[name] = (size, str(digest))
    return files


def scores_digest(table: pa.Table) -> str:
    """The hash of a score table: account, month, score to the last bit, and band of each row."""
    digest = hashlib.sha256()
    for batch in table.select(["account_id", "as_of", "score", "band"]).to_batches(
        max_chunksize=_AT_A_TIME
    ):
        ids, dates, scores, bands = batch.columns
        said = zip(ids.to_pylist(), dates.to_pylist(), bands.to_pylist(), strict=True)
        digest.update(json.dumps([[i, str(d), b] for i, d, b in said]).encode())
        values = scores.to_numpy(zero_copy_only=False).astype("<f8")
        digest.update(np.where(np.isnan(values), np.nan, values).tobytes())
    return digest.hexdigest()
