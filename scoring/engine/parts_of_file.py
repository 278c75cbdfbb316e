"""Which parts a file has, where a person has to choose one: sheets or tables."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from scoring.engine.database import tables_of
from scoring.engine.watch import Watch
from scoring.engine.workbook import sheets_of
from scoring.errors import Stopped


def parts_of_file(path: Path, watch: Watch) -> tuple[Literal["sheet", "table"], tuple[str, ...]]:
    """What the parts are called, and their names; none where there are none to choose from.

    A file that cannot be opened has none: whoever opens it is told why. Raises Stopped if the
    watch was asked to.
    """
    with path.open("rb") as stream:
        head = stream.read(12)
    kind: Literal["sheet", "table"] = "table" if head[8:] == b"DUCK" else "sheet"
    if kind == "sheet" and head[:4] != b"PK\x03\x04":
        return kind, ()
    try:
        return kind, tables_of(path) if kind == "table" else sheets_of(path, watch)
    except Stopped:
        raise
    except Exception:  # what is wrong with it is told when it is looked at
        return kind, ()
