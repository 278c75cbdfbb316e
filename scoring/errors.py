"""Every fault of an input reaches a person as what happened and what to do.

BellwetherError          problem + fix, never one without the other
├── RegistryError        a name that no kind answers to
├── FindingsError        a text with faults, all of them together
│   ├── CardError        a card
│   └── SourceError      a source file
├── DataError            rows that cannot be loaded as they are
├── LinkError            a link that cannot be opened
├── Stopped              a piece of work that somebody ended
├── StoreError           something that cannot be kept, or read back
└── CommandError         a command line that cannot be carried out
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Literal

Severity = Literal["error", "warning", "note"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault as data: where, what is wrong, what to do.

    `line` is 1-based in the text that was read, or None where no line applies.
    `count` is how many rows are concerned, `examples` names a few of them. `kind` is a word for
    its sort that never changes, empty where nothing can be chosen because of it.
    """

    place: str
    problem: str
    fix: str
    line: int | None = None
    severity: Severity = "error"
    count: int | None = None
    examples: tuple[str, ...] = ()
    kind: str = ""

    def as_text(self) -> str:
        """The finding as one line of plain text, which begins with how grave it is."""
        return f"{self.severity}: {self.in_words()}"

    def in_words(self) -> str:
        """The finding as one line, for a place whose colour and sign say how grave it is."""
        where = f"line {self.line}, {self.place}" if self.line else self.place
        seen = f" ({'; '.join(self.examples)})" if self.examples else ""
        end = "" if self.fix.endswith("?") else "."
        return _printable(f"{where}: {self.problem}{seen}. Fix: {self.fix}{end}")

    def in_sentences(self) -> str:
        """The finding for a page: where it is, what is wrong, and then what to do."""
        where = f"Line {self.line}, {self.place}" if self.line else self.place
        seen = f" ({'; '.join(self.examples)})" if self.examples else ""
        end = "" if self.fix.endswith(("?", ".", "!")) else "."
        todo = f" {self.fix[:1].upper()}{self.fix[1:]}{end}" if self.fix else ""
        return _printable(f"{where[:1].upper()}{where[1:]}: {self.problem}{seen}.{todo}")

    def as_dict(self) -> dict[str, object]:
        """The finding for JSON output."""
        return asdict(self)


def _printable(text: str) -> str:
    """Line breaks and control characters, which a file may hold, as visible escapes."""
    return "".join(c if c.isprintable() else repr(c)[1:-1] for c in text)


class BellwetherError(Exception):
    """The root of all errors; `problem` says what happened, `fix` what to do."""

    def __init__(self, problem: str, *, fix: str) -> None:
        """Keep both halves; the message is both."""
        super().__init__(f"{problem}. {fix}" if fix else problem)
        self.problem = problem
        self.fix = fix


class RegistryError(BellwetherError):
    """No kind has that name, or two kinds want the same one."""


class FindingsError(BellwetherError):
    """A text with faults; `findings` holds every one of them."""

    noun = "text"

    def __init__(self, findings: Sequence[Finding]) -> None:
        """Summarise the findings; the first fix stands for all."""
        self.findings = tuple(findings)
        count = len(self.findings)
        super().__init__(
            f"the {self.noun} has {count} {'fault' if count == 1 else 'faults'}: "
            + " | ".join(f.as_text() for f in self.findings[:20]),
            fix=self.findings[0].fix if self.findings else "",
        )


def in_one_sentence(error: BellwetherError) -> str:
    """What happened and what to do, once each; of several findings the first."""
    told = error.findings[0] if isinstance(error, FindingsError) and error.findings else error
    return f"{told.problem[:1].upper()}{told.problem[1:]}. {told.fix[:1].upper()}{told.fix[1:]}"


def in_sentences(error: BellwetherError) -> str:
    """What happened and what to do, each a whole sentence."""
    told = in_one_sentence(error)
    return told if told.endswith((".", "?", "!")) else f"{told}."


class CardError(FindingsError):
    """A card that cannot be used."""

    noun = "card"


class SourceError(FindingsError):
    """A source file that cannot be used."""

    noun = "source file"


class DataError(FindingsError):
    """Rows that cannot be loaded as they are."""

    noun = "data"


class LinkError(BellwetherError):
    """A link that cannot be opened."""


class Stopped(BellwetherError):
    """A piece of work that was ended because somebody asked for it."""


class StoreError(BellwetherError):
    """Something that cannot be kept, or that cannot be read back."""


class CommandError(BellwetherError):
    """A command line that cannot be carried out."""


def errors_among(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings that forbid going on; warnings and notes do not."""
    return tuple(f for f in findings if f.severity == "error")


def did_you_mean(word: object, known: Iterable[str], otherwise: str = "") -> str:
    """A fix that names the closest known word, or lists the known ones.

    Input: the word as written, the words that would have been right.
    Output: a sentence without a full stop.
    """
    names = sorted({str(k) for k in known})
    text = str(word)
    lowered = {n.lower(): n for n in names}
    close = difflib.get_close_matches(text.lower(), lowered, n=1, cutoff=0.6)
    if close:
        return f"did you mean '{lowered[close[0]]}'?"
    if otherwise:
        return otherwise
    shown = ", ".join(names[:12]) + (", …" if len(names) > 12 else "")
    return f"use one of: {shown}" if names else "remove it"
