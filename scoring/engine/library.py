"""The cards and data sets that come with Bellwether, read from its own folders."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


@cache
def preset_texts() -> Mapping[str, str]:
    """The text of every bundled card by its file name, without ending, in order."""
    return _texts(ROOT / "configs" / "cards")


@cache
def source_paths() -> Mapping[str, Path]:
    """The path of every bundled source file by its name, in order."""
    return {p.stem: p for p in sorted((ROOT / "configs" / "sources").glob("*.yaml"))}


def _texts(folder: Path) -> Mapping[str, str]:
    return {p.stem: p.read_text(encoding="utf-8") for p in sorted(folder.glob("*.yaml"))}
