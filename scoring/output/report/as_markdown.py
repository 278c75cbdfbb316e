"""A document as Markdown, in which no text of the data is markup."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from scoring.output.report.blocks import Block, Figure, Grid, Listing, Section, Tiles, Words
from scoring.output.report.svg import in_words

_MARKUP: Final = re.compile(r"([\\`*_{}\[\]<>#|~$&!])")
_LIST: Final = re.compile(r"^(\s*)([-+]|\d+[.)])(?=\s)")


def as_markdown(title: str, sections: Sequence[Section]) -> str:
    """The whole document as lines; a picture is told in the words it has for the blind."""
    lines = [f"# {escaped(title)}", ""]
    for section in sections:
        lines += [f"## {escaped(section.title)}", ""]
        for block in section.blocks:
            lines += [*_block(block), ""]
    return "\n".join(lines).rstrip("\n") + "\n"


def escaped(text: str) -> str:
    """A text on one line in which nothing is markup."""
    flat = " ".join(text.split())
    return _LIST.sub(r"\1\\\2", _MARKUP.sub(r"\\\1", flat))


def _block(block: Block) -> Iterator[str]:
    if isinstance(block, Words):
        yield f"**{escaped(block.text)}**" if block.loud else escaped(block.text)
    elif isinstance(block, Listing):
        yield from (f"- {escaped(item)}" for item in block.items)
    elif isinstance(block, Grid):
        yield from _grid(block)
    elif isinstance(block, Tiles):
        for tile in block.tiles:
            note = f" ({escaped(tile.note)})" if tile.note else ""
            yield f"- {escaped(tile.name)}: {escaped(tile.value)}{note}. {escaped(tile.meaning)}"
        yield from _rests(block.rests)
    elif isinstance(block, Figure):
        yield f"{escaped(block.title)}. {escaped(in_words(block.svg))}"
        yield from _rests(block.rests)


def _grid(grid: Grid) -> Iterator[str]:
    yield f"{escaped(grid.caption)}:"
    yield ""
    yield "| " + " | ".join(map(escaped, grid.head)) + " |"
    marks = ("---:" if i in grid.numbers else "---" for i in range(len(grid.head)))
    yield "| " + " | ".join(marks) + " |"
    for row in grid.rows:
        yield "| " + " | ".join(map(escaped, row)) + " |"
    yield from _rests(grid.rests)


def _rests(rests: Sequence[str]) -> Iterator[str]:
    if rests:
        yield ""
        yield f"*{' · '.join(map(escaped, rests))}*"
