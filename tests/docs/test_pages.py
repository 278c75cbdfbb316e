"""The pages lead somewhere, say only what is there and can be pasted."""

from __future__ import annotations

import configparser
import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from scoring.cli import COMMANDS
from scoring.spec.parse import read_card
from scoring.spec.source import parse_source
from scoring.spec.strict_yaml import read_yaml
from scoring.workbench import open_source
from tests.docs import markdown
from tests.docs.markdown import ROOT, name

every_page = pytest.mark.parametrize("page", markdown.pages(), ids=name)

# Written apart, so that this file does not hold them.
UNFINISHED = ("TO" + "DO", "FIX" + "ME", "coming" + " soon")
MACHINE = ("/work" + "/", "/root" + "/", "/tmp" + "/", "/home" + "/", "C:" + "\\")
TEXT = {".py", ".md", ".toml", ".yaml", ".yml", ".txt", ".js", ".css", ".svg", ".csv", ".json", ""}


def dead_links(page: Path, text: str) -> Iterator[str]:
    """The links of a page that lead to no file, or to no heading of one."""
    for link in markdown.links(text):
        if re.match(r"[a-z]+:", link):
            continue
        path, _, anchor = link.partition("#")
        target = (page.parent / path).resolve() if path else page
        if not target.exists() or not target.is_relative_to(ROOT):
            yield link
        elif anchor and target.is_file():
            inside = text if target == page else target.read_text(encoding="utf-8")
            if anchor not in markdown.anchors(inside):
                yield link


@every_page
def test_links_lead_somewhere(page: Path) -> None:
    """Every link between our own files leads to a file, and to a heading if it names one."""
    assert list(dead_links(page, page.read_text(encoding="utf-8"))) == []


def test_a_dead_link_is_found() -> None:
    """A link to a file, a heading or a picture that is not there is seen."""
    text = '# Here\n[a](#here) [b](#there) [c](nowhere.md) <img src="no.png"> [d](LICENSE)'
    assert list(dead_links(ROOT / "README.md", text)) == ["#there", "nowhere.md", "no.png"]


@every_page
def test_the_yaml_can_be_pasted(page: Path) -> None:
    """A block that looks like a card or a source file is a sound one, any other is plain YAML."""
    for block in markdown.blocks(page.read_text(encoding="utf-8"), "yaml"):
        if not re.search(r"^[^#\s]", block, re.MULTILINE):
            continue  # a remark alone
        document, refused = read_yaml(block)
        assert refused == ()
        if "metrics" in document.data:
            assert read_card(block).findings == ()
        elif "files" in document.data:
            assert parse_source(block).files


@every_page
def test_the_commands_exist(page: Path) -> None:
    """Each word after make is in the Makefile, each command of ours on its list."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    words = set(re.findall(r"^([a-z][a-z-]*):", makefile, re.MULTILINE))
    for command in markdown.commands(page.read_text(encoding="utf-8")):
        program, *rest = command.split()
        if program == "make":
            assert rest[0] in words, command
        elif rest[:2] == ["-m", "scoring"] and len(rest) > 2:
            assert rest[2].rstrip("`") in COMMANDS, command
        else:
            assert (ROOT / (rest[1].replace(".", "/") + ".py")).is_file() or rest[1] == "scoring"


def test_the_wide_file_of_the_page_loads(tmp_path: Path) -> None:
    """The table and the source file shown for own data make two accounts over two months."""
    text = (ROOT / "docs" / "sources.md").read_text(encoding="utf-8")
    (tmp_path / "customers.csv").write_text(markdown.blocks(text, "csv")[0], encoding="utf-8")
    source = tmp_path / "customers.yaml"
    source.write_text(markdown.blocks(text, "yaml")[0], encoding="utf-8")
    data = open_source(source, today=dt.date(2026, 3, 1))
    assert (data.catalogue.accounts, data.catalogue.rows) == (2, 4)
    assert [m.name for m in data.catalogue.measures] == ["logins", "tickets"]
    assert data.book.frame.accounts.lost.tolist() == [False, True]
    # Revenue a year: 12 × 900 and 12 × 7,200.
    assert data.book.frame.accounts.arr.tolist() == [10_800, 86_400]


def test_every_floor_is_described() -> None:
    """The page on architecture names each floor that the import contracts require."""
    contracts = configparser.ConfigParser()
    contracts.read(ROOT / ".importlinter", encoding="utf-8")
    layers = contracts["importlinter:contract:floors"]["layers"]
    floors = [f for f in re.split(r"[\s|]+", layers) if f and "(" not in f and f != "__main__"]
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    assert floors
    assert [f for f in floors if not re.search(rf"\b{f}(/|\.py)", text)] == []


def test_the_changelog_is_open() -> None:
    """The log of changes has a place for what is not released yet, and says something there."""
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    unreleased = text.partition("## [Unreleased]\n")[2].partition("\n## ")[0]
    assert re.search(r"^- \w", unreleased, re.MULTILINE)


@pytest.mark.parametrize("word", [*UNFINISHED, *MACHINE])
def test_nothing_unfinished_and_no_path_of_a_machine_is_written(word: str) -> None:
    """No file of the project holds a note to ourselves or a path of one machine."""
    found = [
        name(path)
        for path in markdown.files()
        if path.suffix in TEXT
        and path.parent.name != "hostile"  # what an attacker writes, on purpose
        and word in path.read_text(encoding="utf-8", errors="ignore")
    ]
    assert found == []
