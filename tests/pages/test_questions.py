"""A page that does not open with the name of its card opens with the question it answers."""

from __future__ import annotations

from tests.pages.test_pages import PAGES, opened, turned_to

OF_THE_CARD = ("workbench", "tune")
"""Pages on which the card is worked at: they open with its name."""


def test_a_page_opens_with_its_question() -> None:
    """Its first heading of the first rank ends with a question mark, and there is one only."""
    app = opened()
    for page in PAGES:
        said = [one.value for one in turned_to(app, page).markdown if one.value.startswith("# ")]
        assert len(said) == 1, page
        assert said[0].endswith("?") != (page in OF_THE_CARD), (page, said)
