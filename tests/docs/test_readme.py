"""The README says in two minutes what this is, with a source for whatever it says of others."""

from __future__ import annotations

import re

from tests.docs import markdown
from tests.docs.markdown import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
TWO_MINUTES = 600
"""Words that are read at a calm pace; the cells of the comparison are looked up, not read."""
MAKERS = {
    "Gainsight": "support.gainsight.com",
    "ChurnZero": "support.churnzero.com",
    "Vitally": "docs.vitally.io",
    "Planhat": "support.planhat.com",
    "Spreadsheet": "support.microsoft.com",
    "Notebook": "raw.githubusercontent.com/jupyter-widgets/ipywidgets",
    "ML explainer": "explainerdashboard.readthedocs.io",
}
"""Each tool of the comparison, and where its makers write about it."""


def comparison() -> dict[str, list[str]]:
    """The rows of the comparison by the tool's name."""
    rows = [line for line in README.splitlines() if line.startswith("| ")]
    cells = [[cell.strip() for cell in row.strip("|").split("|")] for row in rows]
    return {name: rest for name, *rest in cells if name}


def test_the_two_words_come_first() -> None:
    """The first commands a visitor meets start the app and run the tests."""
    assert markdown.commands(README)[:2] == ["make run", "make test"]


def test_it_is_read_in_two_minutes() -> None:
    """Without addresses, pictures and the comparison there are few enough words."""
    text = re.sub(r"\]\([^)]+\)|<[^>]+>", "", README)
    words = [w for line in text.splitlines() if not line.startswith("|") for w in line.split()]
    assert len(words) < TWO_MINUTES


def test_it_leads_to_the_list_of_all_pages() -> None:
    """The list of all pages is one click away, and so is what stands beside the documentation."""
    wanted = {"docs/README.md", "CHANGELOG.md", "CONTRIBUTING.md", "configs/README.md", "LICENSE"}
    assert wanted <= set(markdown.links(README))


def test_each_claim_about_a_tool_is_sourced() -> None:
    """Every row links its makers' own pages, and the day on which they were read is told."""
    rows = comparison()
    assert rows.keys() == MAKERS.keys()
    for name, (theirs, ours) in rows.items():
        assert f"](https://{MAKERS[name]}" in theirs, name
        assert re.search(r"\]\((docs/[^)]+)\)", ours), name
    assert re.search(r"read on \d{1,2} [A-Z][a-z]+ 20\d\d", README)


def test_six_abilities_lead_to_their_pages() -> None:
    """Each of the six is a link to what tells it whole."""
    part = README.partition("## What it does\n")[2].partition("\n## ")[0]
    assert len(re.findall(r"^- \*\*\[[^\]]+\]\(docs/", part, re.MULTILINE)) == 6
