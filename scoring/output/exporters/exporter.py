"""An exporter writes a table of scores as the bytes of one file format."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pyarrow as pa


@dataclass(frozen=True, slots=True)
class Exporter:
    """A file format: its name, which is also the ending of its files, media type and writer."""

    name: str
    media_type: str
    write: Callable[[pa.Table], bytes]
