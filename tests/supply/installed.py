"""What the app really runs on: each package of requirements.txt and those it brings along."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]


def listed(name: str) -> Iterator[str]:
    """The requirements in a file, without remarks and without what it includes."""
    for line in (ROOT / name).read_text(encoding="utf-8").splitlines():
        text = line.partition(" #")[0].strip()
        if text and not text.startswith(("#", "-r ")):
            yield text


def _needs(package: Distribution, extras: frozenset[str]) -> Iterator[Requirement]:
    for text in package.requires or ():
        wanted = Requirement(text)
        told = wanted.marker is None or any(
            wanted.marker.evaluate({"extra": extra}) for extra in ("", *extras)
        )
        if told:
            yield wanted


@cache
def runtime() -> dict[str, Distribution]:
    """Every package that the app runs on, by its name, as it is installed here.

    A package that is needed by its own metadata and not installed is left out: it was not wanted.
    """
    found: dict[str, Distribution] = {}
    seen: set[tuple[str, frozenset[str]]] = set()
    waiting = [Requirement(text) for text in listed("requirements.txt")]
    while waiting:
        wanted = waiting.pop()
        name, extras = canonicalize_name(wanted.name), frozenset(wanted.extras)
        if (name, extras) in seen:
            continue
        seen.add((name, extras))
        try:
            found[name] = distribution(wanted.name)
        except PackageNotFoundError:
            continue
        waiting += _needs(found[name], extras)
    return dict(sorted(found.items()))


def licences(package: Distribution) -> str:
    """What the metadata of a package say of its licence, in one line."""
    told = package.metadata
    short = told.get("License-Expression") or ""
    groups = [g for g in told.get_all("Classifier") or [] if g.startswith("License ::")]
    if not short and not groups:
        short = (told.get("License") or "").strip().partition("\n")[0]
    return re.sub(r"\s+", " ", "; ".join(part for part in (short, *groups) if part))
