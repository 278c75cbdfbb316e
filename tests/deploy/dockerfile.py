"""A Dockerfile and what .dockerignore lets through, read as Docker reads them."""

from __future__ import annotations

import fnmatch
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Step:
    """One instruction: its word and the rest of its line."""

    word: str
    rest: str

    @property
    def words(self) -> list[str]:
        """The rest as a command: a JSON list, or words with spaces between."""
        return list(json.loads(self.rest)) if self.rest.startswith("[") else self.rest.split()

    @property
    def flags(self) -> dict[str, str]:
        """What stands before the rest as `--name=value`."""
        return dict(re.findall(r"--([a-z-]+)=(\S+)", self.rest))

    @property
    def pairs(self) -> dict[str, str]:
        """The rest as `NAME=value`, values in quotes or bare."""
        found = re.findall(r'([\w.]+)=(?:"([^"]*)"|(\S*))', self.rest)
        return {name: quoted or bare for name, quoted, bare in found}


def steps(text: str) -> list[Step]:
    """The instructions in order, each on one line."""
    lines = [line for line in text.splitlines() if not line.lstrip().startswith("#")]
    joined = re.sub(r"\\\n\s*", "", "\n".join(lines) + "\n")
    parts = [line.split(None, 1) for line in joined.splitlines() if line.strip()]
    return [Step(word, rest.strip()) for word, rest in parts]


def read() -> list[Step]:
    return steps((ROOT / "Dockerfile").read_text(encoding="utf-8"))


def last(found: list[Step], word: str) -> Step:
    """The instruction that counts where a word stands several times."""
    return [step for step in found if step.word == word][-1]


def lets_through(rules: str, path: str) -> bool:
    """Whether a file enters the build: the last rule that fits it or a folder it lies in counts.

    Input: the text of .dockerignore, and a path from the root of the project. A `*` stands for any
    letters of one name, `**/` for any folders.
    """
    within = [path, *(str(parent) for parent in Path(path).parents if str(parent) != ".")]
    allowed = True
    for line in rules.splitlines():
        rule = line.strip()
        if not rule or rule.startswith("#"):
            continue
        keeps, pattern = rule.startswith("!"), rule.removeprefix("!")
        if any(_fits(pattern, part) for part in within):
            allowed = keeps
    return allowed


def _fits(pattern: str, path: str) -> bool:
    if pattern.startswith("**/"):
        return fnmatch.fnmatchcase(Path(path).name, pattern.removeprefix("**/"))
    same = pattern.count("/") == path.count("/")
    return same and fnmatch.fnmatchcase(path, pattern)


def context(root: Path = ROOT) -> Iterator[str]:
    """The files that enter the build, as paths from the root of the project."""
    rules = (root / ".dockerignore").read_text(encoding="utf-8")
    for path in sorted(root.rglob("*")):
        name = path.relative_to(root).as_posix()
        if not name.startswith((".git/", ".venv")) and path.is_file() and lets_through(rules, name):
            yield name
