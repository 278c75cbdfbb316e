"""The pictures that pages show are those that `make screenshots` makes, all of them, and small."""

from __future__ import annotations

import re

from tests.docs import markdown, pictures

SHOWN = re.compile(r"screenshots/([\w-]+\.png)")
LARGEST = 120_000
ALTOGETHER = 2_500_000


def shown() -> set[str]:
    """The pictures that any page of the documentation names."""
    texts = (page.read_text(encoding="utf-8") for page in markdown.pages())
    return {name for text in texts for name in SHOWN.findall(text)}


def test_each_picture_that_is_shown_is_made() -> None:
    """No page shows a picture that nothing makes anew."""
    assert shown() - set(pictures.made()) == set()


def test_each_picture_that_is_made_is_shown() -> None:
    """Nothing is pictured that no page shows, such as a page of the app that the tour left out."""
    assert set(pictures.made()) - shown() == set()


def test_the_folder_holds_these_and_no_others() -> None:
    """No picture of a page that is gone stays behind."""
    assert sorted(path.name for path in pictures.FOLDER.iterdir()) == pictures.made()


def test_the_pictures_are_small() -> None:
    """A clone stays quick."""
    sizes = {path.name: path.stat().st_size for path in pictures.FOLDER.iterdir()}
    assert {name: size for name, size in sizes.items() if size > LARGEST} == {}
    assert sum(sizes.values()) < ALTOGETHER


def test_every_picture_says_what_it_shows() -> None:
    """Each has words for whoever cannot see it, and one for dark pages beside the light one."""
    for page in markdown.pages():
        text = page.read_text(encoding="utf-8")
        for tag in re.findall(r"<img [^>]*screenshots/[^>]*>", text):
            alt = re.search(r'alt="([^"]*)"', tag)
            assert alt, tag
            assert len(alt[1]) > 20, tag
        for block in re.findall(r"<picture>.*?</picture>", text, re.DOTALL):
            light, dark = re.search(r"/([\w-]+)-light", block), re.search(r"/([\w-]+)-dark", block)
            assert light, block
            assert dark, block
            assert light[1] == dark[1]
