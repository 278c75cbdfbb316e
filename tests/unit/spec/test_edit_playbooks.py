"""A band's playbook is written, shared and removed, and the card stays sound."""

from __future__ import annotations

import pytest

from scoring.errors import CardError
from scoring.spec.edit_playbooks import playbook_of, sharing, with_playbook, without_playbook
from scoring.spec.model import Card
from scoring.spec.parse import parse_card
from scoring.spec.write import card_yaml
from tests.unit.spec.samples import card

BARE = card()  # Good, Fair and Poor, nothing to do in any
RESCUE = {"title": "Rescue", "within_hours": 48, "steps": ["Call", "Review"]}


def shared() -> Card:
    """Fair and Poor have one playbook, Good has its own."""
    raw = [
        ("Good", 75, "good", "expand"),
        ("Fair", 50, "watch", "call"),
        ("Poor", 0, "bad", "call"),
    ]
    bands = [{"name": n, "from": f, "tone": t, "playbook": p} for n, f, t, p in raw]
    return card(bands=bands, playbooks={"expand": {"title": "Expand"}, "call": RESCUE})


def test_a_band_gets_a_playbook_of_its_own() -> None:
    """Its id is made of the band's name; empty lines are no steps, and the file holds it."""
    made = with_playbook(
        BARE, "Poor", title=" Rescue ", within_hours=24, steps=["Call", "  ", "Review "]
    )
    book = playbook_of(made, "Poor")
    assert book is not None
    assert (book.title, book.within_hours, book.steps) == ("Rescue", 24, ("Call", "Review"))
    assert [b.playbook for b in made.bands] == [None, None, "poor"]
    assert playbook_of(made, "Good") is None
    assert "steps" in card_yaml(made)
    assert made.digest != BARE.digest


def test_an_id_that_is_taken_is_not_taken_again() -> None:
    """A band called like another band's playbook gets a second id."""
    first = with_playbook(BARE, "Poor", title="A", within_hours=None, steps=[])
    good = first.bands[0].model_copy(update={"name": "poor"})
    twice = first.model_copy(update={"bands": (good, *first.bands[1:])})
    made = with_playbook(twice, "poor", title="B", within_hours=None, steps=[])
    assert sorted(made.playbooks) == ["poor", "poor_2"]


def test_what_bands_share_changes_for_both() -> None:
    """Who shares is named, and both read the new words."""
    both = shared()
    assert (sharing(both, "Fair"), sharing(both, "Good")) == (("Poor",), ())
    made = with_playbook(both, "Fair", title="New", within_hours=None, steps=["One"])
    assert playbook_of(made, "Poor") == playbook_of(made, "Fair")
    assert sorted(made.playbooks) == ["call", "expand"]


def test_removing_leaves_it_to_those_that_share() -> None:
    """Fair lets go and Poor keeps it; when Poor lets go too, it is gone from the card."""
    once = without_playbook(shared(), "Fair")
    assert (playbook_of(once, "Fair"), sorted(once.playbooks)) == (None, ["call", "expand"])
    twice = without_playbook(once, "Poor")
    assert sorted(twice.playbooks) == ["expand"]


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"title": "  "}, "the playbook of Poor"),
        ({"within_hours": 0}, "the playbook of Poor"),
        ({"steps": ["x"] * 21}, "the playbook of Poor"),
        ({"steps": ["y" * 121]}, "the playbook of Poor"),
    ],
)
def test_what_no_card_may_hold_is_refused(changes: dict[str, object], problem: str) -> None:
    """In the words in which a file would be refused, and with the band."""
    with pytest.raises(CardError, match=problem):
        with_playbook(BARE, "Poor", **(RESCUE | changes))  # type: ignore[arg-type]


def test_there_is_an_end_to_playbooks() -> None:
    """The twenty-first is refused with what to do."""
    books = {f"p{i}": {"title": "T"} for i in range(20)}
    full = card(playbooks=books)
    with pytest.raises(CardError, match="at most 20 playbooks"):
        with_playbook(full, "Poor", title="T", within_hours=None, steps=[])


def test_the_changed_card_reads_back_as_itself() -> None:
    """Written as a file and read again it is the same card."""
    made = with_playbook(shared(), "Poor", title="=1+1", within_hours=8760, steps=["a: b", "# c"])
    assert parse_card(card_yaml(made)) == made


def test_no_such_band_is_an_error_of_ours() -> None:
    """A name that no band has leads nowhere."""
    with pytest.raises(KeyError, match="Nowhere"):
        playbook_of(BARE, "Nowhere")
