"""The files that a source names find their counterparts among dropped ones, or it is asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from scoring.engine.columns import columns_of
from scoring.engine.survey import Seen
from scoring.spec.data_file import File
from scoring.spec.source import Source
from scoring.workbench.wizard import LookedAt

SAME_FILE: Final = 100.0
"""So much more than any likeness of names it weighs that path and part are the same."""
CLEAR: Final = 0.1
"""An assignment is clear if the next best is less alike by more than this."""

Likeness = Mapping[str, Mapping[str, float]]
"""For each file of the source the dropped files with its columns, and how alike they are."""


@dataclass(frozen=True, slots=True)
class Lacking:
    """A file of a source without a counterpart.

    Its short name, its path, the columns that it needs; of the file that comes nearest the
    short name and the columns that it lacks, empty where no file is left.
    """

    key: str
    path: str
    needs: tuple[str, ...]
    nearest: str | None = None
    lacks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Fit:
    """Which dropped file plays which part of a source.

    `parts` are short names of dropped files by those of the source; `asked` are the files of
    the source for which several would do as well, with the choice; `lacking` those for which
    none would; `unused` the dropped files without a part. `source` reads the dropped files, and
    is None while anything is asked or lacking.
    """

    source: Source | None
    parts: Mapping[str, str] = field(default_factory=dict)
    asked: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    lacking: tuple[Lacking, ...] = ()
    unused: tuple[str, ...] = ()


def onto(source: Source, looked: LookedAt, said: Mapping[str, str] | None = None) -> Fit:
    """The same source over other files, such as next month's, where they can stand for its own.

    Input: a source, files as they were looked at, and what a person said: short names of
    dropped files by those of the source. Output: the parts that the files play. A file fits
    where it has every column that the source names; the same path wins, then the names most
    alike, all files taken together. Where another way to share them out is as good, or nearly,
    nothing is chosen: it is asked.
    """
    said = said or {}
    wanted = columns_of(source)
    alike = {key: _fitting(key, old, wanted[key], looked) for key, old in source.files.items()}
    told = {k: {s: v for s, v in f.items() if said.get(k, s) == s} for k, f in alike.items()}
    parts = best_match(told)
    if len(parts) < len(told):
        whole = best_match(alike)
        short = [key for key in told if key not in whole]
        left = [seen for seen in looked.seen if seen.key not in whole.values()]
        lacking = tuple(_lacking(key, source.files[key], wanted[key], left) for key in short)
        asked = {key: tuple(alike[key]) for key in _unclear(alike, whole)} if not short else {}
        return Fit(None, parts, asked, lacking)
    asked = {key: tuple(alike[key]) for key in _unclear(alike, best_match(alike))}
    unused = tuple(s.key for s in looked.seen if s.key not in parts.values())
    if _unclear(told, parts):
        return Fit(None, parts, asked, (), unused)
    files = {key: _placed(old, looked.file(parts[key])) for key, old in source.files.items()}
    return Fit(source.model_copy(update={"files": files}), parts, asked, (), unused)


def _placed(old: File, seen: Seen) -> File:
    same = {"path": seen.file.path, "sheet": seen.file.sheet, "table": seen.file.table}
    return old.model_copy(update=same)


def _fitting(key: str, old: File, wanted: frozenset[str], looked: LookedAt) -> dict[str, float]:
    fitting = (s for s in looked.seen if wanted <= {c.label for c in s.columns})
    return {seen.key: _alike(seen, key, old) for seen in fitting}


def _lacking(key: str, old: File, wanted: frozenset[str], left: Sequence[Seen]) -> Lacking:
    """The file that is missing, and what the nearest of those without a part has not."""
    needs = tuple(sorted(wanted))
    lacks = {s.key: tuple(sorted(wanted - {c.label for c in s.columns})) for s in left}
    near = [k for k, missing in lacks.items() if 0 < len(missing) < len(needs)]
    path = " ".join(filter(None, (old.path, old.sheet or old.table)))
    if not near:
        return Lacking(key, path, needs)
    best = min(near, key=lambda k: len(lacks[k]))
    return Lacking(key, path, needs, best, lacks[best])


def best_match(alike: Likeness) -> dict[str, str]:
    """As many pairs as there can be, and among those the ones most alike together.

    Input: for each file of the source the dropped files that fit, with a likeness. Output: one
    dropped file for each, none twice. Each step lengthens the matching along the best of all
    augmenting paths (Bellman-Ford over the residual graph), which keeps it the best of its size.
    """
    taken: dict[str, str] = {}
    for _ in alike:
        path = _best_path(alike, taken)
        if path is None:
            break
        taken |= path
    return taken


def _best_path(alike: Likeness, taken: Mapping[str, str]) -> dict[str, str] | None:
    """New pairs that give a part to one more file; None if there is no way."""
    holder = {seen: key for key, seen in taken.items()}
    free: dict[str, tuple[float, dict[str, str]]] = {k: (0.0, {}) for k in alike if k not in taken}
    ends: dict[str, tuple[float, dict[str, str]]] = {}
    for _ in alike:
        for key, (gain, pairs) in list(free.items()):
            for seen, likeness in alike[key].items():
                if taken.get(key) == seen or seen in pairs.values():
                    continue
                now = gain + likeness
                found = (now, {**pairs, key: seen})
                other = holder.get(seen)
                if other is None:
                    if now > ends.get(seen, (-1e9,))[0] + 1e-9:
                        ends[seen] = found
                elif other not in found[1]:
                    after = now - alike[other][seen]
                    if after > free.get(other, (-1e9,))[0] + 1e-9:
                        free[other] = (after, found[1])
    return max(ends.values(), key=lambda end: end[0])[1] if ends else None


def _unclear(alike: Likeness, parts: Mapping[str, str]) -> list[str]:
    """The files whose part could be played by another one as well, or nearly."""
    if len(parts) < len(alike):
        return []
    best = _worth(alike, parts)
    unclear = []
    for key in alike:
        others = {s: v for s, v in alike[key].items() if s != parts[key]}
        second = best_match({**alike, key: others})
        if len(second) == len(alike) and best - _worth(alike, second) < CLEAR:
            unclear.append(key)
    return unclear


def _worth(alike: Likeness, parts: Mapping[str, str]) -> float:
    return sum(alike[key][seen] for key, seen in parts.items())


def _alike(seen: Seen, key: str, old: File) -> float:
    """How much of two names is the same, from 0 to 1; more for the same part or the same file."""
    part, same_part = old.sheet or old.table, _part(seen.file) == (old.sheet, old.table)
    if seen.file.path == old.path and same_part:
        return SAME_FILE
    theirs = {*_words(key), *_words(Path(old.path).stem)}
    mine = {*_words(seen.key), *_words(Path(seen.file.path).stem)}
    shared = len(mine & theirs) / max(1, len(mine | theirs))
    return shared + (1.0 if part and same_part else 0.0)


def _part(file: File) -> tuple[str | None, str | None]:
    return file.sheet, file.table


def _words(name: str) -> list[str]:
    return "".join(c if c.isalpha() else " " for c in name.lower()).split()
