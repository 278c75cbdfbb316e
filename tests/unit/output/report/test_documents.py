"""A document says the same as HTML, Markdown and rows, and no text in it is markup."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from scoring.output.report.as_html import as_html
from scoring.output.report.as_markdown import as_markdown, escaped
from scoring.output.report.as_rows import as_rows
from scoring.output.report.bars import Bar, Part, bars
from scoring.output.report.blocks import Figure, Grid, Listing, Section, Tile, Tiles, Words

VOID = {"meta", "link", "br", "img", "rect", "line", "circle", "polyline"}


def document(text: str) -> list[Section]:
    drawn = bars(text, [Bar(text, [Part(text, "good", 1, text)], text)])
    return [
        Section(
            text,
            [
                Words(text, loud=True),
                Listing([text]),
                Grid(text, (text, "n"), [(text, "1")], frozenset({1}), [text]),
                Tiles([Tile(text, text, text, text)], [text]),
                Figure(text, drawn, [text]),
            ],
            apart=True,
        )
    ]


class Reading(HTMLParser):
    """The elements of a page in their order, and whether each is closed."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.open: list[str] = []
        self.said: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, _attributes: object) -> None:
        self.tags.append(tag)
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] not in ("style",):
            self.said.append(data)


@given(st.text(max_size=40))
def test_no_text_is_markup_in_the_page(text: str) -> None:
    """Whatever people write, the page has the elements it would have for a plain word."""
    plain = Reading("".join(as_html("Title", ["line"], document("word"))))
    found = Reading("".join(as_html(text, [text], document(text))))
    assert found.tags == plain.tags
    assert found.open == []


def test_a_hostile_text_is_shown_as_written() -> None:
    """A script is read out and does not run; the style sheet cannot be left by a title."""
    hostile = "</style></title><script>alert(1)</script>"
    page = "".join(as_html(hostile, [hostile], document(hostile)))
    assert "<script" not in page
    assert page.count("</style>") == 1
    assert hostile in "".join(Reading(page).said)


def test_the_page_loads_nothing() -> None:
    """Its own policy forbids all loading, and no address stands in it."""
    page = "".join(as_html("Title", [], document("word")))
    assert "default-src 'none'" in page
    assert set(re.findall(r"https?://[^\"' ]+", page)) == {"http://www.w3.org/2000/svg"}
    assert not re.search(r"<(script|link|iframe|img|object)|@import|url\(", page)


def test_headings_follow_each_other() -> None:
    """One h1, an h2 a section, and below them h3: nobody who listens misses a step."""
    page = "".join(as_html("Title", [], document("word") * 2))
    levels = [int(tag[1]) for tag in Reading(page).tags if re.fullmatch(r"h[1-6]", tag)]
    assert levels == [1, 2, 3, 2, 3]


@given(st.text(max_size=40))
def test_no_text_is_markup_in_markdown(text: str) -> None:
    """One line, every mark of Markdown with a backslash before it."""
    said = escaped(text)
    assert "\n" not in said
    assert not re.search(r"(?<!\\)[`*_\[\]<>#|~$]", said.replace("\\\\", ""))


def test_markdown_holds_every_word() -> None:
    """Title, heading, paragraph, list, table, figures and pictures, each on its lines."""
    text = as_markdown("Title", document("word"))
    assert text.splitlines() == [
        "# Title",
        "",
        "## word",
        "",
        "**word**",
        "",
        "- word",
        "",
        "word:",
        "",
        "| word | n |",
        "| --- | ---: |",
        "| word | 1 |",
        "",
        "*word*",
        "",
        "- word: word (word). word",
        "",
        "*word*",
        "",
        "word. word: word word",
        "",
        "*word*",
    ]


def test_rows_hold_every_word() -> None:
    """A heading stands alone in its row, everything else beside another cell."""
    rows = as_rows("Title", document("word"))
    assert rows == [
        ("Title",),
        ("", ""),
        ("word",),
        ("word", ""),
        ("word", ""),
        ("word",),
        ("word", "n"),
        ("word", "1"),
        ("word", ""),
        ("word", "word", "word", "word"),
        ("word", ""),
        ("word. word: word word", ""),
        ("word", ""),
    ]
