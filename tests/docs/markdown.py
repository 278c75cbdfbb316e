"""The documentation as text: its pages, links, anchors and code blocks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[2]
FENCE: Final = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
LINK: Final = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)|(?:src|srcset|href)=\"([^\"]+)\"")
HEADING: Final = re.compile(r"^#+ (.+)$", re.MULTILINE)
SETTINGS: Final = re.compile(r"^(?:[A-Z_]+=\S+ )+")
NOT_OURS: Final = frozenset({"__pycache__", "node_modules", "test-results"})
OWN_HIDDEN: Final = frozenset({".ci", ".streamlit", ".importlinter", ".gitignore"})


def files(folder: Path = ROOT) -> Iterator[Path]:
    """Every file of the project, without environments, caches and folders of tools."""
    for entry in sorted(folder.iterdir()):
        hidden = entry.name.startswith(".") and entry.name not in OWN_HIDDEN
        if hidden or entry.name in NOT_OURS or (entry / "pyvenv.cfg").exists():
            continue
        if entry.is_dir():
            yield from files(entry)
        else:
            yield entry


def pages() -> list[Path]:
    """Every Markdown file."""
    return [path for path in files() if path.suffix == ".md"]


def name(path: Path) -> str:
    """A file as people call it: its path from the root of the project."""
    return path.relative_to(ROOT).as_posix()


def blocks(text: str, language: str) -> list[str]:
    """The code blocks in a language; the language may be empty."""
    return [body for lang, body in FENCE.findall(text) if lang == language]


def prose(text: str) -> str:
    """The text without its code blocks."""
    return FENCE.sub("", text)


def links(text: str) -> list[str]:
    """Where the links and pictures of a page lead."""
    return [a or b for a, b in LINK.findall(prose(text))]


def anchors(text: str) -> set[str]:
    """The anchors that the headings of a page make."""
    plain = (re.sub(r"[^\w\s-]", "", h.lower()) for h in HEADING.findall(prose(text)))
    return {h.strip().replace(" ", "-") for h in plain}


def commands(text: str) -> list[str]:
    """The lines of the blocks that show commands, without remarks beside and settings before."""
    whole = [re.sub(r"\\\n\s*", "", block) for block in blocks(text, "")]  # a line that goes on
    lines = [line for block in whole for line in block.splitlines()]
    inline = re.findall(r"`((?:[A-Z_]+=\S+ )*(?:make|\.venv/bin/python) [^`]+)`", prose(text))
    shown = [SETTINGS.sub("", line.split("  #")[0].strip()) for line in [*lines, *inline]]
    return [line for line in shown if line.startswith(("make ", ".venv/bin/python "))]
