"""An exporter writes a table of scores into a stream in one file format."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import IO, TypeAlias

import pyarrow as pa

from scoring.output.charts.tones import ToneName

Sheet: TypeAlias = tuple[str, Sequence[Sequence[str]]]
"""A further sheet of texts: its name and its rows; the first cell of a lone one is a heading."""


def unheard(_part: float) -> None:
    """Nobody waits to hear how far the writing is."""


@dataclass(frozen=True, slots=True)
class Extras:
    """What a format may show beside the table, if it can, and who is told of the progress.

    `title` names the sheet of the table; `tones` the tone of each band by the band's name;
    `sheets` are texts that explain it. `tell` is given the part that is written, 0 … 1; what it
    raises ends the writing.
    """

    title: str = "Sheet1"
    tones: Mapping[str, ToneName] = field(default_factory=dict)
    sheets: Sequence[Sheet] = ()
    tell: Callable[[float], None] = unheard


NOTHING = Extras()
"""The table alone."""


@dataclass(frozen=True, slots=True)
class Exporter:
    """A file format: its name, which is also the ending of its files, media type and writer.

    The writer never holds the file: it hands on each piece of it as soon as it is made.
    """

    name: str
    media_type: str
    stream: Callable[[pa.Table, IO[bytes], Extras], None]

    def write(self, table: pa.Table, extras: Extras = NOTHING) -> bytes:
        """The file at once, for whoever needs its bytes."""
        out = io.BytesIO()
        self.stream(table, out, extras)
        return out.getvalue()
