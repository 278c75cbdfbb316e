"""What the texts of a column are, found in one pass over those that differ."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from scoring.engine.copying import stored
from scoring.engine.forms import number_form
from scoring.engine.marks import Marks
from scoring.engine.quoting import Sql, statement, trimmed
from scoring.engine.session import Session

LABELS: Final = 50


@dataclass(frozen=True, slots=True)
class Words:
    """How many cells are filled, how many of them read as numbers, and the most frequent texts."""

    filled: int
    numbers: int
    labels: tuple[str, ...]

    @property
    def look_numeric(self) -> bool:
        """Whether at least half of the filled cells read as numbers."""
        return self.filled == 0 or 2 * self.numbers >= self.filled


def words_of(session: Session, table: str, column: str, marks: Marks) -> Words:
    """The words of a column of texts as they are without spaces around them.

    Input: the view of a copied table, and the column there and in the table. Where a text has
    spaces around it, or nothing else, all of them are trimmed, and it is asked again.
    """
    query = statement(
        "WITH words AS MATERIALIZED (SELECT {c} AS word, count(*) AS held FROM {t}"
        " WHERE {c} IS NOT NULL GROUP BY 1)"
        " SELECT coalesce(sum(held), 0), coalesce(sum(held) FILTER (({x}) IS NOT NULL), 0),"
        " coalesce(bool_and(word = {bare} AND word <> ''), true),"
        # Of millions that differ no more are put in order, and held, than are shown.
        " (SELECT coalesce(list(word ORDER BY held DESC, word), []) FROM (SELECT word, held"
        " FROM words ORDER BY held DESC, word LIMIT ?)) FROM words",
        c=column,
        bare=statement(trimmed(), c="word"),
        t=stored(table),
        x=perhaps_number(Sql("word"), marks),
    )
    filled, numbers, sound, labels = session.rows(query, [LABELS])[0]
    if sound:
        return Words(int(filled), int(numbers), tuple(str(label) for label in labels))
    change = "ALTER TABLE {t} ALTER COLUMN {c} SET DATA TYPE VARCHAR USING nullif({bare}, '')"
    bare = statement(trimmed(), c=column)
    session.run(statement(change, t=stored(table), c=column, bare=bare))
    return words_of(session, table, column, marks)


def perhaps_number(cell: Sql, marks: Marks) -> Sql:
    """A text as a number, null for none: words are told by how they begin, and not read.

    No number begins as they do but infinity and nan.
    """
    begins = " OR ".join(f"{{c}} BETWEEN '{a}' AND '{b}'" for a, b in ("IJ", "NO", "ij", "no"))
    may_be = "true" if marks.sign else "{c} < ':' OR " + begins
    return statement(f"CASE WHEN {may_be} THEN {number_form(marks)} END", c=cell)
