"""Instructions as Markdown, in which no text of a card is more than text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from scoring.output.figures import count
from scoring.output.handover.platform import Counted, Handover

_MARKS = re.compile(r"[\\`*_{}\[\]<>#|~!$]")
_ODD = re.compile("[\\x00-\\x1f\\x7f-\\x9f\u2028-\u202e\u2066-\u2069]+")
_ADDRESS = re.compile(r"(?<=:)(?=//)|(?<=www)(?=\.)|(?<=@)(?=\w)", re.IGNORECASE)


def markdown(handover: Handover) -> str:
    """The whole of the instructions, ready to be pasted into a page or printed."""
    return "\n".join(_lines(handover)).rstrip() + "\n"


def edition(handover: Handover) -> str:
    """From what these instructions were written, and how far they can be trusted."""
    pages = ", ".join(f"'{title}'" for title in handover.platform.pages)
    return (
        f"Written from {handover.platform.label}'s own pages {pages}, as documented in 2026; check"
        " your edition. Nothing was entered there for a test."
    )


def consequence(counted: Counted, of: int) -> str:
    """How many accounts a loss moves, or that this cannot be counted."""
    if counted.moved is None:
        return "not counted" if of else "not counted without data"
    return moved_of(counted.moved, of)


def moved_of(moved: int, of: int) -> str:
    """So many accounts of so many."""
    return f"{count(moved)} of {count(of)} accounts" if moved else f"none of {count(of)} accounts"


def summary(handover: Handover) -> str:
    """What all counted losses do together, in one sentence."""
    if handover.together is None:
        return "Name a source to count the accounts whose band each of these changes."
    said = moved_of(handover.together, handover.of)
    return (
        f"All that could be counted together gives {said} of {handover.as_of} another band there"
        " than here."
    )


def _lines(handover: Handover) -> Iterator[str]:
    yield f"# {_text(handover.card.name)} in {handover.platform.label}"
    yield ""
    yield f"Card {handover.card.digest}. {edition(handover)}"
    yield ""
    for part in handover.parts:
        yield f"## {_text(part.title)}"
        yield ""
        for said in part.said:
            yield _text(said)
            yield ""
        if part.rows:
            yield from _table(part.columns, part.rows)
            yield ""
    yield "## What gets lost"
    yield ""
    yield summary(handover)
    yield ""
    rows = tuple(
        (c.loss.says, consequence(c, handover.of), c.loss.instead) for c in handover.losses
    )
    yield from _table(("What", "Another band for", "What to do"), rows)


def _table(columns: tuple[str, ...], rows: tuple[tuple[str, ...], ...]) -> Iterator[str]:
    yield f"| {' | '.join(columns)} |"
    yield f"|{'---|' * len(columns)}"
    for row in rows:
        yield f"| {' | '.join(_text(cell) for cell in row)} |"


def _text(text: str) -> str:
    """One line in which Markdown and HTML find nothing to carry out."""
    escaped = _MARKS.sub(r"\\\g<0>", _ADDRESS.sub("\u2060", " ".join(_ODD.sub(" ", text).split())))
    return escaped.replace("&", "&amp;")
