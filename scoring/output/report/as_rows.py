"""A document as the rows of a sheet, for a workbook that explains itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from scoring.output.report.blocks import Block, Figure, Grid, Listing, Section, Tiles, Words
from scoring.output.report.svg import in_words


def as_rows(title: str, sections: Sequence[Section]) -> list[tuple[str, ...]]:
    """Rows of texts; a lone cell is a heading, everything else stands beside an empty cell."""
    rows: list[tuple[str, ...]] = [(title,)]
    for section in sections:
        rows += [("", ""), (section.title,)]
        for block in section.blocks:
            rows += _block(block)
    return rows


def _block(block: Block) -> Iterator[tuple[str, ...]]:
    if isinstance(block, Words):
        yield block.text, ""
    elif isinstance(block, Listing):
        yield from ((item, "") for item in block.items)
    elif isinstance(block, Grid):
        yield (block.caption,)
        yield tuple(block.head)
        yield from (tuple(row) for row in block.rows)
        yield from _rests(block.rests)
    elif isinstance(block, Tiles):
        yield from ((t.name, t.value, t.note, t.meaning) for t in block.tiles)
        yield from _rests(block.rests)
    elif isinstance(block, Figure):
        yield f"{block.title}. {in_words(block.svg)}", ""
        yield from _rests(block.rests)


def _rests(rests: Sequence[str]) -> Iterator[tuple[str, ...]]:
    if rests:
        yield " · ".join(rests), ""
