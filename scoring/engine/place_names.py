"""What the operator wrote becomes a place: a folder, a pattern, a file or a connection."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from scoring.engine.addresses import (
    address_of,
    cut_at_wildcard,
    file_of_url,
    not_there,
    path_of,
)
from scoring.engine.places import Folder, Place
from scoring.engine.remote import Connection
from scoring.engine.standing import Database, Matching
from scoring.errors import CommandError

SOURCE_ENDINGS: Final = (".yaml", ".yml")


def place_at(text: str) -> Place:
    """The place that a text of the operator's names; nothing is read or connected to yet.

    Input: a folder, a pattern such as `/exports/*.csv`, a data file, a DuckDB file (its tables),
    a source file (its folder), `duckdb://path`, or a connection URL. Raises CommandError for
    what is none of these. Never call it with a text of a visitor's.
    """
    if not text.strip():
        raise CommandError("the data are named by an empty text", fix="name a folder")
    address = None if file_of_url(text) else address_of(text)
    if address:
        return Connection(address)
    path = path_of(str(file_of_url(text) or text))
    try:
        if path.is_dir():
            return Folder(path)
        if path.is_file():
            return _in_file(path)
    except (OSError, ValueError):
        raise not_there(text) from None
    cut = cut_at_wildcard(path)
    if cut is None or not cut[0].is_dir():
        raise not_there(text)
    return Matching(*cut)


def _in_file(path: Path) -> Place:
    if path.suffix.lower() in SOURCE_ENDINGS:
        return Folder(path.parent)
    with path.open("rb") as stream:
        if stream.read(12)[8:] == b"DUCK":
            return Database(path)
    return Matching(path.parent, _literal(path.name))


def _literal(name: str) -> str:
    """A name as a pattern that matches nothing else."""
    return "".join(f"[{c}]" if c in "*?[" else c for c in name)


def source_file_in(text: str) -> Path | None:
    """The source file that the text names itself, if it names one."""
    if address_like(text):
        return None
    path = path_of(text)
    return path if path.suffix.lower() in SOURCE_ENDINGS and path.is_file() else None


def address_like(text: str) -> bool:
    """Whether a text is a URL rather than a path."""
    return "://" in text
