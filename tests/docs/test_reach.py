"""Whoever begins at the list of pages finds all of them, and finds their way within each."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.docs import markdown
from tests.docs.markdown import ROOT, name

LIST = ROOT / "docs" / "README.md"
LONG = 250
PAGES = sorted((ROOT / "docs").glob("*.md"))

# A term of ours and other ways to write it, which a reader would take for something else.
TERMS = {
    "back-test": r"\bback ?tests?\b|\bBacktest(s|ing)?\b",
    "red flag": r"\bredflags?\b|\bred-flags?\b",
    "as-of month": r"\bas of month\b|\bAs-Of\b",
    "lost customers": r"\bchurned customers\b",
    "not scored": r"\bunscored\b",
    "data set": r"\bdatasets?\b",
    "side bar": r"\bsidebar\b",
    "account-month": r"\baccount months?\b",
    "lockbox": r"\block[- ]box\b",
    "card variant": r"\bsub-?cards?\b",
    "ranking power": r"\bthe accuracy of\b|\baccurate scores?\b",
}


def said(page: Path) -> str:
    """What a page says to a reader: no code, no names of files, no addresses, no made blocks."""
    text = re.sub(r"<!-- made from.*?<!-- end -->", "", page.read_text("utf-8"), flags=re.DOTALL)
    text = re.sub(r"`[^`]*`", "", markdown.prose(text))
    text = re.sub(r"\]\([^)]*\)|<[^>]+>", "", text)
    return " ".join(text.split())


def test_every_page_is_on_the_list() -> None:
    """The list of the documentation links each page in its folder."""
    linked = {link.partition("#")[0] for link in markdown.links(LIST.read_text("utf-8"))}
    assert {page.name for page in PAGES} - {LIST.name} - linked == set()


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_a_long_page_begins_with_its_contents(page: Path) -> None:
    """Beyond 250 lines each of its chapters is linked before the first of them."""
    text = page.read_text(encoding="utf-8")
    if len(text.splitlines()) <= LONG:
        return
    before, _, _ = text.partition("\n## ")
    chapters = markdown.anchors("\n".join(re.findall(r"^## .+$", markdown.prose(text), re.M)))
    assert chapters - {link.removeprefix("#") for link in markdown.links(before)} == set()


@pytest.mark.parametrize("page", [ROOT / "README.md", *PAGES], ids=name)
def test_terms_are_spelled_alike(page: Path) -> None:
    """A thing has one name, on every page."""
    text = said(page)
    found = {term: re.search(other, text) for term, other in TERMS.items()}
    assert {term: match[0] for term, match in found.items() if match} == {}
