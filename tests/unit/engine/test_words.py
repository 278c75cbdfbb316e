"""The words of a column are counted once, and the most frequent ones are told."""

from __future__ import annotations

from scoring.engine.marks import Marks
from scoring.engine.session import Session
from scoring.engine.words import LABELS, Words, words_of


def words(*texts: str | None) -> Words:
    """The words of a column that holds these texts."""
    session = Session()
    session.run("CREATE TABLE b_rows AS SELECT unnest(CAST(? AS VARCHAR[])) AS c", [list(texts)])
    found = words_of(session, "b", "c", Marks())
    session.close()
    return found


def test_the_most_frequent_texts_come_first_and_equals_by_their_letters() -> None:
    """Of 70 texts, told backwards, w60 to w69 stand there twice: they, then w00 to w39."""
    every = [f"w{i:02d}" for i in range(69, -1, -1)]
    found = words(*every, *every[:10])
    assert found.labels == tuple(sorted(every[:10]) + sorted(every[10:])[: LABELS - 10])
    assert (found.filled, found.numbers, found.look_numeric) == (80, 0, False)


def test_spaces_around_a_text_make_no_other_text() -> None:
    """A blank one is none; of three filled cells one is a number."""
    assert words(" Gold", "Gold ", "  ", "", None, " 7 ") == Words(3, 1, ("Gold", "7"))


def test_a_column_without_a_text_is_taken_for_numbers() -> None:
    """Nothing speaks against it."""
    assert words(None, " ") == Words(0, 0, ())
    assert words(None).look_numeric
