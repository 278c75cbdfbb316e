"""A document as one HTML file that loads nothing, reads well aloud and prints well."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from scoring.output.report.blocks import Block, Figure, Grid, Listing, Section, Tiles, Words
from scoring.output.report.svg import escaped

_STYLE: Final = Path(__file__).parent / "report.css"
_POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
"""What a browser may load for the file: nothing."""


def as_html(title: str, under: Sequence[str], sections: Sequence[Section]) -> Iterator[str]:
    """The file piece by piece.

    Input: its title, the lines that stand below it and on every printed page, its sections.
    """
    yield (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light">\n'
        f"<title>{escaped(title)}</title>\n<style>\n{_STYLE.read_text(encoding='utf-8')}"
        f"{_running(title, under)}</style>\n</head>\n<body>\n"
    )
    said = "".join(f"<p>{escaped(line)}</p>\n" for line in under)
    yield f'<header>\n<h1 dir="auto">{escaped(title)}</h1>\n{said}</header>\n'
    yield _contents(sections)
    yield "<main>\n"
    for place, section in enumerate(sections):
        yield from _section(place, section)
    yield "</main>\n</body>\n</html>\n"


def _running(title: str, under: Sequence[str]) -> str:
    """What stands in the margins of every printed page."""
    left, right = _quoted(title[:90]), _quoted(" · ".join(under[:1])[:110])
    return (
        f"@page {{ @top-left {{ content: {left}; }} @top-right {{ content: {right}; }}"
        ' @bottom-right { content: counter(page) " / " counter(pages); } }\n'
    )


def _quoted(text: str) -> str:
    """A text as a string of CSS: whatever is no plain letter or digit as its code."""
    plain = (c if c.isascii() and c.isalnum() else f"\\{ord(c):06x} " for c in text)
    return f'"{"".join(plain)}"'


def _contents(sections: Sequence[Section]) -> str:
    links = "".join(
        f'<li><a href="#part-{place}">{escaped(section.title)}</a></li>'
        for place, section in enumerate(sections)
    )
    return f'<nav aria-label="Contents"><ol>{links}</ol></nav>\n'


def _section(place: int, section: Section) -> Iterator[str]:
    look = ' class="apart"' if section.apart else ""
    yield f'<section id="part-{place}"{look} aria-labelledby="title-{place}">\n'
    yield f'<h2 id="title-{place}">{escaped(section.title)}</h2>\n'
    for block in section.blocks:
        yield from _block(block)
    yield "</section>\n"


def _block(block: Block) -> Iterator[str]:
    if isinstance(block, Words):
        look = ' class="loud"' if block.loud else ""
        yield f"<p{look}>{escaped(block.text)}</p>\n"
    elif isinstance(block, Listing):
        items = "".join(f"<li>{escaped(item)}</li>" for item in block.items)
        yield f"<ul>{items}</ul>\n" if items else ""
    elif isinstance(block, Grid):
        yield from _grid(block)
    elif isinstance(block, Tiles):
        yield "<dl>\n"
        for tile in block.tiles:
            yield (
                f"<div><dt>{escaped(tile.name)}</dt><dd><strong>{escaped(tile.value)}</strong>"
                f"<span>{escaped(tile.note)}</span><small>{escaped(tile.meaning)}</small></dd></div>\n"
            )
        yield f"</dl>\n{_rests(block.rests)}"
    elif isinstance(block, Figure):
        yield f'<figure>\n<h3>{escaped(block.title)}</h3>\n<div class="drawn">{block.svg}</div>\n'
        yield f"<figcaption>{_rests(block.rests)}</figcaption>\n</figure>\n"


def _grid(grid: Grid) -> Iterator[str]:
    yield f'<div class="wide"><table>\n<caption>{escaped(grid.caption)}</caption>\n'
    head = _cells("th", grid.head, grid.numbers, ' scope="col"')
    yield f"<thead><tr>{head}</tr></thead>\n<tbody>\n"
    for row in grid.rows:
        first = f'<th scope="row">{escaped(row[0])}</th>' if row else ""
        rest = _cells("td", row[1:], frozenset(place - 1 for place in grid.numbers))
        yield f"<tr>{first}{rest}</tr>\n"
    yield f"</tbody>\n</table></div>\n{_rests(grid.rests)}"


def _cells(tag: str, texts: Sequence[str], numbers: frozenset[int], more: str = "") -> str:
    looks = (' class="number"' if place in numbers else "" for place in range(len(texts)))
    return "".join(
        f"<{tag}{more}{look}>{escaped(text)}</{tag}>"
        for look, text in zip(looks, texts, strict=True)
    )


def _rests(rests: Sequence[str]) -> str:
    if not rests:
        return ""
    said = "".join(f"<span>{escaped(one)}</span>" for one in rests)
    return f'<p class="rests">{said}</p>\n'
