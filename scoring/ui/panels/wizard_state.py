"""What a visitor has said of the files that were dropped, until they are loaded."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

import streamlit as st

from scoring.errors import Finding
from scoring.spec.data_file import CsvDialect, File
from scoring.spec.source import Source
from scoring.spec.tables import Part, Sure, Table
from scoring.workbench import (
    Job,
    LookedAt,
    Place,
    name_for,
    retaken,
    title_of,
    undecided,
)

_KEY: Final = "wizard"


@dataclass
class Wizard:
    """Dropped files: how they were looked at, and what is said of each.

    `mark` tells one drop from the next, so that widgets of an earlier one do not answer for
    it; `given` is a source that was dropped along, `earlier` that of data loaded before, onto which
    these files may fit as well; `played` is what a person says plays which part of it.
    `currency` is printed before amounts, nothing where nobody says which it is. `contents` are the
    dropped files, `before` those that were in hand before them.
    """

    mark: str
    place: Place
    job: Job[LookedAt] | None
    name: str
    given: Source | None = None
    earlier: Source | None = None
    refused: tuple[Finding, ...] = ()
    looked: LookedAt | None = None
    tables: dict[str, Table] = field(default_factory=dict)
    sure: dict[str, Mapping[str, Sure]] = field(default_factory=dict)
    by_hand: bool = False
    played: dict[str, str] = field(default_factory=dict)
    contents: Mapping[str, bytes] = field(default_factory=dict)
    before: Wizard | None = None
    currency: str = ""

    def take(self, looked: LookedAt) -> None:
        """Begin with the guesses."""
        self.job, self.looked = None, looked
        for guessed in looked.guessed:
            self.tables[guessed.table.key] = guessed.table
            self.sure[guessed.table.key] = guessed.sure
        if self.given is None:
            self.name = name_for(_accounts_first(looked)) or self.name
        known = self.given or self.earlier
        said = known.currency if known else ""
        self.currency = said if self.given else looked.currency.sign or said
        if self.before is not None:
            self._keep_what_was_said(self.before)
            self.before = None

    def _keep_what_was_said(self, before: Wizard) -> None:
        """What a person said of a file that is still there unchanged is still said of it."""
        assert self.looked is not None
        if before.looked is None:
            return
        guesses = {g.table.key: g.table for g in before.looked.guessed}
        for key, table in before.tables.items():
            same_file = before.contents.get(table.file.path) == self.contents.get(table.file.path)
            now = self.tables.get(key)
            there = now is not None and _place_of(now.file) == _place_of(table.file)
            way = table.through is None or table.through[0] in self.tables
            if table != guesses[key] and same_file and there and way:
                self.tables[key], self.sure[key] = table, before.sure[key]

    def say(self, key: str, **changes: Any) -> None:
        """Change what is said of a file; what a person says needs no guess any more."""
        self.tables[key] = replace(self.tables[key], **changes)
        self.sure[key] = {f: s for f, s in self.sure[key].items() if f not in changes}

    def call(self, key: str, part: Part) -> None:
        """Say that a row is something else: the other columns are guessed anew for it."""
        assert self.looked is not None
        guessed = retaken(self.looked, key, self.tables[key], part)
        self.tables[key], self.sure[key] = guessed.table, guessed.sure

    def write(self, key: str, **said: Any) -> None:
        """Say how a file is written, on top of what was said before."""
        file = self.tables[key].file
        dialect = (file.csv or CsvDialect()).model_copy(update=said)
        self.say(key, file=file.model_copy(update={"csv": dialect}))

    @property
    def questions(self) -> dict[str, tuple[str, ...]]:
        """What nothing in a file that is used decides, and nobody has said yet."""
        if self.looked is None:
            return {}
        open_ones = {
            key: undecided(self.looked.file(key), table.file.csv)
            for key, table in self.tables.items()
            if table.part != "out"
        }
        return {key: about for key, about in open_ones.items() if about}


def _accounts_first(looked: LookedAt) -> list[str]:
    """The files by their titles, the one that lists the accounts before the others."""
    ordered = sorted(looked.guessed, key=lambda g: g.table.part != "accounts")
    return [title_of(g.table.file) for g in ordered]


def _place_of(file: File) -> tuple[str, str | None, str | None]:
    return file.path, file.sheet, file.table


def current() -> Wizard | None:
    """The files that are being described; None if nothing was dropped."""
    found = st.session_state.get(_KEY)
    return found if isinstance(found, Wizard) else None


def begin(wizard: Wizard) -> None:
    """Put dropped files in hand; those before are let go of."""
    forget()
    st.session_state[_KEY] = wizard


def forget() -> None:
    """Let go of dropped files."""
    before = current()
    if before is not None and before.job is not None:
        before.job.stop()
    st.session_state.pop(_KEY, None)
