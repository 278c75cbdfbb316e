"""Names enter SQL in one place, and only names that this code made itself."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.engine.quoting import Sql, safe_names, statement
from scoring.workbench import months_asked, score_table, usable_card
from scoring.workbench.opening import open_source
from tests.unit.engine.loading import ONE, TODAY

CARD = """
version: 1
name: Test
metrics:
  - {{id: m, measure: {measure}, normaliser: {{kind: linear, worst: 0, best: 10}}, weight: 1}}
bands: [{{name: Good, from: 50, tone: good}}, {{name: Bad, from: 0, tone: bad}}]
"""


@pytest.mark.parametrize("name", ["Name", 'a"b', "a b", "a;", "", "a" * 81, "é", "1a", "a-b"])
def test_a_name_that_is_not_ours_is_refused(name: str) -> None:
    """Whatever a file calls its column never becomes part of a statement."""
    with pytest.raises(ValueError, match="is not an internal column name"):
        statement("SELECT {c} FROM t", c=name)


def test_a_name_of_ours_stands_in_quotes() -> None:
    """Even a reserved word is a column then."""
    assert statement("SELECT {c} FROM {t}", c=["select", "b_2"], t="from") == (
        'SELECT "select", "b_2" FROM "from"'
    )


def test_finished_sql_may_stand_in_a_statement() -> None:
    """What a statement made goes into another one as it is, its braces included."""
    inner = statement("SELECT {c}", c="a")
    assert statement("({x}) {y}", x=inner, y=Sql("{raw}")) == '(SELECT "a") {raw}'


@given(st.lists(st.text(max_size=90), unique=True, max_size=30))
def test_any_labels_get_names_of_their_own(labels: list[str]) -> None:
    """Whatever people call their columns, the names are safe, and no two are alike."""
    names = safe_names(labels, taken=["arr", "column"])
    assert list(names) == labels
    assert len({*names.values(), "arr", "column"}) == len(labels) + 2
    for name in names.values():
        statement("SELECT {c}", c=name)


LABELS = [
    '"; DROP TABLE accounts; --',
    "x'); COPY accounts TO 'out.csv",
    "Zufriedenheit (Ø)",
    "顧客満足度",
    "🙂",
    "select",
    "account_id",
    "as_of",
    "arr",
    "snapshots",
    "{x}",
    "a\nb",
    "x" * 200,
    "null",
    "1",
    "%s",
    "?",
]


@pytest.mark.slow
@pytest.mark.parametrize("label", LABELS)
def test_any_column_name_loads_and_scores(tmp_path: Path, label: str) -> None:
    """Hostile, foreign and reserved names are names like any other, in both engines."""
    cell, word = label.replace('"', '""'), repr_yaml(label)
    (tmp_path / "a.csv").write_text(f'id,"{cell}"\na,5\nb,10\n', encoding="utf-8", newline="")
    source = ONE.replace("[m]", f"[{word}]")
    (tmp_path / "s.yaml").write_text(source, encoding="utf-8")
    data = open_source(tmp_path / "s.yaml", today=TODAY)
    card = usable_card(CARD.format(measure=word), data)
    for engine in ("plan", "kernel"):
        table = score_table(data, card, months_asked(data, "all"), engine)
        assert table["score"].to_pylist() == [50.0, 100.0]


def repr_yaml(text: str) -> str:
    """Text as a quoted YAML word."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def test_names_of_500_characters_load(tmp_path: Path) -> None:
    """A long name is cut inside and whole outside."""
    label = "x" * 499
    (tmp_path / "a.csv").write_text(f"id,{label}a,{label}b\nk,1,2\n", encoding="utf-8")
    source = ONE.replace("[m]", f"[{label}a, {label}b]")
    (tmp_path / "s.yaml").write_text(source, encoding="utf-8")
    data = open_source(tmp_path / "s.yaml", today=TODAY)
    assert [m.name[-1] for m in data.catalogue.measures] == ["a", "b"]
    assert data.loaded.session.rows("SELECT * EXCLUDE (account_id, as_of, arr) FROM snapshots") == [
        (True, None, 0, 1.0, 2.0)  # in the book, of unknown age, account 0, and the two measures
    ]


def test_names_that_differ_by_case_alone_are_two_measures(tmp_path: Path) -> None:
    """SQL does not tell them apart, so they are told apart before SQL."""
    (tmp_path / "a.csv").write_text("id,Contract,contract\nk,3,7\n", encoding="utf-8")
    (tmp_path / "s.yaml").write_text(ONE.replace("[m]", "[Contract, contract]"), encoding="utf-8")
    data = open_source(tmp_path / "s.yaml", today=TODAY)
    for label, score in (("Contract", 30.0), ("contract", 70.0)):
        card = usable_card(CARD.format(measure=label), data)
        for engine in ("plan", "kernel"):
            table = score_table(data, card, months_asked(data, "all"), engine)
            assert table["score"].to_pylist() == [score]
