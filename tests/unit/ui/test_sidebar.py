"""Data sets of one title are told apart in the side bar."""

from scoring.ui.panels.sidebar import told_apart


def test_twins_get_their_ids_and_the_others_stay() -> None:
    """The browser answers with a title, so each must lead to one data set."""
    titles = {"demo": "Demo book", "start-own": "Demo book", "starter": "Starter"}
    assert told_apart(titles) == {
        "demo": "Demo book (demo)",
        "start-own": "Demo book (start-own)",
        "starter": "Starter",
    }
